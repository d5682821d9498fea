"""Which story an indicator tells: what the sentences differ by.

Stories are facts, found in the measurement and nowhere else; the wording of each is
in ``prompts/narasi/bab3``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from bot.kinerja.measurement import (
    Gerak,
    JarakAkhir,
    RataRata,
    StatusCapaian,
    Tren,
    UkuranIndikator,
    UkuranSasaran,
)
from bot.kinerja.model import Arah, JenisNilai
from bot.kinerja.temuan_indikator import is_keluaran

BATAS_NYARIS = Decimal(5)
"""A target missed by less than this many points of capaian is a near miss."""
SERATUS = Decimal(100)
BANYAK = 6
"""Above this many indicators a sasaran is told by what stands out, with short entries for the rest."""


class CeritaTarget(StrEnum):
    """Target against realisasi; the values are names of blocks in ``bab3/target.md``."""

    LAMPAU = "melampaui"
    LAMPAU_JAUH = "melampaui_jauh"
    PAS = "tepat"
    TERCAPAI = "tercapai"
    """Met, though size or side of the difference is not known (ranges, bounds)."""
    TERCAPAI_TIDAK = "tidak_tercapai"
    """Missed, though the side of the difference does not tell it (a bound against the direction)."""
    BATAS_TEPAT = "batas_tidak_terlampaui"
    """On a bound that had to be passed (``> 95`` with 95)."""
    NYARIS = "nyaris"
    MELESET = "meleset"
    NEGATIF = "negatif"
    PREDIKAT_LAMPAU = "predikat_melampaui"
    PREDIKAT_TERCAPAI = "predikat_tercapai"
    PREDIKAT_MELESET = "predikat_meleset"
    NOL_TERCAPAI = "nol_tercapai"
    NOL_MELESET = "nol_meleset"
    NOL_NETRAL = "nol_netral"
    """Nothing was planned and nothing came: neither met nor missed."""
    REALISASI_NOL = "realisasi_nol"
    TANPA_TARGET = "tanpa_target"
    TANPA_REALISASI = "tanpa_realisasi"
    TANPA_KEDUANYA = "tanpa_keduanya"
    TIDAK_SEBANDING = "tidak_sebanding"
    INDUK = "induk"


_TETAP = {
    StatusCapaian.TANPA_REALISASI: CeritaTarget.TANPA_REALISASI,
    StatusCapaian.REALISASI_NOL: CeritaTarget.REALISASI_NOL,
    StatusCapaian.TIDAK_SEBANDING: CeritaTarget.TIDAK_SEBANDING,
    StatusCapaian.INDUK: CeritaTarget.INDUK,
}


def cerita_target(u: UkuranIndikator, batas_wajar: Decimal) -> CeritaTarget:
    """The story of this year's target."""
    c = u.capaian
    if c.status in _TETAP:
        return _TETAP[c.status]
    if c.status is StatusCapaian.TANPA_TARGET:
        empty = u.indikator.realisasi is None or u.indikator.realisasi.nilai.is_empty
        return CeritaTarget.TANPA_KEDUANYA if empty else CeritaTarget.TANPA_TARGET
    if c.status is StatusCapaian.TARGET_NOL:
        if c.tercapai is None:
            return CeritaTarget.NOL_NETRAL
        return CeritaTarget.NOL_TERCAPAI if c.tercapai else CeritaTarget.NOL_MELESET
    if c.status is StatusCapaian.PREDIKAT or c.hasil is None:
        if c.tercapai is None:
            return CeritaTarget.TIDAK_SEBANDING
        if not c.tercapai:
            return CeritaTarget.PREDIKAT_MELESET
        return CeritaTarget.PREDIKAT_LAMPAU if c.lebih_baik else CeritaTarget.PREDIKAT_TERCAPAI
    return _computed(u, c.hasil.nilai, batas_wajar)


