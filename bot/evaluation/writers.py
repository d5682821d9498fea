"""Writes a generated layout in a file format, as the programs of offices would."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.errors import ErrorCode, LkjipError
from bot.evaluation.grammar import Layout, Written


def write(layout: Layout, folder: Path) -> Path:
    """The layout as a file in ``folder``.  Raises LkjipError (exit code 3) where a writer is missing."""
    path = folder / layout.id
    try:
        path.write_bytes(WRITERS[layout.format](layout))
    except ModuleNotFoundError as error:
        raise LkjipError(
            ErrorCode.FEATURE_MISSING,
            f"Penulis berkas {layout.format} untuk evaluasi sintetis belum terpasang ({error.name}).",
            "Pasang dengan: pip install -c constraints.txt 'asisten-lkjip[dev]'.",
            exit_code=3,
        ) from None
    return path


def text_of(cell: Written) -> str:
    """What a person reads in the cell, for formats that know only text."""
    if cell.value is None:
        return ""
    if isinstance(cell.value, Decimal):
        if cell.format and cell.format.endswith("%"):
            return f"{cell.value * 100:.2f}%".replace(".", ",")
        return f"{cell.value:f}".replace(".", ",")
    return str(cell.value)


def _xlsx(layout: Layout) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Sheet1"
    for row, cells in enumerate(layout.rows, 1):
        for col, cell in enumerate(cells, 1):
            if cell.value is not None:
                target = sheet.cell(row, col, cell.value)
                if cell.format:
                    target.number_format = cell.format
    for top, left, bottom, right in layout.merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _xls(layout: Layout) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    merged = {(top, left): (bottom, right) for top, left, bottom, right in layout.merges}
    for row, cells in enumerate(layout.rows):
        for col, cell in enumerate(cells):
            value = float(cell.value) if isinstance(cell.value, Decimal) else cell.value
            style = xlwt.easyxf(num_format_str=cell.format) if cell.format else xlwt.Style.default_style
            if (row, col) in merged:
                bottom, right = merged[row, col]
                sheet.write_merge(row, bottom, col, right, value, style)
            elif value is not None:
                sheet.write(row, col, value, style)
    raw = io.BytesIO()
    book.save(raw)
    return raw.getvalue()


def _ods(layout: Layout) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import CoveredTableCell, Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet1")
    spans = {(t, left): (b - t + 1, r - left + 1) for t, left, b, r in layout.merges}
    covered = {
        (row, col)
        for t, left, b, r in layout.merges
        for row in range(t, b + 1)
        for col in range(left, r + 1)
        if (row, col) != (t, left)
    }
    for row, cells in enumerate(layout.rows):
        line = TableRow()
        for col, cell in enumerate(cells):
            if (row, col) in covered:
                line.addElement(CoveredTableCell())
                continue
            given: dict[str, Any] = {}
            if (row, col) in spans:
                given["numberrowsspanned"], given["numbercolumnsspanned"] = spans[row, col]
            if isinstance(cell.value, Decimal | int):
                given |= {"valuetype": "float", "value": str(cell.value)}
            elif cell.value is not None:
                given["valuetype"] = "string"
            made = TableCell(**given)
            if cell.value is not None:
                made.addElement(P(text=text_of(cell)))
            line.addElement(made)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _csv(layout: Layout) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if len(layout.rows) % 2 else ",")
    writer.writerows([text_of(cell) for cell in cells] for cells in layout.rows)
    return out.getvalue().encode("utf-8-sig" if len(layout.rows) % 3 == 0 else "utf-8")


def _docx(layout: Layout) -> bytes:
    from docx import Document

    document: Any = Document()
    for line in layout.judul:
        document.add_paragraph(line)
    table = document.add_table(rows=len(layout.rows), cols=layout.width)
    table.style = "Table Grid"
    grid = [list(row.cells) for row in table.rows]
    for row, cells in enumerate(layout.rows):
        for col, cell in enumerate(cells):
            if cell.value is not None:
                grid[row][col].text = text_of(cell)
    for top, left, bottom, right in layout.merges:
        grid[top][left].merge(grid[bottom][right])
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _pdf(layout: Layout) -> bytes:
    from bot.evaluation.pdf import table_pdf

    return table_pdf(layout.judul, [[text_of(c) for c in row] for row in layout.rows], layout.merges)


WRITERS: dict[str, Callable[[Layout], bytes]] = {
    "xlsx": _xlsx,
    "xls": _xls,
    "ods": _ods,
    "csv": _csv,
    "docx": _docx,
    "pdf": _pdf,
}
