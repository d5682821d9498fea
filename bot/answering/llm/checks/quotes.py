"""Quotations: what stands in quotation marks stands so in a cited passage."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.llm.model import Nukilan
from bot.answering.model import Pemeriksaan

_QUOTE = re.compile(r"[“\"„]([^“”\"„]{1,600})[”\"]")
_MARKS = re.compile(r"[“”„\"]")
_TRANSLATED = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


def quotations(text: str) -> list[str]:
    return [m[1] for m in _QUOTE.finditer(text)]


def normal(text: str) -> str:
    """Blanks and marks made one, lower case, no full stop at the end."""
    return " ".join(text.translate(_TRANSLATED).replace('"', "").lower().split()).strip(" .,;:")


def check_quotes(sentence: str, cited: Sequence[Nukilan], question: str) -> Pemeriksaan:
    """One sentence's quotations; an opened mark that is never closed is an error too."""
    left = _QUOTE.sub("", sentence)
    if _MARKS.search(left):
        return Pemeriksaan("kutipan", False, "tanda kutip tidak berpasangan")
    there = [normal(part) for one in cited for part in _words_of(one)]
    marked = {normal(q) for one in cited for part in _words_of(one) for q in quotations(part)}
    for quote in quotations(sentence):
        wanted = normal(quote)
        if len(wanted.split()) == 1:
            # One word can stand anywhere in a passage: it is a quotation only where the passage quotes it too.  # noqa: E501
            good = wanted in marked or any(wanted == normal(p) for p in quotations(question))
        else:
            good = any(_within(wanted, text) for text in there)
        if not good:
            return Pemeriksaan("kutipan", False, quote[:80])
    return Pemeriksaan("kutipan", True)


def _within(wanted: str, text: str) -> bool:
    """Whether a text holds the words, from word to word."""
    at = text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if (at == 0 or not text[at - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
            return True
        at = text.find(wanted, at + 1)
    return False


def _words_of(one: Nukilan) -> list[str]:
    passage = one.passage
    stated = [part for p in passage.pernyataan for part in (p.teks, *p.butir)]
    return [
        passage.teks,
        passage.judul,
        *stated,
        *(v.teks for v in one.naskah),
        f"{one.sumber} {passage.letak}",
    ]