def _computed(u: UkuranIndikator, persen: Decimal, batas_wajar: Decimal) -> CeritaTarget:
    c = u.capaian
    met = persen >= SERATUS if c.tercapai is None else c.tercapai
    if met:
        if persen > batas_wajar:
            return CeritaTarget.LAMPAU_JAUH
        if c.selisih is None:
            return CeritaTarget.TERCAPAI
        if c.selisih.nilai == 0:
            return CeritaTarget.PAS
        # A bound or a range may be met by a value that is no better than its edge.
        return CeritaTarget.LAMPAU if c.lebih_baik else CeritaTarget.TERCAPAI
    if c.selisih is not None and c.selisih.nilai == 0:
        return CeritaTarget.BATAS_TEPAT
    if c.lebih_baik:
        return CeritaTarget.TERCAPAI_TIDAK
    if persen < 0:
        return CeritaTarget.NEGATIF
    return CeritaTarget.NYARIS if SERATUS - persen < BATAS_NYARIS else CeritaTarget.MELESET


def sesuai_rencana(u: UkuranIndikator) -> bool:
    """Fewer outputs than last year, but as many as planned: less work to do is not worse work."""
    fell = u.tren is not None and u.tren.gerak is Gerak.MENURUN
    return fell and bool(u.capaian.tercapai) and is_keluaran(u.indikator.nama.isi)


def memburuk(us: Iterable[UkuranIndikator]) -> list[UkuranIndikator]:
    """Those that moved against their arah since the year before."""
    return [u for u in us if u.tren is not None and u.tren.gerak is Gerak.MENURUN and not sesuai_rencana(u)]


class CeritaTren(StrEnum):
    """This year against earlier ones; the values are names of blocks in ``bab3/riwayat.md``."""

    BARU = "tanpa_riwayat"
    TETAP = "tetap"
    PERTAMA = "satu_perubahan"
    """Only one earlier year: a change, no trend."""
    BERUNTUN_BAIK = "beruntun_membaik"
    BERUNTUN_BURUK = "beruntun_menurun"
    PULIH = "pulih"
    """Better again after a fall."""
    BERBALIK = "berbalik_turun"
    """Worse after getting better."""
    BAIK = "membaik"
    """Better after standing still."""
    BURUK = "menurun"


def cerita_tren(tren: Tren | None) -> CeritaTren:
    if tren is None:
        return CeritaTren.BARU
    if tren.gerak is Gerak.TETAP:
        return CeritaTren.TETAP
    if not tren.gerak_sebelumnya:
        return CeritaTren.PERTAMA
    better = tren.gerak is Gerak.MEMBAIK
    if tren.beruntun > 1:
        return CeritaTren.BERUNTUN_BAIK if better else CeritaTren.BERUNTUN_BURUK
    before = tren.gerak_sebelumnya[-1]
    if better:
        return CeritaTren.PULIH if before is Gerak.MENURUN else CeritaTren.BAIK
    return CeritaTren.BERBALIK if before is Gerak.MEMBAIK else CeritaTren.BURUK


class CeritaAkhir(StrEnum):
    """Against the final target of the medium-term plan; names of blocks in ``bab3/jangka_menengah.md``."""

    TERCAPAI = "tercapai"
    TERCAPAI_PAS = "tercapai_pas"
    TAHUN_TERAKHIR = "tahun_terakhir"
    """No year left, and not reached."""
    DALAM_JANGKAUAN = "dalam_jangkauan"
    DI_LUAR_LAJU = "di_luar_laju"
    MENJAUH = "menjauh"
    TETAP = "tidak_bergerak"
    TANPA_LAJU = "tanpa_laju"
    """No earlier year, so that no pace is known."""
    TANPA_TAHUN = "tanpa_tahun"


