"""Findings about the direction of an indicator, and the row that its printed capaian is held against."""

from __future__ import annotations

import re

from bot.kinerja import explain as c
from bot.kinerja import rumus as r
from bot.kinerja import temuan as k
from bot.kinerja.arah import is_arah_kuat
from bot.kinerja.measurement import Capaian
from bot.kinerja.model import Arah, AsalArah, Indikator, Isian, Temuan
from bot.kinerja.satuan import Kelas, kelas_satuan, satuan_dalam_nama

_KURANG_LEBIH_BAIK = re.compile(r"\b(?:kasus|kejadian|perkara|temuan|hari|jam|menit|detik|bulan|tahun)\b")


def periksa_arah(ind: Indikator, capaian: Capaian, asal: AsalArah, is_ukur: bool) -> list[Temuan]:
    """A direction that is only assumed, or that a bound contradicts.

    ``is_ukur``: the table has targets or results, so that a wrong direction would turn a judgement round.
    """
    sel = k.sel_dari(ind.target) or ind.nama.sel
    if asal is AsalArah.ANGGAPAN and is_ukur:
        if _satuan_menjelaskan(ind) or _capaian_menjelaskan(ind, capaian):
            return []
        return [
            k.buat(k.ARAH_TIDAK_JELAS, sel=sel, subjek=ind.id, nama=ind.nama.isi, arah=capaian.arah.value)
        ]
    bound = arah_batas(ind.target)
    if bound is None or ind.target is None or bound is capaian.arah:
        return []
    if asal is AsalArah.NAMA and not is_arah_kuat(ind.nama.isi):
        return []
    return [
        k.buat(
            k.ARAH_BERTENTANGAN,
            sel=sel,
            subjek=ind.id,
            nama=ind.nama.isi,
            target=k.teks_nilai(ind.target.nilai),
            arah=capaian.arah.value,
        )
    ]


def _satuan_menjelaskan(ind: Indikator) -> bool:
    """Whether the unit settles the direction: things delivered (``unit``, ``ton``) or an amount of money.

    A percentage or an index can be of anything; of cases and of time, less is as a rule better.
    """
    satuan = ind.satuan.isi if ind.satuan else (ind.target.nilai.satuan if ind.target else None)
    if satuan is not None and _KURANG_LEBIH_BAIK.search(satuan[:80].casefold()):
        return False
    kelas = kelas_satuan(satuan or satuan_dalam_nama(ind.nama.isi))
    return kelas in {Kelas.CACAH, Kelas.UKURAN, Kelas.UANG}


def _capaian_menjelaskan(ind: Indikator, capaian: Capaian) -> bool:
    """Whether the office's own percentage settles the direction: it fits one formula and not the other's."""
    stated, row = ind.capaian_tertulis, baris_cocok(ind, capaian, AsalArah.ANGGAPAN)
    if stated is None or row is None or row.target == row.realisasi:
        return False
    match = c.cocokkan(stated.nilai, row)
    return match is not None and match.cocok


def arah_batas(target: Isian | None) -> Arah | None:
    """The direction that a bound speaks of: ``≥ 95`` upward, ``≤ 5`` downward."""
    if target is None or target.nilai.operator is None:
        return None
    return Arah.NAIK if target.nilai.operator.startswith(">") else Arah.TURUN


def baris_cocok(ind: Indikator, capaian: Capaian, asal: AsalArah) -> c.Baris | None:
    """The row in the shape that a printed capaian is held against."""
    hasil = capaian.hasil
    if hasil is None or ind.target is None or ind.realisasi is None or hasil.rumus == r.DALAM_RENTANG:
        return None
    by_name = {m.nama: m.sumber for m in hasil.masukan}
    return c.Baris(
        r.nilai_masukan(by_name["target"]),
        r.nilai_masukan(by_name["realisasi"]),
        capaian.arah,
        hasil.rumus,
        c.desimal_tertulis(ind.target.nilai),
        c.desimal_tertulis(ind.realisasi.nilai),
        ind.target_akhir.angka if ind.target_akhir is not None else None,
        {y: v for y, v in c.angka_riwayat(ind.riwayat).items() if ind.tahun is None or y < ind.tahun},
        arah_pasti=asal is not AsalArah.ANGGAPAN,
    )
