"""Picks the statement of a kind, and the claim of a yes-or-no question, and writes them into an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.compose.choose import ANSWERS, Calon
from bot.answering.compose.ciri import LISTS
from bot.answering.compose.klaim import plain_claim
from bot.answering.compose.material import Bahan, Hitungan, Naskah
from bot.answering.compose.polar import Putusan, decide
from bot.answering.compose.say import says_count, statement
from bot.answering.model import Ragam
from knowledge.model import Aspek

SAME_PASSAGE, SAME_SOURCE = 1.0, 0.3
"""What a statement gains as the second part of an answer for standing where the first part stands."""
REPAIRED = 5
"""Letters of a word from which its repaired spelling is trusted with a claim."""
SURE = 0.75
"""Closeness from which a claim is the question's whatever else was found."""
COUNTED_LIST = 2.0
"""How much less a list may score than the sentence that counts its items."""
SEVERAL, OVERVIEW = 3, 2.0
"""Items from which a list is an overview, and how much less the statement of one party may score."""
SINGLE_FACTS = frozenset({Ragam.SIAPA, Ragam.KEPADA_SIAPA, Ragam.TENGGAT, Ragam.FREKUENSI})
"""Kinds that ask for one fact, so that two of them ask for two."""
OTHER_KIND = 2.2
"""How much less a statement of the kind in work may score than one of another kind."""
MUCH_BETTER = 1.0
"""A statement that scores so much higher than a fitting claim says more than a yes or no."""


def say_statement(draft: Naskah, calon: Calon, text: str, said: list[Calon]) -> None:
    """Write ``text`` of a statement into the answer, with its items, unless it is there already."""
    if calon.kunci in {c.kunci for c in said}:
        return
    draft.add(text, calon.hit, statement(calon.pernyataan))
    if calon.pernyataan.butir and not any(line.startswith("1. ") for line in text.split("\n")):
        draft.baris.append(statement(calon.pernyataan).partition("\n")[2])


def best_statement(bahan: Bahan, kind: Ragam, said: list[Calon]) -> Calon | None:
    """The best statement for a kind.  For the second part of a question the subject is that of the first:
    statements of the same passage are preferred."""
    found: Sequence[Calon] = bahan.candidates(kind)
    if not found:
        return None
    ragam = bahan.asked.maksud.ragam
    if len(ragam) > 1 and SINGLE_FACTS.issuperset(ragam):
        found = of_the_kind(found)
    candidates = of_the_party(found)
    if not said:
        return _list_instead_of_count(candidates, kind)
    taken = {c.kunci for c in said}
    homes = {c.hit.passage.id for c in said}
    first = said[0]

    def rank(c: Calon) -> float:
        bonus = SAME_PASSAGE if c.hit.passage.id in homes and c.aspek >= ANSWERS else 0.0
        bonus += SAME_SOURCE if c.hit.passage.sumber_id == first.hit.passage.sumber_id else 0.0
        return c.skor + bonus

    best = max(candidates, key=rank)
    return None if best.kunci in taken else best


def of_the_kind(candidates: Sequence[Calon]) -> Sequence[Calon]:
    """Of a question that asks for two kinds of thing: the candidates that give the one in work, where there
    are such near the best; else the statement that answers both halves a little would answer each of them."""
    fitting = [c for c in candidates if c.aspek >= ANSWERS and c.skor >= candidates[0].skor - OTHER_KIND]
    return fitting or candidates


def of_the_party(candidates: Sequence[Calon]) -> Sequence[Calon]:
    """The candidates, where one of the party that is asked for answers nearly as well as an overview of all
    parties, from that one on: who asks for one office does not want the lines of five others."""
    best = candidates[0]
    if best.pihak > 0 or len(best.pernyataan.butir) < SEVERAL:
        return candidates
    for at, one in enumerate(candidates):
        if one.skor < best.skor - OVERVIEW:
            break
        if one.pihak >= 1 and one.aspek >= ANSWERS:
            return candidates[at:]
    return candidates


def _list_instead_of_count(candidates: Sequence[Calon], kind: Ragam) -> Calon:
    """The best candidate; where the items themselves are asked for and it only counts them, the list that it
    counts, which stands in the same passage."""
    best = candidates[0]
    if kind not in LISTS or best.pernyataan.butir or best.pernyataan.aspek is not Aspek.JUMLAH:
        return best
    lists = (
        c
        for c in candidates
        if c.hit.passage.id == best.hit.passage.id
        and len(c.pernyataan.butir) > 1
        and c.skor >= best.skor - COUNTED_LIST
        and says_count(best.pernyataan.teks, len(c.pernyataan.butir))
    )
    return next(lists, best)


def verdict(bahan: Bahan) -> Putusan | None:
    """The claim that answers a yes-or-no question; without a sikap where it is only near.  None where no
    claim is near, and where another statement fits far better."""
    found = _decided(bahan)
    if found is None or found.sikap is None:
        # Chatter around a claim may hide it from the first search.
        again = bahan.knowledge.search(plain_claim(repaired(bahan)), bahan.scope, limit=len(bahan.hits))
        wider = replace(bahan, pencarian=replace(bahan.pencarian, hits=again.hits), hitungan=Hitungan())
        found = _decided(wider) or found
    candidates = bahan.candidates(Ragam.BOLEHKAH)
    if found is None or (found.kedekatan >= SURE and found.sikap is not None):
        return found
    better = MUCH_BETTER if found.sikap is not None else 0.0
    return None if candidates[0].skor > found.calon.skor + better else found


def _decided(bahan: Bahan) -> Putusan | None:
    return decide(
        bahan.candidates(Ragam.BOLEHKAH),
        repaired(bahan),
        bahan.kosakata,
        bahan.regulations() if bahan.asked.maksud.acuan else frozenset(),
    )


def repaired(bahan: Bahan) -> str:
    """The question in steering words, with the misspellings repaired as the index understood them."""
    # Short words are numerals ("iii") and abbreviations, which look alike without being slips.
    known = {i.kata: i.baku for i in bahan.pencarian.istilah if i.dikenal and len(i.kata) >= REPAIRED}
    return " ".join(known.get(word, word) for word in bahan.asked.diarahkan.split())
