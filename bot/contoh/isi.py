"""The figures of the sample, all invented.

Messy on purpose, as offices' tables are.  What the reader should notice:

* indicator 4: the stated capaian is last year's realisasi, not this year's capaian;
* indicator 5: the realisasi is text with a percent sign;
* indicator 7: the capaian is capped at 100 without a word, and 2021 has ``-``;
* indicator 10: neither column, name, unit nor a stated capaian tells the direction;
* indicator 11: a predicate, so no percentage exists;
* indicator 12: ``3.666`` could be a thousand, and 2021 is ``TDI``;
* budget: a program's percentage is the mean of its children's, one kegiatan does not
  add up, one line exceeds its pagu, one has no realisasi, the total is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Isi: TypeAlias = Decimal | int | str | None

UKM = "Program Pemenuhan Upaya Kesehatan Perorangan dan Upaya Kesehatan Masyarakat"
SDM = "Program Peningkatan Kapasitas Sumber Daya Manusia Kesehatan"
FARMASI = "Program Sediaan Farmasi, Alat Kesehatan dan Makanan Minuman"
PEMBERDAYAAN = "Program Pemberdayaan Masyarakat Bidang Kesehatan"
PENUNJANG = "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota"


def d(text: str) -> Decimal:
    """A decimal, short."""
    return Decimal(text)


@dataclass(frozen=True, slots=True)
class Baris:
    """One indicator row, cell by cell, in the order of the sheet."""

    sasaran: int
    nama: str
    satuan: str | None
    polarisasi: str | None
    target: Isi
    realisasi: tuple[Isi, Isi, Isi, Isi, Isi]
    """2021 to 2025."""
    capaian: Isi
    target_akhir: Isi
    standar: Isi
    provinsi: Isi
    sumber: str
    program: str
    pendorong: str | None = None
    penghambat: str | None = None
    solusi: str | None = None
    pic: str | None = None
    batas: str | None = None


SASARAN = (
    "Meningkatnya derajat kesehatan ibu dan anak",
    "Meningkatnya pencegahan dan pengendalian penyakit",
    "Meningkatnya mutu pelayanan kesehatan dasar dan rujukan",
    "Meningkatnya akuntabilitas kinerja Dinas Kesehatan",
)

INDIKATOR = (
    Baris(
        0,
        "Angka kematian ibu",
        "per 100.000 kelahiran hidup",
        "Minimize",
        d("95"),
        (d("128.40"), d("117.25"), d("108.90"), d("101.30"), d("92.75")),
        d("102.37"),
        d("88"),
        None,
        d("104.60"),
        "Profil kesehatan kabupaten",
        UKM,
        "Rumah tunggu kelahiran beroperasi di 7 kecamatan terjauh sejak Maret 2025",
        "Dua puskesmas belum memiliki dokter tetap sepanjang semester I",
        "Penugasan bergilir dokter dari puskesmas terdekat sejak Juli 2025",
        "Bidang Kesehatan Masyarakat",
        "Juni 2026",
    ),
    Baris(
        0,
        "Angka kematian bayi",
        "per 1.000 kelahiran hidup",
        "Minimize",
        "10,50",
        (d("14.10"), d("13.20"), d("12.05"), d("11.30"), d("11.10")),
        "94,29",
        "9,80",
        None,
        d("11.85"),
        "Profil kesehatan kabupaten",
        UKM,
        None,
        "Empat dari 21 puskesmas belum memiliki tim penanganan kegawatdaruratan neonatal yang lengkap",
        "Pelatihan kegawatdaruratan neonatal bagi 24 bidan dan perawat pada Oktober 2025",
        "Bidang Kesehatan Masyarakat",
        "September 2026",
    ),
    Baris(
        0,
        "Prevalensi balita stunting",
        "%",
        "Minimize",
        d("15.50"),
        (d("27.10"), d("24.80"), d("21.30"), d("18.90"), d("14.80")),
        d("104.52"),
        d("13.50"),
        None,
        d("19.40"),
        "Survei status gizi",
        PEMBERDAYAAN,
        "Pemberian makanan tambahan berbahan pangan lokal bagi 3.120 balita di 96 posyandu",
        "Kehadiran balita di posyandu wilayah kepulauan masih 61 %",
        "Posyandu keliling memakai perahu puskesmas dua kali sebulan",
        "Bidang Kesehatan Masyarakat",
        "Desember 2026",
    ),
    Baris(
        0,
        "Persentase ibu hamil yang mendapatkan pelayanan kesehatan sesuai standar",
        "%",
        "Maximize",
        100,
        (d("91.20"), d("93.45"), d("95.80"), d("97.12"), d("96.40")),
        d("97.12"),
        100,
        100,
        d("95.30"),
        "Laporan SPM bidang kesehatan",
        UKM,
        None,
        "Persediaan reagen pemeriksaan darah kosong di 5 puskesmas pada triwulan II",
        "Realokasi reagen antarpuskesmas dan pengadaan melalui katalog elektronik",
        "Bidang Pelayanan Kesehatan",
        "Maret 2026",
    ),
    Baris(
        1,
        "Persentase penemuan kasus tuberkulosis",
        "%",
        "Maximize",
        90,
        (d("62.30"), d("71.90"), d("80.15"), d("86.40"), "88,5 %"),
        d("98.33"),
        d("92"),
        None,
        d("79.20"),
        "Sistem informasi tuberkulosis",
        UKM,
        "Penapisan aktif dengan rontgen bergerak di 14 desa",
        "Rujukan terduga dari klinik swasta baru berjalan pada 6 dari 15 klinik",
        "Perjanjian kerja sama dengan 9 klinik swasta ditandatangani pada November 2025",
        "Bidang Pencegahan dan Pengendalian Penyakit",
        "Juni 2026",
    ),
    Baris(
        1,
        "Angka kesakitan demam berdarah dengue",
        "per 100.000 penduduk",
        "Minimize",
        d("49"),
        (d("61.20"), d("78.45"), d("55.10"), d("47.90"), d("72.33")),
        d("52.39"),
        d("45"),
        None,
        d("58.75"),
        "Laporan surveilans penyakit",
        UKM,
        None,
        "Musim hujan berlangsung hingga Juli 2025 dan angka bebas jentik turun menjadi 82 %",
        "Gerakan satu rumah satu juru pemantau jentik di 38 desa sejak Agustus 2025",
        "Bidang Pencegahan dan Pengendalian Penyakit",
        "April 2026",
    ),
    Baris(
        1,
        "Persentase penduduk usia produktif yang mendapatkan skrining penyakit tidak menular",
        "%",
        "Maximize",
        70,
        ("-", d("41.50"), d("52.80"), d("66.10"), d("91.70")),
        100,
        100,
        100,
        d("64.90"),
        "Laporan SPM bidang kesehatan",
        UKM,
        "Skrining dibuka di tempat kerja dan pasar",
    ),
    Baris(
        2,
        "Persentase puskesmas terakreditasi paripurna",
        "%",
        "Maximize",
        60,
        (20, 30, 45, 55, 60),
        100,
        75,
        None,
        d("51.30"),
        "Lembaga akreditasi",
        SDM,
        "Pendampingan pratinjau akreditasi oleh 4 puskesmas rujukan",
        None,
        None,
        "Bidang Sumber Daya Kesehatan",
        "November 2026",
    ),
    Baris(
        2,
        "Indeks kepuasan masyarakat",
        "indeks",
        "Maximize",
        d("86"),
        (d("80.12"), d("82.40"), d("83.95"), d("85.10"), d("87.36")),
        d("101.58"),
        d("88"),
        None,
        d("84.70"),
        "Survei kepuasan masyarakat",
        UKM,
        "Pendaftaran daring berjalan di seluruh 21 puskesmas",
        "Waktu tunggu obat racikan masih dikeluhkan",
        "Penambahan 12 tenaga vokasi farmasi",
        "Bidang Pelayanan Kesehatan",
        "Desember 2026",
    ),
    Baris(
        2,
        "Rasio belanja obat terhadap belanja alat kesehatan",
        None,
        None,
        d("3.50"),
        (d("1.86"), d("2.21"), d("2.75"), d("3.18"), d("3.33")),
        None,
        d("4.00"),
        None,
        None,
        "Laporan puskesmas",
        UKM,
    ),
    Baris(
        3,
        "Predikat evaluasi akuntabilitas kinerja",
        "predikat",
        "Maximize",
        "A",
        ("B", "B", "BB", "BB", "BB"),
        None,
        "A",
        None,
        None,
        "Laporan hasil evaluasi inspektorat",
        PENUNJANG,
        None,
        "Tindak lanjut rekomendasi evaluasi tahun sebelumnya baru selesai 7 dari 11 butir",
        "Rapat penyelesaian rekomendasi setiap triwulan",
        "Sekretariat",
        "Agustus 2026",
    ),
    Baris(
        3,
        "Nilai maturitas penyelenggaraan SPIP",
        "nilai",
        "Maximize",
        "3,88",
        ("TDI", d("3.10"), d("3.25"), d("3.40"), "3.666"),
        d("94.48"),
        "4,00",
        None,
        None,
        "Penilaian mandiri dan penjaminan kualitas",
        PENUNJANG,
    ),
)


@dataclass(frozen=True, slots=True)
class Anggaran:
    """One budget row: level (0 program, 1 kegiatan, 2 subkegiatan), code, name, amounts, printed percent."""

    jenjang: int
    kode: str
    nama: str
    pagu: int
    realisasi: int | None
    persen: Isi


ANGGARAN = (
    Anggaran(0, "1.02.01", PENUNJANG, 21_450_000_000, 20_519_250_000, d("95.66")),
    Anggaran(
        1,
        "1.02.01.2.01",
        "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah",
        450_000_000,
        431_750_000,
        d("95.94"),
    ),
    Anggaran(
        2,
        "1.02.01.2.01.0001",
        "Penyusunan Dokumen Perencanaan Perangkat Daerah",
        265_000_000,
        254_900_000,
        d("96.19"),
    ),
    Anggaran(
        2, "1.02.01.2.01.0007", "Evaluasi Kinerja Perangkat Daerah", 185_000_000, 176_850_000, d("95.59")
    ),
    Anggaran(
        1,
        "1.02.01.2.02",
        "Administrasi Keuangan Perangkat Daerah",
        21_000_000_000,
        20_087_500_000,
        d("95.65"),
    ),
    Anggaran(
        2,
        "1.02.01.2.02.0001",
        "Penyediaan Gaji dan Tunjangan ASN",
        21_000_000_000,
        20_087_500_000,
        d("95.65"),
    ),
    Anggaran(0, "1.02.02", UKM, 38_720_000_000, 35_934_480_000, d("92.81")),
    Anggaran(
        1,
        "1.02.02.2.01",
        "Penyediaan Fasilitas Pelayanan Kesehatan untuk Upaya Kesehatan Masyarakat dan Perorangan",
        24_300_000_000,
        22_198_400_000,
        d("91.35"),
    ),
    Anggaran(
        2,
        "1.02.02.2.01.0006",
        "Rehabilitasi dan Pemeliharaan Puskesmas",
        16_800_000_000,
        15_203_400_000,
        d("90.50"),
    ),
    Anggaran(2, "1.02.02.2.01.0014", "Pengadaan Alat Kesehatan", 7_500_000_000, 6_995_000_000, d("93.27")),
    Anggaran(
        1,
        "1.02.02.2.02",
        "Penyediaan Layanan Kesehatan untuk Upaya Kesehatan Masyarakat Tingkat Daerah",
        14_420_000_000,
        13_736_080_000,
        d("95.26"),
    ),
    Anggaran(
        2,
        "1.02.02.2.02.0001",
        "Pengelolaan Pelayanan Kesehatan Ibu Hamil",
        4_120_000_000,
        3_987_330_000,
        d("96.78"),
    ),
    Anggaran(
        2,
        "1.02.02.2.02.0011",
        "Pengelolaan Pelayanan Kesehatan Orang Terduga Tuberkulosis",
        3_150_000_000,
        3_214_500_000,
        d("102.05"),
    ),
    Anggaran(
        2,
        "1.02.02.2.02.0025",
        "Pelayanan Kesehatan Penyakit Menular dan Tidak Menular",
        7_150_000_000,
        6_534_250_000,
        d("91.39"),
    ),
    Anggaran(0, "1.02.03", SDM, 5_640_000_000, 4_985_600_000, d("88.40")),
    Anggaran(
        1,
        "1.02.03.2.02",
        "Perencanaan Kebutuhan dan Pendayagunaan Sumber Daya Manusia Kesehatan",
        5_640_000_000,
        4_985_600_000,
        d("88.40"),
    ),
    Anggaran(
        2,
        "1.02.03.2.02.0002",
        "Pemenuhan Kebutuhan Sumber Daya Manusia Kesehatan",
        3_890_000_000,
        3_321_100_000,
        d("85.38"),
    ),
    Anggaran(
        2,
        "1.02.03.2.02.0003",
        "Pembinaan dan Pengawasan Sumber Daya Manusia Kesehatan",
        1_700_000_000,
        1_664_500_000,
        d("97.91"),
    ),
    Anggaran(0, "1.02.04", FARMASI, 2_380_000_000, 1_412_600_000, d("49.39")),
    Anggaran(
        1,
        "1.02.04.2.01",
        "Pemberian Izin Apotek, Toko Obat, dan Optikal",
        1_430_000_000,
        1_412_600_000,
        d("98.78"),
    ),
    Anggaran(
        1,
        "1.02.04.2.06",
        "Pemeriksaan Pangan Industri Rumah Tangga",
        950_000_000,
        0,
        0,
    ),
    Anggaran(0, "1.02.05", PEMBERDAYAAN, 4_260_000_000, 4_119_800_000, d("96.71")),
    Anggaran(
        1,
        "1.02.05.2.03",
        "Pengembangan Upaya Kesehatan Bersumber Daya Masyarakat",
        4_260_000_000,
        4_119_800_000,
        d("96.71"),
    ),
)

JUMLAH = (72_540_000_000, 66_971_730_000, d("92.32"))
"""The printed total: its pagu is 90.000.000 more than the five programs add up to."""
