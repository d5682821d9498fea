"""Every numbered place of Permenpan-RB 53/2014, written down by hand from the official PDF.

One line a place: letak | first-last page | the first two words of its own (after its marker).  Structure
only: no sentence of the regulation is repeated here.
"""

from __future__ import annotations

TEMPAT = """
Menimbang | 1 | bahwa untuk
Mengingat angka 1 | 1 | Undang-undang Nomor
Mengingat angka 2 | 1 | Peraturan Pemerintah
Mengingat angka 3 | 1 | PeraturanPresiden Nomor
Mengingat angka 4 | 2 | Peraturan Presiden
Mengingat angka 5 | 2 | Peraturan Presiden
Pasal 1 | 2 | Petunjuk Teknis
Pasal 2 | 2 | Petunjuk Teknis
Pasal 3 | 3 | Pelaporan kinerja
Pasal 4 | 3 | Reviu atas
Pasal 5 | 3 | Penyusunan Laporan
Pasal 6 | 3 | Pada saat
Pasal 7 | 3 | Peraturan Menteri
Penutup | 4 | Agar Setiap
Lampiran I huruf A | 5 | Pengertian Perjanjian
Lampiran I huruf B | 5 | Tujuan Penyusunan
Lampiran I huruf B angka 1 | 5 | Sebagai wujud
Lampiran I huruf B angka 2 | 5 | Menciptakan tolok
Lampiran I huruf B angka 3 | 5 | Sebagai dasar
Lampiran I huruf B angka 4 | 5 | Sebagai dasar
Lampiran I huruf B angka 5 | 5 | Sebagai dasar
Lampiran I huruf C | 6-7 | Penyusunan Perjanjian
Lampiran I huruf C angka 1 | 6 | Pihak yang
Lampiran I huruf C angka 1 huruf a | 6 | Kementerian/Lembaga
Lampiran I huruf C angka 1 huruf a angka 1) | 6 | Pimpinan tertinggi
Lampiran I huruf C angka 1 huruf a angka 2) | 6 | Pimpinan unit
Lampiran I huruf C angka 1 huruf a angka 3) | 6 | Pimpinan Satuan
Lampiran I huruf C angka 1 huruf b | 6 | Pemerintah Provinsi/Kabupaten/Kota
Lampiran I huruf C angka 1 huruf b angka 1) | 6 | Pimpinan Tertinggi
Lampiran I huruf C angka 1 huruf b angka 2) | 6 | Pimpinan Satuan
Lampiran I huruf C angka 1 huruf c | 6 | Selain yang
Lampiran I huruf C angka 2 | 6 | Waktu penyusunan
Lampiran I huruf C angka 3 | 6-7 | Penggunaan Sasaran
Lampiran I huruf C angka 3 butir 1 | 7 | Untuk tingkat
Lampiran I huruf C angka 3 butir 2 | 7 | Untuk tingkat
Lampiran I huruf C angka 3 butir 3 | 7 | Untuk tingkat
Lampiran I huruf D | 7-8 | Format Perjanjian
Lampiran I huruf D angka 1 | 7 | Pernyataan Perjanjian
Lampiran I huruf D angka 1 huruf a | 7 | Pernyataan untuk
Lampiran I huruf D angka 1 huruf b | 7 | Tanda tangan
Lampiran I huruf D angka 1 huruf b angka 1) | 7 | Kementerian/Lembaga/Provinsi/Kabupaten/Kota terdapat
Lampiran I huruf D angka 1 huruf b angka 2) | 7 | Unit Kerja/Satuan
Lampiran I huruf D angka 2 | 7-8 | Lampiran Perjanjian
Lampiran I huruf D angka 2 angka 1) | 7 | Kementerian/Lembaga/Provinsi/Kabupaten/Kota terdapat
Lampiran I huruf D angka 2 angka 2) | 7 | Unit Kerja
Lampiran I huruf D angka 2 angka 3) | 7 | Satuan Kerja
Lampiran I huruf D angka 2 angka 4) | 8 | Satuan Kerja
Lampiran I huruf D angka 3 | 8 | Bagi kementerian/lembaga
Lampiran I huruf D angka 4 | 8 | Bagi Satuan
Lampiran I huruf E | 8 | Revisi dan
Anak Lampiran I/1-6 | 9 | PERNYATAAN PERJANJIAN
Anak Lampiran I/2-6 | 10 | PERNYATAAN PERJANJIAN
Anak Lampiran I/3-6 | 11-12 | CONTOH FORMULIR
Anak Lampiran I/3-6 angka 1) | 11 | Pada kolom
Anak Lampiran I/3-6 angka 2) | 11 | Pada kolom
Anak Lampiran I/3-6 angka 3) | 11 | Pada kolom
Anak Lampiran I/3-6 angka 4) | 11 | Pada kolom
Anak Lampiran I/3-6 angka 5) | 12 | Pada kolom
Anak Lampiran I/3-6 angka 6) | 12 | Pada kolom
Anak Lampiran I/4-6 | 13-14 | CONTOH FORMULIR
Anak Lampiran I/4-6 angka 1) | 13 | Pada kolom
Anak Lampiran I/4-6 angka 2) | 13 | Pada kolom
Anak Lampiran I/4-6 angka 3) | 13 | Pada kolom
Anak Lampiran I/4-6 angka 4) | 13 | Pada kolom
Anak Lampiran I/4-6 angka 5) | 14 | Pada kolom
Anak Lampiran I/4-6 angka 6) | 14 | Pada kolom
Anak Lampiran I/5-6 | 15-16 | CONTOH FORMULIR
Anak Lampiran I/5-6 angka 1) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 2) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 3) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 4) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 5) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 6) | 15 | Pada kolom
Anak Lampiran I/5-6 angka 7) | 16 | Pada kolom
Anak Lampiran I/6-6 | 17-18 | CONTOH FORMULIR
Anak Lampiran I/6-6 angka 1) | 17 | Pada kolom
Anak Lampiran I/6-6 angka 2) | 17 | Pada kolom
Anak Lampiran I/6-6 angka 3) | 18 | Pada kolom
Anak Lampiran I/6-6 angka 4) | 18 | Pada kolom
Anak Lampiran I/6-6 angka 5) | 18 | Pada kolom
Anak Lampiran I/6-6 angka 6) | 18 | Pada kolom
Lampiran II huruf A | 19 | Pengertian Pelaporan
Lampiran II huruf B | 19 | Tujuan pelaporan
Lampiran II huruf B angka 1 | 19 | Memberikan informasi
Lampiran II huruf B angka 2 | 19 | Sebagai upaya
Lampiran II huruf C | 19 | Format laporan
Lampiran II huruf C angka 1 | 19 | Uraian singkat
Lampiran II huruf C angka 2 | 19 | Rencana dan
Lampiran II huruf C angka 3 | 19 | Pengukuran kinerja
Lampiran II huruf C angka 4 | 19 | Evaluasi dan
Lampiran II huruf D | 19-20 | Penyampaian Laporan
Lampiran II huruf E | 20-21 | Pengukuran Kinerja
Lampiran II huruf F | 21 | Indikator Kinerja
Lampiran II huruf G | 21 | Indikator Kinerja
Lampiran II huruf H | 21 | Pengumpulan Data
Anak Lampiran II/1 | 22-23 | CONTOH FORMAT
Anak Lampiran II/1 Bab I | 22 | Pendahuluan Pada
Anak Lampiran II/1 Bab II | 22 | Perencanaan Kinerja
Anak Lampiran II/1 Bab III | 22-23 | Akuntabilitas Kinerja
Anak Lampiran II/1 Bab III huruf A | 22-23 | Capaian Kinerja
Anak Lampiran II/1 Bab III huruf A angka 1 | 22 | Membandingkan antara
Anak Lampiran II/1 Bab III huruf A angka 2 | 22 | Membandingkan antara
Anak Lampiran II/1 Bab III huruf A angka 3 | 22 | Membandingkan realisasi
Anak Lampiran II/1 Bab III huruf A angka 4 | 22 | Membandingkan realisasi
Anak Lampiran II/1 Bab III huruf A angka 5 | 22 | Analisis penyebab
Anak Lampiran II/1 Bab III huruf A angka 6 | 22 | Analisis atas
Anak Lampiran II/1 Bab III huruf A angka 7 | 23 | Analisis program/kegiatan
Anak Lampiran II/1 Bab III huruf B | 23 | Realisasi Anggaran
Anak Lampiran II/1 Bab IV | 23 | Penutup Pada
Anak Lampiran II/1 Lampiran angka 1) | 23 | Perjanjian Kinerja
Anak Lampiran II/1 Lampiran angka 2) | 23 | Lain-lain yang
Lampiran III huruf A | 24 | Pengertian Reviu
Lampiran III huruf B | 24 | Tujuan Tujuan
Lampiran III huruf B huruf a | 24 | Membantu penyelenggaraan
Lampiran III huruf B huruf b | 24 | Memberikan keyakinan
Lampiran III huruf C | 24-26 | Tata Cara
Lampiran III huruf C angka 1 | 24 | Pihak yang
Lampiran III huruf C angka 2 | 24 | Waktu pelaksanaan
Lampiran III huruf C angka 3 | 25 | Ruang lingkup
Lampiran III huruf C angka 3 huruf a | 25 | Metode pengumpulan
Lampiran III huruf C angka 3 huruf b | 25 | Penelaahan penyelenggaraan
Lampiran III huruf C angka 3 huruf c | 25 | Penyusunan kertas
Lampiran III huruf C angka 3 huruf c angka 1) | 25 | Hasil pengujian
Lampiran III huruf C angka 3 huruf c angka 2) | 25 | Telaahan atas
Lampiran III huruf C angka 3 huruf c angka 3) | 25 | Hal yang
Lampiran III huruf C angka 3 huruf c angka 4) | 25 | Hasil pelaksanaan
Lampiran III huruf C angka 3 huruf d | 25 | Setelah melakukan
Lampiran III huruf C angka 3 huruf e | 25 | Reviu dilakukan
Lampiran III huruf C angka 4 | 25-26 | Pelaporan reviu
Lampiran III huruf C angka 4 huruf a | 25 | Reviu telah
Lampiran III huruf C angka 4 huruf b | 25 | Reviu telah
Lampiran III huruf C angka 4 huruf c | 25 | Semua informasi
Lampiran III huruf C angka 4 huruf d | 26 | Tujuan reviu
Lampiran III huruf C angka 4 huruf e | 26 | Simpulan reviu
Lampiran III huruf C angka 4 huruf f | 26 | Paragraph penjelas
Anak Lampiran III/1-2 | 27 | CONTOH PERNYATAAN
Anak Lampiran III/2-2 | 28-29 | CONTOH FORMULIR
Anak Lampiran III/2-2 kelompok I | 28 | Format
Anak Lampiran III/2-2 kelompok I butir 1 | 28 | Laporan Kinerja
Anak Lampiran III/2-2 kelompok I butir 2 | 28 | LKj telah
Anak Lampiran III/2-2 kelompok I butir 3 | 28 | LKj telah
Anak Lampiran III/2-2 kelompok I butir 4 | 28 | Telah menyajikan
Anak Lampiran III/2-2 kelompok I butir 5 | 28 | Telah menyajikan
Anak Lampiran III/2-2 kelompok I butir 6 | 28 | Telah menyajikan
Anak Lampiran III/2-2 kelompok II | 28 | Mekanisme penyusunan
Anak Lampiran III/2-2 kelompok II butir 1 | 28 | LKj IP
Anak Lampiran III/2-2 kelompok II butir 2 | 28 | Informasi yang
Anak Lampiran III/2-2 kelompok II butir 3 | 28 | Telah terdapat
Anak Lampiran III/2-2 kelompok II butir 4 | 28 | Telah ditetapkan
Anak Lampiran III/2-2 kelompok II butir 5 | 28 | Data/informasi kinerja
Anak Lampiran III/2-2 kelompok II butir 6 | 28 | Analisis/penjelasan dalam
Anak Lampiran III/2-2 kelompok II butir 7 | 28 | LKj IP
Anak Lampiran III/2-2 kelompok III | 28-29 | Substansi
Anak Lampiran III/2-2 kelompok III butir 1 | 28 | Tujuan/sasaran dalam
Anak Lampiran III/2-2 kelompok III butir 2 | 28 | Tujuan/sasaran dalam
Anak Lampiran III/2-2 kelompok III butir 3 | 28 | Jika butir
Anak Lampiran III/2-2 kelompok III butir 4 | 28-29 | Target Indikator
Anak Lampiran III/2-2 kelompok III butir 5 | 29 | IKU pada
Anak Lampiran III/2-2 kelompok III butir 6 | 29 | Jika butir
Anak Lampiran III/2-2 kelompok III butir 7 | 29 | Telah terdapat
Anak Lampiran III/2-2 kelompok III butir 8 | 29 | IKU dan
Anak Lampiran III/2-2 kelompok III butir 9 | 29 | Jika “tidak”
Anak Lampiran III/2-2 kelompok III butir 10 | 29 | IKU dan
"""

FRAME = frozenset({"Judul", "Mengingat", "Menetapkan", "Bab I", "Lampiran I", "Lampiran II", "Lampiran III",
                   "Anak Lampiran II/1 Lampiran"})  # fmt: skip
"""Places that only hold others, or that have no number."""
