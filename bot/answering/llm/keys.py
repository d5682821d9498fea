"""Opaque keys of passages: made for one request, found in an answer, and taken out of it.

A key says nothing about its passage and differs from request to request, so that a model can neither guess
one nor remember it, and a text that was planted in a passage cannot name one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from hashlib import blake2s

KEY = re.compile(r"\[(k[0-9a-f]{4,8}(?:\s{0,2}[,;]\s{0,2}k[0-9a-f]{4,8}){0,11})\]")
"""One or several keys in brackets: ``[k7f3a]``, ``[k7f3a, k19c0]``."""
BRACKETS = re.compile(r"\[[^\[\]\n]{1,80}\]")
"""Anything in square brackets; what is no known key is taken out."""
_SPLIT = re.compile(r"[,;\s]+")
_BEFORE_STOP = re.compile(r"[ \t]+([.,;:!?])")
_BLANKS = re.compile(r"[ \t]{2,}")


def make_keys(ids: Sequence[str], seed: str) -> tuple[str, ...]:
    """A key for each passage id, all different.  ``seed`` is random and used once."""
    length, out = 4, []
    while True:
        out = [f"k{blake2s(f'{seed}|{i}'.encode(), digest_size=4).hexdigest()[:length]}" for i in ids]
        if len(set(out)) == len(ids) or length == 8:
            return tuple(out)
        length += 1


def keys_in(text: str) -> tuple[str, ...]:
    """The keys that a text names, in order, each once."""
    found = (key for match in KEY.finditer(text) for key in _SPLIT.split(match[1]))
    return tuple(dict.fromkeys(found))


def without_unknown(text: str, known: Container[str]) -> tuple[str, tuple[str, ...]]:
    """The text without keys that were never given (nor other bracketed marks), and those that were removed."""  # noqa: E501
    removed: list[str] = []

    def keep(match: re.Match[str]) -> str:
        inner = KEY.fullmatch(match[0])
        if inner is None:
            if match[0][1:-1].strip().isdigit() or match[0].lower().startswith("[k"):
                removed.append(match[0])
                return ""
            return match[0]
        keys = _SPLIT.split(inner[1])
        good = [key for key in keys if key in known]
        removed.extend(key for key in keys if key not in known)
        return f"[{', '.join(good)}]" if good else ""

    return BRACKETS.sub(keep, text), tuple(removed)


def strip_keys(text: str) -> str:
    """The text as it is shown: without keys and the blanks that they leave."""
    lines = []
    for line in KEY.sub("", text).split("\n"):
        lines.append(_BLANKS.sub(" ", _BEFORE_STOP.sub(r"\1", line)).rstrip())
    return "\n".join(lines).strip()
