"""One table over several pages: which parts belong together, and how the parts are joined."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.tables.readers.pdf.draft import Slot, TableDraft
from bot.tables.readers.pdf.open import is_header_word
from bot.tables.readers.pdf.ruling import Rect
from bot.tables.readers.pdf.text import Vocabulary, cuts_number, is_value, seam

SAME_COLUMN = 4.0
"""Column boundaries of two pages that differ by less (pt) are the same; measured from the left edge, since
even and odd pages may have other margins."""
REDRAWN = 10.0
"""The same where both parts have as many columns: a program sets the widths of each page anew."""
SAME_WIDTH = 10.0
"""The same for the width of the whole table."""
MATCHED = 0.6
"""Share of the column boundaries that both parts must have in common."""
MAX_HEADER_ROWS = 6
ALWAYS_FILLED = 0.85
"""A column is always filled when at least this share of its rows has text."""

OPEN_END = re.compile(r"(?:[,(/-]|\b(?:dan|yang|di|ke|dari|untuk|dengan|pada|oleh|atau|dalam|serta))$")


def same_columns(first: TableDraft, second: TableDraft) -> list[float] | None:
    """Boundaries, from the left edge, that both parts share; None where they are two tables."""
    a = [x - first.xs[0] for x in first.xs]
    b = [x - second.xs[0] for x in second.xs]
    if abs(a[-1] - b[-1]) > SAME_WIDTH:
        return None
    if len(a) == len(b) >= 3 and all(abs(x - y) <= REDRAWN for x, y in zip(a, b, strict=True)):
        return a
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    if not all(any(abs(x - y) <= SAME_COLUMN for y in many) for x in few[:-1]):
        return None
    if len(few) < MATCHED * len(many) or len(few) < 3:
        return None
    return many


def row_key(table: TableDraft, row: int) -> tuple[str, ...]:
    """Texts of a row without blanks and case, for comparison."""
    return tuple("".join(slot.text.lower().split()) for slot in table.row(row) if slot.text)


def repeated_header(first: TableDraft, second: TableDraft) -> int:
    """How many rows at the top of ``second`` repeat the top of ``first``."""
    count = 0
    while count < min(MAX_HEADER_ROWS, first.n_rows, second.n_rows):
        key = row_key(second, count)
        if key != row_key(first, count) or (not key and count == 0):
            break
        count += 1
    # a header cell that reaches further down takes its rows with it
    for slot in sorted(second.slots, key=lambda s: s.rect.top):
        if (
            slot.rect.top < count <= slot.rect.bottom
            and slot.text
            and slot.rect.bottom < min(4, second.n_rows - 1)
        ):
            count = slot.rect.bottom + 1
    return count


def without_inner_headers(table: TableDraft) -> TableDraft:
    """The table without later copies of its header rows, which authors set where they expect a page break."""
    head = row_key(table, 0)
    if len(head) < 3 or any(is_value(text) for text in head):
        return table
    row, result = 1, table
    while row < result.n_rows:
        count = 0
        while (
            row + count < result.n_rows
            and count < row
            and row_key(result, row + count) == row_key(result, count)
        ):
            count += 1
        inner = {
            slot.rect.top for slot in result.slots if slot.rect.top < row + count and slot.rect.bottom >= row
        }
        if count and all(top >= row for top in inner) and not _leaves(result, row + count):
            result = _cut_out(result, row, count)
        else:
            row += 1
    return result


def _leaves(table: TableDraft, row: int) -> bool:
    """Whether a cell crosses the upper boundary of a row."""
    return any(slot.rect.top < row <= slot.rect.bottom for slot in table.slots)


def _cut_out(table: TableDraft, row: int, count: int) -> TableDraft:
    def shift(value: int) -> int:
        return value - count if value >= row + count else value

    slots = [
        replace(s, rect=replace(s.rect, top=shift(s.rect.top), bottom=shift(s.rect.bottom)))
        for s in table.slots
        if not row <= s.rect.top < row + count
    ]
    shaded = frozenset(shift(r) for r in table.shaded_rows if not row <= r < row + count)
    return replace(
        table, ys=table.ys[: row + 1] + table.ys[row + count + 1 :], slots=slots, shaded_rows=shaded
    )


def opens_header(table: TableDraft) -> bool:
    """Whether the first row reads like the header of another table."""
    words = row_key(table, 0)
    return sum(is_header_word(word) for word in words) >= 2


def continues(first: TableDraft, second: TableDraft) -> bool:
    """Whether ``second``, at the top of a page, goes on with ``first``, at the bottom of the page before."""
    if same_columns(first, second) is None:
        return False
    if repeated_header(first, second):
        return True
    if opens_header(second):
        return False
    return not (
        0 in second.shaded_rows and 0 in first.shaded_rows and second.n_rows - 1 not in second.shaded_rows
    )


def join(first: TableDraft, second: TableDraft, vocabulary: Vocabulary) -> TableDraft:
    """Both parts as one table.  Only for parts of which ``continues`` is true."""
    places = same_columns(first, second)
    if places is None:
        raise ValueError("the parts have different columns")
    upper = _on_columns(first, places)
    lower = _without_rows(_on_columns(second, places), repeated_header(first, second))
    while lower.n_rows > 1 and not row_key(lower, 0) and all(s.rect.bottom == 0 for s in lower.row(0)):
        lower = _without_rows(lower, 1)
    if not lower.slots:
        return upper
    offset = upper.n_rows
    cut_row = _is_cut_row(upper, lower)
    if cut_row:
        offset -= 1
        _append_row(upper, lower, vocabulary)
    moved = _moved(upper, lower, offset, cut_row)
    height = upper.ys[-1] - lower.ys[0]
    ys = upper.ys + [y + height for y in lower.ys[(2 if cut_row else 1) :]]
    shaded = upper.shaded_rows | {row + offset for row in lower.shaded_rows}
    return replace(
        upper, xs=[first.xs[0] + x for x in places], ys=ys, slots=upper.slots + moved, shaded_rows=shaded
    )


def _on_columns(table: TableDraft, places: list[float]) -> TableDraft:
    """The table with its cells on other column boundaries (a superset of its own)."""

    def index(x: float) -> int:
        return min(range(len(places)), key=lambda i: abs(places[i] - (x - table.xs[0])))

    own = [index(x) for x in table.xs]
    if own == list(range(len(places))):
        return table
    slots = [
        replace(
            s,
            rect=replace(
                s.rect, left=own[s.rect.left], right=max(own[s.rect.right + 1] - 1, own[s.rect.left])
            ),
        )
        for s in table.slots
    ]
    return replace(table, xs=[table.xs[0] + x for x in places], slots=slots)


def _without_rows(table: TableDraft, count: int) -> TableDraft:
    """The table without its first rows; a cell that reaches below them keeps its text."""
    if not count:
        return table
    slots = [
        replace(s, rect=replace(s.rect, top=max(s.rect.top - count, 0), bottom=s.rect.bottom - count))
        for s in table.slots
        if s.rect.bottom >= count
    ]
    shaded = frozenset(row - count for row in table.shaded_rows if row >= count)
    return replace(table, ys=table.ys[count:], slots=slots, shaded_rows=shaded)


def _last_row(table: TableDraft) -> dict[int, Slot]:
    """Cells that reach the last row, by their left column."""
    return {s.rect.left: s for s in table.slots if s.rect.bottom == table.n_rows - 1}


def _is_cut_row(upper: TableDraft, lower: TableDraft) -> bool:
    """Whether the first row of ``lower`` is the rest of a row that the page break cut."""
    above = {left: s for left, s in _last_row(upper).items() if s.text}
    below = {s.rect.left: s for s in lower.row(0) if s.text}
    if not below or not set(below) <= set(above):
        return False
    if any(_goes_on(above[left], below[left]) for left in below):
        return True
    if any(is_value(below[left].text) and is_value(above[left].text) for left in below):
        return False
    if upper.n_rows == 1:
        # only the first row of a header stood on the page before
        return len(below) < len(above)
    if set(_always_filled(upper)) - set(below):
        return True
    texts = [left for left in below if not is_value(below[left].text)]
    if any(below[left].text[0].islower() for left in texts):
        return True
    return any(OPEN_END.search(above[left].text.lower()) for left in texts)


def _goes_on(above: Slot, below: Slot) -> bool:
    """Whether the page break cut a number in two."""
    return bool(above.lines and below.lines) and cuts_number(above.lines[-1], below.lines[0])


def _always_filled(table: TableDraft) -> list[int]:
    """Left columns of cells that (nearly) every row has; empty for a table too short to tell."""
    if table.n_rows < 6:
        return []
    rows = range(2, table.n_rows)
    count: dict[int, int] = {}
    for slot in table.slots:
        if slot.text and slot.rect.top >= 2 and slot.rect.top == slot.rect.bottom:
            count[slot.rect.left] = count.get(slot.rect.left, 0) + 1
    return [left for left, filled in count.items() if filled >= ALWAYS_FILLED * len(rows)]


def _append_row(upper: TableDraft, lower: TableDraft, vocabulary: Vocabulary) -> None:
    """Append the texts of the first row of ``lower`` to the last row of ``upper``, in place."""
    above = _last_row(upper)
    for slot in lower.row(0):
        if not slot.text:
            continue
        host = above[slot.rect.left]
        glue = " "
        if host.lines and slot.lines:
            glue = seam(host.lines[-1], slot.lines[0], vocabulary)
        host.append(glue, slot)
        host.lines = host.lines + slot.lines


def _moved(upper: TableDraft, lower: TableDraft, offset: int, cut_row: bool) -> list[Slot]:
    """Cells of ``lower`` below those of ``upper``; vertical merges that go on are extended in place."""
    above = _last_row(upper)
    first = [slot for slot in lower.slots if slot.rect.top == 0]
    flowing = {
        slot.rect.bottom for slot in first if slot.rect.left in above and _flows(above[slot.rect.left], slot)
    }
    moved: list[Slot] = []
    for slot in lower.slots:
        rect = Rect(slot.rect.top + offset, slot.rect.left, slot.rect.bottom + offset, slot.rect.right)
        host = above.get(slot.rect.left) if slot.rect.top == 0 else None
        if host is not None and host.rect.right == slot.rect.right:
            tall = host.rect.bottom > host.rect.top or slot.rect.bottom > slot.rect.top
            flows = slot.rect.bottom in flowing and (slot.rect.bottom > 0 or _flows(host, slot))
            if cut_row or (tall and host.text and (flows or not slot.text)):
                if slot.text and not cut_row:
                    host.append(" ", slot)
                host.rect = replace(host.rect, bottom=max(rect.bottom, host.rect.bottom))
                continue
        if cut_row and slot.rect.top == 0:
            # other columns than above: the text was taken over, the row is there already
            if rect.bottom == offset:
                continue
            rect = replace(rect, top=offset + 1)
        moved.append(replace(slot, rect=rect))
    return moved


def _flows(host: Slot, slot: Slot) -> bool:
    """Whether the text of a merged cell goes on after the page break."""
    tall = host.rect.bottom > host.rect.top or slot.rect.bottom > slot.rect.top
    if not (tall and host.text and slot.text) or is_value(slot.text):
        return False
    return slot.text[0].islower() or OPEN_END.search(host.text.lower()) is not None
