"""Tables without any heading, known by their content alone, with low certainty.

Only one pattern is trusted: names of indicators, and beside them two or three
columns of numbers of which the third follows from the first two.
"""

from __future__ import annotations

from decimal import Decimal

from bot.tables.grid import Grid
from bot.tables.understanding.columns import evidence, nilai_of, own_cell
from bot.tables.understanding.headers import Column
from bot.tables.understanding.regions import Region
from bot.tables.understanding.wording import split_number, starts_like_indicator

KEYAKINAN = 0.4
MIN_ROWS = 3
_NEAR = Decimal("0.6")
Choice = tuple[str, int | None]


def guess(grid: Grid) -> tuple[Region, dict[int, Choice]] | None:
    """The region of such a table and the roles of its columns by position; None where nothing is sure."""
    rows = [r for r in range(grid.n_rows) if sum(bool(c.text.strip()) for c in grid.rows[r]) >= 3]
    if len(rows) < MIN_ROWS or grid.n_cols > 12:
        return None
    body = range(rows[0], rows[-1] + 1)
    columns = tuple(Column(c, c, (), "") for c in range(grid.n_cols))
    seen = [evidence(grid, c, body) for c in columns]
    names = next((at for at in range(grid.n_cols) if _are_indicators(grid, columns[at], rows)), None)
    if names is None:
        return None
    numbers = [at for at in range(names + 1, grid.n_cols) if seen[at].is_numbers]
    for first, second, third in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if _follows(grid, (columns[first], columns[second], columns[third]), rows):
            roles: dict[int, Choice] = {
                names: ("indikator", None),
                first: ("target", None),
                second: ("realisasi", None),
                third: ("capaian", None),
            }
            region = Region(grid, rows[0], rows[0] - 1, rows[-1], columns)
            return region, roles
    return None


def _are_indicators(grid: Grid, column: Column, rows: list[int]) -> bool:
    found = [own_cell(grid, r, column) for r in rows[:200]]
    texts = [split_number(f[0].text)[1] for f in found if f is not None]
    return len(texts) >= MIN_ROWS and sum(map(starts_like_indicator, texts)) * 10 >= len(texts) * 6


def _follows(grid: Grid, columns: tuple[Column, Column, Column], rows: list[int]) -> bool:
    """Whether the third number is realisasi ÷ target × 100 (or its opposite) in most rows."""
    checked = right = 0
    for r in rows[:200]:
        cells = [own_cell(grid, r, c) for c in columns]
        values = [nilai_of(c[0]).nilai if c is not None else None for c in cells]
        target, result, rate = values
        if target is None or result is None or rate is None or not target:
            continue
        checked += 1
        straight = result / target * 100
        right += abs(straight - rate) <= _NEAR or abs(200 - straight - rate) <= _NEAR
    return checked >= MIN_ROWS and right * 10 >= checked * 7
