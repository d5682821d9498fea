"""Source lines: the files and sheets from which the printed numbers of a table or chart really come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from bot.drafting.compose.context import Konteks
from bot.drafting.ledger import AsalRumus, AsalSel
from bot.drafting.model import Angka, BarisTabel, Inlines, Komentar
from bot.drafting.narasi import tulis
from bot.kinerja.model import Hasil, Isian

Tempat = tuple[str, str]
"""A file and a sheet (or table, or page) of it."""
MAKS_LEMBAR = 3
"""More sheets than this are not listed: the file alone is named."""


def tempat_baris(k: Konteks, rows: Iterable[BarisTabel]) -> list[Tempat]:
    """Where the numbers printed in rows come from, each place once, in reading order."""
    found: dict[Tempat, None] = {}
    for row in rows:
        for cell in row.sel:
            for piece in cell:
                inner = piece.pada if isinstance(piece, Komentar) else (piece,)
                for one in inner:
                    if isinstance(one, Angka):
                        found |= dict.fromkeys(_tempat(k, one.id))
    return list(found)


def tempat_nilai(values: Iterable[Isian | Hasil | None]) -> list[Tempat]:
    """Where the values that a chart draws come from."""
    return list(dict.fromkeys(place for v in values if v is not None for place in _sel(v)))


def _sel(value: Isian | Hasil) -> Iterator[Tempat]:
    if isinstance(value, Hasil):
        for masukan in value.masukan:
            yield from _sel(masukan.sumber)
    elif value.sel is not None:
        yield value.sel.berkas, value.sel.lembar


def _tempat(k: Konteks, entri_id: str) -> tuple[Tempat, ...]:
    known = k.tempat.get(entri_id)
    if known is None:
        asal = k.cetak.ledger[entri_id].asal
        if isinstance(asal, AsalSel):
            known = ((asal.sel.berkas, asal.sel.lembar),) if asal.sel is not None else ()
        elif isinstance(asal, AsalRumus):
            known = tuple(dict.fromkeys(place for i in asal.masukan for place in _tempat(k, i)))
        else:
            known = ()
        k.tempat[entri_id] = known
    return known


def baris_sumber(k: Konteks, blok: str, places: Iterable[Tempat] = ()) -> Inlines:
    """The source line over these places; over the indicator table where there are none."""
    table = k.ukuran.table
    files: dict[str, list[str]] = {}
    for berkas, lembar in list(places) or [(table.berkas, table.lembar)]:
        names = files.setdefault(berkas, [])
        # The only "sheet" of a csv is named after its file.
        if lembar and lembar != PurePath(berkas).stem and lembar not in names:
            names.append(lembar)
    return tulis(
        "tabel",
        blok,
        asal=[
            (
                k.cetak.kutip(berkas, "nama berkas"),
                [k.cetak.kutip(name, "nama lembar") for name in names] if len(names) <= MAKS_LEMBAR else [],
            )
            for berkas, names in files.items()
        ],
    )
