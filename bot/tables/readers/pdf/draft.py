"""A table of one page while it is built, before tables of several pages are joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.tables.readers.pdf.ruling import Lattice, Rect
from bot.tables.readers.pdf.words import Line, Word, lines_of

NARROW_COLUMN = 8.0
NARROW_ROW = 6.0
"""A blank column or row narrower than this (pt) is the space between double rules; text needs more."""
OVERHANG = 3.0
"""Text may stand this far (pt) outside the outer rules and still belong to the table."""


@dataclass(slots=True)
class Slot:
    """A cell: its rect, the lines in it, and once they are joined its text."""

    rect: Rect
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    page: int | None = None
    cuts: tuple[tuple[int, int], ...] = ()
    """Offsets in ``text`` at which another page begins, with that page."""

    def append(self, glue: str, other: Slot) -> None:
        """Take over the text of a cell that goes on after a page break."""
        start = len(self.text) + len(glue)
        if other.page is not None:
            self.cuts += ((start, other.page),)
        self.cuts += tuple((start + offset, page) for offset, page in other.cuts)
        self.text += glue + other.text

    @property
    def bold(self) -> bool:
        return bool(self.lines) and sum(line.bold for line in self.lines) * 2 > len(self.lines)


@dataclass(slots=True)
class TableDraft:
    """Boundaries and cells of a table; ``page`` is where it begins."""

    page: int
    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    is_fragment: bool = False
    """Too little text for a table of its own; only the rest of one that began on the page before."""
    shaded_rows: frozenset[int] = frozenset()
    """Rows whose background is coloured; the first of them are header rows as a rule."""

    @property
    def n_rows(self) -> int:
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        return len(self.xs) - 1

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def row(self, index: int) -> list[Slot]:
        """The cells that begin in a row, from left to right."""
        return sorted((s for s in self.slots if s.rect.top == index), key=lambda s: s.rect.left)

    def by_place(self) -> dict[tuple[int, int], Slot]:
        """Elementary cell (row, column) to its slot."""
        return {
            (row, col): slot
            for slot in self.slots
            for row in range(slot.rect.top, slot.rect.bottom + 1)
            for col in range(slot.rect.left, slot.rect.right + 1)
        }


def without_slivers(table: TableDraft) -> TableDraft:
    """The table without the narrow blank rows and columns between the cells of a double-ruled table."""
    rows = _slivers(
        table.ys, NARROW_ROW, {s.rect.top for s in table.slots if s.lines and s.rect.top == s.rect.bottom}
    )
    cols = _slivers(
        table.xs, NARROW_COLUMN, {s.rect.left for s in table.slots if s.lines and s.rect.left == s.rect.right}
    )
    if not rows and not cols:
        return table
    row_at, col_at = _places(len(table.ys), rows), _places(len(table.xs), cols)
    slots = []
    for slot in table.slots:
        r = slot.rect
        rect = Rect(row_at[r.top], col_at[r.left], row_at[r.bottom + 1] - 1, col_at[r.right + 1] - 1)
        if rect.bottom >= rect.top and rect.right >= rect.left:
            slots.append(replace(slot, rect=rect))
    return replace(
        table,
        xs=[x for i, x in enumerate(table.xs) if i not in cols],
        ys=[y for i, y in enumerate(table.ys) if i not in rows],
        slots=slots,
    )


def _slivers(places: list[float], width: float, filled: set[int]) -> set[int]:
    """Indexes of intervals to drop: narrow ones without text of their own.  One interval always stays."""
    narrow = {i for i in range(len(places) - 1) if places[i + 1] - places[i] < width and i not in filled}
    return narrow if len(narrow) < len(places) - 1 else set()


def _places(count: int, dropped: set[int]) -> list[int]:
    """Old boundary to new one."""
    found, at = [], 0
    for index in range(count):
        found.append(at)
        at += index not in dropped
    return found


def fill(lattice: Lattice, words: Sequence[Word], page: int) -> tuple[TableDraft, set[int]]:
    """Put words into the cells of a lattice.  Also returns ``id`` of each word that was used."""
    owner = lattice.owner()
    slots = [Slot(rect, page=page) for rect in lattice.rects]
    held: list[list[Word]] = [[] for _ in slots]
    used: set[int] = set()
    x0, top, x1, bottom = lattice.bbox
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        if not (x0 - OVERHANG <= x <= x1 + OVERHANG and top <= y <= bottom):
            continue
        col = min(max(bisect_right(lattice.xs, x) - 1, 0), len(lattice.xs) - 2)
        row = min(max(bisect_right(lattice.ys, y) - 1, 0), len(lattice.ys) - 2)
        held[owner[row, col]].append(word)
        used.add(id(word))
    for slot, inside in zip(slots, held, strict=True):
        slot.lines = lines_of(inside)
    return TableDraft(page, list(lattice.xs), list(lattice.ys), slots), used
