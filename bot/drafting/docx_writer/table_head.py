"""Headings that repeat themselves: ``Realisasi 2022 | Realisasi 2023`` becomes ``Realisasi`` over the years.

A table over years has as many columns as years, and each repeats the same
word; printed once above them it leaves the columns as narrow as their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from bot.drafting.model import Angka, Inlines, KolomTabel, Polos, Tabel

_Split: TypeAlias = tuple[str, str, Angka]
"""Words before a number, words after it, and the number."""


def kelompokkan(tabel: Tabel) -> Tabel:
    """The table with a group heading over neighbouring columns that differ in one number only."""
    return replace(tabel, kolom=tuple(_grouped(tabel.kolom)))


def _grouped(kolom: Sequence[KolomTabel]) -> list[KolomTabel]:
    found: list[KolomTabel] = []
    start = 0
    while start < len(kolom):
        end = start + 1
        first = _split(kolom[start])
        if first is not None:
            while end < len(kolom) and _is_same(_split(kolom[end]), first):
                end += 1
        if first is not None and end - start > 1:
            found += [_under_group(k, first) for k in kolom[start:end]]
        else:
            found += kolom[start:end]
        start = end
    return found


def _split(kolom: KolomTabel) -> _Split | None:
    """A heading such as ``Capaian 2023 (%)``; None for one of another form or in a group already."""
    if kolom.kelompok:
        return None
    numbers = [i for i, piece in enumerate(kolom.judul) if isinstance(piece, Angka)]
    if len(numbers) != 1 or not all(isinstance(piece, Angka | Polos) for piece in kolom.judul):
        return None
    at = numbers[0]
    number = kolom.judul[at]
    before, after = _words(kolom.judul[:at]), _words(kolom.judul[at + 1 :])
    return (before, after, number) if before and isinstance(number, Angka) else None


def _words(pieces: Inlines) -> str:
    return "".join(p.teks for p in pieces if isinstance(p, Polos)).strip()


def _is_same(other: _Split | None, first: _Split) -> bool:
    return other is not None and other[:2] == first[:2]


def _under_group(kolom: KolomTabel, first: _Split) -> KolomTabel:
    own = _split(kolom)
    judul = (own[2],) if own else kolom.judul
    return replace(kolom, judul=judul, kelompok=(Polos(" ".join(first[:2]).strip()),))
