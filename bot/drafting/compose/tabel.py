"""Small builders of tables: headings from ``prompts/narasi/tabel.md``, rows, source lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.drafting.compose.konteks import Konteks
from bot.drafting.model import BarisTabel, Inlines, KolomTabel, Rata, Tabel
from bot.drafting.narasi import tulis
from bot.kinerja.model import Sel

LEBAR = {"no": 4, "nama": 26, "angka": 11, "pendek": 8, "rupiah": 17, "kata": 13, "uraian": 22}
KOLOM_LANSKAP = 9
"""Tables with more columns than this are set on a landscape page."""


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
    sel: Sel | None = None,
) -> Tabel:
    """A table with caption and source line; ``sel`` where its figures lie elsewhere than the indicators."""
    return Tabel(
        judul,
        tuple(columns),
        tuple(rows),
        sumber=sumber_tabel(k, sumber, sel),
        lanskap=len(columns) > KOLOM_LANSKAP,
        id=id_,
    )


def sumber_tabel(k: Konteks, blok: str, sel: Sel | None = None) -> Inlines:
    """The source line: the file and its sheet, as the user knows them."""
    table = k.ukuran.table
    berkas, lembar = (sel.berkas, sel.lembar) if sel else (table.berkas, table.lembar)
    return tulis(
        "tabel",
        blok,
        berkas=k.cetak.kutip(berkas, "nama berkas"),
        lembar=k.cetak.kutip(lembar, "nama lembar") if lembar else None,
    )


def baris(*cells: Inlines, tebal: bool = False, penuh: bool = False) -> BarisTabel:
    return BarisTabel(tuple(cells), tebal=tebal, penuh=penuh)
