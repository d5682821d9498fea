"""Means with bootstrap intervals, and the measures of a ranked list.

A question has several accepted places of which one suffices, so a list is judged by the rank at which the
first of them stands: there is one thing to find, and the ideal list has it first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, log2
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 2026
RESAMPLES = 2_000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Selang:
    """A mean and its percentile bootstrap interval at ``LEVEL``; of no values all are 0."""

    rata: float
    bawah: float
    atas: float
    jumlah: int

    @property
    def nyata(self) -> bool:
        """For a difference: the interval leaves out 0."""
        return self.bawah > 0 or self.atas < 0


def mean_interval(values: Sequence[float]) -> Selang:
    """The mean of values, one a question, resampled by question; the same values give the same interval."""
    import numpy as np

    if not values:
        return Selang(0.0, 0.0, 0.0, 0)
    data = np.asarray(values, dtype=np.float64)
    means = data[_draws(len(data))].mean(axis=1)
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(means, [tail, 1 - tail])
    return Selang(float(data.mean()), float(low), float(high), len(data))


def paired_difference(ours: Sequence[float], theirs: Sequence[float]) -> Selang:
    """Mean of ours minus theirs over the same questions in the same order (paired bootstrap)."""
    return mean_interval([a - b for a, b in zip(ours, theirs, strict=True)])


@lru_cache(maxsize=32)
def _draws(size: int) -> NDArray[np.int64]:
    import numpy as np

    return np.random.default_rng(SEED).integers(0, size, (RESAMPLES, size))


def first_rank(relevant: Sequence[bool]) -> int | None:
    """Rank of the first right place, from 1; None where there is none."""
    return next((rank for rank, right in enumerate(relevant, 1) if right), None)


def recall_at(rank: int | None, k: int) -> float:
    """1 where the first right place stands among the first ``k``, else 0."""
    return float(rank is not None and rank <= k)


def ndcg_at(rank: int | None, k: int) -> float:
    """Gain of the first right place, discounted by its rank: 1 at the first, 1 / log2(rank + 1) below."""
    return 1 / log2(rank + 1) if rank is not None and rank <= k else 0.0


def reciprocal(rank: int | None) -> float:
    return 1 / rank if rank is not None else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` of all do not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    # Rounded first: 0.07 * 100 is a little more than 7 in binary, and its ceiling would be 8.
    at = ceil(round(share * len(ordered), 9))
    return ordered[min(max(at, 1), len(ordered)) - 1]
