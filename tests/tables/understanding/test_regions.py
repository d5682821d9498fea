"""Tables in a sheet: stacked, side by side, repeated headers, titles, notes and signatures around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.errors import ErrorCode, LkjipError
from bot.tables.understanding.regions import find_regions
from tests.tables.grids import baca, by_name, grid, num, satu

HEAD = ["No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)"]


def test_title_lines_above_give_the_year() -> None:
    table = satu(
        grid(
            [
                ["PENGUKURAN KINERJA TAHUN 2031"],
                ["DINAS KEBUN RAYA KABUPATEN CONTOH"],
                [],
                HEAD,
                [1, "Meningkatnya kunjungan", "Jumlah pengunjung", "orang", 100, 90, 90],
            ]
        )
    )
    assert table.tahun == 2031
    assert table.rentang == "A4:G5"


def test_tables_stacked_in_one_sheet_are_two() -> None:
    found = baca(
        grid(
            [
                HEAD,
                [1, "Meningkatnya kunjungan", "Jumlah pengunjung", "orang", 100, 90, 90],
                [],
                ["REALISASI ANGGARAN"],
                ["No", "Program", "Pagu (Rp)", "Realisasi (Rp)", "%"],
                [1, "Program Kebun", 1000000, 900000, 90],
            ]
        )
    ).tabel
    assert len(found) == 2
    assert [i.nama.isi for i in found[0].indikator] == ["Jumlah pengunjung"]
    assert not found[0].anggaran
    assert num(found[1].anggaran[0].pagu) == Decimal(1000000)


def test_stacked_tables_without_a_blank_row_between() -> None:
    found = baca(
        grid(
            [
                HEAD,
                [1, "Meningkatnya kunjungan", "Jumlah pengunjung", "orang", 100, 90, 90],
                ["No", "Program", "Pagu (Rp)", "Realisasi (Rp)", "%"],
                [1, "Program Kebun", 1000000, 900000, 90],
            ]
        )
    ).tabel
    assert [len(t.indikator) for t in found] == [1, 0]
    assert [len(t.anggaran) for t in found] == [0, 1]


def test_tables_side_by_side_are_two() -> None:
    rows = [
        ["Indikator", "Target", "Realisasi", None, "Program", "Pagu", "Realisasi Anggaran"],
        ["Indeks layanan", 80, 82, None, "Program Kebun", 5000000, 4000000],
        ["Indeks taman", 70, 71, None, "Program Taman", 3000000, 1000000],
    ]
    found = baca(grid(rows)).tabel
    assert len(found) == 2
    assert [i.nama.isi for i in found[0].indikator] == ["Indeks layanan", "Indeks taman"]
    assert [a.nama.isi for a in found[1].anggaran] == ["Program Kebun", "Program Taman"]


def test_header_repeated_inside_is_no_row() -> None:
    body = [1, "Meningkatnya kunjungan", "Jumlah pengunjung", "orang", 100, 90, 90]
    more = [2, "", "Jumlah tanaman", "pohon", 50, 60, 120]
    table = satu(grid([HEAD, body, HEAD, more]))
    assert [i.nama.isi for i in table.indikator] == ["Jumlah pengunjung", "Jumlah tanaman"]
    assert table.indikator[1].baris == 4


def test_signature_and_notes_end_the_rows() -> None:
    table = satu(
        grid(
            [
                HEAD,
                [1, "Meningkatnya kunjungan", "Jumlah pengunjung", "orang", 100, 90, 90],
                ["Sumber: Bidang Kebun, diolah"],
                [],
                [None, None, None, "Contoh, 12 Januari 2032"],
                [None, None, None, "Kepala Dinas"],
                [None, None, None, "NIP. 1"],
            ]
        )
    )
    assert [i.nama.isi for i in table.indikator] == ["Jumlah pengunjung"]


def test_hidden_header_offset_keeps_addresses_of_the_file() -> None:
    shifted = grid([["Indikator", "Target"], ["Indeks taman", 70]])
    shifted = type(shifted)(
        shifted.berkas, shifted.lembar, shifted.rows, kind="sheet", first_row=9, first_col=2
    )
    indikator = by_name(satu(shifted), "Indeks")
    assert indikator.target is not None
    assert str(indikator.target.sel) == "Lembar1!D11"


def test_sheet_is_chosen_by_name_and_a_missing_one_lists_the_others() -> None:
    one = grid([["Indikator", "Target"], ["Indeks taman", 70]], name="Taman")
    two = grid([["Indikator", "Target"], ["Indeks kebun", 71]], name="Kebun")
    assert [t.lembar for t in baca(one, two, lembar="kebun").tabel] == ["Kebun"]
    with pytest.raises(LkjipError) as caught:
        baca(one, two, lembar="Sawah")
    assert caught.value.code is ErrorCode.SHEET_MISSING
    assert "Taman" in caught.value.saran
    assert "Kebun" in caught.value.saran


def test_empty_grid_has_no_regions() -> None:
    assert find_regions(grid([])) == []
    assert find_regions(grid([[None, None], [None, None]])) == []
