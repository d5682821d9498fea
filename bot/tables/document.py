"""What a reader returns: grids, and for documents their paragraphs too, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kinerja.model import IndicatorTable
from bot.tables.grid import Grid


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or heading) of a docx or pdf, outside tables."""

    text: str
    order: int
    """Position among the document's paragraphs and grids."""
    page: int | None = None
    is_heading: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read: its grids with their order, its paragraphs, its pages."""

    berkas: str
    """File name as the user knows it."""
    kind: str
    """``xlsx``, ``xls``, ``xlsb``, ``ods``, ``csv``, ``docx``, ``pdf``; ``html`` and ``spreadsheetml`` for
    what web applications export under the name .xls."""
    grids: tuple[Grid, ...]
    grid_order: tuple[int, ...] = ()
    """Position of each grid among paragraphs and grids (docx, pdf)."""
    paragraphs: tuple[Paragraph, ...] = ()
    n_pages: int | None = None
    pages_without_text: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A region that is not an indicator or budget table, and why."""

    lembar: str
    rentang: str
    alasan: str
    """``tanpa-peran``, ``skala``, ``pegawai``, ``tanda-tangan``, ``prosa``, ``bagan``, ``daftar-isi``, …"""
    halaman: int | None = None


@dataclass(frozen=True, slots=True)
class Bacaan:
    """The result of ``bot.tables.read``: every indicator and budget table of a file, in order."""

    berkas: str
    document: Document
    tabel: tuple[IndicatorTable, ...]
    dilewati: tuple[Skipped, ...] = ()
