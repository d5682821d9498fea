"""Whether two questions ask the same thing, so that one answer serves both.

A wrong "same" hides a question behind another one's answer; a wrong "different" only shows an item twice.
So the words have to agree nearly all, and nothing that turns an answer round may differ: kind of question,
modal, negation, numbers, parties, opposites.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering import kinds, parties, wording
from bot.answering.compose.klaim import opposed
from bot.answering.match import kosakata
from bot.answering.model import Ragam

ALIKE = 0.75
"""Share of the terms of the longer question that the shorter one must hold."""
KEPT = 4096
"""So many fingerprints are kept: those of the open items and of what was asked lately."""
LONGEST = 600
"""Characters that are read; questions are shorter."""
_WORDS = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"
_COUNTS = {word: str(number) for number, word in enumerate(_WORDS.split(), 1)}
_PLACE = re.compile(
    r"\b(bab|lampiran|lamp|huruf|pasal|ayat|angka|butir|eselon|triwulan|tw|semester|kelompok)\s*"
    r"\(?([ivx]{1,5}|\d{1,3}|[a-z])\)?(?!\w)"
)
_NUMBER = re.compile(r"\d{1,12}(?:[.,/]\d{1,6}){0,4}")
_NOT = re.compile(r"\b(?:tidak|bukan|belum|tanpa|jangan|dilarang|selain|kecuali)\b")
_TAG = re.compile(
    r"\b(?:apa|atau) (?:tidak|belum|bukan)\b|\b(?:boleh|bisa|dapat|harus|wajib|perlu|ada|benar)(?: kah)? "
    r"tidak\b|[, ]\b(?:tidak|belum|bukan|kan)(?: ya| sih| kak| pak| bu| min)?\s*[?]*\s*$"
)
"""A "tidak" that only asks: "boleh tidak …", "… atau tidak?"."""
_MAY = re.compile(r"\b(?:boleh|bisa|dapat|diperbolehkan|dibolehkan|dilarang|dibenarkan)\b")
_MUST = re.compile(r"\b(?:harus|wajib|perlu|mesti|diharuskan|diwajibkan|usah)\b")
_ONLY = re.compile(r"\b(?:hanya|cuma|cukup|saja|minimal|maksimal|sebelum|setelah|sesudah)\b")


@dataclass(frozen=True, slots=True)
class Ciri:
    """What of a question decides its answer."""

    polos: str
    """The text in steering words."""
    istilah: frozenset[str]
    """Content terms, synonyms as one."""
    angka: frozenset[str]
    tempat: frozenset[tuple[str, str]]
    """Numbered units: ("bab", "iii")."""
    ragam: frozenset[Ragam]
    ingkar: bool
    modal: tuple[bool, bool]
    """Asks whether it may be, whether it must be."""
    batas: frozenset[str]
    """Words that narrow: "hanya", "sebelum"."""
    pihak: tuple[str, ...]
    """Parties in their order: who reviews whom."""


@lru_cache(maxsize=KEPT)
def ciri(teks: str) -> Ciri:
    """The fingerprint of a question.  About a millisecond the first time, then kept."""
    steered = wording.steer(teks[:LONGEST])
    places = frozenset((m[1], m[2]) for m in _PLACE.finditer(steered))
    bare = _TAG.sub(" ", steered)
    terms = kosakata().terms(wording.stripped(teks[:LONGEST]))
    counts = frozenset(_COUNTS[w] for w in steered.split() if w in _COUNTS)
    found = kinds.two_questions(steered, kinds.recognise(steered))
    return Ciri(
        " ".join(steered.split()).strip(" ?,;"),
        frozenset(t for t in terms if not t[0].isdigit()),
        frozenset(_NUMBER.findall(steered)) | counts,
        places,
        frozenset(kind.ragam for kind in found),
        bool(_NOT.search(bare)),
        (bool(_MAY.search(steered)), bool(_MUST.search(steered))),
        frozenset(_ONLY.findall(steered)),
        tuple(dict.fromkeys(m.pihak for m in parties.mentions(steered))),
    )


def sama(satu: str, dua: str) -> bool:
    """Whether two questions ask the same thing."""
    return _same(ciri(satu), ciri(dua))


def pertama(teks: str, lain: Sequence[tuple[int, str]]) -> int | None:
    """The id of the first of the questions that ask the same as ``teks``; exact repetitions first."""
    mine = ciri(teks)
    theirs = [(one, ciri(text)) for one, text in lain]
    exact = next((one for one, c in theirs if c.polos == mine.polos), None)
    if exact is not None:
        return exact
    near = [(_share(mine, c), -at, one) for at, (one, c) in enumerate(theirs) if _same(mine, c)]
    return max(near)[2] if near else None


def terdekat(teks: str, lain: Sequence[tuple[int, str]], banyak: int) -> list[int]:
    """The ids of the questions that share most words with a text, the nearest first; none that share none."""
    mine = ciri(teks).istilah
    theirs = [(one, ciri(text).istilah) for one, text in lain]
    scored = [
        (len(mine & terms) / len(mine | terms), -at, one)
        for at, (one, terms) in enumerate(theirs)
        if mine & terms
    ]
    return [one for _, _, one in sorted(scored, reverse=True)[:banyak]]


def _same(a: Ciri, b: Ciri) -> bool:
    if a.polos == b.polos:
        return True
    exact = (a.angka, a.tempat, a.ingkar, a.batas, a.pihak) == (b.angka, b.tempat, b.ingkar, b.batas, b.pihak)
    if not exact or not a.istilah or not b.istilah:
        return False
    if not _same_modal(a, b) or a.ragam != b.ragam or opposed(a.polos, b.polos):
        return False
    return _share(a, b) >= ALIKE


def _same_modal(a: Ciri, b: Ciri) -> bool:
    """What may be done is another question than what must be; "harus" beside "berapa" says nothing."""
    if a.ragam and Ragam.BOLEHKAH not in a.ragam | b.ragam:
        return a.modal[0] == b.modal[0]
    return a.modal == b.modal


def _share(a: Ciri, b: Ciri) -> float:
    """Share of the longer one's terms that the shorter one holds; 0 where each has a word of its own that
    is no slip of the other's, for such a word may be the whole difference ("naik", "turun")."""
    mine, theirs = a.istilah - b.istilah, b.istilah - a.istilah
    slips = {(x, y) for x in mine for y in theirs if _is_slip(x, y)}
    mine -= {x for x, _ in slips}
    theirs -= {y for _, y in slips}
    if mine and theirs:
        return 0.0
    longer = max(len(a.istilah), len(b.istilah))
    return (longer - max(len(mine), len(theirs))) / longer


def _is_slip(x: str, y: str) -> bool:
    """Whether two long words differ by one mistake of typing.  Short words have too many neighbours."""
    from rapidfuzz.distance import OSA

    if min(len(x), len(y)) < 7 or x[0] != y[0] or "=" in (x[0], y[0]):
        return False
    return OSA.distance(x, y, score_cutoff=1) <= 1
