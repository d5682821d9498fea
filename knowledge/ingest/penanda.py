"""Markers at the beginning of a line of a legal text: ``Pasal 3``, ``(2)``, ``a.``, ``1)``, ``LAMPIRAN I``.

Every pattern matches at the beginning only and is linear.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ROMAN = r"[IVXLC]{1,7}"
BAB = re.compile(rf"(?:BAB|Bab)\s+({ROMAN})\b\s*[-–:.]?\s*(.*)", re.DOTALL)
BAGIAN = re.compile(
    r"(?:BAGIAN|Bagian)\s+((?:KE|Ke)[A-Za-z]{3,20}(?:\s+[Bb]elas)?|Pertama|PERTAMA)\b\s*(.*)", re.DOTALL
)
PARAGRAF = re.compile(r"(?:PARAGRAF|Paragraf)\s+([0-9]{1,3})\b\s*(.*)", re.DOTALL)
PASAL = re.compile(r"(?:PASAL|Pasal)\s+([0-9]{1,4}[A-Z]{0,2}|[IVX]{1,5})")
LAMPIRAN = re.compile(
    rf"LAMPIRAN(?:\s+({ROMAN})\b)?\s*[:.]?\s*((?:PERATURAN|KEPUTUSAN|UNDANG-UNDANG|SURAT)\b.*)?", re.DOTALL
)
ANAK = re.compile(
    rf"(?:ANAK|Anak)\s*(?:LAMPIRAN|Lampiran)\s*({ROMAN}\s*/\s*[0-9]{{1,2}}(?:\s*[-–]\s*[0-9]{{1,2}})?|{ROMAN}|[0-9]{{1,2}})\b\s*(.*)",
    re.DOTALL,
)
LAMPIRAN_OF_FORM = re.compile(r"Lampiran\s*:")
PENJELASAN = re.compile(r"PENJELASAN(?:\s+ATAS\b.*)?", re.DOTALL)
UMUM = re.compile(r"(?:I\.?\s+)?UMUM")
PASAL_DEMI_PASAL = re.compile(r"(?:II\.?\s+)?PASAL\s+DEMI\s+PASAL")
EXPLAINED = re.compile(r"(Ayat|Huruf|Angka)\s+(\([0-9]{1,3}[a-z]?\)|[a-z]{1,2}|[0-9]{1,3})")
"""A line of its own in the Penjelasan: ``Ayat (1)``."""
PREAMBLE = re.compile(r"(Menimbang|Mengingat|Memperhatikan)\s*:?(?=\s|$)\s*(.*)", re.DOTALL | re.IGNORECASE)
DICTUM = re.compile(r"M\s?E\s?M\s?U\s?T\s?U\s?S\s?K\s?A\s?N\s*:?", re.IGNORECASE)
MENETAPKAN = re.compile(r"Menetapkan\s*:\s*(.*)", re.DOTALL)
CLOSING = re.compile(
    r"(?:Agar\s+[Ss]etiap\s+orang\b|Ditetapkan\s+di\b|Disahkan\s+di\b|Diundangkan\s+di\b)", re.IGNORECASE
)
SIGNED = re.compile(r"\(?\s*t\s?t\s?d\s*\.?\s*\)?", re.IGNORECASE)
BULLET = re.compile(r"[•▪●○◦‣∙*➢✓–-]\s+(?=\S)")
ITEM = re.compile(
    r"(\(?)([A-Z]|[a-z]{1,2}|[0-9]{1,3}|[ivxlc]{1,6}|[IVXLC]{2,6})([.)])(?:\s+|(?=[A-Z(“\"])|$)"
)
ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
ORDINALS = ("kesatu", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan",
            "kesepuluh", "kesebelas", "keduabelas")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Penanda:
    """One reading of an item marker."""

    gaya: str
    """The style that siblings share: ``A.``, ``a.``, ``1.``, ``1)``, ``a)``, ``(1)``, ``i.``, ``I.``."""
    urutan: int
    """Its place in the list, from 1."""
    nomor: str
    """As written, without brackets and stop."""

    @property
    def unit(self) -> str:
        return "huruf" if self.gaya.strip("().") in ("a", "A") else "angka"

    @property
    def bernomor(self) -> str:
        """The number as a letak shows it: ``1)`` keeps its bracket, letters do not."""
        return f"{self.nomor})" if self.gaya == "1)" else self.nomor


def item_readings(text: str) -> tuple[list[Penanda], int]:
    """Every reading of the marker that ``text`` begins with, and where the words after it begin.

    ``i.`` is a letter or a Roman one: both readings are returned, the sequence decides.
    """
    found = ITEM.match(text)
    if found is None:
        return [], 0
    opened, mark, closed = found.groups()
    if opened and closed == ".":
        return [], 0
    readings: list[Penanda] = []
    around = "({})" if opened else "{}" + closed
    if mark.isdigit():
        readings.append(Penanda(around.format("1"), int(mark), mark))
    else:
        base = "A" if mark.isupper() else "a"
        if len(mark) == 1:
            readings.append(Penanda(around.format(base), ord(mark.lower()) - 96, mark))
        elif len(set(mark)) == 1 and mark.islower():
            readings.append(Penanda(around.format(base), ord(mark[0]) - 96 + 26, mark))
        if (value := roman_value(mark)) is not None:
            readings.append(Penanda(around.format("I" if mark.isupper() else "i"), value, mark))
    return readings, found.end()


def roman_value(text: str) -> int | None:
    """Value of a well-formed Roman numeral up to 399, or None."""
    total = 0
    values = [ROMAN_VALUE.get(ch) for ch in text.lower()]
    if not values or None in values:
        return None
    numbers = [v for v in values if v is not None]
    for value, after in zip(numbers, [*numbers[1:], 0], strict=True):
        total += -value if value < after else value
    return total if to_roman(total) == text.upper() else None


def to_roman(value: int) -> str:
    """A number from 1 to 399 as a Roman numeral."""
    parts = (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    text = ""
    for size, letters in parts:
        while value >= size:
            text, value = text + letters, value - size
    return text
