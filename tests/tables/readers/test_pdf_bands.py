"""Tables whose rows are told by shading: filled cells stand for rules."""

from __future__ import annotations

from bot.tables.readers.pdf.bands import rules_of_bands
from bot.tables.readers.pdf.content import Area, Rule
from bot.tables.readers.pdf.words import Word

XS = (50.0, 100.0, 200.0, 300.0, 400.0)
HEAD = [Rule(80.0, 50.0, 400.0), Rule(100.0, 50.0, 400.0)]


def band(top: float, bottom: float, first: int = 0) -> list[Area]:
    return [Area(a, top, b, bottom) for a, b in zip(XS[first:], XS[first + 1 :], strict=False)]


def word(text: str, x: float, y: float) -> Word:
    return Word(text, x, x + 6 * len(text), y, 10.0)


def test_bands_give_columns_and_the_rows_between_them() -> None:
    areas = [*band(100, 130), *band(160, 190)]
    last = [word("Indeks", 110, 205), word("71", 310, 205)]
    across, down = rules_of_bands(HEAD, [], areas, last)
    assert [r.at for r in down] == list(XS)
    assert {r.start for r in down} == {80.0}
    heights = sorted({r.at for r in across})
    assert heights[:5] == [80, 100, 130, 160, 190]
    assert heights[5] > 205  # an unfilled row below the last band, as far as its words stand in the columns


def test_a_sentence_below_is_no_row() -> None:
    areas = [*band(100, 130), *band(160, 190)]
    words = [word("Tabel di atas menunjukkan bahwa", 50, 205)]
    across, _ = rules_of_bands(HEAD, [], areas, words)
    assert max(r.at for r in across) == 190


def test_a_filled_cell_over_several_rows_stays_whole() -> None:
    tall = Area(50, 100, 100, 190)
    areas = [tall, *band(100, 130, 1), *band(160, 190, 1)]
    across, _ = rules_of_bands(HEAD, [], areas, [])
    assert all(r.start >= 100 for r in across if 100 < r.at < 190)


def test_drawn_rules_and_lone_boxes_are_left_alone() -> None:
    areas = [*band(100, 130), *band(160, 190)]
    drawn = [Rule(x, 80, 190) for x in XS]
    assert rules_of_bands(HEAD, drawn, areas, []) == ([], [])
    assert rules_of_bands(HEAD, [], band(100, 130), []) == ([], [])
    assert rules_of_bands([], [], [Area(50, 100, 400, 300)], []) == ([], [])
