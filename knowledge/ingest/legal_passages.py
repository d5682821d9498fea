"""The tree of a legal text as passages that stand alone.

A passage's words are the source's, in the source's order.  An item of a list carries the sentence that
opens the list in front of it; where other items stand between the two, ``[…]`` marks what is left out, as
in any quotation: "… terdiri atas: […] c. Laporan Arus Kas;".  Titles of the units above are in ``judul``
and among the search words, never in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.ingest import baris
from knowledge.ingest.naskah import Tabel
from knowledge.ingest.pohon import Teks, Unit, table_lines, with_marker
from knowledge.letak import Letak
from knowledge.model import Bentuk

OMITTED = "[…]"
"""Stands where a passage leaves out words of the source."""
MAX_WHOLE = 2500
"""Characters up to which a unit with everything inside it is one passage; above, only its opening words."""
MAX_CHAPEAU = 500
"""A longer opening sentence stays with the list alone."""
MIN_CHAPEAU = 25
"""Shorter last sentences of an opening paragraph say nothing without the one before."""
MAX_TITLE = 110
CONTAINERS = frozenset({"akar", "bab", "bagian", "paragraf", "lampiran", "penjelasan"})
"""Units that are as long as what they hold: as passages only their own words, never the whole."""
REGULATION_HEAD = re.compile(r"(?:PERATURAN|KEPUTUSAN|UNDANG-UNDANG|SURAT EDARAN|NOMOR|TENTANG|SALINAN)\b")
EMPTY_EXPLANATION = re.compile(r"Cukup jelas\.?")


@dataclass(frozen=True, slots=True)
class Nas:
    """The verbatim part of a passage, before it belongs to a source."""

    letak: Letak
    judul: str
    teks: str
    halaman: tuple[int, int] | None
    kata: tuple[str, ...] = ()
    bentuk: Bentuk = Bentuk.KUTIPAN
    """``ringkasan`` for the rows of a table: the words are the source's, "kolom: nilai" is ours."""


def passages_of(root: Unit) -> list[Nas]:
    """Every unit with words of its own as a passage, in the order of the source."""
    return [nas for unit in root.walk() if unit.unit != "akar" for nas in _of_unit(unit)]


def _of_unit(unit: Unit) -> Iterator[Nas]:
    has_children = any(True for _ in unit.children())
    own = [part for part in unit.isi if isinstance(part, Teks)]
    if EMPTY_EXPLANATION.fullmatch(" ".join(part.teks for part in own)):
        return
    text, pages = "", unit.pages()
    if not has_children or unit.unit not in CONTAINERS or _is_inner(unit):
        text = unit.full_text()
    if not text or (len(text) > MAX_WHOLE and (has_children or _tables(unit))):
        # the whole is too long, or only a frame: its own words, and the titles of what it holds
        text = with_marker(unit.penanda, outline(unit))
        if not own or (OMITTED not in text and all(part.judul for part in own)):
            return
    if not own and not has_children and not _tables(unit):
        return
    title = title_of(unit)
    words = _words_above(unit)
    for number, piece in enumerate(_split(text)):
        yield Nas(unit.letak, title, _with_opening(unit, piece) if number == 0 else piece, pages, words)
    yield from _of_tables(unit, title, words)


def _is_inner(unit: Unit) -> bool:
    """A chapter inside an annex (the format of a report) is a place of its own, no mere frame."""
    above = unit.induk
    return unit.unit != "akar" and above is not None and above.unit in ("anak lampiran",)


def outline(unit: Unit) -> str:
    """The unit's own paragraphs, and of each child its marker and title; ``[…]`` for what is left out."""
    lines: list[str] = []
    gap = False
    for part in unit.isi:
        if isinstance(part, Teks):
            line = part.teks
        else:
            title = part.heading() if isinstance(part, Unit) and part.gaya is not None else ""
            line = f"{part.penanda} {title} {OMITTED}" if isinstance(part, Unit) and title else ""
        if line:
            if gap and lines:
                lines.append(OMITTED)
            lines.append(line)
            gap = False
        else:
            gap = True
    return "\n".join(lines)


def _with_opening(unit: Unit, text: str) -> str:
    """The item with the sentence that opens its list in front."""
    above = unit.induk
    if above is None or unit.gaya is None or above.unit == "akar":
        return text
    opening = ""
    before = False
    for part in above.isi:
        if part is unit:
            break
        if isinstance(part, Teks):
            opening, before = part.teks, False
        else:
            before = True
    if not opening.endswith(":"):
        return text
    sentence = max(opening.rfind(". "), opening.rfind("; ")) + 2
    if sentence > 1 and len(opening) - sentence >= MIN_CHAPEAU:
        opening = opening[sentence:]
    if len(opening) > MAX_CHAPEAU:
        return text
    return f"{opening} {OMITTED} {text}" if before else f"{opening} {text}"


