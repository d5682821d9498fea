"""Header rows of a table, and the logical columns under them.

A header is one to some rows of heading words, perhaps with a row of column
numbers in or under it.  A logical column may span several physical ones (merges,
or the spacer columns of a drawn PDF table).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.tables.grid import Grid, address
from bot.tables.understanding.vocabulary import ROMAWI
from bot.tables.understanding.wording import (
    MAX_HEADING,
    YEAR,
    Heading,
    heading,
    is_column_number,
    is_plain_number,
)

MAX_HEADER_ROWS = 9
"""Four rows of headings in the forms; a drawn table may spread each over two physical rows."""
SEPARATOR = re.compile(r"(?:visi|misi|tujuan|sasaran|program|kegiatan)\b[^:]{0,14}: ?\S", re.IGNORECASE)
"""A row such as ``Misi 2: Meningkatkan …`` under the headings names the rows below it; it is no heading."""
_UNITS = frozenset({"k", "rp", "%", "l", "p", "n", "t", "r", "c"})


@dataclass(frozen=True, slots=True)
class Column:
    """A logical column: its physical span, its headings from top to bottom, and their cells."""

    left: int
    right: int
    levels: tuple[str, ...]
    cells: str

    @property
    def judul(self) -> str:
        return " / ".join(self.levels)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(heading(t) for t in self.levels)


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``top`` to ``bottom`` (0-based, inclusive) and the columns that they head."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """Normalised headings; equal for a header that is repeated on the next page."""
        return tuple("|".join(h.phrase for h in c.headings) for c in self.columns)


def row_texts(grid: Grid, row: int, left: int, right: int) -> list[tuple[int, str]]:
    """Non-blank cells of a row (each merge once, where it starts) as (column, text)."""
    cells = grid.rows[row]
    return [
        (c, cells[c].text.strip())
        for c in range(left, min(right, len(cells) - 1) + 1)
        if cells[c].text.strip()
    ]


def is_header_start(grid: Grid, row: int, left: int, right: int) -> bool:
    """Whether a row may be the first of a header: at least two different heading topics, no values."""
    cells = grid.rows[row]
    topics: set[frozenset[str]] = set()
    like = other = 0
    for c in range(left, min(right, len(cells) - 1) + 1):
        cell = cells[c]
        if not cell.text.strip():
            continue
        if cell.is_number and not _is_year(cell.text):
            return False
        if len(cell.text) > MAX_HEADING:
            return False
        if is_plain_number(cell.text) and not _is_year(cell.text):
            return False
        understood = heading(cell.text)
        if understood.is_like:
            like += 1
            if understood.subjects:
                topics.add(understood.subjects)
        else:
            other += 1
    return len(topics) >= 2 and like >= 2 and like * 2 > other * 3


def _is_year(text: str) -> bool:
    return bool(YEAR.fullmatch(text.strip()))


def is_number_row(texts: Iterable[str]) -> bool:
    """A row of column numbers: at least two, rising, the first small."""
    found = list(texts)
    if len(found) < 2 or not all(is_column_number(t) for t in found):
        return False
    numbers = [
        int("".join(ch for ch in t.strip("([ ").split("=")[0].split(":")[0] if ch.isdigit()) or 0)
        for t in found
    ]
    return numbers[0] <= 4 and all(a < b for a, b in pairwise(numbers))


def _is_subheading(text: str) -> bool:
    flat = text.strip()
    if len(flat) > 90:
        return False
    if _is_year(flat):
        return True
    if is_plain_number(flat):
        return False
    low = flat.casefold().strip("(). ")
    if low in _UNITS or low in ROMAWI:
        return True
    return heading(flat).is_like


def _extends(grid: Grid, row: int, top: int, left: int, right: int) -> bool:
    """Whether a row goes on with the header that started at ``top``."""
    texts = [(c, t) for c, t in row_texts(grid, row, left, right) if not _from_above(grid, row, c)]
    if not texts:
        return False
    if is_number_row(t for _, t in texts):
        return True
    if any((grid.rows[row][c].is_number or is_plain_number(t)) and not _is_year(t) for c, t in texts):
        return False
    if _header_reaches(grid, row, top, row - 1, left, right) and _under_groups(grid, row, top, texts):
        return True
    texts = [(c, t) for c, t in texts if not SEPARATOR.match(t)]
    if not texts or not all(_is_subheading(t) for _, t in texts):
        return False
    if len(texts) == 1:
        # One lone heading word below the header: a unit or the rest of a broken heading, not a separator row.
        col, text = texts[0]
        merge = grid.merge_at(row, col)
        wide = merge is not None and merge.right - merge.left + 1 >= (right - left + 1) * 2 // 3
        above = any(grid.shown(r, col).text.strip() for r in range(top, row))
        return not wide and above and len(text) <= 40 and _is_label(text)
    # A row that only names rows (``Program``, ``Kegiatan``) has values or blanks elsewhere; headings
    # stand apart.
    return True


def _under_groups(grid: Grid, row: int, top: int, texts: list[tuple[int, str]]) -> bool:
    """Whether all cells of a row stand below cells that are merged over several columns: then they divide
    these.
    """
    for c, text in texts:
        if len(text) > MAX_HEADING:
            return False
        over = [grid.merge_at(r, c) for r in range(top, row)]
        if not any(m is not None and m.right > m.left and m.bottom < row for m in over):
            return False
    return True


def _counts_years(grid: Grid, row: int, top: int, left: int, right: int) -> bool:
    """``1 2 3 4 5`` under a group ``Tahun ke-``: headings of plan years, not numbers of columns."""
    texts = [(c, t) for c, t in row_texts(grid, row, left, right) if not _from_above(grid, row, c)]
    for c, _ in texts:
        groups = [heading(grid.shown(r, c).text) for r in range(top, row)]
        if not any(h.words and "ke" in h.words[-2:] for h in groups):
            return False
    return bool(texts)


def _is_label(text: str) -> bool:
    understood = heading(text)
    return all(c is not None for c in understood.concepts)


def _from_above(grid: Grid, row: int, col: int) -> bool:
    merge = grid.merge_at(row, col)
    return merge is not None and merge.top < row


def header_rows(grid: Grid, start: int, left: int, right: int, floor: int) -> tuple[int, int, frozenset[int]]:
    """Grow a header from its start row: (top, bottom, number rows).  Rows above ``floor``
    belong to others.
    """
    top = start
    while top - 1 >= floor and start - top < 3 and _is_group_row(grid, top - 1, left, right):
        top -= 1
    bottom = start
    numbers: set[int] = set()
    row = start + 1
    blanks = 0
    while row < grid.n_rows and row - top < MAX_HEADER_ROWS + blanks:
        own = [t for c, t in row_texts(grid, row, left, right) if not _from_above(grid, row, c)]
        if not own:
            covered = any(_from_above(grid, row, c) for c in range(left, right + 1))
            blanks += 1
            if blanks > 4 or not (covered or _next_extends(grid, row, top, left, right)):
                break
            if covered and not _next_extends(grid, row, top, left, right):
                # The last row of a vertically merged header (a body row merged to above would have text).
                if _header_reaches(grid, row, top, bottom, left, right):
                    bottom = row
                row += 1
                continue
            row += 1
            continue
        if not _extends(grid, row, top, left, right):
            break
        if is_number_row(own) and not _counts_years(grid, row, top, left, right):
            numbers.add(row)
            bottom = row
            row += 1
            if not _sub_after_numbers(grid, row, top, left, right):
                break
            continue
        bottom = row
        row += 1
    return top, bottom, frozenset(numbers)


def _header_reaches(grid: Grid, row: int, top: int, bottom: int, left: int, right: int) -> bool:
    for c in range(left, right + 1):
        merge = grid.merge_at(row, c)
        if merge is not None and top <= merge.top <= bottom and merge.bottom >= row:
            return True
    return False


def _next_extends(grid: Grid, row: int, top: int, left: int, right: int) -> bool:
    """Whether one of the next two rows goes on with the header (a drawn table has blank rows in it)."""
    for ahead in (row + 1, row + 2):
        if ahead >= grid.n_rows:
            return False
        if row_texts(grid, ahead, left, right):
            return _extends(grid, ahead, top, left, right)
    return False


def _sub_after_numbers(grid: Grid, row: int, top: int, left: int, right: int) -> bool:
    """Under a number row only a row of short units (K, Rp, %) still belongs to the header."""
    if row >= grid.n_rows:
        return False
    texts = [t for c, t in row_texts(grid, row, left, right) if not _from_above(grid, row, c)]
    units = [t for t in texts if t.casefold().strip("(). ") in _UNITS]
    return len(texts) >= 2 and len(units) == len(texts)


def _is_group_row(grid: Grid, row: int, left: int, right: int) -> bool:
    """A row of group headings above the start: few cells, all heading words, at least one over several
    columns.
    """
    texts = row_texts(grid, row, left, right)
    if not texts or not all(heading(t).is_like and (heading(t).topics or _is_year(t)) for _, t in texts):
        return False
    width = right - left + 1
    spans = []
    for c, _ in texts:
        merge = grid.merge_at(row, c)
        spans.append((merge.right - merge.left + 1) if merge else 1)
    if len(texts) == 1:
        return 1 < spans[0] < width and texts[0][0] > left and len(texts[0][1]) <= 80
    return sum(spans) <= width


def columns_of(
    grid: Grid, top: int, bottom: int, numbers: frozenset[int], left: int, right: int
) -> tuple[Column, ...]:
    """Logical columns: each leaf heading with the physical columns under it."""
    rows = [r for r in range(top, bottom + 1) if r not in numbers]
    groups = {r: _spread(grid, r, left, right, rows) for r in rows}
    spans = _leaf_spans(grid, rows, left, right)
    columns: list[Column] = []
    titles = _titles(groups, rows, spans)
    for first, last in spans:
        levels: list[str] = []
        cells: list[tuple[int, int]] = []
        for r in rows:
            seen: list[tuple[int, int]] = []
            for c in range(first, last + 1):
                anchor = groups[r].get(c)
                if anchor is not None and anchor not in titles and anchor not in cells and anchor not in seen:
                    seen.append(anchor)
            for anchor in seen:
                cells.append(anchor)
                text = " ".join(grid.cell(*anchor).text.split())
                if not SEPARATOR.match(text):
                    levels.append(text)
        columns.append(Column(first, last, tuple(levels), _cell_names(grid, cells)))
    return tuple(columns)


def _titles(
    groups: dict[int, dict[int, tuple[int, int]]], rows: list[int], spans: list[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Heading cells over (nearly) all columns: they name the table, not its columns."""
    if len(spans) < 5:
        return set()
    found: set[tuple[int, int]] = set()
    for r in rows:
        over: dict[tuple[int, int], int] = {}
        for first, _ in spans:
            anchor = groups[r].get(first)
            if anchor is not None:
                over[anchor] = over.get(anchor, 0) + 1
        found.update(a for a, n in over.items() if n * 10 >= len(spans) * 8)
    return found


