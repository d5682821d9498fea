"""Lines of a cell or a paragraph become text again: broken numbers and words are put together."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.tables.readers.pdf_words import Line, Word

FULL_SLACK = 1.15
"""A line is full when less than this many average letters still fit."""
PARAGRAPH_GAP = 1.45
"""Distance of baselines, as a multiple of the usual one of the cell, from which a new paragraph begins."""
MAX_PADDING = 8.0
"""Blank (pt) that a cell keeps at its sides: Word 5.4, Excel 1 to 3."""

BULLET = re.compile(r"[•▪●○◦■□➢✓*–-]$|[•▪●■➢✓]")
ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]$")
GROUPED = re.compile(r"\(?(?:Rp\.?)?\d{1,3}(?:\.\d{3})*(?:,\d+)?\)?%?")
"""A number as Indonesian usage has it, whole."""
CUT_GROUP = re.compile(r"(?:Rp\.?)?\d{1,3}(?:\.\d{3})*\.\d{0,2}")
"""A grouped number whose last group is not whole."""
CUT_DECIMAL = re.compile(r"(?:Rp\.?)?\d{1,3}(?:\.\d{3})*,\d?")
VALUE = re.compile(r"[<>≤≥±~]?\s?\(?-?(?:Rp\.?\s?)?[\d.,]+\)?\s?[%)]?(?:,-)?|-|–|n/?a|rp\.?", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]+")


SHORT_WORDS = frozenset(
    """
    di ke dan dari yang pada oleh atau per air tak ini itu ada non sub tim hak cara agar para guna juga
    akan telah baik buku data desa anak hari jasa kota luas mutu nilai orang rata sama satu skor tata
    umum usia jika bila izin ibu bayi gizi aset alat arus atas masa peta pola unit uang kata kali laju
    gaji lahan jalan kita ikan bumi laut ruas ruang bagi baru dua tiga lima enam ikut isu opd pns asn
    dst dsb yg dgn utk thd km ha buah org paket lain lalu main maka mana saat sisa suku tiap usul desk
    area kab kec kel rt rw pkk lpm umkm ukm ikm
    """.split()  # noqa: SIM905
)
"""Short words that may well open a line: they are not the rest of a cut word."""


class Vocabulary:
    """Words of the document, to tell a word that was cut from two words."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._inner: Counter[str] = Counter()
        self._all: Counter[str] = Counter()
        for line in lines:
            for index, word in enumerate(line.words):
                key = _letters(word.text)
                if len(key) < 3 or "-" in word.text:
                    continue
                self._all[key] += 1
                if 0 < index < len(line.words) - 1:
                    self._inner[key] += 1

    def is_one_word(self, first: str, second: str, *, forced: bool) -> bool:
        """Whether two pieces at a line break are one word of this document rather than two.

        ``forced``: the first piece fills its line alone, as a word does that is too long for the column.
        """
        a, b = _letters(first), _letters(second)
        if not a or not b or not second[0].islower():
            return False
        known = bool(self._all[a + b])
        if known and forced:
            return self._inner[b] == 0 or self._inner[a] == 0
        # pieces that never stand inside a line are hardly words
        apart = self._inner[b] == 0 and b not in SHORT_WORDS
        if known:
            return apart and self._inner[a] == 0
        return forced and apart and len(b) <= 4


def _letters(text: str) -> str:
    return "".join(LETTERS.findall(text)).lower()


def is_value(text: str) -> bool:
    """Whether a text is a number, an amount or a sign for none."""
    return VALUE.fullmatch(text.strip()) is not None


def join_lines(
    lines: Sequence[Line], x0: float, x1: float, vocabulary: Vocabulary, *, breaks: bool = True
) -> str:
    """The text of lines that stand in the column from ``x0`` to ``x1``.

    A line break that the width of the column forced is undone.  With ``breaks`` a new item of a list, a
    blank line and a second value keep theirs.
    """
    if not lines:
        return ""
    padding = min(max(min(line.x0 for line in lines) - x0, 0.5), MAX_PADDING)
    pitch = _pitch(lines)
    parts = [lines[0].text]
    for before, line in itertools.pairwise(lines):
        full = _is_full(before, x1 - padding)
        glue = seam(before, line, full, vocabulary)
        if glue == " " and breaks and _starts_paragraph(before, line, pitch):
            glue = "\n"
        if (
            glue == ""
            and parts[-1].endswith("-")
            and _drops_hyphen(before.words[-1], line.words[0], vocabulary)
        ):
            parts[-1] = parts[-1][:-1]
        parts += [glue, line.text]
    return "".join(parts)


def _is_full(line: Line, limit: float) -> bool:
    letters = sum(len(word.text) for word in line.words)
    width = sum(word.x1 - word.x0 for word in line.words)
    return line.x1 + FULL_SLACK * width / max(letters, 1) >= limit


def seam(before: Line, line: Line, full: bool, vocabulary: Vocabulary) -> str:
    """What stands between two lines: nothing or a blank."""
    last, first = before.words[-1].text, line.words[0].text
    if _continues_number(last, first, full):
        return ""
    if last.endswith("/") and len(last) > 1 and first[:1].isalpha():
        return ""
    if last.endswith("-") and len(last) > 1 and last[-2].isalpha() and first[:1].isalpha():
        return ""
    if last.endswith("("):
        return ""
    forced = full and len(before.words) == 1
    if last[-1:].isalpha() and vocabulary.is_one_word(last, first, forced=forced):
        return ""
    return " "


def _drops_hyphen(last: Word, first: Word, vocabulary: Vocabulary) -> bool:
    """A hyphen of word division goes; that of a compound or a doubled word stays."""
    doubled = _letters(last.text).endswith(_letters(first.text))
    return (
        first.text[:1].islower()
        and not doubled
        and vocabulary.is_one_word(last.text[:-1], first.text, forced=True)
    )


def _continues_number(last: str, first: str, full: bool) -> bool:
    if not first[:1].isdigit() and not (first[:1] in ".," and first[1:2].isdigit()):
        return False
    if not last[-1:].isdigit() and last[-1:] not in (".", ","):
        return False
    if first[:1] in ".,":
        return last[-1:].isdigit()
    if not GROUPED.fullmatch((last + first).rstrip(",-")):
        return False
    if CUT_GROUP.fullmatch(last):
        return full or last.count(".") >= 2
    return bool(CUT_DECIMAL.fullmatch(last)) and (full or last.endswith(","))


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance of baselines."""
    steps = sorted(b.y - a.y for a, b in itertools.pairwise(lines))
    return max(steps[len(steps) // 4], 0.9 * lines[0].size) if steps else 0.0


def _starts_paragraph(before: Line, line: Line, pitch: float) -> bool:
    first = line.words[0].text
    if BULLET.match(first) and len(line.words) > 1:
        return True
    if ENUMERATOR.match(first) and len(line.words) > 1 and line.x0 <= before.x0 + 2 * line.size:
        return True
    if line.y - before.y > PARAGRAPH_GAP * max(pitch, 1.05 * line.size):
        return True
    return is_value(before.text) and is_value(line.text) and any(c.isdigit() for c in before.text)


def starts_item(line: Line) -> bool:
    """Whether a line opens an item of a list: ``a.``, ``2)``, a bullet."""
    first = line.words[0].text
    return bool(BULLET.match(first) or ENUMERATOR.match(first))
