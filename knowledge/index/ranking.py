"""One ranking out of several: words, tolerant words, vectors, and the places that a question names.

Each part is 0..1 by a scale that does not depend on the other passages: ``kata`` and ``huruf`` are shares of
what a passage would reach that holds every word of the question (unknown words count as rare ones there),
``vektor`` is the cosine, negative ones as 0.  Dividing by the best hit instead would make the best of bad
hits look perfect, and adding ranks would give a weak list of vectors as much say as the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from knowledge.index.analyser import Analyser
from knowledge.index.lexical import LexicalIndex
from knowledge.index.model import Acuan, Bobot, Embedder, Hit, Pencarian
from knowledge.index.question import Pertanyaan, coverage, understand
from knowledge.index.references import find_references
from knowledge.letak import Letak
from knowledge.model import Bentuk, Jenis, Passage, StatusBerlaku, Sumber
from knowledge.scope import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.lexical import Mask

    Floats = NDArray[np.float32]

POOL = 60
"""Passages that are looked at closely, beside those of the places that the question names."""
VECTORS = 100
"""Neighbours that are asked of the vector store."""
PLACE = 0.8
"""How far a named place lifts a passage towards 1: 1 - (1 - skor) * (1 - PLACE * acuan)."""
EXACT, INSIDE, AROUND, SOURCE = 1.0, 0.9, 0.45, 0.15
"""``acuan`` of a passage at the named place, inside it, around it, and elsewhere in the named source."""
SOMEWHERE = 0.6
"""Factor of a place without a named source: several sources may have it, and the words decide."""
NARASUMBER_MARGIN = 0.05
"""A reference answer precedes what is better by no more than this."""
REVOKED, SAMPLE = 0.6, 0.5
"""Factors of passages that are no longer in force, and of samples and past reports nobody asked for."""
_OLD = frozenset({"cabut", "lama", "dulu", "ganti", "sebelum", "riwayat", "sejarah", "beda", "lakip", "ubah"})
"""Stems of a question about what was: revoked rules are not set back."""


class CatalogueLike(Protocol):
    """What the ranking needs of ``knowledge.index.catalogue.Catalogue``."""

    @property
    def passages(self) -> Sequence[Passage]: ...

    @property
    def sources(self) -> Mapping[str, Sumber]: ...

    def mask(self, scope: Scope) -> Mask: ...

    def at(self, sumber_id: str, letak: Letak, scope: Scope) -> Sequence[Passage]: ...

    def rows_of_source(self, sumber_id: str) -> NDArray[np.int64]: ...


class VectorsLike(Protocol):
    def nearest(self, vector: Sequence[float], scope: Scope, k: int) -> Sequence[tuple[int, float]]: ...


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
    question = understand(query, lexical, analyser, bobot, mask)
    visible = [source for source in catalogue.sources.values() if source.pemilik in scope.pemilik]
    acuan = find_references(query, visible) if bobot.acuan else ()
    parts = _parts(query, question, lexical, vectors, embedder, scope, mask, bobot)
    places = _places(acuan, catalogue, mask)
    rows = _pool(parts.dasar, places)
    scored = sorted(
        ((_score(row, parts, places, catalogue, question, acuan, scope), row) for row in rows),
        key=lambda pair: (-pair[0], pair[1]),
    )
    hits = _hits(scored, parts, places, catalogue, lexical, question, scope, limit)
    return Pencarian(hits, question.istilah, acuan, round((perf_counter() - began) * 1000, 3))


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
        for row, cosine in vectors.nearest(embedder.embed_queries([query])[0], scope, VECTORS):
            if mask[row]:
                dense[row] = max(0.0, cosine)
    total = bobot.kata + bobot.huruf + weight
    base = bobot.kata * found.kata + bobot.huruf * found.huruf + weight * dense
    return _Parts(found.kata, found.huruf, dense, base / np.float32(max(total, 1e-6)))


def _places(acuan: Sequence[Acuan], catalogue: CatalogueLike, mask: Mask) -> dict[int, float]:
    """Rows of the sources that the question names -> how exactly it names their place, 0..1."""
    result: dict[int, float] = {}
    for one in acuan:
        if one.sumber_tidak_dikenal:
            continue
        factor = 1.0 if one.sumber_id else SOMEWHERE
        for sumber_id in [one.sumber_id] if one.sumber_id else _regulations(catalogue):
            for row in map(int, catalogue.rows_of_source(sumber_id)):
                if mask[row]:
                    value = SOURCE
                    if one.letak:
                        value = _closeness(one.letak, catalogue.passages[row].letak)
                    if one.sumber_id or value > SOURCE:
                        result[row] = max(result.get(row, 0.0), round(factor * value, 3))
    return result


def _regulations(catalogue: CatalogueLike) -> list[str]:
    """Sources in which a place without a source may lie: "pasal 19" is one of any loaded regulation."""
    return [s.id for s in catalogue.sources.values() if s.jenis is Jenis.REGULASI and s.dimuat]


def _closeness(named: Letak, letak: Letak) -> float:
    """How near a passage's place is to the one that is named."""
    want, have = named.key(), letak.key()
    if have == want:
        return EXACT
    if have[: len(want)] == want:
        return INSIDE
    if have and want[: len(have)] == have:
        return AROUND
    if want[0][0] == "lampiran" and have and have[0][0] == "anak lampiran":
        number = have[0][1].split("/")[0]
        if number == want[0][1]:  # the forms of a Lampiran are part of it: "Lampiran II Bab III"
            want, have = want[1:], have[1:]
            return INSIDE if have[: len(want)] == want else SOURCE
    if want[0][0] in {"bab", "pasal"} and len(have) > 1 and have[0][0] != want[0][0]:
        have = have[1:]  # "bab III" of the form in Anak Lampiran II/1
        if have[: len(want)] == want:
            return EXACT if have == want else INSIDE
    return SOURCE


