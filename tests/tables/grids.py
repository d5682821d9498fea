"""Grids for tests, written as rows of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.kinerja.model import BarisAnggaran, IndicatorTable, Indikator
from bot.tables.document import Bacaan, Document
from bot.tables.grid import EMPTY, Cell, Grid, Merge
from bot.tables.read import understand

Value = str | int | float | Decimal | Cell | None


def cell(value: Value) -> Cell:
    if value is None or value == "":
        return EMPTY
    if isinstance(value, Cell):
        return value
    if isinstance(value, str):
        return Cell(value, value)
    return Cell(value, str(value))


def grid(
    rows: Sequence[Sequence[Value]],
    merges: Sequence[tuple[int, int, int, int]] = (),
    *,
    kind: str = "sheet",
    caption: str | None = None,
    context: Sequence[str] = (),
    name: str = "Lembar1",
    page: int | None = None,
) -> Grid:
    """``merges`` are (top, left, bottom, right), 0-based and inclusive."""
    width = max((len(r) for r in rows), default=0)
    cells = tuple(tuple(cell(v) for v in [*r, *[None] * (width - len(r))]) for r in rows)
    return Grid(
        "uji.xlsx", name, cells, tuple(Merge(*m) for m in merges), kind, page, caption, tuple(context)
    )


def document(*grids: Grid, kind: str = "xlsx") -> Document:
    return Document("uji.xlsx", kind, grids)


def baca(*grids: Grid, **options: object) -> Bacaan:
    return understand(document(*grids), **options)  # type: ignore[arg-type]


def satu(*grids: Grid, **options: object) -> IndicatorTable:
    """The only table of the grids."""
    tables = baca(*grids, **options).tabel
    assert len(tables) == 1, [t.rentang for t in tables]
    return tables[0]


def peran(table: IndicatorTable) -> list[str]:
    return [k.peran for k in table.kolom]


def by_name(table: IndicatorTable, start: str) -> Indikator:
    return next(i for i in table.indikator if i.nama.isi.startswith(start))


def line(table: IndicatorTable, start: str) -> BarisAnggaran:
    return next(a for a in table.anggaran if a.nama.isi.startswith(start))


def num(isian: object) -> Decimal | None:
    """The number of an Isian, or None."""
    return getattr(isian, "angka", None)
