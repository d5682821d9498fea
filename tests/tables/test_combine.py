"""The one table for a draft, from tables that say different things of the same indicators."""

from __future__ import annotations

import pytest

from bot.kinerja.model import IndicatorTable
from bot.tables.combine import merge, reporting_year
from tests.tables.grids import Value, baca, by_name, grid, line, num


def tables(*listed: list[list[Value]], captions: tuple[str, ...] = ()) -> tuple[IndicatorTable, ...]:
    grids = [
        grid(rows, kind="table", name=f"Tabel {at + 1}", caption=captions[at] if at < len(captions) else None)
        for at, rows in enumerate(listed)
    ]
    return baca(*grids).tabel


CAPAIAN: list[list[Value]] = [
    ["Sasaran", "Indikator", "Target 2031", "Realisasi 2031", "Capaian (%)"],
    ["Taman terawat", "Persentase taman bersih", "90", "95", "105,56"],
    ["", "Indeks kepuasan pengunjung", "80", "82", "102,5"],
]


def test_fields_of_all_tables_become_one_indicator() -> None:
    history: list[list[Value]] = [
        ["Indikator", "Realisasi 2029", "Realisasi 2030", "Realisasi 2031"],
        ["Prosentase taman bersih", "80", "85", "95"],
    ]
    plan: list[list[Value]] = [
        ["Indikator", "Realisasi 2031", "Target Akhir Renstra 2034"],
        ["Persentase Taman Bersih", "95", "99"],
    ]
    others: list[list[Value]] = [
        ["Indikator", "Realisasi 2031", "Realisasi Provinsi"],
        ["Persentase taman bersih", "95", "70"],
    ]
    factors: list[list[Value]] = [
        ["Sasaran", "Faktor Pendorong", "Faktor Penghambat"],
        ["Taman terawat", "Warga membantu", "Hujan"],
    ]
    money: list[list[Value]] = [
        ["Program", "Pagu 2031", "Realisasi Anggaran 2031"],
        ["Program Taman", "5.000.000", "4.000.000"],
    ]
    joined = merge(tables(history, CAPAIAN, plan, others, factors, money))
    assert len(joined.indikator) == 2
    found = by_name(joined, "Persentase")
    assert (num(found.target), num(found.realisasi), num(found.target_akhir)) == (90, 95, 99)
    assert {y: num(v) for y, v in found.riwayat.items()} == {2029: 80, 2030: 85}
    assert num(found.pembanding[0].isian) == 70
    assert found.tahun_akhir == 2034
    assert joined.sasaran[0].catatan.faktor_pendorong is not None
    assert joined.anggaran[0].nama.isi == "Program Taman"
    assert joined.tahun == 2031
    assert not joined.temuan_baca


def test_different_numbers_for_the_same_thing_are_reported_and_the_first_stays() -> None:
    again: list[list[Value]] = [
        ["Indikator", "Target 2031", "Realisasi 2031"],
        ["Persentase taman bersih", "90", "81"],
    ]
    joined = merge(tables(CAPAIAN, again))
    assert num(by_name(joined, "Persentase").realisasi) == 95
    found = [t for t in joined.temuan_baca if t.kode == "angka-berbeda"]
    assert [(t.data["teks"], t.data["teks_lain"], t.data["kolom"]) for t in found] == [
        ("95", "81", "realisasi")
    ]
    assert found[0].subjek == by_name(joined, "Persentase").id
    assert str(found[0].sel) == "Tabel 2!C2"


def test_rounding_is_no_disagreement() -> None:
    again: list[list[Value]] = [["Indikator", "Realisasi 2031"], ["Indeks kepuasan pengunjung", "82,0"]]
    rounded: list[list[Value]] = [["Indikator", "Realisasi 2031"], ["Persentase taman bersih", "95,4"]]
    assert not merge(tables(CAPAIAN, again)).temuan_baca
    assert not merge(tables(CAPAIAN, rounded)).temuan_baca


def test_years_of_a_flat_file_become_history() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target", "Realisasi", "Capaian", "Tahun"],
        ["Indeks taman", 66, 65, 98.48, "2029"],
        ["Indeks taman", 70, 71, 101.43, "2031"],
        ["Indeks taman", 68, 69, 101.47, "2030"],
    ]
    joined = merge(baca(grid(rows)).tabel)
    assert joined.tahun == 2031
    assert len(joined.indikator) == 1
    found = joined.indikator[0]
    assert (num(found.target), num(found.realisasi)) == (70, 71)
    assert {y: num(v) for y, v in found.riwayat.items()} == {2029: 65, 2030: 69}
    assert {y: num(v) for y, v in found.riwayat_target.items()} == {2029: 66, 2030: 68}


