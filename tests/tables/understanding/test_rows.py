"""Rows: sasaran inherited, parents and children, several things in a cell, totals, levels of budget lines."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.kinerja.model import Arah, AsalArah, JenisNilai
from bot.tables.understanding.classify import is_average, is_total
from bot.tables.understanding.items import split_items, split_values
from tests.tables.grids import Value, by_name, grid, line, num, satu

HEAD: list[Value] = [
    "No",
    "Sasaran Strategis",
    "Indikator Kinerja",
    "Satuan",
    "Target",
    "Realisasi",
    "Capaian",
]


def test_sasaran_over_blank_cells() -> None:
    table = satu(
        grid(
            [
                HEAD,
                [1, "Taman terawat", "Indeks taman", "indeks", 70, 71, 101.43],
                ["", "", "Jumlah pohon", "pohon", 10, 12, 120],
                [2, "Kebun produktif", "Jumlah panen", "ton", 5, 4, 80],
            ]
        )
    )
    assert [(s.nama.isi if s.nama else None, len(s.indikator)) for s in table.sasaran] == [
        ("Taman terawat", 2),
        ("Kebun produktif", 1),
    ]


def test_sasaran_over_merged_cells() -> None:
    rows = [
        HEAD,
        [1, "Taman terawat", "Indeks taman", "", 70, 71, 101],
        [None, None, "Jumlah pohon", "", 10, 12, 120],
    ]
    table = satu(grid(rows, [(1, 0, 2, 0), (1, 1, 2, 1)], kind="table"))
    assert [len(s.indikator) for s in table.sasaran] == [2]


@pytest.mark.parametrize(
    ("text", "nama"),
    [
        ("Sasaran 1: Taman terawat", "Taman terawat"),
        ("SASARAN I TAMAN TERAWAT", "TAMAN TERAWAT"),
        ("1. Taman terawat", "Taman terawat"),
        ("Sasaran Strategis : Taman terawat", "Taman terawat"),
    ],
)
def test_separator_rows_name_the_sasaran(text: str, nama: str) -> None:
    rows: list[list[Value]] = [
        ["No", "Indikator", "Target", "Realisasi"],
        [text],
        [1, "Indeks taman", 70, 71],
    ]
    table = satu(grid(rows, [(1, 0, 1, 3)]))
    assert [s.nama.isi for s in table.sasaran if s.nama] == [nama]


def test_misi_rows_end_the_sasaran_and_tujuan_rows_are_kept_apart() -> None:
    rows: list[list[Value]] = [
        HEAD,
        ["Meningkatnya kelestarian alam"],
        [1, "Taman terawat", "Indeks taman", "", 70, 71, 101],
    ]
    table = satu(grid(rows, [(1, 0, 1, 6)]))
    assert table.sasaran[0].tujuan is not None
    assert table.sasaran[0].tujuan.isi == "Meningkatnya kelestarian alam"
    assert table.sasaran[0].nama is not None
    assert table.sasaran[0].nama.isi == "Taman terawat"


def test_program_in_the_sasaran_column_is_the_program_of_its_indicators() -> None:
    rows: list[list[Value]] = [
        ["Sasaran/Program", "Indikator", "Target"],
        ["Taman terawat", "Indeks taman", 70],
        ["Program Pengelolaan Taman", "Persentase taman bersih", 90],
    ]
    table = satu(grid(rows))
    found = by_name(table, "Persentase")
    assert [p.isi for p in found.program] == ["Program Pengelolaan Taman"]
    assert table.sasaran[0].nama is not None
    assert len(table.sasaran) == 1


def test_sasaran_is_known_from_the_heading_above() -> None:
    table = satu(
        grid(
            [["Indikator", "Target"], ["Indeks taman", 70]],
            kind="table",
            context=["B. Sasaran ke-2 : Meningkatnya kelestarian taman kota"],
        )
    )
    assert table.sasaran[0].nama is not None
    assert table.sasaran[0].nama.isi == "Meningkatnya kelestarian taman kota"


def test_parent_without_target_over_children() -> None:
    rows: list[list[Value]] = [
        ["No", "Indikator", "Target"],
        [1, "Jumlah produksi tanaman hias (ton)", ""],
        ["", "Anggrek", "1.069,32"],
        ["", "Melati", "8.421,39"],
        [2, "Indeks taman", "70"],
    ]
    table = satu(grid(rows))
    parent, child = by_name(table, "Jumlah produksi"), by_name(table, "Anggrek")
    assert parent.is_induk
    assert child.induk == parent.id
    assert child.satuan is not None
    assert child.satuan.isi == "ton"
    assert num(child.target) == Decimal("1069.32")
    assert by_name(table, "Indeks").induk is None


def test_indicator_without_target_is_no_parent_of_the_next_indicator() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target"],
        ["Indeks taman", ""],
        ["Persentase taman bersih", "90"],
    ]
    table = satu(grid(rows))
    assert not any(i.is_induk or i.induk for i in table.indikator)


def test_parent_whose_children_add_up() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target"],
        ["Peningkatan kelembagaan taman", 14],
        ["Balai taman", 1],
        ["Kelompok taman", 13],
        ["Indeks taman", 80],
    ]
    table = satu(grid(rows))
    parent = by_name(table, "Peningkatan")
    assert not parent.is_induk
    assert [i.induk for i in table.indikator] == [None, parent.id, parent.id, None]


def test_two_indicators_in_a_cell_are_split_with_their_values() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target", "Realisasi"],
        ["1. Nilai taman 2. Indeks kepuasan", "70,5\n80", "71\n82"],
    ]
    found = satu(grid(rows)).indikator
    assert [(i.nama.isi, num(i.target), num(i.realisasi)) for i in found] == [
        ("Nilai taman", Decimal("70.5"), 71),
        ("Indeks kepuasan", 80, 82),
    ]


def test_two_indicators_with_one_value_stay_together() -> None:
    table = satu(grid([["Indikator", "Target"], ["• Taman bersih • Taman hijau", "100 %"]]))
    assert [i.nama.isi for i in table.indikator] == ["Taman bersih Taman hijau"]
    assert [t.kode for t in table.temuan_baca] == ["indikator-ganda"]


def test_second_value_in_a_row_of_its_own() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target", "Realisasi"],
        ["Jumlah kegiatan dan komunitas", "6 kegiatan", "6 kegiatan"],
        ["", "16 komunitas", "17 komunitas"],
    ]
    found = satu(grid(rows)).indikator
    assert [(num(i.target), i.satuan.isi if i.satuan else None) for i in found] == [
        (6, "kegiatan"),
        (16, "komunitas"),
    ]


def test_mean_and_total_rows_are_no_indicators() -> None:
    rows: list[list[Value]] = [
        HEAD,
        [1, "Taman terawat", "Indeks taman", "", 70, 71, 101.43],
        ["", "", "Rata-rata capaian kinerja", "", "", "", 101.43],
        ["", "", "Jumlah", "", "", "", 101.43],
        [2, "Warga sehat", "Rata-rata lama sekolah", "tahun", 9, 10, 111.11],
    ]
    assert [i.nama.isi for i in satu(grid(rows)).indikator] == ["Indeks taman", "Rata-rata lama sekolah"]


def test_number_without_its_dot_and_an_acronym_that_is_no_unit() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target"],
        ["1 Persentase taman bersih", 90],
        ["2 Indeks Kepuasan Masyarakat (IKM)", 80],
    ]
    found = satu(grid(rows)).indikator
    assert [(i.nomor, i.nama.isi) for i in found] == [
        ("1", "Persentase taman bersih"),
        ("2", "Indeks Kepuasan Masyarakat (IKM)"),
    ]
    assert found[1].satuan is None


def test_grade_in_the_unit_column_is_the_target() -> None:
    table = satu(
        grid(
            [
                ["No", "Indikator", "Target", "Satuan"],
                [1, "Opini atas audit", 100, "WTP"],
                [2, "Nilai", 80, "Nilai"],
            ]
        )
    )
    found = table.indikator[0]
    assert found.target is not None
    assert found.target.nilai.jenis is JenisNilai.PREDIKAT
    assert found.target.nilai.predikat == "WTP"
    assert found.satuan is None
    assert ("Target", "100") in [(a, b.isi) for a, b in found.lain]
    assert [t.kode for t in table.temuan_baca] == ["nilai-di-kolom-satuan"]


def test_direction_from_the_column_and_from_the_name() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Polarisasi", "Target"],
        ["Waktu tunggu layanan", "Minimize", 5],
        ["Angka kemiskinan", "", 9],
    ]
    found = satu(grid(rows)).indikator
    assert [(i.arah, i.asal_arah) for i in found] == [
        (Arah.TURUN, AsalArah.KOLOM),
        (Arah.TURUN, AsalArah.NAMA),
    ]


def test_formula_without_a_stored_value_is_reported() -> None:
    from bot.tables.grid import Cell

    rows: list[list[Value]] = [
        ["Indikator", "Target"],
        ["Indeks taman", Cell(None, "", formula="=SUM(B9:B10)")],
    ]
    table = satu(grid(rows))
    assert [(t.kode, str(t.sel)) for t in table.temuan_baca] == [("rumus-tanpa-nilai", "Lembar1!B2")]


def test_one_ambiguous_number_is_decided_by_its_partner() -> None:
    rows: list[list[Value]] = [["Indikator", "Target", "Realisasi"], ["Maturitas taman", "3,88", "3.666"]]
    assert num(satu(grid(rows)).indikator[0].realisasi) == Decimal("3.666")


@pytest.mark.parametrize(
    "text", ["JUMLAH", "Total Anggaran", "TOTAL ANGARAN", "J U M L A H", "Jumlah Belanja Langsung"]
)
def test_total_words(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize("text", ["Jumlah dokumen", "Total fertility rate", "Program Jumlah", ""])
def test_no_total(text: str) -> None:
    assert not is_total(text)


def test_jumlah_kegiatan_is_an_indicator_where_indicators_stand() -> None:
    assert not is_total("Jumlah Kegiatan", strict=True)
    assert is_average("Rata-rata capaian")
    assert not is_average("Rata-rata lama sekolah")


def test_items_of_a_cell() -> None:
    assert split_items("a. Jalan b. Jembatan c. Drainase") == ["Jalan", "Jembatan", "Drainase"]
    assert split_items("Nilai 1. tahap awal") == ["Nilai 1. tahap awal"]
    assert split_values("70 % 100% 335 buah", 3) == ["70 %", "100%", "335 buah"]
    assert split_values("70 % dan lainnya", 2) is None


# -- budget ---------------------------------------------------------------------------------------


def test_levels_by_code() -> None:
    rows: list[list[Value]] = [
        ["Kode", "Uraian", "Anggaran", "Realisasi"],
        ["1.03.02", "Pengelolaan Taman", 300, 250],
        ["1.03.02.2.01", "Pembangunan Taman", 300, 250],
        ["1.03.02.2.01.0001", "Penanaman Pohon", 100, 90],
        ["1.03.02.2.01.0002", "Perawatan Pohon", 200, 160],
    ]
    found = satu(grid(rows)).anggaran
    assert [a.jenjang for a in found] == ["program", "kegiatan", "subkegiatan", "subkegiatan"]
    assert [a.induk for a in found] == [None, "a1", "a2", "a2"]
    assert found[2].kode == "1.03.02.2.01.0001"


def test_levels_by_columns() -> None:
    rows: list[list[Value]] = [
        ["Program", "Kegiatan", "Sub Kegiatan", "Pagu", "Realisasi"],
        ["Pengelolaan Taman", "", "", 300, 250],
        ["", "Pembangunan Taman", "", 300, 250],
        ["", "", "Penanaman Pohon", 300, 250],
    ]
    found = satu(grid(rows)).anggaran
    assert [a.jenjang for a in found] == ["program", "kegiatan", "subkegiatan"]


def test_levels_by_words_and_by_sums() -> None:
    rows: list[list[Value]] = [
        ["No", "Program/Kegiatan", "Anggaran (Rp)", "Realisasi (Rp)"],
        [1, "PROGRAM TAMAN", 600, 500],
        ["", "Pembangunan Taman", 300, 250],
        ["", "Penanaman Pohon", 100, 90],
        ["", "Perawatan Pohon", 200, 160],
        ["", "Pemeliharaan Taman", 300, 250],
        ["", "JUMLAH", 600, 500],
    ]
    table = satu(grid(rows))
    assert line(table, "Pembangunan").jenjang == "kegiatan"
    assert line(table, "Penanaman").jenjang == "subkegiatan"
    assert line(table, "Penanaman").induk == line(table, "Pembangunan").id
    assert line(table, "Pemeliharaan").induk == line(table, "PROGRAM").id
    assert line(table, "JUMLAH").jenjang == "total"


def test_levels_by_numbering() -> None:
    rows: list[list[Value]] = [
        ["No", "Program", "Anggaran"],
        ["A", "Program Utama", 300],
        [1, "Program Taman", 100],
        [2, "Program Kebun", 200],
        ["B", "Program Penunjang", 50],
    ]
    found = satu(grid(rows)).anggaran
    assert [a.induk for a in found] == [None, "a1", "a1", None]


@pytest.mark.parametrize(
    ("title", "head", "factor"),
    [
        ("(dalam ribuan rupiah)", "Anggaran", 1000),
        ("dalam jutaan", "Anggaran", 1000000),
        ("Tahun 2031", "Anggaran (Rp Juta)", 1000000),
        ("Tahun 2031", "Anggaran (Rp)", 1),
    ],
)
def test_amounts_in_thousands_and_millions(title: str, head: str, factor: int) -> None:
    table = satu(grid([[title], ["Program", head], ["Program Taman", 300]]))
    assert table.faktor_rupiah == factor


def test_kinds_of_spending_nest_by_their_sums() -> None:
    rows: list[list[Value]] = [
        ["Uraian", "Anggaran (Rp)", "Realisasi (Rp)"],
        ["BELANJA DAERAH", 1000, 900],
        ["Belanja Operasi", 600, 550],
        ["Belanja Pegawai", 400, 350],
        ["Belanja Barang", 200, 200],
        ["Belanja Modal", 400, 350],
    ]
    assert [a.induk for a in satu(grid(rows)).anggaran] == [None, "a1", "a2", "a2", "a1"]


def test_budget_for_each_sasaran() -> None:
    rows: list[list[Value]] = [["No", "Sasaran", "Anggaran", "Realisasi"], [1, "Taman terawat", 300, 250]]
    found = satu(grid(rows)).anggaran[0]
    assert (found.jenjang, found.nama.isi) == ("sasaran", "Taman terawat")


# -- quarters -------------------------------------------------------------------------------------

QUARTERS: list[Value] = [
    "Indikator",
    "Target",
    "TW1_realisasi",
    "TW2_realisasi",
    "TW3_realisasi",
    "TW4_realisasi",
]


def test_last_cumulative_quarter_is_the_result_of_the_year() -> None:
    found = satu(
        grid([QUARTERS, ["Jumlah taman", 10, 2, 4, 7, 10], ["Jumlah pohon", 5, 0, 0, 0, 5]])
    ).indikator
    assert [num(i.realisasi) for i in found] == [10, 5]


def test_quarters_that_must_be_added_are_left_as_they_are() -> None:
    found = satu(
        grid([QUARTERS, ["Jumlah taman", 10, 3, 2, 2, 3], ["Jumlah pohon", 8, 2, 2, 2, 2]])
    ).indikator
    assert [i.realisasi for i in found] == [None, None]
    assert [num(t.kinerja) for t in found[0].triwulan] == [3, 2, 2, 3]


def test_months_of_a_target() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target 2031", "Target Bulan", None, None],
        [None, None, "Januari", "Februari", "Maret"],
        ["Indeks taman", "0,9 Angka", "0", "0,5", "0,9"],
    ]
    found = satu(grid(rows, [(0, 2, 0, 4), (0, 0, 1, 0), (0, 1, 1, 1)])).indikator[0]
    assert [(t.nama, num(t.target)) for t in found.triwulan] == [
        ("Januari", 0),
        ("Februari", Decimal("0.5")),
        ("Maret", Decimal("0.9")),
    ]
    assert found.satuan is not None
    assert found.satuan.isi == "Angka"
