"""An Excel workbook (xlsx) in one pass: values, formulas, number formats, merges, what is hidden.

openpyxl gives either formulas or values, so both would mean loading twice; here the parts are read
as they stand (ECMA-376 part 1, chapter 18), which takes a third of the time of one such loading.

A formula whose result the file does not hold (a program wrote it, and no Excel has opened it since)
is a cell with ``raw`` None and its ``formula``: nothing is computed here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.tables.document import Document
from bot.tables.grid import Cell
from bot.tables.intake import failures, limits
from bot.tables.readers import values
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish
from bot.tables.readers.formulas import moved
from bot.tables.readers.package import Package, forget, iterate_xml, open_package, relations, whole

PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
MAX_ROW = 1_048_576
MAX_COL = 16_384


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: tuple[str, ...]
    styles: tuple[tuple[str, bool], ...]
    """(number format, bold) by style number."""
    is_1904: bool


def read_xlsx(path: Path, berkas: str) -> Document:
    """Read a workbook, all sheets in order, hidden ones too.  Raises LkjipError."""
    return read_package(open_package(path, berkas))


def read_package(package: Package) -> Document:
    """Read an opened workbook."""
    main = main_part(package)
    root = package.xml(main)
    parts = relations(package, main)
    by_kind = dict(parts.values())
    book = Book(
        _strings(package, by_kind.get("sharedStrings")),
        _styles(package, by_kind.get("styles")),
        any(node.get("date1904") in ("1", "true") for node in root.iter("{*}workbookPr")),
    )
    budget = Budget(package.berkas)
    grids = []
    sheets = list(root.iter("{*}sheet"))
    if len(sheets) > limits.MAX_SHEETS:
        raise failures.too_many_sheets(package.berkas, len(sheets))
    for number, sheet in enumerate(sheets, 1):
        kind, part = parts.get(_relation_id(sheet), ("", ""))
        if kind != "worksheet" or part not in package:
            continue  # a chart sheet, a dialog, or a link to another workbook
        name = values.clean(sheet.get("name") or f"Lembar {number}")
        draft = SheetDraft(name, is_hidden=sheet.get("state") in ("hidden", "veryHidden"))
        _read_sheet(package, part, book, draft, budget)
        grids.append(finish(draft, package.berkas, budget))
    return Document(package.berkas, "xlsx", tuple(grids))


def main_part(package: Package) -> str:
    """Name of the part with the workbook (or the document) itself.  Raises LkjipError."""
    for kind, name in relations(package, "").values():
        if kind == "officeDocument" and name in package:
            return name
    for name in ("xl/workbook.xml", "word/document.xml"):
        if name in package:
            return name
    raise failures.damaged(package.berkas, "bagian utamanya tidak ada")


def _relation_id(node: Any) -> str:
    return next(
        (value for key, value in node.attrib.items() if key.startswith("{") and key.endswith("}id")), ""
    )


def _strings(package: Package, part: str | None) -> tuple[str, ...]:
    """Shared strings; phonetic guides are left out."""
    if part is None or part not in package:
        return ()
    found: list[str] = []
    for item in iterate_xml(package.parts[part], ("{*}si",), package.berkas, part):
        found.append(_rich_text(item))
        forget(item)
    return tuple(found)


def _rich_text(item: Any) -> str:
    """Text of a string item: its own ``t``, and those of its runs."""
    pieces: list[str] = []
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            pieces.append(child.text or "")
        elif tag == "r":
            pieces += [run.text or "" for run in child if run.tag.endswith("}t")]
    return values.unescape("".join(pieces))


def _styles(package: Package, part: str | None) -> tuple[tuple[str, bool], ...]:
    """Looks of cells by style number; old workbooks drag tens of thousands along, so no tree is built."""
    if part is None or part not in package:
        return ()
    formats = dict(values.BUILTIN_FORMATS)
    fonts: list[bool] = []
    found: list[tuple[int, int]] = []
    for node in iterate_xml(package.parts[part], ("{*}numFmt", "{*}font", "{*}xf"), package.berkas, part):
        parent = node.getparent()
        group = parent.tag.rpartition("}")[2] if parent is not None else ""
        if group == "numFmts":
            formats[whole(node.get("numFmtId"))] = node.get("formatCode") or "General"
        elif group == "fonts":
            bold = node.find("{*}b")
            fonts.append(bold is not None and bold.get("val", "1") not in ("0", "false"))
        elif group == "cellXfs" and len(found) < limits.MAX_FORMATS:
            found.append((whole(node.get("numFmtId")), whole(node.get("fontId"))))
        forget(node)
    return tuple(
        (formats.get(number, "General"), 0 <= font < len(fonts) and fonts[font]) for number, font in found
    )


def _read_sheet(package: Package, part: str, book: Book, draft: SheetDraft, budget: Budget) -> None:
    shared: dict[str, tuple[str, int, int]] = {}
    row_number = 0
    tags = ("{*}row", "{*}col", "{*}mergeCell")
    for node in iterate_xml(package.parts[part], tags, package.berkas, part):
        tag = node.tag.rpartition("}")[2]
        if tag == "row":
            row_number = whole(node.get("r"), row_number + 1)
            if not 1 <= row_number <= MAX_ROW:
                raise failures.damaged(package.berkas, f"nomor baris pada lembar {draft.lembar}")
            if node.get("hidden") in ("1", "true") and row_number <= limits.MAX_ROWS:
                draft.hidden_rows.add(row_number - 1)
            _read_row(node, row_number - 1, book, draft, shared, budget)
            forget(node)
        elif tag == "col" and node.get("hidden") in ("1", "true"):
            draft.hidden_spans.append((whole(node.get("min"), 1) - 1, whole(node.get("max"), 1) - 1))
        elif tag == "mergeCell":
            if len(draft.merges) >= limits.MAX_MERGES:
                raise failures.hostile(
                    package.berkas, f"lembar {draft.lembar} memuat terlalu banyak sel gabungan"
                )
            area = _area(node.get("ref") or "")
            if area:
                draft.merges.append(area)
            forget(node)


def _read_row(
    node: Any,
    row: int,
    book: Book,
    draft: SheetDraft,
    shared: dict[str, tuple[str, int, int]],
    budget: Budget,
) -> None:
    col = -1
    count = chars = 0
    for item in node:
        col = _column(item.get("r"), col + 1)
        if not len(item):
            continue  # a format without content
        cell = _read_cell(item, row, col, book, shared)
        if cell is None:
            continue
        if row >= limits.MAX_ROWS or col >= limits.MAX_COLUMNS:
            check_size(row + 1, col + 1, budget.berkas, draft.lembar)
        draft.cells[row, col] = cell
        count += 1
        chars += len(cell.text)
    budget.fill(count, chars)


def _read_cell(
    item: Any, row: int, col: int, book: Book, shared: dict[str, tuple[str, int, int]]
) -> Cell | None:
    stored: str | None = None
    formula: str | None = None
    inline: str | None = None
    for child in item:
        tag = child.tag.rpartition("}")[2]
        if tag == "v":
            stored = child.text
        elif tag == "f":
            formula = _formula(child, row, col, shared)
        elif tag == "is":
            inline = _rich_text(child)
    style = whole(item.get("s"))
    number_format, bold = book.styles[style] if 0 <= style < len(book.styles) else ("General", False)
    kind = item.get("t") or "n"
    if inline is not None and kind in ("inlineStr", "n"):
        text: str | None = inline
    elif kind == "s" and stored is not None:
        index = whole(stored, -1)
        text = book.strings[index] if 0 <= index < len(book.strings) else ""
    elif kind == "e" and stored:
        return Cell(stored, stored, number_format, formula, is_error=True, bold=bold)
    elif kind in ("str", "e", "inlineStr"):
        text = values.unescape(stored or "")
    elif kind == "d" and stored:
        text = values.iso_words(stored)
    else:
        text = None
    if text is not None:
        if not text and formula is None:
            return None
        return values.text_cell(text, number_format=number_format, formula=formula, bold=bold)
    if stored is None or not stored.strip():
        return Cell(None, "", number_format, formula, bold=bold) if formula is not None else None
    if kind == "b":
        return values.bool_cell(
            stored.strip() in ("1", "true"), number_format=number_format, formula=formula, bold=bold
        )
    value = values.number(stored)
    if value is None:
        return values.text_cell(stored, number_format=number_format, formula=formula, bold=bold)
    return values.number_cell(
        value, number_format=number_format, formula=formula, bold=bold, is_1904=book.is_1904
    )


def _formula(node: Any, row: int, col: int, shared: dict[str, tuple[str, int, int]]) -> str:
    """A cell's formula with its ``=``; a shared one is moved from the cell that holds it."""
    own = node.text or ""
    index = node.get("si")
    if node.get("t") == "shared" and index is not None:
        if own:
            shared[index] = (own, row, col)
        elif index in shared:
            own, from_row, from_col = shared[index]
            own = moved(own, row - from_row, col - from_col)
    return "=" + values.unescape(own)[: limits.MAX_FORMULA_CHARS]


def _column(place: str | None, expected: int) -> int:
    """0-based column of an address; ``expected`` where the file gives none."""
    if not place:
        return expected
    col = 0
    for ch in place[:3]:
        if not "A" <= ch <= "Z":
            break
        col = col * 26 + ord(ch) - 64
    return min(col, MAX_COL) - 1 if col else expected


def _area(ref: str) -> tuple[int, int, int, int] | None:
    """``A1:C3`` as (top, left, bottom, right), 0-based."""
    first, _, last = ref.partition(":")
    start, end = PLACE.fullmatch(first), PLACE.fullmatch(last or first)
    if not start or not end:
        return None
    top, bottom = sorted((int(start.group(2)) - 1, int(end.group(2)) - 1))
    left, right = sorted((_column(start.group(1), 0), _column(end.group(1), 0)))
    return top, left, bottom, right
