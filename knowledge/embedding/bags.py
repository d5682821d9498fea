"""Bags of pieces: the mean of their vectors, and what flows back to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Bags:
    """Texts as counts of the pieces that they have together: rows are texts, columns ``pieces``."""

    pieces: Ints
    shares: Floats
    """Each row adds up to 1 (0 for an empty text)."""


def bags(texts: Sequence[Sequence[int]]) -> Bags:
    import numpy as np

    lengths = np.fromiter((len(t) for t in texts), dtype=np.int64, count=len(texts))
    flat = np.fromiter((p for t in texts for p in t), dtype=np.int64, count=int(lengths.sum()))
    pieces, columns = np.unique(flat, return_inverse=True)
    rows = np.repeat(np.arange(len(texts)), lengths)
    counts = np.bincount(rows * len(pieces) + columns, minlength=len(texts) * len(pieces))
    shares = counts.reshape(len(texts), len(pieces)).astype(np.float32)
    shares /= np.maximum(lengths, 1)[:, None].astype(np.float32)
    return Bags(pieces, shares)


def unit(rows: Floats) -> tuple[Floats, Floats]:
    """Rows of unit length, and their length before."""
    import numpy as np

    length = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), TINY).astype(np.float32)
    return rows / length, length


def back_through_unit(gradient: Floats, rows: Floats, length: Floats) -> Floats:
    """The gradient of what ``unit`` was given, from that of what it gave (``rows``)."""
    inward = (gradient * rows).sum(axis=1, keepdims=True)
    result: Floats = (gradient - inward * rows) / length
    return result
