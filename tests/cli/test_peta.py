"""Roles of columns from the user, for once and for always."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.helpers import lkjip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "tabel.csv"
    path.write_text(
        "No;Indikator Kinerja;Satuan;Target 2025;Angka Sementara\n1;Angka kemiskinan;%;9,50;9,10\n",
        encoding="utf-8",
    )
    return path


def _realisasi(document: dict[str, Any]) -> str | None:
    value: str | None = document["tabel"][0]["sasaran"][0]["indikator"][0]["realisasi"]["nilai"]
    return value


def test_a_role_given_by_heading_or_letter_is_used(table: Path) -> None:
    assert _realisasi(lkjip("baca", table, "--json").document) is None
    for name in ("Angka Sementara", "E"):
        ran = lkjip("baca", table, "--peta", f"{name}=realisasi", "--json")
        assert _realisasi(ran.document) == "9.1"


def test_a_saved_mapping_is_applied_to_the_same_layout_of_another_year(table: Path, tmp_path: Path) -> None:
    saved = lkjip("baca", table, "--peta", "Angka Sementara=realisasi", "--simpan-peta", "--json")
    assert saved.code == 0, saved.err
    next_year = tmp_path / "tahun-depan.csv"
    next_year.write_text(table.read_text(encoding="utf-8").replace("2025", "2026"), encoding="utf-8")
    assert _realisasi(lkjip("baca", next_year, "--json").document) == "9.1"


@pytest.mark.parametrize(
    ("peta", "expected"), [("Angka Sementara=realisasii", "Peran"), ("Hasil=realisasi", "Hasil")]
)
def test_unknown_roles_and_columns_are_told(table: Path, peta: str, expected: str) -> None:
    ran = lkjip("baca", table, "--peta", peta)
    assert ran.code == 2
    assert expected in ran.err


def test_saving_without_a_mapping_is_refused(table: Path) -> None:
    ran = lkjip("baca", table, "--simpan-peta")
    assert ran.code == 2
    assert "--peta" in ran.err


def test_an_unknown_sheet_is_told_with_those_that_exist(sample: Path) -> None:
    ran = lkjip("baca", sample, "--lembar", "IKU")
    assert ran.code == 2
    assert "Pengukuran Kinerja" in ran.err
