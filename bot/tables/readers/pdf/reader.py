"""A PDF with a text layer as grids and paragraphs, in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.tables.document import Document, Paragraph
from bot.tables.grid import EMPTY, Cell, Grid, Merge
from bot.tables.intake import failures, limits
from bot.tables.readers.pdf import flow, stitch
from bot.tables.readers.pdf.bands import rules_of_bands
from bot.tables.readers.pdf.columns import split_wide, with_open_columns
from bot.tables.readers.pdf.content import MAX_OBJECTS_PER_PAGE, Area, read_page
from bot.tables.readers.pdf.draft import TableDraft, fill, without_slivers
from bot.tables.readers.pdf.flow import Block, PageText
from bot.tables.readers.pdf.open import find_open_tables
from bot.tables.readers.pdf.rows import split_rows
from bot.tables.readers.pdf.ruling import find_lattices
from bot.tables.readers.pdf.text import Vocabulary, join_lines
from bot.tables.readers.pdf.turn import turn_page
from bot.tables.readers.pdf.words import lines_of, words_of

NEAR_BLOCKS = 14
"""Paragraphs above a table that may name it."""
MIN_FILLED = 2
"""Cells with text that a table needs; frames and empty form fields have fewer."""
SHADED = 0.5
"""Share of a row's width that must be coloured."""
BELOW_CAPTION = 2.2
"""A caption below a table stands at most this many line heights under it."""


@dataclass(slots=True)
class _Page:
    text: PageText
    tables: list[TableDraft] = field(default_factory=list)
    open_columns: list[float] = field(default_factory=list)
    """Columns of its lowest table, if that has rules between its rows only."""


@dataclass(slots=True)
class _Item:
    """A table or a paragraph in reading order; a table with the paragraphs above it."""

    page: int
    top: float
    block: Block | None = None
    table: TableDraft | None = None
    above: list[Block] = field(default_factory=list)
    own: list[Block] = field(default_factory=list)
    """Those of them that stand below the table before: a caption belongs to one table."""


def read_pdf(path: Path, berkas: str) -> Document:
    """Read a PDF.  ``berkas`` is the file name as the user knows it.

    Raises LkjipError: FILE_SCAN when no page has text, FILE_ENCRYPTED, FILE_DAMAGED, FILE_TOO_LARGE.
    """
    pages, empty, n_pages = _load(path, berkas)
    if not pages:
        raise failures.scan(berkas)
    flow.drop_furniture([page.text for page in pages])
    _drop_furniture_tables(pages)
    vocabulary = Vocabulary(_all_lines(pages))
    for page in pages:
        for table in page.tables:
            _write_texts(table, vocabulary)
    items = _join_tables([_in_order(page, vocabulary) for page in pages], vocabulary)
    return _document(items, berkas, n_pages, empty)


