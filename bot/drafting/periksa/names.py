"""When two printed names mean the same indicator, program or activity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

GLUED = re.compile(r"\b(kegiatan|program)(?=[a-z]{4})")
WORD = re.compile(r"[a-z0-9]+")
SPELLING = {
    "prosentase": "persentase",
    "presentase": "persentase",
    "indek": "indeks",
    "index": "indeks",
    "kabupatan": "kabupaten",
    "propinsi": "provinsi",
    "sub": "",
    "kab": "kabupaten",
    "pd": "perangkat daerah",
    "opd": "perangkat daerah",
    "skpd": "perangkat daerah",
}
EMPTY_WORDS = frozenset(
    [
        "dan",
        "atau",
        "serta",
        "yang",
        "di",
        "ke",
        "dari",
        "pada",
        "dalam",
        "untuk",
        "dengan",
        "oleh",
        "para",
        "ini",
        "itu",
        "adalah",
        "sebagai",
        "atas",
    ]
)
LEVELS = frozenset({"kegiatan", "program", "subkegiatan"})
KINDS = {
    "persentase": "persen",
    "jumlah": "jumlah",
    "rasio": "rasio",
    "nilai": "nilai",
    "indeks": "indeks",
    "cakupan": "persen",
    "tingkat": "tingkat",
    "rata": "rata",
    "angka": "angka",
    "panjang": "panjang",
    "luas": "luas",
    "skor": "nilai",
    "laju": "laju",
}


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """Words that carry the meaning, spelling levelled, list marks and levels left out."""
    text = GLUED.sub(r"\1 ", name.lower().replace("sub kegiatan", "subkegiatan").replace("&", " dan "))
    found: list[str] = []
    for word in WORD.findall(text):
        for part in SPELLING.get(word, word).split():
            if part not in EMPTY_WORDS and part not in LEVELS:
                found.append(part)
    while found and (found[0].isdecimal() or len(found[0]) == 1):
        found.pop(0)
    return tuple(found)


def kind_of(name: str) -> str | None:
    """What sort of quantity the name's first words announce: ``persen``, ``jumlah``, ``nilai``, …"""
    return next((KINDS[w] for w in words(name)[:2] if w in KINDS), None)


@lru_cache(maxsize=65536)
def same_name(one: str, other: str) -> bool:
    """Whether two names mean the same thing.

    Every word of either side needs its like on the other (a misspelling, a word cut by a narrow
    cell, ``terbangun`` for ``dibangun``); names that announce another quantity (jumlah, persentase)
    or hold other numbers are different things.
    """
    left, right = words(one), words(other)
    if not left or not right:
        return False
    if left == right:
        return True
    if min(len(left), len(right)) < 2 or kind_of(one) != kind_of(other):
        return False
    glued_left, glued_right = "".join(left), "".join(right)
    if glued_left == glued_right:
        return True
    ratio = fuzz.ratio(glued_left, glued_right)
    if ratio < 86:
        return False
    rest_left = [w for w in left if w not in right]
    rest_right = [w for w in right if w not in left]
    if any(w.isdecimal() for w in rest_left + rest_right):
        return False
    if ratio >= 95:
        return (
            all(_has_like(w, rest_right, glued_right) for w in rest_left) or len(rest_left + rest_right) <= 2
        )
    return all(_has_like(w, rest_right, glued_right) for w in rest_left) and all(
        _has_like(w, rest_left, glued_left) for w in rest_right
    )


def pair_up(left: Sequence[str], right: Sequence[str], floor: int = 78) -> dict[int, int]:
    """Index of ``left`` -> index of ``right``: names that mean the same, then the most alike of the rest.

    For two lists of the same things (planned and reported activities), where a misspelled name has
    no better partner left.
    """
    pairs: dict[int, int] = {}
    for i, one in enumerate(left):
        match = next((j for j, o in enumerate(right) if j not in pairs.values() and same_name(one, o)), None)
        if match is not None:
            pairs[i] = match
    rest = [
        (fuzz.ratio("".join(words(one)), "".join(words(o))), i, j)
        for i, one in enumerate(left)
        if i not in pairs
        for j, o in enumerate(right)
        if j not in pairs.values()
    ]
    for score, i, j in sorted(rest, reverse=True):
        if score >= floor and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _has_like(word: str, others: list[str], glued: str) -> bool:
    return word in glued or any(fuzz.ratio(word, o) >= 70 for o in others)


@lru_cache(maxsize=4096)
def _wanted(name: str) -> tuple[str, ...]:
    return tuple(w for w in WORD.findall(name.lower()) if len(w) > 1)


@lru_cache(maxsize=8192)
def _lowered(text: str) -> str:
    return text.lower()


def all_mentions(name: str, text: str) -> list[int]:
    """Offsets in ``text`` just behind each mention of ``name``: all of its words in order, close together.

    Linear: the words are looked up one after the other within a window of twice the name's length.
    """
    wanted = _wanted(name)
    if len(wanted) < 2:
        return []
    found: list[int] = []
    lowered = _lowered(text)
    if wanted[-1] not in lowered:
        return found
    start = lowered.find(wanted[0])
    while start >= 0:
        end = start + len(wanted[0])
        limit = start + 2 * len(name) + 20
        for word in wanted[1:]:
            at = lowered.find(word, end, limit)
            if at < 0 or at - end > 12:
                break
            end = at + len(word)
        else:
            found.append(end)
        start = lowered.find(wanted[0], start + 1)
    return found


def mentions(name: str, text: str) -> int | None:
    """Offset just behind the first mention of ``name``, or None."""
    return next(iter(all_mentions(name, text)), None)
