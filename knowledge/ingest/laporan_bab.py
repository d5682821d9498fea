"""Where the chapters and sections of a report begin.

Reports name their chapters several times: in the table of contents, in a "Sistematika Penulisan", at the
beginning of each chapter and in running headers.  The beginning is the one that text follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.ingest.naskah import Alinea, Blok, Tabel
from knowledge.ingest.penanda import roman_value, to_roman
from knowledge.letak import Langkah

BAB = re.compile(r"(?:BAB|Bab)\s*([IVX]{1,5}|[1-9])\b\s*[-–:.]*\s*(.{0,120})")
SUBBAB = re.compile(r"([1-9]|[IVX]{1,4})\.([0-9]{1,2}(?:\.[0-9]{1,2}){0,3})\.?\s+(\S.{0,200})")
HURUF = re.compile(r"([A-Z])\.\s*(\S.{0,200})")
ANGKA = re.compile(r"([0-9]{1,2})\.\s*(\S.{0,200})")
FRONT = re.compile(
    r"(kata pengantar|ikhtisar eksekutif|ringkasan eksekutif|executive summary|pernyataan telah direviu)\W*",
    re.IGNORECASE,
)
CONTENTS = re.compile(r"daftar\s+(?:isi|tabel|gambar|grafik|lampiran|bagan|diagram)\W*", re.IGNORECASE)
ANNEXES = re.compile(r"(?:LAMPIRAN|Lampiran)\s*(?:[-–]\s*(?:LAMPIRAN|Lampiran))?\s*:?")
LEADERS = re.compile(r"[.…·_‧\s]{4,60}(?:[0-9]{1,3}|[ivxlc]{1,6})?\s*$|\s(?:[0-9]{1,3}|[ivxlc]{1,6})$")
MIN_LEADERS = 4
MIN_BODY = 150
"""Characters of running text that must follow a chapter heading before the next one."""
MIN_LISTED = 3
MAX_SECTION_TITLE = 160


@dataclass(frozen=True, slots=True)
class Tempat:
    """A place in a report: its path, and the title of its innermost section."""

    langkah: tuple[Langkah, ...] = ()
    bebas: str = ""
    judul: str = ""
    judul_bab: str = ""


def chapter_starts(blocks: Sequence[Blok]) -> dict[int, tuple[str, str]]:
    """Index of the block that opens each chapter, with the chapter's Roman number and title.

    Of several headings of the same chapter the one with the most text behind it counts; chapters that
    would come in a wrong order are dropped.
    """
    found: list[tuple[int, int, str]] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Alinea) and (heading := _chapter_heading(block)):
            number, title = heading
            if not title and found and number < found[-1][1] and not _body_size(blocks, found[-1][0], index):
                continue  # an automatic number that was left below the chapter's own heading
            found.append((index, number, title or _title_below(blocks, index)))
    sizes = [_body_size(blocks, at, _next(found, k, len(blocks))) for k, (at, _, _) in enumerate(found)]
    listed = _listing(blocks, found, sizes)
    best: dict[int, int] = {}
    for k, (_, number, _) in enumerate(found):
        if (
            k not in listed
            and sizes[k] >= MIN_BODY
            and (number not in best or sizes[k] > sizes[best[number]])
        ):
            best[number] = k
    starts: dict[int, tuple[str, str]] = {}
    last = -1
    for number in sorted(best):
        at, _, title = found[best[number]]
        if at > last:
            starts[at], last = (to_roman(number), title), at
    return starts


def contents_blocks(blocks: Sequence[Blok]) -> frozenset[int]:
    """Indices of the blocks that belong to tables of contents."""
    listing: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        by_page.setdefault(block.halaman or 0, []).append(index)
    after_contents = False
    for page, indices in sorted(by_page.items()):
        lines = [b for i in indices if isinstance(b := blocks[i], Alinea)]
        leaders = sum(1 for line in lines if LEADERS.search(line.teks) and len(line.teks) < 250)
        titled = any(CONTENTS.fullmatch(line.teks.strip()) for line in lines)
        dense = leaders >= MIN_LEADERS and leaders * 2 >= len(lines)
        if page and ((titled and leaders) or (dense and (titled or after_contents or _dotted(lines)))):
            listing.update(indices)
            after_contents = True
        else:
            after_contents = False
    return frozenset(listing)


def section_heading(block: Alinea, chapter: str) -> tuple[Langkah, str] | None:
    """The section that a heading opens, with its title; None for any other block."""
    text = block.teks.strip()
    if not block.judul or len(text) > MAX_SECTION_TITLE or text.endswith((";", ",")):
        return None
    found = SUBBAB.fullmatch(text)
    if found:
        return Langkah("subbab", f"{found[1]}.{found[2]}"), found[3]
    if text.endswith("."):
        return None
    for unit, pattern in (("huruf", HURUF), ("angka", ANGKA)):
        found = pattern.fullmatch(text)
        if found and (chapter or unit == "huruf"):
            return Langkah(unit, found[1]), found[2]
    return None


def chapter_of_subbab(step: Langkah) -> str:
    """Roman number of the chapter that a section ``3.1`` belongs to."""
    first = step.nomor.split(".")[0]
    return to_roman(int(first)) if first.isdigit() else first


def _dotted(lines: Sequence[Alinea]) -> bool:
    return sum("..." in line.teks or "…" in line.teks for line in lines) >= MIN_LEADERS


def _chapter_heading(block: Alinea) -> tuple[int, str] | None:
    text = block.teks.strip()
    found = BAB.fullmatch(text)
    if not found or text.endswith((".", ";", ",")) or (found[2] and not _is_title(found[2], block.judul)):
        return None
    value = int(found[1]) if found[1].isdigit() else roman_value(found[1])
    return (value, LEADERS.sub("", found[2])) if value else None


def _is_title(text: str, heading: bool) -> bool:
    return text.upper() == text or (heading and text[0].isupper() and len(text) < 80)


def _title_below(blocks: Sequence[Blok], index: int) -> str:
    """The title of ``BAB III``, which stands on the next line."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if not isinstance(below, Alinea) or not below.judul or len(below.teks) >= 100:
        return ""
    if not SUBBAB.match(below.teks) and not BAB.match(below.teks):
        return below.teks
    return ""


def _listing(blocks: Sequence[Blok], found: Sequence[tuple[int, int, str]], sizes: Sequence[int]) -> set[int]:
    """Headings that only describe the chapters ("Sistematika Penulisan"): three or more close together,
    while another chapter of the document is longer than all of them."""
    listed: set[int] = set()
    for first in range(len(found)):
        run = [first]
        for k in range(first + 1, len(found)):
            pages = blocks[found[first][0]].halaman or 0, blocks[found[k][0]].halaman or 0
            if found[k][1] != found[k - 1][1] + 1 or pages[1] - pages[0] > 1:
                break
            run.append(k)
        # what follows the last of them is the rest of the section, not its body
        total = sum(sizes[k] for k in run[:-1])
        if len(run) >= MIN_LISTED and any(sizes[k] > total for k in range(len(found)) if k not in run):
            listed.update(run)
    return listed


def _next(found: Sequence[tuple[int, int, str]], k: int, end: int) -> int:
    return found[k + 1][0] if k + 1 < len(found) else end


def _body_size(blocks: Sequence[Blok], start: int, end: int) -> int:
    size = 0
    for block in blocks[start + 1 : end]:
        if isinstance(block, Tabel):
            size += MIN_BODY
        elif not block.judul:
            size += len(block.teks)
    return size
