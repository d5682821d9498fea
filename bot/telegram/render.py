"""Telegram's HTML cut to the lengths that Telegram takes, without losing a character.

Lengths count UTF-16 units of the text that is left when tags are out and entities resolved.  A text is cut
at the ends of blocks and paragraphs, then of lines, sentences and words.  Tags that a cut goes through are
closed before it and opened again after it, so that an expandable quotation becomes several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import escape

TEKS = 4096
"""UTF-16 units of a message."""
KETERANGAN = 1024
"""UTF-16 units of a caption."""

_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]{0,31})([^<>]{0,4000})>|&(?:[a-z]{1,8}|#x?[0-9A-Fa-f]{1,8});")
_BLOCKS = frozenset({"blockquote", "pre"})
_SENTENCE_END = re.compile(r"[.!?…:;][\"')\]»”’]{0,3}\s")
_JOINERS = frozenset("\u200d\ufe0f\u20e3")


class HtmlRusak(ValueError):
    """Tags that do not nest: only the plain text can be sent."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    open: str
    name: str


def utf16(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(1 for one in text if one > "\uffff") if not text.isascii() else len(text)


def plain(html: str) -> str:
    """What a reader sees of Telegram's HTML."""
    return _TOKEN.sub(lambda found: "" if found[2] else unescape(found[0]), html)


def split(html: str, first: int = TEKS, rest: int = TEKS) -> list[str]:
    """Parts of a text, the first no longer than ``first`` units, the others than ``rest``.

    Raises HtmlRusak for a long text whose tags do not nest.
    """
    if utf16(html) <= first:
        return [html]
    text, spans = _read(html)
    return [_write(text, spans, start, end) for start, end in _cuts(text, spans, first, rest)]


def split_plain(text: str, first: int = TEKS, rest: int = TEKS) -> list[str]:
    """The same for a text without markup."""
    return [text[start:end] for start, end in _cuts(text, (), first, rest)]


def _read(html: str) -> tuple[str, list[_Span]]:
    """The text and the stretches that tags mark, outer ones first."""
    pieces: list[str] = []
    spans: list[_Span] = []
    opened: list[tuple[int, int, str, str]] = []
    at = length = 0
    for found in _TOKEN.finditer(html):
        pieces.append(html[at : found.start()])
        length += found.start() - at
        at = found.end()
        name = found[2]
        if not name:
            pieces.append(unescape(found[0]))
            length += len(pieces[-1])
        elif not found[1]:
            opened.append((length, len(spans), found[0], name.lower()))
            spans.append(_Span(length, length, found[0], name.lower()))
        else:
            if not opened or opened[-1][3] != name.lower():
                raise HtmlRusak(found[0])
            start, index, tag, _ = opened.pop()
            spans[index] = _Span(start, length, tag, name.lower())
    if opened:
        raise HtmlRusak(opened[-1][2])
    pieces.append(html[at:])
    return "".join(pieces), [one for one in spans if one.end > one.start]


def _write(text: str, spans: Sequence[_Span], start: int, end: int) -> str:
    """A stretch of the text with its tags, which are opened and closed inside of it."""
    inside = [one for one in spans if one.start < end and one.end > start]
    edges = sorted({start, end, *(at for one in inside for at in (one.start, one.end) if start < at < end)})
    out: list[str] = []
    open_now: list[_Span] = []
    waiting = iter(inside)
    following = next(waiting, None)
    for at, until in zip(edges, [*edges[1:], end], strict=True):
        while open_now and open_now[-1].end <= at:
            out.append(f"</{open_now.pop().name}>")
        while following is not None and following.start <= at:
            out.append(following.open)
            open_now.append(following)
            following = next(waiting, None)
        out.append(str(escape(text[at:until])))
    out.extend(f"</{one.name}>" for one in reversed(open_now))
    return "".join(out)


def _cuts(text: str, spans: Sequence[_Span], first: int, rest: int) -> Iterator[tuple[int, int]]:
    """Where the parts begin and end."""
    blocks = [one for one in spans if one.name in _BLOCKS]
    start, limit = 0, first
    while start < len(text):
        end = _furthest(text, start, limit)
        if end < len(text):
            end = _good_end(text, blocks, start, end)
        yield start, end
        start, limit = end, rest


def _furthest(text: str, start: int, limit: int) -> int:
    """The furthest end at which a part is not longer than the limit."""
    end = min(len(text), start + limit)
    while (excess := utf16(text[start:end]) - limit) > 0:
        end -= (excess + 1) // 2
    return end


def _good_end(text: str, blocks: Sequence[_Span], start: int, end: int) -> int:
    """The best place to cut at or before ``end``: one that leaves a part at least a third full."""
    least = start + max(1, (end - start) // 3)
    outside = [
        at
        for at in (*_after(text, "\n\n", least, end), *(at for one in blocks for at in (one.start, one.end)))
        if least <= at <= end and not any(one.start < at < one.end for one in blocks)
    ]
    if outside:
        return max(outside)
    for separator in ("\n\n", "\n"):
        if found := next(_after(text, separator, least, end), 0):
            return found
    sentences = [found.end() for found in _SENTENCE_END.finditer(text, least, end)]
    if sentences:
        return sentences[-1]
    for at in range(end, least, -1):
        if text[at - 1].isspace():
            return at
    return _whole_character(text, start, end)


def _after(text: str, separator: str, least: int, end: int) -> Iterator[int]:
    """Places behind a separator, from the last one backwards."""
    at = text.rfind(separator, start_of(least, separator), end)
    while at >= 0:
        yield at + len(separator)
        at = text.rfind(separator, start_of(least, separator), at)


def start_of(least: int, separator: str) -> int:
    """Where a separator may begin so that it ends at ``least`` or later."""
    return max(0, least - len(separator))


def _whole_character(text: str, start: int, end: int) -> int:
    """Not between an emoji and what belongs to it."""
    at = end
    while at > start + 1 and end - at < 16 and (text[at] in _JOINERS or text[at - 1] == "\u200d"):
        at -= 1
    return at
