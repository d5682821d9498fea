"""The exact places behind an answer: those that its own sentence names, and the Pasal of a range of Pasal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.compose.material import Bahan, Naskah
from bot.answering.compose.polar import REGULATION
from knowledge.index.model import Hit
from knowledge.letak import Letak, parse_letak
from knowledge.model import Passage

_PLACE = re.compile(r"\b(?:Anak Lampiran|Lampiran|Pasal) (?=[IVX\d])")
_RANGE = re.compile(r"(\d{1,3})-(\d{1,3})$")
LONGEST_PLACE = 80
"""Characters behind the first word of a place in which the whole of it stands."""
MOST = 2
"""Places that are added to what an answer rests on."""


def pinpoint(bahan: Bahan, draft: Naskah) -> None:
    """Cite what the direct answer points at.  A reader who is told "formulirnya pada Lampiran I huruf D"
    wants that place; one who is shown an overview of several Pasal wants the one that says it."""
    if not draft.hits:
        return
    first = draft.hits[0]
    added = 0
    cited = {h.passage.letak.key() for h in draft.hits if h.passage.sumber_id == first.passage.sumber_id}
    for passage in (*_named(bahan, first, draft.langsung), *_of_range(bahan, first)):
        if added < MOST and passage.letak.key() not in cited:
            cited.add(passage.letak.key())
            draft.rest_on(Hit(passage, first.skor, {"tunjuk": 1.0}, 0.0))
            added += 1


def _named(bahan: Bahan, hit: Hit, sentence: str) -> Iterator[Passage]:
    """Passages of the places that a sentence names in the passage's own source."""
    source = bahan.knowledge.source(hit.passage.sumber_id)
    own = set(REGULATION.findall(source.singkat)) if source else set()
    for match in _PLACE.finditer(sentence):
        # "UU 23/2014 Pasal 70" is a place in the regulation that is named right before it.
        before = REGULATION.findall(sentence[max(0, match.start() - 25) : match.start()])
        if before and before[-1] not in own:
            continue
        letak = Letak(parse_letak(sentence[match.start() : match.start() + LONGEST_PLACE]).langkah)
        if passage := _exactly(bahan, hit.passage.sumber_id, letak):
            yield passage


def _of_range(bahan: Bahan, hit: Hit) -> Iterator[Passage]:
    """Of a passage about several Pasal, the one that speaks of the question; of an overview of the whole
    regulation the last, which shows where it ends."""
    steps = hit.passage.letak.langkah
    bounds = _RANGE.match(steps[-1].nomor) if steps and steps[-1].unit == "pasal" else None
    if bounds is None:
        return
    low, high = int(bounds[1]), int(bounds[2])
    source = bahan.knowledge.source(hit.passage.sumber_id)
    if low == 1 and source is not None and source.struktur.pasal == high:
        low = high
    around = Letak(steps[:-1])
    inside = [
        passage
        for number in range(low, min(high, low + 30) + 1)
        if (passage := _exactly(bahan, hit.passage.sumber_id, around.child("pasal", str(number))))
    ]
    if inside:
        yield max(inside, key=lambda p: bahan.kata.covered(bahan.kosakata.passage(p)))


def _exactly(bahan: Bahan, sumber_id: str, letak: Letak) -> Passage | None:
    """The first passage of just this place."""
    if not letak:
        return None
    at = bahan.knowledge.at(sumber_id, letak, bahan.scope)
    return next((p for p in at if p.letak.key() == letak.key() and not p.contoh), None)
