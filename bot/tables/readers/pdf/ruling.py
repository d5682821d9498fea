"""Rules on a page become tables of cells: lattices are found, and each is cut into rectangles.

A table is a connected group of horizontal and vertical rules.  Its boundaries are the places of those
rules; a cell spans every boundary at which its inner edge is missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.tables.readers.pdf.content import Area, Rule

SNAP = 2.5
"""Rules closer than this (pt) are one: double lines, and the borders of neighbouring cells."""
JOIN_GAP = 4.5
"""Pieces of one line (dashes, the borders of single cells) may be this far apart (pt)."""
TOUCH = 3.5
"""A horizontal and a vertical rule meet when they come this close (pt)."""
MIN_RULE = 6.0
"""Shorter rules (pt) after joining are dots, arrow heads or underlined letters."""
COVER = 0.55
"""Share of a cell's side that a rule must cover to be its edge."""
SLIVER = 12.0
"""Boundaries at most this far apart (pt) that never stand in the same row are one, drawn carelessly."""
MAX_RULES = 4_000
"""Joined rules of a page; a table of 40 columns and 80 rows has 120, a map has tens of thousands."""
MAX_CELLS = 20_000
"""Elementary cells of one lattice."""
MAX_AREAS = 500
"""Shaded areas of one table that are looked at."""
RULED_SHARE = 0.4
"""Share of the columns that must be ruled at a boundary for the end of a shade to close the others."""
FRAME_COVER = 0.6
"""Share of its outline that a table must have as rules.  Boxes joined by arrows have much less."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A cell: rows ``top`` to ``bottom`` and columns ``left`` to ``right``, 0-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Lattice:
    """Boundaries in points, ascending, and the cells between them, which tile the whole."""

    xs: list[float]
    ys: list[float]
    rects: list[Rect] = field(default_factory=list)

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def owner(self) -> dict[tuple[int, int], int]:
        """Elementary cell (row, column) to the index of its rect."""
        return {
            (row, col): index
            for index, rect in enumerate(self.rects)
            for row in range(rect.top, rect.bottom + 1)
            for col in range(rect.left, rect.right + 1)
        }


def find_lattices(
    horizontal: Sequence[Rule], vertical: Sequence[Rule], areas: Sequence[Area] = ()
) -> list[Lattice]:
    """All ruled tables of a page, top to bottom; frames with a single cell are among them.

    ``areas``: where the page is shaded.  A shaded header ends where its shade ends, ruled or not.
    """
    rows, columns = join_rules(horizontal), join_rules(vertical)
    if len(rows) + len(columns) > MAX_RULES:
        rows = sorted(rows, key=lambda r: r.start - r.end)[: MAX_RULES // 2]
        columns = sorted(columns, key=lambda r: r.start - r.end)[: MAX_RULES // 2]
    found = []
    for h_group, v_group in _components(rows, columns):
        lattice = _lattice(h_group, v_group, areas)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def join_rules(rules: Sequence[Rule]) -> list[Rule]:
    """Collinear pieces joined to whole lines; what stays shorter than MIN_RULE is dropped."""
    joined: list[Rule] = []
    for at, group in _clusters(sorted(rules), SNAP):
        start = end = None
        for rule in sorted(group, key=lambda r: r.start):
            if end is not None and start is not None and rule.start - end <= JOIN_GAP:
                end = max(end, rule.end)
                continue
            if end is not None and start is not None and end - start >= MIN_RULE:
                joined.append(Rule(at, start, end))
            start, end = rule.start, rule.end
        if end is not None and start is not None and end - start >= MIN_RULE:
            joined.append(Rule(at, start, end))
    return joined


def _clusters(rules: Sequence[Rule], width: float) -> list[tuple[float, list[Rule]]]:
    """Rules (sorted by place) in groups not wider than ``width``, with the length-weighted middle of each."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= width:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    result = []
    for group in groups:
        weight = sum(r.end - r.start + 0.01 for r in group)
        result.append((sum(r.at * (r.end - r.start + 0.01) for r in group) / weight, group))
    return result


