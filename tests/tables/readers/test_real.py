"""Files of real offices, where they are at hand: read completely, and as other readers read them."""

from __future__ import annotations

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx as python_docx
import openpyxl
import pytest

from bot.errors import ErrorCode, LkjipError
from bot.tables.grid import Grid
from bot.tables.readers import values
from bot.tables.sandbox import read_document
from tests.tables.files import read

FOLDER = Path(
    os.environ.get("LKJIP_TEST_DATA", Path(__file__).resolve().parents[3] / ".." / "shared" / "data")
)
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"test material is not at {FOLDER}"),
]


def files(*endings: str) -> list[Path]:
    return sorted(path for path in FOLDER.glob("tabel/*") if path.suffix in endings)


def names(paths: list[Path]) -> list[Any]:
    return [pytest.param(path, id=path.stem[:30]) for path in paths]


@pytest.mark.parametrize("path", names(files(".xlsx", ".csv", ".docx")))
def test_every_table_file_is_read(path: Path) -> None:
    document = read_document(path)
    assert any(cell.text for grid in document.grids for row in grid.rows for cell in row)
    for grid in document.grids:
        assert {len(row) for row in grid.rows} <= {grid.n_cols}


@pytest.mark.parametrize("path", names(files(".doc")))
def test_legacy_doc_is_named(path: Path) -> None:
    with pytest.raises(LkjipError) as caught:
        read_document(path)
    assert caught.value.code is ErrorCode.FILE_LEGACY_DOC


@pytest.mark.parametrize("path", names(files(".xlsx")))
def test_workbooks_agree_with_openpyxl(path: Path) -> None:
    shown = openpyxl.load_workbook(path, data_only=True)
    written = openpyxl.load_workbook(path)
    for grid in read(path).grids:
        for row in range(grid.n_rows):
            for col in range(grid.n_cols):
                agree(grid, row, col, shown[grid.lembar], written[grid.lembar])
        theirs = {str(area) for area in written[grid.lembar].merged_cells.ranges if area.size["rows"] > 1}
        ours = {
            f"{grid.sel(m.top, m.left).alamat}:{grid.sel(m.bottom, m.right).alamat}"
            for m in grid.merges
            if m.bottom > m.top
        }
        assert ours <= theirs or grid.n_rows < written[grid.lembar].max_row


def agree(grid: Grid, row: int, col: int, shown: Any, written: Any) -> None:
    value = shown.cell(row + 1, col + 1).value
    source = written.cell(row + 1, col + 1)
    cell = grid.cell(row, col)
    if isinstance(value, float):
        assert cell.raw is not None
        assert Decimal(str(cell.raw)) == Decimal(str(values.from_float(value)))
    elif isinstance(value, str):
        assert cell.text == values.clean(values.unescape(value))
    elif isinstance(value, dt.datetime):
        assert str(value.year) in cell.text
    else:
        assert cell.raw == value
    if isinstance(source.value, str) and source.value.startswith("="):
        assert cell.formula == source.value
    if cell.raw is not None:
        assert cell.number_format == source.number_format


@pytest.mark.parametrize("path", names(files(".docx")))
def test_documents_hold_every_word_of_python_docx(path: Path) -> None:
    document = read(path)
    tables = [grid for grid in document.grids if grid.lembar.removeprefix("Tabel ").isdigit()]
    theirs = python_docx.Document(str(path)).tables
    assert len(tables) >= len(theirs)
    for grid, table in zip(tables, theirs, strict=False):
        seen = " ".join(cell.text for row in grid.rows for cell in row).split()
        cells = {id(cell._tc): cell for row in table.rows for cell in row.cells}
        expected = " ".join(cell.text for cell in cells.values()).split()
        assert set(expected) <= set(seen)
