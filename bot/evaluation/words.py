"""Pools of headings, objectives and indicators for generated layouts.

Headings are written as offices write them, collected from published reports and
kept apart from the reader's own vocabulary on purpose: a reader is not to be
judged by the list that it was written from.  Offices, indicators and objectives
are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

NO = ("No", "NO.", "No.", "Nomor", "NO")
SASARAN = (
    "Sasaran Strategis",
    "SASARAN STRATEGIS",
    "Sasaran",
    "Tujuan / Sasaran Strategis",
    "Sasaran Kinerja",
    "Sasaran Strategis OPD",
    "Sasaran Perangkat Daerah",
)
INDIKATOR = (
    "Indikator Kinerja",
    "INDIKATOR KINERJA UTAMA",
    "Indikator Kinerja Utama (IKU)",
    "Indikator Sasaran",
    "Indikator Kinerja Sasaran",
    "Indikator",
    "Uraian Indikator Kinerja",
)
SATUAN = ("Satuan", "SATUAN", "Sat.", "Satuan Ukur")
TARGET = ("Target", "TARGET", "Target {tahun}", "Target Tahun {tahun}", "Target Kinerja", "Target PK {tahun}")
REALISASI = (
    "Realisasi",
    "REALISASI",
    "Realisasi {tahun}",
    "Realisasi Tahun {tahun}",
    "Realisasi Kinerja",
    "Realisasi s.d. Desember {tahun}",
)
CAPAIAN = (
    "Capaian (%)",
    "% Capaian",
    "CAPAIAN (%)",
    "Persentase Capaian",
    "Tingkat Capaian (%)",
    "Capaian Kinerja (%)",
    "Prosentase Capaian (%)",
)
REALISASI_KELOMPOK = ("Realisasi", "Realisasi Tahun", "REALISASI", "Realisasi Kinerja Tahun")
TARGET_AKHIR = (
    "Target Akhir Renstra",
    "Target Akhir Renstra {akhir}",
    "Target Akhir RPJMD ({akhir})",
    "Target Akhir Periode Renstra",
)
NASIONAL = ("Standar Nasional", "Realisasi Nasional", "Capaian Nasional", "Rata-rata Nasional")
PROGRAM = (
    "Program",
    "Program / Kegiatan",
    "Program/Kegiatan/Sub Kegiatan",
    "PROGRAM DAN KEGIATAN",
    "Uraian Program",
)
PAGU = ("Pagu Anggaran (Rp)", "Anggaran (Rp)", "Pagu (Rp.)", "Alokasi Anggaran (Rp)", "PAGU ANGGARAN")
REALISASI_RP = ("Realisasi Anggaran (Rp)", "Realisasi (Rp)", "Realisasi Keuangan (Rp)", "REALISASI ANGGARAN")
SERAPAN = ("Serapan (%)", "% Serapan", "Persentase Serapan (%)", "%", "Penyerapan (%)")
POLARISASI = ("Polarisasi", "Arah Indikator", "Tipe Perhitungan", "Sifat Indikator")
POLARISASI_KATA = (
    ("Maximize", "Minimize"),
    ("Positif", "Negatif"),
    ("Naik", "Turun"),
    ("Maksimal", "Minimal"),
)
TRIWULAN = (
    ("TW I", "TW II", "TW III", "TW IV"),
    ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"),
)
FAKTOR = (
    ("Faktor Pendorong", "Faktor Penghambat", "Tindak Lanjut", "PIC", "Batas Waktu"),
    ("Faktor Pendukung", "Faktor Penghambat", "Solusi", "Penanggung Jawab", "Target Waktu"),
    ("Faktor Pendorong", "Kendala", "Rencana Tindak Lanjut", "PIC", "Batas Waktu"),
)
JUMLAH = ("JUMLAH", "Jumlah", "TOTAL", "Total")

JUDUL = (
    "PENGUKURAN KINERJA TAHUN {tahun}",
    "CAPAIAN KINERJA {instansi} TAHUN {tahun}",
    "Tabel Capaian Kinerja Tahun {tahun}",
    "LAPORAN CAPAIAN INDIKATOR KINERJA UTAMA TAHUN {tahun}",
)
INSTANSI = (
    "DINAS PERTANIAN KABUPATEN RANTAU ELOK",
    "BADAN PENDAPATAN DAERAH KOTA TIRTA JAYA",
    "Kecamatan Batu Gading",
    "DINAS PERHUBUNGAN PROVINSI SAGARA",
    "Dinas Sosial Kabupaten Lembah Hijau",
)
SASARAN_ISI = (
    "Meningkatnya kualitas pelayanan publik",
    "Meningkatnya akuntabilitas kinerja perangkat daerah",
    "Meningkatnya derajat kesehatan masyarakat",
    "Terwujudnya infrastruktur wilayah yang andal",
    "Meningkatnya produktivitas sektor pertanian",
    "Menurunnya beban penyandang masalah kesejahteraan sosial",
    "Meningkatnya daya saing koperasi dan usaha mikro",
    "Terkendalinya pencemaran dan kerusakan lingkungan",
)
PROGRAM_ISI = (
    "Program Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
    "Program Pengelolaan Persampahan",
    "Program Penyelenggaraan Lalu Lintas dan Angkutan Jalan",
    "Program Penyediaan dan Pengembangan Sarana Pertanian",
    "Program Rehabilitasi Sosial",
    "Program Pemberdayaan Usaha Menengah, Usaha Kecil, dan Usaha Mikro",
    "Program Pencegahan Bencana Kebakaran",
)
KEGIATAN_ISI = (
    "Kegiatan Administrasi Keuangan Perangkat Daerah",
    "Kegiatan Penyediaan Jasa Penunjang Urusan Pemerintahan",
    "Kegiatan Pengawasan Peredaran Sarana Pertanian",
    "Kegiatan Penetapan Rencana Induk Jaringan Jalan",
    "Kegiatan Pengelolaan Sampah Perkotaan",
    "Kegiatan Pembinaan Teknis Usaha Mikro",
    "Kegiatan Penanggulangan Kebakaran Permukiman",
    "Kegiatan Pemeliharaan Sarana Balai Sosial",
)
PROSA = (
    "Koordinasi lintas perangkat daerah berjalan setiap bulan",
    "Curah hujan tinggi menghambat pekerjaan lapangan selama 3 bulan",
    "Pelatihan bagi 40 petugas dilaksanakan pada triwulan II",
    "Kekosongan jabatan pada dua bidang sejak Maret",
    "Pengadaan dipercepat melalui katalog elektronik",
)


@dataclass(frozen=True, slots=True)
class Contoh:
    """An invented indicator: name, unit, whether less is better, the range and decimals of its values."""

    nama: str
    satuan: str
    turun: bool
    bawah: int
    atas: int
    desimal: int


INDIKATOR_ISI = (
    Contoh("Persentase jalan kabupaten dalam kondisi mantap", "%", False, 55, 92, 2),
    Contoh("Persentase desa dengan pelayanan air minum layak", "%", False, 60, 98, 2),
    Contoh("Persentase penanganan pengaduan yang diselesaikan tepat waktu", "%", False, 70, 99, 1),
    Contoh("Indeks kepuasan masyarakat atas pelayanan perizinan", "Indeks", False, 76, 92, 2),
    Contoh("Indeks kualitas lingkungan hidup", "Indeks", False, 60, 85, 2),
    Contoh("Nilai evaluasi akuntabilitas kinerja", "Nilai", False, 60, 85, 2),
    Contoh("Jumlah dokumen perencanaan yang ditetapkan", "Dokumen", False, 2, 24, 0),
    Contoh("Jumlah kelompok tani yang naik kelas", "Kelompok", False, 12, 140, 0),
    Contoh("Jumlah peserta pelatihan kewirausahaan", "Orang", False, 120, 940, 0),
    Contoh("Angka kemiskinan", "%", True, 7, 16, 2),
    Contoh("Tingkat pengangguran terbuka", "%", True, 3, 9, 2),
    Contoh("Prevalensi stunting pada balita", "%", True, 11, 27, 2),
    Contoh("Angka kematian bayi per 1.000 kelahiran hidup", "per 1.000 KH", True, 6, 19, 2),
    Contoh("Jumlah temuan pemeriksaan yang berulang", "Temuan", True, 4, 20, 0),
    Contoh("Persentase cakupan imunisasi dasar lengkap", "%", False, 75, 98, 2),
    Contoh("Persentase rumah tangga yang menempati hunian layak", "%", False, 62, 91, 2),
    Contoh("Persentase aset daerah yang bersertifikat", "%", False, 35, 88, 1),
    Contoh("Rasio elektrifikasi", "%", False, 82, 99, 2),
    Contoh("Pertumbuhan usaha mikro", "%", False, 2, 9, 2),
    Contoh("Produktivitas padi sawah", "Ton/Ha", False, 5, 9, 2),
    Contoh("Persentase keluarga penerima manfaat yang mandiri", "%", False, 8, 30, 2),
    Contoh("Rata-rata lama sekolah", "Tahun", False, 7, 11, 2),
    Contoh("Persentase sampah yang terkelola", "%", False, 55, 89, 2),
    Contoh("Jumlah unit usaha yang bersertifikat halal", "Unit", False, 15, 300, 0),
)
PREDIKAT = ("CC", "B", "BB", "A")
PREDIKAT_NAMA = ("Predikat SAKIP perangkat daerah", "Predikat akuntabilitas kinerja instansi")
ARAH_TAK_JELAS = (
    Contoh("Rasio layanan keliling terhadap layanan menetap", "%", True, 12, 60, 2),
    Contoh("Porsi belanja penunjang terhadap belanja total", "%", True, 10, 38, 2),
    Contoh("Rata-rata hari pemrosesan berkas", "Hari", True, 3, 15, 0),
)
