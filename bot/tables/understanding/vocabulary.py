"""The words of table headings, as data.

``CONCEPTS`` says which words mean the same in a heading; ``PHRASES`` are headings
that decide a role at once; the other lists tell rows and tables apart.  Spelling
follows the reports as they are, so the common misspellings stand here too; rarer
ones are caught by distance in :mod:`bot.tables.understanding.wording`.

Sources: the forms of Permenpan-RB 53/2014 (anak lampiran), Permendagri 86/2017
(T-C and E tables) and the layouts that offices make of them.
"""

from __future__ import annotations

PERAN = frozenset(
    [
        "no",
        "kode",
        "tujuan",
        "sasaran",
        "indikator",
        "satuan",
        "arah",
        "bobot",
        "target",
        "realisasi",
        "capaian",
        "kategori",
        "realisasi_tahun",
        "target_tahun",
        "capaian_tahun",
        "target_akhir",
        "kondisi_awal",
        "standar_nasional",
        "pembanding",
        "sumber_data",
        "formulasi",
        "program",
        "kegiatan",
        "subkegiatan",
        "uraian",
        "pagu",
        "pagu_awal",
        "realisasi_anggaran",
        "serapan",
        "sisa",
        "faktor_pendorong",
        "faktor_penghambat",
        "solusi",
        "pic",
        "batas_waktu",
        "keterangan",
        "pembilang",
        "penyebut",
        "tw_target",
        "tw_realisasi",
        "tw_persen",
        "tw_rupiah",
        "tw_pagu",
        "tahun",
        "unit_kerja",
        "lain",
    ]
)
"""Every role that a column can have; the values of ``--peta kolom=peran``."""

CONCEPTS: dict[str, str] = {
    "no": "no nomor nmr urut id",
    "kode": "kode kd rekening koderek",
    "visi": "visi",
    "misi": "misi",
    "tujuan": "tujuan",
    "sasaran": "sasaran objective",
    "indikator": "indikator iku ikk ikd ikt iki iksk iksp ikp ind indikator2 tolok ukur indicator kpi",
    "satuan": "satuan sat",
    "arah": "polarisasi polaritas arah sifat trend tren",
    "bobot": "bobot",
    "target": "target tgt trgt rencana ditargetkan",
    "realisasi": "realisasi realiasi realisas realisasinya terealisasi real actual aktual",
    "capaian": "capaian capain pencapaian ketercapaian tercapai capaiannya cap achievement",
    "kategori": "kategori kriteria predikat kualifikasi status notifikasi interpretasi",
    "tahun": "tahun thn th ta",
    "triwulan": "triwulan trw triw tw tw1 tw2 tw3 tw4 triwulanan semester smt",
    "bulan": "bulan bulanan",
    "akhir": "akhir",
    "awal": "awal",
    "kondisi": "kondisi baseline eksisting",
    "renstra": "renstra rpjmd rpjmn rpjm jangka menengah rpjpd",
    "lalu": "lalu sebelumnya",
    "nasional": "nasional standar standard spm nspk internasional",
    "banding": "provinsi kabupaten kota daerah pembanding kab prov regional tetangga",
    "anggaran": "anggaran pagu dpa dppa dpaa rka alokasi plafon biaya dana belanja keuangan apbd apbn dipa",
    "rp": "rp rupiah idr",
    "serapan": "serapan penyerapan terserap serap",
    "sisa": "sisa selisih silpa deviasi",
    "persen": "% persen persentase prosentase presentase",
    "tingkat": "tingkat derajat",
    "program": "program urusan bidang nomenklatur",
    "kegiatan": "kegiatan aktivitas",
    "sub": "sub subkegiatan",
    "output": "output keluaran outcome outcomes hasil outputs",
    "uraian": "uraian deskripsi rincian",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "sumber": "sumber",
    "data": "data",
    "rumus": "formulasi formula rumus perhitungan penghitungan penjelasan definisi operasional alasan metode",
    "keterangan": "keterangan ket catatan penjelasan analisis analisa",
    "faktor": "faktor penyebab",
    "pendorong": "pendorong pendukung keberhasilan",
    "penghambat": "penghambat hambatan kendala permasalahan masalah kegagalan",
    "solusi": "solusi lanjut rekomendasi upaya perbaikan rtl",
    "pic": "pic",
    "unit": "unit penanggung jawab penanggungjawab pelaksana pengampu opd skpd pd perangkat satker",
    "efisiensi": "efisiensi efektivitas efektifitas",
    "murni": "murni penetapan induk",
    "perubahan": "perubahan pergeseran p",
    "kumulatif": "kumulatif",
    "kinerja": "kinerja fisik performance",
    "k": "k",
    "sd": "sd",
    "link": "link bukti dukung tautan evidence evidensi",
    "lokasi": "lokasi",
    "definisi": "komponen subkomponen interval rentang skala level karakteristik",
    "orang": "pegawai jabatan golongan pendidikan nama nip pangkat eselon pns asn kelamin laki perempuan",
    "barang": "barang merk merek tipe jenis perolehan pengadaan kondisibarang",
    "jumlah": "jumlah total",
    "batas": "batas tenggat deadline waktu jadwal",
    "isi": (
        "strategis utama dan dan/atau pada yang per dari dengan atas untuk ini berjalan dievaluasi di ke oleh"
        " periode pelaksanaan terhadap kegiatan/program individu pemerintahan pemerintah instansi organisasi"
        " perjanjian pk tahunan thd renja rkpd rkt rkpdp n nilai angka s d sampai ukuran kuantitatif"
        " kualitatif"
        " perbandingan rata lanjutan hasil tersedia kebutuhan dihadapi dilakukan telah akan yg tl"
        " antara tercapai/tidak tidak evaluasi key diharapkan jenis kepala dinas badan ringkasan prioritas"
        " layanan sumberdaya sdm sarpras ketersediaan serta atau hitung cara x aspek fokus nama skor besar"
        " penilaian maupun setelah sebelum penggunaan sumber daya proyeksi capaian/realisasi revisi"
    ),
}
"""concept → the words that express it.  ``isi`` are words that headings hold besides."""

