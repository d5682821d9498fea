"""A past LKjIP or Renstra as passages: by chapter, section and table.

Paragraphs of a section are joined into passages of about 600 to 1,200 characters at paragraph borders;
tables become sentences ("kolom: nilai; …") by rows.  Left out: cover, tables of contents, signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.ingest import baris
from knowledge.ingest.bersih import goes_on, tidy, without_furniture
from knowledge.ingest.laporan_bab import (
    ANNEXES,
    CONTENTS,
    FRONT,
    Tempat,
    chapter_of_subbab,
    chapter_starts,
    contents_blocks,
    section_heading,
)
from knowledge.ingest.legal_passages import Nas
from knowledge.ingest.naskah import Alinea, Blok, Naskah, Tabel
from knowledge.ingest.penanda import BULLET, item_readings, roman_value, to_roman
from knowledge.letak import Langkah, Letak
from knowledge.model import Bentuk

MIN_PIECE = 600
MAX_PIECE = 1200
MAX_TABLE_PIECE = 1200
TABLE_NUMBER = re.compile(
    r"(?:lanjutan\s+)?tabel\s*\.?\s*([0-9IVX]{1,4}(?:[.\-–][0-9]{1,3}){0,2})\s*[.:]?\s*(.*)", re.IGNORECASE
)
NIP = re.compile(r"\bNIP\b\.?\s*[:.]?\s*[0-9]", re.IGNORECASE)
NAME_LINES = 4
"""Lines above a NIP that hold the place, the post, the name and the rank of who signs."""
MAX_LEAD = 250
MAX_HEADING = 160
MIN_UNFINISHED = 60
"""A shorter line without a full stop is an item or a label, not half a sentence."""
MAX_STEP = 2
"""Lettered and numbered headings may skip one (it was not set as a heading)."""
RANK = {"subbab": 1, "huruf": 2, "angka": 3}
"""Order of the sections below a chapter; a letter below ``3.1`` stays inside it."""


@dataclass(slots=True)
class _Piece:
    """A passage in the making: paragraphs of one section."""

    tempat: Tempat
    anak_judul: str = ""
    """The unnumbered heading under which it begins."""
    teks: list[str] = field(default_factory=list)
    halaman: list[int] = field(default_factory=list)
    berisi: bool = False
    """Whether anything but headings is in it."""
    terbuka: bool = False
    """The last paragraph is unfinished."""

    @property
    def size(self) -> int:
        return sum(len(text) + 1 for text in self.teks)

    def add(self, block: Alinea) -> None:
        """Take a paragraph; the rest of an unfinished one is joined to it."""
        rest = (
            self.terbuka
            and not block.judul
            and not item_readings(block.teks)[0]
            and goes_on(self.teks[-1], block.teks, marked=False)
        )
        if rest:
            self.teks[-1] += f" {block.teks}"
        else:
            self.teks.append(block.teks)
        self.terbuka = (
            not block.judul and len(block.teks) > MIN_UNFINISHED and not block.teks.endswith((".", ":", ";"))
        )
        self.berisi = self.berisi or not block.judul
        if block.halaman is not None:
            self.halaman.append(block.halaman)


def passages_of(naskah: Naskah) -> list[Nas]:
    """Every passage of a report, in order.  ``judul`` still lacks the office and the year."""
    blocks = without_signatures(without_furniture(naskah.blok))
    reader = _Reader(blocks)
    for index, block in enumerate(blocks):
        reader.take(index, block)
    reader.close()
    return reader.result


class _Reader:
    def __init__(self, blocks: Sequence[Blok]) -> None:
        self.blocks = blocks
        self.skipped = contents_blocks(blocks)
        self.starts = {at: names for at, names in chapter_starts(blocks).items() if at not in self.skipped}
        self.place = Tempat()
        self.heading = ""
        self.piece: _Piece | None = None
        self.result: list[Nas] = []
        self.highest = 0
        """The last chapter that was inferred from the number of a section."""
        self.numbers: dict[str, int] = {}
        """Last number of each kind of section (``huruf``, ``angka``) in the section above it."""

    def take(self, index: int, block: Blok) -> None:
        if index in self.skipped:
            return
        moved = self._moved(block, index)
        if moved is not None:
            self.close()
            self.place, self.heading = moved, ""
        if isinstance(block, Tabel):
            self.result += _of_table(block, self.place, self._lead())
        elif self.place.langkah or self.place.bebas:
            if moved is not None or not _is_caption(block, self.blocks, index):
                self._words(block, is_section=moved is not None)
            elif block.judul and not _has_numbered_table(self.blocks, index):
                self.close()
                self.heading = block.teks

    def _words(self, block: Alinea, *, is_section: bool) -> None:
        piece = self.piece
        full = piece is not None and piece.size >= MIN_PIECE and not piece.terbuka
        if piece is not None and full and (block.judul or piece.size + len(block.teks) > MAX_PIECE):
            self.close()
        if block.judul and not is_section and len(block.teks) <= MAX_HEADING and not BULLET.match(block.teks):
            self.heading = block.teks
        if self.piece is None:
            self.piece = _Piece(self.place, self.heading)
        self.piece.add(block)

    def _lead(self) -> str:
        """The sentence that announces a table goes with it, where nothing else is in its passage."""
        piece = self.piece
        if piece is None or not piece.berisi or piece.size > MAX_LEAD or not piece.teks[-1].endswith(":"):
            self.close()
            return ""
        self.piece = None
        return piece.teks[-1]

    def close(self) -> None:
        """Finish the passage in the making; headings alone are none."""
        piece, self.piece = self.piece, None
        if piece is None or not piece.berisi:
            return
        pages = (min(piece.halaman), max(piece.halaman)) if piece.halaman else None
        for text in _sized("\n".join(piece.teks)):
            nas = _nas(piece.tempat, text, pages)
            extra = piece.anak_judul.strip(" :")
            known = extra.lower() in nas.judul.lower()
            self.result.append(nas if known else replace(nas, judul=f"{nas.judul} – {extra}".strip(" –")))

    def _moved(self, block: Blok, index: int) -> Tempat | None:
        """The place that a block opens, or None where it stays in the one before."""
        if not isinstance(block, Alinea):
            return None
        if index in self.starts:
            number, title = self.starts[index]
            name = plain_title(title)
            self.numbers = {}
            return Tempat((Langkah("bab", number),), "", name, name)
        text = block.teks.strip()
        front = FRONT.fullmatch(text)
        if front and not self.place.langkah:
            return Tempat((), front[1].title(), front[1].title())
        if ANNEXES.fullmatch(text) and block.judul and self.place.langkah:
            return Tempat((Langkah("lampiran"),), "", "Lampiran")
        if CONTENTS.fullmatch(text):
            return Tempat()
        return self._section(block)

    def _section(self, block: Alinea) -> Tempat | None:
        place = self.place
        chapter = place.langkah[0].nomor if place.langkah and place.langkah[0].unit == "bab" else ""
        found = section_heading(block, chapter)
        if found is None:
            return None
        step, title = found
        if step.unit == "subbab" and chapter_of_subbab(step) != chapter:
            if chapter and self.starts:
                return None  # a number that belongs to no section of this chapter
            return self._inferred(step, title)
        if step.unit != "subbab" and (not chapter or not self._in_sequence(step)):
            return None
        kept = [s for s in place.langkah if s.unit == "bab" or RANK.get(s.unit, 9) < RANK[step.unit]]
        self.numbers = {unit: n for unit, n in self.numbers.items() if RANK[unit] <= RANK[step.unit]}
        return Tempat((*(kept or [Langkah("bab", chapter)]), step), "", plain_title(title), place.judul_bab)

    def _inferred(self, step: Langkah, title: str) -> Tempat:
        """A section of a report without chapter headings: ``2.1`` lies in Bab II.

        Where the numbers fall back (an office that began a chapter with 1.1 again) the chapter is not
        known, and the section is cited without one.
        """
        value = roman_value(chapter_of_subbab(step)) or 0
        self.numbers = {}
        if value < self.highest:
            return Tempat((step,), "", plain_title(title))
        self.highest = value
        return Tempat((Langkah("bab", to_roman(value)), step), "", plain_title(title))

    def _in_sequence(self, step: Langkah) -> bool:
        """Whether a lettered or numbered heading begins or continues the sections of its parent."""
        if step.unit == "subbab":
            return True
        value = int(step.nomor) if step.nomor.isdigit() else ord(step.nomor) - 64
        last = self.numbers.get(step.unit, 0)
        if not (value == 1 or (last and last <= value <= last + MAX_STEP)):
            return False
        self.numbers[step.unit] = value
        return True


def chapters(naskah: Naskah) -> list[tuple[str, str]]:
    """Roman number and title of the chapters that a report has."""
    blocks = without_furniture(naskah.blok)
    skipped = contents_blocks(blocks)
    return [names for at, names in sorted(chapter_starts(blocks).items()) if at not in skipped]


def by_page(naskah: Naskah) -> list[Nas]:
    """A document without a known structure: its paragraphs by page, tables by rows."""
    result: list[Nas] = []
    piece: _Piece | None = None
    for block in without_signatures(without_furniture(naskah.blok)):
        place = Tempat((), f"halaman {block.halaman}" if block.halaman is not None else "naskah")
        full = piece is not None and (
            piece.tempat != place or isinstance(block, Tabel) or piece.size + len(block.teks) > MAX_PIECE
        )
        if piece is not None and full:
            result += _whole(piece)
            piece = None
        if isinstance(block, Tabel):
            result += [replace(nas, letak=Letak((), place.bebas)) for nas in _of_table(block, place)]
            continue
        piece = piece or _Piece(place)
        piece.add(block)
    return result + (_whole(piece) if piece is not None else [])


def _whole(piece: _Piece) -> list[Nas]:
    title = piece.teks[0][:90]
    pages = (min(piece.halaman), max(piece.halaman)) if piece.halaman else None
    return [replace(_nas(piece.tempat, text, pages), judul=title) for text in _sized("\n".join(piece.teks))]


def without_signatures(blocks: Sequence[Blok]) -> list[Blok]:
    """Without the lines that sign: a NIP, and the short lines above it (place, post, name, rank)."""
    gone: set[int] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Alinea) or not NIP.search(block.teks) or len(block.teks) > 200:
            continue
        gone.add(index)
        for before in range(index - 1, max(index - 1 - NAME_LINES, -1), -1):
            line = blocks[before]
            if (
                not isinstance(line, Alinea)
                or len(line.teks) > 90
                or (line.teks.endswith((".", ";", ":")) and not line.judul)
            ):
                break
            gone.add(before)
    return [block for index, block in enumerate(blocks) if index not in gone]


def _nas(place: Tempat, text: str, pages: tuple[int, int] | None, table: str = "") -> Nas:
    letak = Letak(place.langkah, place.bebas)
    if table:
        letak = letak.child("tabel", table) if place.langkah else Letak((Langkah("tabel", table),), "")
    return Nas(letak, place_title(place), text, pages, tuple(t for t in (place.judul_bab,) if t))


def place_title(place: Tempat) -> str:
    """``Bab III Akuntabilitas Kinerja – Realisasi Anggaran``."""
    chapter = next((s.nomor for s in place.langkah if s.unit == "bab"), "")
    head = f"Bab {chapter} {place.judul_bab}".strip() if chapter else ""
    parts = [head, place.judul if place.judul != place.judul_bab else ""]
    return " – ".join(part for part in parts if part)


def _of_table(table: Tabel, place: Tempat, lead: str = "") -> Iterator[Nas]:
    """A table by rows, with its caption in front of each part.  ``lead``: the sentence that announces it."""
    caption = tidy(table.judul or "")
    found = TABLE_NUMBER.match(caption)
    number = found[1].replace("–", "-").replace("-", ".").rstrip(".") if found else ""
    for piece in baris.chunks(table, MAX_TABLE_PIECE):
        text = "\n".join(part for part in (lead, caption, piece.teks) if part)
        lead = ""
        for part in _sized(text, MAX_TABLE_PIECE * 2):
            nas = _nas(place, part, piece.halaman or _page(table), number)
            known = not caption or (place.judul.lower() in caption.lower() and not found)
            title = nas.judul if known else f"{nas.judul} – {caption}".strip(" –")
            yield replace(nas, judul=title, bentuk=Bentuk.RINGKASAN)


def _page(table: Tabel) -> tuple[int, int] | None:
    return None if table.halaman is None else (table.halaman, table.halaman)


def _has_numbered_table(blocks: Sequence[Blok], index: int) -> bool:
    """Whether the table just below has a number: then the lines above it are its caption, no heading."""
    table = next((b for b in blocks[index + 1 : index + 4] if isinstance(b, Tabel)), None)
    return table is not None and TABLE_NUMBER.match(table.judul or "") is not None


def _is_caption(block: Alinea, blocks: Sequence[Blok], index: int) -> bool:
    """A caption right above its table is shown with the table."""
    if len(block.teks) > MAX_HEADING:
        return False
    for after in blocks[index + 1 : index + 4]:
        if isinstance(after, Tabel):
            return TABLE_NUMBER.match(block.teks) is not None or block.teks in (after.judul or "")
        if not after.judul:
            return False  # text stands between the two: a heading, not a caption
    return False


def _sized(text: str, limit: int = MAX_PIECE + MIN_PIECE) -> list[str]:
    """A text of more than ``limit`` characters at sentence borders, in parts of about MAX_PIECE."""
    if len(text) <= limit:
        return [text]
    parts = [""]
    for sentence in re.split(r"(?<=[.;:]) (?=[A-Z0-9])|(?<=\n)|(?<=; )", text):
        for piece in _hard(sentence):
            if parts[-1] and len(parts[-1]) + len(piece) > MAX_PIECE:
                parts.append("")
            glue = "" if not parts[-1] or parts[-1][-1].isspace() else " "
            parts[-1] += glue + piece
    return [part.strip() for part in parts if part.strip()]


def _hard(text: str) -> list[str]:
    """A sentence without an end, cut between words."""
    if len(text) <= MAX_PIECE:
        return [text]
    parts: list[str] = []
    while len(text) > MAX_PIECE:
        cut = text.rfind(" ", 0, MAX_PIECE)
        cut = cut if cut > 0 else MAX_PIECE
        parts.append(text[:cut])
        text = text[cut:].lstrip()
    return [*parts, text]


def plain_title(text: str) -> str:
    """A title in capitals as one in small letters."""
    title = tidy(text).strip(" :.-–")
    if title.upper() != title:
        return title
    return " ".join(w.capitalize() if len(w) > 3 else w for w in title.split()).replace(" DAN ", " dan ")
