"""Tables without vertical rules: found by a line of header words with columns of numbers below it.

Careful on purpose: without the words of a table header (no, sasaran, indikator, target, …) and at least
one column of values, text in columns is not taken for a table.  Tables of contents, signatures and lists
have neither.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from bot.tables.readers.pdf.content import Rule
from bot.tables.readers.pdf.ruling import Lattice, Rect
from bot.tables.readers.pdf.text import is_value
from bot.tables.readers.pdf.words import Line, Word

COLUMN_GAP = 1.1
"""A blank of this many letter sizes parts two cells of a line."""
MIN_COLUMNS = 3
MAX_HEADER_LINES = 4
MAX_BLANK = 3.4
"""Blank between two lines, in letter sizes, at which a table without rules ends."""
WRAPPED = 0.5
"""Blank between two lines of one cell, in letter sizes, at most."""
CROSSING = 0.1
"""Share of the lines that may run across the blank between two columns."""
VALUE_SHARE = 0.5
"""Share of values that the lines of at least one column must have."""
MIN_SEPARATOR = 3.0
"""Least width (pt) of the blank between two columns."""

HEADER_WORDS = re.compile(
    r"no\.?|nomor|tujuan|sasaran(?:strategis)?|indikator(?:kinerja\w*|sasaran)?|satuan|target\W?\d*\W?"
    r"|realisasi\W?\d*\W?|capaian\W*\d*\W*|%|program\W?\w*|kegiatan|(?:pagu)?anggaran\W*\w*\W*|pagu|uraian"
    r"|keterangan|ket\.?|kriteria|kategori|tahun\d*|output|jumlah"
)
END = re.compile(r"(?:sumber|catatan|keterangan|ket)\s?:|tabel\s+[0-9]|gambar\s+[0-9]", re.IGNORECASE)


def is_header_word(text: str) -> bool:
    """Whether the text of a cell is a usual column title of an indicator or budget table."""
    return HEADER_WORDS.fullmatch("".join(text.lower().split())) is not None


def find_open_tables(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Lattice]:
    """Tables without vertical rules among ``lines`` (top to bottom, outside ruled tables)."""
    found: list[Lattice] = []
    index = 0
    while index < len(lines):
        cells = _cells(lines[index])
        titles = sum(is_header_word(_text(cell)) for cell in cells)
        if len(cells) < MIN_COLUMNS or titles < 2:
            index += 1
            continue
        end = _end(lines, index)
        lattice = _lattice(lines, index, end, rules, strong=titles == len(cells))
        if lattice is None:
            index += 1
            continue
        found.append(lattice)
        index = end
    return found


def _cells(line: Line) -> list[list[Word]]:
    """Words of a line in groups that wide blanks part."""
    groups: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 > COLUMN_GAP * max(word.size, before.size):
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups


def _text(cell: list[Word]) -> str:
    return " ".join(word.text for word in cell)


def _end(lines: Sequence[Line], start: int) -> int:
    """Index after the last line that can belong to the table with its header at ``start``."""
    low, high = lines[start].x0, lines[start].x1
    index = start + 1
    while index < len(lines):
        line, before = lines[index], lines[index - 1]
        if line.top - before.bottom > MAX_BLANK * line.size or END.match(line.text):
            break
        cells = _cells(line)
        width = max(cell[-1].x1 - cell[0].x0 for cell in cells)
        if len(cells) == 1 and width > 0.7 * (high - low):
            break
        index += 1
    return _trimmed(lines, start, index)


def _trimmed(lines: Sequence[Line], start: int, end: int) -> int:
    """``end`` without what follows the last line with a value; the rest of a wrapped name stays."""
    last = start
    for index in range(start + 1, end):
        cells = _cells(lines[index])
        if len(cells) > 1 and any(_is_figure(_text(cell)) for cell in cells[1:]):
            last = index
    index = last + 1
    while index < end:
        line, before = lines[index], lines[index - 1]
        if len(_cells(line)) > 2 or line.top - before.bottom > WRAPPED * line.size:
            break
        index += 1
    return index


def _is_figure(text: str) -> bool:
    return is_value(text) and any(c.isdigit() for c in text)


def _lattice(
    lines: Sequence[Line], start: int, end: int, rules: Sequence[Rule], *, strong: bool
) -> Lattice | None:
    body = lines[start + 1 : end]
    several = [line for line in body if len(_cells(line)) >= MIN_COLUMNS]
    if len(several) < (1 if strong else 2):
        return None
    first = next(i for i, line in enumerate(body) if line is several[0])
    if first > MAX_HEADER_LINES:
        return None
    header, body = lines[start : start + 1 + first], body[first:]
    xs = separators([*body, lines[start]], lines[start])
    if len(xs) - 1 < MIN_COLUMNS or not has_values(body, xs):
        return None
    top = min(line.top for line in header) - 1
    middle = (max(line.bottom for line in header) + min(line.top for line in body)) / 2
    bottom = max(line.bottom for line in body) + 1
    inner = {
        round(rule.at, 1)
        for rule in rules
        if middle + 4 < rule.at < bottom - 4 and rule.end - rule.start > 0.6 * (xs[-1] - xs[0])
    }
    ys = [top, middle, *sorted(inner), bottom]
    rects = [Rect(row, col, row, col) for row in range(len(ys) - 1) for col in range(len(xs) - 1)]
    return Lattice(xs, ys, rects)


def separators(lines: Sequence[Line], header: Line) -> list[float]:
    """Column boundaries: the middles of blanks that hardly any line crosses."""
    allowed = max(int(CROSSING * len(lines)), 0)
    events: list[tuple[float, int]] = []
    for line in lines:
        for cell in _cells(line):
            events += [(cell[0].x0, 1), (cell[-1].x1, -1)]
    events.sort()
    left, right = events[0][0], events[-1][0]
    cuts: list[float] = []
    depth, blank_from = 0, None
    for x, step in events:
        before, depth = depth, depth + step
        if before > allowed >= depth:
            blank_from = x
        elif before <= allowed < depth and blank_from is not None and x - blank_from >= MIN_SEPARATOR:
            cuts.append((blank_from + x) / 2)
    return [left - 1, *cuts, max(right, header.x1) + 1]


def has_values(lines: Sequence[Line], xs: list[float]) -> bool:
    """Whether a column other than the first holds values for the most part."""
    for left, right in itertools.pairwise(xs):
        texts = [_text(cell) for line in lines for cell in _cells(line) if left <= cell[0].x0 + 1 < right]
        values = sum(_is_figure(text) for text in texts)
        if texts and values >= VALUE_SHARE * len(texts):
            return True
    return False
