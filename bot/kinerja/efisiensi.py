"""Efficiency by the method ``selisih``: mean capaian − serapan, in points.

Called efficient only where every measured indicator reached its target, less of the budget than of the
performance was needed, and no more was spent than the ceiling allows; a positive difference beside a missed
target or an exceeded ceiling is reported without that word.
"""

from __future__ import annotations

from bot.kinerja import rumus as r
from bot.kinerja.measurement import Efisiensi, RataRata, SifatEfisiensi
from bot.kinerja.model import Hasil

METODE = "selisih"
_SERATUS = 100


def hitung_efisiensi(capaian: RataRata, serapan: Hasil | None, persen: tuple[Hasil, ...]) -> Efisiensi | None:
    """``persen`` are the capaian in the mean.  None without a mean capaian or without serapan."""
    mean = capaian.hasil
    if mean is None or serapan is None:
        return None
    difference = r.hasil(r.EFISIENSI, mean, serapan, satuan="poin")
    missed = capaian.tercapai < capaian.terukur or any(p.nilai < _SERATUS for p in persen)
    if difference.nilai < 0:
        nature = SifatEfisiensi.TIDAK_EFISIEN
    elif difference.nilai == 0:
        nature = SifatEfisiensi.SEIMBANG
    elif missed or serapan.nilai > _SERATUS:
        nature = SifatEfisiensi.TIDAK_DINYATAKAN
    else:
        nature = SifatEfisiensi.EFISIEN
    return Efisiensi(METODE, difference, nature, serapan, mean)
