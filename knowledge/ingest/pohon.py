"""The tree of a legal text: units with their own words and their children, in the order of the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.ingest.naskah import Tabel
from knowledge.ingest.penanda import Penanda
from knowledge.letak import Langkah, Letak


@dataclass(slots=True)
class Teks:
    """One paragraph of a unit's own words."""

    teks: str
    halaman: int | None = None
    halaman_akhir: int | None = None
    judul: bool = False
    """Set like a heading."""


@dataclass(slots=True)
class Unit:
    """A place of the text.  ``isi`` holds its own paragraphs, its tables and its child units in order."""

    unit: str
    nomor: str = ""
    penanda: str = ""
    """The marker as written: ``Pasal 3``, ``a)``, ``(2)``; in front of the unit's words when shown."""
    halaman: int | None = None
    isi: list[Teks | Tabel | Unit] = field(default_factory=list)
    induk: Unit | None = field(default=None, repr=False)
    gaya: Penanda | None = None
    """Of a list item: its marker, to find its sibling."""
    bebas: str = ""
    """Words of the place where it has no number: ``Umum``."""
    judul: str = ""
    """The title of a chapter or annex that stands on lines of its own."""

    def add(self, child: Unit) -> Unit:
        child.induk = self
        self.isi.append(child)
        return child

    @property
    def letak(self) -> Letak:
        """The path from the largest unit that a citation names."""
        steps: list[Langkah] = []
        bebas = ""
        unit: Unit | None = self
        while unit is not None and unit.unit != "akar":
            if unit.unit == "bebas":
                bebas = unit.bebas
            else:
                steps.append(Langkah(unit.unit, unit.nomor))
            if unit.unit in ROOTS and not unit.is_quoted():
                break
            unit = unit.induk
        return Letak(tuple(reversed(steps)), bebas)

    def is_quoted(self) -> bool:
        """Whether a Pasal stands inside another one (of an amending regulation) or in the Penjelasan."""
        above = self.induk if self.unit == "pasal" else None
        while above is not None:
            if above.unit in ("pasal", "penjelasan", "lampiran", "anak lampiran"):
                return True
            above = above.induk
        return self.unit == "lampiran" and self.induk is not None and self.induk.unit == "anak lampiran"

    def children(self) -> Iterator[Unit]:
        return (part for part in self.isi if isinstance(part, Unit))

    def own(self) -> Iterator[Teks]:
        return (part for part in self.isi if isinstance(part, Teks))

    def walk(self) -> Iterator[Unit]:
        """This unit and all below it, in order."""
        yield self
        for child in self.children():
            yield from child.walk()

    def pages(self) -> tuple[int, int] | None:
        """First and last page of the unit with everything inside it."""
        numbers = [] if self.halaman is None else [self.halaman]
        for part in self.isi:
            if isinstance(part, Unit):
                numbers += part.pages() or ()
            elif isinstance(part, Teks):
                numbers += [n for n in (part.halaman, part.halaman_akhir) if n is not None]
            else:
                numbers += [page for page in table_pages(part) if page is not None]
        return (min(numbers), max(numbers)) if numbers else None

    def full_text(self) -> str:
        """Marker, words and children as the source has them, one paragraph a line."""
        lines: list[str] = []
        for part in self.isi:
            if isinstance(part, Unit):
                lines.append(part.full_text())
            elif isinstance(part, Teks):
                lines.append(part.teks)
            else:
                lines += table_lines(part)
        return with_marker(self.penanda, "\n".join(line for line in lines if line))

    def chapeau(self) -> str:
        """The unit's own words before its first child."""
        words: list[str] = []
        for part in self.isi:
            if isinstance(part, Unit):
                break
            if isinstance(part, Teks):
                words.append(part.teks)
        return "\n".join(words)

    def heading(self) -> str:
        """The unit's title: its heading, or its first words where they are no sentence; else empty."""
        if self.judul:
            return self.judul
        first = next(self.own(), None)
        if first is None or len(first.teks) > MAX_TITLE or first.teks.endswith((".", ";", ":", ",")):
            return ""
        others = sum(1 for _ in self.own()) > 1 or any(True for _ in self.children())
        return first.teks if others or first.judul else ""


ROOTS = frozenset(
    {"pasal", "lampiran", "anak lampiran", "menimbang", "mengingat", "penutup", "penjelasan", "judul"}
)
"""Units at which a letak begins: a Pasal is cited without its Bab, an anak lampiran without its Lampiran."""
MAX_TITLE = 150


def with_marker(marker: str, text: str) -> str:
    """Marker and words; those of a Pasal stand on a line of its own."""
    if not marker or not text:
        return marker or text
    return f"{marker}\n{text}" if " " in marker else f"{marker} {text}"


def table_pages(table: Tabel) -> list[int | None]:
    pages = [table.halaman]
    for row in table.baris:
        for cell in row:
            if cell.teks:
                pages += [cell.halaman, *(page for _, page in cell.potongan)]
    return pages


def table_lines(table: Tabel) -> list[str]:
    """A table as lines; cells between bars, empty ones left out."""
    lines = []
    for row in table.baris:
        cells = [" ".join(cell.teks.split()) for cell in row]
        if any(cells):
            lines.append(" | ".join(cell for cell in cells if cell))
    return lines
