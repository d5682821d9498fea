"""Stored spreadsheet values as cells: exact numbers, dates in words, errors.

A number keeps at most 15 significant digits, which is what Excel and
LibreOffice themselves show: 0.30000000000000004 in the file is 0.3 on screen.
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache

from bot.tables.grid import Cell
from bot.tables.intake.limits import MAX_CELL_CHARS

SIGNIFICANT = Context(prec=15)
MAX_EXPONENT = 308
"""Range of a double; anything beyond is not from a spreadsheet."""

BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

BUILTIN_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""Number formats that a workbook may name by number alone (ECMA-376 part 1, 18.8.30)."""

LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""Pieces of a number format that print as they stand, set widths, or name colours and locales."""
ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")
"""Characters that XML, and so our own Word output, cannot hold."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
ERRORS = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
)


def clean(text: str) -> str:
    """Text without characters that no document can hold, one kind of line break, cut at Excel's limit."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return ILLEGAL.sub("", text)[:MAX_CELL_CHARS]


def unescape(text: str) -> str:
    """``_x000D_`` and its like, with which xlsx writes control characters."""
    if "_x" not in text:
        return text
    return ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


def number(stored: str) -> int | Decimal | None:
    """The number that a file stores as text (dot decimal), rounded to 15 digits; None if it is none."""
    try:
        exact = Decimal(stored.strip())
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact.adjusted()) > MAX_EXPONENT:
        return None
    if len(exact.as_tuple().digits) > SIGNIFICANT.prec:
        return from_float(float(exact))  # the notation of a double: what it stands for is rounded, not it
    return tidy(exact)


def from_float(value: float) -> int | Decimal | None:
    """A double rounded to 15 digits as spreadsheets show it; None for inf and nan."""
    return tidy(Decimal(value)) if math.isfinite(value) else None


def tidy(exact: Decimal) -> int | Decimal:
    """Round to 15 significant digits and drop trailing zeros; whole numbers become int."""
    rounded = SIGNIFICANT.plus(exact)
    if rounded == rounded.to_integral_value():
        return int(rounded)
    return rounded.normalize()


def number_text(value: int | Decimal) -> str:
    """The stored number in plain notation with a decimal dot: ``88.5``, ``0.0000001``."""
    return str(value) if isinstance(value, int) else f"{value:f}"


def text_cell(
    text: str, *, number_format: str | None = None, formula: str | None = None, bold: bool = False
) -> Cell:
    """A cell of text; blank text without a formula is an empty cell that may still carry its format."""
    text = clean(text)
    if text in ERRORS:
        return Cell(text, text, number_format, formula, is_error=True, bold=bold)
    if not text and formula is None:
        return Cell(None, "", number_format, bold=bold)
    return Cell(text, text, number_format, formula, bold=bold)


def bool_cell(
    value: bool, *, number_format: str | None = None, formula: str | None = None, bold: bool = False
) -> Cell:
    """TRUE and FALSE as an Indonesian Excel shows them."""
    return Cell(value, "BENAR" if value else "SALAH", number_format, formula, bold=bold)


def number_cell(
    value: int | Decimal,
    *,
    number_format: str | None = None,
    formula: str | None = None,
    bold: bool = False,
    is_1904: bool = False,
) -> Cell:
    """A number, or the date in words where the number format makes it one (``raw`` is then that text)."""
    kind = date_kind(number_format) if number_format else None
    if kind:
        words = serial_words(value, kind, is_1904)
        if words is not None:
            return Cell(words, words, number_format, formula, bold=bold)
    return Cell(value, number_text(value), number_format, formula, bold=bold)


@lru_cache(maxsize=4096)
def date_kind(number_format: str) -> str | None:
    """What a number format makes of a number: letters of ``DMYT`` (day, month, year, time), ``L`` for a
    length of time, None where it stays a number."""
    positive = number_format[:255].split(";")[0]
    if ELAPSED.search(positive):
        return "L"
    code = LITERAL.sub("", positive).lower().replace("am/pm", "").replace("a/p", "")
    has_time = "h" in code or "s" in code
    digits = code.replace("s.000", "").replace("s.00", "").replace("s.0", "") if has_time else code
    if "general" in code or any(ch in digits for ch in "#?@0"):
        return None
    has_year, has_day = "y" in code, "d" in code
    has_month = "mmm" in code or ("m" in code and (has_day or has_year or not has_time))
    flags = (("D", has_day), ("M", has_month), ("Y", has_year), ("T", has_time))
    return "".join(letter for letter, there in flags if there) or None


def serial_words(serial: int | Decimal, kind: str, is_1904: bool = False) -> str | None:
    """A spreadsheet's day number in words, or None where it is no day between 1900 and 9999."""
    if kind == "L":
        return _length_words(serial)
    day = Decimal(serial)
    if not 0 <= day < 2_958_466:
        return None
    if is_1904:
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's dates have no time zone
    else:
        # day 60 is 29 February 1900, which never was: Lotus 1-2-3's fault, kept by all since
        start = datetime(1899, 12, 31) if day < 60 else datetime(1899, 12, 30)  # noqa: DTZ001
    seconds = int((day % 1 * 86_400).to_integral_value())
    try:
        moment = start + timedelta(days=int(day), seconds=seconds)
    except OverflowError:
        return None
    if day < 1 and "Y" in kind:
        return None
    return moment_words(moment, kind if day >= 1 else "T")


def moment_words(moment: datetime, kind: str = "DMY") -> str:
    """``31 Desember 2025``, ``Desember 2025``, ``2025``, ``31 Desember 2025 14.30`` or ``14.30``."""
    pieces: list[str] = []
    if "D" in kind:
        pieces.append(str(moment.day))
    if "M" in kind:
        pieces.append(BULAN[moment.month - 1])
    if "Y" in kind:
        pieces.append(str(moment.year))
    if "T" in kind and (moment.hour or moment.minute or moment.second or not pieces):
        clock = f"{moment.hour:02d}.{moment.minute:02d}"
        pieces.append(f"{clock}.{moment.second:02d}" if moment.second else clock)
    return " ".join(pieces)


def _length_words(serial: int | Decimal) -> str | None:
    if not 0 <= serial < 2_958_466:
        return None
    minutes, seconds = divmod(int((Decimal(serial) * 86_400).to_integral_value()), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}.{minutes:02d}"
    return f"{clock}.{seconds:02d}" if seconds else clock


ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?)?")


def iso_words(stored: str) -> str:
    """An ISO 8601 date (``2025-12-31``, ``2025-12-31T14:30:00``) in words; other text as it stands."""
    match = ISO.match(stored)
    if not match:
        return stored
    parts = [int(group or 0) for group in match.groups()]
    try:
        moment = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return stored
    return moment_words(moment, "DMYT")
