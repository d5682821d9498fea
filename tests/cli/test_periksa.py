"""``lkjip periksa``: a report held against its table, and against itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.helpers import lkjip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report with one wrong figure: 82,00 where the table has 79,50."""
    from docx import Document

    document = Document()
    document.add_paragraph("LAPORAN KINERJA INSTANSI PEMERINTAH TAHUN 2025")
    document.add_paragraph("DINAS CONTOH KABUPATEN RANTAU ELOK")
    document.add_heading("BAB III AKUNTABILITAS KINERJA", 1)
    table = document.add_table(rows=1, cols=5)
    for cell, text in zip(
        table.rows[0].cells,
        ("No", "Indikator Kinerja", "Target 2025", "Realisasi 2025", "Capaian (%)"),
        strict=True,
    ):
        cell.text = text
    for row in (("1", "Persentase jalan mantap", "80,00", "82,00", "102,50"),):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path_factory.mktemp("periksa") / "laporan.docx"
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def source(report: Path) -> Path:
    path = report.with_name("acuan.csv")
    path.write_text(
        "No;Indikator Kinerja;Satuan;Target 2025;Realisasi 2025;Capaian (%)\n"
        "1;Persentase jalan mantap;%;80,00;79,50;99,38\n",
        encoding="utf-8",
    )
    return path


def test_a_number_that_differs_from_the_table_is_found_with_the_expected_one(
    report: Path, source: Path
) -> None:
    ran = lkjip("periksa", report, "--tabel", source, "--json")
    assert ran.code == 0, ran.err
    document = ran.document
    assert document["berkas"] == "laporan.docx"
    assert document["tabel"] == "acuan.csv"
    assert any("79,5" in str(found["harapan"]) for found in document["selisih"])


def test_people_see_a_table_of_disagreements(report: Path, source: Path) -> None:
    ran = lkjip("periksa", report, "--tabel", source)
    assert ran.code == 0, ran.err
    assert "Galat: harus diperbaiki (" in ran.out
    assert "terhadap acuan.csv" in ran.out


def test_a_report_that_agrees_with_itself_is_left_alone(report: Path) -> None:
    ran = lkjip("periksa", report, "--json")
    assert ran.code == 0, ran.err
    assert not [s for s in ran.document["selisih"] if s["kode"] in {"capaian-beda", "angka-beda"}]


def test_a_draft_of_ours_has_no_number_that_differs_from_its_table(sample: Path, tmp_path: Path) -> None:
    drafted = lkjip("draf", sample, "-o", tmp_path / "d.docx", "--tanpa-grafik", "--tanpa-lampiran-telusur")
    assert drafted.code == 0, drafted.err
    ran = lkjip("periksa", tmp_path / "d.docx", "--tabel", sample, "--json")
    assert ran.code == 0, ran.err
    # The sample's own sums that do not add up stand in the draft as they stand in the table, with a comment.
    wrong = {s["kode"] for s in ran.document["selisih"] if s["tingkat"] == "galat"}
    assert wrong <= {"jumlah-anggaran"}


def test_a_wrong_table_is_told(report: Path, tmp_path: Path) -> None:
    ran = lkjip("periksa", report, "--tabel", tmp_path / "tidak-ada.xlsx")
    assert ran.code == 2
    assert "tidak-ada.xlsx" in ran.err
