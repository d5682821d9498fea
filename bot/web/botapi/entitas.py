"""What Telegram finds by itself in a text: commands, mentions, hashtags, links, addresses.

One pass with patterns that cannot backtrack; explicit entities keep what they cover.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.web.botapi.bentuk import Entitas, utf16

_URL = r"(?P<url>(?<![\w@./-])(?:https?://[^\s<>\"']+|(?:[a-z0-9-]{1,63}\.){1,8}(?:com|org|net|id|me|io|dev|info|edu|gov)\b(?:[/?#][^\s<>\"']*)?))"
_PATTERN = re.compile(
    r"(?P<email>(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}\b)"
    rf"|{_URL}"
    r"|(?P<bot_command>(?<![\w/<>.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w{0,254}[^\W\d])\w{1,255})",
    re.IGNORECASE,
)
_PENUTUP = ".,;:!?)]}'\"»”"
_KEDAP = frozenset(
    {"pre", "code", "text_link", "text_mention", "url", "mention", "bot_command", "hashtag", "email"}
)
"""Explicit entities inside which nothing is looked for."""


def temukan(teks: str, sudah: Sequence[Entitas] = ()) -> tuple[Entitas, ...]:
    """The explicit entities and those found between them, in the order of the text."""
    found: list[Entitas] = list(sudah)
    if any(sign in teks for sign in "/@#.:"):
        closed = sorted((one.mulai, one.mulai + one.panjang) for one in sudah if one.jenis in _KEDAP)
        found += _search(teks, closed)
    return tuple(sorted(found, key=lambda one: (one.mulai, -one.panjang)))


def _search(teks: str, closed: list[tuple[int, int]]) -> list[Entitas]:
    result: list[Entitas] = []
    counted, units, block = 0, 0, 0
    for match in _PATTERN.finditer(teks):
        words = match.group()
        kind = str(match.lastgroup)
        if kind == "url":
            words = words.rstrip(_PENUTUP)
        units += utf16(teks[counted : match.start()])
        counted = match.start()
        length = utf16(words)
        while block < len(closed) and closed[block][1] <= units:
            block += 1
        if block < len(closed) and closed[block][0] < units + length:
            continue
        result.append(Entitas(kind, units, length))
    return result


def bagi_teks(teks: str, paling_banyak: int = 4096) -> list[str]:
    """A text in parts of at most so many UTF-16 units; none of an empty text."""
    if utf16(teks) <= paling_banyak:
        return [teks] if teks else []
    parts: list[str] = []
    start, units = 0, 0
    for place, sign in enumerate(teks):
        size = 2 if sign > "\uffff" else 1
        if units + size > paling_banyak:
            parts.append(teks[start:place])
            start, units = place, 0
        units += size
    return [*parts, teks[start:]]


def perintah(teks: str, entitas: Sequence[Entitas]) -> tuple[str, str | None] | None:
    """The command at the start of a text: (name, the bot it is addressed to or ``None``)."""
    for one in entitas:
        if one.jenis == "bot_command" and one.mulai == 0:
            name, _, target = teks[1 : one.panjang].partition("@")
            return name, target or None
    return None