def _pool(base: Floats, places: Mapping[int, float]) -> list[int]:
    """The rows with the best words, and every row of a named place."""
    import numpy as np

    size = min(POOL, len(base))
    best = np.argpartition(-base, size - 1)[:size] if size else np.zeros(0, dtype=np.int64)
    rows = {int(row) for row in best if base[row] > 0}
    named = sorted((row for row in places if places[row] > SOURCE), key=lambda row: -float(base[row]))
    near = sorted((row for row in places if base[row] > 0), key=lambda row: -float(base[row]))
    return sorted(rows | set(named[: 2 * POOL]) | set(near[:POOL]))


def _score(
    row: int,
    parts: _Parts,
    places: Mapping[int, float],
    catalogue: CatalogueLike,
    question: Pertanyaan,
    acuan: Sequence[Acuan],
    scope: Scope,
) -> float:
    passage = catalogue.passages[row]
    score = min(1.0, float(parts.dasar[row]))
    stems = {term.akar for term in question.istilah}
    named = {a.sumber_id for a in acuan}
    if passage.sumber_id not in named:
        if passage.status is StatusBerlaku.DICABUT and not stems & _OLD:
            score *= REVOKED
        if _is_report(passage) and not _asks_for_report(passage, stems, scope):
            score *= SAMPLE
    score = 1 - (1 - score) * (1 - PLACE * places.get(row, 0.0))
    if passage.jenis is Jenis.NARASUMBER:
        score = min(1.0, score + NARASUMBER_MARGIN)
    return score


def _is_report(passage: Passage) -> bool:
    return passage.contoh or passage.jenis in {Jenis.LKJIP, Jenis.RENSTRA}


def _asks_for_report(passage: Passage, stems: set[str], scope: Scope) -> bool:
    """Whether past reports are wanted: by the scope, or because the question names the office or a sample."""
    if scope.jenis is not None and passage.jenis in scope.jenis:
        return True
    if scope.sumber is not None and passage.sumber_id in scope.sumber:
        return True
    office = {w for w in (passage.instansi or "").lower().split() if w not in _COMMON_OFFICE}
    return bool(stems & office) or "contoh" in stems or "sampel" in stems


_COMMON_OFFICE = frozenset(
    {"dinas", "badan", "kantor", "kecamatan", "kelurahan", "kabupaten", "kota", "provinsi", "daerah", "dan",
     "sekretariat", "inspektorat", "rekaan", "contoh"}
)  # fmt: skip
"""Words of an office's name that many offices share: they name none."""


def _hits(
    scored: Sequence[tuple[float, int]],
    parts: _Parts,
    places: Mapping[int, float],
    catalogue: CatalogueLike,
    lexical: LexicalIndex,
    question: Pertanyaan,
    scope: Scope,
    limit: int,
) -> tuple[Hit, ...]:
    """The best hits; a verbatim passage is not listed beside ours of the same place, which carries it."""
    authored = {
        (p.sumber_id, p.letak.key())
        for _, row in scored
        if (p := catalogue.passages[row]).bentuk is Bentuk.RINGKASAN and not p.contoh
    }
    chosen = [
        (score, row)
        for score, row in scored
        if (p := catalogue.passages[row]).bentuk is Bentuk.RINGKASAN
        or (p.sumber_id, p.letak.key()) not in authored
    ][:limit]
    covered = coverage(question, lexical, [row for _, row in chosen])
    return tuple(
        Hit(
            passage=catalogue.passages[row],
            skor=round(score, 6),
            bagian={
                "kata": round(float(parts.kata[row]), 4),
                "huruf": round(float(parts.huruf[row]), 4),
                "vektor": round(float(parts.vektor[row]), 4),
                "acuan": places.get(row, 0.0),
            },
            cakupan=round(share, 4),
            naskah=_verbatim(catalogue.passages[row], catalogue, scope),
        )
        for (score, row), share in zip(chosen, covered, strict=True)
    )


def _verbatim(passage: Passage, catalogue: CatalogueLike, scope: Scope) -> tuple[Passage, ...]:
    """The words of the source at the place of a passage of ours, or just below it."""
    if passage.bentuk is not Bentuk.RINGKASAN or not passage.letak:
        return ()
    found = [p for p in catalogue.at(passage.sumber_id, passage.letak, scope) if p.bentuk is Bentuk.KUTIPAN]
    same = [p for p in found if p.letak.key() == passage.letak.key()]
    return tuple(same or found)
