"""Proper nouns and abbreviations of a sentence: they stand in what it cites, or in the question."""

from __future__ import annotations

import re

from bot.answering.llm.checks.lexicon import Leksikon, leksikon
from bot.answering.model import Pemeriksaan

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PART = re.compile(r"[/\s-]")


def check_names(sentence: str, evidence: str, known: frozenset[str]) -> Pemeriksaan:
    """``evidence`` is the text of the cited passages with their metadata and the question; ``known`` its stems."""  # noqa: E501
    words = leksikon()
    raw = {w.lower() for w in _WORD.findall(evidence)}
    raw |= {part for w in raw for part in _PART.split(w)}
    for at, match in enumerate(_WORD.finditer(sentence)):
        word = match[0]
        inner = any(c.isupper() for c in word[1:])
        begins = at == 0 or sentence[: match.start()].rstrip(' “"(').endswith((".", ":", "!", "?"))
        if not word[0].isupper() and not inner:
            continue
        if begins and not inner:
            continue
        if not _known(word.lower(), raw, known, words):
            return Pemeriksaan("nama", False, word)
    return Pemeriksaan("nama", True)


_QUALIFIED = re.compile(r"\b([A-Z]{3,}) (provinsi|kabupaten|kota|pusat|jenderal|daerah)\b")


def check_qualified(sentence: str, evidence: str) -> Pemeriksaan:
    """An institution with its level ("BPKP provinsi") stands so in the evidence: two names that are swapped
    leave every word in its place but this pair."""
    lower = evidence.lower()
    for match in _QUALIFIED.finditer(sentence):
        if match[0].lower() not in lower:
            return Pemeriksaan("nama", False, match[0])
    return Pemeriksaan("nama", True)


def _known(word: str, raw: set[str], known: frozenset[str], words: Leksikon) -> bool:
    if word in raw or word in words.netral or word in words.analyser.henti or word in words.wajib:
        return True
    if word in words.singkatan:
        # "PK" for "perjanjian kinerja": every word of the long form stands in the evidence.
        long = set(words.content(words.singkatan[word]))
        return (
            bool(long)
            and long <= known
            and (word in raw or word in _SHARED or _spelled(words.singkatan[word], raw))
        )
    if word.isupper():
        return False
    return words.stem(word) in known or all(p in raw or words.stem(p) in known for p in _PART.split(word))


_SHARED = frozenset({"lkj", "lkjip", "lakip"})
"""Names of one and the same report."""


def _spelled(long: str, raw: set[str]) -> bool:
    return all(part in raw for part in long.split())
