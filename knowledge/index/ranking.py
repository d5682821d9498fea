"""One ranking out of several: words, tolerant words, vectors, and the places that a question names.

Each part is 0..1 by a scale that does not depend on the other passages: ``kata`` and ``huruf`` are shares of
what a passage would reach that holds every word of the question (unknown words count as rare ones there),
``vektor`` is the cosine, negative ones as 0.  Dividing by the best hit instead would make the best of bad
hits look perfect, and adding ranks would give a weak list of vectors as much say as the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from knowledge.index.analyser import Analyser
from knowledge.index.asked import question_vector
from knowledge.index.lexical import LexicalIndex
from knowledge.index.model import Acuan, Bobot, Embedder, Hit, Pencarian, SatuVektor
from knowledge.index.question import Pertanyaan, coverage, understand
from knowledge.index.references import Names, read_references
from knowledge.index.rows import Baris, Rows
from knowledge.letak import Letak
from knowledge.model import Bentuk, Jenis, Passage
from knowledge.scope import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.lexical import Mask
    from knowledge.index.postings import Floats


POOL = 60
"""Passages that are looked at closely, beside those of the places that the question names."""
LEAST = 0.001
"""A score that is no hit: a few shared letters."""
VECTORS = 100
"""Neighbours that are asked of the vector store."""
PLACE = 0.8
"""How far a named place lifts a passage towards 1: 1 - (1 - skor) * (1 - PLACE * acuan)."""
EXACT, INSIDE, AROUND, SOURCE = 1.0, 0.75, 0.5, 0.45
"""``acuan`` of a passage at the named place, inside it, around it, and elsewhere in the named source."""
ENOUGH = 0.4
"""Score from which a passage of the named source is preferred in full."""
SOMEWHERE = 0.6
"""Factor of a place without a named source: several sources may have it, and the words decide."""
NARASUMBER_MARGIN = 0.05
"""A reference answer precedes what is better by no more than this."""
REVOKED, SAMPLE = 0.6, 0.5
"""Factors of passages that are no longer in force, and of samples and past reports nobody asked for."""
PARTS = ("kata", "huruf", "vektor", "acuan")
"""What a hit says of the parts of its score."""
_OLD = frozenset({"cabut", "lama", "dulu", "ganti", "sebelum", "riwayat", "sejarah", "beda", "lakip", "ubah"})
"""Stems of a question about what was: revoked rules are not set back."""


class CatalogueLike(Protocol):
    """What the ranking needs of ``knowledge.index.catalogue.Catalogue``."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def near(self) -> Rows: ...

    def names(self, scope: Scope, *, registry_only: bool = False) -> Names: ...

    def mask(self, scope: Scope) -> Mask: ...

    def rows_of_source(self, sumber_id: str) -> NDArray[np.int64]: ...


class VectorsLike(Protocol):
    def nearest(self, vector: SatuVektor, scope: Scope, k: int) -> Sequence[tuple[int, float]]: ...


@dataclass(frozen=True, slots=True)
class _Parts:
    """One array a part, over all rows; ``dasar`` is their weighted mean."""

    kata: Floats
    huruf: Floats
    vektor: Floats
    dasar: Floats


