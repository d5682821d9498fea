"""What stands in a column: evidence for its role, and the values of its cells.

A column's evidence is gathered from a bounded sample of rows, so that a sheet of
20,000 rows costs no more here than one of 400.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from statistics import median

from bot.kinerja.model import JenisNilai, Nilai
from bot.kinerja.values import NumberStyle, infer_style, nilai_from_number, parse_nilai
from bot.tables.grid import Cell, Grid
from bot.tables.understanding import allowance
from bot.tables.understanding.headers import Column
from bot.tables.understanding.wording import YEAR, bersih, split_number

SAMPLE = 400
"""Rows of a body that are looked at for evidence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a column's cells look like.  Ratios are of the non-blank cells."""

    filled: int
    numeric: float
    """Cells whose value is a number, grade, range or bound."""
    words: float
    """Cells of at least three words without being a value."""
    years: float
    percent: float
    money: float
    """Numbers of at least 10,000, or with ``Rp``."""
    median: Decimal | None
    length: float
    """Mean length of the texts."""
    style: NumberStyle
    serial: float
    """Cells that number the rows: ``1``, ``1.``, ``a.``, ``II``."""

    @property
    def is_numbers(self) -> bool:
        return self.filled > 0 and self.numeric >= 0.6


def absorb(grid: Grid, columns: Sequence[Column], body: range) -> tuple[Column, ...]:
    """Join columns that have no leaf heading of their own to a neighbour with which they never share a row.

    Such columns are the spacer columns of drawn tables; where both are filled in one row the
    unheaded column stays by itself and is shown as unknown.
    """
    sample = list(body[:SAMPLE])
    out: list[Column] = []
    for column in columns:
        if out and _is_spacer(out[-1], column) and _apart(grid, out[-1], column, sample):
            out[-1] = replace(out[-1], right=column.right)
        else:
            out.append(column)
    result: list[Column] = []
    for column in reversed(out):
        if result and _is_spacer(result[-1], column) and _apart(grid, column, result[-1], sample):
            result[-1] = replace(result[-1], left=column.left)
        else:
            result.append(column)
    return tuple(reversed(result))


def _is_spacer(headed: Column, blank: Column) -> bool:
    """Whether a column's headings are none, or only the group's that its neighbour has too."""
    if not blank.levels:
        return True
    return len(blank.levels) < len(headed.levels) and headed.levels[: len(blank.levels)] == blank.levels


def _apart(grid: Grid, left: Column, right: Column, sample: Sequence[int]) -> bool:
    both = sum(1 for r in sample if _any(grid, r, left) and _any(grid, r, right))
    if both:
        return False
    used = sum(1 for r in sample if _any(grid, r, left) or _any(grid, r, right))
    return used > 0 or not right.levels


def _any(grid: Grid, row: int, column: Column) -> bool:
    cells = grid.rows[row]
    return any(cells[c].text.strip() for c in range(column.left, min(column.right, len(cells) - 1) + 1))


def own_cell(grid: Grid, row: int, column: Column) -> tuple[Cell, int] | None:
    """The filled cell of a logical column in a row and its physical column; several are joined in reading
    order.
    """
    cells = grid.rows[row]
    if column.left == column.right:  # nearly every column, asked for many times in each row
        at = column.left
        return (cells[at], at) if at < len(cells) and cells[at].text.strip() else None
    found: list[tuple[Cell, int]] = []
    for c in range(column.left, min(column.right, len(cells) - 1) + 1):
        if cells[c].text.strip():
            found.append((cells[c], c))
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    text = " ".join(bersih(cell.text) for cell, _ in found)
    first, at = found[0]
    return replace(first, raw=text, text=text), at


