"""From a run of digits and separators to a number, with the evidence of its column.

Indonesian tables mix ``1.234,56``, ``88.50`` and ``7,493,000``, sometimes in one
column.  What one text alone cannot tell (``1.234``) stays two readings here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

_DOUBLE = Context(prec=15)
"""A double holds 15 significant decimal digits; what is printed beyond them is noise."""

TOKEN = re.compile(r"\d(?:[\d.,]*\d)?")
"""A run of digits with separators inside it."""

MENONJOL = 3
"""A separator's role is decided when it is seen so many times as often as the other role."""
_TITIK_RIBUAN = re.compile(r"\d{1,3}(?:\.\d{3})+")
_KOMA_RIBUAN = re.compile(r"\d{1,3}(?:,\d{3})+")
_SPACES = re.compile(r"\s+")
_RUN = re.compile(r"\d[\d., ]*\d")
_JOINED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,2})?")
_CHARS = str.maketrans(
    {
        **dict.fromkeys("−–—‒‐‑﹣－", "-"),
        **dict.fromkeys("\u00a0\u2007\u202f\u2009\u200a\t\r\n\v\f", " "),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad", ""),
        "％": "%",
        "：": ":",
    }
)


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How often a column shows each separator in a role that cannot be anything else."""

    desimal_koma: int = 0
    desimal_titik: int = 0
    ribuan_titik: int = 0
    ribuan_koma: int = 0

    @property
    def titik_ribuan(self) -> bool | None:
        """Whether a dot groups thousands here; None where the column shows both or neither."""
        thousands, decimals = self.ribuan_titik, self.desimal_titik
        if thousands >= MENONJOL * max(decimals, 1) or (thousands and not decimals):
            return True
        if decimals >= MENONJOL * max(thousands, 1) or (decimals and not thousands):
            return False
        if not thousands and not decimals and self.desimal_koma:
            return True
        return None

    @property
    def koma_ribuan(self) -> bool:
        """Whether commas group thousands here and never mark decimals."""
        return self.ribuan_koma > 0 and not self.desimal_koma


@dataclass(frozen=True, slots=True)
class Bacaan:
    """A reading of digits: the number, the other possible number, or a broken grouping."""

    nilai: Decimal | None
    lain: Decimal | None = None
    rusak: bool = False


def rapikan(text: str) -> str:
    """One line, plain dashes, and digit groups that a line break tore apart joined again."""
    clean = _SPACES.sub(" ", text.translate(_CHARS)).strip().strip("'\"`").strip()
    return _RUN.sub(_sambung, clean) if " " in clean else clean


def _sambung(match: re.Match[str]) -> str:
    run = match.group()
    if " " not in run:
        return run
    joined = run.replace(" ", "")
    if _JOINED.fullmatch(joined):
        return joined
    near_dot = run.replace(". ", ".").replace(" .", ".").replace(", ", ",").replace(" ,", ",")
    if " " not in near_dot and re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", near_dot):
        return near_dot
    groups = run.partition(",")[0].split(" ")
    # Spaces as thousands separators: never where they could as well be several equal values.
    enough = len(groups) > 2 or (len(groups) == 2 and "," in run)
    if enough and len(set(groups)) > 1 and 1 <= len(groups[0]) <= 3 and all(
        len(g) == 3 and g.isdigit() for g in groups[1:]
    ) and groups[0].isdigit() and " " not in run.partition(",")[2]:  # fmt: skip
        return joined
    return run


def infer_style(texts: Iterable[str]) -> NumberStyle:
    """What the texts of a column tell of its separators.  Only clear cases count."""
    koma = titik = r_titik = r_koma = 0
    for text in texts:
        for match in TOKEN.finditer(rapikan(text[:200])):
            token = match.group()
            dots, commas = token.count("."), token.count(",")
            if dots and commas:
                if token.rfind(",") > token.rfind("."):
                    koma, r_titik = koma + 1, r_titik + 1
                else:
                    titik, r_koma = titik + 1, r_koma + 1
            elif dots > 1 and _TITIK_RIBUAN.fullmatch(token):
                r_titik += 1
            elif commas > 1 and _KOMA_RIBUAN.fullmatch(token):
                r_koma += 1
            elif dots == 1 and not _mungkin_ribuan(token, "."):
                titik += 1
            elif commas == 1 and not _mungkin_ribuan(token, ","):
                koma += 1
    return NumberStyle(koma, titik, r_titik, r_koma)


def _mungkin_ribuan(token: str, separator: str) -> bool:
    """Whether a token with one separator could be grouped thousands: ``1.234``, not ``0.123`` or ``12.5``."""
    head, _, tail = token.partition(separator)
    return len(tail) == 3 and len(head) <= 3 and not head.startswith("0")


def baca_angka(
    token: str, style: NumberStyle | None = None, *, ribuan: bool = False, pecahan: bool = False
) -> Bacaan:
    """Read one :data:`TOKEN`.

    ``ribuan``: it is rupiah, a single dot groups thousands.  ``pecahan``: it stands with ``%`` or
    beside a grade, where three digits after a dot are decimals.
    """
    if len(token) > 40:
        return Bacaan(None, rusak=True)
    dots, commas = token.count("."), token.count(",")
    if not dots and not commas:
        return Bacaan(Decimal(token))
    if dots and commas:
        return _dua_tanda(token)
    separator = "." if dots else ","
    if dots + commas > 1:
        pattern = _TITIK_RIBUAN if dots else _KOMA_RIBUAN
        if pattern.fullmatch(token) and not token.startswith("0"):
            return Bacaan(Decimal(token.replace(separator, "")))
        return Bacaan(None, rusak=_angka_besar(token))
    decimal = _tanpa_galat(Decimal(token.replace(",", ".")))
    if not _mungkin_ribuan(token, separator) or pecahan:
        return Bacaan(decimal)
    thousand = Decimal(token.replace(separator, ""))
    if separator == ",":
        # A comma is the Indonesian decimal mark; only a column that groups with commas says otherwise.
        grouped = ribuan or (style is not None and style.koma_ribuan)
        return Bacaan(thousand, None if ribuan else decimal) if grouped else Bacaan(decimal)
    if ribuan:
        return Bacaan(thousand)
    if style is not None and style.titik_ribuan is False:
        return Bacaan(decimal, thousand)
    return Bacaan(thousand, decimal)


def _tanpa_galat(value: Decimal) -> Decimal:
    """Without the noise of binary fractions in an export: ``0.6299999999999999`` is 0.63."""
    return _DOUBLE.plus(value).normalize() if len(value.as_tuple().digits) > 15 else value


def _dua_tanda(token: str) -> Bacaan:
    """Both separators: the one that comes last, and once, marks the decimals."""
    mark = "," if token.rfind(",") > token.rfind(".") else "."
    group = "." if mark == "," else ","
    head, _, tail = token.rpartition(mark)
    pattern = _TITIK_RIBUAN if group == "." else _KOMA_RIBUAN
    if mark in head or not pattern.fullmatch(head):
        return Bacaan(None, rusak=True)
    return Bacaan(Decimal(f"{head.replace(group, '')}.{tail}"))


def _angka_besar(token: str) -> bool:
    """Whether a broken grouping is meant as an amount (``9.871.1466.000``), not a code (``2.01.03``)."""
    groups = re.split(r"[.,]", token)
    return len(token) >= 8 and any(len(g) == 3 for g in groups[1:]) and not token.startswith("0")
