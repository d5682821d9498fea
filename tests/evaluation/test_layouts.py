"""The grammar of layouts: deterministic, varied, true to its gold; and the reader over a part of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot.app import App
from bot.evaluation.build import header, new_layout
from bot.evaluation.gold import MISMATCH
from bot.evaluation.grammar import Generator, capaian
from bot.evaluation.pdf import table_pdf
from bot.evaluation.shapes import SHAPES, all_layouts
from bot.evaluation.suites import Gate, SuiteResult, load_verdicts, run_all, synthetic
from bot.evaluation.writers import WRITERS, text_of, write


def test_there_are_at_least_forty_layouts_in_every_format() -> None:
    layouts = all_layouts()
    assert len(layouts) >= 40
    assert len({layout.id for layout in layouts}) == len(layouts)
    assert set(Counter(layout.format for layout in layouts)) == set(WRITERS)


def test_the_same_seed_gives_the_same_layouts() -> None:
    assert all_layouts() == all_layouts()


def test_mistakes_of_every_kind_are_among_them() -> None:
    kinds = Counter(kode for layout in all_layouts() for row in layout.gold for kode in row.temuan)
    assert kinds[MISMATCH] >= 20
    assert {"realisasi-kosong", "target-nol", "capaian-dipangkas"} <= set(kinds)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_gold_figures_stand_in_the_cells(shape: str, seed: int) -> None:
    make, formats = SHAPES[shape]
    layout = make(Generator(seed, shape, formats[seed % len(formats)]))
    assert layout.gold
    texts = [" ".join(text_of(cell) for cell in row) for row in layout.rows]
    for row in layout.gold:
        line = next(text for text in texts if row.nama in text)
        assert line


@pytest.mark.parametrize("layout", all_layouts(), ids=lambda layout: layout.id)
def test_printed_capaian_follow_from_their_row_unless_a_mistake_was_put_in(layout: object) -> None:
    from bot.evaluation.words import ARAH_TAK_JELAS, INDIKATOR_ISI

    down = {c.nama for c in (*INDIKATOR_ISI, *ARAH_TAK_JELAS) if c.turun}
    for row in layout.gold:  # type: ignore[attr-defined]
        target, realisasi, printed = (row.nilai.get(k) for k in ("target", "realisasi", "capaian"))
        if target and realisasi and printed and not row.temuan:
            assert printed == capaian(target, realisasi, row.nama in down)


def test_merged_headings_hold_their_text_once() -> None:
    layout = new_layout(Generator(1, "coba", "xlsx"))
    header(layout, Generator(1, "coba", "xlsx"), [("No",), ("Kinerja", "Target"), ("Kinerja", "Realisasi")])
    assert [[c.value for c in row] for row in layout.rows] == [
        ["No", "Kinerja", None],
        [None, "Target", "Realisasi"],
    ]
    assert sorted(layout.merges) == [(0, 0, 1, 0), (0, 1, 0, 2)]


def test_the_pdf_writer_breaks_pages_and_keeps_every_cell() -> None:
    import io

    import pdfplumber

    rows = [["No", "Uraian"], *[[str(n), f"Baris ke-{n}"] for n in range(120)]]
    with pdfplumber.open(io.BytesIO(table_pdf(["Judul"], rows, []))) as document:
        assert len(document.pages) > 1
        text = "\n".join(page.extract_text() for page in document.pages)
    assert all(f"Baris ke-{n}" in text for n in range(120))


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_reader_reads_a_fresh_layout_of_each_shape(shape: str, tmp_path: Path) -> None:
    """Seeds that are not in the shipped set, so that the gate is not the only thing that the reader meets."""
    from bot.evaluation.gold import GoldSet
    from bot.evaluation.suites import _score

    make, formats = SHAPES[shape]
    layout = make(Generator(1000, shape, formats[0]))
    layout.id = f"{shape}.{formats[0]}"
    layout.gold = [replace(row, berkas=layout.id) for row in layout.gold]
    score = _score(
        write(layout, tmp_path), GoldSet({layout.id: tuple(layout.gold)}), App().read_and_measure, {}
    )
    assert score.salah == []
    assert score.temuan_luput == []


def test_a_reader_that_reads_nothing_meets_no_gate() -> None:
    result = synthetic(lambda path: (), lambda name: None)
    assert result.benar == 0
    assert not any(gate.is_met for gate in result.ambang if gate.nama == "nilai terbaca tepat")


def test_absent_material_is_said_and_not_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.evaluation.suites.synthetic", lambda reader, progress: SuiteResult("sintetis"))
    results = list(run_all(lambda path: (), tmp_path, lambda name: None))
    assert [r.nama for r in results] == ["sintetis", "tabel", "lkjip"]
    assert all(r.dilewati and not r.ambang for r in results[1:])


def test_a_gate_is_met_at_its_threshold() -> None:
    assert Gate("x", Decimal("0.98"), Decimal("0.98")).is_met
    assert not Gate("x", Decimal("0.9799"), Decimal("0.98")).is_met


def test_verdicts_name_places_and_no_words() -> None:
    for key in load_verdicts():
        assert key.count("#") == 1
