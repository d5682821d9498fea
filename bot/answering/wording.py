"""A question as plain words: lower case, chat spellings of function words written out, address removed.

Only the words *around* the matter are handled here (question words, modals, politeness); the words of the
matter itself (abbreviations, slang, misspellings) are the index's, which knows its own vocabulary.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_TOKEN = re.compile(r"\d+(?:[.,/-]\d+)*|[^\W\d_]+(?:[-/'’][^\W\d_]+)*|[%?,;]")
_WORD = re.compile(r"\w")
_BPK = re.compile(r"\bBPK\b")


@cache
def _table() -> dict[str, Any]:
    text = files("bot.answering").joinpath("data", "kata.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``data/kata.toml``: ``sapaan``, ``sopan``, ``tanpa_pokok``, …"""
    return frozenset(_table()["kata"][name])


@cache
def forms() -> dict[str, str]:
    """Chat and spoken forms of steering words -> the written form (which may be two words)."""
    return {form: standard for standard, forms in _table()["baku"].items() for form in forms}


@lru_cache(maxsize=1)
def _register() -> dict[str, str]:
    """The chat spellings that the index knows, for every other word."""
    text = files("knowledge.index").joinpath("data", "ragam.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["baku"])


@lru_cache(maxsize=4096)
def _steering(word: str) -> str:
    """A word as written -> its standard form, slips of one letter in long steering words repaired."""
    if word in forms():
        return forms()[word]
    if word in _register():
        return _register()[word]
    if len(word) < 5 or word in words("panjang") or word in words("bukan_salah_ketik"):
        return word
    from rapidfuzz.distance import OSA

    near = [w for w in words("panjang") if abs(len(w) - len(word)) <= 1 and OSA.distance(w, word) == 1]
    # The first letter is seldom missed, and short words have too many neighbours.
    near = [w for w in near if w[0] == word[0] and len(w) >= 6]
    return near[0] if len(near) == 1 else word


def tokens(text: str) -> tuple[str, ...]:
    """Words, numbers and ``? , ; %`` of a text in lower case, unchanged otherwise."""
    return tuple(_TOKEN.findall(text.lower()))


@lru_cache(maxsize=64)
def steer(text: str) -> str:
    """The text as standard words separated by blanks, for the rules about question words.

    >>> steer("Dikirim kemana & paling telat kpn??")
    'dikirim ke mana dan paling telat kapan ? ?'
    """
    # "bpk" is a form of address, "BPK" the audit board.
    parts = tokens(_BPK.sub("badan pemeriksa keuangan", text.replace("&", " dan ")))
    out: list[str] = []
    for word in parts:
        out.append(_clitic(word))
    return " ".join(out)


def _clitic(word: str) -> str:
    """``bolehkah`` stays recognisable as a question: the particle is split off as a word of its own."""
    standard = _steering(word)
    if standard != word:
        return standard
    if word.endswith("kah") and len(word) > 5 and word not in {"langkah", "apakah", "berkah"}:
        return f"{_steering(word[:-3])} kah"
    return word


def stripped(text: str) -> str:
    """What is searched for: the question without greeting, address, politeness and chatter.

    Never empty: where nothing but chatter was said, the text comes back as it was.
    """
    parts = _TOKEN.findall(text)
    edge = words("sapaan") | words("sopan") | frozenset(",;?")
    while parts and parts[0].lower() in edge:
        parts.pop(0)
    while parts and parts[-1].lower() in edge:
        parts.pop()
    kept = [w for w in parts if w.lower() not in words("sopan") and w not in ";?"]
    result = " ".join(kept).replace(" ,", ",").replace(" %", "%").strip(" ,")
    return result if _WORD.search(result) else " ".join(text.split())
