"""Tables whose rows are told by shading: Word's banded styles draw no rules between cells, but fill them.

The filled cells of a band stand side by side, edge to edge; their edges are the columns.  Between two bands
lies a row without filling, whose columns are those of its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.tables.readers.pdf.content import Area, Rule
from bot.tables.readers.pdf.words import Line, Word, lines_of

NEAR = 1.0
"""Points by which edges that belong together may differ."""
MIN_CELL = 7.0
"""Width and height (pt) of the smallest cell."""
MIN_COLUMNS = 3
MIN_BANDS = 2
MAX_ROW = 160.0
"""Height (pt) of an unfilled row between two bands, at most."""
MAX_GAP = 0.8
"""Blank between two lines of a row, in letter sizes, at most."""
MAX_AREAS = 600
"""Filled cells of a page that are looked at; a dense table has 300."""


def rules_of_bands(
    horizontal: Sequence[Rule], vertical: Sequence[Rule], areas: Sequence[Area], words: Sequence[Word]
) -> tuple[list[Rule], list[Rule]]:
    """Rules (horizontal, vertical) that the filled cells of a banded table stand for; none for others."""
    cells = [a for a in areas if a.x1 - a.x0 >= MIN_CELL and a.bottom - a.top >= MIN_CELL]
    if not MIN_COLUMNS * MIN_BANDS <= len(cells) <= MAX_AREAS:
        return [], []
    bands = _bands(cells)
    if len(bands) < MIN_BANDS:
        return [], []
    top, bottom = min(b[0].top for b in bands), max(b[0].bottom for b in bands)
    beside = [a for a in cells if top - NEAR <= a.top and a.bottom <= bottom + NEAR]
    wide = [r for r in horizontal if top - MAX_ROW <= r.at <= bottom + MAX_ROW]
    left = min([*(a.x0 for a in beside), *(r.start for r in wide)])
    right = max(a.x1 for a in beside)
    edges = _distinct([left, *(x for a in beside for x in (a.x0, a.x1))])
    inner = [x for x in edges if left + NEAR < x < right - NEAR]
    if any(_ruled(x, vertical, top, bottom) for x in inner[1:]) or not _regular(bands):
        return [], []
    spans = [r for r in horizontal if r.start <= left + 2 * NEAR and r.end >= right - 2 * NEAR]
    above = [r.at for r in spans if top - MAX_ROW <= r.at <= top + NEAR]
    below = [r.at for r in spans if bottom - NEAR <= r.at <= bottom + MAX_ROW]
    lines = lines_of([w for w in words if left <= (w.x0 + w.x1) / 2 <= right])
    first = min(
        [*above, _reach([line for line in reversed(lines) if line.bottom <= top + 2], inner, top, -1)]
    )
    last = max([*below, _reach([line for line in lines if line.top >= bottom - 2], inner, bottom, 1)])
    ys = _distinct([first, last, *above, *below, *(y for b in bands for y in (b[0].top, b[0].bottom))])
    tall = [a for a in beside if _is_tall(a, ys)]
    return [part for y in ys for part in _across(y, left, right, tall)], [Rule(x, first, last) for x in edges]


def _reach(lines: Sequence[Line], inner: Sequence[float], edge: float, way: int) -> float:
    """How far the table goes beyond its last band: to where a line crosses a column or a blank stands."""
    reached = edge
    for line in lines:
        gap = (line.top - reached) if way > 0 else (reached - line.bottom)
        crosses = any(w.x0 < x - NEAR and w.x1 > x + NEAR for w in line.words for x in inner)
        joined = any(a.x1 < x < b.x0 and b.x0 - a.x1 < b.size for a, b in pairwise(line.words) for x in inner)
        if crosses or joined or gap > MAX_GAP * line.size or abs(line.y - edge) > MAX_ROW:
            break
        reached = line.bottom + 1 if way > 0 else line.top - 1
    return reached


def _bands(cells: Sequence[Area]) -> list[list[Area]]:
    """Rows of filled cells that touch each other from left to right."""
    rows: list[list[Area]] = []
    open_rows: list[list[Area]] = []
    for cell in sorted(set(cells), key=lambda a: (a.x0, a.top)):
        row = next((r for r in open_rows if _beside(r[-1], cell)), None)
        if row is None:
            row = []
            rows.append(row)
            open_rows.append(row)
        row.append(cell)
    rows.sort(key=lambda r: r[0].top)
    return [row for row in rows if len(row) >= MIN_COLUMNS]


def _beside(left: Area, right: Area) -> bool:
    return (
        abs(left.top - right.top) <= NEAR
        and abs(left.bottom - right.bottom) <= NEAR
        and abs(left.x1 - right.x0) <= NEAR
    )


def _regular(bands: Sequence[Sequence[Area]]) -> bool:
    """Whether all bands end at the same right edge: parts of one table."""
    return max(b[-1].x1 for b in bands) - min(b[-1].x1 for b in bands) <= 2 * NEAR


def _ruled(x: float, vertical: Sequence[Rule], top: float, bottom: float) -> bool:
    """Whether a drawn rule stands at ``x`` over most of the table: then rules tell the cells."""
    drawn = sum(
        min(r.end, bottom) - max(r.start, top)
        for r in vertical
        if abs(r.at - x) <= 2 * NEAR and r.end > top and r.start < bottom
    )
    return drawn * 2 > bottom - top


def _is_tall(cell: Area, ys: Sequence[float]) -> bool:
    return any(cell.top + NEAR < y < cell.bottom - NEAR for y in ys)


def _across(y: float, left: float, right: float, tall: Iterable[Area]) -> list[Rule]:
    """The rule at one height, left out where a filled cell over several rows stands."""
    parts, start = [], left
    for cell in sorted((a for a in tall if a.top + NEAR < y < a.bottom - NEAR), key=lambda a: a.x0):
        if cell.x0 - start > NEAR:
            parts.append(Rule(y, start, cell.x0))
        start = max(start, cell.x1)
    if right - start > NEAR:
        parts.append(Rule(y, start, right))
    return parts


def _distinct(values: Iterable[float]) -> list[float]:
    """Values that differ by more than the tolerance, ascending."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * NEAR:
            found.append(value)
    return found