def shown_cell(grid: Grid, row: int, column: Column) -> tuple[Cell, int, int] | None:
    """Like :func:`own_cell`, but a cell that is merged from above counts too: (cell, row, column) of its
    anchor.
    """
    own = own_cell(grid, row, column)
    if own is not None:
        return own[0], row, own[1]
    for c in range(column.left, column.right + 1):
        merge = grid.merge_at(row, c)
        if merge is not None and merge.top < row:
            cell = grid.cell(merge.top, merge.left)
            if cell.text.strip() and merge.left >= column.left:
                return cell, merge.top, merge.left
    return None


def nilai_of(cell: Cell, style: NumberStyle | None = None) -> Nilai:
    """A cell's value: of the number where the cell stores one, else of its text."""
    if cell.is_error:
        return Nilai(cell.text, None, JenisNilai.KOSONG, alasan_kosong="galat-rumus")
    if cell.is_number:
        return _of_number(str(cell.raw), cell.text, cell.number_format)
    return _of_text(cell.text, style)


@lru_cache(maxsize=50_000)
def _of_number(raw: str, text: str, number_format: str | None) -> Nilai:
    return nilai_from_number(Decimal(raw), text, number_format)


@lru_cache(maxsize=50_000)
def _of_text(text: str, style: NumberStyle | None) -> Nilai:
    return parse_nilai(text, style=style)


def evidence(grid: Grid, column: Column, body: range) -> Evidence:
    """Look at a bounded sample of a column's cells."""
    allowance.check()
    cells: list[Cell] = []
    for r in body[:SAMPLE]:
        found = own_cell(grid, r, column)
        if found is not None:
            cells.append(found[0])
    return of_cells(cells)


def of_cells(cells: Iterable[Cell]) -> Evidence:
    """Evidence of given cells."""
    listed = [c for c in cells if c.text.strip()]
    total = len(listed)
    if not total:
        return Evidence(0, 0, 0, 0, 0, 0, None, 0, NumberStyle(), 0)
    numeric = words = years = percent = money = serial = 0
    numbers: list[Decimal] = []
    for cell in listed:
        text = bersih(cell.text)
        value = nilai_of(cell)
        is_value = not value.is_empty or value.alasan_kosong in {
            "tanda-hubung",
            "tidak-tersedia",
            "tdi",
            "catatan-kaki",
            "galat-rumus",
            "angka-rusak",
            "belum-diukur",
        }
        numeric += is_value
        if value.nilai is not None:
            numbers.append(abs(value.nilai))
            money += abs(value.nilai) >= 10_000 or value.satuan == "Rp"
        percent += value.satuan == "%" or text.endswith("%")
        years += bool(YEAR.fullmatch(text))
        words += not is_value and len(text.split()) >= 3
        serial += _is_serial(text)
    style = infer_style(c.text for c in listed if not c.is_number)
    return Evidence(
        total,
        numeric / total,
        words / total,
        years / total,
        percent / total,
        money / total,
        median(numbers) if numbers else None,
        sum(len(c.text) for c in listed) / total,
        style,
        serial / total,
    )


def _is_serial(text: str) -> bool:
    bare = text.strip(" .()")
    return len(bare) <= 4 and (
        bare.isdigit() or (bare.isalpha() and (len(bare) == 1 or set(bare.lower()) <= set("ivxl")))
    )


def column_style(grid: Grid, columns: Iterable[Column], body: range) -> NumberStyle:
    """How separators are used in columns that belong together (target, realisasi and earlier years)."""
    return infer_style(_texts(grid, columns, body))


def _texts(grid: Grid, columns: Iterable[Column], body: range) -> Iterator[str]:
    for column in columns:
        for r in body:
            found = own_cell(grid, r, column)
            if found is not None and not found[0].is_number and len(found[0].text) <= 60:
                yield found[0].text


def is_name_like(text: str) -> bool:
    """Whether a text could be the name of an indicator, sasaran or program: words, not a value."""
    _, rest = split_number(text)
    return sum(ch.isalpha() for ch in rest) >= 3 and parse_nilai(rest).is_empty
