"""Characters of a page become words: doubled letters, letter-spacing, superscripts, turned text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.tables.readers.pdf.content import Char, PageContent, Rule
from bot.tables.readers.pdf.ruling import join_rules

SAME_LINE = 0.25
"""Baselines that differ by less than this share of the size are one line."""
WORD_GAP = 0.22
"""A blank of this share of the size parts two words; the narrowest real blank (justified text) has 0.2."""
LETTER_SPACED = 0.12
"""Median gap between letters, as a share of the size, from which a run counts as letter-spaced."""
SUPERSCRIPT_SIZE = 0.8
"""A superscript is at most this large in comparison with the letter before it."""
ASCENT = 0.75
DESCENT = 0.22
"""Height above and below the baseline, as a share of the size; of all usual fonts nearly the same."""
MIN_COLUMN_RULE = 1.35
"""A vertical rule parts words when it is this long, in letter sizes; a box around a letter is shorter."""
MAX_BACKGROUNDS = 300
MAX_WHITE_PLACES = 3_000
"""How much is compared to find hidden white text; what is beyond counts as visible."""
MAX_SIGNS = 300
"""Comparison signs of a page that are looked at; a page of formulas has a few dozen."""
OVERRUN = 0.6
"""How far (share of the size) text may run over a rule into the next cell."""
MIN_BLANK = 0.1
"""A blank leaves at least this share of the size between two letters."""

SUPERSCRIPTS = str.maketrans("0123456789()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


@dataclass(slots=True)
class Word:
    """A word with its box; ``y`` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    turn: int = 0

    @property
    def top(self) -> float:
        return self.y - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.y + DESCENT * self.size

    @property
    def middle(self) -> float:
        return self.y - 0.3 * self.size


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def y(self) -> float:
        return self.words[0].y

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def middle_y(self) -> float:
        return self.y - 0.3 * self.size

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return sum(len(w.text) for w in self.words if w.bold) * 2 > sum(len(w.text) for w in self.words)


def words_of(content: PageContent) -> list[Word]:
    """All words of a page, top to bottom, left to right.  Vertical rules part words that touch them."""
    chars = _with_signs(_visible(content), content.horizontal)
    columns = _Columns(join_rules(content.vertical))
    words: list[Word] = []
    for run in _baselines([c for c in chars if c.turn == 0]):
        words += _split(_without_doubles(run), columns)
    for turn in (90, 180, 270):
        words += _turned([c for c in chars if c.turn == turn], turn)
    words.sort(key=lambda w: (w.y, w.x0))
    return words


def _visible(content: PageContent) -> list[Char]:
    """The characters without white ones that have nothing dark behind them."""
    if content.has_image or not any(c.white for c in content.chars):
        return content.chars
    areas = sorted(content.areas, key=lambda a: (a.x0 - a.x1) * (a.bottom - a.top))[:MAX_BACKGROUNDS]
    known: dict[tuple[int, int], bool] = {}
    kept = []
    for char in content.chars:
        if char.white:
            x, y = (char.x0 + char.x1) / 2, char.y - 0.3 * char.size
            place = (round(x / 4), round(y / 4))
            if place not in known and len(known) < MAX_WHITE_PLACES:
                known[place] = any(a.x0 <= x <= a.x1 and a.top <= y <= a.bottom for a in areas)
            if not known.get(place, True):
                continue
        kept.append(char)
    return kept


def _with_signs(chars: list[Char], rules: Sequence[Rule]) -> list[Char]:
    """``>`` with a stroke of its own width below it is how many type ``≥``."""
    if not 0 < sum(c.text in "<>" for c in chars) <= MAX_SIGNS:
        return chars
    short = [rule for rule in rules if rule.end - rule.start < 2 * max(c.size for c in chars)]
    return [_underlined(c, short) if c.text in "<>" else c for c in chars]


def _underlined(char: Char, rules: Sequence[Rule]) -> Char:
    width = char.x1 - char.x0
    for rule in rules:
        below = 0 <= rule.at - char.y < 0.3 * char.size
        if below and abs(rule.start - char.x0) < 0.4 * width and abs(rule.end - char.x1) < 0.6 * width:
            return char._replace(text={"<": "≤", ">": "≥"}[char.text])
    return char


