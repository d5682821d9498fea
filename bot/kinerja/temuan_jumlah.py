"""Sums that do not add up: a line against its parts, in the year's amounts and in each quarter's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from bot.kinerja import rumus as r
from bot.kinerja import temuan as k
from bot.kinerja.format import format_rupiah
from bot.kinerja.model import BarisAnggaran, Hasil, IndicatorTable, Isian, Temuan

TERKECIL = Decimal(10000)
"""Smaller amounts beside budget lines are percentages or another unit that strayed into the column."""


@dataclass(frozen=True, slots=True)
class _Beda:
    """A line whose printed amount differs from the sum of its parts."""

    line: BarisAnggaran
    apa: str
    cell: Isian
    tertulis: Decimal
    jumlah: Hasil
    banyak: int


def periksa_jumlah(
    table: IndicatorTable,
    parts_of: Mapping[str, tuple[str, ...]],
    parents: Mapping[str, str],
    amounts: Mapping[str, tuple[Hasil | None, Hasil | None]],
) -> dict[str, tuple[Temuan, ...]]:
    """Findings by line id.

    ``parts_of`` gives the lines that each line sums.  A single part proves nothing (the table may show
    only the main one), nor do parts of which one has no amount.  Differences that explain each other
    come from a level that was read wrongly, and are not raised.
    """
    by_id = {b.id: b for b in table.anggaran}
    found: list[_Beda] = []
    for line in table.anggaran:
        parts = [by_id[i] for i in parts_of.get(line.id, ())]
        if len(parts) > 1:
            found += _tahunan(line, parts, amounts, table)
            found += _triwulan(line, parts)
    result: dict[str, tuple[Temuan, ...]] = {}
    for beda in _tanpa_salah_jenjang(found, by_id, parents):
        result[beda.line.id] = (*result.get(beda.line.id, ()), _temuan(beda))
    return result


def _tahunan(
    line: BarisAnggaran,
    parts: list[BarisAnggaran],
    amounts: Mapping[str, tuple[Hasil | None, Hasil | None]],
    table: IndicatorTable,
) -> Iterator[_Beda]:
    # Each printed part may be rounded by half a unit of the table (thousands, millions).
    room = table.faktor_rupiah * len(parts) / 2 if table.faktor_rupiah > 1 else Decimal(len(parts) // 2)
    for n, apa in enumerate(("pagu", "realisasi")):
        own, cell = amounts[line.id][n], line.pagu if n == 0 else line.realisasi
        sums = [amounts[p.id][n] for p in parts]
        known = [s for s in sums if s is not None]
        if own is None or cell is None or len(known) < len(sums):
            continue
        total = r.hasil(r.JUMLAH, *known, satuan="Rp")
        if max(own.nilai, total.nilai) >= TERKECIL and abs(own.nilai - total.nilai) > room:
            yield _Beda(line, apa, cell, own.nilai, total, len(known))


def _triwulan(line: BarisAnggaran, parts: list[BarisAnggaran]) -> Iterator[_Beda]:
    """A part that is blank in a quarter counts as nothing there."""
    for quarter in line.triwulan:
        cell = quarter.rupiah
        if cell is None or cell.angka is None:
            continue
        cells = [t.rupiah for p in parts for t in p.triwulan if t.nama == quarter.nama]
        known = [c for c in cells if c is not None and c.angka is not None]
        if not known:
            continue
        total = r.hasil(r.JUMLAH, *known, satuan="Rp")
        if max(cell.angka, total.nilai) >= TERKECIL and abs(cell.angka - total.nilai) > len(known) // 2:
            yield _Beda(line, quarter.nama, cell, cell.angka, total, len(known))


def _tanpa_salah_jenjang(
    found: list[_Beda], by_id: Mapping[str, BarisAnggaran], parents: Mapping[str, str]
) -> list[_Beda]:
    """Without the pairs that one wrongly read level makes.

    Either a part was taken for a line of its own (its amount and the sum below it are just what is
    missing above), or a line has the parts of its neighbour (the excess is that neighbour's amount),
    or all parts belong one level higher (their sum is the amount of the line above).  A level that is
    wrong in one column is wrong in all.
    """
    by_column: dict[str, list[_Beda]] = {}
    for beda in found:
        by_column.setdefault(beda.apa, []).append(beda)
    misread: set[str] = set()
    for apa, column in by_column.items():
        takers: dict[Decimal, list[str]] = {}
        for beda in column:
            for amount in (beda.tertulis + beda.jumlah.nilai, -beda.tertulis):
                takers.setdefault(amount, []).append(beda.line.id)
        for beda in column:
            others = [i for i in takers.get(beda.tertulis - beda.jumlah.nilai, ()) if i != beda.line.id]
            misread |= {*others, beda.line.id} if others else set()
            above = by_id.get(parents.get(beda.line.id, ""))
            if above is not None and beda.jumlah.nilai == _tertulis(above, apa):
                misread |= {beda.line.id, above.id}
    return [b for b in found if b.line.id not in misread]


def _tertulis(line: BarisAnggaran, apa: str) -> Decimal | None:
    if apa in {"pagu", "realisasi"}:
        cell = line.pagu if apa == "pagu" else line.realisasi
    else:
        cell = next((t.rupiah for t in line.triwulan if t.nama == apa), None)
    return None if cell is None else cell.angka


def _temuan(beda: _Beda) -> Temuan:
    return k.buat(
        k.TOTAL_TIDAK_COCOK,
        sel=beda.cell.sel,
        subjek=beda.line.id,
        hasil=beda.jumlah,
        nama=beda.line.nama.isi,
        apa=beda.apa,
        tertulis=format_rupiah(beda.tertulis),
        benar=format_rupiah(beda.jumlah.nilai),
        selisih=format_rupiah(abs(beda.tertulis - beda.jumlah.nilai)),
        banyak=str(beda.banyak),
    )
