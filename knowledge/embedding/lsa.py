"""First vectors of the pieces: latent semantic analysis of the texts by a randomised decomposition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BLOCK = 250
"""Texts at a time: what they touch then fits the cache."""
ROUNDS = 2


def piece_vectors(texts: Sequence[NDArray[np.int32]], size: int, dimension: int, seed: int) -> Floats:
    """One row a piece: the left singular vectors of the weighted piece-text matrix times the root of their
    values, scaled to a mean length of 1.

    A cell is log(1 + count) times the piece's inverse document frequency, texts of unit length; by
    Halko, Martinsson and Tropp (2011) with two power rounds.  The rows are weighted by the inverse document
    frequency once more, which the mean of a text's pieces then uses as smooth inverse frequency."""
    import numpy as np

    chance = np.random.default_rng(seed)
    frequency = np.zeros(size, dtype=np.int64)
    for text in texts:
        frequency[np.unique(text)] += 1
    rarity = np.log((1 + len(texts)) / (1 + frequency)).astype(np.float32)
    width = dimension + 16
    basis = chance.standard_normal((size, width), dtype=np.float32)
    for _ in range(ROUNDS + 1):
        basis, _ = np.linalg.qr(_gram(texts, rarity, basis))
    small = basis.T @ _gram(texts, rarity, basis)
    values, turn = np.linalg.eigh((small + small.T) / 2)
    order = np.argsort(values)[::-1][:dimension]
    spread = np.sqrt(np.sqrt(np.maximum(values[order], 1e-9)))
    found = (basis @ turn[:, order]) * spread
    length = np.linalg.norm(found, axis=1, keepdims=True)
    found = found / np.maximum(length, 1e-9) * rarity[:, None]
    return np.asarray(found / max(float(np.linalg.norm(found, axis=1).mean()), 1e-9), dtype=np.float32)


def _gram(texts: Sequence[NDArray[np.int32]], rarity: Floats, basis: Floats) -> Floats:
    """(A Aᵀ) basis, a block of texts at a time: only the pieces that a block has are touched."""
    import numpy as np

    result = np.zeros_like(basis)
    size = len(rarity)
    for start in range(0, len(texts), BLOCK):
        block = texts[start : start + BLOCK]
        rows = np.repeat(np.arange(len(block)), [len(t) for t in block])
        keys, counts = np.unique(rows * size + np.concatenate(block), return_counts=True)
        row, piece = keys // size, keys % size
        value = np.log1p(counts).astype(np.float32) * rarity[piece]
        squares = np.bincount(row, weights=value * value, minlength=len(block))
        value /= np.sqrt(np.maximum(squares, 1e-12))[row].astype(np.float32)
        starts = np.flatnonzero(np.r_[True, row[1:] != row[:-1]])
        texts_seen = np.add.reduceat(basis[piece] * value[:, None], starts, axis=0)
        back = texts_seen[np.searchsorted(row[starts], row)] * value[:, None]
        order = np.argsort(piece, kind="stable")
        ordered = piece[order]
        firsts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
        result[ordered[firsts]] += np.add.reduceat(back[order], firsts, axis=0)
    return result
