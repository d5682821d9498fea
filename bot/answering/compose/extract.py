"""Answers from documents that have no statements (added texts, past reports): their own best sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.compose.say import sentences
from bot.answering.match import Kata, Kosakata
from knowledge.index.model import Hit
from knowledge.model import Bentuk, Passage

LONGEST = 420
"""Characters of one quoted sentence; a longer one is cut at a clause."""
_CUT = re.compile(r"[;:,]\s")


@dataclass(frozen=True, slots=True)
class Cuplikan:
    """Sentences of one passage, word for word."""

    hit: Hit
    teks: str
    cakupan: float
    """Share of the question's words that they hold, 0..1."""


def is_verbatim(passage: Passage) -> bool:
    return passage.bentuk is Bentuk.KUTIPAN or not passage.pernyataan


def best_sentences(hits: Sequence[Hit], kata: Kata, kosakata: Kosakata, *, most: int = 2) -> Cuplikan | None:
    """The one or two neighbouring sentences of verbatim passages that hold most of the question."""
    best: Cuplikan | None = None
    rank_of_best = 0.0
    for hit in hits:
        if not is_verbatim(hit.passage):
            continue
        parts = sentences(hit.passage.teks)
        title = kosakata.terms(
            " . ".join((hit.passage.judul, hit.passage.instansi or "", str(hit.passage.tahun or "")))
        )
        held = [set(kosakata.terms(part)) for part in parts]
        for at, terms in enumerate(held):
            for size in range(1, most + 1):
                if at + size > len(parts):
                    break
                union = terms.union(*held[at : at + size])
                share = kata.covered(union | set(title))
                rank = share + 0.4 * kata.covered(union) + 0.5 * hit.skor - 0.06 * (size - 1)
                if rank > rank_of_best + 1e-9:
                    rank_of_best = rank
                    best = Cuplikan(hit, " ".join(_shorten(p) for p in parts[at : at + size]), share)
    return best


def _shorten(sentence: str) -> str:
    if len(sentence) <= LONGEST:
        return sentence
    cuts = [m.start() for m in _CUT.finditer(sentence[:LONGEST])]
    end = cuts[-1] if cuts and cuts[-1] > LONGEST // 3 else sentence[:LONGEST].rfind(" ")
    return f"{sentence[:end]} …"
