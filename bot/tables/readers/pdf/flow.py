"""Text around the tables: running headers and footers, paragraphs, headings, captions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.tables.readers.pdf.draft import TableDraft
from bot.tables.readers.pdf.text import Vocabulary, join_lines, starts_item
from bot.tables.readers.pdf.words import Line

EDGE = 0.17
"""Share of the page height, at top and bottom, in which running headers and footers stand."""
EDGE_LINES = 4
"""A running header or footer has at most so many lines."""
REPEATED = 3
"""Pages on which a line must stand at the same height to be page furniture; 2 in short files."""
SAME_HEIGHT = 5.0
"""Points by which the height of a running line may differ."""
CONTEXT_LINES = 5
CAPTION_LINES = 4
"""Lines above a table among which its caption is looked for."""
MAX_CAPTION_CHARS = 300
MAX_HEADING_CHARS = 220

CAPTION = re.compile(
    r"(?:lanjutan\s+)?(?:tabel|table)\s*[.:]?\s*\(?(?:[0-9]+|[ivxl]+\b|[a-z][.\-–]\s?[0-9])", re.IGNORECASE
)
FIGURE = re.compile(r"(?:gambar|grafik|bagan|diagram|foto)\s*\.?\s*(?:[0-9]+|[ivx]+\b)", re.IGNORECASE)
CONTINUED = re.compile(r"lanjutan|sambungan", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
PAGE_NUMBER = re.compile(
    r"(?:(?:hal(?:aman)?|page)\W{0,3})?[-–|~(\s]*(?:[0-9]{1,3}|[ivxlc]{1,7}|(?:bab\s*)?[ivx]{1,5}\s?[-–.]\s?[0-9]{1,3})[-–|~)\s]*",
    re.IGNORECASE,
)
ITEM_TITLE = re.compile(r"\(?(?:[0-9]{1,2}|[ivx]{1,4}|[A-Za-z])[.)]\s?\S")
NUMBERED_HEADING = re.compile(
    r"(?:BAB\s+[IVX]+\b|[IVX]{1,4}\.\s|[A-Z]\.\s|[0-9]{1,2}(?:\.[0-9]{1,2}){1,4}\.?\s)"
)
ANNEX = re.compile(r"(?:ANAK\s*)?LAMPIRAN\s*[IVXLC]{1,6}\s*(?:/\s*[0-9]{1,2}(?:\s*[-–]\s*[0-9]{1,2})?)?")
"""Heading of an annex of a regulation; it and what follows it on its page is never a running line."""

LEGAL_LINE = re.compile(
    r"Pasal\s+[0-9]{1,4}[A-Z]?|BAB\s+[IVXLC]{1,7}|(?:Menimbang|Mengingat|Menetapkan)\s*:.*"
)
"""Lines of a regulation that begin a paragraph, however full the line above is."""
ALONE = re.compile(r"Pasal\s+[0-9]{1,4}[A-Z]?")
"""A line of which nothing follows in the same paragraph."""


@dataclass(slots=True)
class Block:
    """A paragraph before it gets its place in the document."""

    lines: list[Line]
    page: int
    text: str = ""
    is_heading: bool = False

    @property
    def top(self) -> float:
        return self.lines[0].top


@dataclass(slots=True)
class PageText:
    """Lines of a page that stand outside tables; height and width of the page."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)


def drop_furniture(pages: Sequence[PageText]) -> None:
    """Remove running headers, footers and page numbers from ``pages``, in place."""
    if len(pages) < 2:
        return
    seen: Counter[tuple[str, bool, int]] = Counter()
    edges = [list(_edge_lines(page)) for page in pages]
    for found in edges:
        for _, key in found:
            seen[key] += 1
    needed = repeats_needed(len(pages))
    for page, found in zip(pages, edges, strict=True):
        gone = {
            id(line)
            for line, (text, is_top, slot) in found
            if not (page is pages[0] and is_top)  # where it stands first it may be the title of all
            and sum(seen[text, is_top, near] for near in (slot - 1, slot, slot + 1)) >= needed
            and not CAPTION.match(line.text)
            and not NUMBERED_HEADING.match(line.text)
        }
        page.lines = [line for line in page.lines if id(line) not in gone]


def repeats_needed(n_pages: int) -> int:
    """Pages on which something must stand at the same place to be page furniture."""
    return REPEATED if n_pages > 4 else 2


def furniture_key_of_table(table: TableDraft, height: float) -> tuple[str, int] | None:
    """The key under which a small table at the top or bottom edge is counted; None for any other."""
    at_top, at_bottom = table.bottom < EDGE * height, table.top > (1 - EDGE) * height
    if table.n_rows > 2 or not (at_top or at_bottom):
        return None
    text = "".join(line.text for slot in table.slots for line in slot.lines)
    # a page number may change from page to page in a single row; two rows that differ are data
    key = _furniture_key(text) if table.n_rows == 1 and table.n_cols <= 3 else text
    return key, round((table.top if at_top else height - table.top) / SAME_HEIGHT)


