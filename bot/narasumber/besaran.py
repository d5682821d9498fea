"""Quantities and dates of a sentence, to tell whether two sentences give different ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

_WORDS = (
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_NUMBERS: Mapping[str, int] = {
    **{word: number for number, word in enumerate(_WORDS, 1)},
    "dua belas": 12,
    "lima belas": 15,
    "dua puluh": 20,
    "tiga puluh": 30,
    "empat puluh lima": 45,
    "enam puluh": 60,
    "sembilan puluh": 90,
}
_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_DAYS = {"hari": 1, "minggu": 7, "bulan": 30, "tahun": 365}
_COUNTED = ["rangkap", "eksemplar", "halaman", "lembar", "kali", "indikator", "sasaran", "orang"]
_VALUE = r"\d{1,9}(?:[.,]\d{1,3})?"
_SPELLED = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_UNIT = "|".join([*_DAYS, *_COUNTED, "persen", "%"])
_QUANTITY = re.compile(
    rf"(?<![\w/.,])(?P<n>{_VALUE}|{_SPELLED})(?: ?\([^()]{{1,40}}\))? ?(?P<u>{_UNIT})(?P<kerja> kerja)?(?!\w)"
)
_DATE = re.compile(rf"(?<![\w/])(?P<d>\d{{1,2}}) (?P<m>{'|'.join(_MONTHS)})(?!\w)")
_ONCE = re.compile(r"(?<!\w)(?:sekali|satu kali)(?!\w)(?! lagi)")
_YEARLY = re.compile(r"(?<!\w)(setahun|sebulan|seminggu|sehari)(?!\w)")
_ONE_OF = {"setahun": 365, "sebulan": 30, "seminggu": 7, "sehari": 1}
_PER = re.compile(
    r"(?:kali|sekali)(?: dalam| per| tiap| setiap)? (?:setahun|sebulan|seminggu|sehari|\d{1,2} \w+)"
)

Besaran = Mapping[str, frozenset[Decimal]]
"""Values by what they measure: ``waktu`` in days, ``persen``, ``tanggal`` (100 × month + day), …"""


def besaran(teks: str) -> Besaran:
    """The quantities and dates of a sentence.

    >>> sorted(besaran("paling lambat 3 (tiga) bulan, dalam dua rangkap"))
    ['rangkap', 'waktu']
    """
    low = " ".join(teks.lower().split())
    found: dict[str, set[Decimal]] = {}
    for match in _QUANTITY.finditer(low):
        unit, value = match["u"], _number(match["n"])
        if unit in _DAYS:
            # Working days are counted otherwise than days: they are no shorter deadline by themselves.
            kind = "hari kerja" if match["kerja"] else "waktu"
            found.setdefault(kind, set()).add(value * _DAYS[unit])
        else:
            found.setdefault("persen" if unit == "%" else unit, set()).add(value)
    for match in _DATE.finditer(low):
        found.setdefault("tanggal", set()).add(
            Decimal(_MONTHS.index(match["m"]) * 100 + 100 + int(match["d"]))
        )
    if _ONCE.search(low):
        found.setdefault("kali", set()).add(Decimal(1))
    if not _PER.search(low):
        for match in _YEARLY.finditer(low):
            found.setdefault("waktu", set()).add(Decimal(_ONE_OF[match[1]]))
    return {kind: frozenset(values) for kind, values in found.items()}


def _number(text: str) -> Decimal:
    if text in _NUMBERS:
        return Decimal(_NUMBERS[text])
    whole, mark, rest = text.replace(",", ".").partition(".")
    # "1.000" is a thousand, "1,5" one and a half.
    return (
        Decimal(whole + rest) if mark and "." in text and len(rest) == 3 else Decimal(f"{whole}{mark}{rest}")
    )


def berbeda(satu: Besaran, lain: Besaran) -> str | None:
    """What two sentences give different values of, or None.  Values that one of them does not give, and kinds
    of which they share a value, do not differ."""
    for kind in sorted(satu.keys() & lain.keys()):
        if not any(_same(a, b, kind) for a in satu[kind] for b in lain[kind]):
            return kind
    return None


def _same(a: Decimal, b: Decimal, kind: str) -> bool:
    """Three months are ninety days: times within a twentieth are the same."""
    return abs(a - b) * 20 <= max(a, b) if kind == "waktu" else a == b