def test_year_of_the_user_leaves_later_years_as_targets_ahead() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target", "Realisasi", "Tahun"],
        ["Indeks taman", 70, 71, "2031"],
        ["Indeks taman", 68, 69, "2030"],
    ]
    found = merge(baca(grid(rows)).tabel, tahun=2030).indikator[0]
    assert (num(found.target), num(found.realisasi)) == (68, 69)
    assert num(found.target_jangka[2031]) == 70
    assert not found.riwayat


def test_names_that_differ_in_a_number_are_not_joined() -> None:
    one: list[list[Value]] = [["Indikator", "Target 2031", "Realisasi 2031"], ["Jumlah taman tipe 1", 5, 6]]
    two: list[list[Value]] = [["Indikator", "Target 2031", "Realisasi 2031"], ["Jumlah taman tipe 2", 7, 8]]
    assert len(merge(tables(one, two)).indikator) == 2


def test_outputs_of_activities_do_not_enter_among_indicators_of_a_sasaran() -> None:
    outputs: list[list[Value]] = [
        ["No", "Kegiatan", "Output", "Target"],
        [1, "Penanaman", "Pot bunga", "5 pot"],
    ]
    joined = merge(tables(CAPAIAN, outputs))
    assert [i.nama.isi for i in joined.indikator] == ["Persentase taman bersih", "Indeks kepuasan pengunjung"]


def test_indicators_promised_under_a_sasaran_enter_whatever_program_serves_them() -> None:
    """The Perjanjian Kinerja names a program beside each indicator; one without a result is still owed."""
    promised: list[list[Value]] = [
        ["Sasaran", "Indikator", "Target 2031", "Program"],
        ["Taman terawat", "Persentase taman bersih", "90", "Program Taman"],
        ["", "Luas taman baru", "12", "Program Taman"],
    ]
    joined = merge(tables(CAPAIAN, promised))
    assert [i.nama.isi for i in joined.indikator] == [
        "Persentase taman bersih",
        "Indeks kepuasan pengunjung",
        "Luas taman baru",
    ]
    assert by_name(joined, "Luas").realisasi is None


def test_a_known_indicator_repeated_for_each_activity_stays_one() -> None:
    activities: list[list[Value]] = [
        ["Indikator", "Kegiatan", "Pagu 2031 (Rp)", "Realisasi (Rp)", "Realisasi Fisik (%)"],
        ["Persentase taman bersih", "Menyapu", "5.000.000", "4.000.000", "100"],
        ["", "Menyiram", "3.000.000", "2.000.000", "95"],
        ["", "Memangkas", "2.000.000", "1.000.000", "90"],
    ]
    joined = merge(tables(CAPAIAN, activities))
    assert len(joined.indikator) == 2


def test_budget_tables_are_not_added_up() -> None:
    programs: list[list[Value]] = [["Program", "Anggaran 2031"], ["Program Taman", "500"]]
    full: list[list[Value]] = [
        ["Program/Kegiatan", "Anggaran 2031 (Rp)", "Realisasi 2031 (Rp)"],
        ["Program Taman", "500.000", "400.000"],
        ["Kegiatan Tanam", "500.000", "400.000"],
    ]
    joined = merge(tables(programs, full))
    assert [a.nama.isi for a in joined.anggaran] == ["Program Taman", "Kegiatan Tanam"]
    assert num(line(joined, "Program").pagu) == 500000
    assert [t.kode for t in joined.temuan_baca] == ["angka-berbeda"]


def test_amounts_in_thousands_become_full_rupiah() -> None:
    rows: list[list[Value]] = [
        ["Program", "Pagu 2031", "Realisasi 2031"],
        ["Program Taman", "5.000", "4.000"],
    ]
    found = baca(
        grid(CAPAIAN, kind="table", name="A"),
        grid(rows, kind="table", name="B", context=["(dalam ribuan rupiah)"]),
    ).tabel
    joined = merge(found)
    assert joined.faktor_rupiah == 1
    assert num(joined.anggaran[0].pagu) == 5_000_000


def test_reporting_year_is_the_latest_with_results() -> None:
    listed = tables(CAPAIAN, [["Indikator", "Target 2033"], ["Persentase taman bersih", 99]])
    assert reporting_year(listed) == 2031
    found = by_name(merge(listed), "Persentase")
    assert num(found.target_jangka[2033]) == 99


def test_nothing_to_merge() -> None:
    with pytest.raises(ValueError, match="nothing"):
        merge([])


def test_ids_are_unique_and_parents_are_kept() -> None:
    rows: list[list[Value]] = [
        ["Indikator", "Target 2031"],
        ["Jumlah produksi tanaman", ""],
        ["Anggrek", "10"],
        ["Melati", "20"],
    ]
    joined = merge(tables(rows, CAPAIAN))
    ids = [i.id for i in joined.indikator]
    assert len(ids) == len(set(ids))
    assert all(i.induk is None or i.induk in ids for i in joined.indikator)