def _spread(grid: Grid, row: int, left: int, right: int, rows: list[int]) -> dict[int, tuple[int, int]]:
    """column → the cell whose heading stands over it in this row, group headings spread over blank
    neighbours.
    """
    over: dict[int, tuple[int, int]] = {}
    current: tuple[int, int] | None = None
    below = [r for r in rows if r > row]
    for c in range(left, right + 1):
        merge = grid.merge_at(row, c)
        if merge is not None:
            anchor = (merge.top, merge.left)
            current = None
            if grid.cell(*anchor).text.strip() and merge.top in rows:
                over[c] = anchor
                if merge.right == c and merge.right == merge.left:
                    current = None
            continue
        if grid.cell(row, c).text.strip():
            current = (row, c)
            over[c] = current
        elif (
            current is not None
            and _covered_below(grid, current, c, below)
            and not _covered_above(grid, row, c, rows)
        ):
            over[c] = current
        elif current is not None and not any(grid.cell(r, c).text.strip() for r in rows):
            continue  # a spacer column inside the group
        else:
            current = None
    return over


def _covered_below(grid: Grid, anchor: tuple[int, int], col: int, below: list[int]) -> bool:
    """A blank heading cell belongs to the group on its left when both have headings of their own below."""
    has = any(grid.cell(r, col).text.strip() for r in below)
    first = any(grid.cell(r, anchor[1]).text.strip() for r in below)
    return has and first


