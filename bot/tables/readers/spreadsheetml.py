"""Excel's XML of 2003 ("XML Spreadsheet"), which report generators still write under the name .xls."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.tables.document import Document
from bot.tables.grid import Cell
from bot.tables.intake import failures, limits
from bot.tables.readers import values
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish
from bot.tables.readers.package import parse_xml, refuse_doctype, whole

FORMATS = {
    "Percent": "0.00%",
    "Short Date": "dd/mm/yyyy",
    "Long Date": "dd mmmm yyyy",
    "Medium Date": "dd-mmm-yy",
    "General Date": "dd/mm/yyyy h:mm",
    "Short Time": "h:mm",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": '"Rp"#,##0.00',
}
"""Formats that the XML names in words."""


def read_spreadsheetml(path: Path, berkas: str) -> Document:
    """Read a workbook.  Raises LkjipError."""
    data = path.read_bytes().lstrip(b" \t\r\n")
    refuse_doctype(data, berkas, "XML")
    root = parse_xml(data, berkas, "XML")
    looks: dict[str, tuple[str, bool]] = {}
    for node in root.iterfind("{*}Styles/{*}Style"):
        form, font = node.find("{*}NumberFormat"), node.find("{*}Font")
        name = _attr(form, "Format") if form is not None else ""
        bold = font is not None and _attr(font, "Bold") == "1"
        looks[_attr(node, "ID")] = (FORMATS.get(name, name) or "General", bold)
    budget = Budget(berkas)
    sheets = root.findall("{*}Worksheet")
    if len(sheets) > limits.MAX_SHEETS:
        raise failures.too_many_sheets(berkas, len(sheets))
    grids = []
    for number, node in enumerate(sheets, 1):
        draft = SheetDraft(values.clean(_attr(node, "Name") or f"Lembar {number}"))
        visible = node.find("{*}WorksheetOptions/{*}Visible")
        draft.is_hidden = visible is not None and (visible.text or "") != "SheetVisible"
        _sheet(node, draft, looks, budget)
        grids.append(finish(draft, berkas, budget))
    return Document(berkas, "spreadsheetml", tuple(grids))


def _sheet(node: Any, draft: SheetDraft, looks: dict[str, tuple[str, bool]], budget: Budget) -> None:
    row = col = 0
    for item in node.iterfind("{*}Table/{*}Column"):
        col = whole(_attr(item, "Index"), col + 1)
        span = whole(_attr(item, "Span"))
        if _attr(item, "Hidden") == "1":
            draft.hidden_spans.append((col - 1, col - 1 + span))
        col += span
    for item in node.iterfind("{*}Table/{*}Row"):
        row = max(whole(_attr(item, "Index"), row + 1), 1)
        if _attr(item, "Hidden") == "1" and row <= limits.MAX_ROWS:
            draft.hidden_rows.add(row - 1)
        col = 0
        for place in item.iterfind("{*}Cell"):
            col = max(whole(_attr(place, "Index"), col + 1), 1)
            across, down = whole(_attr(place, "MergeAcross")), whole(_attr(place, "MergeDown"))
            if (across or down) and len(draft.merges) < limits.MAX_MERGES:
                draft.merges.append((row - 1, col - 1, row - 1 + down, col - 1 + across))
            cell = _cell(place, looks)
            if cell is not None:
                check_size(row, col, budget.berkas, draft.lembar)
                budget.fill(1, len(cell.text))
                draft.cells[row - 1, col - 1] = cell
            col += across


def _cell(node: Any, looks: dict[str, tuple[str, bool]]) -> Cell | None:
    number_format, bold = looks.get(_attr(node, "StyleID"), ("General", False))
    formula = _attr(node, "Formula")[: limits.MAX_FORMULA_CHARS] or None
    data = node.find("{*}Data")
    kind = _attr(data, "Type") if data is not None else ""
    text = "".join(data.itertext()) if data is not None else ""
    if not text:
        return Cell(None, "", number_format, formula, bold=bold) if formula else None
    if kind == "Boolean":
        return values.bool_cell(text == "1", number_format=number_format, formula=formula, bold=bold)
    if kind == "DateTime":
        text = values.iso_words(text)
    number = values.number(text) if kind == "Number" else None
    if number is not None:
        return values.number_cell(number, number_format=number_format, formula=formula, bold=bold)
    return values.text_cell(text, number_format=number_format, formula=formula, bold=bold)


def _attr(node: Any, name: str) -> str:
    """An attribute of the namespace ``ss:``; empty where it is missing."""
    ending = "}" + name
    return next((str(v) for k, v in node.attrib.items() if k.endswith(ending) or k == name), "")
