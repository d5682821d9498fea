"""Does a printed percentage follow from its row?  And if not, from what does it follow?

A printed number is explained when it lies within 0.06 of the true one, within
the rounding of its own last digit, or within what the rounding of the printed
inputs allows.  Only what nothing explains is called wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal

from bot.kinerja import rumus as r
from bot.kinerja.model import KOSONG, Arah, Isian, JenisNilai, Nilai

BATAS = Decimal("0.06")
"""Differences up to this are rounding in between, whatever the formula."""
_SETENGAH = Decimal("0.5")
_CONTEXT = Context(prec=28)
_SERATUS = Decimal(100)

SALIN_REALISASI = "salin-realisasi"
BEDA_NILAI = "realisasi-kurang-target"
DIPANGKAS = "dipangkas"
TAHUN_LAIN = "tahun-lain"
TERHADAP_AKHIR = "terhadap-target-akhir"
KUMULATIF_AKHIR = "kumulatif-target-akhir"
TANDA_KOMA = "tanda-koma"


@dataclass(frozen=True, slots=True)
class Kecocokan:
    """How a printed percentage relates to its row."""

    cocok: bool
    """It follows from target and realisasi by a formula that suits the direction."""
    sebab: str | None = None
    """What it follows from, where not the expected formula: a formula's name or one of this module's."""
    tahun: int | None = None
    """Whose year's realisasi it follows from (``TAHUN_LAIN``)."""


@dataclass(frozen=True, slots=True)
class Baris:
    """What a printed capaian can be held against."""

    target: Decimal
    realisasi: Decimal
    arah: Arah
    rumus: str
    """The formula that was used for the true capaian."""
    desimal_target: int = 0
    desimal_realisasi: int = 0
    target_akhir: Decimal | None = None
    riwayat: Mapping[int, Decimal] = field(default_factory=lambda: KOSONG)
    arah_pasti: bool = True


def cocokkan(tertulis: Nilai, baris: Baris) -> Kecocokan | None:
    """Judge a printed capaian; None where it holds no number."""
    stated = angka_persen(tertulis)
    if stated is None:
        return None
    values = _rumus(baris.target, baris.realisasi)
    true = values.get(baris.rumus)
    if true is None:
        return None
    near = max(toleransi(tertulis) + _ketelitian(baris), BATAS)
    if abs(stated - true) <= near or _pecahan(stated, true, near):
        return Kecocokan(True)
    accepted = {r.SELISIH, r.KEBALIKAN} if baris.arah is Arah.TURUN else {baris.rumus}
    if not baris.arah_pasti:
        accepted |= {r.REALISASI_PER_TARGET, r.SELISIH, r.KEBALIKAN}
    # Near the target the two downward formulas give the same; a swapped division is the likelier slip.
    for name in (r.REALISASI_PER_TARGET, r.KEBALIKAN, r.SELISIH):
        value = values.get(name)
        if value is not None and abs(stated - value) <= near:
            return Kecocokan(name in accepted, name)
    return _sebab_lain(stated, true, near, baris)


def toleransi(tertulis: Nilai) -> Decimal:
    """Half a unit of the last printed digit: 0.5 for ``94 %``, 0.005 for ``94,24``."""
    return _SETENGAH.scaleb(-desimal_tertulis(tertulis))


def desimal_tertulis(nilai: Nilai) -> int:
    """Decimals that a value is printed with."""
    if nilai.nilai is None:
        return 0
    exponent = nilai.nilai.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def angka_persen(tertulis: Nilai) -> Decimal | None:
    """The number of a printed capaian; a bound's or ratio's is not one."""
    return tertulis.nilai if tertulis.jenis in {JenisNilai.ANGKA, JenisNilai.PREDIKAT} else None


def mendekati(tertulis: Nilai, benar: Decimal) -> bool:
    """Whether a printed percentage is the true one up to rounding (or the same as a fraction of 1)."""
    stated = angka_persen(tertulis)
    if stated is None:
        return True
    near = max(toleransi(tertulis), BATAS)
    return abs(stated - benar) <= near or _pecahan(stated, benar, near)


