"""A web page or XML saved under the name .xls, as many Indonesian web applications export "Excel".

Excel opens such a page as one sheet: lines of text and tables below each other.  So it is read here,
with the same addresses.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.tables.document import Document
from bot.tables.intake import failures, limits
from bot.tables.readers import values
from bot.tables.readers.build import Budget, SheetDraft, check_size, finish
from bot.tables.readers.delimited import decode
from bot.tables.readers.package import whole

DECLARED = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?([A-Za-z0-9_-]{1,30})""", re.IGNORECASE)
BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption", "center", "br", "tr", "pre"}
)
SKIPPED = frozenset({"script", "style", "head", "title", "noscript", "template", "xml"})
SPACES = re.compile(r"[ \t\r\n\xa0]+")


def read_html(path: Path, berkas: str) -> Document:
    """Read a page as one sheet named after the file.  Raises LkjipError."""
    from lxml import etree

    data = path.read_bytes()
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(_decoded(data).encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise failures.damaged(berkas) from error
    if root is None:
        raise failures.empty(berkas)
    page = Page(berkas)
    page.walk(root)
    page.flush()
    if not page.draft.cells:
        raise failures.empty(berkas)
    return Document(berkas, "html", (finish(page.draft, berkas, page.budget),))


def _decoded(data: bytes) -> str:
    declared = DECLARED.search(data[:2048])
    if declared and declared.group(1).lower() in (b"iso-8859-1", b"windows-1252"):
        return data.decode("cp1252", errors="replace")
    return decode(data)


class Page:
    """A page while it is read from top to bottom."""

    def __init__(self, berkas: str) -> None:
        self.budget = Budget(berkas)
        self.draft = SheetDraft(Path(berkas).stem or berkas)
        self.row = 0
        self.line: list[str] = []

    def flush(self) -> None:
        """Text outside tables, one line a row."""
        text = SPACES.sub(" ", "".join(self.line)).strip()
        self.line = []
        if text:
            self._put(self.row, 0, text, False)
            self.row += 1

    def walk(self, node: Any) -> None:
        """Text and tables below a node, in order."""
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in SKIPPED:
            return
        if tag == "table":
            self.flush()
            self.table(node)
            return
        if tag in BLOCKS:
            self.flush()
        self.line.append(node.text or "")
        for child in node:
            self.walk(child)
            self.line.append(child.tail or "")
        if tag in BLOCKS:
            self.flush()

    def table(self, node: Any) -> None:
        caption = node.find("caption")
        if caption is not None:
            self.line.append(_text(caption))
            self.flush()
        waiting: dict[int, int] = {}
        """Columns that a cell above still covers, with the number of rows left."""
        for row in _rows(node):
            col = 0
            started: dict[int, int] = {}
            for item in row:
                if item.tag not in ("td", "th"):
                    continue
                while waiting.get(col, 0) > 0:
                    col += 1
                width = min(max(whole(item.get("colspan"), 1), 1), limits.MAX_COLUMNS)
                height = min(max(whole(item.get("rowspan"), 1), 1), limits.MAX_ROWS)
                check_size(self.row + 1, col + 1, self.budget.berkas, self.draft.lembar)
                self._put(self.row, col, _text(item), item.tag == "th" or item.find(".//b") is not None)
                if (width > 1 or height > 1) and len(self.draft.merges) < limits.MAX_MERGES:
                    self.draft.merges.append((self.row, col, self.row + height - 1, col + width - 1))
                for place in range(col, min(col + width, limits.MAX_COLUMNS)):
                    started[place] = height
                col += width
            waiting = {place: left - 1 for place, left in waiting.items() if left > 1}
            waiting |= {place: height - 1 for place, height in started.items() if height > 1}
            self.row += 1

    def _put(self, row: int, col: int, text: str, bold: bool) -> None:
        check_size(row + 1, col + 1, self.budget.berkas, self.draft.lembar)
        cell = values.text_cell(text, bold=bold)
        if cell.raw is not None:
            self.budget.fill(1, len(cell.text))
            self.draft.cells[row, col] = cell


def _rows(node: Any) -> list[Any]:
    """Rows of a table, not those of tables inside its cells."""
    rows: list[Any] = []
    for child in node:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows += [row for row in child if row.tag == "tr"]
    return rows


def _text(node: Any) -> str:
    """Text of a cell: line breaks where the page has them, other white space as one blank."""
    pieces: list[str] = []
    _gather(node, pieces)
    lines = (SPACES.sub(" ", line).strip() for line in "".join(pieces).split("\x00"))
    return "\n".join(line for line in lines if line)


def _gather(node: Any, pieces: list[str]) -> None:
    pieces.append((node.text or "").replace("\x00", ""))
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in BLOCKS:
            pieces.append("\x00")
        if tag not in SKIPPED:
            _gather(child, pieces)
        if tag in BLOCKS and tag != "br":
            pieces.append("\x00")
        pieces.append((child.tail or "").replace("\x00", ""))
