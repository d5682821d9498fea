"""How near a question is to a statement in meaning: the cosine of their vectors.

The vectors are those of the embedder that searches; statements are embedded when they are first met and kept,
so that a single question pays for a dozen passages only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from knowledge.index.asked import question_vector
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


class Dekat(NamedTuple):
    """Cosines of a question, 0..1 (negative ones are 0), with a statement and what it stands under."""

    kalimat: float = 0.0
    perihal: float = 0.0
    """With its narrower subject; where it has none, with the title of its passage."""
    utuh: float = 0.0
    """With the sentence and its items together."""
    judul: float = 0.0


JAUH = Dekat()
"""Of a statement that nothing is known of."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The vectors of a passage: its title, then EACH of every statement."""

    passage: Passage
    vectors: Floats


class Makna:
    """Embeds questions and statements.  Safe for several threads: at worst two embed the same."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: dict[str, _Kept] = {}

    def near(self, question: str, passages: Sequence[Passage]) -> dict[tuple[str, int], Dekat]:
        """The nearness of every statement of the passages, by passage id and number."""
        import numpy as np

        kept = self._all([p for p in passages if p.pernyataan])
        if not kept:
            return {}
        vector = question_vector(self._embedder, question)
        values = np.maximum(np.concatenate([one.vectors for one in kept]) @ vector, 0.0).tolist()
        out: dict[tuple[str, int], Dekat] = {}
        at = 0
        for one in kept:
            size = len(one.passage.pernyataan)
            title, own = values[at], values[at + 1 : at + 1 + EACH * size]
            parts = zip(own[0::EACH], own[1::EACH], own[2::EACH], strict=True)
            for number, (sentence, whole, subject) in enumerate(parts):
                out[one.passage.id, number] = Dekat(sentence, subject, whole, title)
            at += len(one.vectors)
        return out

    def _all(self, passages: Sequence[Passage]) -> list[_Kept]:
        import numpy as np

        kept = {p.id: known for p in passages if (known := self._kept.get(p.id)) and known.passage is p}
        new = [p for p in passages if p.id not in kept]
        if new:
            own = [[*_texts(p)] for p in new]
            documents = np.asarray(
                self._embedder.embed_passages([t for part in own for t in part]), dtype=np.float32
            )
            at = 0
            for passage, part in zip(new, own, strict=True):
                kept[passage.id] = _Kept(passage, documents[at : at + len(part)])
                at += len(part)
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
