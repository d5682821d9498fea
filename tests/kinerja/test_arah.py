"""The direction of an indicator, from a column or from its words."""

from __future__ import annotations

import time

import pytest

from bot.kinerja.arah import infer_arah
from bot.kinerja.model import Arah, AsalArah

TURUN = """Angka kemiskinan
Prevalensi stunting
Angka kematian ibu
Tingkat Pengangguran Terbuka
Jumlah temuan BPK
Waktu tunggu rawat jalan
Indeks gini
Laju inflasi
Jumlah pelanggaran perda
Jumlah kasus DBD
Tingkat kebocoran air
Sisa perkara
Indeks Williamson
Angka kecelakaan lalu lintas
Angka putus sekolah
Luas lahan kritis
Jumlah keluhan masyarakat
Rasio ketergantungan
Persentase rumah tangga yang belum memiliki jamban
Persentase rumah tidak layak huni
Persentase sampah yang tidak tertangani
Indeks Risiko Bencana
Angka perkawinan anak
Persentase kawasan kumuh
Rata-rata waktu penyelesaian izin
Laju pertumbuhan penduduk
Persentase jalan rusak
Peringkat evaluasi pemerintahan
Jumlah kejadian kebakaran
Persentase balita gizi buruk
Ketimpangan wilayah
Penurunan kualitas air sungai"""
NAIK = """Persentase temuan yang ditindaklanjuti
Penurunan angka kemiskinan
Persentase balita stunting yang ditangani
Cakupan penanganan kasus
Tingkat penyelesaian pengaduan
Persentase penderita penyakit yang dilayani
Rata-rata lama sekolah
Angka harapan hidup
Persentase perkara yang tidak mengajukan upaya hukum banding
Persentase desa bebas narkoba
Indeks Ketahanan Daerah
Persentase pelayanan yang tepat waktu
Persentase RTLH yang direhabilitasi
Angka penemuan kasus TBC
Indeks Kepuasan Masyarakat
Jumlah dokumen perencanaan
Rata-rata lama tinggal wisatawan
Persentase penurunan sisa perkara
Opini BPK
Persentase korban bencana yang mendapat bantuan
Pertumbuhan ekonomi
Prevalensi pemakaian kontrasepsi
Desa tangguh bencana
Nilai SAKIP Dinas Pemadam Kebakaran
Persentase transaksi non tunai
Persentase capaian waktu tanggap kebakaran
Persentase penduduk miskin yang menerima bantuan
Tercukupinya penyediaan jasa kantor
Persentase lembaga yang terlibat dalam menghadapi bencana"""


def _names(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines()]


@pytest.mark.parametrize("nama", _names(TURUN))
def test_bad_things_and_times(nama: str) -> None:
    assert infer_arah(nama) == (Arah.TURUN, AsalArah.NAMA)


@pytest.mark.parametrize("nama", _names(NAIK))
def test_good_things_and_handling(nama: str) -> None:
    assert infer_arah(nama) == (Arah.NAIK, AsalArah.NAMA)


@pytest.mark.parametrize("nama", ["Kakao", "Rasio belanja", "Angka beban"])
def test_unknown_words_claim_nothing(nama: str) -> None:
    assert infer_arah(nama) == (None, AsalArah.ANGGAPAN)


@pytest.mark.parametrize(
    ("kolom", "arah"),
    [
        ("Maximize", Arah.NAIK),
        ("minimize", Arah.TURUN),
        ("Positif", Arah.NAIK),
        ("Negatif", Arah.TURUN),
        ("Semakin tinggi semakin baik", Arah.NAIK),
        ("semakin rendah semakin baik", Arah.TURUN),
        ("Semakin tinggi realisasi semakin rendah capaian", Arah.TURUN),
        ("naik", Arah.NAIK),
        ("Turun", Arah.TURUN),
        ("↑", Arah.NAIK),
        ("▼", Arah.TURUN),
        ("lower is better", Arah.TURUN),
    ],
)
def test_column_wins_over_name(kolom: str, arah: Arah) -> None:
    assert infer_arah("Angka kemiskinan", kolom) == (arah, AsalArah.KOLOM)
    assert infer_arah("Nilai SAKIP", kolom) == (arah, AsalArah.KOLOM)


def test_empty_column_leaves_it_to_the_name() -> None:
    assert infer_arah("Angka kemiskinan", "-") == (Arah.TURUN, AsalArah.NAMA)


def test_hostile_text_is_fast() -> None:
    started = time.perf_counter()
    for piece in ("semakin tinggi ", "tidak ", "penurunan ", "kasus yang ", "\\w "):
        infer_arah(piece * 50_000, piece * 50_000)
    assert time.perf_counter() - started < 1
