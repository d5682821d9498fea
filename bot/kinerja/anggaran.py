"""The budget: pagu, realisasi, serapan and what is left, with sums checked at each level.

A percentage of several lines is Σ realisasi ÷ Σ pagu, never a mean of percentages.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.kinerja import rumus as r
from bot.kinerja.levels import anak_dari, puncak, rincian_total, susun
from bot.kinerja.measurement import RekapAnggaran, UkuranAnggaran
from bot.kinerja.model import BarisAnggaran, Hasil, IndicatorTable, Isian, Temuan
from bot.kinerja.temuan_anggaran import periksa_baris, periksa_skala
from bot.kinerja.temuan_jumlah import periksa_jumlah


def hitung_anggaran(table: IndicatorTable) -> RekapAnggaran:
    """Measure all budget lines of a table and its total."""
    lines = table.anggaran
    parents = susun(lines)
    children = anak_dari(lines, parents)
    sums_of = children | rincian_total(table, parents)
    amounts = {b.id: (rupiah(b.pagu, table), rupiah(b.realisasi, table)) for b in lines}
    by_id = {b.id: b for b in lines}
    odd = periksa_skala(table)
    wrong_sums = periksa_jumlah(table, sums_of, parents, amounts)
    measured = []
    for line in lines:
        parts = tuple(by_id[i] for i in sums_of.get(line.id, ()))
        measured.append(
            _ukur(
                line,
                children.get(line.id, ()),
                parts,
                amounts,
                wrong_sums.get(line.id, ()) + odd.get(line.id, ()),
            )
        )
    top = puncak(lines, parents)
    plan = jumlahkan(amounts[b.id][0] for b in top)
    spent = jumlahkan(amounts[b.id][1] for b in top)
    return RekapAnggaran(
        tuple(measured), plan, spent, serapan(plan, spent), sisa(plan, spent), tuple(b.id for b in top)
    )


def rupiah(isian: Isian | None, table: IndicatorTable) -> Hasil | None:
    """An amount in full rupiah, with the table's factor applied; None where the cell has no number."""
    if isian is None or isian.angka is None:
        return None
    if table.faktor_rupiah == 1:
        return r.hasil(r.RUPIAH_PENUH, isian, satuan="Rp")
    return r.hasil(r.RUPIAH_FAKTOR, isian, r.tetapan(r.FAKTOR, table.faktor_rupiah), satuan="Rp")


def jumlahkan(parts: Iterable[Hasil | None]) -> Hasil | None:
    """Sum of the amounts that are there; None where there is none, the amount itself where there is one."""
    known = [p for p in parts if p is not None]
    if len(known) < 2:
        return known[0] if known else None
    return r.hasil(r.JUMLAH, *known, satuan="Rp")


def serapan(pagu: Hasil | None, realisasi: Hasil | None) -> Hasil | None:
    """realisasi ÷ pagu × 100; None without both or with a pagu of 0."""
    if pagu is None or realisasi is None or pagu.nilai == 0:
        return None
    return r.hasil(r.SERAPAN, realisasi, pagu, satuan="persen")


def sisa(pagu: Hasil | None, realisasi: Hasil | None) -> Hasil | None:
    """pagu − realisasi; None without both."""
    return None if pagu is None or realisasi is None else r.hasil(r.SISA, pagu, realisasi, satuan="Rp")


def _ukur(
    line: BarisAnggaran,
    children: tuple[str, ...],
    parts: tuple[BarisAnggaran, ...],
    amounts: dict[str, tuple[Hasil | None, Hasil | None]],
    lainnya: tuple[Temuan, ...],
) -> UkuranAnggaran:
    plan, spent = amounts[line.id]
    sum_plan = _jumlah_lengkap([amounts[p.id][0] for p in parts])
    sum_spent = _jumlah_lengkap([amounts[p.id][1] for p in parts])
    rate = serapan(plan, spent)
    temuan = periksa_baris(line, plan, spent, rate, parts)
    return UkuranAnggaran(
        line, plan, spent, rate, sisa(plan, spent), children, sum_plan, sum_spent, temuan + lainnya
    )


def _jumlah_lengkap(parts: list[Hasil | None]) -> Hasil | None:
    """Sum of all parts; None when one of them is missing, because a part of a sum proves nothing."""
    if not parts or any(p is None for p in parts):
        return None
    known = [p for p in parts if p is not None]
    return r.hasil(r.JUMLAH, *known, satuan="Rp")
