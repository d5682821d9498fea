"""Several rows between two rules: a ruled row is cut where its numbers and names say that rows begin.

Offices often rule only the outline of a block and set its rows apart by blanks.  The column with most
numbers counts the rows (its *anchors*); the name column says where between two anchors one row ends and
the next begins.  A cut needs evidence there: a blank, an item of a list, or a row number beside it.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.tables.readers.pdf.draft import Slot, TableDraft
from bot.tables.readers.pdf.ruling import Rect
from bot.tables.readers.pdf.text import is_value, starts_item
from bot.tables.readers.pdf.words import Line

BLANK = 1.28
"""Distance of two baselines, as a multiple of the usual one of the cell, that parts two blocks."""
MAX_VALUE_CHARS = 32
MAX_ROWS_IN_ROW = 200
LEVEL = 1.7
"""How far (in letter sizes) a name may stand from its number and still be on its row."""
AGREEING = 2
"""Number columns that must have several values for a cut without list signs or row numbers."""

PREFIX = re.compile(r"(?:rp\.?|idr|[<>≤≥±])", re.IGNORECASE)
ROW_NUMBER = re.compile(r"\(?[0-9]{1,3}(?:\.[0-9]{1,3}){0,6}[.)]{0,2}|[A-Za-z][.)]|[IVX]{1,5}[.)]?")
VALUE_START = re.compile(r"(?:rp\.?\s?)?\(?[-<>≤≥±]?\s?[0-9]|-$|–$|n/?a$", re.IGNORECASE)
UNIT = re.compile(r"[^\W\d_]{1,14}[.)]?(?:\s[^\W\d_]{1,12}){0,2}\)?|[%)]")


@dataclass(slots=True)
class _Column:
    """A cell of the row, read as values or as blocks of text."""

    slot: Slot
    values: list[list[Line]]
    """Its lines grouped by value; empty for a text cell."""
    blocks: list[list[Line]]

    @property
    def is_value(self) -> bool:
        return bool(self.values)

    def starts(self) -> list[float]:
        return [block[0].y for block in self.blocks]


def split_rows(table: TableDraft) -> TableDraft:
    """The table with every ruled row that holds several rows cut into them."""
    table = _split_tall(table)
    slots: list[Slot] = []
    ys = [table.ys[0]]
    shaded: set[int] = set()
    new_row: list[int] = []
    """Where each old row begins in the new table."""
    for row in range(table.n_rows):
        inside = [s for s in table.slots if s.rect.top == s.rect.bottom == row]
        new_row.append(len(ys) - 1)
        parts = _split(inside, table.xs, table.ys[row + 1])
        if parts is None:
            slots += [_at(slot, len(ys) - 1, len(ys) - 1) for slot in inside]
            ys.append(table.ys[row + 1])
        else:
            cells, cuts = parts
            slots += [_at(s, s.rect.top + len(ys) - 1, s.rect.bottom + len(ys) - 1) for s in cells]
            ys += [*cuts, table.ys[row + 1]]
        if row in table.shaded_rows:
            shaded.update(range(new_row[-1], len(ys) - 1))
    new_row.append(len(ys) - 1)
    for slot in table.slots:
        if slot.rect.top != slot.rect.bottom:
            slots.append(_at(slot, new_row[slot.rect.top], new_row[slot.rect.bottom + 1] - 1))
    return replace(table, ys=ys, slots=slots, shaded_rows=frozenset(shaded))


def _split_tall(table: TableDraft) -> TableDraft:
    """Cells over several rows that hold one item for each row, since their inner rules were forgotten.

    Cut only where an item (``2.``, ``b.``, a row number) begins on the first line of a row.
    """
    first_line: dict[int, float] = {}
    for slot in table.slots:
        if slot.rect.top == slot.rect.bottom and slot.lines:
            row = slot.rect.top
            first_line[row] = min(first_line.get(row, slot.lines[0].y), slot.lines[0].y)
    tall: dict[tuple[int, int], list[Slot]] = {}
    for slot in table.slots:
        if slot.rect.bottom > slot.rect.top and slot.lines:
            tall.setdefault((slot.rect.top, slot.rect.bottom), []).append(slot)
    replaced: dict[int, list[Slot]] = {}
    for (top, bottom), group in tall.items():
        opened = [_opened_rows(slot, table, first_line) for slot in group]
        rows = {row for found in opened for row, is_item in found.items() if is_item}
        for slot, found in zip(group, opened, strict=True):
            own = sorted(row for row in found if row in rows and top < row <= bottom)
            if own:
                replaced[id(slot)] = _parts(slot, own, first_line)
    if not replaced:
        return table
    return replace(table, slots=[p for slot in table.slots for p in replaced.get(id(slot), [slot])])


def _opened_rows(slot: Slot, table: TableDraft, first_line: dict[int, float]) -> dict[int, bool]:
    """Rows on whose first line a block of a tall cell begins; True for an item.  Empty for a plain list."""
    width = table.xs[slot.rect.right + 1] - table.xs[slot.rect.left]
    groups = _value_groups(slot.lines) or _blocks(slot.lines, width)
    found: dict[int, bool] = {}
    for group in groups[1:]:
        line = group[0]
        is_item = starts_item(line) or ROW_NUMBER.fullmatch(line.text.strip()) is not None
        row = next(
            (
                r
                for r in range(slot.rect.top + 1, slot.rect.bottom + 1)
                if r in first_line and abs(first_line[r] - line.y) <= 0.5 * line.size
            ),
            None,
        )
        if row is not None:
            found[row] = is_item
        elif is_item:
            return {}
    return found


def _parts(slot: Slot, rows: list[int], first_line: dict[int, float]) -> list[Slot]:
    bounds = [slot.rect.top, *rows, slot.rect.bottom + 1]
    parts = []
    for top, below in pairwise(bounds):
        low = first_line[top] - 0.6 * slot.lines[0].size if top in rows else float("-inf")
        high = first_line[below] - 0.6 * slot.lines[0].size if below in rows else float("inf")
        parts.append(_at(replace(slot, lines=[x for x in slot.lines if low <= x.y < high]), top, below - 1))
    return parts


def _at(slot: Slot, top: int, bottom: int) -> Slot:
    return replace(slot, rect=Rect(top, slot.rect.left, bottom, slot.rect.right))


def _split(slots: list[Slot], xs: list[float], end: float) -> tuple[list[Slot], list[float]] | None:
    """The cells of one ruled row, with rows counted from 0, and the heights of the cuts; None for one row."""
    columns = [_column(slot, xs[slot.rect.right + 1] - xs[slot.rect.left]) for slot in slots if slot.lines]
    values = [c for c in columns if c.is_value]
    texts = [c for c in columns if not c.is_value]
    if not values or not texts:
        return None
    rest: list[float] = []
    master = max(values, key=lambda c: len(c.values))
    guide = max(texts, key=lambda c: (len(c.blocks), c.slot.rect.left))
    if not 2 <= len(master.values) <= MAX_ROWS_IN_ROW:
        cuts = rest = _remainder(guide, texts, master)
    else:
        rest = _remainder(guide, texts, master)
        cuts = rest + _cuts(master, guide, values)
    if not cuts:
        return None
    result: list[Slot] = []
    for slot in slots:
        column = next((c for c in columns if c.slot is slot), None)
        if column is None:
            result += [_at(replace(slot, lines=[]), row, row) for row in range(len(cuts) + 1)]
        elif column.is_value:
            result += _spread_values(column, cuts)
        else:
            result += _spread_text(column, cuts, bool(rest))
    return result, [min(cut, end) for cut in cuts]


def _column(slot: Slot, width: float) -> _Column:
    return _Column(slot, _value_groups(slot.lines), _blocks(slot.lines, width))


def _value_groups(lines: list[Line]) -> list[list[Line]]:
    """Lines of a number cell grouped by value (a unit below belongs to it); empty where it is text."""
    groups: list[list[Line]] = []
    open_prefix = False
    for line in lines:
        text = line.text.strip()
        if len(text) > MAX_VALUE_CHARS:
            return []
        if VALUE_START.match(text) or is_value(text) or ROW_NUMBER.fullmatch(text):
            if open_prefix or (groups and _is_wrapped(groups[-1], line)):
                groups[-1].append(line)
            else:
                groups.append([line])
            open_prefix = False
        elif PREFIX.fullmatch(text):
            groups.append([line])
            open_prefix = True
        elif groups and UNIT.fullmatch(text):
            groups[-1].append(line)
        else:
            return []
    return groups


def _is_wrapped(group: list[Line], line: Line) -> bool:
    """Whether a number goes on in the next line: what stands before is no whole number."""
    last, first = "".join(part.text for part in group), line.words[0].text
    if line.y - group[-1].y > 1.6 * line.size:
        return False
    if first[0] in ".,":
        return True
    cut = re.search(r"\.([0-9]{0,2})$|,$", last)
    return cut is not None and last.count(".") >= 2 and len(line.words) == 1


def _blocks(lines: list[Line], width: float) -> list[list[Line]]:
    """Lines of a text cell in blocks: items of a list, parts between blanks, and after a line that was
    ended although the next word had room."""
    if not lines:
        return []
    steps = sorted(b.y - a.y for a, b in itertools.pairwise(lines))
    usual = max(steps[len(steps) // 4], 0.9 * lines[0].size) if steps else 0.0
    usual = min(usual, 1.6 * lines[0].size)
    widest = max(line.x1 - line.x0 for line in lines)
    blocks = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        first = line.words[0]
        had_room = (before.x1 - before.x0) + (first.x1 - first.x0) + 1.2 * line.size < min(widest, width)
        opens = starts_item(line) or line.y - before.y > BLANK * usual
        if opens or (had_room and first.text[:1].isupper()):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _cuts(master: _Column, guide: _Column, values: list[_Column]) -> list[float]:
    """Heights between two anchors at which the name column begins a new row."""
    anchors = [group[0].y for group in master.values]
    several = sum(len(c.values) >= 2 for c in values)
    as_many = len(guide.blocks) == len(anchors)
    if several < AGREEING and not as_many:
        return []
    numbered = _number_starts(values)
    by_number = len(numbered) == len(anchors)
    marks = _Marks(set(guide.starts()), numbered, by_number, several > AGREEING)
    cuts: list[float] = []
    for index, (upper, lower) in enumerate(itertools.pairwise(anchors)):
        cut = _best_gap(guide.slot.lines, upper, lower, numbered[index + 1] if by_number else lower, marks)
        if cut is not None and (not cuts or cut > cuts[-1]):
            cuts.append(cut)
    return cuts


@dataclass(slots=True)
class _Marks:
    """What tells where a row begins: blocks of the name column, row numbers, agreeing number columns."""

    starts: set[float]
    numbers: list[float]
    every_row_numbered: bool
    many_agree: bool


def _number_starts(values: list[_Column]) -> list[float]:
    """Heights of the row numbers or codes, where a column has them."""
    for column in values:
        texts = [group[0].text.strip() for group in column.values]
        if len(texts) > 1 and all(ROW_NUMBER.fullmatch(t) for t in texts) and column.slot.rect.left == 0:
            return [group[0].y for group in column.values]
    return []


def _best_gap(lines: list[Line], upper: float, lower: float, target: float, marks: _Marks) -> float | None:
    """The height between two lines of the name column where the row of ``lower`` begins, or None.

    ``target`` is where its first line is expected.  Numbers may stand up to a line below their name.
    """
    found: list[tuple[bool, float, float, float]] = []
    for before, line in itertools.pairwise(lines):
        slack = 0.15 * line.size
        if line.y <= upper + slack or before.y >= lower - slack:
            continue
        level = abs(line.y - lower) <= 0.6 * line.size
        near_number = any(abs(line.y - y) <= 0.6 * line.size for y in marks.numbers)
        if not (
            line.y in marks.starts or near_number or marks.every_row_numbered or (level and marks.many_agree)
        ):
            continue
        step = line.y - before.y + (0.3 * line.size if level or near_number else 0)
        found.append((starts_item(line), round(step), -abs(line.y - target), (before.bottom + line.top) / 2))
    return max(found)[3] if found else None


def _remainder(guide: _Column, texts: list[_Column], master: _Column) -> list[float]:
    """A cut below the rest of a row that the page break before left behind, above the first value."""
    anchor = master.values[0][0].y
    for column in {id(c): c for c in (guide, *texts)}.values():
        for block in column.blocks[1:]:
            first = column.blocks[0]
            rest = first[0].words[0].text[:1].islower() and first[-1].y < anchor - 0.7 * block[0].size
            if rest and abs(block[0].y - anchor) <= LEVEL * block[0].size and starts_item(block[0]):
                above = max(line.bottom for line in column.slot.lines if line.y < block[0].y)
                return [(above + block[0].top) / 2]
    return []


def _spread_values(column: _Column, cuts: list[float]) -> list[Slot]:
    rows: list[list[Line]] = [[] for _ in range(len(cuts) + 1)]
    for group in column.values:
        rows[sum(group[0].middle_y >= cut for cut in cuts)] += group
    return [_at(replace(column.slot, lines=lines), row, row) for row, lines in enumerate(rows)]


def _spread_text(column: _Column, cuts: list[float], after_rest: bool) -> list[Slot]:
    """A text cell over the rows: cut where a block begins near a cut, else merged over them.

    ``after_rest``: the first row is the rest of a row of the page before, so that a text below it is not
    its own.
    """
    starts = column.starts()[1:]
    size = column.slot.lines[0].size
    own: list[tuple[int, float]] = []
    for row, cut in enumerate(cuts, 1):
        near = [
            y for y in starts if abs((y - 0.5 * size) - cut) <= 1.6 * size and (not own or y > own[-1][1])
        ]
        crossing = [y for y in (line.y for line in column.slot.lines) if y > cut]
        if near:
            own.append((row, min(near, key=lambda y: abs(y - 0.5 * size - cut))))
        elif crossing and not any(line.top < cut + 1 and line.y > cut for line in column.slot.lines[1:]):
            following = [y for y in starts if y > cut]
            if following and following[0] == crossing[0] and (row == len(cuts) or following[0] < cuts[row]):
                own.append((row, following[0]))
    result: list[Slot] = []
    if after_rest and not (own and own[0][0] == 1) and column.slot.lines[0].middle_y >= cuts[0]:
        own.insert(0, (1, float("-inf")))
    bounds = [(0, float("-inf")), *own, (len(cuts) + 1, float("inf"))]
    for (top, low), (below, high) in itertools.pairwise(bounds):
        lines = [line for line in column.slot.lines if low <= line.y < high]
        if lines or top == 0:
            result.append(_at(replace(column.slot, lines=lines), top, below - 1))
    return result
