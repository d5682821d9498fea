"""The structure of Permenpan-RB 53/2014, written down from the official PDF (29 pages): each numbered place
with its page, the forms with their columns and signers, the submission lines, and what is not regulated."""

from __future__ import annotations

FILES = (
    "batang-tubuh",
    "lampiran-i",
    "anak-lampiran-i",
    "lampiran-ii",
    "anak-lampiran-ii",
    "lampiran-iii",
    "anak-lampiran-iii",
    "tidak-diatur",
    "keganjilan",
)
BODY = [
    ("Judul", "1"),
    ("Menimbang", "1"),
    ("Mengingat", "1-2"),
    *((f"Mengingat angka {n}", "1") for n in (1, 2, 3)),
    *((f"Mengingat angka {n}", "2") for n in (4, 5)),
    ("Pasal 1", "2"),
    ("Pasal 2", "2"),
    *((f"Pasal {n}", "3") for n in (3, 4, 5, 6, 7)),
    ("Penutup", "4"),
]
C1 = "Lampiran I huruf C angka 1"
LAMPIRAN_I = [
    ("Lampiran I", "5-18"),
    ("Lampiran I huruf A", "5"),
    ("Lampiran I huruf B", "5"),
    *((f"Lampiran I huruf B angka {n}", "5") for n in range(1, 6)),
    ("Lampiran I huruf C", "6-7"),
    (C1, "6"),
    *((f"{C1} huruf {x}", "6") for x in "abc"),
    *((f"{C1} huruf a angka {n})", "6") for n in (1, 2, 3)),
    *((f"{C1} huruf b angka {n})", "6") for n in (1, 2)),
    ("Lampiran I huruf C angka 2", "6"),
    ("Lampiran I huruf C angka 3", "6-7"),
    *((f"Lampiran I huruf C angka 3 butir {n}", "7") for n in (1, 2, 3)),
    ("Lampiran I huruf D", "7-8"),
    ("Lampiran I huruf D angka 1", "7"),
    *((f"Lampiran I huruf D angka 1 huruf {x}", "7") for x in "ab"),
    *((f"Lampiran I huruf D angka 1 angka {n})", "7") for n in (1, 2)),
    ("Lampiran I huruf D angka 2", "7-8"),
    *((f"Lampiran I huruf D angka 2 angka {n})", "7") for n in (1, 2, 3)),
    ("Lampiran I huruf D angka 2 angka 4)", "8"),
    ("Lampiran I huruf D angka 3", "8"),
    ("Lampiran I huruf D angka 4", "8"),
    ("Lampiran I huruf E", "8"),
]
INSTRUCTIONS = {
    "I/3-6": (11, 11, 11, 11, 12, 12),
    "I/4-6": (13, 13, 13, 13, 14, 14),
    "I/5-6": (15, 15, 15, 15, 15, 15, 16),
    "I/6-6": (17, 17, 18, 18, 18, 18),
}
"""Page of each numbered filling instruction of a form with tables."""
ANAK_LAMPIRAN_I = [
    ("Anak Lampiran I/1-6", "9"),
    ("Anak Lampiran I/2-6", "10"),
    ("Anak Lampiran I/3-6", "11-12"),
    ("Anak Lampiran I/4-6", "13-14"),
    ("Anak Lampiran I/5-6", "15-16"),
    ("Anak Lampiran I/6-6", "17-18"),
    *(
        (f"Anak Lampiran {form} angka {n})", str(page))
        for form, pages in INSTRUCTIONS.items()
        for n, page in enumerate(pages, 1)
    ),
]
LAMPIRAN_II = [
    ("Lampiran II", "19-23"),
    ("Lampiran II huruf A", "19"),
    ("Lampiran II huruf B", "19"),
    *((f"Lampiran II huruf B angka {n}", "19") for n in (1, 2)),
    ("Lampiran II huruf C", "19"),
    *((f"Lampiran II huruf C angka {n}", "19") for n in (1, 2, 3, 4)),
    ("Lampiran II huruf D", "19-20"),
    ("Lampiran II huruf E", "20"),
    ("Lampiran II huruf E", "20-21"),
    ("Lampiran II huruf F", "21"),
    ("Lampiran II huruf G", "21"),
    ("Lampiran II huruf H", "21"),
]
BAB_III_A = "Anak Lampiran II/1 Bab III huruf A"
ANAK_LAMPIRAN_II = [
    ("Anak Lampiran II/1", "22-23"),
    ("Anak Lampiran II/1 Bab I", "22"),
    ("Anak Lampiran II/1 Bab II", "22"),
    ("Anak Lampiran II/1 Bab III", "22-23"),
    (BAB_III_A, "22-23"),
    *((f"{BAB_III_A} angka {n}", "22") for n in range(1, 7)),
    (f"{BAB_III_A} angka 7", "23"),
    ("Anak Lampiran II/1 Bab III huruf B", "23"),
    ("Anak Lampiran II/1 Bab IV", "23"),
    ("Anak Lampiran II/1 Lampiran", "23"),
    *((f"Anak Lampiran II/1 Lampiran angka {n})", "23") for n in (1, 2)),
]
C3, C4 = "Lampiran III huruf C angka 3", "Lampiran III huruf C angka 4"
LAMPIRAN_III = [
    ("Lampiran III", "24-29"),
    ("Lampiran III huruf A", "24"),
    ("Lampiran III huruf B", "24"),
    *((f"Lampiran III huruf B huruf {x}", "24") for x in "ab"),
    ("Lampiran III huruf C", "24-26"),
    ("Lampiran III huruf C angka 1", "24"),
    ("Lampiran III huruf C angka 2", "24"),
    (C3, "25"),
    *((f"{C3} huruf {x}", "25") for x in "abcde"),
    *((f"{C3} huruf c angka {n})", "25") for n in (1, 2, 3, 4)),
    (C4, "25"),
    *((f"{C4} huruf {x}", "25") for x in "abc"),
    *((f"{C4} huruf {x}", "26") for x in "def"),
    ("Anak Lampiran III/1-2", "27"),
    ("Anak Lampiran III/2-2", "28-29"),
]
CHECKLIST = "Anak Lampiran III/2-2 kelompok"
GROUPS = {"I": 6, "II": 7, "III": 10}
CHECKLIST_ITEMS = [
    *((f"{CHECKLIST} I butir {n}", "28") for n in range(1, 7)),
    *((f"{CHECKLIST} II butir {n}", "28") for n in range(1, 8)),
    *((f"{CHECKLIST} III butir {n}", "28") for n in (1, 2, 3)),
    (f"{CHECKLIST} III butir 4", "28-29"),
    *((f"{CHECKLIST} III butir {n}", "29") for n in range(5, 11)),
]
PLACES = [
    *BODY,
    *LAMPIRAN_I,
    *ANAK_LAMPIRAN_I,
    *LAMPIRAN_II,
    *ANAK_LAMPIRAN_II,
    *LAMPIRAN_III,
    *CHECKLIST_ITEMS,
]
COLUMNS = {
    "I/3-6": (("No", "Sasaran Strategis", "Indikator Kinerja", "Target"), ("Program", "Anggaran")),
    "I/4-6": (("No", "Sasaran Program/Kegiatan", "Indikator Kinerja", "Target"), ("Kegiatan", "Anggaran")),
    "I/5-6": (
        ("No", "Sasaran Strategis", "Indikator Kinerja", "Target"),
        ("Program", "Anggaran", "Keterangan"),
    ),
    "I/6-6": (("No", "Sasaran", "Indikator Kinerja", "Target"), ("Kegiatan", "Anggaran")),
}
SIGNERS = {
    "I/1-6": ("menteri", "pimpinan lembaga", "gubernur", "bupati", "wali kota"),
    "I/2-6": ("pihak kedua", "pihak pertama"),
    "I/3-6": ("menteri", "kepala lembaga", "gubernur", "bupati", "wali kota"),
    "I/4-6": ("atasan pimpinan unit kerja", "dan pimpinan unit kerja"),
    "I/5-6": ("gubernur", "bupati", "wali kota", "pimpinan SKPD"),
    "I/6-6": ("atasan pimpinan satuan kerja", "dan pimpinan satuan kerja"),
}
MINISTERS = ("Bappenas", "PANRB")
SUBMISSIONS = {
    "lkj-satker": (None, ("pimpinan unit kerja",), ()),
    "lkj-unit-kerja": (None, ("menteri atau pimpinan lembaga",), ()),
    "lkj-kementerian-lembaga": (2, ("Menteri Keuangan", *MINISTERS), ("Dalam Negeri", "gubernur")),
    "lkj-skpd": (2, ("gubernur, bupati, atau wali kota",), ("Bappenas", "Menteri")),
    "lkj-kabupaten-kota": (3, ("gubernur", *MINISTERS, "Menteri Dalam Negeri"), ("Menteri Keuangan",)),
    "lkj-provinsi": (3, (*MINISTERS, "Menteri Dalam Negeri"), ("Menteri Keuangan", "gubernur;")),
}
"""By passage: months of the deadline, who receives, who does not."""
UNREGULATED = {
    "tidak-diatur-rumus-capaian": "Lampiran II huruf E",
    "tidak-diatur-rumus-turun": "Lampiran II huruf E",
    "tidak-diatur-batas-capaian": "Lampiran II huruf E",
    "tidak-diatur-pembulatan": "Lampiran II huruf E",
    "tidak-diatur-rata-rata": "Lampiran II huruf E",
    "tidak-diatur-skala": "Lampiran II huruf E",
    "tidak-diatur-efisiensi": f"{BAB_III_A} angka 6",
    "tidak-diatur-tahun-pembanding": f"{BAB_III_A} angka 2",
    "tidak-diatur-tenggat-satker": "Lampiran II huruf D",
    "tidak-diatur-tanggal-reviu": "Lampiran III huruf C angka 2",
    "tidak-diatur-sanksi": "Pasal 1-7",
    "tidak-diatur-batas-revisi": "Lampiran I huruf E",
    "tidak-diatur-triwulan": "Lampiran II huruf E",
    "tidak-diatur-eselon-pk": "Lampiran I huruf C angka 3",
    "tidak-diatur-eselon-indikator": "Lampiran II huruf G",
    "tidak-diatur-publikasi": "Lampiran II huruf D",
    "tidak-diatur-tata-letak": "Anak Lampiran II/1",
    "tidak-diatur-penilaian": "Judul",
    "tidak-diatur-audit": "Lampiran III huruf A",
}
THEMES = (
    *("rumus", "pembulatan", "skala", "efisiensi", "tahun pembanding", "tenggat", "reviu", "sanksi"),
    *("revisi", "triwulanan", "eselon", "memublikasikan", "sampul", "pembobotan", "audit"),
)
OVERVIEWS = {
    "Mengingat": 5,
    "Lampiran I huruf D": 2,
    BAB_III_A: 7,
    C3: 5,
    f"{CHECKLIST} I": 6,
    f"{CHECKLIST} II": 7,
    f"{CHECKLIST} III": 10,
}