def title_of(unit: Unit) -> str:
    """What a unit is about: its own title, or its first words, after the title of the unit above it."""
    if unit.unit in FRAME_TITLES:
        return FRAME_TITLES[unit.unit]
    if unit.unit == "bebas":
        return unit.bebas
    own = heading_of(unit)
    first = next((part.teks for part in unit.own()), "")
    if not own and unit.unit in ("pasal", "ayat"):
        own = _shortened(first or next((c.chapeau() for c in unit.children()), ""), MAX_TITLE // 2)
    above = next(iter(_words_above(unit)), "") if unit.unit not in ("lampiran", "anak lampiran") else ""
    if not own or own == above:
        return _shortened(above or first or str(unit.letak), MAX_TITLE)
    own = _shortened(own, MAX_TITLE)
    room = MAX_TITLE - len(own)
    return f"{_shortened(above, room)} – {own}" if above and room >= MIN_ABOVE else own


FRAME_TITLES = {
    "judul": "Judul peraturan",
    "menimbang": "Menimbang",
    "mengingat": "Mengingat",
    "penutup": "Penutup: penetapan dan pengundangan",
}
MIN_ABOVE = 25


def heading_of(unit: Unit) -> str:
    """The title of one unit; that of a chapter or annex stands on its first lines."""
    if unit.unit in FRAME_TITLES:
        return FRAME_TITLES[unit.unit]
    if unit.unit not in (*CONTAINERS, "anak lampiran", "pasal"):
        return unit.heading()
    lines = []
    for part in unit.isi:
        if not isinstance(part, Teks) or not part.judul:
            break
        if not REGULATION_HEAD.match(part.teks):
            lines.append(part.teks)
    return _in_words(" ".join(lines[: 2 if unit.unit == "anak lampiran" else 1]))


def _in_words(text: str) -> str:
    """A title in capitals as a title in small letters; abbreviations with a slash or digits stay."""
    if text.upper() != text:
        return text
    return " ".join("/".join(map(_in_word, word.split("/"))) for word in text.split())


def _in_word(word: str) -> str:
    keeps = len(word) < 3 or word in ABBREVIATIONS or any(map(str.isdigit, word))
    return word.lower() if word in SMALL else word if keeps else word.capitalize()


SMALL = frozenset({"DAN", "ATAU", "DI", "KE", "DARI", "ATAS", "YANG", "UNTUK", "DENGAN", "DALAM", "PADA"})
ABBREVIATIONS = frozenset(
    {"SKPD", "OPD", "LKJIP", "SAKIP", "APBD", "APBN", "IKU", "APIP", "XX", "RPJMD", "RI"}
)


def _shortened(text: str, limit: int) -> str:
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    return text[: limit - 2].rsplit(" ", 1)[0].rstrip(" ,;:.–") + " …"


def _words_above(unit: Unit) -> tuple[str, ...]:
    """Titles of the units above: people look for an item by the title of its chapter."""
    found: list[str] = []
    above = unit.induk
    while above is not None and above.unit != "akar":
        name = heading_of(above)
        if name and name not in found:
            found.append(name)
        above = above.induk
    return tuple(found)


def _tables(unit: Unit) -> list[Tabel]:
    return [part for part in unit.isi if isinstance(part, Tabel)]


def _of_tables(unit: Unit, title: str, words: tuple[str, ...]) -> Iterator[Nas]:
    """Tables that are too long for the passage of their unit, by rows."""
    for number, table in enumerate(_tables(unit), 1):
        if len("\n".join(table_lines(table))) + len(outline(unit)) <= MAX_WHOLE:
            continue
        place = unit.letak.child("tabel", str(number))
        name = _shortened(f"{title} – {table.judul}", MAX_TITLE) if table.judul else title
        for piece in baris.chunks(table):
            yield Nas(place, name, piece.teks, piece.halaman, words, Bentuk.RINGKASAN)


def _split(text: str) -> list[str]:
    """A text that is too long for one passage, at the borders of its paragraphs or sentences."""
    if len(text) <= MAX_WHOLE:
        return [text]
    pieces = [p for p in re.split(r"(?<=\n)|(?<=[.;])(?: )(?=[A-Z(])", text) if p]
    result = [""]
    for piece in pieces:
        if result[-1] and len(result[-1]) + len(piece) > MAX_WHOLE:
            result.append("")
        glue = "" if not result[-1] or result[-1].endswith("\n") else " "
        result[-1] += glue + piece
    return [part.strip() for part in result]
