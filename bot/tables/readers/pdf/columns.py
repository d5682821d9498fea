"""Columns that are not ruled, or not in every row: cells are cut where the text of a row leaves blanks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.tables.readers.pdf.draft import Slot, TableDraft
from bot.tables.readers.pdf.open import (
    COLUMN_GAP,
    CROSSING,
    MIN_COLUMNS,
    has_values,
    is_header_word,
    separators,
)
from bot.tables.readers.pdf.ruling import Lattice, Rect
from bot.tables.readers.pdf.text import is_value
from bot.tables.readers.pdf.words import Line, Word, lines_of

SAME_WIDTH = 10.0
"""Difference of width (pt) between the parts of one table on two pages."""
MIN_PARTS = 3
"""Texts beside each other that a row without inner rules must have to be cut; two if one is a value."""


def with_open_columns(lattice: Lattice, words: Sequence[Word], before: Sequence[float]) -> Lattice:
    """A lattice that has rules between its rows only, with columns where its text has them.

    Only for tables whose first row reads like a header and that hold a column of values, and for the rest
    of such a table: ``before`` has the columns of the one that ended the page before, if there was one.
    """
    if len(lattice.xs) != 2:
        return lattice
    x0, top, x1, bottom = lattice.bbox
    inside = [w for w in words if x0 <= (w.x0 + w.x1) / 2 <= x1 and top <= w.middle <= bottom]
    lines = lines_of(inside)
    head = [line for line in lines if line.middle_y < lattice.ys[1]]
    body = [line for line in lines if line.middle_y >= lattice.ys[1]]
    titles = [word for line in head for word in _parts(line.words)]
    if sum(is_header_word(" ".join(w.text for w in title)) for title in titles) >= 2 and body:
        xs = separators([*body, *head], head[0])
        xs = [x0, *xs[1:-1], x1]
        usable = len(xs) - 1 >= MIN_COLUMNS and has_values(body, xs)
    else:
        xs = [x - before[0] + x0 for x in before]
        crossed = sum(_crosses(line, x) for line in lines for x in xs[1:-1])
        usable = bool(xs) and abs(xs[-1] - x1) <= SAME_WIDTH and crossed <= CROSSING * len(lines)
    if not usable or any(a >= b for a, b in pairwise(xs)):
        return lattice
    rects = [Rect(row, col, row, col) for row in range(len(lattice.ys) - 1) for col in range(len(xs) - 1)]
    return Lattice(xs, lattice.ys, rects)


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > COLUMN_GAP * word.size:
            groups.append([word])
        else:
            groups[-1].append(word)
    return groups


def split_wide(table: TableDraft) -> TableDraft:
    """Cells over several columns that hold a text for each: rows (often shaded ones) without inner rules."""
    slots: list[Slot] = []
    for slot in table.slots:
        parts = _wide_parts(slot, table.xs) if slot.rect.right > slot.rect.left and slot.lines else None
        slots += parts or [slot]
    return replace(table, slots=slots)


def _wide_parts(slot: Slot, xs: list[float]) -> list[Slot] | None:
    inner = range(slot.rect.left + 1, slot.rect.right + 1)
    free = [col for col in inner if not any(_crosses(line, xs[col]) for line in slot.lines)]
    bounds = [slot.rect.left, *free, slot.rect.right + 1]
    parts: list[tuple[int, int, list[Word]]] = []
    for left, right in pairwise(bounds):
        held = [
            word
            for line in slot.lines
            for word in line.words
            if (left == bounds[0] or (word.x0 + word.x1) / 2 >= xs[left])
            and (right == bounds[-1] or (word.x0 + word.x1) / 2 < xs[right])
        ]
        parts.append((left, right - 1, held))
    filled = [lines_of(held) for _, _, held in parts if held]
    has_value = any(len(lines) == 1 and is_value(lines[0].text) for lines in filled)
    if len(filled) < (2 if has_value else MIN_PARTS):
        return None
    return [
        replace(slot, rect=Rect(slot.rect.top, left, slot.rect.bottom, right), lines=lines_of(held))
        for left, right, held in parts
    ]


def _crosses(line: Line, x: float) -> bool:
    """Whether text runs over the boundary: a word, or two words with a usual blank between them."""
    for before, word in pairwise(line.words):
        if before.x1 <= x <= word.x0:
            return word.x0 - before.x1 < COLUMN_GAP * 0.7 * word.size
    return any(word.x0 < x - 1 and word.x1 > x + 1 for word in line.words)
