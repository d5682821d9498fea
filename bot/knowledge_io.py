"""Files into the ``Naskah`` that the knowledge base ingests.

Strangers' pdf and docx files are opened by ``bot.tables`` only (a child process under limits); text and
Markdown are read by ``knowledge.ingest`` itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from bot.errors import ErrorCode, LkjipError
from bot.tables.document import Document
from bot.tables.grid import Grid
from bot.tables.sandbox import Start, read_document, shown_name
from knowledge.errors import KnowledgeError
from knowledge.ingest import markdown, mutu, ocr
from knowledge.ingest.naskah import Alinea, Blok, Naskah, Sel, Tabel

DOCUMENTS = ("pdf", "docx")


def read_naskah(
    path: Path, *, name: str | None = None, with_ocr: bool = False, start: Start = Start.AUTO
) -> Naskah:
    """Read a pdf, docx, md or txt file for the knowledge index.

    ``with_ocr``: recognise the text of pages that are pictures (needs tesseract; slow).  Raises
    KnowledgeError (also for a scan when ``with_ocr`` is off) and LkjipError for a file that cannot be read.
    """
    berkas = shown_name(name or path.name)
    if path.suffix.lower() in markdown.SUFFIXES:
        return markdown.read_text(path, berkas)
    try:
        document = read_document(path, name=name, start=start)
    except LkjipError as error:
        if error.code is not ErrorCode.FILE_SCAN:
            raise
        if not with_ocr:
            raise scan_refused(berkas) from error
        return ocr.read_scan(path, berkas)
    if document.kind not in DOCUMENTS:
        raise KnowledgeError(
            "naskah-tidak-terbaca",
            f"Berkas {berkas} berjenis {document.kind}; indeks pengetahuan menerima pdf, docx, md, dan txt.",
            "Simpan dokumennya sebagai docx atau pdf, lalu tambahkan lagi.",
        )
    naskah = from_document(document, hashlib.sha256(path.read_bytes()).hexdigest())
    if with_ocr and document.kind == "pdf" and naskah.halaman_tanpa_teks:
        naskah = ocr.with_missing_pages(naskah, path)
    return naskah


def scan_refused(berkas: str) -> KnowledgeError:
    """The refusal of a file whose pages are pictures."""
    return KnowledgeError(
        "naskah-tidak-terbaca",
        f"Berkas {berkas} adalah hasil pindaian tanpa lapisan teks.",
        mutu.ocr_advice(),
    )


def from_document(document: Document, sidik: str) -> Naskah:
    """A document that the table readers read, as the ingestion takes it."""
    blok: list[Blok] = [Alinea(p.order, p.text, p.page, p.is_heading) for p in document.paragraphs]
    blok += [_table(grid, order) for grid, order in zip(document.grids, document.grid_order, strict=True)]
    blok.sort(key=lambda b: b.urutan)
    naskah = Naskah(
        document.berkas,
        document.kind,
        tuple(blok),
        document.n_pages if document.kind == "pdf" else None,
        document.pages_without_text,
        sidik_berkas=sidik,
    )
    return naskah if document.kind == "pdf" else _without_pages(naskah)


def _table(grid: Grid, order: int) -> Tabel:
    rows = tuple(
        tuple(Sel(cell.text, cell.page or grid.page, cell.cuts) for cell in row) for row in grid.rows
    )
    return Tabel(order, rows, grid.page, grid.caption)


def _without_pages(naskah: Naskah) -> Naskah:
    """A docx has no pages until it is printed."""
    blok: list[Blok] = []
    for b in naskah.blok:
        if isinstance(b, Alinea):
            blok.append(replace(b, halaman=None))
        else:
            rows = tuple(tuple(replace(cell, halaman=None, potongan=()) for cell in row) for row in b.baris)
            blok.append(replace(b, halaman=None, baris=rows))
    return replace(naskah, blok=tuple(blok), halaman=None)