def cerita_akhir(jarak: JarakAkhir) -> CeritaAkhir:
    if jarak.tercapai:
        return CeritaAkhir.TERCAPAI if jarak.jarak.nilai != 0 else CeritaAkhir.TERCAPAI_PAS
    if jarak.tahun_akhir is None:
        return CeritaAkhir.TANPA_TAHUN
    if not jarak.sisa_tahun or jarak.laju_perlu is None:
        return CeritaAkhir.TAHUN_TERAKHIR
    if jarak.gerak is Gerak.MENURUN:
        return CeritaAkhir.MENJAUH
    if jarak.gerak is Gerak.TETAP:
        return CeritaAkhir.TETAP
    if jarak.laju_kini is None or jarak.dalam_jangkauan is None:
        return CeritaAkhir.TANPA_LAJU
    return CeritaAkhir.DALAM_JANGKAUAN if jarak.dalam_jangkauan else CeritaAkhir.DI_LUAR_LAJU


class CeritaHitung(StrEnum):
    """How many of a group met their target; names of blocks in ``bab3/sasaran.md``."""

    SATU_TERCAPAI = "satu_tercapai"
    SATU_MELESET = "satu_meleset"
    SATU_BELUM = "satu_belum_dinilai"
    SEMUA = "semua_tercapai"
    """Every indicator measured, every target met."""
    SEMUA_YANG_DINILAI = "semua_yang_dinilai"
    """Every measured target met, but some indicators could not be judged."""
    SEBAGIAN = "sebagian"
    TIDAK_ADA = "tidak_ada"
    BELUM = "belum_dinilai"


def cerita_hitung(r: RataRata) -> CeritaHitung:
    if r.jumlah == 1:
        if not r.terukur:
            return CeritaHitung.SATU_BELUM
        return CeritaHitung.SATU_TERCAPAI if r.tercapai else CeritaHitung.SATU_MELESET
    if not r.terukur:
        return CeritaHitung.BELUM
    if not r.tercapai:
        return CeritaHitung.TIDAK_ADA
    if r.tercapai < r.terukur:
        return CeritaHitung.SEBAGIAN
    return CeritaHitung.SEMUA if r.terukur == r.jumlah else CeritaHitung.SEMUA_YANG_DINILAI


def terhitung(us: tuple[UkuranIndikator, ...]) -> list[UkuranIndikator]:
    """Indicators with a percentage, best first; equal ones in the order of the table."""
    counted = [(u.capaian.hasil.nilai, u) for u in us if u.capaian.hasil is not None]
    return [u for _, u in sorted(counted, key=lambda pair: -pair[0])]


def setara(ranked: list[UkuranIndikator], u: UkuranIndikator) -> list[UkuranIndikator]:
    """Those of a ranking whose percentage equals that of ``u``, itself included."""
    value = u.capaian.hasil.nilai if u.capaian.hasil else None
    return [x for x in ranked if x.capaian.hasil is not None and x.capaian.hasil.nilai == value]


def meleset(us: tuple[UkuranIndikator, ...]) -> list[UkuranIndikator]:
    """Indicators that are known to have missed their target."""
    return [u for u in us if u.capaian.tercapai is False]


def diukur(s: UkuranSasaran) -> tuple[UkuranIndikator, ...]:
    """The indicators of a sasaran without parent rows, whose children are measured in their place."""
    return tuple(u for u in s.indikator if u.capaian.status is not StatusCapaian.INDUK)


def kata_batas(u: UkuranIndikator) -> str:
    """Name of the block that says a target's side: a ceiling for ``turun``, nothing for ``naik``."""
    target = u.indikator.target
    if u.capaian.arah is Arah.NAIK or (target is not None and target.nilai.jenis is not JenisNilai.ANGKA):
        return "batas_naik"
    unit = u.satuan.lower()
    if unit in {"hari", "jam", "menit", "detik", "bulan", "minggu", "hari kerja", "tahun"}:
        return "batas_lama"
    if unit in {
        "kasus",
        "orang",
        "temuan",
        "kejadian",
        "buah",
        "unit",
        "dokumen",
        "jiwa",
        "rumah tangga",
        "kali",
    }:
        return "batas_banyak"
    return "batas_tinggi"
