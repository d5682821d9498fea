"""Questions in other languages, turned into Indonesian search words by a small dictionary of the field.

No translation: the words that steer (who, when, must) and the words of the matter (performance agreement) are
replaced, articles dropped; names, numbers and unknown words stay.  The answer is Indonesian in any case.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from bot.answering import wording

MOST = 0.5
"""Share of English among the words of a question from which it counts as English."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,/-]\d+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Alihan:
    """A question in Indonesian words, and the language in which it was asked."""

    teks: str
    bahasa: str


@cache
def _table() -> dict[str, Any]:
    text = files("bot.answering").joinpath("data", "bahasa.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _phrases(name: str) -> dict[tuple[str, ...], str]:
    return {tuple(key.split()): value for key, value in _table()[name].items()}


@cache
def _longest(name: str) -> int:
    return max(len(key) for key in _phrases(name))


@cache
def _english_words() -> frozenset[str]:
    """Words that speak for an English question: the dictionary without what Indonesian borrowed or shares."""
    shared = set(_table()["serapan"]["kata"].split())
    shared |= {
        word
        for key, value in _phrases("inggris").items()
        if len(key) == 1 and key[0] == value
        for word in key
    }
    return frozenset(word for key in _phrases("inggris") for word in key) - shared


def to_indonesian(text: str) -> Alihan:
    """The question in Indonesian words; unchanged where it is Indonesian already."""
    raw = _TOKEN.findall(text)
    letters = [w.lower() for w in raw if w[0].isalpha()]
    if not letters:
        return Alihan(text, "id")
    english = sum(word in _english_words() for word in letters)
    indonesian = sum(_is_indonesian(word) for word in letters)
    if english >= 2 and english > indonesian and english / len(letters) >= MOST:
        return Alihan(_replaced(raw, "inggris"), "en")
    if any((word,) in _phrases("daerah") for word in letters) or "macam mana" in text.lower():
        return Alihan(_replaced(raw, "daerah"), "id")
    return Alihan(text, "id")


@cache
def _function_words() -> frozenset[str]:
    return frozenset(wording.forms()) | frozenset(" ".join(wording.forms().values()).split())


def _is_indonesian(word: str) -> bool:
    return word in _function_words() and word not in _english_words()


def _replaced(raw: list[str], name: str) -> str:
    phrases, longest = _phrases(name), _longest(name)
    out: list[str] = []
    at = 0
    low = [w.lower().replace("’", "'") for w in raw]
    while at < len(raw):
        for size in range(min(longest, len(raw) - at), 0, -1):
            value = phrases.get(tuple(low[at : at + size]))
            if value is not None:
                out.append(value)
                at += size
                break
        else:
            out.append(raw[at])
            at += 1
    joined = " ".join(part for part in out if part)
    return re.sub(r" ([?.,;:!%])", r"\1", joined)
