"""Invented reports in other layouts than ours, with known faults and with changes that are none.

``data/rekaan/*.md`` holds one report each: ``# `` a heading, ``| a | b`` a row of a table, other lines
paragraphs.  After ``== salah`` come faults (``kind :: text => other text``), after ``== wajar`` changes
after which the report is still right.  The unchanged report is right.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Ubahan:
    """One change of the text; ``jenis`` is empty where the report stays right."""

    jenis: str
    lama: str
    baru: str


@dataclass(frozen=True, slots=True)
class Rekaan:
    """One invented report."""

    nama: str
    teks: str
    salah: tuple[Ubahan, ...]
    wajar: tuple[Ubahan, ...]

    def changed(self, change: Ubahan) -> str:
        """The text with one change.  Raises ValueError where the old text does not stand in it once."""
        if self.teks.count(change.lama) != 1:
            raise ValueError(f"{self.nama}: {change.lama!r} stands {self.teks.count(change.lama)} times")
        return self.teks.replace(change.lama, change.baru)


def reports() -> Iterator[Rekaan]:
    """The shipped reports in the order of their names."""
    folder = files("bot.evaluation").joinpath("data", "rekaan")
    for source in sorted(folder.iterdir(), key=lambda f: f.name):
        if source.name.endswith(".md"):
            yield parse(source.name.removesuffix(".md"), source.read_text(encoding="utf-8"))


def parse(name: str, source: str) -> Rekaan:
    body, _, rest = source.partition("== salah\n")
    wrong, _, right = rest.partition("== wajar\n")
    return Rekaan(name, body, tuple(_changes(wrong)), tuple(_changes(right)))


def _changes(lines: str) -> Iterator[Ubahan]:
    for line in lines.splitlines():
        kind, found, change = line.partition(" :: ")
        if found:
            old, _, new = change.partition(" => ")
            yield Ubahan(kind.strip(), old, new)


def docx_of(text: str) -> bytes:
    """The report as a Word file: headings, paragraphs, captions and tables."""
    from docx import Document

    document = Document()
    rows: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("| "):
            rows.append([cell.strip() for cell in line[1:].split(" | ")])
            continue
        if rows:
            width = max(map(len, rows))
            table = document.add_table(len(rows), width, style="Table Grid")
            for r, row in enumerate(rows):
                for c, cell in enumerate(row):
                    table.cell(r, c).text = cell.strip(" |")
            rows = []
        if line.startswith("# "):
            document.add_heading(line[2:], 1)
        elif line.strip():
            document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
