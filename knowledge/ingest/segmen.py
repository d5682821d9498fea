"""Paragraphs as a reader of files gives them, into one unit of a legal text each.

Typesetting pulls units apart (a marker on a line of its own, above or below the words it belongs to) and
glues them together ("… sebagai berikut: Bab I Pendahuluan").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from knowledge.ingest.bersih import SENTENCE_END, without_furniture
from knowledge.ingest.naskah import Alinea, Blok, Naskah
from knowledge.ingest.penanda import SIGNED, item_readings

GLUED_CHAPTER = re.compile(
    r"(?<=[:.;])\s+(?=(?:Bab|BAB)\s+[IVX]{1,5}\s+[A-Z][A-Za-z]{2,20}(?:\s+[A-Z][A-Za-z]{1,20}){0,4}$)"
)
GLUED_CLOSING = re.compile(
    r"(?<=[.;:]) +(?=Agar setiap orang|Ditetapkan di |Disahkan di |Diundangkan di )", re.IGNORECASE
)
"""The closing words after the last Pasal."""
LATE_PREAMBLE = re.compile(r"(\S.*?)\s+((?:Menimbang|Mengingat|Memperhatikan)\s*:\s*(?:1\.|a\.)?)")
"""The label and the first marker of the preamble, printed a hair below the words of their line."""
LABEL = re.compile(r"(?:Menimbang|Mengingat|Memperhatikan)\s*:\s*(?:1\.|a\.)")
"""A label of the preamble with the first marker, alone on its line."""
MAX_LATE = 200
OFFICE_LINES = 6
"""Lines above "ttd" that may name the office that signs."""
COPY = re.compile(r"Salinan sesuai", re.IGNORECASE)
COPY_LINES = 8
"""Lines of the note that a copy is true, with the official who says so."""


def segments(naskah: Naskah) -> list[Blok]:
    """The blocks of a legal text, cleaned, one unit each."""
    blocks = without_furniture(naskah.blok)
    blocks = _with_their_markers(blocks)
    pieces: list[Blok] = []
    for block in blocks:
        if not isinstance(block, Alinea):
            pieces.append(block)
            continue
        pieces += [replace(block, teks=part) for part in _parts(block.teks)]
    return pieces


def _parts(text: str) -> list[str]:
    late = LATE_PREAMBLE.fullmatch(text) if len(text) <= MAX_LATE else None
    if late:
        text = f"{late[2]} {late[1]}"
    return [part for whole in GLUED_CHAPTER.split(text) for part in GLUED_CLOSING.split(whole) if part]


def _with_their_markers(blocks: Sequence[Blok]) -> list[Blok]:
    """A marker alone on its line goes in front of its words.

    Where the line before is an unfinished one without a marker of its own, the marker was printed a hair
    below the first line of its item, and both that line and the next are the item's words.
    """
    result: list[Blok] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if not isinstance(block, Alinea) or not _is_bare_marker(block.teks) or not isinstance(after, Alinea):
            result.append(block)
            index += 1
            continue
        words = [] if item_readings(after.teks)[0] else [after.teks]
        before = result[-1] if result else None
        if words and isinstance(before, Alinea) and _is_first_line(result):
            result.pop()
            words.insert(0, before.teks)
        if not words:
            result.append(block)
            index += 1
            continue
        result.append(replace(block, teks=" ".join([block.teks, *words]), judul=after.judul))
        index += 2
    return result


def _is_bare_marker(text: str) -> bool:
    if LABEL.fullmatch(text):
        return True
    readings, end = item_readings(text)
    return bool(readings) and end == len(text)


def _is_first_line(result: Sequence[Blok]) -> bool:
    """Whether the last block is an unfinished line without a marker, after a finished one."""
    last = result[-1]
    if not isinstance(last, Alinea) or last.judul or last.teks.endswith(SENTENCE_END):
        return False
    if last.teks.upper() == last.teks:
        return False
    if item_readings(last.teks)[0]:
        return False
    before = result[-2] if len(result) > 1 else None
    return before is None or not isinstance(before, Alinea) or before.teks.endswith(SENTENCE_END)


def signature_blocks(blocks: Sequence[Blok]) -> frozenset[int]:
    """``urutan`` of the blocks that sign: the office in capitals, "ttd", the name, the note on the copy."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, Alinea) or not (SIGNED.fullmatch(block.teks) or COPY.match(block.teks)):
            continue
        if COPY.match(block.teks):
            found |= {b.urutan for b in blocks[index : index + COPY_LINES] if _in_copy_note(b, block)}
            continue
        found.add(block.urutan)
        for before in reversed(blocks[max(index - OFFICE_LINES, 0) : index]):
            if not isinstance(before, Alinea) or not _is_office_line(before):
                break
            found.add(before.urutan)
        if index + 1 < len(blocks) and isinstance(blocks[index + 1], Alinea):
            found.add(blocks[index + 1].urutan)
    return frozenset(found)


def _is_office_line(block: Alinea) -> bool:
    text = block.teks
    return (
        len(text) < 120
        and text.upper() == text
        and not item_readings(text)[0]
        and any(map(str.isalpha, text))
    )


def _in_copy_note(block: Blok, first: Alinea) -> bool:
    return isinstance(block, Alinea) and block.halaman == first.halaman and not item_readings(block.teks)[0]