def _edge_lines(page: PageText) -> list[tuple[Line, tuple[str, bool, int]]]:
    """Lines near the top and bottom, each with the key under which it is counted."""
    found = []
    for line in page.lines[:EDGE_LINES]:
        if ANNEX.fullmatch(line.text.strip()):
            break
        if line.y < EDGE * page.height:
            found.append((line, (_furniture_key(line.text), True, round(line.y / SAME_HEIGHT))))
    for line in page.lines[-EDGE_LINES:]:
        below = page.height - line.y
        if below < EDGE * page.height:
            found.append((line, (_furniture_key(line.text), False, round(below / SAME_HEIGHT))))
    return found


def _furniture_key(text: str) -> str:
    if PAGE_NUMBER.fullmatch(text.strip()):
        return "#"
    words = text.lower().split()
    # a page number, arabic or roman, stands at either end of a running line
    ends = ["#" if PAGE_NUMBER.fullmatch(word) else word for word in (words[0], words[-1])]
    if len(words) > 1:
        words = [ends[0], *words[1:-1], ends[1]]
    # lines that differ in their year are titles of different tables
    return re.sub(r"[0-9]+", lambda m: m.group() if YEAR.fullmatch(m.group()) else "#", "".join(words))


def paragraphs(page: PageText, lines: Sequence[Line], vocabulary: Vocabulary) -> list[Block]:
    """Lines (between two tables, top to bottom) as paragraphs."""
    if not lines:
        return []
    right = sorted(line.x1 for line in page.lines)[int(0.9 * (len(page.lines) - 1))]
    blocks: list[Block] = []
    for line in lines:
        if blocks and not _opens(blocks[-1].lines, line, right):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block([line], page.number))
    usual = _usual_size(page.lines)
    for block in blocks:
        left = min(line.x0 for line in block.lines)
        block.text = join_lines(block.lines, left, max(right, left + 1), vocabulary, breaks=False)
        block.is_heading = _is_heading(block, usual)
    return blocks


def _opens(lines: list[Line], line: Line, right: float) -> bool:
    """Whether ``line`` opens a new paragraph after ``lines``."""
    before = lines[-1]
    step = line.y - before.y
    if step > 2.6 * line.size or step < 0:
        return True
    if len(lines) > 1 and step > 1.35 * (before.y - lines[-2].y):
        return True
    if LEGAL_LINE.fullmatch(line.text) or ALONE.fullmatch(before.text):
        return True
    if starts_item(line) or NUMBERED_HEADING.match(line.text) or CAPTION.match(line.text):
        return True
    if abs(before.size - line.size) > 0.15 * line.size:
        return True
    room = right - before.x1
    first_word = line.words[0].x1 - line.words[0].x0
    ended = room > first_word + line.size
    # bold words inside a paragraph are no heading: a heading ends before the margin
    if before.bold != line.bold and (ended or line.x0 > before.x0 + line.size):
        return True
    centred = abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 8 and before.x0 - lines[0].x0 != 0
    if ended and not centred and not (before.bold and line.bold):
        return True
    return line.x0 > before.x0 + 1.5 * line.size and len(lines) > 1


def _usual_size(lines: Sequence[Line]) -> float:
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _is_heading(block: Block, usual: float) -> bool:
    text = block.text
    if len(text) > MAX_HEADING_CHARS or len(block.lines) > 4 or not any(c.isalpha() for c in text):
        return False
    if text.rstrip().endswith((".", ";", ",")) and not block.lines[0].bold:
        return False
    bold = all(line.bold for line in block.lines)
    capitals = text.upper() == text and sum(c.isalpha() for c in text) > 3
    numbered = NUMBERED_HEADING.match(text) is not None
    large = block.lines[0].size > 1.15 * usual
    return bold or (numbered and (capitals or len(text) < 90)) or (capitals and len(text) < 90) or large


def caption_above(blocks: Sequence[Block]) -> str | None:
    """The caption among the paragraphs just above a table; its title may be a paragraph of its own."""
    near = blocks[-CAPTION_LINES:]
    for index in range(len(near) - 1, -1, -1):
        if CAPTION.match(near[index].text):
            title = [near[index].text]
            rest = near[index + 1 :]
            if sum(len(b.lines) for b in rest) <= CAPTION_LINES:
                title += [b.text for b in rest if not b.text.startswith("(")]
            return " ".join(title)[:MAX_CAPTION_CHARS]
        if FIGURE.match(near[index].text):
            return None
    return None


def heading_above(blocks: Sequence[Block]) -> str | None:
    """The nearest heading or item title above a table without a caption."""
    title: list[Block] = []
    for block in reversed(blocks):
        if block.is_heading and (not title or _is_close(block, title[-1])):
            title.append(block)
        elif title:
            break
        if title and NUMBERED_HEADING.match(block.text):
            break
    if title:
        return " ".join(block.text for block in reversed(title))[:MAX_CAPTION_CHARS]
    for block in reversed(blocks):
        text = block.text
        if ITEM_TITLE.match(text) and len(text) <= MAX_HEADING_CHARS and text[-1] not in ".;:,":
            return text
    return None


def _is_close(block: Block, below: Block) -> bool:
    """Whether two headings are one title, set over several centred lines."""
    line = block.lines[-1]
    return block.page == below.page and 0 <= below.top - line.bottom < 1.6 * line.size


def context_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines nearest above a table, nearest last."""
    lines = [line.text for block in blocks[-CONTEXT_LINES:] for line in block.lines]
    return tuple(lines[-CONTEXT_LINES:])
