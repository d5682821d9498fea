"""Faults of tables, and of tables against each other and against the prose."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drafting.periksa.angka import read_number, show
from bot.drafting.periksa.names import same_name
from bot.drafting.periksa.periksa import RULES, texts
from bot.kinerja.model import Arah, Catatan, Teks, Tingkat
from bot.tables.grid import Grid
from tests.drafting.periksa_bantu import anggaran, grid, indikator, kode, periksa, tabel

NAMA = "Persentase kapal yang memiliki izin"
LAIN = "Nilai kepuasan nelayan terhadap layanan"
TIGA = "Angka konsumsi ikan per kapita"


@pytest.mark.parametrize(
    ("target", "realisasi", "capaian", "arah", "expected"),
    [
        ("80 %", "80,53 %", "99,34 %", None, "galat"),
        ("80 %", "80,53 %", "100,66 %", None, None),
        ("64 %", "70,14 %", "100 %", Arah.NAIK, "info"),
        ("83", "82,92", "98,30 %", Arah.NAIK, "galat"),
        ("14,00", "13,20", "105,71 %", Arah.TURUN, None),
        ("14,00", "13,20", "94,29 %", Arah.NAIK, None),
        ("3", "2", "66,6 %", Arah.NAIK, None),
        ("3", "2", "66,7 %", Arah.NAIK, None),
    ],
)
def test_capaian_follows_from_its_row(
    target: str, realisasi: str, capaian: str, arah: Arah | None, expected: str | None
) -> None:
    result = periksa(tabel=[tabel(indikator(NAMA, target, realisasi, capaian, arah=arah))])
    assert [s.tingkat.value for s in result.selisih] == ([expected] if expected else [])


def test_swapped_division_is_named() -> None:
    (note,) = periksa(tabel=[tabel(indikator(NAMA, "80 %", "80,53 %", "99,34 %"))]).selisih
    assert "terbalik" in note.pesan
    assert note.harapan == "100,66 %"


def test_serapan_and_mean_of_children() -> None:
    lines = (
        anggaran("Program Pembinaan Nelayan Kecil", "program", "1.000.000.000", "900.000.000", "70,0"),
        anggaran("Kegiatan Pelatihan Nelayan", "kegiatan", "900.000.000", "855.000.000", "95,0"),
        anggaran("Kegiatan Pendataan Kapal", "kegiatan", "100.000.000", "45.000.000", "45,0"),
    )
    (note,) = periksa(tabel=[tabel(*lines)]).selisih
    assert note.kode == "serapan-beda"
    assert "rata-rata" in note.pesan
    assert note.harapan == "90,00 %"


def test_parent_that_is_not_the_sum_of_its_children() -> None:
    children = (
        anggaran("Kegiatan Pelatihan Nelayan", "kegiatan", "900.000.000"),
        anggaran("Kegiatan Pendataan Kapal", "kegiatan", "100.000.000"),
    )
    wrong = tabel(anggaran("Program Pembinaan Nelayan Kecil", "program", "1.100.000.000"), *children)
    right = tabel(anggaran("Program Pembinaan Nelayan Kecil", "program", "1.000.000.000"), *children)
    assert ("jumlah-anggaran", 20) in kode(periksa(tabel=[wrong]))
    assert kode(periksa(tabel=[right])) == []


@pytest.mark.parametrize(
    ("nama", "nilai", "janggal"),
    [
        ("Persentase panjang saluran yang terbangun", "12 km", True),
        ("Jumlah bangunan penampung air", "2 km", True),
        ("Jumlah panjang saluran air", "2 km", False),
        ("Persentase panjang saluran yang terbangun", "12 %", False),
        ("Jumlah dokumen yang disusun", "4 dokumen", False),
    ],
)
def test_unit_against_name(nama: str, nilai: str, janggal: bool) -> None:
    result = periksa(tabel=[tabel(indikator(nama, nilai, nilai, "100 %"))])
    assert [s.kode for s in result.selisih] == (["satuan-janggal"] if janggal else [])


STAFF = (
    ("No", "Golongan", "Laki-laki", "Perempuan", "Jumlah"),
    ("1", "II", "6", "2", "8"),
    ("2", "III", "5", "1", "6"),
)


def test_total_rows() -> None:
    body = (*STAFF, ("3", "IV", "4", "3", "7"))
    assert ("total-kosong", 8) in kode(periksa(grid(8, *body, ("", "Jumlah", "", "", ""))))
    assert ("jumlah-kolom", 8) in kode(periksa(grid(8, *body, ("", "Jumlah", "15", "6", "22"))))
    assert kode(periksa(grid(8, *body, ("", "Jumlah", "15", "6", "21")))) == []


def test_total_over_rows_on_two_levels_is_right() -> None:
    rows = (
        ("No", "Jabatan", "Jumlah"),
        ("1.", "Struktural", "7"),
        ("", "Kepala", "1"),
        ("", "Kepala bidang", "6"),
        ("2.", "Fungsional", "5"),
        ("", "Jumlah", "12"),
    )
    assert kode(periksa(grid(8, *rows))) == []


def test_two_staff_tables_with_other_numbers_of_men() -> None:
    one = grid(8, *STAFF, ("3", "IV", "4", "3", "7"))
    head = ("No", "Bidang", "L", "P")
    two = grid(8, head, ("1", "Tangkap", "9", "2"), ("2", "Budidaya", "4", "2"), ("3", "Umum", "4", "0"))
    same = grid(8, head, ("1", "Tangkap", "9", "2"), ("2", "Budidaya", "2", "4"), ("3", "Umum", "4", "0"))
    assert ("pegawai-beda", 8) in kode(periksa(one, two))
    assert kode(periksa(one, same)) == []


def test_mean_row() -> None:
    rows = [
        indikator(f"{NAMA} {n}", "100", v, v, halaman=14) for n, v in (("lama", "90,50"), ("baru", "80,50"))
    ]
    table = tabel(*rows, judul="Capaian")
    body = (("Indikator", "Capaian"), ("lama", "90,50"), ("baru", "80,50"))
    assert ("rata-beda", 14) in kode(periksa(grid(14, *body, ("Rata-rata", "87,50")), tabel=[table]))
    assert kode(periksa(grid(14, *body, ("Rata-rata", "85,50")), tabel=[table])) == []


def test_cut_sentence_in_a_table() -> None:
    wrong = grid(
        14,
        ("Sasaran", "T"),
        ("4. Meningkatnya mutu pelabuhan dan", ""),
        ("a. Kegiatan pengerukan kolam", "1"),
    )
    right = grid(
        14, ("Sasaran", "T"), ("4. Meningkatnya mutu pelabuhan", ""), ("a. Kegiatan pengerukan kolam", "1")
    )
    assert ("teks-terpotong", 14) in kode(periksa(wrong))
    assert kode(periksa(right)) == []


def test_same_indicator_other_number() -> None:
    first = tabel(indikator(NAMA, "85 %", "86,73 %", riwayat={2022: "51,02 %"}), halaman=10)
    odd = tabel(indikator(NAMA, "85 %", "86,73 %", riwayat={2022: "58,50 %"}, halaman=30), halaman=30)
    (note,) = periksa(tabel=[first, odd]).selisih
    assert (note.kode, note.halaman, note.halaman_lain) == ("angka-beda", 30, (10,))
    assert note.harapan == "51,02 %"
    same = tabel(indikator(NAMA, "85", "86,73", riwayat={2022: "51,02"}, halaman=30), halaman=30)
    assert kode(periksa(tabel=[first, same])) == []


def test_rounded_and_fractional_values_are_the_same() -> None:
    first = tabel(indikator(NAMA, "85 %", "86,73 %"), halaman=10)
    rounded = tabel(indikator(NAMA, "85 %", "86,7 %", halaman=30), halaman=30)
    assert kode(periksa(tabel=[first, rounded])) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Panjang saluran yang terbangun", "Panjang saluran yang dibangun.", True),
        ("Prosentase OPD tertib", "Persentase Perangkat Daerah tertib", True),
        ("Jumlah publikasi data statistik", "Persentase publikasi data statistik", False),
        ("Kegiatan Pengelolaan Pelabuhan", "KegiatanPengelolaan Pelabuhan", True),
        ("Nilai SAKIP bidang 1", "Nilai SAKIP bidang 2", False),
        ("Jumlah kapal di Kecamatan Utara", "Jumlah kapal di Kecamatan Selatan", False),
    ],
)
def test_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


ACTIVITIES = (
    "Pelatihan Nelayan Muda",
    "Pendataan Kapal Kecil",
    "Pengerukan Kolam Pelabuhan",
    "Penyusunan Laporan Tahunan",
)


def test_planned_line_that_is_never_reported() -> None:
    plan = tabel(*(anggaran(f"Kegiatan {n}", "kegiatan", "100.000.000", halaman=9) for n in ACTIVITIES))
    three = [
        anggaran(f"Kegiatan {n}", "kegiatan", "100.000.000", "90.000.000", "90", halaman=30)
        for n in ACTIVITIES[:3]
    ]
    extra = anggaran(
        "Kegiatan Rapat Koordinasi Provinsi", "kegiatan", "5.000.000", "5.000.000", "100", halaman=30
    )
    assert ("baris-hilang", 9) in kode(periksa(tabel=[plan, tabel(*three, extra)]))
    last = anggaran(f"Kegiatan {ACTIVITIES[3]}", "kegiatan", "100.000.000", "90.000.000", "90", halaman=30)
    assert kode(periksa(tabel=[plan, tabel(*three, last)])) == []


def test_pagu_that_differs_is_one_finding() -> None:
    plan = tabel(*(anggaran(f"Kegiatan {n}", "kegiatan", "100.000.000", halaman=9) for n in ACTIVITIES))
    result = tabel(
        *(
            anggaran(f"Kegiatan {n}", "kegiatan", "120.000.000", "60.000.000", "50", halaman=30)
            for n in ACTIVITIES
        )
    )
    assert kode(periksa(tabel=[plan, result])) == [("pagu-beda", 30)]


def test_year_copied_forward() -> None:
    names = ("Nilai layanan pelabuhan", "Nilai mutu ikan", "Nilai kepuasan pembeli", "Nilai tertib arsip")
    values = ("71,2", "65,4", "80,1", "77,7")
    copied = [indikator(n, None, v, riwayat={2022: v}) for n, v in zip(names, values, strict=True)]
    assert ("tahun-disalin", 10) in kode(periksa(tabel=[tabel(*copied)]))
    grown = [indikator(n, None, v, riwayat={2022: "60,0"}) for n, v in zip(names, values, strict=True)]
    assert kode(periksa(tabel=[tabel(*grown)])) == []


def measured(realisasi: str) -> list[object]:
    return [tabel(indikator(NAMA, "80 %", realisasi, halaman=12), indikator(LAIN, "75", "76", halaman=12))]


def test_claim_that_all_targets_are_met() -> None:
    said = (12, "Dengan demikian semua indikator telah mencapai target tahun 2023.")
    assert ("klaim-tercapai", 12) in kode(periksa(said, tabel=measured("79 %")))  # type: ignore[arg-type]
    assert kode(periksa(said, tabel=measured("81 %"))) == []  # type: ignore[arg-type]
    wish = (12, "Diharapkan semua indikator mencapai target tahun 2023.")
    assert kode(periksa(wish, tabel=measured("79 %"))) == []  # type: ignore[arg-type]


def test_claim_of_counted_indicators() -> None:
    said = (12, "Sebanyak 2 (dua) dari 2 (dua) indikator telah mencapai target.")
    assert ("klaim-jumlah", 12) in kode(periksa(said, tabel=measured("79 %")))  # type: ignore[arg-type]
    assert kode(periksa(said, tabel=measured("81 %"))) == []  # type: ignore[arg-type]


def test_claim_that_nearly_all_rose() -> None:
    said = (10, "Tahun ini hampir semua indikator mengalami peningkatan.")
    fallen = [indikator(n, None, "50", riwayat={2022: "60"}) for n in (NAMA, LAIN, TIGA)]
    risen = [indikator(n, None, "70", riwayat={2022: "60"}) for n in (NAMA, LAIN, TIGA)]
    assert ("klaim-arah", 10) in kode(periksa(said, tabel=[tabel(*fallen)]))
    assert kode(periksa(said, tabel=[tabel(*risen)])) == []


def test_value_said_to_be_missing() -> None:
    said = (11, f"Pada tahun 2023 indikator {LAIN} data belum tersedia karena survei tertunda.")
    assert ("tersedia-di-tabel", 11) in kode(periksa(said, tabel=[tabel(indikator(LAIN, "75", "76"))]))
    assert kode(periksa(said, tabel=[tabel(indikator(LAIN, "75", None))])) == []


def test_value_in_prose_that_no_table_prints() -> None:
    table = tabel(indikator(NAMA, "45 %", "81,40 %"))
    assert ("prosa-tabel", 38) in kode(periksa((38, f"6) {NAMA} ( 81,62%)"), tabel=[table]))
    assert kode(periksa((38, f"6) {NAMA} ( 81,40%)"), tabel=[table])) == []
    assert kode(periksa((38, f"Efisiensi {NAMA} sebesar 11,11%."), tabel=[table])) == []


def test_explanation_with_the_year_of_an_older_report() -> None:
    table = tabel(indikator("Jumlah publikasi hasil penelitian", "5", "3", riwayat={2022: "2"}))
    name = (39, "7) Jumlah publikasi hasil penelitian (3 buah)")
    assert ("tahun-penjelasan", 39) in kode(
        periksa(name, (39, "Tahun 2022 target yang diharapkan 5 buah."), tabel=[table])
    )
    assert kode(periksa(name, (39, "Tahun 2023 target yang diharapkan 5 buah."), tabel=[table])) == []


def test_mean_in_prose() -> None:
    rows = [indikator(NAMA, "80", "72", "90,00 %"), indikator(LAIN, "80", "76", "95,00 %")]
    assert ("rata-prosa", 12) in kode(
        periksa((12, "Rata-rata capaian kinerja 94,50%."), tabel=[tabel(*rows)])
    )
    assert kode(periksa((12, "Rata-rata capaian kinerja 92,50%."), tabel=[tabel(*rows)])) == []


def test_rating_word_of_another_scale() -> None:
    scale = grid(
        11, ("Interval", "Kriteria"), ("≥ 91", "Sangat Tinggi"), ("76 ≤ 90", "Tinggi"), ("≤ 75", "Rendah")
    )
    wrong = (12, "Capaian kinerja seluruhnya berada pada kategori Sangat Baik.")
    assert ("kategori-asing", 12) in kode(periksa(scale, wrong))
    assert kode(periksa(scale, (12, "Capaian kinerja berada pada kategori Sangat Tinggi."))) == []
    assert kode(periksa(scale, (12, "Nilai SAKIP kinerja kantor dengan predikat Sangat Baik."))) == []


def test_section_on_efficiency_without_a_number() -> None:
    head = ((12, "BAB III"), (13, "5. Analisis atas efisiensi penggunaan sumber daya"))
    empty = (13, "Koordinasi lintas bidang berjalan dan mekanisme pelaksanaan telah tersusun. " * 3)
    good = (13, "Capaian 98,20 persen dengan serapan 91,10 persen menunjukkan penghematan anggaran. " * 3)
    assert ("efisiensi-tanpa-angka", 13) in kode(periksa(*head, empty))
    assert kode(periksa(*head, good)) == []


def test_every_rule_is_silent_on_an_empty_report_and_every_text_is_checked() -> None:
    assert periksa().selisih == ()
    assert len(RULES) == len(set(RULES))
    texts().check_all()


def test_json_and_order() -> None:
    result = periksa(
        (12, "Terdapat 21 (dua puluh) kelompok."),
        tabel=[tabel(indikator(NAMA, "80 %", "80,53 %", "99,34 %"))],
    )
    document = json.loads(json.dumps(result.to_json()))
    assert [s["halaman"] for s in document["selisih"]] == [10, 12]
    assert document["menurut_tingkat"] == {"galat": 2, "peringatan": 0, "info": 0}
    assert all(s["pesan"] and s["saran"] and "{{" not in s["pesan"] for s in document["selisih"])
    assert result.selisih[0].tingkat is Tingkat.GALAT


def test_goal_copied_over_another() -> None:
    def table(second: str) -> Grid:
        return grid(
            14,
            ("Indikator", "Target", "Realisasi"),
            ("Sasaran III Meningkatnya mutu hasil perikanan", "", ""),
            ("Nilai mutu", "70", "71"),
            (f"Sasaran IV {second}", "", ""),
            ("Nilai layanan", "80", "82"),
        )

    assert ("sasaran-ganda", 14) in kode(periksa(table("Meningkatnya mutu hasil perikanan")))
    assert kode(periksa(table("Meningkatnya layanan pelabuhan ikan"))) == []


def test_benchmark_of_another_indicator() -> None:
    def table(note: str) -> list[object]:
        row = replace(indikator(NAMA, "80", "85"), catatan=Catatan(keterangan=Teks(note)))
        return [tabel(row, indikator(LAIN, "75", "80"))]

    wrong = table(f"Dibandingkan dengan {LAIN} provinsi")
    assert ("pembanding-lain", 10) in kode(periksa(tabel=wrong))  # type: ignore[arg-type]
    right = table(f"Dibandingkan dengan {NAMA} provinsi")
    assert kode(periksa(tabel=right)) == []  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    lines=st.lists(st.tuples(st.integers(1, 40), st.text(max_size=120)), max_size=12),
    cells=st.lists(st.lists(st.text(max_size=20), min_size=3, max_size=3), min_size=1, max_size=6),
    values=st.tuples(*[st.text(max_size=12)] * 3),
)
def test_nothing_that_a_report_holds_raises(
    lines: list[tuple[int, str]], cells: list[list[str]], values: tuple[str, str, str]
) -> None:
    rows = tabel(indikator(NAMA, *values), anggaran("Program Pembinaan Nelayan", "program", *values))
    periksa(*lines, grid(9, *cells), tabel=[rows], acuan=rows)


@given(st.integers(0, 10**13), st.integers(0, 3))
def test_shown_numbers_are_read_back(digits: int, decimals: int) -> None:
    value = Decimal(digits).scaleb(-decimals)
    read = read_number(show(value))
    assert read is not None
    assert value in read


def test_amount_in_prose_that_no_table_prints() -> None:
    name = "Program Pembinaan Nelayan Kecil"
    table = tabel(anggaran(name, "program", "1.000.000.000", "900.000.000", "90"))
    wrong = (2, f"{name} memperoleh anggaran sebesar Rp 1.200.000.000 pada tahun 2023.")
    assert ("prosa-tabel", 2) in kode(periksa(wrong, tabel=[table]))
    right = (2, f"{name} memperoleh anggaran sebesar Rp 1.000.000.000 dengan realisasi Rp 900.000.000.")
    assert kode(periksa(right, tabel=[table])) == []
