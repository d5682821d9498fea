"""Several things in one cell: numbered or bulleted items, and the values that go with them."""

from __future__ import annotations

import re

from bot.tables.understanding.wording import bersih

_BULLET_SPLIT = re.compile(r"[•●▪■◦➢►✓]")
_LINE_DASH = re.compile(r"^\s*[-–—*]\s+", re.MULTILINE)
_MARK = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-j])[.)]\s*(?=[^\d\s.)])")
_VALUE = re.compile(
    r"(?:[≥≤<>]=? ?)?(?:Rp\.? ?)?\d+(?:[.,]\d+)*"
    r"(?: ?%| ?(?!(?:dan|atau)\b)[A-Za-z²³][A-Za-z²³/]*(?: (?!(?:dan|atau)\b)[a-z][A-Za-z/]*){0,2})?\.?"
)
MAX_ITEMS = 30


def split_items(text: str) -> list[str]:
    """The items of a cell, marks removed: bullets, ``1. … 2. …`` or ``a. … b. …``, dashes on lines.

    One item (or text before the first mark) means that nothing is split: a list of one is returned.
    """
    for parts in (_by_bullet(text), _by_mark(text), _by_dash(text)):
        if 2 <= len(parts) <= MAX_ITEMS and all(sum(ch.isalpha() for ch in p) >= 2 for p in parts):
            return [bersih(p).strip(" ;") for p in parts]
    return [bersih(text)]


def _by_bullet(text: str) -> list[str]:
    parts = _BULLET_SPLIT.split(text)
    if len(parts) < 3 or parts[0].strip():
        return []
    return [p for p in parts if p.strip()]


def _by_mark(text: str) -> list[str]:
    """Marks that count on from the first: ``1.`` ``2.`` or ``a.`` ``b.``."""
    marks = list(_MARK.finditer(text))
    if len(marks) < 2 or text[: marks[0].start()].strip():
        return []
    chosen = [marks[0]]
    for mark in marks[1:]:
        if _follows(chosen[-1].group(1), mark.group(1)):
            chosen.append(mark)
    if len(chosen) < 2 or chosen[0].group(1) not in {"1", "a"}:
        return []
    ends = [m.start() for m in chosen[1:]] + [len(text)]
    return [text[m.end() : end] for m, end in zip(chosen, ends, strict=True)]


def _follows(before: str, mark: str) -> bool:
    if before.isdigit() != mark.isdigit():
        return False
    return int(mark) == int(before) + 1 if mark.isdigit() else ord(mark) == ord(before) + 1


def _by_dash(text: str) -> list[str]:
    if "\n" not in text or not _LINE_DASH.match(text):
        return []
    return [p for p in _LINE_DASH.split(text) if p.strip()]


def split_values(text: str, count: int) -> list[str] | None:
    """Exactly ``count`` values of one cell, in order; None where they cannot be told apart."""
    lines = [bersih(line) for line in text.splitlines() if line.strip()]
    if len(lines) == count:
        return [re.sub(r"^(?:\d{1,2}|[a-j])[.)] (?=\S)", "", line) if count > 1 else line for line in lines]
    marked = _by_mark(text)
    if len(marked) == count:
        return [bersih(p) for p in marked]
    bullets = [p for p in _BULLET_SPLIT.split(text) if p.strip()]
    if len(bullets) == count:
        return [bersih(p) for p in bullets]
    flat = bersih(text)
    found = [m.group().strip() for m in _VALUE.finditer(flat)]
    rest = _VALUE.sub("", flat).strip(" ;,")
    return found if len(found) == count and not rest else None


def kept_marks(text: str) -> bool:
    """Whether the items are numbered (``1. … 2. …``): such marks stay in a joined name, bullets do not."""
    return len(_by_mark(text)) > 1