def angka_riwayat(riwayat: Mapping[int, Isian]) -> dict[int, Decimal]:
    """Numbers of earlier years."""
    return {year: i.angka for year, i in riwayat.items() if i.angka is not None}


def _pecahan(stated: Decimal, true: Decimal, near: Decimal) -> bool:
    """``0.983`` for 98.3 %: a fraction that lost its percent format."""
    exponent = stated.as_tuple().exponent
    if not isinstance(exponent, int) or abs(true) < 3:
        return False
    room = max(BATAS, _SETENGAH.scaleb(exponent) * 100) if exponent < 0 else near
    return abs(stated) <= 4 and abs(stated * 100 - true) <= room and (exponent < 0 or stated * 100 == true)


def _ketelitian(baris: Baris) -> Decimal:
    """How far rounding of the printed inputs can move the percentage.  Whole numbers count as exact."""
    t, real = baris.target, baris.realisasi
    dt = _SETENGAH.scaleb(-baris.desimal_target) if 0 < baris.desimal_target <= 4 else Decimal(0)
    dr = _SETENGAH.scaleb(-baris.desimal_realisasi) if 0 < baris.desimal_realisasi <= 4 else Decimal(0)
    if t == 0:
        return Decimal(0)
    return abs(_bagi(dr, t)) * 100 + abs(_bagi(real * dt, t * t)) * 100


def _rumus(target: Decimal, realisasi: Decimal) -> dict[str, Decimal]:
    values: dict[str, Decimal] = {}
    if target != 0:
        values[r.REALISASI_PER_TARGET] = _bagi(realisasi * 100, target)
        values[r.SELISIH] = _bagi((2 * target - realisasi) * 100, target)
    if realisasi != 0:
        values[r.KEBALIKAN] = _bagi(target * 100, realisasi)
    return values


def _sebab_lain(stated: Decimal, true: Decimal, near: Decimal, baris: Baris) -> Kecocokan:
    if stated == _SERATUS and true > _SERATUS:
        return Kecocokan(False, DIPANGKAS)
    final = baris.target_akhir
    if final:
        if _dekat(stated, _bagi(baris.realisasi * 100, final), near):
            return Kecocokan(True, TERHADAP_AKHIR)
        for total in _kumulatif(baris.realisasi, baris.riwayat):
            if _dekat(stated, _bagi(total * 100, final), near):
                return Kecocokan(True, KUMULATIF_AKHIR)
    for year, value in sorted(baris.riwayat.items(), reverse=True):
        other = _rumus(baris.target, value).get(baris.rumus)
        if value != baris.realisasi and other is not None and abs(other - stated) <= near:
            return Kecocokan(False, TAHUN_LAIN, year)
    if abs(stated - baris.realisasi) <= BATAS:
        return Kecocokan(False, SALIN_REALISASI)
    if abs(stated - (baris.realisasi - baris.target)) <= Decimal("0.005"):
        return Kecocokan(False, BEDA_NILAI)
    for shift in (1, 2, 3):
        if _dekat(stated.scaleb(-shift), true, near) or _dekat(stated.scaleb(shift), true, near):
            return Kecocokan(False, TANDA_KOMA)
    return Kecocokan(False)


def _kumulatif(realisasi: Decimal, riwayat: Mapping[int, Decimal]) -> Iterable[Decimal]:
    """This year's result with that up to last year, as evaluation forms of Renja add it."""
    years = sorted(riwayat)
    if years:
        yield realisasi + riwayat[years[-1]]
        yield realisasi + sum(riwayat.values(), Decimal(0))


def _dekat(a: Decimal, b: Decimal, near: Decimal) -> bool:
    return abs(a - b) <= near


def _bagi(a: Decimal, b: Decimal) -> Decimal:
    return _CONTEXT.divide(a, b)