def rank(
    query: str,
    *,
    catalogue: CatalogueLike,
    lexical: LexicalIndex,
    analyser: Analyser,
    vectors: VectorsLike | None = None,
    embedder: Embedder | None = None,
    scope: Scope,
    limit: int = 10,
    bobot: Bobot | None = None,
) -> Pencarian:
    """Search.  ``bobot`` None: the default weights, with that of the embedder for the vectors."""
    began = perf_counter()
    if bobot is None:
        bobot = Bobot(vektor=embedder.bobot) if embedder else Bobot()
    mask = catalogue.mask(scope)
    acuan: tuple[Acuan, ...] = ()
    rest = query
    if bobot.acuan:
        acuan, rest = read_references(query, catalogue.names(scope, registry_only=True))
    words = analyser.tokens(rest)
    question = understand(query, lexical, analyser, bobot, mask, words)
    parts = _parts(query, question, lexical, vectors, embedder, scope, mask, bobot)
    places = _places(acuan, catalogue, lexical, scope, mask)
    rows = _pool(parts.dasar, places)
    # A question that is nothing but the name of a source asks for whatever that source has.
    enough = ENOUGH if any(word.baku not in analyser.henti for word in words) else 0.0
    stems, named = {term.akar for term in question.istilah}, {a.sumber_id for a in acuan}
    asked = _Asked(frozenset(stems), frozenset(named), scope, enough)
    values = zip(rows, parts.dasar[rows].tolist(), places[rows].tolist(), strict=True)
    scores = ((_score(catalogue.near[row], base, place, asked), row) for row, base, place in values)
    scored = sorted((pair for pair in scores if pair[0] > LEAST), key=_best_first)
    hits = _hits(scored, parts, places, catalogue, lexical, question, mask, limit)
    return Pencarian(hits, question.istilah, acuan, round((perf_counter() - began) * 1000, 3))


def _best_first(pair: tuple[float, int]) -> tuple[float, int]:
    return -pair[0], pair[1]


def _parts(
    query: str,
    question: Pertanyaan,
    lexical: LexicalIndex,
    vectors: VectorsLike | None,
    embedder: Embedder | None,
    scope: Scope,
    mask: Mask,
    bobot: Bobot,
) -> _Parts:
    import numpy as np

    words = question.kata if bobot.huruf > 0 else ()
    found = lexical.scores(question.suku, words, mask, padanan=min(bobot.padanan, 0.5))
    dense = np.zeros(lexical.size, dtype=np.float32)
    weight = bobot.vektor if vectors is not None and embedder is not None else 0.0
    if vectors is not None and embedder is not None and weight > 0 and query.strip():
        nearest = vectors.nearest(question_vector(embedder, query), scope, VECTORS)
        dense[[row for row, _ in nearest]] = [max(0.0, cosine) for _, cosine in nearest]
        dense[~mask] = 0.0
    total = bobot.kata + bobot.huruf + weight
    base = bobot.kata * found.kata + bobot.huruf * found.huruf + weight * dense
    return _Parts(found.kata, found.huruf, dense, base / np.float32(max(total, 1e-6)))


def _places(
    acuan: Sequence[Acuan], catalogue: CatalogueLike, lexical: LexicalIndex, scope: Scope, mask: Mask
) -> Floats:
    """For every row, how exactly the question names its place, 0..1."""
    import numpy as np

    value = np.zeros(lexical.size, dtype=np.float32)
    for one in acuan:
        if one.sumber_tidak_dikenal:
            continue
        here = np.zeros(lexical.size, dtype=np.float32)
        if one.letak:
            for size in range(1, len(one.letak.langkah)):
                here[lexical.exactly(Letak(one.letak.langkah[:size]))] = AROUND
            here[lexical.inside(one.letak)] = INSIDE
            here[lexical.exactly(one.letak)] = EXACT
        if one.sumber_id:
            rows = catalogue.rows_of_source(one.sumber_id)
            inside = np.full(lexical.size, 0.0, dtype=np.float32)
            inside[rows] = np.maximum(here[rows], np.float32(SOURCE))
            here = inside
        else:
            here *= np.float32(SOMEWHERE)
            here[~_rules(catalogue, scope, mask)] = 0.0
        np.maximum(value, here, out=value)
    value[~mask] = 0.0
    return value


def _rules(catalogue: CatalogueLike, scope: Scope, mask: Mask) -> Mask:
    """Rows in which a place without a source may lie: regulations and letters, if the scope has any."""
    kinds = frozenset({Jenis.REGULASI, Jenis.SURAT})
    wanted = kinds if scope.jenis is None else kinds & scope.jenis
    rules = catalogue.mask(replace(scope, jenis=wanted))
    return rules if rules.any() else mask


