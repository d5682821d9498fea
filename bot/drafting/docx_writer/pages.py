"""On which page something will stand: an estimate, for the cached page numbers of the contents.

Only the program that lays out the pages knows; Word and LibreOffice put the
true numbers in when they print, save as PDF or update the field.  Until then a
reader sees these.  Heights in twips.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.drafting.docx_writer.page import Kertas, Seksi
from bot.kinerja.roman import to_roman

CHARACTER: Final = 0.5
"""Mean width of a character of running text, in font sizes."""
LINE: Final = 1.16
"""Height of a single line, in font sizes."""


def lines(characters: int, width: int, points: float) -> int:
    """How many lines a text takes in a block of ``width`` twips."""
    room = max(1.0, width / (points * 20 * CHARACTER))
    return max(1, -(-characters // max(1, int(room))))


def text_height(characters: int, width: int, points: float, spacing: float, after: int) -> int:
    """Height of a paragraph: lines × line height × spacing, and the space around it."""
    return round(lines(characters, width, points) * points * 20 * LINE * spacing) + after


@dataclass(slots=True)
class Layout:
    """Where on which page the next thing goes."""

    kertas: Kertas
    seksi: Seksi
    halaman: int = 1
    posisi: int = 0

    def _room(self) -> int:
        return self.kertas.tinggi_teks(self.seksi.lanskap)

    def place(self, height: int, *, whole: bool = False, needs: int = 0) -> str:
        """Put something of ``height`` here and return the label of the page on which it begins.

        ``whole`` things are not split; ``needs`` is what has to follow on the same page.
        """
        room = self._room()
        if self.posisi and ((whole and self.posisi + height + needs > room) or self.posisi + needs >= room):
            self.new_page()
        label = self.label()
        self.posisi += height
        while self.posisi > room:
            self.halaman += 1
            self.posisi -= room
        return label

    def new_page(self) -> None:
        if self.posisi:
            self.halaman += 1
            self.posisi = 0

    def new_section(self, seksi: Seksi) -> None:
        """Sections begin on a new page."""
        self.new_page()
        self.seksi = seksi
        if seksi.mulai is not None:
            self.halaman = seksi.mulai

    def label(self) -> str:
        return to_roman(self.halaman).lower() if self.seksi.romawi else str(self.halaman)
