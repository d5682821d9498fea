"""A question as the index understands it: its words repaired, weighted and widened by padanan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.index.analyser import Analyser, Padanan, Token
from knowledge.index.lexical import LexicalIndex, Suku
from knowledge.index.model import Bobot, Istilah

if TYPE_CHECKING:
    from knowledge.index.lexical import Mask

SURE = 0.6
"""From this confidence on a repaired word replaces the written one; below, it only adds to it."""
MAX_WORDS = 60
"""Words of a question that are looked up; the rest of a longer text is left out."""


@dataclass(frozen=True, slots=True)
class Pertanyaan:
    istilah: tuple[Istilah, ...]
    suku: tuple[Suku, ...]
    """What is looked up: every informative stem once, those of one name together with its other forms."""
    kata: tuple[str, ...]
    """Content words as the standard language writes them, for the tolerant match."""
    padanan: tuple[Padanan, ...]
    """``posisi`` counts the informative words (``isi``)."""
    isi: tuple[Istilah, ...]
    """The informative words of ``istilah``, each stem once."""


def understand(
    text: str,
    lexical: LexicalIndex,
    analyser: Analyser,
    bobot: Bobot,
    mask: Mask | None = None,
    rest: Sequence[Token] | None = None,
) -> Pertanyaan:
    """Read a question.  ``mask`` limits what counts as known to the passages that may be seen; ``rest`` are
    the words of the question without what is found otherwise (the names of sources): only these are looked
    up."""
    terms: list[Istilah] = []
    content = 0
    written = analyser.analyse(text)
    for term in written:
        content += bool(term.akar)
        if content > MAX_WORDS:
            break
        terms.extend(_repaired(term, lexical, analyser) if bobot.perbaikan_ejaan else [term])
    asked = {term.kata for term in written} if rest is None else {token.asli for token in rest}
    stems = list(dict.fromkeys(term.akar for term in terms if term.akar and term.kata in asked))
    if not stems:
        stems = list(dict.fromkeys(term.akar for term in terms if term.akar))
    padanan = analyser.padanan(stems) if bobot.padanan > 0 else ()
    suku = _suku(stems, padanan)
    weight = {stem: lexical.limit(one) / len(one.akar) for one in suku for stem in one.akar}
    heirs = {stem for one in suku if any(_present(f, lexical, mask) for f in one.bentuk) for stem in one.akar}
    whole = tuple(_weighed(term, lexical, mask, weight, heirs) for term in terms)
    chosen, first = frozenset(stems), dict[str, Istilah]()
    for term in whole:
        if term.akar in chosen:
            first.setdefault(term.akar, term)
    isi = tuple(first.values())
    words = tuple(dict.fromkeys(t.baku for t in isi if not t.baku[0].isdigit()))
    return Pertanyaan(whole, suku, words, padanan, isi)


def _suku(stems: Sequence[str], padanan: Sequence[Padanan]) -> tuple[Suku, ...]:
    grouped = {position for one in padanan for position in one.posisi}
    alone = [Suku((stem,)) for position, stem in enumerate(stems) if position not in grouped]
    return (*alone, *(Suku(tuple(stems[n] for n in one.posisi), one.bentuk) for one in padanan))


def _present(form: Sequence[str], lexical: LexicalIndex, mask: Mask | None) -> bool:
    return all(lexical.count(stem, mask) for stem in form)


def _repaired(term: Istilah, lexical: LexicalIndex, analyser: Analyser) -> Sequence[Istilah]:
    """The term with its spelling repaired, or the terms that were written as one word."""
    if not term.akar or lexical.count(term.akar):
        return [term]
    if meant := analyser.slip_of_stop_word(term.baku):
        return [analyser.istilah(term.kata, meant)]
    fixed = lexical.spelling.repair(term.baku)
    if fixed is None or fixed.keyakinan < SURE:
        return [term]
    return [analyser.istilah(term.kata, word) for word in fixed.kata]


def _weighed(
    term: Istilah,
    lexical: LexicalIndex,
    mask: Mask | None,
    weight: Mapping[str, float],
    heirs: AbstractSet[str],
) -> Istilah:
    """The term with its rarity.  A word that no passage has is known all the same where one of its other
    forms is, and then as rare as that."""
    if not term.akar:
        return term
    known = lexical.count(term.akar, mask) > 0
    rare = lexical.kata.idf(term.akar) if known else weight.get(term.akar, 0.0)
    weighed = round(rare / lexical.kata.idf(""), 4)
    return Istilah(term.kata, term.baku, term.akar, weighed, known or term.akar in heirs)


def coverage(question: Pertanyaan, lexical: LexicalIndex, rows: Sequence[int]) -> list[float]:
    """For each row, the share of the question's informative words that the passage has, weighted by their
    rarity, 0..1.  A word also counts where the passage has another form of what it belongs to."""
    import numpy as np

    total = sum(term.bobot for term in question.isi)
    if not total or not rows:
        return [0.0] * len(rows)
    wanted = np.asarray(rows)
    held = [lexical.holds(((term.akar,),), wanted) for term in question.isi]
    for other in question.padanan:
        by_form = lexical.holds(other.bentuk, wanted)
        for at in other.posisi:
            held[at] = held[at] | by_form
    weights = [term.bobot for term in question.isi]
    return [
        min(1.0, sum([weight for weight, has in zip(weights, row, strict=True) if has]) / total)
        for row in zip(*(one.tolist() for one in held), strict=True)
    ]
