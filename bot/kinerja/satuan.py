"""Units: what kind of quantity a satuan is, read from its column, the value, or the indicator's words.

The kind decides how an ambiguous number is read, whether differences are
``poin``, and how many decimals make sense.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kelas(StrEnum):
    """Kind of quantity."""

    PERSEN = "persen"
    INDEKS = "indeks"
    """Scores, indices, levels: bounded, at most a few hundred, decimals expected."""
    CACAH = "cacah"
    """Counts of whole things."""
    UKURAN = "ukuran"
    """Lengths, areas, weights, times: decimals possible."""
    UANG = "uang"


def _kata(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PERSEN = _kata("% persen persentase prosen prosentase percent persent percentage")
_UANG = _kata("rp rp. idr rupiah usd dolar")
_INDEKS = _kata(
    """indeks index nilai skor score poin point level predikat kategori skala rasio ratio peringkat huruf
    maturitas grade"""
)
_UKURAN = _kata(
    """km m meter m2 m3 m² m³ km2 km² kilometer ha hektar hektare are ton kg kilogram gram kw kuintal kwintal
    liter ltr kwh mwh mw kubik kkal hari jam menit detik cm mm mbps gb tb"""
)
_CACAH = _kata(
    """orang org jiwa kk keluarga dokumen dok laporan lap unit buah bh paket pkt kegiatan keg kali lokasi
    titik desa kelurahan kecamatan kelompok klp lembaga perusahaan umkm ukm ikm koperasi kasus
    kejadian perkara peserta siswa pegawai ruas rumah sekolah buku exp eksemplar lembar set stel
    surat berkas bulan ekor batang pohon bidang sertifikat organisasi kios pasar kunjungan wisatawan
    bangunan kendaraan layanan aplikasi sistem media opd pd skpd instansi rekomendasi temuan perda
    peraturan kebijakan tim kader posyandu puskesmas tempat event even jenis akseptor pasien balita
    bayi ibu produk penghargaan usaha izin perizinan arsip naskah judul cabang medali atlet pemuda
    penduduk rumahtangga rt ruta sambungan sr sl responden kabupaten kota provinsi satker akun
    sertipikat kursi tenaga guru anak wanita perempuan lansia petani nelayan industri toko kamar"""
)
_NAMA_PERSEN = re.compile(r"^\W*(?:rata-rata )?(?:persen|prosen|persentase|prosentase|cakupan|proporsi)\b")
_NAMA_INDEKS = re.compile(
    r"\b(?:indeks|index|skor|rasio gini|gini|maturitas|level|nilai (?:evaluasi|lhe|lke|sakip|akip|ikm|skm|rb|"
    r"reformasi|kepuasan|spip|spbe|kinerja|kapabilitas|lakip|lkjip|pmprb|itkp|ikpa))\b"
)
_NAMA_CACAH = re.compile(r"^\W*(?:jumlah|banyaknya|jml)\b")
_NAMA_UANG = re.compile(
    r"\b(?:rupiah|pad|pdrb|pendapatan asli|nilai (?:investasi|ekspor|produksi|penjualan|omzet))\b"
)
_KURUNG = re.compile(r"\(([^()]{1,40})\)")
_BESARAN = re.compile(r"^(?:ribu|ribuan|juta|jutaan|miliar|milyar|triliun|rb|jt)\s+")
_SPLIT = re.compile(r"[\s/().,]+")

_LONG = {
    "%": "persen",
    "persentase": "persen",
    "prosen": "persen",
    "prosentase": "persen",
    "percent": "persen",
    "rp": "rupiah",
    "rp.": "rupiah",
    "idr": "rupiah",
    "dok": "dokumen",
    "lap": "laporan",
    "org": "orang",
    "bh": "buah",
    "pkt": "paket",
    "keg": "kegiatan",
    "klp": "kelompok",
    "index": "indeks",
    "exp": "eksemplar",
}


def kelas_satuan(satuan: str | None) -> Kelas | None:
    """Kind of a unit's words, or None where they do not tell (``angka``, unknown words)."""
    if not satuan:
        return None
    key = " ".join(satuan.casefold().split())[:80]
    if "per" not in key.split() and ("%" in key or key in _PERSEN):
        return Kelas.PERSEN
    words = [w for w in _SPLIT.split(_BESARAN.sub("", key)) if w]
    for word in words[:4]:
        for kind, known in (
            (Kelas.PERSEN, _PERSEN),
            (Kelas.UANG, _UANG),
            (Kelas.CACAH, _CACAH),
            (Kelas.UKURAN, _UKURAN),
            (Kelas.INDEKS, _INDEKS),
        ):
            if word in known:
                return kind
    return None


def kelas_nama(nama: str | None) -> Kelas | None:
    """Kind of quantity that an indicator's own words promise (``Persentase …``, ``Jumlah …``)."""
    if not nama:
        return None
    key = " ".join(nama.casefold().split())[:300]
    if _NAMA_PERSEN.search(key):
        return Kelas.PERSEN
    inside = satuan_dalam_nama(nama)
    if inside is not None:
        return kelas_satuan(inside)
    if _NAMA_UANG.search(key):
        return Kelas.UANG
    if _NAMA_INDEKS.search(key):
        return Kelas.INDEKS
    if _NAMA_CACAH.search(key):
        return Kelas.CACAH
    return None


def satuan_dalam_nama(nama: str) -> str | None:
    """A unit in brackets at the end of a name: ``Pembentukan Modal (juta rupiah)``; None otherwise."""
    last: str | None = None
    for match in _KURUNG.finditer(nama[:400]):
        last = match.group(1)
    return last if last is not None and kelas_satuan(last) is not None else None


def kata_satuan(satuan: str | None) -> str:
    """A unit as a word for a sentence: ``%`` is ``persen``, ``Dok`` is ``dokumen``, ``Km`` is ``km``."""
    if not satuan:
        return ""
    key = " ".join(satuan.split()).strip(" .,;:()")
    low = key.casefold()
    if low in _LONG:
        return _LONG[low]
    if len(key) <= 1 or any(ch.isupper() for ch in key[1:]):
        return low if low in _CACAH | _UKURAN | _PERSEN and len(low) > 3 else (low if low == "km" else key)
    return low
