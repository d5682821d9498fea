"""Trend over the reporting year and up to four years before it, judged by arah."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from bot.kinerja import rumus as r
from bot.kinerja.measurement import Gerak, TitikTren, Tren
from bot.kinerja.model import Arah, Hasil, Isian, JenisNilai
from bot.kinerja.predikat import banding_predikat, urutan_predikat

TAHUN_TREN = 4
"""How many years before the reporting year count: a five-year plan's span."""


def hitung_tren(
    realisasi: Isian | None,
    riwayat: Mapping[int, Isian],
    tahun: int | None,
    arah: Arah,
    *,
    satuan: str | None = None,
    is_persen: bool = False,
) -> Tren | None:
    """Movement up to the reporting year; None without this year's value or any earlier one.

    Values without a number (grades) are compared on their ladder, and then only with the year before.
    """
    if realisasi is None or tahun is None:
        return None
    years = sorted(y for y in riwayat if tahun - TAHUN_TREN <= y < tahun)
    points = [TitikTren(y, riwayat[y]) for y in years] + [TitikTren(tahun, realisasi)]
    if realisasi.angka is None:
        return _tren_predikat(points, arah)
    points = [p for p in points if _same_kind(p.isian, realisasi)]
    if len(points) < 2:
        return None
    steps = [_naik(b.isian, a.isian) for a, b in pairwise(points)]
    first, last_year, now = points[0], points[-2], points[-1]
    mean: Hasil | None = None
    if len(points) >= 3:
        span = r.tetapan(r.BANYAK_TAHUN, now.tahun - first.tahun, satuan="tahun")
        mean = r.hasil(r.RATA_PER_TAHUN, now.isian, first.isian, span, satuan=satuan)
    overall = _naik(now.isian, first.isian)
    relative = None
    if not is_persen and last_year.isian.angka:
        relative = r.hasil(r.PERSEN_PERUBAHAN, now.isian, last_year.isian, satuan="persen")
    return Tren(
        titik=tuple(points),
        perubahan=r.hasil(r.BEDA, now.isian, last_year.isian, satuan=satuan),
        naik=steps[-1],
        gerak=gerak(steps[-1], arah),
        tahun_lalu=last_year.tahun,
        beruntun=_beruntun(steps),
        rata_perubahan=mean,
        rata_naik=overall if mean is not None else None,
        sejak=first.tahun,
        gerak_sebelumnya=tuple(gerak(s, arah) for s in steps[:-1]),
        persen_perubahan=relative,
    )


def gerak(naik: bool | None, arah: Arah) -> Gerak:
    """A rise or fall as improvement or decline."""
    if naik is None:
        return Gerak.TETAP
    return Gerak.MEMBAIK if naik == (arah is Arah.NAIK) else Gerak.MENURUN


def _same_kind(isian: Isian, realisasi: Isian) -> bool:
    if isian.angka is None:
        return False
    ratio = JenisNilai.RASIO
    return (isian.nilai.jenis is ratio) == (realisasi.nilai.jenis is ratio)


def _naik(kini: Isian, lalu: Isian) -> bool | None:
    a, b = r.nilai_masukan(kini), r.nilai_masukan(lalu)
    return None if a == b else a > b


def _beruntun(steps: list[bool | None]) -> int:
    count = 0
    for step in reversed(steps):
        if step is not steps[-1]:
            break
        count += 1
    return count


def _tren_predikat(points: list[TitikTren], arah: Arah) -> Tren | None:
    points = [p for p in points if p.isian.nilai.predikat]
    if len(points) < 2:
        return None
    orders = [_banding(b, a) for a, b in pairwise(points)]
    if orders[-1] is None:
        return None
    known = 0
    for order in reversed(orders):
        if order is None:
            break
        known += 1
    points, orders = points[-known - 1 :], orders[-known:]
    steps = [None if not order else order > 0 for order in orders]
    now, last_year = points[-1], points[-2]
    return Tren(
        titik=tuple(points),
        perubahan=_beda_jenjang(now.isian, last_year.isian),
        naik=steps[-1],
        gerak=gerak(steps[-1], arah),
        tahun_lalu=last_year.tahun,
        beruntun=_beruntun(steps),
        rata_perubahan=None,
        rata_naik=None,
        sejak=points[0].tahun,
        gerak_sebelumnya=tuple(gerak(s, arah) for s in steps[:-1]),
        persen_perubahan=None,
    )


def _banding(kini: TitikTren, lalu: TitikTren) -> int | None:
    a, b = kini.isian.nilai.predikat, lalu.isian.nilai.predikat
    return banding_predikat(a, b) if a and b else None


def _beda_jenjang(kini: Isian, lalu: Isian) -> Hasil:
    """How many steps of the ladder lie between two grades that have a common one."""
    a, b = urutan_predikat(kini.nilai.predikat or "", lalu.nilai.predikat or "") or (0, 0)
    left = r.tetapan(r.JENJANG, a, kini, satuan="jenjang")
    right = r.tetapan(r.JENJANG, b, lalu, satuan="jenjang")
    return r.hasil(r.BEDA_JENJANG, left, right, satuan="jenjang")