def _load(path: Path, berkas: str) -> tuple[list[_Page], list[int], int]:
    """The pages that have text, the numbers of those that have none, and how many there are."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as pdfium_c

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if pdfium_c.FPDF_GetLastError() == pdfium_c.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise failures.encrypted(berkas) from error
        raise failures.damaged(berkas) from error
    try:
        n_pages = len(document)
        if n_pages > limits.MAX_PAGES:
            raise failures.too_large(
                berkas,
                f"{n_pages} halaman",
                f"{limits.MAX_PAGES} halaman",
                "Kirim hanya halaman yang memuat tabel indikator dan anggaran.",
            )
        pages: list[_Page] = []
        empty: list[int] = []
        for index in range(n_pages):
            page = _page(document, index, pages[-1].open_columns if pages else ())
            if page is None:
                empty.append(index + 1)
            else:
                pages.append(page)
        if not pages:
            _refuse_overfull(document, berkas, empty)
        return pages, empty, n_pages
    finally:
        document.close()


def _refuse_overfull(document: Any, berkas: str, empty: Sequence[int]) -> None:
    """Raise FILE_TOO_LARGE where pages count as without text only because they hold too much."""
    import pypdfium2 as pdfium

    for number in empty:
        try:
            overfull = read_page(document, number - 1).is_overfull
        except pdfium.PdfiumError:
            continue
        if overfull:
            raise failures.too_large(
                berkas,
                f"halaman {number} terdiri atas lebih dari {MAX_OBJECTS_PER_PAGE} objek",
                f"{MAX_OBJECTS_PER_PAGE} objek per halaman",
                "Kirim tabelnya sebagai xlsx atau docx, atau simpan ulang PDF itu dari aplikasi asalnya.",
                f"{berkas}, halaman {number}",
            )


def _page(document: Any, index: int, open_columns: Sequence[float]) -> _Page | None:
    """Text and tables of one page, or None where it has no text or cannot be loaded.

    ``open_columns``: see ``_Page``, of the page before.
    """
    import pypdfium2 as pdfium

    try:
        content = turn_page(read_page(document, index))
    except pdfium.PdfiumError:
        return None
    words = words_of(content)
    if not words:
        return None
    used: set[int] = set()
    tables: list[TableDraft] = []
    across, down = rules_of_bands(content.horizontal, content.vertical, content.areas, words)
    found = find_lattices([*content.horizontal, *across], [*content.vertical, *down], content.areas)
    opened = [with_open_columns(lattice, words, open_columns) for lattice in found]
    lattices = [lattice for lattice in opened if len(lattice.rects) > 1]
    ends_open = bool(found) and opened[-1] is not found[-1]
    # the smaller first: words of a table inside a cell of another belong to the inner one
    lattices.sort(key=lambda lattice: (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0]))
    for lattice in lattices:
        table, taken = fill(lattice, [word for word in words if id(word) not in used], content.number)
        filled = sum(bool(slot.lines) for slot in table.slots)
        if filled == 0 or table.n_cols < 2:
            continue
        used |= taken
        table = split_wide(without_slivers(table))
        table.is_fragment = filled < MIN_FILLED
        table.shaded_rows = _shaded_rows(table, content.areas)
        tables.append(split_rows(table))
    rest = lines_of([word for word in words if id(word) not in used])
    for lattice in find_open_tables(rest, content.horizontal):
        table, taken = fill(lattice, [word for word in words if id(word) not in used], content.number)
        used |= taken
        tables.append(split_rows(table))
        rest = [line for line in rest if id(line.words[0]) not in taken]
    text = PageText(content.number, content.width, content.height, rest)
    return _Page(text, tables, opened[-1].xs if ends_open else [])


def _shaded_rows(table: TableDraft, areas: Sequence[Area]) -> frozenset[int]:
    width = table.xs[-1] - table.xs[0]
    shaded = set()
    for row in range(table.n_rows):
        y = (table.ys[row] + table.ys[row + 1]) / 2
        spans = sorted((a.x0, a.x1) for a in areas if a.top <= y <= a.bottom)
        covered, end = 0.0, table.xs[0]
        for x0, x1 in spans:
            covered += max(min(x1, table.xs[-1]) - max(x0, end), 0)
            end = max(end, x1)
        if covered >= SHADED * width:
            shaded.add(row)
    return frozenset(shaded)


def _drop_furniture_tables(pages: Sequence[_Page]) -> None:
    """Running headers and footers are set as small tables in some reports."""
    keys = [[flow.furniture_key_of_table(table, page.text.height) for table in page.tables] for page in pages]
    counts = Counter(key for row in keys for key in row if key is not None)
    for page, row in zip(pages, keys, strict=True):
        page.tables = [
            table
            for table, key in zip(page.tables, row, strict=True)
            if key is None or counts[key] < flow.REPEATED
        ]


def _all_lines(pages: Iterable[_Page]) -> Iterable[Any]:
    for page in pages:
        yield from page.text.lines
        for table in page.tables:
            for slot in table.slots:
                yield from slot.lines


def _write_texts(table: TableDraft, vocabulary: Vocabulary) -> None:
    for slot in table.slots:
        slot.text = join_lines(
            slot.lines, table.xs[slot.rect.left], table.xs[slot.rect.right + 1], vocabulary
        )


def _in_order(page: _Page, vocabulary: Vocabulary) -> list[_Item]:
    """Paragraphs and tables of a page, top to bottom."""
    number = page.text.number
    tables = sorted(page.tables, key=lambda t: (round(t.top), t.xs[0]))
    items: list[_Item] = []
    rest = list(page.text.lines)
    for table in tables:
        above = [line for line in rest if line.y <= table.top + 1]
        rest = [line for line in rest if line.y > table.top + 1]
        items += [_Item(number, b.top, block=b) for b in flow.paragraphs(page.text, above, vocabulary)]
        items.append(_Item(number, table.top, table=table))
    items += [_Item(number, b.top, block=b) for b in flow.paragraphs(page.text, rest, vocabulary)]
    return _without_figures(items)


def _without_figures(items: list[_Item]) -> list[_Item]:
    """Drop a drawing that looks like a table: the document itself calls it a figure just below."""
    kept = []
    for index, item in enumerate(items):
        below = items[index + 1].block if index + 1 < len(items) else None
        if item.table is not None and below is not None and flow.FIGURE.match(below.text):
            continue
        kept.append(item)
    return kept


def _join_tables(pages: list[list[_Item]], vocabulary: Vocabulary) -> list[_Item]:
    """All items of the document; what goes on at the top of a page is joined to its beginning."""
    result: list[_Item] = []
    blocks: list[Block] = []
    since = 0
    """How many of ``blocks`` stood above the table before."""
    last: _Item | None = None
    """The table at the very end of the page before, if there is one."""
    for items in pages:
        start = 0
        while start < len(items) and _announces_rest(items[start]):
            start += 1
        first = items[start] if start < len(items) else None
        if (
            last is not None
            and last.table is not None
            and first is not None
            and first.table is not None
            and first.page == last.page + 1
            and stitch.continues(last.table, first.table)
        ):
            last.table = stitch.join(last.table, first.table, vocabulary)
            last.page = first.page
            items = items[start + 1 :]
            if not items:
                continue
        for item in items:
            if item.table is not None and item.table.is_fragment:
                item.block, item.table = _as_block(item.table), None
            if item.block is not None:
                blocks.append(item.block)
            else:
                item.above = blocks[-NEAR_BLOCKS:]
                item.own = blocks[max(since, len(blocks) - NEAR_BLOCKS) :]
                since = len(blocks)
            result.append(item)
        last = items[-1] if items and items[-1].table is not None else None
    return result


def _as_block(table: TableDraft) -> Block:
    """The text of a frame with a single text in it."""
    slot = next(slot for slot in table.slots if slot.lines)
    return Block(slot.lines, table.page, " ".join(slot.text.split()))


def _announces_rest(item: _Item) -> bool:
    """A line such as "Lanjutan Tabel 3.2" above the rest of a table."""
    return (
        item.block is not None
        and flow.CONTINUED.search(item.block.text) is not None
        and len(item.block.text) < 120
    )


def _document(items: list[_Item], berkas: str, n_pages: int, empty: list[int]) -> Document:
    grids: list[Grid] = []
    grid_order: list[int] = []
    paragraphs: list[Paragraph] = []
    on_page: dict[int, int] = {}
    for order, item in enumerate(items):
        if item.block is not None:
            block = item.block
            paragraphs.append(Paragraph(block.text, order, block.page, block.is_heading))
        elif item.table is not None:
            item.table = stitch.without_inner_headers(item.table)
            page = item.table.page
            on_page[page] = on_page.get(page, 0) + 1
            below = items[order + 1] if order + 1 < len(items) else None
            caption = (
                flow.caption_above(item.own) or _caption_below(item, below) or flow.heading_above(item.own)
            )
            name = f"hlm. {page} tabel {on_page[page]}"
            grids.append(to_grid(item.table, berkas, name, caption, flow.context_of(item.above)))
            grid_order.append(order)
    return Document(berkas, "pdf", tuple(grids), tuple(grid_order), tuple(paragraphs), n_pages, tuple(empty))


def _caption_below(item: _Item, below: _Item | None) -> str | None:
    if below is None or below.block is None or item.table is None or below.page != item.page:
        return None
    line = below.block.lines[0]
    if flow.CAPTION.match(below.block.text) and line.top - item.table.bottom < BELOW_CAPTION * line.size:
        return below.block.text[: flow.MAX_CAPTION_CHARS]
    return None


def to_grid(table: TableDraft, berkas: str, name: str, caption: str | None, context: tuple[str, ...]) -> Grid:
    """The finished table as a grid; only the first cell of a merge has content."""
    rows = [[EMPTY] * table.n_cols for _ in range(table.n_rows)]
    merges = []
    for slot in table.slots:
        rect = slot.rect
        cell = Cell(slot.text or None, slot.text, bold=slot.bold, page=slot.page, cuts=slot.cuts)
        rows[rect.top][rect.left] = cell
        if rect.bottom > rect.top or rect.right > rect.left:
            merges.append(Merge(rect.top, rect.left, rect.bottom, rect.right))
    return Grid(
        berkas,
        name,
        tuple(tuple(row) for row in rows),
        tuple(merges),
        "table",
        table.page,
        caption,
        context,
    )
