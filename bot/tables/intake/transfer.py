"""A :class:`Document` as bytes and back, to cross the border of the reader's child process.

JSON, not pickle: the child has just parsed a stranger's file, so what it sends is data to be checked,
never objects to be made.  Cells of plain text, most of all cells, are written as one string.
"""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.tables.document import Document, Paragraph
from bot.tables.grid import EMPTY, Cell, Grid, Merge, Raw


class TransferError(Exception):
    """The bytes are not a document."""


def dump(document: Document) -> bytes:
    """Encode a document."""
    return json.dumps(
        {
            "berkas": document.berkas,
            "kind": document.kind,
            "grids": [_grid_out(grid) for grid in document.grids],
            "grid_order": document.grid_order,
            "paragraphs": [[p.text, p.order, p.page, p.is_heading, p.style] for p in document.paragraphs],
            "n_pages": document.n_pages,
            "pages_without_text": document.pages_without_text,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", errors="replace")


def load(data: bytes) -> Document:
    """Decode a document.  Raises TransferError."""
    try:
        tree = json.loads(data)
        return Document(
            tree["berkas"],
            tree["kind"],
            tuple(_grid_in(grid) for grid in tree["grids"]),
            tuple(tree["grid_order"]),
            tuple(Paragraph(*fields) for fields in tree["paragraphs"]),
            tree["n_pages"],
            tuple(tree["pages_without_text"]),
        )
    except (ValueError, TypeError, KeyError, IndexError, InvalidOperation, RecursionError) as error:
        raise TransferError("the child sent something else than a document") from error


def _grid_out(grid: Grid) -> dict[str, Any]:
    return {
        "berkas": grid.berkas,
        "lembar": grid.lembar,
        "rows": [[_cell_out(cell) for cell in row] for row in grid.rows],
        "merges": [[m.top, m.left, m.bottom, m.right] for m in grid.merges],
        "kind": grid.kind,
        "page": grid.page,
        "caption": grid.caption,
        "context": grid.context,
        "first_row": grid.first_row,
        "first_col": grid.first_col,
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_cols": sorted(grid.hidden_cols),
        "is_hidden": grid.is_hidden,
    }


def _grid_in(tree: dict[str, Any]) -> Grid:
    return Grid(
        tree["berkas"],
        tree["lembar"],
        tuple(tuple(_cell_in(cell) for cell in row) for row in tree["rows"]),
        tuple(Merge(*place) for place in tree["merges"]),
        tree["kind"],
        tree["page"],
        tree["caption"],
        tuple(tree["context"]),
        tree["first_row"],
        tree["first_col"],
        frozenset(tree["hidden_rows"]),
        frozenset(tree["hidden_cols"]),
        tree["is_hidden"],
    )


def _cell_out(cell: Cell) -> Any:
    if cell is EMPTY:
        return None
    raw = cell.raw
    if (
        raw == cell.text
        and isinstance(raw, str)
        and cell.number_format is None
        and cell.formula is None
        and not (cell.is_error or cell.bold or cell.page or cell.cuts)
    ):
        return raw
    kind, value = _raw_out(raw)
    if value == cell.text:
        value = None
    fields = [kind, value, cell.text, cell.number_format, cell.formula, cell.is_error, cell.bold, cell.page]
    return [*fields, cell.cuts] if cell.cuts else fields


def _raw_out(raw: Raw) -> tuple[str, Any]:
    if raw is None:
        return "", None
    if isinstance(raw, bool):
        return "b", raw
    if isinstance(raw, str):
        return "s", raw
    if isinstance(raw, int):
        return "i", str(raw)
    if isinstance(raw, Decimal):
        return "d", str(raw)
    return "f", raw


def _cell_in(tree: Any) -> Cell:
    if tree is None:
        return EMPTY
    if isinstance(tree, str):
        return Cell(tree, tree)
    kind, value, text, number_format, formula, is_error, bold, page = tree[:8]
    if value is None and kind:
        value = text
    raw: Raw = value
    if kind == "i":
        raw = int(value)
    elif kind == "d":
        raw = Decimal(value)
    cuts = tuple((int(offset), int(start)) for offset, start in tree[8]) if len(tree) > 8 else ()
    return Cell(raw, text, number_format, formula, is_error, bold, page, cuts)
