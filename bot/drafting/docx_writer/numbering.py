"""Numbers that the document gives to itself: captions by chapter, bookmarks, entries of the contents.

A first walk over the blocks, before anything is written, since the contents
stand before what they list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from bot.drafting.docx_writer.inline import kata
from bot.drafting.ledger import NUMBER, Ledger
from bot.drafting.model import Angka, Bidang, Block, Gambar, Judul, Polos, Tabel
from bot.kinerja.roman import from_roman

TINGKAT_DAFTAR_ISI: Final = 3
"""Headings down to this level are in the contents."""
LABEL: Final = {Bidang.DAFTAR_TABEL: "Tabel", Bidang.DAFTAR_GAMBAR: "Gambar"}
_SHORT: Final = 4
_CHAPTER: Final = re.compile(r"\bBAB\s+([IVXLC]+|\d+)\b", re.IGNORECASE)
_APPENDIX: Final = re.compile(r"\bLAMPIRAN\b\s*(\w{0,4})", re.IGNORECASE)


def chapter_prefix(nomor: str) -> str:
    """What stands before the dot in a caption's number: ``3`` for ``BAB III``, ``L`` for an appendix."""
    chapter = _CHAPTER.search(nomor)
    if chapter:
        text = chapter.group(1)
        return text if text.isdecimal() else str(from_roman(text) or text)
    appendix = _APPENDIX.search(nomor)
    return f"L{appendix.group(1)}" if appendix else ""


def _appendix_prefix(block: Judul) -> str:
    """``L`` for an appendix that has no number of its own."""
    words = "".join(piece.teks for piece in kata(block.isi))
    return "L" if not block.nomor and _APPENDIX.match(words) else ""


def printed_number(nomor: str) -> str:
    """A heading's number as printed: a dot after a single letter or number, none after ``BAB III``."""
    bare = nomor.strip()
    return bare + "." if bare.isalnum() and len(bare) <= _SHORT else bare


@dataclass(frozen=True, slots=True)
class Keterangan:
    """Number of a caption: ``awalan`` is fixed text (``3.``), ``urut`` the result of the SEQ field."""

    label: str
    awalan: str
    urut: int
    instruksi: str
    penanda: str
    angka: Angka
    """``3.1`` as an entry of the ledger."""


@dataclass(frozen=True, slots=True)
class EntriDaftar:
    """One line of the contents or of a list; ``penanda`` is the bookmark that it leads to."""

    tingkat: int
    nomor: tuple[Polos | Angka, ...]
    isi: tuple[Polos | Angka, ...]
    penanda: str


@dataclass(slots=True)
class Penomoran:
    """Result of the first walk, by position of the block in the draft."""

    penanda: dict[int, str] = field(default_factory=dict)
    """Bookmarks of headings."""
    nomor_judul: dict[int, tuple[Polos | Angka, ...]] = field(default_factory=dict)
    keterangan: dict[int, Keterangan] = field(default_factory=dict)
    daftar: dict[Bidang, list[EntriDaftar]] = field(default_factory=lambda: {b: [] for b in Bidang})


class _Walk:
    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.found = Penomoran()
        self.prefix = ""
        self.counts = {"Tabel": 0, "Gambar": 0}
        self.plain_counts = {"Tabel": 0, "Gambar": 0}
        self.bookmarks = 0

    def bookmark(self) -> str:
        self.bookmarks += 1
        return f"_Toc{self.bookmarks:08d}"

    def heading(self, index: int, block: Judul) -> None:
        nomor = printed_number(block.nomor)
        pieces = tuple(p for p in self.ledger.kutip(nomor, "nomor judul") if isinstance(p, Polos | Angka))
        self.found.nomor_judul[index] = pieces
        if block.tingkat == 1 and block.di_daftar_isi:
            self.prefix = chapter_prefix(block.nomor) or _appendix_prefix(block)
            self.counts = {"Tabel": 0, "Gambar": 0}
        if block.di_daftar_isi and block.tingkat <= TINGKAT_DAFTAR_ISI:
            self.found.penanda[index] = self.bookmark()
            entri = EntriDaftar(block.tingkat, pieces, kata(block.isi), self.found.penanda[index])
            self.found.daftar[Bidang.DAFTAR_ISI].append(entri)

    def caption(self, index: int, block: Tabel | Gambar, label: str, bidang: Bidang) -> None:
        """Number a caption within its chapter; outside chapters through the document."""
        if self.prefix:
            self.counts[label] += 1
            urut, awalan = self.counts[label], f"{self.prefix}."
            # \\s starts anew with each chapter in Word; \\r does it for programs that do not know \\s
            instruksi = f"SEQ {label} \\* ARABIC \\s 1" + (" \\r 1" if urut == 1 else "")
        else:
            self.plain_counts[label] += 1
            urut, awalan = self.plain_counts[label], ""
            instruksi = f"SEQ {label} \\* ARABIC \\r {urut}"
        printed = f"{awalan}{urut}"
        digits = NUMBER.findall(printed)[-1]  # of "L.1" only what follows the letter
        angka = self.ledger.struktur(digits, f"nomor {label.lower()}")
        keterangan = Keterangan(label, awalan, urut, instruksi, self.bookmark(), angka)
        self.found.keterangan[index] = keterangan
        nomor = (Polos(f"{label} {printed[: len(printed) - len(digits)]}"), angka)
        self.found.daftar[bidang].append(EntriDaftar(1, nomor, kata(block.judul), keterangan.penanda))


def number(blocks: Iterable[Block], ledger: Ledger, *, gambar: bool) -> Penomoran:
    """Number headings and captions; the numbers are entered in the ledger as ``struktur``."""
    walk = _Walk(ledger)
    for index, block in enumerate(blocks):
        if isinstance(block, Judul):
            walk.heading(index, block)
        elif isinstance(block, Tabel):
            walk.caption(index, block, "Tabel", Bidang.DAFTAR_TABEL)
        elif isinstance(block, Gambar) and gambar:
            walk.caption(index, block, "Gambar", Bidang.DAFTAR_GAMBAR)
    return walk.found
