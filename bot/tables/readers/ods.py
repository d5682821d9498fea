"""An OpenDocument spreadsheet (ods), after OpenDocument 1.3 part 3, chapter 9.

Rows and cells are written once with a count of repetitions; blank repetitions cost nothing here,
repeated content counts against the limits like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.tables.document import Document
from bot.tables.grid import Cell, Grid
from bot.tables.intake import failures, limits
from bot.tables.readers import values
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish
from bot.tables.readers.package import Package, forget, iterate_xml, open_package, whole

CONTENT = "content.xml"
PERCENT = "0.00%"
"""Stands for any percent format: what matters is that 0.885 is shown as 88.5 %."""
MAX_REPEAT = 1_048_576


@dataclass(slots=True)
class Sheet:
    """A table while its rows are read."""

    draft: SheetDraft
    row: int = 0
    col: int = 0
    """Next row and next column definition."""


@dataclass(slots=True)
class Reading:
    package: Package
    budget: Budget
    hidden_styles: set[str] = field(default_factory=set)
    bold_styles: set[str] = field(default_factory=set)
    grids: list[Grid] = field(default_factory=list)
    current: Sheet | None = None
    node: Any = None
    """The table element of ``current``."""

    def sheet(self, node: Any) -> Sheet | None:
        """The sheet to which a row or column belongs; None inside drawings and change records."""
        while node is not None and _local(node) != "table":
            node = node.getparent()
        if node is None or _local(node.getparent()) != "spreadsheet":
            return None
        if self.current is None or self.node is not node:
            name = values.clean(_attr(node, "name") or f"Lembar {len(self.grids) + 1}")
            is_hidden = _attr(node, "style-name") in self.hidden_styles
            self.current, self.node = Sheet(SheetDraft(name, is_hidden=is_hidden)), node
        return self.current

    def close(self, node: Any) -> None:
        """A table has ended."""
        sheet = self.sheet(node)
        if sheet is None:
            return
        if len(self.grids) >= limits.MAX_SHEETS:
            raise failures.too_many_sheets(self.package.berkas, len(self.grids) + 1)
        self.grids.append(finish(sheet.draft, self.package.berkas, self.budget))
        self.current = self.node = None

    def style(self, node: Any) -> None:
        name = _attr(node, "name")
        for child in node:
            if _local(child) == "table-properties" and _attr(child, "display") == "false":
                self.hidden_styles.add(name)
            elif _local(child) == "text-properties" and _attr(child, "font-weight") == "bold":
                self.bold_styles.add(name)

    def column(self, node: Any) -> None:
        sheet = self.sheet(node)
        if sheet is None:
            return
        count = _repeat(node, "number-columns-repeated")
        if _attr(node, "visibility") in ("collapse", "filter"):
            sheet.draft.hidden_spans.append((sheet.col, sheet.col + count - 1))
        sheet.col += count

    def row(self, node: Any) -> None:
        sheet = self.sheet(node)
        if sheet is None:
            return
        count = _repeat(node, "number-rows-repeated")
        first = sheet.row
        sheet.row += count
        if _attr(node, "visibility") in ("collapse", "filter"):
            sheet.draft.hidden_rows.update(range(first, min(sheet.row, limits.MAX_ROWS)))
        col = 0
        filled: list[tuple[int, int, Cell]] = []
        for item in node:
            if _local(item) not in ("table-cell", "covered-table-cell"):
                continue
            width = _repeat(item, "number-columns-repeated")
            if _local(item) == "table-cell" and len(item.attrib):
                cell = _cell(item, _attr(item, "style-name") in self.bold_styles)
                if cell is not None:
                    filled.append((col, width, cell))
                self._span(item, sheet, first, col)
            col += width
        if filled:
            self._place(sheet, first, count, filled)

    def _place(self, sheet: Sheet, first: int, count: int, filled: list[tuple[int, int, Cell]]) -> None:
        last_col = max(col + width for col, width, _ in filled)
        check_size(first + count, last_col, self.package.berkas, sheet.draft.lembar)
        for row in range(first, first + count):
            self.budget.fill(
                sum(width for _, width, _ in filled), sum(width * len(cell.text) for _, width, cell in filled)
            )
            for col, width, cell in filled:
                for place in range(col, col + width):
                    sheet.draft.cells[row, place] = cell

    def _span(self, item: Any, sheet: Sheet, row: int, col: int) -> None:
        height = whole(_attr(item, "number-rows-spanned"), 1)
        width = whole(_attr(item, "number-columns-spanned"), 1)
        if (height > 1 or width > 1) and len(sheet.draft.merges) < limits.MAX_MERGES:
            sheet.draft.merges.append((row, col, row + max(height, 1) - 1, col + max(width, 1) - 1))


def read_ods(path: Path, berkas: str) -> Document:
    """Read a spreadsheet, all sheets in order, hidden ones too.  Raises LkjipError."""
    return read_package(open_package(path, berkas))


def read_package(package: Package) -> Document:
    """Read an opened spreadsheet."""
    if CONTENT not in package:
        raise failures.damaged(package.berkas, f"bagian {CONTENT} tidak ada")
    reading = Reading(package, Budget(package.berkas))
    tags = ("{*}style", "{*}table-column", "{*}table-row", "{*}table")
    for node in iterate_xml(package.parts[CONTENT], tags, package.berkas, CONTENT):
        tag = _local(node)
        if tag == "style":
            reading.style(node)
        elif tag == "table-column":
            reading.column(node)
        elif tag == "table-row":
            reading.row(node)
            forget(node)
        else:
            reading.close(node)
            forget(node)
    return Document(package.berkas, "ods", tuple(reading.grids))


def _cell(item: Any, bold: bool) -> Cell | None:
    """A cell's content, None for a blank one."""
    kind = _attr(item, "value-type")
    formula = _attr(item, "formula") or None
    if formula is not None:
        formula = formula[formula.find("=") :][: limits.MAX_FORMULA_CHARS]
    shown = "\n".join(_line(child) for child in item if _local(child) == "p")
    if shown in values.ERRORS or shown.startswith("Err:"):
        return Cell(shown, shown, None, formula, is_error=True, bold=bold)
    if kind in ("float", "percentage", "currency"):
        number = values.number(_attr(item, "value"))
        if number is not None:
            number_format = PERCENT if kind == "percentage" else "General"
            return values.number_cell(number, number_format=number_format, formula=formula, bold=bold)
    if kind == "date":
        shown = values.iso_words(_attr(item, "date-value"))
    elif kind == "boolean":
        return values.bool_cell(_attr(item, "boolean-value") == "true", formula=formula, bold=bold)
    elif not kind and not shown and formula is None:
        return None
    elif not kind and not shown:
        return Cell(None, "", "General", formula, bold=bold)
    if not shown and formula is None:
        return None
    return values.text_cell(shown, formula=formula, bold=bold)


def _line(node: Any) -> str:
    """Text of a paragraph of a cell; notes attached to it are left out."""
    pieces = [node.text or ""]
    for child in node:
        tag = _local(child)
        if tag == "s":
            pieces.append(" " * min(max(whole(_attr(child, "c"), 1), 1), 1_000))
        elif tag == "tab":
            pieces.append("\t")
        elif tag == "line-break":
            pieces.append("\n")
        elif tag not in ("annotation", "note", "", "ruby-text"):
            pieces.append(_line(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _repeat(node: Any, name: str) -> int:
    return min(max(whole(_attr(node, name), 1), 1), MAX_REPEAT)


def _attr(node: Any, name: str) -> str:
    """An attribute by its local name (of ``table:``, ``office:``, ``fo:``, …); empty where it is missing."""
    ending = "}" + name
    for key, value in node.attrib.items():
        if key.endswith(ending):
            return str(value)
    return ""


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if node is not None and isinstance(node.tag, str) else ""
