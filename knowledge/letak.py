"""Letak: the pinpoint of a place in a source, as a path from the largest unit to the smallest.

Written as shared by all citations: ``Pasal 6``, ``Lampiran I huruf C angka 1 huruf b``,
``Anak Lampiran II/1 Bab III huruf A angka 3``, ``Anak Lampiran III/2-2 kelompok II butir 7``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

UNITS = (
    "judul",
    "menimbang",
    "mengingat",
    "penutup",
    "penjelasan",
    "buku",
    "bab",
    "bagian",
    "paragraf",
    "pasal",
    "ayat",
    "huruf",
    "angka",
    "butir",
    "kelompok",
    "lampiran",
    "anak lampiran",
    "formulir",
    "kolom",
    "tabel",
    "subbab",
    "entri",
)
BARE = frozenset({"judul", "menimbang", "mengingat", "penutup", "penjelasan", "lampiran"})
"""Units that may stand without a number."""
CAPITAL = frozenset({"pasal", "bab", "lampiran", "anak lampiran", "judul", "menimbang", "mengingat",
                     "penutup", "penjelasan", "buku", "tabel", "formulir", "subbab"})  # fmt: skip
_SPACE = re.compile(r"\s+")
_STEP = re.compile(
    r"(?P<unit>anak\s+lampiran|[a-z]+)"
    r"(?:\s+(?P<number>\((?:\d+[a-z]?)\)|[ivxlcdm]+(?:/\d+(?:-\d+)?)?(?![\w-])\)?"
    r"|\d+(?:\.\d+)*[a-z]?(?:[-–]\d+)?(?!\w)\)?|[a-z](?![\w-])\)?))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, order=True)
class Langkah:
    """One step of a letak: a unit and its number as written (``huruf``, ``C``)."""

    unit: str
    nomor: str = ""

    def __str__(self) -> str:
        return f"{_unit_name(self.unit)} {self.nomor}".strip()


@dataclass(frozen=True, slots=True, order=True)
class Letak:
    """A path of steps; the empty path is the source as a whole.

    ``bebas`` holds the words of a place that has no numbered path ("Bab II bagian pelaporan",
    "Pasal 18-27"): it is shown and compared as text, after the steps.
    """

    langkah: tuple[Langkah, ...] = ()
    bebas: str = ""

    def __str__(self) -> str:
        return " ".join([*(str(step) for step in self.langkah), self.bebas]).strip()

    def __bool__(self) -> bool:
        return bool(self.langkah or self.bebas)

    def contains(self, other: Letak) -> bool:
        """Whether ``other`` is this place or lies inside it."""
        mine, theirs = self.key(), other.key()
        return theirs[: len(mine)] == mine

    def key(self) -> tuple[tuple[str, str], ...]:
        """For comparison: numbers without brackets and case, except that upper and lower huruf differ
        only by their position in the path, never by their case."""
        steps = tuple((step.unit, plain_number(step.nomor)) for step in self.langkah)
        return (*steps, ("bebas", _SPACE.sub(" ", self.bebas).lower())) if self.bebas else steps

    def parent(self) -> Letak:
        if self.bebas:
            return Letak(self.langkah)
        return Letak(self.langkah[:-1])

    def child(self, unit: str, nomor: str = "") -> Letak:
        return Letak((*self.langkah, Langkah(unit, nomor)), self.bebas)

    def step(self, unit: str) -> str | None:
        """Number of the last step of a unit, or None."""
        return next((s.nomor for s in reversed(self.langkah) if s.unit == unit), None)

    def slug(self) -> str:
        """Letters, digits and hyphens only: part of a passage's id."""
        return re.sub(r"[^a-z0-9]+", "-", str(self).lower()).strip("-") or "utuh"


@lru_cache(maxsize=256)
def _unit_name(unit: str) -> str:
    return " ".join(w.capitalize() for w in unit.split()) if unit in CAPITAL else unit


@lru_cache(maxsize=4096)
def plain_number(nomor: str) -> str:
    """A number for comparison: ``2)`` and ``(2)`` are 2, ``c`` is C, and 1–6 is written with a hyphen."""
    return nomor.strip("()").replace("–", "-").upper()


def parse_letak(text: str) -> Letak:
    """Read a letak as it is written in citations.  What is no numbered step ends up in ``bebas``.

    >>> str(parse_letak("lampiran I huruf c angka 1"))
    'Lampiran I huruf c angka 1'
    """
    rest = _SPACE.sub(" ", text.strip())
    steps: list[Langkah] = []
    while rest:
        found = _STEP.match(rest)
        if not found:
            break
        unit = _SPACE.sub(" ", found["unit"].lower())
        number = found["number"] or ""
        if unit not in UNITS or (not number and unit not in BARE):
            break
        steps.append(Langkah(unit, _shown(unit, number)))
        rest = rest[found.end() :].lstrip(" ,")
    return Letak(tuple(steps), rest)


def _shown(unit: str, number: str) -> str:
    """Roman numerals of Lampiran, Bab and kelompok in capitals; the rest as written."""
    number = number.replace("–", "-")
    if unit in {"lampiran", "anak lampiran", "bab", "kelompok"}:
        return number.upper()
    return number
