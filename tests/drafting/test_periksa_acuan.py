"""A report held against a table, and the score of examinations."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.drafting.periksa import check_file
from bot.drafting.periksa.evaluate import answers, load_verdicts, score_file, score_periksa, token_marks
from bot.drafting.periksa.periksa import check_report
from tests.drafting.periksa_bantu import anggaran, indikator, kode, laporan, periksa, tabel

NAMA = "Persentase kapal yang memiliki izin"
LAIN = "Nilai kepuasan nelayan terhadap layanan"
PROGRAM = "Program Pembinaan Nelayan Kecil"

ACUAN = tabel(
    indikator(NAMA, "80 %", "72 %", riwayat={2022: "70 %"}),
    indikator(LAIN, "75", "78"),
    anggaran(PROGRAM, "program", "1.000.000.000", "900.000.000"),
    berkas="capaian.xlsx",
)
DATA = Path(os.environ.get("LKJIP_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


def report_table(realisasi: str = "72,00%", capaian: str = "90,00 %", lalu: str = "70"):  # type: ignore[no-untyped-def]
    return tabel(
        indikator(NAMA, "80", realisasi, capaian, riwayat={2022: lalu}, halaman=12),
        indikator(LAIN, "75,00", "78", "104 %", halaman=12),
        halaman=12,
    )


def test_equal_values_in_other_formats_are_equal() -> None:
    said = (13, f"{NAMA} terealisasi sebesar 72,0 % pada tahun 2023.")
    assert kode(periksa(said, tabel=[report_table()], acuan=ACUAN)) == []


@pytest.mark.parametrize(
    ("table", "expected", "harapan"),
    [
        (report_table(realisasi="73"), "realisasi", "72 %"),
        (report_table(capaian="91,00 %"), "capaian", "90,00 %"),
        (report_table(lalu="71"), "realisasi", "70 %"),
    ],
)
def test_row_that_disagrees(table: object, expected: str, harapan: str) -> None:
    (note,) = periksa(tabel=[table], acuan=ACUAN).selisih  # type: ignore[list-item]
    assert (note.kode, note.halaman, note.harapan) == ("acuan-nilai", 12, harapan)
    assert expected in note.pesan
    assert note.asal_harapan


def test_budget_row_and_its_percentage() -> None:
    wrong = tabel(anggaran(PROGRAM, "program", "1.000.000.000", "905.000.000", "95,00", halaman=20))
    found = periksa(tabel=[report_table(), wrong], acuan=ACUAN).selisih
    assert [(s.kode, s.harapan) for s in found] == [
        ("acuan-nilai", "900.000.000"),
        ("acuan-nilai", "90,00 %"),
    ]
    right = tabel(anggaran(PROGRAM, "program", "1.000.000.000", "900.000.000", "90", halaman=20))
    assert kode(periksa(tabel=[report_table(), right], acuan=ACUAN)) == []


def test_factor_of_the_amounts() -> None:
    thousands = replace(
        tabel(anggaran(PROGRAM, "program", "1.000.000", "900.000", "90", halaman=20)), faktor_rupiah=1000
    )
    assert kode(periksa(tabel=[report_table(), thousands], acuan=ACUAN)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"{NAMA} terealisasi sebesar 75,5 % pada tahun 2023.", "acuan-prosa"),
        (f"{NAMA} tercapai 90,00 %.", None),
        (f"{PROGRAM} dengan anggaran sebesar Rp1.050.000.000,00 pada tahun 2023.", "acuan-prosa"),
        (f"{PROGRAM} dengan anggaran sebesar Rp1.000.000.000,00 pada tahun 2023.", None),
        ("Rata-rata capaian kinerja sebesar 98,50 %.", "acuan-rata"),
        ("Rata-rata capaian kinerja sebesar 97,00 %.", None),
    ],
)
def test_prose(text: str, code: str | None) -> None:
    result = kode(periksa((13, text), tabel=[report_table()], acuan=ACUAN))
    assert result == ([(code, 13)] if code else [])


def test_indicator_that_the_report_leaves_out() -> None:
    third = "Jumlah sertifikat mutu hasil perikanan"
    table = tabel(*ACUAN.indikator, indikator(third, "4", "4"), berkas="capaian.xlsx")
    assert ("acuan-hilang", None) in kode(periksa(tabel=[report_table()], acuan=table))
    assert kode(periksa((13, f"Adapun {third} tercapai."), tabel=[report_table()], acuan=table)) == []


def test_a_finding_answers_a_contradiction_only_on_its_page_and_of_its_kind() -> None:
    result = periksa((12, "Terdapat 21 (dua puluh) kelompok nelayan."))
    (finding,) = result.selisih
    record = {
        "file": "laporan.pdf",
        "page": 12,
        "kind": "angka-vs-huruf",
        "text_short": "21 (dua puluh)",
        "why": "beda",
    }
    assert answers(finding, record)
    assert not answers(finding, {**record, "page": 13})
    assert not answers(finding, {**record, "kind": "penomoran"})
    assert not answers(finding, {**record, "text_short": "40", "why": "x"})


def test_score_counts_unjudged_findings_as_not_right() -> None:
    result = check_report(laporan((12, "Terdapat 21 (dua puluh) kelompok.")))
    (finding,) = result.selisih
    known = [{"file": "a", "page": 30, "kind": "penomoran", "text_short": "5", "why": "5"}]
    open_ = score_file("a", result, known, [])
    assert (open_.ditemukan, open_.benar, len(open_.belum_dinilai)) == (0, 0, 1)
    verdict = {"page": 12, "kode": finding.kode, "kunci": " ".join(token_marks(finding.kunci)), "benar": True}
    assert score_file("a", result, known, [verdict]).benar == 1
    assert len(score_file("a", result, known, [{**verdict, "benar": False}]).salah) == 1


def test_verdicts_hold_no_sentences() -> None:
    for verdict in load_verdicts():
        assert set(verdict) <= {"file", "page", "kode", "kunci", "benar", "catatan"}
        marks = verdict["kunci"].split()
        assert all(len(mark) == 8 and set(mark) <= set("0123456789abcdef") for mark in marks)


@pytest.mark.data
@pytest.mark.slow
def test_known_contradictions_of_real_reports() -> None:
    if not (DATA / "lkjip" / "contradictions.jsonl").is_file():
        pytest.skip(f"{DATA} tidak ada")
    score = score_periksa(DATA, only=("wonosobo_diskominfo_2019.pdf", "jombang_LKjIP_inspektorat_2022.pdf"))
    assert score.recall >= 0.7, [b.terlewat for b in score.berkas]
    assert score.precision >= 0.8, [(b.salah, b.belum_dinilai) for b in score.berkas]


@pytest.mark.data
def test_report_in_which_no_table_is_found_is_still_examined() -> None:
    path = DATA / "lkjip" / "jabar_dishub_2016_bab_i.pdf"
    if not path.is_file():
        pytest.skip(f"{path} tidak ada")
    assert check_file(path).tahun == 2016
