"""Header rows: merges, several levels, number rows, blank cells under groups, broken words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.tables.understanding.headers import is_number_row
from bot.tables.understanding.wording import heading, split_number
from tests.tables.grids import grid, num, peran, satu


def test_two_rows_with_merges() -> None:
    rows = [
        ["No", "Indikator", "Target", "Realisasi", None, None, "Capaian"],
        [None, None, None, "2031", "2030", "2029", None],
        [1, "Indeks taman", 70, 71, 69, 68, 101.43],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 5), (0, 6, 1, 6)]
    table = satu(grid(rows, merges))
    indikator = table.indikator[0]
    assert table.tahun == 2031
    assert num(indikator.realisasi) == 71
    assert {y: num(v) for y, v in indikator.riwayat.items()} == {2030: 69, 2029: 68}
    assert table.kolom[3].judul == "Realisasi / 2031"


def test_two_rows_without_any_merge_information() -> None:
    rows = [
        ["No", "Indikator", "Realisasi", "", "Ket"],
        ["", "", "2030", "2031", ""],
        [1, "Indeks taman", 69, 71, "naik"],
    ]
    indikator = satu(grid(rows)).indikator[0]
    assert num(indikator.realisasi) == 71
    assert num(indikator.riwayat[2030]) == 69
    assert indikator.catatan.keterangan is not None
    assert indikator.catatan.keterangan.isi == "naik"


def test_four_rows_with_a_number_row_between_and_formulas_in_words() -> None:
    rows = [
        ["No", "Program/Kegiatan", "Indikator", "Target Renja Tahun 2031", None, "Realisasi Triwulan", None,
         None, None, None, None, "Realisasi Kinerja dan Anggaran Renja", None],
        [None, None, None, None, None, "I", None, None, "II", None, None, None, None],
        [1, 2, 3, 4, None, 5, None, None, 6, None, None, "7 = 5 + 6", None],
        [None, None, None, "K", "Rp.", "K", "%", "Rp.", "K", "%", "Rp.", "K", "Rp."],
        [1, "Program Kebun", "Jumlah kebun", 10, 5000000, 4, 0.4, 1000000, 6, 1, 2000000, 10, 3000000],
    ]  # fmt: skip
    merges = [(0, 3, 1, 4), (0, 5, 0, 10), (0, 11, 1, 12), (1, 5, 1, 7), (1, 8, 1, 10), (2, 3, 2, 4),
              (2, 5, 2, 7), (2, 8, 2, 10), (2, 11, 2, 12), (0, 0, 1, 0), (0, 1, 1, 1),
              (0, 2, 1, 2)]  # fmt: skip
    table = satu(grid(rows, merges))
    assert peran(table) == [
        "no", "program", "indikator", "target", "pagu", "tw_realisasi", "tw_persen", "tw_rupiah",
        "tw_realisasi", "tw_persen", "tw_rupiah", "realisasi", "realisasi_anggaran",
    ]  # fmt: skip
    indikator = table.indikator[0]
    assert (num(indikator.target), num(indikator.realisasi)) == (10, 10)
    assert (num(indikator.pagu), num(indikator.realisasi_anggaran)) == (5000000, 3000000)
    assert [t.nama for t in indikator.triwulan] == ["I", "II"]
    assert num(indikator.triwulan[1].rupiah) == 2000000
    assert table.anggaran[0].nama.isi == "Program Kebun"


@pytest.mark.parametrize(
    "row",
    [["(1)", "(2)", "(3)", "(6)"], ["1", "2", "3"], ["1", "2", "(3)=(2)/(1)x100"], ["1", "14 = 7 + 13"]],
)
def test_number_rows_are_known(row: list[str]) -> None:
    assert is_number_row(row)


@pytest.mark.parametrize("row", [["1", "Indeks", "3"], ["70", "71"], ["2", "1"], ["5"], []])
def test_values_are_no_number_row(row: list[str]) -> None:
    assert not is_number_row(row)


def test_number_row_under_the_header_is_no_data() -> None:
    table = satu(grid([["No", "Indikator", "Target"], ["(1)", "(2)", "(3)"], ["1", "Indeks taman", "70,5"]]))
    assert [i.nama.isi for i in table.indikator] == ["Indeks taman"]
    assert num(table.indikator[0].target) == Decimal("70.5")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("INDIKA TOR KINERJ A", ("indikator", "kinerja")),
        ("SASARA N", ("sasaran",)),
        ("REALI SASI", ("realisasi",)),
        ("TW1_rencana_%", ("tw1", "rencana", "%")),
        ("Realisasi s/d Triwulan II", ("realisasi", "sd", "triwulan", "ii")),
    ],
)
def test_broken_and_joined_heading_words(text: str, words: tuple[str, ...]) -> None:
    assert heading(text).words == words


def test_misspelt_headings_keep_their_role() -> None:
    rows = [
        ["NO", "Indikatro Kinerja", "Tagret", "Realiasi", "Capian (%)"],
        [1, "Indeks taman", 70, 71, 101.43],
    ]
    assert peran(satu(grid(rows))) == ["no", "indikator", "target", "realisasi", "capaian"]


def test_row_that_names_a_misi_under_the_header_is_no_heading() -> None:
    rows = [
        ["Sasaran", "Indikator Kinerja", "Target", "Realisasi"],
        ["Misi 2: Meningkatkan capaian kinerja daerah"],
        ["Taman terawat", "Indeks taman", 70, 71],
    ]
    table = satu(grid(rows, [(1, 0, 1, 3)]))
    assert table.kolom[0].judul == "Sasaran"
    assert [i.nama.isi for i in table.indikator] == ["Indeks taman"]


def test_heading_over_all_columns_is_a_title() -> None:
    rows = [
        ["No", "Perubahan Renstra 2028-2033", None, None, None, None],
        [None, "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian"],
        [1, "Indeks taman", "indeks", 70, 71, 101.43],
    ]
    table = satu(grid(rows, [(0, 1, 0, 5), (0, 0, 1, 0)]))
    assert peran(table) == ["no", "indikator", "satuan", "target", "realisasi", "capaian"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.2 Persentase jalan", ("1.2", "Persentase jalan")),
        ("a. Kakao", ("a", "Kakao")),
        ("• Indeks taman", (None, "Indeks taman")),
        ("(3) Nilai taman", ("3", "Nilai taman")),
        ("A (83)", (None, "A (83)")),
        ("12 dokumen", (None, "12 dokumen")),
    ],
)
def test_numbers_before_names(text: str, expected: tuple[str | None, str]) -> None:
    assert split_number(text) == expected
