"""Lines of a cell or a paragraph become text again: broken numbers and words are put together."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.tables.readers.pdf.words import Line

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
OPEN_GROUP = re.compile(r"(?:Rp\.?)?\d{1,3}(?:\.\d{3})+\.")
"""A grouped number that ends with a point: more must follow."""
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

    def is_piece(self, word: str) -> bool:
        """Whether these letters never stand as a word inside a line."""
        key = _letters(word)
        return self._inner[key] == 0 and key not in SHORT_WORDS

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
    tail = lines[0].words[-1].text
    """The last word so far, put together again where it was cut."""
    alone = len(lines[0].words) == 1
    for index, (before, line) in enumerate(itertools.pairwise(lines)):
        full = _is_full(before, x1 - padding)
        ahead = ""
        if len(line.words) == 1 and index + 2 < len(lines):
            ahead = lines[index + 2].words[0].text
        glue = _glue(Break(tail, line.words[0].text, ahead, full, alone), vocabulary)
        if glue == " " and breaks and _starts_paragraph(before, line, pitch):
            glue = "\n"
        if glue == "" and tail.endswith("-") and _drops_hyphen(tail, line.words[0].text, vocabulary):
            parts[-1], tail = parts[-1][:-1], tail[:-1]
        parts += [glue, line.text]
        single = len(line.words) == 1
        tail = tail + line.text if single and glue == "" else line.words[-1].text
        alone = single and (alone or glue != "")
    return "".join(parts)


class Break(NamedTuple):
    """A line break: the word before it, the word after it, the word on the line after that."""

    tail: str
    first: str
    ahead: str = ""
    """Blank where the second line holds more than one word."""
    full: bool = False
    """No further letter had room on the first line."""
    alone: bool = False
    """The word before the break has its line (or lines) for itself."""


def seam(before: Line, line: Line, vocabulary: Vocabulary) -> str:
    """What stands between the last line of a page and the first of the next in one cell."""
    words = before.words
    return _glue(Break(words[-1].text, line.words[0].text, "", True, len(words) == 1), vocabulary)


def cuts_number(before: Line, line: Line) -> bool:
    """Whether a number goes on from one line to the next."""
    return _continues_number(Break(before.words[-1].text, line.words[0].text, "", True))


def _is_full(line: Line, limit: float) -> bool:
    letters = sum(len(word.text) for word in line.words)
    width = sum(word.x1 - word.x0 for word in line.words)
    return line.x1 + FULL_SLACK * width / max(letters, 1) >= limit


def _glue(cut: Break, vocabulary: Vocabulary) -> str:
    """What stands between two lines: nothing or a blank."""
    tail, first = cut.tail, cut.first
    if _continues_number(cut):
        return ""
    if tail.endswith("/") and len(tail) > 1 and first[:1].isalpha():
        return ""
    if tail.endswith("-") and len(tail) > 1 and tail[-2].isalpha() and first[:1].isalpha():
        return ""
    if tail.endswith("("):
        return ""
    if not tail[-1:].isalpha():
        return " "
    forced = cut.full and cut.alone
    if vocabulary.is_one_word(tail, first, forced=forced):
        return ""
    if cut.ahead[:1].islower() and vocabulary.is_one_word(tail + first, cut.ahead, forced=cut.full):
        return "" if vocabulary.is_piece(tail) and vocabulary.is_piece(first) else " "
    return " "


def _drops_hyphen(last: str, first: str, vocabulary: Vocabulary) -> bool:
    """A hyphen of word division goes; that of a compound or a doubled word stays."""
    doubled = _letters(last).endswith(_letters(first))
    return first[:1].islower() and not doubled and vocabulary.is_one_word(last[:-1], first, forced=True)


def _continues_number(cut: Break) -> bool:
    tail, first = cut.tail, cut.first
    if not first[:1].isdigit() and not (first[:1] in ".," and first[1:2].isdigit()):
        return False
    if not tail[-1:].isdigit() and tail[-1:] not in (".", ","):
        return False
    if first[:1] in ".,":
        return tail[-1:].isdigit()
    whole = tail + first
    if OPEN_GROUP.fullmatch(tail) and (CUT_GROUP.fullmatch(whole) or GROUPED.fullmatch(whole)):
        return True
    if not GROUPED.fullmatch(whole.rstrip(",-")) and not (
        CUT_GROUP.fullmatch(whole) and GROUPED.fullmatch(whole + cut.ahead)
    ):
        return False
    if CUT_GROUP.fullmatch(tail):
        return cut.full or tail.count(".") >= 2
    return bool(CUT_DECIMAL.fullmatch(tail)) and (cut.full or tail.endswith(","))


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
