"""The parts of the PDF reader by themselves, and what no page may do to it."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import ErrorCode, LkjipError
from bot.tables.readers.pdf.content import Area, Rule
from bot.tables.readers.pdf.flow import CAPTION, FIGURE, PAGE_NUMBER
from bot.tables.readers.pdf.glyphs import character
from bot.tables.readers.pdf.open import is_header_word
from bot.tables.readers.pdf.reader import read_pdf
from bot.tables.readers.pdf.ruling import MIN_RULE, Lattice, find_lattices, join_rules
from bot.tables.readers.pdf.text import Vocabulary, is_value, join_lines
from bot.tables.readers.pdf.words import Line, Word, lines_of
from tests.tables.pdf_maker import Page, write_pdf

points = st.floats(0, 600, allow_nan=False).map(lambda x: round(x, 2))
rules = st.builds(lambda at, a, b: Rule(at, min(a, b), max(a, b)), points, points, points)
steps = st.sampled_from([0.0, 60.0, 120.0, 121.5, 180.0, 300.0, 302.0])
aligned = st.builds(lambda at, a, b: Rule(at, min(a, b), max(a, b)), steps, steps, steps)
areas = st.builds(
    lambda a, b, c, d: Area(min(a, b), min(c, d), max(a, b), max(c, d)), points, points, points, points
)


def assert_tiled(lattice: Lattice) -> None:
    """The cells cover every place exactly once and lie inside."""
    rows, cols = len(lattice.ys) - 1, len(lattice.xs) - 1
    taken = [
        (row, col)
        for rect in lattice.rects
        for row in range(rect.top, rect.bottom + 1)
        for col in range(rect.left, rect.right + 1)
    ]
    assert sorted(taken) == [(row, col) for row in range(rows) for col in range(cols)]
    assert all(a < b for a, b in pairwise(lattice.xs))
    assert all(a < b for a, b in pairwise(lattice.ys))


@given(
    st.lists(st.one_of(rules, aligned), max_size=30),
    st.lists(st.one_of(rules, aligned), max_size=30),
    st.lists(areas, max_size=5),
)
@settings(max_examples=150, deadline=None)
def test_any_soup_of_rules_gives_tables_without_holes(
    horizontal: list[Rule], vertical: list[Rule], shades: list[Area]
) -> None:
    for lattice in find_lattices(horizontal, vertical, shades):
        assert_tiled(lattice)


@given(st.lists(st.one_of(rules, aligned), max_size=40))
@settings(max_examples=100, deadline=None)
def test_joined_rules_are_long_and_apart(soup: list[Rule]) -> None:
    joined = join_rules(soup)
    assert all(rule.end - rule.start >= MIN_RULE for rule in joined)
    assert sum(r.end - r.start for r in joined) >= 0
    for rule in soup:
        if rule.end - rule.start >= MIN_RULE:
            assert any(
                abs(j.at - rule.at) <= 5 and j.start <= rule.start and rule.end <= j.end for j in joined
            )


operators = st.lists(
    st.one_of(
        st.builds(lambda a, b, c, d: f"{a} {b} m {c} {d} l S", points, points, points, points),
        st.builds(lambda a, b, c, d: f"{a} {b} {c} {d} re f", points, points, points, points),
        st.builds(lambda a, b, d: f"{a} {b} m {d} {b} l S {a} {b} m {a} {d} l S", steps, steps, steps),
        st.builds(
            lambda x, y, s, m: f"BT /F1 {s} Tf {m} {x} {y} Tm (Target 1.234,5 - Sasaran) Tj ET",
            points,
            points,
            st.sampled_from([0, 1, 8, 11, 40]),
            st.sampled_from(["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0", "0.7 0.7 -0.7 0.7", "0 0 0 0"]),
        ),
        st.sampled_from(["1 g", "0 g", "q 0.1 0 0 0.1 0 0 cm", "Q", "W n", "[1 2] 0 d", "3 Tr"]),
    ),
    max_size=25,
)


@given(st.lists(st.tuples(operators, st.sampled_from([0, 90, 180, 270])), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_page_raises_anything_but_a_message(tmp_path: Path, drawn: list[tuple[list[str], int]]) -> None:
    path = write_pdf(tmp_path / "uji.pdf", [Page(rotate=turn, operators=list(ops)) for ops, turn in drawn])
    try:
        document = read_pdf(path, "uji.pdf")
    except LkjipError:
        return  # nothing readable was drawn
    assert document.n_pages == len(drawn)
    for grid in document.grids:
        assert len({len(row) for row in grid.rows}) == 1
        assert all(m.bottom < grid.n_rows and m.right < grid.n_cols for m in grid.merges)


@given(st.binary(max_size=300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bytes_are_a_damaged_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "acak.pdf"
    path.write_bytes(b"%PDF-1.7\n" + data)
    with pytest.raises(LkjipError):
        read_pdf(path, "acak.pdf")


def test_a_page_of_too_many_pieces_costs_little_and_is_named(tmp_path: Path) -> None:
    hostile, plain = Page(), Page()
    for index in range(25_000):
        hostile.text(index % 500, 100, "abc 12", size=9)
    plain.text(60, 100, "Isi")
    path = write_pdf(tmp_path / "besar.pdf", [plain, hostile])
    start = time.process_time()
    document = read_pdf(path, "besar.pdf")
    assert time.process_time() - start < 10
    assert document.pages_without_text == (2,)
    with pytest.raises(LkjipError) as caught:
        read_pdf(write_pdf(tmp_path / "penuh.pdf", [hostile]), "penuh.pdf")
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE
    assert "halaman 1" in (caught.value.lokasi or "")


def line(*words: str, x: float = 0, y: float = 0, letter: float = 5) -> Line:
    found = []
    for text in words:
        found.append(Word(text, x, x + letter * len(text), y, 10))
        x += letter * (len(text) + 1)
    return Line(found)


def joined(parts: list[str], width: float, known: str = "") -> str:
    vocabulary = Vocabulary([line(*known.split())] if known else [])
    lines = [line(*part.split(), x=2, y=12 * i) for i, part in enumerate(parts)]
    return join_lines(lines, 0, width, vocabulary)


@pytest.mark.parametrize(
    ("parts", "width", "expected"),
    [
        (["8.866.374.68", "8"], 65, "8.866.374.688"),
        (["1.071.834.", "400"], 60, "1.071.834.400"),
        (["27.759.519.304,", "00"], 90, "27.759.519.304,00"),
        (["1.071.834", ".400"], 60, "1.071.834.400"),
        (["Rp1.071.834.40", "0"], 75, "Rp1.071.834.400"),
        (["2021", "2022"], 24, "2021\n2022"),
        (["755", "120"], 80, "755\n120"),
        (["12,5", "13,5"], 80, "12,5\n13,5"),
        (["95,02", "%"], 40, "95,02 %"),
        (["13.125", "meter", "kubik"], 40, "13.125 meter kubik"),
    ],
)
def test_numbers_over_line_breaks(parts: list[str], width: float, expected: str) -> None:
    assert joined(parts, width) == expected


@pytest.mark.parametrize(
    ("parts", "width", "known", "expected"),
    [
        (["Persen", "tase"], 34, "nilai persentase tahun", "Persentase"),
        (["Persen", "tase"], 34, "nilai persen tase tahun", "Persen tase"),
        (["kualitas", "layanan"], 44, "para kualitas layanan publik", "kualitas layanan"),
        (["sebaik-", "baiknya"], 40, "", "sebaik-baiknya"),
        (["pemba-", "ngunan"], 34, "para pembangunan desa", "pembangunan"),
        (["Kabupaten/", "Kota"], 54, "", "Kabupaten/Kota"),
        (["a. satu", "b. dua"], 200, "", "a. satu\nb. dua"),
    ],
)
def test_words_over_line_breaks(parts: list[str], width: float, known: str, expected: str) -> None:
    assert joined(parts, width, known) == expected


def test_superscripts_join_the_word_before_them() -> None:
    words = [Word("km", 10, 24, 100, 10), Word("2", 24.2, 27, 96, 6), Word("panjang", 40, 70, 100, 10)]
    assert [found.text for found in lines_of(words)] == ["km² panjang"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0xFB01, "fi"),
        (0xA0, " "),
        (0xF0B7, "•"),
        (0xF0B3, "≥"),
        (0xAD, "-"),
        (0x200B, ""),
        (0x41, "A"),
        (0, ""),
    ],
)
def test_code_points_become_readable(code: int, expected: str) -> None:
    assert character(code) == expected


def test_what_counts_as_caption_figure_page_number_value_and_title() -> None:
    for text in ("Tabel 3.1 Capaian", "TABEL. 4", "Tabel III.2", "Lanjutan Tabel 2", "Tabel 1"):
        assert CAPTION.match(text), text
    for text in ("Tabel di atas menunjukkan", "tabelaris", "Pada tabel 3.1"):
        assert not CAPTION.match(text), text
    assert FIGURE.match("Gambar 1.2 Struktur")
    assert not FIGURE.match("Gambaran umum")
    for text in ("12", "iv", "- 3 -", "III-12", "Halaman 7", "Page | 9"):
        assert PAGE_NUMBER.fullmatch(text), text
    assert not PAGE_NUMBER.fullmatch("2024 adalah")
    for text in ("80,5", "Rp 1.000", "(1.250)", "≥ 95", "100 %", "-", "1.234.000,-"):
        assert is_value(text), text
    for text in ("Level 3", "12 dokumen", "Sasaran"):
        assert not is_value(text), text
    assert is_header_word("INDIKATOR KINERJA")
    assert not is_header_word("Indeks Kepuasan")
