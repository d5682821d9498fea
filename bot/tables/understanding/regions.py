"""Tables in a grid: where each header stands, and how far its body reaches."""

from __future__ import annotations

from dataclasses import dataclass

from bot.tables.grid import Grid
from bot.tables.intake import failures
from bot.tables.understanding import allowance
from bot.tables.understanding.columns import absorb
from bot.tables.understanding.headers import Column, columns_of, header_rows, is_header_start
from bot.tables.understanding.wording import bersih, heading

MAX_COLS = 400
MAX_TABLES = 400
"""Different headers that follow each other in one grid; the fullest sheet seen holds nine tables."""
TITLE_ROWS = 14
"""Rows above a header that may hold its title."""


@dataclass(frozen=True, slots=True)
class Region:
    """One table of a grid.  ``body`` excludes repeated headers (``skip``)."""

    grid: Grid
    top: int
    head_bottom: int
    bottom: int
    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    skip: frozenset[int] = frozenset()

    @property
    def body(self) -> range:
        return range(self.head_bottom + 1, self.bottom + 1)

    @property
    def rentang(self) -> str:
        from bot.tables.grid import address

        g = self.grid
        left = min((c.left for c in self.columns), default=0)
        right = max((c.right for c in self.columns), default=max(g.n_cols - 1, 0))
        first = address(self.top + g.first_row, left + g.first_col)
        return f"{first}:{address(self.bottom + g.first_row, right + g.first_col)}"


@dataclass(frozen=True, slots=True)
class _Head:
    top: int
    bottom: int
    columns: tuple[Column, ...]
    key: tuple[str, ...]


def find_regions(grid: Grid) -> list[Region]:
    """The tables of a grid, top to bottom and left to right.  Rows are visited once."""
    right = min(grid.n_cols, MAX_COLS) - 1
    if right < 0:
        return []
    heads = _heads(grid, right)
    regions: list[Region] = []
    at = 0
    while at < len(heads):
        head = heads[at]
        skip: set[int] = set()
        following = at + 1
        while following < len(heads) and heads[following].key == head.key:
            skip.update(range(heads[following].top, heads[following].bottom + 1))
            following += 1
        end = (heads[following].top if following < len(heads) else grid.n_rows) - 1
        if following < len(heads):
            end = _without_next_title(grid, head.bottom, end, right)
        floor = regions[-1].bottom + 1 if regions else 0
        title = _titles(grid, floor, head.top, right)
        regions += _side_by_side(grid, head, end, title, frozenset(skip))
        at = following
    return regions


def _heads(grid: Grid, right: int) -> list[_Head]:
    heads: list[_Head] = []
    row = floor = different = 0
    while row < grid.n_rows:
        allowance.check()
        if not is_header_start(grid, row, 0, right):
            row += 1
            continue
        top, bottom, numbers = header_rows(grid, row, 0, right, floor)
        columns = columns_of(grid, top, bottom, numbers, 0, right)
        key = tuple("|".join(h.phrase for h in c.headings) for c in columns if c.levels)
        different += not heads or heads[-1].key != key
        if different > MAX_TABLES:
            raise failures.too_large(
                grid.berkas,
                f"lembar {grid.lembar} memuat lebih dari {MAX_TABLES} tabel",
                f"{MAX_TABLES} tabel per lembar",
                "Kirim hanya tabel indikator dan anggaran.",
            )
        heads.append(_Head(top, bottom, columns, key))
        row = floor = bottom + 1
    return heads


def _without_next_title(grid: Grid, top: int, end: int, right: int) -> int:
    """The last row of a body above the next table's header: its title lines are cut off at a blank row."""
    row = end
    seen_text = False
    while row > top and end - row <= TITLE_ROWS:
        filled = [c for c in grid.rows[row][: right + 1] if c.text.strip()]
        if not filled:
            if seen_text or row < end:
                return row
            row -= 1
            continue
        if len(filled) > 1:
            return row if not seen_text else end
        seen_text = True
        row -= 1
    return end


def _titles(grid: Grid, floor: int, top: int, right: int) -> tuple[str, ...]:
    """Lines above a header in the grid, nearest last; before them the document's lines above the grid."""
    lines: list[str] = []
    for row in range(max(floor, top - TITLE_ROWS), top):
        filled = [c for c in grid.rows[row][: right + 1] if c.text.strip()]
        if 1 <= len(filled) <= 3:
            lines.append(" ".join(bersih(c.text)[:300] for c in filled))
    return tuple(lines)


def _side_by_side(
    grid: Grid, head: _Head, end: int, title: tuple[str, ...], skip: frozenset[int]
) -> list[Region]:
    body = range(head.bottom + 1, end + 1)
    parts = _parts(grid, head.columns, body) if grid.kind == "sheet" else [head.columns]
    return [Region(grid, head.top, head.bottom, end, absorb(grid, part, body), title, skip) for part in parts]


def _parts(grid: Grid, columns: tuple[Column, ...], body: range) -> list[tuple[Column, ...]]:
    """Tables that stand beside each other: groups of headed columns with empty columns between them."""
    groups: list[list[Column]] = [[]]
    for column in columns:
        empty = not column.levels and not any(
            grid.rows[r][c].text.strip() for r in body[:60] for c in range(column.left, column.right + 1)
        )
        if empty:
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(column)
    groups = [g for g in groups if g]
    if len(groups) > 1 and all(_is_table(g) for g in groups):
        return [tuple(g) for g in groups]
    return [columns]


def _is_table(columns: list[Column]) -> bool:
    """Whether columns could be a table by themselves: names and at least one measure."""
    topics = [heading(c.judul).topics for c in columns]
    names = any(t & {"indikator", "program", "kegiatan", "uraian", "sasaran"} for t in topics)
    measures = any(t & {"target", "realisasi", "capaian", "anggaran"} for t in topics)
    return names and measures and len(columns) >= 2
