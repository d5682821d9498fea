"""An invented regulation and an invented report, and helpers that build a document from lines."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.ingest.naskah import Alinea, Blok, Naskah, Sel, Tabel

PERATURAN = """
PERATURAN BUPATI ARUNIKA
NOMOR 7 TAHUN 2031
TENTANG
TATA CARA PENGUKURAN KINERJA PERANGKAT DAERAH
DENGAN RAHMAT TUHAN YANG MAHA ESA
BUPATI ARUNIKA,
Menimbang :
a. bahwa kinerja perangkat daerah perlu diukur dengan cara yang sama;
b. bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan Peraturan Bupati;
Mengingat : 1. Undang-Undang Nomor 90 Tahun 2029 tentang Pemerintahan Kabupaten Arunika;
2. Peraturan Daerah Nomor 3 Tahun 2030 tentang Perangkat Daerah;
MEMUTUSKAN:
Menetapkan : PERATURAN BUPATI TENTANG TATA CARA PENGUKURAN KINERJA PERANGKAT DAERAH. BAB I KETENTUAN UMUM
Pasal 1
Dalam Peraturan Bupati ini yang dimaksud dengan:
1. Bupati adalah Bupati Arunika.
2. Pengukuran adalah pembandingan realisasi dengan target.
BAB II PENGUKURAN
Bagian Kesatu
Umum
Pasal 2
(1) Kepala perangkat daerah mengukur kinerja setiap triwulan.
(2) Hasil pengukuran memuat:
a. target;
b. realisasi; dan
c. penjelasan yang terdiri atas:
1. penyebab; dan
2. tindak lanjut.
(3) Ketentuan sebagaimana dimaksud pada ayat
(1) dan ayat (2) berlaku juga bagi kecamatan.
Bagian Kedua
Penyampaian
Pasal 3
Hasil pengukuran disampaikan kepada Bupati paling lambat 10 (sepuluh) hari. - BAB III KETENTUAN PENUTUP
Pasal 4
Peraturan Bupati ini mulai berlaku pada tanggal diundangkan.
Agar setiap orang mengetahuinya, memerintahkan pengundangan Peraturan Bupati ini.
Ditetapkan di Arunika
pada tanggal 5 Mei 2031
LAMPIRAN I
PERATURAN BUPATI ARUNIKA NOMOR 7 TAHUN 2031
PETUNJUK PENGUKURAN
A. Langkah pengukuran
1. Persiapan
a. Bidang perencanaan menyiapkan formulir;
b. Pengelola data mengisi formulir:
1) untuk indikator utama; dan
2) untuk indikator lain.
2. Pemeriksaan
Pemeriksaan dilakukan oleh tiga orang.
1. Ketua tim memeriksa jumlah.
2. Anggota tim memeriksa satuan.
B. Pengarsipan
Formulir disimpan lima tahun.
ANAK LAMPIRAN I/1-1
CONTOH FORMULIR
Nama : ....................
Formulir diisi dengan huruf cetak.
PENJELASAN
ATAS
PERATURAN BUPATI ARUNIKA NOMOR 7 TAHUN 2031
I. UMUM
Pengukuran yang seragam memudahkan pembandingan.
II. PASAL DEMI PASAL
Pasal 1
Cukup jelas.
Pasal 2
Ayat (1)
Yang dimaksud dengan triwulan adalah tiga bulan.
Ayat (2)
Cukup jelas.
"""


def naskah(lines: Iterable[str | Blok], *, berkas: str = "rekaan.txt", halaman: int | None = None) -> Naskah:
    """A document of lines; ``halaman`` puts all of them on pages 1 to that number, in equal parts."""
    given = [line for line in lines if not isinstance(line, str) or line.strip()]
    blok: list[Blok] = []
    for order, line in enumerate(given):
        if isinstance(line, str):
            page = None if halaman is None else 1 + order * halaman // len(given)
            blok.append(Alinea(order, line.strip(), page, line.strip().isupper()))
        else:
            blok.append(line)
    return Naskah(berkas, "txt" if halaman is None else "pdf", tuple(blok), halaman, sidik_berkas="a1")


def tabel(
    urutan: int, rows: list[list[str]], *, halaman: int | None = None, judul: str | None = None
) -> Tabel:
    """A table from texts."""
    return Tabel(urutan, tuple(tuple(Sel(t, halaman) for t in row) for row in rows), halaman, judul)
