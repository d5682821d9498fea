"""Capaian: what was achieved of what was promised, for every kind of value.

Rules (Permenpan-RB 53/2014 fixes none, so each result names its own):

* naik: realisasi ÷ target × 100; turun: (2 × target − realisasi) ÷ target × 100, or target ÷ realisasi × 100
  where the office chose it.  With a negative target (a contraction, a deficit) the two plain formulas change
  places, because a greater realisasi must still be the better one.
* a bound (``≥ 95``) counts with its number, and is met when its sign holds.
* a range (``80-90``) is fully achieved inside; outside, the nearer end is the target.
* grades count with the numbers printed beside them, if both have one; else the ladder says met or not.
* target 0 has no percentage: turun is met by 0, naik by anything above 0 (0 of 0 planned says nothing).
* never capped.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.kinerja import rumus as r
from bot.kinerja.format import bulatkan
from bot.kinerja.measurement import Capaian, Jenjang, RumusTurun, Skala, StatusCapaian
from bot.kinerja.model import Arah, Hasil, Isian, JenisNilai, Nilai
from bot.kinerja.predikat import banding_predikat
from bot.kinerja.satuan import Kelas, kelas_satuan

DESIMAL_KATEGORI = 2
"""A category is judged on the percentage as it is printed, so that text and category agree."""
_ENAM = Decimal(6)


@dataclass(frozen=True, slots=True)
class Banding:
    """Two values made comparable: the numbers as inputs of a formula, or grades only."""

    masukan: tuple[Isian | Hasil, Isian | Hasil] | None = None
    """Target and realisasi, where both have numbers."""
    predikat: int | None = None
    """-1, 0, 1 as the realisasi stands below, at or above the target on the ladder."""
    dalam_rentang: bool = False


def hitung_capaian(
    target: Isian | None,
    realisasi: Isian | None,
    arah: Arah,
    skala: Skala,
    rumus_turun: RumusTurun = RumusTurun.SELISIH,
    *,
    satuan: str | None = None,
    satuan_selisih: str | None = None,
) -> Capaian:
    """Capaian of one indicator.

    ``satuan`` is its unit column, ``satuan_selisih`` the unit of a difference.
    """
    if target is None or target.nilai.is_empty:
        return Capaian(StatusCapaian.TANPA_TARGET, arah)
    if realisasi is None or realisasi.nilai.is_empty:
        return Capaian(StatusCapaian.TANPA_REALISASI, arah)
    pair = sebandingkan(target, realisasi, arah, satuan)
    if pair is None:
        return Capaian(StatusCapaian.TIDAK_SEBANDING, arah)
    if pair.predikat is not None:
        sign = pair.predikat if arah is Arah.NAIK else -pair.predikat
        return Capaian(
            StatusCapaian.PREDIKAT, arah, tercapai=sign >= 0, lebih_baik=None if sign == 0 else sign > 0
        )
    if pair.masukan is None:
        return Capaian(StatusCapaian.TIDAK_SEBANDING, arah)
    if pair.dalam_rentang:
        inside = r.hasil(r.DALAM_RENTANG, pair.masukan[1], satuan="persen")
        return Capaian(
            StatusCapaian.DIHITUNG, arah, inside, True, kategori(skala, inside), is_rumus_turun=True
        )
    return _dari_angka(target, pair.masukan, arah, skala, rumus_turun, satuan_selisih)


def _dari_angka(
    asal: Isian,
    pair: tuple[Isian | Hasil, Isian | Hasil],
    arah: Arah,
    skala: Skala,
    rumus_turun: RumusTurun,
    satuan_selisih: str | None,
) -> Capaian:
    promised, reached = pair
    t, real = r.nilai_masukan(promised), r.nilai_masukan(reached)
    better = None if t == real else (real > t) == (arah is Arah.NAIK)
    met = memenuhi(asal.nilai, t, real, arah)
    gap = r.hasil(r.BEDA, reached, promised, satuan=satuan_selisih)
    if t == 0:
        zero: bool | None = real <= 0 if arah is Arah.TURUN else (real > 0 or None)
        return Capaian(StatusCapaian.TARGET_NOL, arah, None, zero, None, gap, better)
    name = nama_rumus(arah, rumus_turun, t)
    if name == r.KEBALIKAN and real == 0:
        return Capaian(StatusCapaian.REALISASI_NOL, arah, None, met, None, gap, better, is_rumus_turun=True)
    inputs = (reached, promised) if name == r.REALISASI_PER_TARGET else (promised, reached)
    hasil = r.hasil(name, *inputs, satuan="persen")
    return Capaian(
        StatusCapaian.DIHITUNG,
        arah,
        hasil,
        met,
        kategori(skala, hasil),
        gap,
        better,
        is_rumus_turun=name != r.REALISASI_PER_TARGET,
    )


def nama_rumus(arah: Arah, rumus_turun: RumusTurun, target: Decimal) -> str:
    """Which formula applies (a negative target exchanges the two plain ones)."""
    upward = (arah is Arah.NAIK) == (target > 0)
    if upward:
        return r.REALISASI_PER_TARGET
    if target > 0 and rumus_turun is RumusTurun.KEBALIKAN:
        return r.KEBALIKAN
    return r.SELISIH


def memenuhi(target: Nilai, t: Decimal, realisasi: Decimal, arah: Arah) -> bool:
    """Whether the target is met, judged on the values and never on a percentage."""
    if target.jenis is JenisNilai.BATAS:
        return {
            ">=": realisasi >= t,
            "<=": realisasi <= t,
            ">": realisasi > t,
            "<": realisasi < t,
        }[target.operator or ">="]
    return realisasi >= t if arah is Arah.NAIK else realisasi <= t


def kategori(skala: Skala, hasil: Hasil) -> Jenjang:
    """Level of a capaian, of the percentage as printed with two decimals."""
    return skala.kategori(bulatkan(hasil.nilai, DESIMAL_KATEGORI))


def sebandingkan(target: Isian, realisasi: Isian, arah: Arah, satuan: str | None = None) -> Banding | None:
    """Make two values comparable, or None where they are of different kinds, units or scales."""
    t, real = target.nilai, realisasi.nilai
    if real.jenis is JenisNilai.RENTANG:
        return None
    if t.jenis is JenisNilai.RENTANG:
        return _dari_rentang(target, realisasi, arah)
    if JenisNilai.PREDIKAT in {t.jenis, real.jenis}:
        return _dari_predikat(target, realisasi)
    if (
        t.nilai is None
        or real.nilai is None
        or (t.jenis is JenisNilai.RASIO) != (real.jenis is JenisNilai.RASIO)
    ):
        return None
    if beda_satuan(t, real, satuan) or beda_skala(t, real, satuan) is not None:
        return None
    return Banding((target, realisasi))


def _dari_rentang(target: Isian, realisasi: Isian, arah: Arah) -> Banding | None:
    low, high, real = target.nilai.bawah, target.nilai.atas, realisasi.nilai.nilai
    if low is None or high is None or real is None or realisasi.nilai.jenis is JenisNilai.RASIO:
        return None
    end = low if real < low or (real <= high and arah is Arah.NAIK) else high
    bound = r.tetapan(r.BATAS_RENTANG, end, target, satuan=target.nilai.satuan)
    return Banding((bound, realisasi), dalam_rentang=low <= real <= high)


def _dari_predikat(target: Isian, realisasi: Isian) -> Banding | None:
    t, real = target.nilai, realisasi.nilai
    bare_t, bare_real = level_saja(t), level_saja(real)
    numbers = t.nilai is not None and real.nilai is not None
    if numbers and bare_t == bare_real:
        return Banding((target, realisasi))
    if t.predikat and real.predikat:
        order = banding_predikat(real.predikat, t.predikat)
        return None if order is None else Banding(predikat=order)
    if numbers and (bare_t or bare_real):
        # "Level 3" against a plain 3,157: what the plain number has reached is a whole level.
        promised, reached = r.nilai_masukan(target), r.nilai_masukan(realisasi)
        if max(abs(promised), abs(reached)) <= _ENAM:
            a, b = int(reached), int(promised)
            return Banding(predikat=(a > b) - (a < b))
        return None
    return Banding((target, realisasi)) if numbers else None


def level_saja(nilai: Nilai) -> bool:
    """``Level 3`` alone: its number is only the level's own, not a score beside it."""
    if nilai.jenis is not JenisNilai.PREDIKAT or nilai.nilai is None or not nilai.predikat:
        return False
    return nilai.predikat == f"Level {nilai.nilai}"


