"""Fits the evidence score: ``python -m bot.evaluation.bukti FOLDER MODEL FOLD`` writes
``bot/answering/bukti.toml``.

Positive examples are the known questions of a fold that the embedder ``MODEL`` has not seen (as in
:mod:`bot.evaluation.timbangan`) and those of the tuning half that have an answer, negative ones the known
questions without an answer, those of the tuning half from outside the field and ``data/luar_cakupan.jsonl``.
What is held out (part ``uji``) is only reported on.  keyakinan is calibrated on all answerable ones: how
often the best statement is of the right passage.  Questions that a guard refuses (inventions, injections)
do not concern the evidence and are left out.  Logistic regression with ridge, by Newton's method: no
randomness, the same data give the same weights."""

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

from bot.answering.bank_file import shipped_bank
from bot.answering.evidence import AGAINST, FEATURES, SURE_BY, features, sureness
from bot.answering.guards import guard, office_guard
from bot.answering.makna import Makna
from bot.answering.match import kosakata
from bot.answering.service import Answering
from bot.answering.understand import read
from bot.evaluation.timbangan import RARE, fold
from knowledge.evaluation.latih import HELD_OUT, Penunjuk, shipped_training
from knowledge.scope import PUBLIK

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.service import KnowledgeIndex

RIDGE = 0.05
"""Strength of the ridge on the weights (not on the constant): features overlap, and examples are few."""
MISSED, LEAKED = 0.03, 0.04
"""What may go wrong: the share of answerable questions that are refused, and of others that are answered.
The lower threshold weighs each in units of its allowance."""
CAUTIOUS = 0.15
"""Share of answerable questions that may fall below the upper threshold."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Contoh:
    """One question with its features; ``layak`` whether it is to be answered."""

    ciri: Mapping[str, float]
    layak: bool
    bagian: str
    """``latih`` and ``tala`` are fitted on, ``uji`` is held out."""
    unggul: float = 0.0
    """How far the best statement is ahead of those of other passages (:data:`evidence.SURE_BY`)."""
    bobot: float = 1.0
    """Weight of the example."""
    tepat: bool | None = None
    """Whether the best statement is of a passage that answers; None where there is nothing to be right."""


def examples(knowledge: KnowledgeIndex, answering: Answering, number: int) -> list[Contoh]:
    """All examples with the answerable ones of a fold, features computed with the index given."""
    find = Penunjuk(knowledge.catalogue.passages).find
    unseen = {one.pertanyaan: find(one) for one in fold(knowledge, number)}
    found = []
    for text, style, answerable, part in questions():
        if part == "latih" and answerable:
            if text not in unseen:
                continue
            part = "uji" if int(sha256(text.encode()).hexdigest()[:8], 16) % HELD_OUT == 0 else part
        if not answerable and _guarded(text, knowledge):
            continue
        bahan = answering.material(text)
        ciri = features(bahan)
        homes = {passage_id for passage_id, _ in unseen.get(text, ())}
        best = bahan.candidates(bahan.asked.maksud.ragam[0])[:1]
        right = (bool(best) and best[0].hit.passage.id in homes) if homes else None
        ahead = sureness(bahan, ciri, 0.0)["unggul"]
        found.append(Contoh(ciri, answerable, part, ahead, RARE.get(style, 1.0), right))
    return found


def _guarded(text: str, knowledge: KnowledgeIndex) -> bool:
    """Whether a question is refused before the evidence is asked."""
    asked = read(text, (), knowledge)
    if guard(asked, knowledge, PUBLIK) is not None:
        return True
    return office_guard(asked, knowledge.search(asked.maksud.utuh), knowledge) is not None


def questions() -> Iterable[tuple[str, str, bool, str]]:
    """``(question, style, answerable, part)`` of the known questions (part ``latih``), of the tuning half
    (``tala``) and of those from outside (``latih`` or ``uji``)."""
    for one in shipped_training():
        yield one.pertanyaan, one.gaya, not one.tolak, "latih"
    for row in _rows("knowledge.evaluation", "soal_tala.jsonl"):
        if row.get("history"):
            continue
        if row["expect"] == "answer" or row["style"] == "luar_domain":
            yield str(row["question"]), str(row["style"]), row["expect"] == "answer", "tala"
    for row in _rows("bot.evaluation", "luar_cakupan.jsonl"):
        yield str(row["question"]), "luar", False, "uji" if row["bagian"] == "uji" else "latih"


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

    x = np.array([[c.ciri[name] for name in used] for c in given])
    y = np.array([float(c.layak) for c in given])
    weight = np.array([c.bobot for c in given])
    weight *= np.where(y > 0, 0.5 / (weight * y).mean(), 0.5 / (weight * (1 - y)).mean())
    w = logistic(x, y, weight)
    return dict(zip(used, (float(v) for v in w[1:]), strict=True)), float(w[0])


def logistic(
    rows: NDArray[np.float64], y: NDArray[np.float64], balance: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Constant and weights of a logistic regression with ridge; ``balance`` weighs the rows."""
    import numpy as np

    x = np.column_stack([np.ones(len(rows)), rows])
    ridge = np.diag([0.0, *(RIDGE for _ in range(rows.shape[1]))])
    w = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (balance * (p - y)) + ridge @ w
        curvature = (x * (balance * p * (1 - p))[:, None]).T @ x + ridge + 1e-9 * np.eye(len(w))
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return w


