"""The scorer itself: a right reading scores full, each kind of wrong one is seen."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.evaluation import gold as gold_module
from bot.evaluation.gold import MISMATCH, GoldRow, load
from bot.evaluation.rows import ReadRow
from bot.evaluation.scoring import match_rows, normal, same_name, score_file, verdict_key


def gold(nama: str, target: str | None = "90", **changes: object) -> GoldRow:
    values = {"target": None if target is None else Decimal(target), "realisasi": None, "capaian": None}
    return replace(GoldRow("f.xlsx", "indikator", nama, values), **changes)


def read(nama: str, target: str | None = "90", **changes: object) -> ReadRow:
    values = {"target": None if target is None else Decimal(target), "realisasi": None, "capaian": None}
    return replace(ReadRow("indikator", nama, values, 0, "", None, "Sheet1", None), **changes)


def test_a_right_reading_scores_full() -> None:
    score = score_file("f", [gold("Angka kemiskinan")], [read("Angka kemiskinan", "90.00")])
    assert (score.benar, score.total) == (2, 2)


def test_a_row_that_was_not_read_costs_all_its_values() -> None:
    score = score_file("f", [gold("Angka kemiskinan")], [])
    assert (score.benar, score.total) == (0, 2)
    assert score.salah[0].terbaca == "baris tidak terbaca"


def test_a_value_where_nothing_stands_is_wrong() -> None:
    score = score_file("f", [gold("Angka kemiskinan", None)], [read("Angka kemiskinan", "12")])
    assert [str(w.terbaca) for w in score.salah] == ["12"]


def test_a_number_off_by_its_last_digit_is_wrong() -> None:
    score = score_file("f", [gold("Angka kemiskinan", "9.01")], [read("Angka kemiskinan", "9.02")])
    assert score.benar == 1


def test_the_result_of_a_division_is_held_at_the_precision_of_the_gold() -> None:
    assert score_file("f", [gold("X y z", "92.8571")], [read("X y z", "92.8571428571429")]).benar == 2
    assert score_file("f", [gold("X y z", "92.86")], [read("X y z", "92.857")]).benar == 1


def test_a_level_without_a_number_may_be_empty() -> None:
    row = gold("Kapabilitas APIP", "3", boleh_kosong=frozenset({"target"}))
    assert score_file("f", [row], [read("Kapabilitas APIP", None)]).benar == 2


def test_an_optional_row_may_be_missed() -> None:
    assert score_file("f", [gold("Angka kemiskinan", opsional=True)], []).total == 0


def test_equal_names_on_two_pages_are_kept_apart() -> None:
    rows = [gold("Nilai SAKIP", str(n), halaman=n) for n in (3, 9)]
    got = [read("Nilai SAKIP", str(n), halaman=n) for n in (3, 9)]
    assert match_rows(rows, got) == {0: 0, 1: 1}
    assert match_rows(rows, got[1:]) == {1: 0}


def test_rows_are_matched_by_their_sheet_row_where_the_gold_names_it() -> None:
    rows = [gold("Nilai SAKIP", "80", baris=9)]
    got = [read("Nilai SAKIP", "70", baris=4), read("Nilai SAKIP", "80", baris=9)]
    assert match_rows(rows, got) == {0: 1}


def test_one_read_row_serves_one_gold_row_only() -> None:
    rows = [gold("Nilai SAKIP", "80"), gold("Nilai SAKIP", "80")]
    assert len(match_rows(rows, [read("Nilai SAKIP", "80")])) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Persentase  jalan mantap", "persentase jalan mantap.", True),
        ("Rata – rata skor ( IKM )", "Rata-rata skor (IKM)", True),
        ("Persentase jalan mantap", "Persentase jalan man tap", False),
        ("Jumlah dokumen 12", "Jumlah dokumen 13", False),
    ],
)
def test_spacing_case_and_end_marks_do_not_make_a_name(one: str, other: str, same: bool) -> None:
    assert (normal(one) == normal(other)) is same


def test_an_output_with_its_kegiatan_is_a_right_name() -> None:
    row = gold("Laporan", program="Penyusunan laporan")
    assert same_name(row, read("Penyusunan laporan - Laporan"))
    assert not same_name(row, read("Penyusunan rencana - Laporan"))


def test_known_mismatches_must_be_raised_and_raised_ones_must_be_right() -> None:
    wrong = gold("Angka kematian ibu", temuan=frozenset({MISMATCH}), is_mismatch=True)
    right = gold("Prevalensi stunting", is_mismatch=False)
    raised = frozenset({MISMATCH})
    place = {MISMATCH: "Sheet1!F4"}
    score = score_file(
        "f",
        [wrong, right],
        [read("Angka kematian ibu"), read("Prevalensi stunting", temuan=raised, lokasi=place)],
    )
    assert score.temuan_luput
    assert (score.diangkat_benar, len(score.diangkat_salah)) == (0, 1)


def test_a_verdict_settles_what_the_gold_does_not() -> None:
    row = read("Baris tanpa gold", temuan=frozenset({MISMATCH}), lokasi={MISMATCH: "Sheet1!F4"})
    assert score_file("f", [], [row]).belum_dinilai
    assert score_file("f", [], [row], verdicts={verdict_key("f", row): True}).diangkat_benar == 1


def test_rows_from_forbidden_pages_are_named() -> None:
    score = score_file("f", [], [read("Daftar pegawai", halaman=12)], forbidden_pages=frozenset({12}))
    assert score.halaman_terlarang == ["hlm. 12: Daftar pegawai"]


def test_spreadsheet_errors_in_the_gold_are_no_values() -> None:
    assert gold_module._decimal("#DIV/0!") is None


@pytest.mark.data
def test_the_gold_of_the_real_material_loads(material: Path) -> None:
    assert sum(len(rows) for rows in load(material / "tabel").baris.values()) == 342
    lkjip = load(material / "lkjip")
    assert sum(len(rows) for rows in lkjip.baris.values()) == 207
    assert lkjip.halaman_kosong
