"""The year's figure where a table gives quarters only.

The last quarter is the year's figure when the quarters are cumulative, or when the
earlier ones are nothing; quarters that would have to be added up are left as they are,
since a sum is not what the table says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from bot.kinerja.model import Indikator, Isian
from bot.tables.understanding.rows import Terbaca
from bot.tables.understanding.view import Frame

LAST = ("IV", "Desember", "Semester II")


def last_of_year(frame: Frame, items: Sequence[Terbaca]) -> None:
    """Fill realisasi (and amounts) from the last quarter, in place, where the table has no column for the
    year.
    """
    layout = frame.layout
    if not layout.has("realisasi") and layout.has("tw_realisasi"):
        whole = _cumulative(frame, items)
        for item in items:
            value = _last(item.indikator, whole)
            if value is not None:
                item.indikator = replace(item.indikator, realisasi=value)
    if not layout.has("target") and layout.has("tw_target"):
        for item in items:
            target = _year_target(item.indikator)
            if target is not None:
                item.indikator = replace(item.indikator, target=target)
    _money(frame, items)


def _year_target(indikator: Indikator) -> Isian | None:
    """The last quarter's target where the targets run up to it; targets that would have to be added up
    are left.
    """
    listed = [(t.nama, t.target) for t in indikator.triwulan if t.target is not None]
    values = [isian.angka for _, isian in listed if isian.angka is not None]
    if len(values) < 2 or len(values) != len(listed) or listed[-1][0] not in LAST:
        return None
    rising = all(a <= b for a, b in pairwise(values)) and values[0] < values[-1]
    return listed[-1][1] if rising else None


def _series(indikator: Indikator) -> list[tuple[str, Decimal]]:
    return [
        (t.nama, t.kinerja.angka)
        for t in indikator.triwulan
        if t.kinerja is not None and t.kinerja.angka is not None
    ]


def _cumulative(frame: Frame, items: Sequence[Terbaca]) -> bool:
    """Whether the quarters run up to the year's figure: said so, or never falling and
    nearer to the target.
    """
    if any(r.sampai for r in frame.layout.all("tw_realisasi")):
        return True
    rising = falling = nearer_sum = nearer_last = 0
    for item in items:
        values = [v for _, v in _series(item.indikator)]
        if len(values) < 2 or not any(values[:-1]):
            continue
        if all(a <= b for a, b in pairwise(values)):
            rising += 1
        else:
            falling += 1
        target = item.indikator.target.angka if item.indikator.target else None
        if target is not None:
            last, total = abs(values[-1] - target), abs(sum(values) - target)
            nearer_sum += total < last
            nearer_last += last < total
    return falling * 10 <= rising and nearer_sum <= nearer_last


def _last(indikator: Indikator, whole: bool) -> Isian | None:
    for quarter in indikator.triwulan:
        if quarter.nama not in LAST or quarter.kinerja is None or not quarter.kinerja.nilai.teks.strip():
            continue
        earlier = [v for name, v in _series(indikator) if name != quarter.nama]
        if whole or not any(earlier):
            return quarter.kinerja
    return None


def _money(frame: Frame, items: Sequence[Terbaca]) -> None:
    """Pagu and realisasi of the last quarter, where they are printed by quarter only."""
    layout = frame.layout
    pagu = next((r for r in layout.all("tw_pagu") if r.triwulan in LAST), None)
    spent = next((r for r in layout.all("tw_rupiah") if r.triwulan in LAST), None)
    if pagu is None or layout.has("pagu", "realisasi_anggaran"):
        return
    for item in items:
        item.indikator = replace(
            item.indikator,
            pagu=item.baris.isian(pagu),
            realisasi_anggaran=item.baris.isian(spent) if spent is not None else None,
        )