class _Columns:
    """Vertical rules by place, to find those between two letters."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules)
        self._at = [r.at for r in self._rules]

    def between(self, left: float, right: float, y: float, size: float) -> bool:
        start, end = bisect_left(self._at, left - 0.6), bisect_right(self._at, right + 0.6)
        return any(
            rule.start <= y <= rule.end and rule.end - rule.start >= MIN_COLUMN_RULE * size
            for rule in self._rules[start:end]
        )


def _baselines(chars: list[Char]) -> Iterable[list[Char]]:
    """Groups of characters on one baseline, each sorted by x; superscripts join the line they belong to."""
    chars.sort(key=lambda c: c.y)
    group: list[Char] = []
    for char in chars:
        if group and char.y - group[-1].y > SAME_LINE * min(char.size, group[-1].size):
            yield sorted(group, key=lambda c: c.x0)
            group = []
        group.append(char)
    if group:
        yield sorted(group, key=lambda c: c.x0)


def _without_doubles(run: list[Char]) -> list[Char]:
    """Drop letters that were drawn twice at (nearly) the same place to look bold."""
    kept: list[Char] = []
    for char in run:
        limit = 0.12 * char.size
        for other in reversed(kept[-4:]):
            if other.text == char.text and abs(other.x0 - char.x0) < limit and char.text != " ":
                break
        else:
            kept.append(char)
    return kept


def _split(run: list[Char], columns: _Columns) -> list[Word]:
    letters = [c for c in run if c.text != " "]
    if not letters:
        return []
    spaces = sorted((c.x0 + c.x1) / 2 for c in run if c.text == " ")
    limit = _gap_limit(letters)
    groups: list[list[Char]] = [[letters[0]]]
    for before, char in pairwise(letters):
        gap = char.x0 - before.x1
        first = bisect_left(spaces, before.x1 - 0.3 * before.size)
        blank = (
            gap > MIN_BLANK * char.size and first < len(spaces) and spaces[first] <= char.x0 + 0.1 * char.size
        )
        far = gap > max(limit, WORD_GAP) * max(char.size, before.size)
        # text that runs over into the next cell touches the text there: only the text object tells them apart
        reach = OVERRUN * char.size if before.run != char.run else 0.0
        ruled = gap > -max(reach, 0.2 * char.size) and columns.between(
            before.x1 - reach, char.x0 + reach, char.y - 0.3 * char.size, char.size
        )
        back = gap < -1.5 * char.size
        if (blank and (gap > limit * char.size or limit <= WORD_GAP)) or far or ruled or back:
            groups.append([char])
        else:
            groups[-1].append(char)
    return [_word(group) for group in groups]


def _gap_limit(letters: list[Char]) -> float:
    """The gap (share of the size) that parts words on this line; larger where letters are spaced out."""
    if len(letters) < 6:
        return WORD_GAP
    gaps = sorted((b.x0 - a.x1) / a.size for a, b in pairwise(letters) if a.size > 0)
    median = gaps[len(gaps) // 2]
    if median < LETTER_SPACED or median > 1.2:
        return WORD_GAP
    # ``L A P O R A N``: most gaps are alike, those between words at least half as large again
    regular = sum(abs(gap - median) < 0.35 * median for gap in gaps)
    return 1.5 * median if regular * 2 > len(gaps) else WORD_GAP


def _word(group: list[Char]) -> Word:
    size = max(c.size for c in group)
    text = "".join(c.text for c in group)
    return Word(
        text,
        group[0].x0,
        max(c.x1 for c in group),
        max(group, key=lambda c: c.size).y,
        size,
        sum(c.bold for c in group) * 2 > len(group),
    )


def _turned(chars: list[Char], turn: int) -> list[Word]:
    """Words of text that runs upwards, downwards or upside down; each keeps the place of its middle."""
    if turn == 180:
        runs = _baselines([c._replace(x0=-c.x1, x1=-c.x0) for c in chars])
        empty = _Columns(())
        found = [word for run in runs for word in _split(_without_doubles(run), empty)]
        for word in found:
            word.x0, word.x1, word.turn = -word.x1, -word.x0, turn
        return found
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: c.origin):
        if lines and char.origin - lines[-1][-1].origin <= SAME_LINE * char.size:
            lines[-1].append(char)
        else:
            lines.append([char])
    words: list[Word] = []
    for line in lines:
        line.sort(key=lambda c: -c.y if turn == 90 else c.y)
        part: list[Char] = []
        for char in line:
            apart = (
                bool(part)
                and (part[-1].top - char.bottom if turn == 90 else char.top - part[-1].bottom)
                > WORD_GAP * char.size
            )
            if (char.text == " " or apart) and part:
                words.append(_turned_word(part, turn))
                part = []
            if char.text != " ":
                part.append(char)
        if part:
            words.append(_turned_word(part, turn))
    return words


def _turned_word(part: list[Char], turn: int) -> Word:
    size = max(c.size for c in part)
    middle = (min(c.top for c in part) + max(c.bottom for c in part)) / 2
    return Word(
        "".join(c.text for c in part),
        min(c.x0 for c in part),
        max(c.x1 for c in part),
        middle + 0.3 * size,
        size,
        sum(c.bold for c in part) * 2 > len(part),
        turn,
    )


_MARK = re.compile(r"[0-9*]{1,2}[)⁾]?|[0-9]\)")


def lines_of(words: Sequence[Word]) -> list[Line]:
    """Words as lines, top to bottom; small raised marks join the word before them as superscripts."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: (w.y, w.x0)):
        for line in reversed(lines[-3:]):
            other = line.words[-1]
            if word.turn == other.turn and abs(word.y - line.y) <= SAME_LINE * min(word.size, other.size):
                line.words.append(word)
                break
        else:
            lines.append(Line([word]))
    for line in lines:
        line.words.sort(key=lambda w: w.x0)
    return _with_superscripts(lines)


def _with_superscripts(lines: list[Line]) -> list[Line]:
    """Move lines that hold only raised marks into the line below them."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        below = lines[index + 1] if index + 1 < len(lines) else None
        if below is not None and _raise(line, below):
            continue
        kept.append(line)
    return kept


def _raise(line: Line, below: Line) -> bool:
    hosts: list[tuple[Word, Word]] = []
    for mark in line.words:
        host = next(
            (
                w
                for w in below.words
                if mark.size <= SUPERSCRIPT_SIZE * w.size
                and _MARK.fullmatch(mark.text)
                and 0 < w.y - mark.y < 0.7 * w.size
                and abs(mark.x0 - w.x1) < 0.35 * w.size
            ),
            None,
        )
        if host is None:
            return False
        hosts.append((mark, host))
    for mark, host in hosts:
        host.text += mark.text.translate(SUPERSCRIPTS)
        host.x1 = mark.x1
    return True