def calibrate(given: Sequence[Contoh], weights: Mapping[str, float], constant: float) -> dict[str, float]:
    """Weights of the log odds that an answer is right, on answerable examples and on what leaks through."""
    import numpy as np

    rows = np.array([_sure_by(c, weights, constant) for c in given])
    y = np.array([float(bool(c.tepat)) for c in given])
    w = logistic(rows, y, np.ones(len(y)))
    return dict(zip(("tetap", *SURE_BY), (float(v) for v in w), strict=True))


def _sure_by(one: Contoh, weights: Mapping[str, float], constant: float) -> list[float]:
    log_odds = constant + sum(weights[name] * one.ciri[name] for name in FEATURES)
    own = {"bukti": max(-1.0, min(1.0, log_odds / 8)), "unggul": one.unggul}
    return [own[name] if name in own else one.ciri[name] for name in SURE_BY]


def reliability(
    given: Sequence[Contoh], weights: Mapping[str, float], constant: float, table: Mapping[str, float]
) -> list[tuple[float, float, int]]:
    """``(claimed, right, how many)`` in tenths of keyakinan."""
    import numpy as np

    rows = np.array([[1.0, *_sure_by(c, weights, constant)] for c in given])
    claimed = 1 / (1 + np.exp(-(rows @ np.array([table[n] for n in ("tetap", *SURE_BY)]))))
    right = np.array([float(bool(c.tepat)) for c in given])
    out = []
    for tenth in range(10):
        here = np.minimum((claimed * 10).astype(int), 9) == tenth
        if here.any():
            out.append((float(claimed[here].mean()), float(right[here].mean()), int(here.sum())))
    return out


def scores(given: Sequence[Contoh], weights: Mapping[str, float], constant: float) -> NDArray[np.float64]:
    import numpy as np

    x = np.array([[c.ciri[name] for name in FEATURES] for c in given])
    values: NDArray[np.float64] = 1 / (1 + np.exp(-(x @ np.array([weights[n] for n in FEATURES]) + constant)))
    return values


def thresholds(given: Sequence[Contoh], weights: Mapping[str, float], constant: float) -> tuple[float, float]:
    """The lower threshold is where the allowances of both errors are used least; the upper one doubts at most
    CAUTIOUS of the answerable questions."""
    import numpy as np

    values = scores(given, weights, constant)
    fit_for = np.array([c.layak for c in given])
    weight = np.array([c.bobot for c in given])
    good, share, bad = values[fit_for], weight[fit_for] / weight[fit_for].sum(), values[~fit_for]
    grid = np.arange(0.02, 0.98, 0.01)
    costs = [float(share[good < t].sum()) / MISSED + float((bad >= t).mean()) / LEAKED for t in grid]
    lower = float(grid[int(np.argmin(costs))])
    upper = max(float(t) for t in grid if share[good < t].sum() <= CAUTIOUS)
    return round(lower, 2), round(max(lower, min(upper, 0.9)), 2)


def report(
    given: Sequence[Contoh], weights: Mapping[str, float], constant: float, lower: float
) -> dict[str, str]:
    """Share of right decisions by part and class."""
    out: dict[str, str] = {}
    for part in ("latih", "tala", "uji"):
        for answerable in (True, False):
            some = [c for c in given if c.bagian == part and c.layak is answerable]
            if some:
                right = sum(bool(v >= lower) is answerable for v in scores(some, weights, constant))
                out[f"{part} {'dijawab' if answerable else 'ditolak'}"] = f"{right}/{len(some)}"
    return out


def write(
    path: Path,
    weights: Mapping[str, float],
    constant: float,
    limits: tuple[float, float],
    sure: Mapping[str, float],
    note: str,
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
        "",
        "[kalibrasi]",
        *(f"{name} = {sure[name]:.4f}" for name in ("tetap", *SURE_BY)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path, model: str, number: int) -> None:
    """Fit on the index in ``folder`` (made where there is none) and write the weights."""
    from knowledge.embedding import load_embedder
    from knowledge.index.service import KnowledgeIndex

    embedder = load_embedder(model, bobot=load_embedder().bobot)
    knowledge = KnowledgeIndex(folder, embedder=embedder).open()
    bank = shipped_bank(folder / "pertanyaan", embedder, kosakata(), alone=True)
    given = examples(knowledge, Answering(knowledge, makna=Makna(embedder), bank=bank), number)
    tuning = [c for c in given if c.bagian != "uji"]
    weights, constant = fit(tuning)
    limits = thresholds(tuning, weights, constant)
    result = report(given, weights, constant, limits[0])
    answered = [
        c
        for c, value in zip(given, scores(given, weights, constant), strict=True)
        if value >= limits[0] and c.tepat is not None
    ]
    sure = calibrate(answered, weights, constant)
    data = sha256("".join(sorted(q for q, *_ in questions())).encode()).hexdigest()[:12]
    note = f"{len(tuning)} questions ({data}), index {knowledge.sidik[:12]}; right: " + ", ".join(
        f"{k} {v}" for k, v in result.items()
    )
    write(Path(str(files("bot.answering").joinpath("bukti.toml"))), weights, constant, limits, sure, note)
    log.info("%s", note)
    for claimed, right, count in reliability(answered, weights, constant, sure):
        log.info("  claimed %.2f, right %.2f, of %d", claimed, right, count)
    knowledge.close()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
