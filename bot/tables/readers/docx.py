"""A Word document (docx): every table as a grid, with the text around it, all tracked changes accepted.

Tables of the body and of content controls are ``Tabel 1``, ``Tabel 2``, … in reading order; a table
inside a cell of ``Tabel 3`` is ``Tabel 3a``, one in a text box ``Kotak teks 1``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.tables.document import Document, Paragraph
from bot.tables.grid import Cell, Grid
from bot.tables.intake import failures, limits
from bot.tables.readers.build import Budget, as_rows, clip_merges
from bot.tables.readers.docx_text import Reader, flat, local, read_numbering, read_styles, value
from bot.tables.readers.package import Package, open_package, relations, whole
from bot.tables.readers.values import text_cell
from bot.tables.readers.xlsx import main_part

CAPTION = re.compile(r"\s{0,5}(?:tabel|table|lampiran)\s{0,3}[0-9IVXivx]", re.IGNORECASE)
CONTEXT_LINES = 5
MAX_NESTING = 20
"""Tables inside tables; Word itself allows more, people make three."""


@dataclass(slots=True)
class Piece:
    """One cell of a table while it is read: first and last column, its merges, its content."""

    left: int
    right: int
    continues: bool
    """The cell continues the one above."""
    cell: Cell
    nested: list[Any]
    """Tables inside the cell."""


@dataclass(slots=True)
class Walk:
    """The document while it is walked through, from top to bottom."""

    package: Package
    reader: Reader
    budget: Budget
    paragraphs: list[Paragraph] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    grid_order: list[int] = field(default_factory=list)
    order: int = 0
    tables: int = 0
    boxes: int = 0
    heading: str | None = None
    since_table: list[Paragraph] = field(default_factory=list)
    """Paragraphs since the last table."""

    def blocks(self, node: Any, box: str | None = None) -> None:
        """Paragraphs and tables in a body or a text box (``box`` is its name)."""
        for child in flat(node):
            tag = local(child)
            if tag == "p":
                self.paragraph(child)
            elif tag == "tbl":
                name = box
                if name is None:
                    self.tables += 1
                    name = f"Tabel {self.tables}"
                self.table(child, name, 0)

    def paragraph(self, node: Any) -> None:
        words = self.reader.words(node)
        style = self.reader.style(node)
        text = f"{words.label} {words.text}".strip() if words.text else ""
        if text:
            self.budget.fill(0, len(text))
            is_heading = style is not None and style.outline is not None
            self.order += 1
            found = Paragraph(text, self.order, None, is_heading, style.name if style else None)
            self.paragraphs.append(found)
            self.since_table.append(found)
            if is_heading:
                self.heading = text
            if len(self.paragraphs) > limits.MAX_PARAGRAPHS:
                raise failures.too_large(
                    self.budget.berkas,
                    "jumlah paragrafnya sangat banyak",
                    f"{limits.MAX_PARAGRAPHS} paragraf",
                    "Kirim hanya bab yang memuat tabel indikator dan anggaran.",
                )
        for box in words.boxes:
            self.boxes += 1
            self.blocks(box, f"Kotak teks {self.boxes}")

    def table(self, node: Any, name: str, depth: int) -> None:
        if depth > MAX_NESTING:
            raise failures.hostile(self.budget.berkas, "tabelnya bersarang terlalu dalam")
        self.order += 1
        self.grid_order.append(self.order)
        grid, nested = self._grid(node, name)
        self.grids.append(grid)
        self.since_table = []
        for number, inner in enumerate(nested):
            self.table(inner, f"{name}{_letters(number)}", depth + 1)

    def _grid(self, node: Any, name: str) -> tuple[Grid, list[Any]]:
        ceiling = _ceiling(node)
        rows = [self._row(row, ceiling) for row in flat(node) if local(row) == "tr" and not _is_deleted(row)]
        n_cols = max((piece.right + 1 for row in rows for piece in row), default=0)
        if n_cols > limits.MAX_COLUMNS or len(rows) > limits.MAX_ROWS:
            raise failures.too_large(
                self.budget.berkas,
                f"{name} mempunyai {len(rows)} baris dan {n_cols} kolom",
                f"{limits.MAX_ROWS} baris dan {limits.MAX_COLUMNS} kolom",
                "Kirim hanya tabel indikator dan anggaran.",
            )
        starts = sorted({piece.left for row in rows for piece in row})
        self.budget.take_area(len(rows), len(starts), name)
        cells, ranges = _place(rows, starts)
        self.budget.fill(len(cells), sum(len(cell.text) for cell in cells.values()))
        above = self.since_table[-CONTEXT_LINES:]
        grid = Grid(
            self.budget.berkas,
            name,
            as_rows(cells, len(rows), len(starts)),
            clip_merges(ranges, len(rows), len(starts)),
            "table",
            caption=self._caption(above),
            context=tuple(paragraph.text for paragraph in above),
        )
        return grid, [inner for row in rows for piece in row for inner in piece.nested]

    def _caption(self, above: list[Paragraph]) -> str | None:
        for paragraph in reversed(above):
            style = (paragraph.style or "").lower()
            if style in ("caption", "keterangan") or CAPTION.match(paragraph.text):
                return paragraph.text
        return self.heading

    def _row(self, node: Any, ceiling: int) -> list[Piece]:
        pieces: list[Piece] = []
        props = node.find("{*}trPr")
        col = whole(value(props.find("{*}gridBefore"))) if props is not None else 0
        col = min(col, max(ceiling - 1, 0))
        for item in flat(node):
            if local(item) != "tc":
                continue
            props = item.find("{*}tcPr")
            span, continues = 1, False
            if props is not None:
                if props.find("{*}cellDel") is not None:
                    continue
                span = max(whole(value(props.find("{*}gridSpan")), 1), 1)
                merge = props.find("{*}vMerge")
                continues = merge is not None and value(merge) in (None, "continue")
                side = props.find("{*}hMerge")
                if side is not None and value(side) in (None, "continue") and pieces:
                    pieces[-1].right = min(pieces[-1].right + span, max(ceiling - 1, pieces[-1].right + 1))
                    col = pieces[-1].right + 1
                    continue
            right = max(min(col + span, ceiling) - 1, col)
            cell, nested = self._cell(item)
            pieces.append(Piece(col, right, continues, cell, nested))
            col = right + 1
        return pieces

    def _cell(self, node: Any) -> tuple[Cell, list[Any]]:
        lines: list[str] = []
        weights: list[bool] = []
        nested: list[Any] = []
        todo = list(flat(node))
        while todo:
            child = todo.pop(0)
            tag = local(child)
            if tag == "tbl":
                nested.append(child)
            elif tag == "p":
                words = self.reader.words(child)
                line = f"{words.label} {words.text}".strip()
                if line:
                    lines.append(line)
                    if words.text:
                        weights.append(words.bold)
                for box in words.boxes:
                    todo[:0] = list(flat(box))
        return text_cell("\n".join(lines), bold=bool(weights) and all(weights)), nested


def read_docx(path: Path, berkas: str) -> Document:
    """Read a Word document.  Raises LkjipError."""
    return read_package(open_package(path, berkas))


def read_package(package: Package) -> Document:
    """Read an opened document."""
    main = main_part(package)
    by_kind = dict(relations(package, main).values())
    reader = Reader(
        read_styles(package, by_kind.get("styles")), read_numbering(package, by_kind.get("numbering"))
    )
    walk = Walk(package, reader, Budget(package.berkas))
    body = package.xml(main).find("{*}body")
    if body is None:
        raise failures.damaged(package.berkas, "isi dokumen tidak ada")
    walk.blocks(body)
    return Document(package.berkas, "docx", tuple(walk.grids), tuple(walk.grid_order), tuple(walk.paragraphs))


def _ceiling(node: Any) -> int:
    """Columns that a table can have: those that it declares, or the cells of its longest row."""
    declared = len(node.findall("{*}tblGrid/{*}gridCol"))
    longest = max(
        (sum(1 for c in flat(row) if local(c) == "tc") for row in flat(node) if local(row) == "tr"), default=0
    )
    return max(declared, longest)


def _is_deleted(row: Any) -> bool:
    return row.find("{*}trPr/{*}del") is not None


def _place(
    rows: list[list[Piece]], starts: list[int]
) -> tuple[dict[tuple[int, int], Cell], list[tuple[int, int, int, int]]]:
    """Cells by place and merges, over only those columns in which some cell begins.

    Word keeps a column for every edge that ever existed, also where no cell begins any more.
    """
    index = {col: number for number, col in enumerate(starts)}
    position = [0] * (max((piece.right for row in rows for piece in row), default=0) + 1)
    for col in range(1, len(position)):
        position[col] = index[col] if col in index else position[col - 1]
    cells: dict[tuple[int, int], Cell] = {}
    ranges: list[tuple[int, int, int, int]] = []
    open_: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for piece in row:
            left, right = position[piece.left], position[piece.right]
            if piece.continues and left in open_:
                open_[left][2] = number
                continue
            closed = [col for col in open_ if left <= col <= right]
            ranges += [(a, b, c, d) for a, b, c, d in (open_.pop(col) for col in closed)]
            open_[left] = [number, left, number, right]
            if piece.cell.raw is not None:
                cells[number, left] = piece.cell
    ranges += [(a, b, c, d) for a, b, c, d in open_.values()]
    return cells, sorted(ranges)


def _letters(number: int) -> str:
    """0 is ``a``, 25 ``z``, 26 ``aa``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