def beda_satuan(target: Nilai, realisasi: Nilai, satuan: str | None) -> bool:
    """Whether units say that two values are different things (``3 dokumen`` against ``100 %``)."""
    if target.satuan is None and realisasi.satuan is None:
        return False
    a = kelas_satuan(target.satuan) or kelas_satuan(satuan)
    b = kelas_satuan(realisasi.satuan) or kelas_satuan(satuan)
    loose = {Kelas.PERSEN, Kelas.INDEKS}
    return a is not None and b is not None and a is not b and {a, b} != loose


def beda_skala(target: Nilai, realisasi: Nilai, satuan: str | None) -> str | None:
    """Whether two numbers of one unit are on different scales, and how.

    ``pecahan``: one is a fraction, the other a percentage (0,87 against 85).
    ``seribu``: they differ by a factor of about 1.000 or 1.000.000 (billions against millions).
    ``desimal``: one has lost its decimal comma (3977 beside 54,67).
    """
    t, real = target.nilai, realisasi.nilai
    if t is None or real is None or t <= 0 or real <= 0:
        return None
    (low, small), (high, large) = (
        ((t, target), (real, realisasi)) if t <= real else ((real, realisasi), (t, target))
    )
    units = (satuan, target.satuan, realisasi.satuan)
    percent = any(kelas_satuan(unit) is Kelas.PERSEN for unit in units)
    ratio = high / low
    explicit = small.satuan is not None and "%" in small.satuan
    if percent and not explicit and low <= 1 and 40 <= ratio <= 250 and high >= 10:
        return "pecahan"
    if ratio >= 10 and kehilangan_koma(large, small) is not None:
        return "desimal"
    for factor in (Decimal(1000), Decimal(1000000)):
        if factor / 2 <= ratio <= factor * 2 and high >= 1000:
            return "seribu"
    return None


def kehilangan_koma(besar: Nilai, kecil: Nilai) -> Decimal | None:
    """The number that ``besar`` would be if it had lost its decimal comma, or None if nothing says so.

    Only where the other value carries decimals and the large one is a bare run of four or five digits
    that falls beside it once the comma is set back.
    """
    digits = besar.teks.strip().rstrip("% ")
    if kecil.nilai is None or not digits.isdecimal() or not 4 <= len(digits) <= 5:
        return None
    exponent = kecil.nilai.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    if places not in {1, 2, 3} or kecil.nilai == kecil.nilai.to_integral_value():
        return None
    guess = Decimal(digits).scaleb(-places)
    return guess if guess <= kecil.nilai * 3 and kecil.nilai <= guess * 3 else None
