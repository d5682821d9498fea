"""The dense part of one generation: Chroma, and for an index of ordinary size the same vectors in files.

Opening an embedded Chroma costs more than a second of CPU and some 80 MiB, and a search in it 7 to 10 ms of
CPU.  The vectors that it holds also lie in the segments (it is filled from there), and comparing with each of
20,000 of them takes less than 2 ms, exactly.  So Chroma answers where the index is larger, where a file of
vectors is missing or damaged, and where a server is set.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.index.catalogue import Catalogue
from knowledge.index.model import Embedder, SatuVektor
from knowledge.index.segments import Segment, load_vectors
from knowledge.index.vectors import ChromaStore, Unavailable
from knowledge.scope import Scope

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BROAD = 0.5
"""A scope that admits at least this share of the rows is cut from a longer list instead of being filtered in
Chroma, which collects all admitted ids before it searches."""
MOST_IN_FILES = 20_000
"""Passages up to which comparing with every vector is cheaper than asking Chroma."""


class FileVectors:
    """The vectors of the segments of a generation, memory-mapped; compared with all of them, exactly."""

    def __init__(self, segments: Sequence[Segment], embedder: Embedder, catalogue: Catalogue) -> None:
        self._segments, self._embedder, self._catalogue = segments, embedder, catalogue
        self._lock = Lock()
        self._matrices: tuple[NDArray[np.float32], ...] | None = None
        self._is_whole = len(catalogue) <= MOST_IN_FILES

    def nearest(self, vector: SatuVektor, mask: NDArray[np.bool_], k: int) -> list[tuple[int, float]] | None:
        """The ``k`` rows of the mask nearest to a vector of unit length with their cosine, best first, of
        equals the first row; None where there are too many, or where a file is missing or damaged."""
        import numpy as np

        matrices = self._load()
        if matrices is None:
            return None
        wanted = np.asarray(vector, dtype=np.float32)
        cosines = np.empty(len(mask), dtype=np.float32)
        at = 0
        for matrix in matrices:
            np.dot(matrix, wanted, out=cosines[at : at + len(matrix)])
            at += len(matrix)
        rows = np.flatnonzero(mask)
        values = cosines[rows]
        if k < len(rows):
            # All that are as near as the last one stay in, so that equals are cut by their row.
            rows, values = _at_least(rows, values, -np.partition(-values, k - 1)[k - 1])
        order = np.argsort(-values, kind="stable")[:k]
        return list(zip(rows[order].tolist(), values[order].tolist(), strict=True))

    def load(self) -> bool:
        """Map the files; False where they cannot be used."""
        return self._load() is not None

    def _load(self) -> tuple[NDArray[np.float32], ...] | None:
        with self._lock:
            if self._matrices is None and self._is_whole:
                found = [load_vectors(segment, self._embedder) for segment in self._segments]
                whole = tuple(matrix for matrix in found if matrix is not None)
                self._is_whole = len(whole) == len(found) > 0
                self._matrices = whole if self._is_whole else None
            return self._matrices


def _at_least(
    rows: NDArray[np.int64], values: NDArray[np.float32], least: float
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    near = values >= least
    return rows[near], values[near]


class GenerationVectors:
    """The dense part of one generation: entries of the vector store as rows of its catalogue.

    ``files`` None: Chroma from the first search on, as with a server.
    """

    def __init__(
        self,
        store: ChromaStore,
        catalogue: Catalogue,
        embedder_sidik: str,
        stamp: str,
        files: FileVectors | None = None,
    ) -> None:
        self._store, self._catalogue, self._embedder, self._stamp = store, catalogue, embedder_sidik, stamp
        self._files = files
        self._checked = False

    def nearest(self, vector: SatuVektor, scope: Scope, k: int) -> list[tuple[int, float]]:
        """Rows nearest to a vector of unit length with their cosine (-1..1), best first; all in scope.

        Entries that this generation does not know (of another generation, or left by a killed writer) are
        dropped.  Raises Unavailable.
        """
        mask = self._catalogue.mask(scope)
        admitted = int(mask.sum())
        k = min(k, admitted)
        if k <= 0:
            return []
        if self._files is not None and (found := self._files.nearest(vector, mask, k)) is not None:
            return found
        return self._from_store(vector, scope, k, mask, admitted)

    def _from_store(
        self, vector: SatuVektor, scope: Scope, k: int, mask: NDArray[np.bool_], admitted: int
    ) -> list[tuple[int, float]]:
        self._open()
        share = admitted / len(self._catalogue)
        if share >= BROAD:
            wanted = min(math.ceil(k / share * 1.2) + 8, len(self._catalogue))
            rows = self._rows(self._store.nearest(self._embedder, vector, wanted, None), mask)
            if len(rows) >= k:
                return rows[:k]
        return self._rows(
            self._store.nearest(self._embedder, vector, k + 8, self._catalogue.where(scope)), mask
        )[:k]

    def warm(self) -> None:
        """Make the first search as fast as the following ones.  Raises Unavailable."""
        if self._files is None or not self._files.load():
            self._open()

    def _open(self) -> None:
        """Open the vector store as of this generation.  Raises Unavailable."""
        self._store.fresh(self._stamp)
        if not self._checked:
            self.check()

    def check(self) -> None:
        """Whether the vector store can hold all of this generation.  Raises Unavailable."""
        wanted = len(set(self._catalogue.keys))
        if self._store.count(self._embedder) < wanted:
            raise Unavailable(self._store.place, LookupError("vectors are missing"))
        self._checked = True

    def _rows(self, found: Sequence[tuple[str, float]], mask: NDArray[np.bool_]) -> list[tuple[int, float]]:
        rows = ((self._catalogue.row_of_key(key), score) for key, score in found)
        return [(row, score) for row, score in rows if row is not None and mask[row]]
