"""How near a question is to a statement in meaning: the cosine of their vectors.

The vectors are those of the embedder that searches; statements are embedded when they are first met and kept,
so that a single question pays for a dozen passages only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.index.model import Embedder
from knowledge.model import Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

EACH = 3
"""Vectors of a statement: its sentence, the sentence with its items, its subject."""
MANY = 20_000
"""So many passages are kept (about 3 KB a statement), then forgotten all at once."""


@dataclass(frozen=True, slots=True)
class Dekat:
    """Cosines of a question, 0..1 (negative ones are 0), with a statement and what it stands under."""

    kalimat: float = 0.0
    perihal: float = 0.0
    """With its narrower subject; where it has none, with the title of its passage."""
    utuh: float = 0.0
    """With the sentence and its items together."""
    judul: float = 0.0
    tanya: float = 0.0
    """With the nearest question that the statement is known to answer."""


JAUH = Dekat()
"""Of a statement that nothing is known of."""


Tanya = Mapping[str, Sequence[tuple[int, str]]]
"""Questions that statements are known to answer, with their numbers, by passage id."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The vectors of a passage: its title, EACH of every statement, then its known questions."""

    passage: Passage
    vectors: Floats
    tanya: tuple[tuple[int, str], ...]


class Makna:
    """Embeds questions and statements.  Safe for several threads: at worst two embed the same.

    ``alone``: a known question does not count for itself, so that weights can be fitted on the known ones.
    """

    def __init__(self, embedder: Embedder, tanya: Tanya | None = None, *, alone: bool = False) -> None:
        self._embedder, self._tanya, self._alone = embedder, tanya or {}, alone
        self._kept: dict[str, _Kept] = {}

    def near(
        self, question: str, passages: Sequence[Passage], asli: str = ""
    ) -> dict[tuple[str, int], Dekat]:
        """The nearness of every statement of the passages, by passage id and number; ``asli`` is the
        question as it was written."""
        import numpy as np

        kept = self._all([p for p in passages if p.pernyataan])
        if not kept:
            return {}
        vector = np.asarray(self._embedder.embed_queries([question])[0], dtype=np.float32)
        values = np.maximum(np.concatenate([one.vectors for one in kept]) @ vector, 0.0).tolist()
        out: dict[tuple[str, int], Dekat] = {}
        at = 0
        for one in kept:
            size = len(one.passage.pernyataan)
            title, own = values[at], values[at + 1 : at + 1 + EACH * size]
            asked = [0.0] * size
            for (number, text), value in zip(one.tanya, values[at + 1 + EACH * size :], strict=False):
                if not (self._alone and text in {question, asli}):
                    asked[number] = max(asked[number], value)
            for number in range(size):
                sentence, whole, subject = own[EACH * number : EACH * (number + 1)]
                out[one.passage.id, number] = Dekat(sentence, subject, whole, title, asked[number])
            at += len(one.vectors)
        return out

    def _all(self, passages: Sequence[Passage]) -> list[_Kept]:
        import numpy as np

        kept = {p.id: known for p in passages if (known := self._kept.get(p.id)) and known.passage is p}
        new = [p for p in passages if p.id not in kept]
        if new:
            asked = {
                p.id: tuple((n, q) for n, q in self._tanya.get(p.id, ()) if n < len(p.pernyataan)) for p in new
            }
            own = [[*_texts(p)] for p in new]
            documents = np.asarray(self._embedder.embed_passages([t for part in own for t in part]))
            queries = np.asarray(self._embedder.embed_queries([q for p in new for _, q in asked[p.id]]))
            at = at_asked = 0
            for passage, part in zip(new, own, strict=True):
                count = len(asked[passage.id])
                rows = [documents[at : at + len(part)]]
                if count:
                    rows.append(queries[at_asked : at_asked + count])
                vectors = np.concatenate(rows).astype(np.float32)
                kept[passage.id] = _Kept(passage, vectors, asked[passage.id])
                at, at_asked = at + len(part), at_asked + count
            if len(self._kept) > MANY:
                self._kept.clear()
            self._kept.update((p.id, kept[p.id]) for p in new)
        return [kept[p.id] for p in passages]


def _texts(passage: Passage) -> Iterator[str]:
    yield passage.judul
    for one in passage.pernyataan:
        yield one.teks
        yield " ".join((one.teks, *one.butir))
        yield one.perihal or passage.judul
