"""Distance to the final target of the medium-term plan (Renstra, RPJMD), and the pace that it needs."""

from __future__ import annotations

from bot.kinerja import rumus as r
from bot.kinerja.capaian import hitung_capaian, memenuhi, sebandingkan
from bot.kinerja.measurement import Gerak, JarakAkhir, RumusTurun, Skala, Tren
from bot.kinerja.model import Arah, Hasil, Isian


def hitung_jarak_akhir(
    realisasi: Isian | None,
    target_akhir: Isian | None,
    arah: Arah,
    skala: Skala,
    rumus_turun: RumusTurun,
    *,
    tahun: int | None,
    tahun_akhir: int | None,
    tren: Tren | None,
    satuan: str | None = None,
    satuan_selisih: str | None = None,
) -> JarakAkhir | None:
    """None where either value is missing or the two cannot be compared as numbers."""
    if realisasi is None or target_akhir is None or realisasi.nilai.is_empty or target_akhir.nilai.is_empty:
        return None
    pair = sebandingkan(target_akhir, realisasi, arah, satuan)
    if pair is None or pair.masukan is None:
        return None
    goal, now = pair.masukan
    value = r.nilai_masukan(now)
    met = pair.dalam_rentang or memenuhi(target_akhir.nilai, r.nilai_masukan(goal), value, arah)
    gap = r.hasil(r.BEDA, now, goal, satuan=satuan_selisih)
    left = tahun_akhir - tahun if tahun is not None and tahun_akhir is not None else None
    need: Hasil | None = None
    if not met and left is not None and left > 0:
        need = r.hasil(
            r.PER_TAHUN, gap, r.tetapan(r.BANYAK_TAHUN, left, satuan="tahun"), satuan=satuan_selisih
        )
    pace = _laju_kini(tren, tahun, satuan_selisih)
    return JarakAkhir(
        target_akhir=target_akhir,
        tahun_akhir=tahun_akhir,
        jarak=gap,
        tercapai=met,
        persen=hitung_capaian(target_akhir, realisasi, arah, skala, rumus_turun, satuan=satuan).hasil,
        sisa_tahun=left if left is not None and left >= 0 else None,
        laju_perlu=need,
        laju_kini=pace,
        dalam_jangkauan=_dalam_jangkauan(met, need, pace, tren),
        gerak=tren.gerak if tren is not None else None,
    )


def _laju_kini(tren: Tren | None, tahun: int | None, satuan: str | None) -> Hasil | None:
    """This year's improvement per year; earlier years that were skipped count as years."""
    if tren is None or tahun is None or tren.gerak is not Gerak.MEMBAIK or tren.perubahan.rumus != r.BEDA:
        return None
    gap = tahun - tren.tahun_lalu
    if gap <= 1:
        return tren.perubahan
    return r.hasil(r.PER_TAHUN, tren.perubahan, r.tetapan(r.BANYAK_TAHUN, gap, satuan="tahun"), satuan=satuan)


def _dalam_jangkauan(met: bool, need: Hasil | None, pace: Hasil | None, tren: Tren | None) -> bool | None:
    if met:
        return True
    if need is None or tren is None:
        return None
    return pace is not None and pace.nilai >= need.nilai