def _covered_above(grid: Grid, row: int, col: int, rows: list[int]) -> bool:
    """Whether the column has its own heading above, which then is not part of the group on the left."""
    return any(grid.merge_at(r, col) is None and grid.cell(r, col).text.strip() for r in rows if r < row)


def _leaf_spans(grid: Grid, rows: list[int], left: int, right: int) -> list[tuple[int, int]]:
    """Physical column spans, one for each leaf heading; columns without a heading follow their left neighbour
    only where a merge says so (others are settled by content, see :func:`~.columns.absorb`)."""
    starts: set[int] = {left}
    for r in rows:
        for c in range(left, right + 1):
            merge = grid.merge_at(r, c)
            if merge is not None:
                if c == merge.left:
                    starts.add(c)
                if c == merge.right and c + 1 <= right:
                    starts.add(c + 1)
            elif grid.cell(r, c).text.strip():
                starts.add(c)
    ordered = sorted(starts)
    spans: list[tuple[int, int]] = []
    for at, first in enumerate(ordered):
        last = (ordered[at + 1] - 1) if at + 1 < len(ordered) else right
        merged_to = first
        while merged_to < last and _same_merge(grid, rows, first, merged_to + 1):
            merged_to += 1
        spans.append((first, merged_to))
        spans.extend((c, c) for c in range(merged_to + 1, last + 1))
    return spans


def _same_merge(grid: Grid, rows: list[int], first: int, col: int) -> bool:
    """Whether the lowest heading over ``first`` also covers ``col``."""
    for r in reversed(rows):
        merge = grid.merge_at(r, first)
        if merge is not None:
            return merge.left <= col <= merge.right and not any(
                grid.cell(x, col).text.strip() for x in rows if x > r
            )
        if grid.cell(r, first).text.strip():
            return False
    return False


def _cell_names(grid: Grid, cells: list[tuple[int, int]]) -> str:
    names = [address(r + grid.first_row, c + grid.first_col) for r, c in cells]
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]}:{names[-1]}"
