"""Headings as planners write them: abbreviations, English leftovers, letters, causes of both kinds."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.tables.grid import Cell
from bot.tables.understanding import allowance
from tests.tables.grids import Value, baca, by_name, grid, num, peran, satu


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["No", "IKU", "SAT", "TGT", "REAL", "CAP (%)", "ANALISIS"],
         ["no", "indikator", "satuan", "target", "realisasi", "capaian", "keterangan"]),
        (["No", "IKD", "Sat.", "Target\nKinerja", "Reaisasi\nKinerja", "Prosentase\nCapaian", "RTL"],
         ["no", "indikator", "satuan", "target", "realisasi", "capaian", "solusi"]),
        (["No", "Key Performance Indicator", "Unit", "Target", "Actual", "Achievement (%)", "Ket"],
         ["no", "indikator", "satuan", "target", "realisasi", "capaian", "keterangan"]),
        (["No", "Tolok Ukur", "Sat", "Rencana", "Hasil", "%", "Penyebab Keberhasilan/Kegagalan"],
         ["no", "indikator", "satuan", "target", "realisasi", "capaian", "keterangan"]),
    ],
)  # fmt: skip
def test_abbreviations_and_leftovers(heads: list[Value], expected: list[str]) -> None:
    table = satu(grid([heads, [1, "Indeks taman", "poin", "70", "71", "101,43", "Hujan merata"]]))
    assert peran(table) == expected


def test_what_is_expected_is_the_sasaran_of_its_indicator() -> None:
    rows: list[list[Value]] = [
        ["No", "Kinerja yang Diharapkan", "Indikator Kinerja", "Target", "Realisasi"],
        [1, "Taman terawat", "Indeks taman", "70", "71"],
    ]
    assert satu(grid(rows)).sasaran[0].nama is not None
    assert str(satu(grid(rows)).sasaran[0].nama) == "Taman terawat"


def test_letters_under_years() -> None:
    rows: list[list[Value]] = [
        ["No", "Indikator", "TAHUN 2030", "", "", "TAHUN 2031", "", ""],
        ["", "", "T", "R", "%", "T", "R", "%"],
        [1, "Indeks taman", "60", "57", "95", "70", "71", "101,43"],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4), (0, 5, 0, 7)]
    found = by_name(satu(grid(rows, merges)), "Indeks")
    assert (num(found.target), num(found.realisasi), num(found.capaian_tertulis)) == (70, 71, D("101.43"))
    assert num(found.riwayat[2030]) == 57
    assert num(found.riwayat_capaian[2030]) == 95


def test_last_year_without_a_measure_is_its_result() -> None:
    rows: list[list[Value]] = [
        ["Tahun 2031"],
        ["No", "Indikator", "Tahun Lalu", "Target", "Realisasi"],
        [1, "Indeks taman", "68", "70", "71"],
    ]
    assert num(by_name(satu(grid(rows)), "Indeks").riwayat[2030]) == 68


def test_investment_in_rupiah_is_performance() -> None:
    rows: list[list[Value]] = [
        ["No", "Indikator Kinerja", "Satuan", "Target", "Realisasi"],
        [1, "Nilai investasi", "Rp", "Rp 1,2 M", "Rp 1,35 M"],
        [2, "Retribusi taman", "Rp", "Rp 250 juta", "Rp 245,5 juta"],
    ]
    found = by_name(satu(grid(rows)), "Nilai")
    assert (num(found.target), num(found.realisasi)) == (1_200_000_000, 1_350_000_000)


def test_rising_targets_of_the_quarters_give_the_target_of_the_year() -> None:
    heads: list[Value] = ["No", "Indikator", *[f"Target TW {q}" for q in ("I", "II", "III", "IV")]]
    heads += [f"Realisasi TW {q}" for q in ("I", "II", "III", "IV")]
    rising = by_name(satu(grid([heads, [1, "Indeks taman", 20, 45, 70, 100, 18, 44, 73, 101]])), "Indeks")
    assert (num(rising.target), num(rising.realisasi)) == (100, 101)
    parts = by_name(satu(grid([heads, [1, "Jumlah taman", 3, 3, 3, 3, 2, 3, 3, 4]])), "Jumlah")
    assert parts.target is None


@pytest.mark.parametrize("code", ["SS1.", "SS 1", "S.1:", "SP2."])
def test_codes_of_a_cascade_are_no_part_of_the_name(code: str) -> None:
    rows: list[list[Value]] = [
        ["Sasaran Strategis", "Indikator", "Target", "Realisasi"],
        [f"{code} Taman terawat", "IKU 1.1 Indeks taman", "70", "71"],
    ]
    table = satu(grid(rows))
    assert str(table.sasaran[0].nama) == "Taman terawat"
    assert table.indikator[0].nama.isi == "Indeks taman"


def test_a_degree_is_no_code() -> None:
    rows: list[list[Value]] = [["Indikator", "Target", "Realisasi"], ["S1 dan S2 pegawai taman", "70", "71"]]
    assert satu(grid(rows)).indikator[0].nama.isi == "S1 dan S2 pegawai taman"


def test_a_percent_cell_reads_as_it_is_shown() -> None:
    part = Cell(D("0.75"), "0.75", "0.00%")
    found = by_name(
        satu(grid([["No", "Indikator", "Target", "Realisasi"], [1, "Indeks taman", part, part]])), "I"
    )
    assert found.target is not None
    assert (found.target.nilai.teks, found.target.nilai.nilai) == ("75,00 %", 75)


def test_rows_go_on_after_a_remark() -> None:
    """A PDF page: a remark between two drawn parts of one table, whose numbers go on."""
    first = grid(
        [["No", "Indikator", "Target", "Realisasi"], ["1", "Indeks taman", "70", "71"]], kind="table", page=1
    )
    note = ("Catatan: nilai sementara",)
    second = grid([["2", "Nilai arsip", "80", "78"]], kind="table", page=1, context=note)
    other = grid([["7", "Nilai arsip", "80", "78"]], kind="table", page=1, context=note)
    assert [i.nama.isi for t in baca(first, second).tabel for i in t.indikator] == [
        "Indeks taman",
        "Nilai arsip",
    ]
    assert [i.nama.isi for t in baca(first, other).tabel for i in t.indikator] == ["Indeks taman"]


def test_understanding_ends_when_its_time_is_used_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "BASE_SECONDS", D("0.1"))
    head: list[Value] = ["No", "Sasaran", "Indikator", "Target", "Realisasi"]
    rows = [head, *([n, f"Sasaran {n}", f"Persentase taman {n}", n, n] for n in range(12_000))]
    sheet = grid(rows)
    with allowance.granted("uji.xlsx", 1000), pytest.raises(LkjipError) as raised:
        baca(sheet)
    assert raised.value.code == ErrorCode.FILE_TIMEOUT


def test_targets_below_a_heading_satuan_beside_the_money_of_programs() -> None:
    """Two lists in one drawn table, under one heading Target."""
    rows: list[list[Value]] = [
        ["Sasaran", "Indikator", "Target", "", ""],
        ["", "", "Satuan", "Program", "Anggaran"],
        ["Taman terawat", "Skor taman", "85", "Program Taman", "3.600.000.000"],
        ["", "Jumlah bangku", "450", "Program Bangku", "460.000.000"],
    ]
    table = satu(grid(rows, [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4)], kind="table"))
    assert [num(i.target) for i in table.indikator] == [85, 450]
    assert [num(a.pagu) for a in table.anggaran] == [3_600_000_000, 460_000_000]


def test_a_sheet_of_nothing_but_headers_is_too_large() -> None:
    rows: list[list[Value]] = [["Indikator", "Target", f"Realisasi {1990 + n % 2}"] for n in range(900)]
    with pytest.raises(LkjipError) as raised:
        baca(grid([row for head in rows for row in (head, ["Indeks taman", 1, 2])]))
    assert raised.value.code == ErrorCode.FILE_TOO_LARGE


def test_perubahan_beside_results_of_years_is_a_movement() -> None:
    """Alone it says how far the result moved; beside Murni it is the budget after its change."""
    rows: list[list[Value]] = [
        ["Indikator", "Realisasi 2030", "Realisasi 2031", "Perubahan"],
        ["Indeks taman", "70,00", "71,50", "+1,50"],
        ["Persentase taman bersih", "81,00", "80,25", "−0,75"],
    ]
    table = satu(grid(rows))
    assert "pagu" not in peran(table)
    assert not table.anggaran
    budget: list[list[Value]] = [
        ["Program", "Murni", "Perubahan", "Realisasi"],
        ["Program Taman", "5.000.000", "6.000.000", "5.500.000"],
    ]
    assert peran(satu(grid(budget)))[1:3] == ["pagu_awal", "pagu"]


def test_a_table_of_cell_addresses_holds_no_amounts() -> None:
    rows: list[list[Value]] = [
        ["No", "Program/Kegiatan", "Pagu", "Realisasi", "Serapan"],
        [1, "Program Taman", "C6", "D6", "D6 ÷ C6 × 100"],
    ]
    amounts = [b.pagu for t in baca(grid(rows)).tabel for b in t.anggaran]
    assert all(a is None or a.angka is None for a in amounts)
