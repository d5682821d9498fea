"""What calamine does not tell of an old Excel workbook: number formats, bold, formulas, what is hidden.

After [MS-XLS] 2.4: the stream ``Workbook`` is a row of records, each a type, a length and its bytes.
Only records with fixed places are looked at; values, texts and merges come from calamine.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.tables.intake import limits
from bot.tables.readers import ole
from bot.tables.readers.values import BUILTIN_FORMATS

BOF, EOF, FILEPASS, FONT, FORMAT_OLD, FORMAT, XF, BOUNDSHEET = (
    0x809,
    0x0A,
    0x2F,
    0x31,
    0x1E,
    0x41E,
    0xE0,
    0x85,
)
ROW, COLINFO, FORMULA, MULTI = 0x208, 0x7D, (0x06, 0x206, 0x406), (0xBD, 0xBE)
CELLS = frozenset({0x06, 0x206, 0x406, 0x203, 0x27E, 0x204, 0xFD, 0x205, 0xD6, 0x201})
"""Records that begin with row, column and format of one cell: formula, number, rk, label, labelsst, …"""
MAX_RECORDS = 3_000_000


@dataclass(slots=True)
class Looks:
    """How one sheet shows its cells, by (row, column), 0-based."""

    style: dict[tuple[int, int], int] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    sheets: list[Looks] = field(default_factory=list)
    """In the order of the workbook's directory, sheets of charts and macros included."""
    is_encrypted: bool = False
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    fonts: list[bool] = field(default_factory=list)
    styles: list[tuple[int, int]] = field(default_factory=list)
    """(font, format) by style number."""

    def style(self, number: int | None) -> tuple[str | None, bool]:
        """(number format, bold) of a style."""
        if number is None or number >= len(self.styles):
            return None, False
        font, form = self.styles[number]
        font -= font > 4  # there is no font 4
        return self.formats.get(form, "General"), 0 <= font < len(self.fonts) and self.fonts[font]


def scan(data: bytes) -> Workbook:
    """Look through a workbook's bytes.  What is damaged is left out; calamine will say so."""
    stream = _stream(data)
    book = Workbook()
    offsets: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == FILEPASS:
            book.is_encrypted = True
            return book
        if kind == BOUNDSHEET and len(body) >= 8 and len(offsets) < limits.MAX_SHEETS:
            offsets.append(struct.unpack_from("<I", body)[0])
        elif kind in (FORMAT, FORMAT_OLD) and len(body) > 4:
            book.formats[struct.unpack_from("<H", body)[0]] = _format_text(body, kind == FORMAT)
        elif kind == FONT and len(body) >= 8:
            book.fonts.append(struct.unpack_from("<H", body, 6)[0] >= 600)
        elif kind == XF and len(body) >= 4 and len(book.styles) < limits.MAX_FORMATS:
            book.styles.append(struct.unpack_from("<HH", body))
        elif kind == EOF:
            break
    for offset in offsets:
        book.sheets.append(_sheet(stream, offset))
    return book


def _stream(data: bytes) -> bytes:
    if not data.startswith(ole.MAGIC):
        return data
    try:
        compound = ole.open_compound(data)
    except ole.OleError:
        return b""
    return compound.head("Workbook", len(data)) or compound.head("Book", len(data))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    at = start
    for _ in range(MAX_RECORDS):
        if at + 4 > len(stream):
            return
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheet(stream: bytes, offset: int) -> Looks:
    looks = Looks()
    depth = 0
    for kind, body in _records(stream, offset):
        if kind == BOF:
            depth += 1
        elif kind == EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1:
            continue  # a chart inside the sheet
        elif kind in CELLS and len(body) >= 6:
            row, col, style = struct.unpack_from("<HHH", body)
            looks.style[row, col] = style
            if kind in FORMULA:
                looks.formulas.add((row, col))
        elif kind in MULTI and len(body) >= 6:
            _many(kind, body, looks)
        elif kind == ROW and len(body) >= 16:
            if struct.unpack_from("<I", body, 12)[0] & 0x20:
                looks.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLINFO and len(body) >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", body)
            if flags & 1:
                looks.hidden_spans.append((first, last))
        if len(looks.style) > limits.MAX_CELLS:
            break
    return looks


def _many(kind: int, body: bytes, looks: Looks) -> None:
    """Several cells of one row: each a style, for numbers followed by the number."""
    row, first = struct.unpack_from("<HH", body)
    step = 6 if kind == 0xBD else 2
    for number, at in enumerate(range(4, len(body) - 2 - step + 1, step)):
        looks.style[row, first + number] = struct.unpack_from("<H", body, at)[0]


def _format_text(body: bytes, is_unicode: bool) -> str:
    if not is_unicode:
        return body[3 : 3 + body[2]].decode("cp1252", errors="replace")
    size, flags = struct.unpack_from("<HB", body, 2)
    if flags & 1:
        return body[5 : 5 + size * 2].decode("utf-16-le", errors="replace")
    return body[5 : 5 + size].decode("latin-1")