def _pool(base: Floats, places: Floats) -> list[int]:
    """The rows with the best words, and of those at a named place the nearest and best."""
    import numpy as np

    def best(values: Floats, size: int) -> list[int]:
        size = min(size, len(values))
        top = np.argpartition(-values, size - 1)[:size] if size else np.zeros(0, dtype=np.int64)
        found: list[int] = top[values[top] > 0].tolist()
        return found

    near = best(np.where(places > 0, places + base, np.float32(0.0)), POOL) if places.any() else ()
    return sorted({*best(base, POOL), *near})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the score of a row rests on, beside the row."""

    akar: frozenset[str]
    sumber: frozenset[str | None]
    """Sources that the question names."""
    scope: Scope
    cukup: float
    """Score from which a passage of a named source is preferred in full; 0: always."""


def _score(row: Baris, base: float, near: float, asked: _Asked) -> float:
    score = min(1.0, base)
    if row.sumber_id not in asked.sumber:
        if row.dicabut and not asked.akar & _OLD:
            score *= REVOKED
        if row.laporan and not _asks_for_report(row, asked):
            score *= SAMPLE
    if near <= SOURCE and asked.cukup:
        # To be of the named source says little of a passage that has few of the words.
        near *= min(1.0, score / asked.cukup)
    score = 1 - (1 - score) * (1 - PLACE * near)
    if row.jenis is Jenis.NARASUMBER:
        score = min(1.0, score + NARASUMBER_MARGIN)
    return score


def _asks_for_report(row: Baris, asked: _Asked) -> bool:
    """Whether past reports are wanted: by the scope, or because the question names the office or a sample."""
    scope = asked.scope
    if scope.jenis is not None and row.jenis in scope.jenis:
        return True
    if scope.sumber is not None and row.sumber_id in scope.sumber:
        return True
    return bool(asked.akar & row.kantor) or "contoh" in asked.akar or "sampel" in asked.akar


def _hits(
    scored: Sequence[tuple[float, int]],
    parts: _Parts,
    places: Floats,
    catalogue: CatalogueLike,
    lexical: LexicalIndex,
    question: Pertanyaan,
    mask: Mask,
    limit: int,
) -> tuple[Hit, ...]:
    """The best hits; a verbatim passage is not listed beside ours of the same place, which carries it."""
    known = [(score, row, catalogue.near[row]) for score, row in scored]
    authored = {(one.sumber_id, one.kunci) for _, _, one in known if one.ringkasan and not one.contoh}
    chosen = [
        (score, row)
        for score, row, one in known
        if one.ringkasan or (one.sumber_id, one.kunci) not in authored
    ][:limit]
    covered = coverage(question, lexical, [row for _, row in chosen])
    rows = [row for _, row in chosen]
    parted = (values[rows].tolist() for values in (parts.kata, parts.huruf, parts.vektor, places))
    return tuple(
        Hit(
            passage=passage,
            skor=round(score, 6),
            bagian={name: round(value, 4) for name, value in zip(PARTS, values, strict=True)},
            cakupan=round(share, 4),
            naskah=_verbatim(row, passage, catalogue, lexical, mask),
        )
        for (score, row), passage, share, values in zip(
            chosen, map(catalogue.passages.__getitem__, rows), covered, zip(*parted, strict=True), strict=True
        )
    )


def _verbatim(
    row: int, passage: Passage, catalogue: CatalogueLike, lexical: LexicalIndex, mask: Mask
) -> tuple[Passage, ...]:
    """The words of the source at the place of a passage of ours, or where there are none just below it."""
    if passage.bentuk is not Bentuk.RINGKASAN or not passage.letak:
        return ()
    of_source = catalogue.rows_of_source(passage.sumber_id)
    for rows in catalogue.near.verbatim(row, passage.letak, of_source, lexical):
        words = tuple(catalogue.passages[one] for one in rows if mask[one])
        if words:
            return words
    return ()