BULAN = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "agustus": 8, "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8, "sep": 9,
    "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
NAMA_BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
ROMAWI = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # One column for both kinds of causes says for no row which kind it is.
    ("keterangan", ("keberhasilan kegagalan", "keberhasilan dan kegagalan", "keberhasilan atau kegagalan")),
    ("keterangan", ("pendorong penghambat", "pendukung penghambat", "pendorong dan penghambat")),
    ("keterangan", ("pendukung dan penghambat", "peningkatan penurunan", "kegagalan keberhasilan")),
    ("definisi", ("interval", "rentang nilai", "skala nilai", "skala ordinal", "karakteristik")),
    ("faktor_pendorong", ("faktor pendorong", "faktor pendukung", "pendorong", "pendukung keberhasilan")),
    ("faktor_pendorong", ("faktor keberhasilan", "penyebab keberhasilan", "analisis keberhasilan")),
    ("faktor_penghambat", ("penghambat", "hambatan", "kendala", "permasalahan", "masalah")),
    ("faktor_penghambat", ("penyebab kegagalan", "faktor kegagalan", "penyebab ketidaktercapaian")),
    (
        "batas_waktu",
        ("batas waktu", "tenggat", "deadline", "target waktu penyelesaian", "waktu penyelesaian"),
    ),
    ("pic", ("pic",)),
    ("lain", ("link", "tautan", "bukti dukung", "evidence", "data dukung")),
    ("solusi", ("solusi", "tindak lanjut", "rekomendasi", "upaya perbaikan", "alternatif", "upaya", "rtl")),
    ("sumber_data", ("sumber data", "sumber dana data")),
    ("lain", ("sumber dana", "sumber anggaran", "lokasi")),
    ("pembilang", ("pembilang",)),
    ("penyebut", ("penyebut",)),
    ("arah", ("polarisasi", "polaritas", "arah indikator", "sifat indikator", "tipe perhitungan", "arah")),
    (
        "formulasi",
        ("formulasi", "formula", "rumus", "cara perhitungan", "definisi operasional", "penjelasan formulasi"),
    ),
    ("formulasi", ("metode perhitungan", "cara menghitung", "alasan penjelasan")),
)
"""role → phrases (normalised words in this order) that decide it wherever they stand in the leaf heading."""

UNIT_KERJA = (
    "penanggung jawab",
    "penanggungjawab",
    "unit kerja",
    "unit penanggung",
    "pengampu",
    "pelaksana",
    "opd",
    "skpd",
    "satker",
)
"""Headings of the office or unit in charge; decided after the names of measures."""

