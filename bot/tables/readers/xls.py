"""Old and binary Excel workbooks (xls, xlsb) through calamine.

For xls number formats, bold type and what is hidden come from :mod:`bot.tables.readers.biff`; the text
of formulas does not, so a formula is only ``=``.  For xlsb calamine tells no formats.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from bot.errors import LkjipError
from bot.tables.document import Document
from bot.tables.grid import Cell
from bot.tables.intake import failures, limits
from bot.tables.readers import biff, values
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish


def read_xls(path: Path, berkas: str) -> Document:
    """Read an xls workbook.  Raises LkjipError."""
    looks = biff.scan(path.read_bytes())
    if looks.is_encrypted:
        raise failures.encrypted(berkas)
    return _read(path, berkas, "xls", looks)


def read_xlsb(path: Path, berkas: str) -> Document:
    """Read an xlsb workbook.  Raises LkjipError."""
    return _read(path, berkas, "xlsb", biff.Workbook())


def _read(path: Path, berkas: str, kind: str, looks: biff.Workbook) -> Document:
    import python_calamine as calamine

    try:
        with path.open("rb") as stream, calamine.load_workbook(stream) as book:
            return _sheets(book, berkas, kind, looks)
    except calamine.PasswordError:
        raise failures.encrypted(berkas) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise failures.damaged(berkas) from error


def _sheets(book: Any, berkas: str, kind: str, looks: biff.Workbook) -> Document:
    budget = Budget(berkas)
    grids = []
    listed = book.sheets_metadata
    if len(listed) > limits.MAX_SHEETS:
        raise failures.too_many_sheets(berkas, len(listed))
    for number, meta in enumerate(listed):
        if str(meta.typ).rpartition(".")[2] != "WorkSheet":
            continue
        draft = SheetDraft(
            values.clean(meta.name), is_hidden=str(meta.visible).rpartition(".")[2] != "Visible"
        )
        own = looks.sheets[number] if number < len(looks.sheets) else biff.Looks()
        _fill(book.get_sheet_by_index(number), draft, own, looks, budget)
        grids.append(finish(draft, berkas, budget))
    return Document(berkas, kind, tuple(grids))


def _fill(sheet: Any, draft: SheetDraft, own: biff.Looks, looks: biff.Workbook, budget: Budget) -> None:
    draft.hidden_rows = own.hidden_rows
    draft.hidden_spans = own.hidden_spans
    draft.merges = sorted(
        (top, left, bottom, right)
        for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[: limits.MAX_MERGES]
    )
    if sheet.start is None:
        return
    first_row, first_col = sheet.start
    last_row, last_col = sheet.end
    check_size(last_row + 1, last_col + 1, budget.berkas, draft.lembar)
    for row, items in enumerate(sheet.to_python(skip_empty_area=True), first_row):
        count = chars = 0
        for col, value in enumerate(items, first_col):
            number_format, bold = looks.style(own.style.get((row, col)))
            formula = "=" if (row, col) in own.formulas else None
            if value == "" and formula is None:
                continue
            cell = as_cell(value, number_format, formula, bold)
            draft.cells[row, col] = cell
            count += 1
            chars += len(cell.text)
        budget.fill(count, chars)


def as_cell(value: Any, number_format: str | None, formula: str | None, bold: bool) -> Cell:
    """A value of calamine as a cell; an empty text of a formula means that no result was kept."""
    if value == "" and formula is not None:
        return Cell(None, "", number_format, formula, bold=bold)
    if isinstance(value, bool):
        return values.bool_cell(value, number_format=number_format, formula=formula, bold=bold)
    if isinstance(value, int | float):
        number = values.from_float(float(value)) if isinstance(value, float) else value
        if number is None:
            return values.text_cell(str(value), number_format=number_format, formula=formula, bold=bold)
        return values.number_cell(number, number_format=number_format, formula=formula, bold=bold)
    return values.text_cell(
        _words(value, number_format), number_format=number_format, formula=formula, bold=bold
    )


def _words(value: Any, number_format: str | None) -> str:
    kind = (values.date_kind(number_format) if number_format else None) or "DMYT"
    if isinstance(value, dt.datetime):
        return values.moment_words(value, kind)
    if isinstance(value, dt.date):
        return values.moment_words(dt.datetime(value.year, value.month, value.day), kind)  # noqa: DTZ001
    if isinstance(value, dt.time):
        return values.moment_words(dt.datetime(1900, 1, 1, value.hour, value.minute, value.second), "T")  # noqa: DTZ001
    if isinstance(value, dt.timedelta):
        return values.serial_words(values.number(repr(value.total_seconds() / 86_400)) or 0, "L") or ""
    return str(value)


__all__ = ["LkjipError", "as_cell", "read_xls", "read_xlsb"]
