"""Fits the evidence score: ``python -m bot.evaluation.bukti FOLDER`` writes ``bot/answering/bukti.toml``.

Positive examples are the questions of the tuning half that have an answer, negative ones its questions from
outside the field and those of ``data/luar_cakupan.jsonl`` (part ``tala``; a third, ``uji``, is kept for the
check that is printed).  Questions that a guard refuses (inventions, injections) do not concern the evidence
and are left out.  Logistic regression with ridge, by Newton's method: no randomness, the same data give the
same weights.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answering.evidence import AGAINST, FEATURES, features
from bot.answering.service import Answering
from knowledge.index.model import Knowledge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RIDGE = 0.05
"""Strength of the ridge on the weights (not on the constant): features overlap, and examples are few."""
MISSED = 0.04
"""Share of answerable tuning questions that may fall below the lower threshold."""
CAUTIOUS = 0.08
"""Share of answerable tuning questions that may fall below the upper threshold."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contoh:
    """One question with its features; ``layak`` whether it is to be answered."""

    ciri: Mapping[str, float]
    layak: bool
    bagian: str


def examples(knowledge: Knowledge) -> list[Contoh]:
    """All examples, features computed with the index given."""
    answering = Answering(knowledge)
    return [
        Contoh(features(answering.material(question)), layak, bagian)
        for question, layak, bagian in questions()
    ]


def questions() -> Iterable[tuple[str, bool, str]]:
    """``(question, answerable, part)`` of the tuning half and of the questions from outside."""
    for row in _rows("knowledge.evaluation", "soal_tala.jsonl"):
        if row.get("history"):
            continue
        if row["expect"] == "answer":
            yield str(row["question"]), True, "tala"
        elif row["style"] == "luar_domain":
            yield str(row["question"]), False, "tala"
    for row in _rows("bot.evaluation", "luar_cakupan.jsonl"):
        yield str(row["question"]), False, str(row["bagian"])


def _rows(package: str, name: str) -> list[dict[str, Any]]:
    text = files(package).joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def fit(given: Sequence[Contoh]) -> tuple[dict[str, float], float]:
    """Weights and constant.  Both classes weigh the same in all.  A feature whose weight would have the wrong
    sign (it only corrects another that overlaps with it) is left out."""
    used = list(FEATURES)
    while True:
        weights, constant = _newton(given, used)
        wrong = [n for n in used if (weights[n] > 0) == (n in AGAINST)]
        if not wrong:
            return {name: weights.get(name, 0.0) for name in FEATURES}, constant
        used.remove(max(wrong, key=lambda n: abs(weights[n])))


def _newton(given: Sequence[Contoh], used: Sequence[str]) -> tuple[dict[str, float], float]:
    import numpy as np

    x = np.array([[1.0, *(c.ciri[name] for name in used)] for c in given])
    y = np.array([1.0 if c.layak else 0.0 for c in given])
    balance = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    ridge = np.diag([0.0, *(RIDGE for _ in used)])
    w = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (balance * (p - y)) + ridge @ w
        curvature = (x * (balance * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w))
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return dict(zip(used, (float(v) for v in w[1:]), strict=True)), float(w[0])


def scores(given: Sequence[Contoh], weights: Mapping[str, float], constant: float) -> NDArray[np.float64]:
    import numpy as np

    x = np.array([[c.ciri[name] for name in FEATURES] for c in given])
    values: NDArray[np.float64] = 1 / (1 + np.exp(-(x @ np.array([weights[n] for n in FEATURES]) + constant)))
    return values


def thresholds(given: Sequence[Contoh], weights: Mapping[str, float], constant: float) -> tuple[float, float]:
    """The lower threshold loses at most MISSED of the answerable ones; of the values that do, the one with
    the fewest errors of both sorts.  The upper one doubts at most CAUTIOUS of them."""
    import numpy as np

    values = scores(given, weights, constant)
    good = np.sort(values[[c.layak for c in given]])
    bad = values[[not c.layak for c in given]]
    highest = float(good[int(MISSED * len(good))])
    grid = np.arange(0.02, max(highest, 0.03) + 0.005, 0.01)
    errors = [float((good < t).mean() + (bad >= t).mean()) for t in grid]
    lower = float(grid[int(np.argmin(errors))])
    upper = float(good[int(CAUTIOUS * len(good))])
    return round(lower, 2), round(max(lower, min(upper, 0.9)), 2)


def report(
    given: Sequence[Contoh], weights: Mapping[str, float], constant: float, lower: float
) -> dict[str, str]:
    """Share of right decisions by part and class."""
    out: dict[str, str] = {}
    for part in ("tala", "uji"):
        for answerable in (True, False):
            some = [c for c in given if c.bagian == part and c.layak is answerable]
            if some:
                right = sum(bool(v >= lower) is answerable for v in scores(some, weights, constant))
                out[f"{part} {'dijawab' if answerable else 'ditolak'}"] = f"{right}/{len(some)}"
    return out


def write(
    path: Path, weights: Mapping[str, float], constant: float, limits: tuple[float, float], note: str
) -> None:
    lines = [
        "# Weights of the evidence score. Written by: python -m bot.evaluation.bukti",
        f"# {note}",
        f"tetap = {constant:.4f}",
        f"jawab = {limits[0]:.2f}",
        f"yakin = {limits[1]:.2f}",
        "",
        "[bobot]",
        *(f"{name} = {weights[name]:.4f}" for name in FEATURES),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path) -> None:
    """Fit on the index in ``folder`` (made where there is none) and write the weights."""
    from knowledge.index.service import KnowledgeIndex

    knowledge = KnowledgeIndex(folder).open()
    given = examples(knowledge)
    tuning = [c for c in given if c.bagian == "tala"]
    weights, constant = fit(tuning)
    limits = thresholds(tuning, weights, constant)
    result = report(given, weights, constant, limits[0])
    data = sha256("".join(sorted(q for q, _, _ in questions())).encode()).hexdigest()[:12]
    note = f"{len(tuning)} questions ({data}), index {knowledge.sidik[:12]}; right: " + ", ".join(
        f"{k} {v}" for k, v in result.items()
    )
    write(Path(str(files("bot.answering").joinpath("bukti.toml"))), weights, constant, limits, note)
    log.info("%s", note)
    knowledge.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))