INDICATOR_HEADS = frozenset(
    [
        "persentase",
        "prosentase",
        "presentase",
        "jumlah",
        "indeks",
        "index",
        "indek",
        "nilai",
        "rasio",
        "cakupan",
        "tingkat",
        "angka",
        "rata-rata",
        "rata",
        "persen",
        "opini",
        "predikat",
        "skor",
        "laju",
        "pertumbuhan",
        "kontribusi",
        "proporsi",
        "prevalensi",
        "usia",
        "umur",
        "peringkat",
        "ketersediaan",
        "peningkatan",
        "meningkatnya",
        "menurunnya",
        "penurunan",
        "tercapainya",
        "terwujudnya",
        "terlaksananya",
        "terpenuhinya",
        "tersedianya",
        "terpeliharanya",
        "terkelolanya",
        "tersusunnya",
        "tercukupinya",
        "maturitas",
        "kapabilitas",
        "level",
        "waktu",
        "volume",
        "produksi",
        "luas",
        "panjang",
        "gini",
        "produktivitas",
        "survei",
        "survey",
    ]
)
"""First words of indicators; a row that starts so stands for itself."""

PREDIKAT_SATUAN = frozenset(["wtp", "wdp", "tw", "tmp", "aa", "a", "bb", "b", "cc", "c", "d"])

SKIP_TITLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "skala",
        (
            "skala nilai",
            "skala pengukuran",
            "skala peringkat",
            "skala ordinal",
            "interval nilai",
            "gradasi nilai",
        ),
    ),
    (
        "pegawai",
        ("jumlah pegawai", "sumber daya aparatur", "data pegawai", "keadaan pegawai", "komposisi pegawai"),
    ),
    ("pegawai", ("susunan organisasi", "sumber daya manusia berdasarkan", "jumlah asn", "jumlah pns")),
    (
        "inventaris",
        ("daftar inventaris", "klasifikasi aset", "sarana dan prasarana yang dimiliki", "daftar aset"),
    ),
    ("lhe", ("hasil evaluasi akip komponen", "rincian penilaian komponen")),
)
"""Captions of tables that are no indicator tables, whatever their columns."""

TOTAL_WORDS = frozenset(
    [
        "jumlah",
        "total",
        "grand",
        "keseluruhan",
        "seluruh",
        "anggaran",
        "angaran",
        "belanja",
        "pagu",
        "realisasi",
        "sub",
        "subtotal",
        "jml",
        "dan",
        "pendapatan",
        "langsung",
        "tidak",
        "program",
        "kegiatan",
        "besar",
        "umum",
        "opd",
        "skpd",
        "dana",
    ]
)
"""A name made only of these, starting with jumlah/total/jml, is a total row."""

NOTE_STARTS = (
    "sumber :",
    "sumber:",
    "ket :",
    "ket:",
    "ket. :",
    "keterangan :",
    "keterangan:",
    "catatan :",
    "catatan:",
    "*)",
    "**)",
    "***)",
)
SIGNATURE = (
    "nip.",
    "nip ",
    "mengetahui",
    "menyetujui",
    "nip:",
    "pembina utama",
    "penata tingkat",
    "pembina tk",
)

FAKTOR_RUPIAH: tuple[tuple[str, int], ...] = (
    ("dalam ribuan", 1_000), ("dalam ribu", 1_000), ("ribuan rupiah", 1_000), ("rp ribu", 1_000),
    ("rp 000", 1_000),
    ("rp ribuan", 1_000), ("ribu rupiah", 1_000), ("dalam jutaan", 1_000_000), ("dalam juta", 1_000_000),
    ("jutaan rupiah", 1_000_000), ("rp juta", 1_000_000), ("rp jutaan", 1_000_000), ("juta rp", 1_000_000),
    ("juta rupiah", 1_000_000), ("dalam miliar", 1_000_000_000), ("dalam milyar", 1_000_000_000),
    ("miliar rupiah", 1_000_000_000), ("milyar rupiah", 1_000_000_000), ("rp miliar", 1_000_000_000),
    ("rp milyar", 1_000_000_000), ("dalam miliaran", 1_000_000_000),
)  # fmt: skip
"""How a heading or title says that amounts are not in full rupiah."""

STAFF_HEADS = frozenset(["pegawai", "jabatan", "golongan", "pendidikan", "nip", "pangkat", "eselon"])
GOODS_HEADS = frozenset(["barang", "merk", "merek", "tipe", "perolehan", "pengadaan"])

KEGIATAN_PENUNJANG = (
    "perencanaan penganggaran dan evaluasi kinerja",
    "administrasi keuangan perangkat daerah",
    "administrasi barang milik daerah",
    "administrasi pendapatan daerah",
    "administrasi kepegawaian perangkat daerah",
    "administrasi umum perangkat daerah",
    "pengadaan barang milik daerah penunjang",
    "penyediaan jasa penunjang urusan",
    "pemeliharaan barang milik daerah penunjang",
    "layanan administrasi keuangan dan operasional",
)
"""Activities of the supporting program that every regional office has (Permendagri 90/2019, nomenclature)."""
