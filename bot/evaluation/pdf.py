"""A small PDF writer: one ruled table over as many pages as it needs, with a text layer.

Enough to try the reader on pages whose truth is known; no library of the product
writes PDF.  Courier is used because all its letters are 0.6 of the size wide, so
that lines can be broken without font metrics.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

WIDTH, HEIGHT, MARGIN = 842.0, 595.0, 36.0
"""A4 landscape, in points."""
SIZE = 6.0
LETTER = 0.6 * SIZE
LEADING = 1.25 * SIZE
PAD = 3.0
MIN_CHARS, MAX_CHARS = 8, 34
Merge = tuple[int, int, int, int]


def table_pdf(title: Sequence[str], rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> bytes:
    """A document with the title lines and the table; rows that do not fit go on the next page."""
    widths = _column_widths(rows, merges)
    heights = [_row_height(row, number, widths, merges) for number, row in enumerate(rows)]
    pages: list[list[str]] = [[]]
    y = HEIGHT - MARGIN
    for line in title:
        pages[-1].append(_text(MARGIN, y - SIZE, line))
        y -= 2 * LEADING
    for number, row in enumerate(rows):
        if y - heights[number] < MARGIN:
            pages.append([])
            y = HEIGHT - MARGIN
        _draw_row(pages[-1], number, row, widths, heights, merges, y)
        y -= heights[number]
    return _document(["\n".join(page) for page in pages])


def _column_widths(rows: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[float]:
    """Wide enough for the longest word; the rest of the page goes to the columns with more text."""
    count = max(len(row) for row in rows)
    spanning = {(top, left) for top, left, _, right in merges if right > left}
    chars = []
    for col in range(count):
        texts = [row[col] for n, row in enumerate(rows) if col < len(row) and (n, col) not in spanning]
        word = max((len(w) for text in texts for w in text.split()), default=0)
        longest = max((len(text) for text in texts), default=0)
        chars.append(max(word, min(MAX_CHARS, max(MIN_CHARS, longest))))
    scale = min(1.0, (WIDTH - 2 * MARGIN) / sum(c * LETTER + 2 * PAD for c in chars))
    return [(c * LETTER + 2 * PAD) * scale for c in chars]


def _lines(text: str, width: float) -> list[str]:
    return wrap(text, max(3, int((width - 2 * PAD) / LETTER))) or [""]


def _span(number: int, col: int, merges: Sequence[Merge]) -> Merge:
    for merge in merges:
        if merge[0] <= number <= merge[2] and merge[1] <= col <= merge[3]:
            return merge
    return number, col, number, col


def _row_height(row: Sequence[str], number: int, widths: Sequence[float], merges: Sequence[Merge]) -> float:
    tallest = 1
    for col, text in enumerate(row):
        top, left, bottom, right = _span(number, col, merges)
        lines = len(_lines(text, sum(widths[left : right + 1])))
        tallest = max(tallest, -(-lines // (bottom - top + 1)))
    return tallest * LEADING + 2 * PAD


def _draw_row(
    page: list[str],
    number: int,
    row: Sequence[str],
    widths: Sequence[float],
    heights: Sequence[float],
    merges: Sequence[Merge],
    y: float,
) -> None:
    x = MARGIN
    height = heights[number]
    for col, width in enumerate(widths):
        top, left, bottom, right = _span(number, col, merges)
        if number == top:
            page.append(_rule(x, y, x + width, y))
        if col == left:
            page.append(_rule(x, y, x, y - height))
        if number == bottom:
            page.append(_rule(x, y - height, x + width, y - height))
        if col == right:
            page.append(_rule(x + width, y, x + width, y - height))
        if (number, col) == (top, left) and col < len(row) and row[col]:
            for line, text in enumerate(_lines(row[col], sum(widths[left : right + 1]))):
                page.append(_text(x + PAD, y - PAD - SIZE - line * LEADING, text))
        x += width


def _rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"0.5 w {x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l S"


def _text(x: float, y: float, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {SIZE} Tf {x:.2f} {y:.2f} Td ({escaped}) Tj ET"


def _document(contents: Sequence[str]) -> bytes:
    """Catalog, page tree, font, and for each page its object and content stream."""
    count = len(contents)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in enumerate(contents):
        stream = content.encode("cp1252", "replace")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH:.0f} {HEIGHT:.0f}] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
