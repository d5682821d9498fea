"""A sentence in parts that can be judged for themselves: items of an enumeration, joined clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answering.llm.checks.lexicon import leksikon
from bot.answering.llm.checks.units import Satuan, read_unit

WORDS_OF_A_CLAUSE = 3
"""Words of content below which a piece belongs to its neighbour."""
_CLAUSE = re.compile(
    r";\s*|,?\s+(?=(?:sedangkan|sementara|adapun|melainkan|sehingga|tetapi|namun)\b)"
    r"|,\s+(?=(?:dan|serta|selain itu)\b)"
)
_STRONG = re.compile(
    r";\s*(?:dan |serta |selain itu, |adapun )?|,?\s+(?:sedangkan|sementara(?: itu)?|adapun|tetapi|namun)\s+"
    r"|,\s+(?:dan|serta|selain itu,?)\s+|:\s+|,\s+(?:yaitu|yakni)\s+"
)
_SEMICOLON = re.compile(r";\s*(?:dan |serta |selain itu, |adapun )?|,\s+(?:adapun|selain itu,?)\s+")
_FINE = re.compile(
    r";\s*|,?\s+(?=(?:sedangkan|sementara|adapun|melainkan|tetapi|namun|karena|sebab|sehingga)\b)"
    r"|,\s+(?=(?:dan|serta|selain itu|yaitu|yakni|tanpa|yang)\b)|:\s+"
)
_FINEST = re.compile(rf"{_FINE.pattern}|\s+dan (?=(?:tidak|bukan|belum)\b)")
_ITEM = re.compile(r";\s+(?:(?:dan|serta|atau)\s+)?")
_HEAD = re.compile(r"^[^;]{3,400}?:\s+")
ITEMS = 3
"""An enumeration has at least so many items."""


def clauses(sentence: str) -> list[str]:
    """Parts that could stand alone: each with enough words of its own."""
    return _joined(_CLAUSE.split(sentence), WORDS_OF_A_CLAUSE)


def strong_parts(sentence: str) -> list[str]:
    """Parts at every joint, however short."""
    return [part.strip() for part in _STRONG.split(sentence) if part.strip(" .,")]


def semicolon_parts(sentence: str) -> list[str]:
    """Parts at semicolons."""
    return [part.strip() for part in _SEMICOLON.split(sentence) if part.strip(" .,")]


def enumerated(sentence: str) -> list[str]:
    """The opening and the items of "…: a; b; dan c"; nothing where the sentence is no enumeration."""
    head = _HEAD.match(sentence)
    if head is None:
        return []
    items = [item.strip() for item in _ITEM.split(sentence[head.end() :]) if item.strip(" .")]
    return [head[0].strip(), *items] if len(items) >= ITEMS else []


@lru_cache(maxsize=16384)
def fine_parts(text: str, coarse: bool = False) -> tuple[Satuan, ...]:
    """The smallest parts that make a statement, as units; ``coarse``: "dan tidak …" stays with what it
    follows, as it would without its "tidak"."""
    return tuple(read_unit(part) for part in _joined((_FINE if coarse else _FINEST).split(text), 1))


def _joined(pieces: list[str], least: int) -> list[str]:
    parts: list[str] = []
    for piece in pieces:
        if parts and (_short(piece, least) or _short(parts[-1], least)):
            parts[-1] = f"{parts[-1]}, {piece}"
        else:
            parts.append(piece)
    return parts


def _short(piece: str, least: int) -> bool:
    return len(leksikon().content(piece.lower())) < least
