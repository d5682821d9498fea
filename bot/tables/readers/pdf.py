"""A PDF with a text layer as grids and paragraphs, in reading order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from bot.errors import ErrorCode, LkjipError
from bot.tables.document import Document, Paragraph
from bot.tables.grid import EMPTY, Cell, Grid

CAPTION = re.compile(r"^\s*Tabel\s*[\dIVX]", re.IGNORECASE)
CONTEXT_LINES = 5


def read_pdf(path: Path, berkas: str) -> Document:
    """Read a PDF.  Raises LkjipError FILE_SCAN when no page has text."""
    import pdfplumber

    grids: list[Grid] = []
    grid_order: list[int] = []
    paragraphs: list[Paragraph] = []
    empty: list[int] = []
    order = 0
    with pdfplumber.open(path) as pdf:
        n_pages = len(pdf.pages)
        for number, page in enumerate(pdf.pages, 1):
            if not page.chars:
                empty.append(number)
                page.close()
                continue
            tables = [t for t in page.find_tables() if len(t.rows) > 1 or len(t.rows[0].cells) > 1]
            items: list[tuple[float, Any]] = [(t.bbox[1], t) for t in tables]
            rest = page
            for table in tables:
                rest = rest.outside_bbox(table.bbox)
            items += [(line["top"], line["text"]) for line in rest.extract_text_lines()]
            items.sort(key=lambda item: item[0])
            for _, item in items:
                order += 1
                if isinstance(item, str):
                    paragraphs.append(Paragraph(item, order, number))
                    continue
                above = [p.text for p in paragraphs[-CONTEXT_LINES:]]
                caption = next((text for text in reversed(above) if CAPTION.match(text)), None)
                rows = tuple(
                    tuple(EMPTY if text is None else Cell(text, text, page=number) for text in row)
                    for row in item.extract()
                )
                name = f"hlm. {number} tabel {1 + sum(1 for g in grids if g.page == number)}"
                grids.append(Grid(berkas, name, rows, (), "table", number, caption, tuple(above)))
                grid_order.append(order)
            page.close()
    if len(empty) == n_pages:
        raise LkjipError(
            ErrorCode.FILE_SCAN,
            f"Berkas {berkas} hanya berisi gambar hasil pindaian ({n_pages} halaman), tanpa teks.",
            "Kirimkan berkas aslinya (Word atau Excel), atau pasang OCR: "
            "paket tambahan [ocr] dan tesseract-ocr-ind, lalu ulangi.",
        )
    return Document(berkas, "pdf", tuple(grids), tuple(grid_order), tuple(paragraphs), n_pages, tuple(empty))
