"""The realisasi against figures of others: nation, province, SPM, neighbours."""

from __future__ import annotations

from bot.kinerja import rumus as r
from bot.kinerja.capaian import sebandingkan
from bot.kinerja.measurement import HasilBanding
from bot.kinerja.model import Arah, Indikator, Pembanding

STANDAR_NASIONAL = "standar nasional"


def hitung_banding(
    indikator: Indikator, arah: Arah, *, satuan: str | None, satuan_selisih: str | None
) -> tuple[HasilBanding, ...]:
    """One result per benchmark that has a value; sizes only where both sides are comparable numbers."""
    others = list(indikator.pembanding)
    national = indikator.standar_nasional
    if national is not None and not any(p.isian.sel == national.sel for p in others if national.sel):
        others.insert(0, Pembanding(STANDAR_NASIONAL, national, is_nasional=True))
    results: list[HasilBanding] = []
    for other in others:
        if other.isian.nilai.is_empty:
            continue
        results.append(_banding(indikator, other, arah, satuan, satuan_selisih))
    return tuple(results)


def _banding(
    indikator: Indikator, other: Pembanding, arah: Arah, satuan: str | None, satuan_selisih: str | None
) -> HasilBanding:
    own = indikator.realisasi
    pair = None
    if own is not None and not own.nilai.is_empty:
        pair = sebandingkan(other.isian, own, arah, satuan)
    if pair is None:
        return HasilBanding(other, None, None, None)
    if pair.predikat is not None:
        higher = None if pair.predikat == 0 else pair.predikat > 0
        return HasilBanding(other, None, higher, _baik(higher, arah))
    if pair.masukan is None or pair.dalam_rentang:
        return HasilBanding(other, None, None, None)
    theirs, ours = pair.masukan
    a, b = r.nilai_masukan(ours), r.nilai_masukan(theirs)
    higher = None if a == b else a > b
    return HasilBanding(
        other, r.hasil(r.BEDA, ours, theirs, satuan=satuan_selisih), higher, _baik(higher, arah)
    )


def _baik(higher: bool | None, arah: Arah) -> bool | None:
    return None if higher is None else higher == (arah is Arah.NAIK)
