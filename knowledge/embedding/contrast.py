"""Training by contrast: a question's vector is drawn to its passage and away from the others in the batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knowledge.embedding.bags import Bags, back_through_unit, bags, unit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

SCALE = 20.0
"""Cosines are multiplied by this before the softmax."""
BETA1, BETA2, EPSILON = 0.9, 0.99, 1e-8


@dataclass(slots=True)
class Adam:
    """Adam over rows: what a batch does not touch does not move."""

    mean: Floats
    square: Floats
    steps: Ints

    @classmethod
    def like(cls, table: Floats) -> Adam:
        import numpy as np

        return cls(np.zeros_like(table), np.zeros_like(table), np.zeros(len(table), dtype=np.int64))

    def step(self, table: Floats, rows: Ints, gradient: Floats, rate: float) -> None:
        import numpy as np

        self.steps[rows] += 1
        count = self.steps[rows][:, None].astype(np.float32)
        mean = self.mean[rows] * np.float32(BETA1) + gradient * np.float32(1 - BETA1)
        square = self.square[rows] * np.float32(BETA2) + gradient * gradient * np.float32(1 - BETA2)
        self.mean[rows], self.square[rows] = mean, square
        mean = mean / (1 - np.float32(BETA1) ** count)
        square = square / (1 - np.float32(BETA2) ** count)
        table[rows] -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(EPSILON))


def contrast_step(
    table: Floats,
    adam: Adam,
    questions: Sequence[Sequence[int]],
    passages: Sequence[Sequence[int]],
    answers: Sequence[int],
    groups: Sequence[int],
    rate: float,
    spared: Sequence[Sequence[int]] = (),
) -> float:
    """One step of the table.  ``answers`` gives the passage of each question; passages of the same group as
    that (the same place, say) are not held against it, nor are those that ``spared`` names for it (further
    right ones).  Gives the mean loss (nats)."""
    import numpy as np

    asked, told = bags(questions), bags(passages)
    q, q_length = unit(asked.shares @ table[asked.pieces])
    p, p_length = unit(told.shares @ table[told.pieces])
    logits = np.float32(SCALE) * (q @ p.T)
    right = np.asarray(answers)
    group = np.asarray(groups)
    alike = group[None, :] == group[right][:, None]
    for row, others in enumerate(spared):
        alike[row, list(others)] = True
    alike[np.arange(len(right)), right] = False
    logits[alike] = -1e4
    loss, slope = _softmax(logits, right)
    slope *= np.float32(SCALE / len(right))
    _apply(table, adam, asked, told, slope, (q, q_length), (p, p_length), rate)
    return loss


def _softmax(logits: Floats, right: Ints) -> tuple[float, Floats]:
    """Mean cross-entropy, and its slope times the number of rows."""
    import numpy as np

    shifted = logits - logits.max(axis=1, keepdims=True)
    odds = np.exp(shifted)
    odds /= odds.sum(axis=1, keepdims=True)
    rows = np.arange(len(right))
    loss = float(-np.log(np.maximum(odds[rows, right], 1e-12)).mean())
    odds[rows, right] -= 1
    return loss, odds


def _apply(
    table: Floats,
    adam: Adam,
    asked: Bags,
    told: Bags,
    slope: Floats,
    question: tuple[Floats, Floats],
    passage: tuple[Floats, Floats],
    rate: float,
) -> None:
    import numpy as np

    q, q_length = question
    p, p_length = passage
    to_q = asked.shares.T @ back_through_unit(slope @ p, q, q_length)
    to_p = told.shares.T @ back_through_unit(slope.T @ q, p, p_length)
    rows = np.union1d(asked.pieces, told.pieces)
    gradient = np.zeros((len(rows), table.shape[1]), dtype=np.float32)
    gradient[np.searchsorted(rows, asked.pieces)] += to_q
    gradient[np.searchsorted(rows, told.pieces)] += to_p
    adam.step(table, rows, gradient, rate)