def _components(rows: list[Rule], columns: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that touch each other, directly or through others."""
    parent = list(range(len(rows) + len(columns)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    order = sorted(range(len(columns)), key=lambda i: columns[i].at)
    places = [columns[i].at for i in order]
    for index, row in enumerate(rows):
        first, last = bisect_left(places, row.start - TOUCH), bisect_right(places, row.end + TOUCH)
        for k in order[first:last]:
            column = columns[k]
            if column.start - TOUCH <= row.at <= column.end + TOUCH:
                parent[root(index)] = root(len(rows) + k)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(root(index), ([], []))[0].append(row)
    for index, column in enumerate(columns):
        groups.setdefault(root(len(rows) + index), ([], []))[1].append(column)
    return [group for group in groups.values() if group[0] and group[1]]


def _lattice(rows: list[Rule], columns: list[Rule], areas: Sequence[Area]) -> Lattice | None:
    xs = _boundaries([r.at for r in columns], [r.start for r in rows], [r.end for r in rows])
    ys = _boundaries([r.at for r in rows], [r.start for r in columns], [r.end for r in columns])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MAX_CELLS:
        return None
    if not _is_framed(xs, ys, rows, columns):
        return None
    across, down = _Edges(columns, xs, ys), _Edges(rows, ys, xs)
    for axis, (edges, other) in enumerate(((across, ys), (down, xs))):
        doubled = _careless(
            edges, xs if axis == 0 else ys, len(other) - 1, SLIVER if axis == 0 else SNAP * 1.6
        )
        if doubled:
            kept = [v for i, v in enumerate(xs if axis == 0 else ys) if i not in doubled]
            xs, ys = (kept, ys) if axis == 0 else (xs, kept)
            across, down = _Edges(columns, xs, ys), _Edges(rows, ys, xs)
    shade = _Shade(areas, xs, ys, down)
    rects = cut(
        len(ys) - 1,
        len(xs) - 1,
        lambda row, col: across.has(col, row),
        lambda row, col: down.has(row, col) or shade.ends(row, col),
    )
    return compact(Lattice(xs, ys, rects))


def _boundaries(places: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Places of rules, snapped; the outer ends of the crossing rules where no rule closes the table."""
    found = [at for at, _ in _clusters(sorted(Rule(p, 0, 1) for p in places), SNAP)]
    low, high = min(starts), max(ends)
    if found and low < found[0] - TOUCH:
        found.insert(0, low)
    if found and high > found[-1] + TOUCH:
        found.append(high)
    return found


def _is_framed(xs: list[float], ys: list[float], rows: list[Rule], columns: list[Rule]) -> bool:
    """Whether the outline is a rectangle for the most part.

    Each side counts what its nearest rules cover; a side without any rule (an open table) counts the
    rules that end there.
    """

    def share(rules: list[Rule], at: float, low: float, high: float) -> float:
        return sum(min(r.end, high) - max(r.start, low) for r in rules if abs(r.at - at) <= SNAP) / (
            high - low
        )

    def ending(rules: list[Rule], low: float, high: float) -> float:
        whole = sum(r.start - low < 12 and high - r.end < 12 for r in rules)
        return whole / len(rules) if rules else 0.0

    x0, x1, y0, y1 = xs[0], xs[-1], ys[0], ys[-1]
    if x1 - x0 < 1 or y1 - y0 < 1:
        return False
    sides = [
        max(share(columns, x0, y0, y1), ending(rows, x0, x1)),
        max(share(columns, x1, y0, y1), ending(rows, x0, x1)),
        max(share(rows, y0, x0, x1), ending(columns, y0, y1)),
        max(share(rows, y1, x0, x1), ending(columns, y0, y1)),
    ]
    return sum(sides) / 4 >= FRAME_COVER and sum(side >= 0.5 for side in sides) >= 3


class _Edges:
    """Which parts of each boundary are drawn: ``has(boundary, interval)``."""

    def __init__(self, rules: list[Rule], places: list[float], crossing: list[float]) -> None:
        self._drawn: set[tuple[int, int]] = set()
        covered: dict[tuple[int, int], float] = {}
        for rule in rules:
            near = min(range(len(places)), key=lambda i: abs(places[i] - rule.at))
            if abs(places[near] - rule.at) > SLIVER + SNAP:
                continue
            first = max(bisect_right(crossing, rule.start) - 1, 0)
            for interval in range(first, len(crossing) - 1):
                low, high = crossing[interval], crossing[interval + 1]
                if low >= rule.end:
                    break
                part = min(rule.end, high) - max(rule.start, low)
                covered[near, interval] = covered.get((near, interval), 0.0) + part
        for (boundary, interval), length in covered.items():
            if length >= COVER * (crossing[interval + 1] - crossing[interval]):
                self._drawn.add((boundary, interval))

    def has(self, boundary: int, interval: int) -> bool:
        return (boundary, interval) in self._drawn


class _Shade:
    """Where the shade of a cell ends at a row boundary that is ruled for other columns."""

    def __init__(self, areas: Sequence[Area], xs: list[float], ys: list[float], down: _Edges) -> None:
        x0, y0, x1, y1 = xs[0], ys[0], xs[-1], ys[-1]
        near = [a for a in areas if a.x1 > x0 and a.x0 < x1 and a.bottom > y0 and a.top < y1]
        self._areas = near[:MAX_AREAS]
        self._xs, self._ys, self._down = xs, ys, down
        self._known: dict[tuple[int, int], bool] = {}

    def ends(self, row: int, col: int) -> bool:
        if not self._areas or row == 0:
            return False
        columns = len(self._xs) - 1
        if sum(self._down.has(row, c) for c in range(columns)) < RULED_SHARE * columns:
            return False
        return self._is_shaded(row - 1, col) and not self._is_shaded(row, col)

    def _is_shaded(self, row: int, col: int) -> bool:
        if (row, col) not in self._known:
            x = (self._xs[col] + self._xs[col + 1]) / 2
            low, high = self._ys[row], self._ys[row + 1]
            hits = sum(
                any(a.x0 <= x <= a.x1 and a.top <= low + part * (high - low) <= a.bottom for a in self._areas)
                for part in (0.3, 0.5, 0.7)
            )
            self._known[row, col] = hits >= 2
        return self._known[row, col]


def _careless(edges: _Edges, places: list[float], intervals: int, width: float) -> set[int]:
    """Boundaries to be dropped: those close to the one before them and never drawn in the same interval."""
    dropped: set[int] = set()
    for index in range(1, len(places)):
        before = index - 1
        if before in dropped or places[index] - places[before] > width:
            continue
        if not any(edges.has(index, i) and edges.has(before, i) for i in range(intervals)):
            # keep the outer boundary, or else the one that is drawn more often
            count = [sum(edges.has(b, i) for i in range(intervals)) for b in (before, index)]
            keep_before = before == 0 or (index != len(places) - 1 and count[0] >= count[1])
            dropped.add(index if keep_before else before)
    return dropped


def cut(
    n_rows: int,
    n_cols: int,
    has_left: Callable[[int, int], bool],
    has_top: Callable[[int, int], bool],
) -> list[Rect]:
    """Tile an array of elementary cells with rectangles, each as wide and then as high as no edge forbids."""
    taken: set[tuple[int, int]] = set()
    rects: list[Rect] = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in taken:
                continue
            right = col
            while right + 1 < n_cols and (row, right + 1) not in taken and not has_left(row, right + 1):
                right += 1
            bottom = row
            while bottom + 1 < n_rows and _continues(bottom + 1, col, right, taken, has_left, has_top):
                bottom += 1
            rects.append(Rect(row, col, bottom, right))
            taken.update((r, c) for r in range(row, bottom + 1) for c in range(col, right + 1))
    return rects


def _continues(
    row: int,
    left: int,
    right: int,
    taken: set[tuple[int, int]],
    has_left: Callable[[int, int], bool],
    has_top: Callable[[int, int], bool],
) -> bool:
    if any((row, c) in taken or has_top(row, c) for c in range(left, right + 1)):
        return False
    return not any(has_left(row, c) for c in range(left + 1, right + 1))


def compact(lattice: Lattice) -> Lattice:
    """Without boundaries at which no cell begins."""
    rows = sorted({rect.top for rect in lattice.rects})
    cols = sorted({rect.left for rect in lattice.rects})
    row_of = {row: i for i, row in enumerate(rows)}
    col_of = {col: i for i, col in enumerate(cols)}
    rects = [
        Rect(
            row_of[r.top],
            col_of[r.left],
            bisect_right(rows, r.bottom) - 1,
            bisect_right(cols, r.right) - 1,
        )
        for r in lattice.rects
    ]
    return Lattice(
        [lattice.xs[c] for c in cols] + [lattice.xs[-1]],
        [lattice.ys[r] for r in rows] + [lattice.ys[-1]],
        rects,
    )
