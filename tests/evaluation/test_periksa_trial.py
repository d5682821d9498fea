"""Faults of our own making: each change is one change, and the gates hold on part of them."""

from __future__ import annotations

import random
import time

import pytest

from bot.drafting.periksa import check_report
from bot.drafting.periksa.kategori import Batas
from bot.drafting.periksa.rumus import evaluate
from bot.evaluation import gates, invented, mutations
from bot.evaluation.periksa_trial import score_reports
from bot.tables.document import Bacaan, Document, Paragraph

REPORTS = tuple(invented.reports())


def test_reports_are_there() -> None:
    assert len(REPORTS) >= 6
    assert sum(len(r.salah) for r in REPORTS) >= 60
    assert sum(len(r.wajar) + 1 for r in REPORTS) >= 50


@pytest.mark.parametrize("report", REPORTS, ids=lambda r: r.nama)
def test_every_change_stands_once_in_its_report(report: invented.Rekaan) -> None:
    for change in (*report.salah, *report.wajar):
        assert report.changed(change) != report.teks


def test_a_change_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="0 times"):
        REPORTS[0].changed(invented.Ubahan("x", "tidak ada di mana pun", ""))


@pytest.mark.parametrize("name", ["inspektorat", "kecamatan"])
def test_faults_are_found_and_right_reports_are_left_alone(name: str) -> None:
    score = score_reports([r for r in REPORTS if r.nama == name])
    assert score.recall() >= gates.PERIKSA_REKAAN
    assert not score.keliru


def test_a_changed_number_is_never_a_rounding() -> None:
    rng = random.Random(3)
    for text in ("3,97", "98,33", "1.234.567", "0,50"):
        new = mutations.other_number(text, rng)
        assert new != text
        assert len(new) == len(text)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("(2 × 14,00 − 13,20) ÷ 14,00 × 100", "105.71"),
        ("5.479 / 6.713 x 100", "81.62"),
        ("2 + 3 × 4", "14.00"),
        ("12", None),
        ("(2 + 3", None),
        ("5 / 0", None),
        ("1 2 + 3", None),
    ],
)
def test_formulas(formula: str, value: str | None) -> None:
    result = evaluate(formula)
    assert (None if result is None else f"{result:.2f}") == value


@pytest.mark.parametrize(("value", "fits"), [("90.5", True), ("91", True), ("89", False), ("76", False)])
def test_gaps_of_a_scale_belong_to_both_neighbours(value: str, fits: bool) -> None:
    from decimal import Decimal

    assert Batas("sangat tinggi", Decimal(91), None).may_hold(Decimal(value)) is fits


def _seconds(pages: int) -> float:
    """Process time of examining a report of so many pages, three hundred words each."""
    line = (
        "Realisasi persentase kapal berizin sebesar 75,50 % dari target 80,00 %, naik 2,10 poin dari 73,40 % "
        "pada tahun 2022; anggaran Rp1.234.567.890,00 terealisasi Rp1.034.567.890,00 atau 83,80 %. "
    )
    paragraphs = tuple(
        Paragraph(f"{page}.{n} {line * 3}", page * 10 + n, page=page)
        for page in range(pages)
        for n in range(4)
    )
    report = Bacaan("laporan.pdf", Document("laporan.pdf", "pdf", (), (), paragraphs, n_pages=pages), ())
    started = time.process_time()
    check_report(report)
    return time.process_time() - started


def test_time_grows_with_the_pages() -> None:
    _seconds(5)
    short, long = _seconds(40), _seconds(320)
    assert long < max(8 * short * 2, 1.0), (short, long)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 20_000 + "= 5 %",
        "1 + " * 20_000 + "= 5 %",
        "target " * 20_000 + "12,50",
        "rata-rata capaian " * 8_000,
        "dari 12 indikator " * 8_000,
        "capaian 12,50 % (" * 8_000,
        "turun 1 " * 20_000,
        "kinerja tahun " * 10_000,
        "1." * 30_000,
        "Rp1.000.000 dari " * 5_000,
    ],
)
def test_hostile_text_costs_little(text: str) -> None:
    document = Document("laporan.docx", "docx", (), (), (Paragraph(f"Tahun 2024. {text}", 0),))
    started = time.process_time()
    check_report(Bacaan("laporan.docx", document, ()))
    assert time.process_time() - started < 4
