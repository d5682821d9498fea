"""Small builders of tables: headings from ``prompts/narasi/tabel.md``, rows, source lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from bot.drafting.compose.context import Konteks
from bot.drafting.compose.sources import baris_sumber, tempat_baris
from bot.drafting.model import BarisTabel, Inlines, KolomTabel, Rata, Tabel
from bot.drafting.narasi import polos, tulis

LEBAR = {"no": 4, "nama": 26, "angka": 11, "pendek": 8, "rupiah": 17, "kata": 13, "uraian": 22}
KOLOM_LANSKAP = 10
"""Tables with more columns than this are set on a landscape page where they do not stand well upright."""
KOLOM_TETAP: Final = 2
"""Number and name are never left out."""
KOSONG: Final = frozenset({"", "–"})
"""What an empty cell prints."""


def kolom(blok: str, lebar: str, rata: Rata = Rata.KIRI, **variables: Any) -> KolomTabel:
    """A column with its heading."""
    return KolomTabel(tulis("tabel", blok, **variables), LEBAR[lebar], rata)


def kolom_angka(blok: str, lebar: str = "angka", **variables: Any) -> KolomTabel:
    return kolom(blok, lebar, Rata.KANAN, **variables)


def buat_tabel(
    k: Konteks,
    judul: Inlines,
    columns: Sequence[KolomTabel],
    rows: Sequence[BarisTabel],
    *,
    id_: str,
    sumber: str = "sumber",
    tetap: Collection[int] = (),
) -> Tabel:
    """A table with caption and source line.

    A column that is empty in every row is left out, but for the first two and those in ``tetap``,
    which the reader looks for.
    """
    empty = {
        n
        for n in range(KOLOM_TETAP, len(columns))
        if n not in tetap and all(polos(row.sel[n]) in KOSONG for row in rows if not row.penuh)
    }
    kept = [n for n in range(len(columns)) if n not in empty]
    shown = (
        [
            row if row.penuh else replace(row, sel=tuple(row.sel[n] for n in kept), gabung=_geser(row, kept))
            for row in rows
        ]
        if empty
        else rows
    )
    return Tabel(
        judul,
        tuple(columns[n] for n in kept),
        tuple(shown),
        sumber=baris_sumber(k, sumber, tempat_baris(k, rows)),
        lanskap=len(kept) > KOLOM_LANSKAP,
        id=id_,
    )


def _geser(row: BarisTabel, kept: Sequence[int]) -> tuple[int, ...]:
    """The merged columns of a row after columns were left out."""
    return tuple(kept.index(n) for n in row.gabung if n in kept)


def baris(*cells: Inlines, tebal: bool = False, penuh: bool = False) -> BarisTabel:
    return BarisTabel(tuple(cells), tebal=tebal, penuh=penuh)
