"""A document as the ingestion takes it: paragraphs and tables in reading order, with their pages.

Readers of files (pdf and docx in ``bot``, text and Markdown here) make a ``Naskah``; everything after
that is the same for all formats.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Alinea:
    """One paragraph, heading or line."""

    urutan: int
    """Position among all blocks."""
    teks: str
    halaman: int | None = None
    judul: bool = False
    """Set like a heading (bold, capitals, a heading style or a ``#`` in Markdown)."""


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell of a table: its text, the page where it begins, and the offsets where further pages begin."""

    teks: str
    halaman: int | None = None
    potongan: tuple[tuple[int, int], ...] = ()

    def halaman_pada(self, offset: int) -> int | None:
        """The page on which the character at ``offset`` stands."""
        page = self.halaman
        for start, number in self.potongan:
            if offset >= start:
                page = number
        return page


@dataclass(frozen=True, slots=True)
class Tabel:
    """One table, as rows of cells; rows are of the same length, merged cells are empty but for the first."""

    urutan: int
    baris: tuple[tuple[Sel, ...], ...]
    halaman: int | None = None
    judul: str | None = None
    """Caption, or the heading just above."""


Blok: TypeAlias = Alinea | Tabel


@dataclass(frozen=True, slots=True)
class Naskah:
    """A document, read."""

    berkas: str
    """File name as the user knows it."""
    jenis_berkas: str
    """``pdf``, ``docx``, ``md``, ``txt``."""
    blok: tuple[Blok, ...]
    halaman: int | None = None
    """Number of pages; None for a format without pages."""
    halaman_tanpa_teks: tuple[int, ...] = ()
    halaman_ocr: tuple[int, ...] = ()
    """Pages whose text was recognised from a picture."""
    sidik_berkas: str = ""
    """SHA-256 of the bytes of the file."""
    keterangan: tuple[tuple[str, str], ...] = ()
    """Front matter of a text file: (key, value)."""

    @property
    def alinea(self) -> tuple[Alinea, ...]:
        return tuple(blok for blok in self.blok if isinstance(blok, Alinea))

    def teks_per_halaman(self) -> dict[int, str]:
        """Text of each page that has any; everything is page 1 in a format without pages."""
        found: dict[int, list[str]] = defaultdict(list)
        for blok in self.blok:
            if isinstance(blok, Alinea):
                found[blok.halaman or 1].append(blok.teks)
                continue
            for row in blok.baris:
                for cell in row:
                    _spread(cell, blok.halaman, found)
        return {page: "\n".join(texts) for page, texts in sorted(found.items())}


def _spread(cell: Sel, page: int | None, found: dict[int, list[str]]) -> None:
    """A cell's text on the pages where it stands."""
    starts = [(0, cell.halaman or page or 1), *cell.potongan]
    ends = [start for start, _ in starts[1:]] + [len(cell.teks)]
    for (start, number), end in zip(starts, ends, strict=True):
        if piece := cell.teks[start:end].strip():
            found[number].append(piece)
