"""Votes of the known questions: a question like one that was answered is answered by the same statement.

The known questions (:mod:`knowledge.sources.questions`) are compared with the question asked by the cosine of
their vectors and by the terms that both hold, rare ones counting most.  A vote says which statement is meant,
never what it says: whether a claim is true is not taken from a known question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.match import Kata, Kosakata
from knowledge.index.asked import question_vector
from knowledge.index.model import Embedder
from knowledge.sources.questions import WHOLE, Kunci

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

Dikenal = tuple[str, Kunci | None]
"""A known question and its statement; None where it is known to have no answer here."""

MIX = 0.7
"""Share of the cosine in the similarity; the rest is that of the terms (chosen on the tuning half)."""
LEAST = 0.3
"""Similarities below it are those of any two questions of the field: no vote."""
WHOLE_SHARE = 0.7
"""What a vote for a passage is worth for each of its statements."""
SAME_VECTOR, SAME_TERMS = 0.97, 0.95
"""From either of these on, two questions are taken for the same one."""


@dataclass(frozen=True, slots=True)
class Suara:
    """The votes for one question: similarities, 0..1."""

    pernyataan: Mapping[Kunci, float]
    """Of the nearest known question of each statement.  The number ``WHOLE`` is that of a statement that is
    not known any more: a vote for its passage."""
    tolak: float = 0.0
    """Of the nearest question that is known to have no answer here."""

    @property
    def terbaik(self) -> float:
        """Of the nearest question that has an answer; 0 where none is near."""
        return max(self.pernyataan.values(), default=0.0)

    def of(self, key: Kunci) -> float:
        """The vote for a statement; a vote for its passage counts as the share ``WHOLE_SHARE``."""
        own = self.pernyataan.get(key, 0.0)
        return max(own, WHOLE_SHARE * self.pernyataan.get((key[0], WHOLE), 0.0))

    def passages(self) -> dict[str, float]:
        """The best vote of each passage, best first."""
        best: dict[str, float] = {}
        for (passage_id, _), value in self.pernyataan.items():
            best[passage_id] = max(best.get(passage_id, 0.0), value)
        return dict(sorted(best.items(), key=lambda p: (-p[1], p[0])))


SEPI = Suara({})
"""No votes: nothing is known that is like the question."""


@dataclass(frozen=True, slots=True)
class Tabel:
    """The known questions as they are compared: one row each."""

    vektor: Floats
    """Unit vectors, one row a question."""
    kunci: tuple[Kunci | None, ...]
    """The different statements; None stands for "no answer here"."""
    milik: Ints
    """Of each question, the position of its statement in ``kunci``."""
    kata: Mapping[str, int]
    """Position of each term."""
    awal: Ints
    """Where the rows of each term begin in ``baris``, and where the last end."""
    baris: Ints
    bobot: Floats
    """Weight of the term in the question of the row: terms as unit vectors."""
    idf: Floats
    """Rarity of each term, natural logarithm; the last is that of a term that no question holds."""


def build_table(known: Sequence[Dikenal], embedder: Embedder, kosakata: Kosakata) -> Tabel:
    """The table of known questions; the vectors are those of ``embedder``."""
    import numpy as np

    texts = [text for text, _ in known]
    held = [sorted(set(kosakata.terms(text))) for text in texts]
    vectors = np.asarray(embedder.embed_queries(texts), dtype=np.float32).reshape(
        len(texts), embedder.dimensi
    )
    rows_of: dict[str, list[int]] = {}
    for row, terms in enumerate(held):
        for term in terms:
            rows_of.setdefault(term, []).append(row)
    vocabulary = sorted(rows_of)
    idf = np.log1p(len(texts) / np.array([*(len(rows_of[t]) for t in vocabulary), 1.0]))
    number = {term: at for at, term in enumerate(vocabulary)}
    norms = [float(np.sqrt(sum(idf[number[t]] ** 2 for t in terms))) or 1.0 for terms in held]
    keys = list(dict.fromkeys(key for _, key in known))
    place = {key: at for at, key in enumerate(keys)}
    return Tabel(
        vectors,
        tuple(keys),
        np.array([place[key] for _, key in known], dtype=np.int32),
        number,
        np.cumsum([0, *(len(rows_of[t]) for t in vocabulary)], dtype=np.int32),
        np.array([row for t in vocabulary for row in rows_of[t]], dtype=np.int32),
        np.array([idf[number[t]] / norms[row] for t in vocabulary for row in rows_of[t]], dtype=np.float32),
        idf.astype(np.float32),
    )


class Bank:
    """Compares questions with the known ones.  Safe for several threads: at worst two load the same table.

    ``table`` is called when the first question is asked.  ``alone``: a question does not vote for itself, nor
    one that nearly repeats it, so that weights can be fitted on the known questions.
    """

    def __init__(
        self, table: Callable[[], Tabel], embedder: Embedder, kosakata: Kosakata, *, alone: bool = False
    ) -> None:
        self._make, self._embedder, self._kosakata, self._alone = table, embedder, kosakata, alone
        self._table: Tabel | None = None
        self._grouped: tuple[Tabel, Ints, Ints] | None = None

    @property
    def table(self) -> Tabel:
        if self._table is None:
            self._table = self._make()
        return self._table

    def votes(self, question: str, kata: Kata | None = None) -> Suara:
        """The votes for a question; ``kata`` are its terms where they are known (spelling repaired)."""
        import numpy as np

        table = self.table
        if not len(table.milik) or not question.strip():
            return SEPI
        vector = question_vector(self._embedder, question)
        cosine = np.maximum(table.vektor @ vector, 0.0)
        shared = self._shared(kata.bobot if kata else self._kosakata.terms(question))
        mixed = MIX * cosine + (1 - MIX) * shared
        if self._alone:
            mixed[(cosine >= SAME_VECTOR) | (shared >= SAME_TERMS)] = 0.0
        order, starts = self._by_key(table)
        best = np.maximum.reduceat(mixed[order], starts)
        near = np.flatnonzero(best >= LEAST)
        keys = map(table.kunci.__getitem__, near.tolist())
        votes: dict[Kunci | None, float] = dict(zip(keys, best[near].tolist(), strict=True))
        refused = votes.pop(None, 0.0)
        return Suara({key: value for key, value in votes.items() if key}, refused)

    def _by_key(self, table: Tabel) -> tuple[Ints, Ints]:
        """The rows of the table statement by statement, and where those of each begin."""
        import numpy as np

        if self._grouped is None or self._grouped[0] is not table:
            order = np.argsort(table.milik, kind="stable").astype(np.int32)
            starts = np.searchsorted(table.milik[order], np.arange(len(table.kunci))).astype(np.int32)
            self._grouped = (table, order, starts)
        return self._grouped[1], self._grouped[2]

    def _shared(self, terms: Iterable[str]) -> Floats:
        """Cosine of the terms of every known question with those given, rare terms counting most."""
        import numpy as np

        table = self.table
        total = np.zeros(len(table.milik), dtype=np.float32)
        length = 0.0
        for term in set(terms):
            at = table.kata.get(term, -1)
            weight = float(table.idf[at])
            length += weight**2
            if at >= 0:
                rows = slice(table.awal[at], table.awal[at + 1])
                total[table.baris[rows]] += np.float32(weight) * table.bobot[rows]
        if length:
            total /= np.float32(np.sqrt(length))
        return total
