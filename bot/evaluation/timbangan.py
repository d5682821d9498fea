"""Fits the choice of a statement: ``python -m bot.evaluation.timbangan FOLDER MODEL FOLD`` writes
``bot/answering/timbangan.toml``.

A conditional logit (softmax over all statements of the passages that were found) on the known questions of
:mod:`knowledge.sources.questions`.  The shipped embedder has seen these questions, so ``MODEL`` is one that
was trained without those of ``FOLD`` (``python -m knowledge.embedding.train --sisihkan FOLD``), and only
that fold is fitted on, as unseen as the questions of people are.  Every weight keeps the sign that its
figure is named for, a ridge keeps it near the prior.  Projected gradient steps over all questions at once:
no randomness, the same data give the same weights.  What is reported is cross-validated, by passage."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.bank_file import shipped_bank
from bot.answering.compose.choose import Timbangan
from bot.answering.compose.ciri import FOR, NAMES
from bot.answering.makna import Makna
from bot.answering.match import kosakata
from bot.answering.model import Ragam
from bot.answering.service import Answering
from knowledge.evaluation.latih import Kunci, Latih, Penunjuk, shipped_training
from knowledge.model import Aspek

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.index.service import KnowledgeIndex

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

RIDGE, RIDGE_PAIR = 1.0, 0.1
"""Strength of the ridge on a weight (in units of its figure's spread) and on that of a kind with an aspect;
the held-out fifth is indifferent over
a wide range, so the prior was given the most say in it."""
PRIOR: Mapping[str, float] = {
    "hit": 1.0, "hit_nisbi": 1.5, "semua": 1.0, "judul_dekat": 0.6, "aspek": 1.0, "aspek_definisi": 0.5,
    "pihak": 1.0, "pihak_lain": 0.4, "bukan_pihak": -1.0, "topik": 0.2, "topik_definisi": 0.8, "daftar": 0.5,
    "satu_butir": -0.5, "banyak_butir": -0.4, "jumlah": 0.3, "acuan": 1.5, "sumber": 0.5,
    "bukan_sumber": -0.5, "tidak_pasti": -0.15, "dicabut": -1.0, "contoh": -0.6, "catatan": -0.1,
    "nomor": -0.3,
    "tanya": 3.0,
}  # fmt: skip
"""Where the ridge pulls to: what was found by hand before there were training questions.  These ask about
every statement equally often; people ask for what is central, in force and no sample."""
RARE = {"parafrase": 0.4}
"""Weight of a style that people use less often than the training questions do."""
STEPS, RATE = 600, 0.05
PARTS = 5
UNIT = 1.6
"""Mean distance of the best statement from the fifth best, in the units that the composing parts compare."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kelompok:
    """One training question: the figures of all statements that were found for it."""

    latih: Latih
    ragam: Ragam
    angka: Floats
    """One row a statement."""
    aspek: tuple[Aspek, ...]
    kunci: tuple[Kunci, ...]
    jawaban: frozenset[Kunci]
    """The statements that answer, found or not."""

    def benar(self) -> Floats:
        """1 for the statements that answer."""
        import numpy as np

        return np.array([float(k in self.jawaban) for k in self.kunci])


def groups(knowledge: KnowledgeIndex, answering: Answering, training: Sequence[Latih]) -> list[Kelompok]:
    """The answerable training questions, searched with the index given."""
    import numpy as np

    find = Penunjuk(knowledge.catalogue.passages).find
    found = []
    for one in training:
        answers = frozenset(find(one))
        if not answers:
            continue
        bahan = answering.material(one.pertanyaan)
        kind = bahan.asked.maksud.ragam[0]
        rows = bahan.measured(kind)
        found.append(
            Kelompok(
                one,
                kind,
                np.array([u.angka for _, _, u in rows]).reshape(len(rows), len(NAMES)),
                tuple(hit.passage.pernyataan[n].aspek for hit, n, _ in rows),
                tuple((hit.passage.id, n) for hit, n, _ in rows),
                answers,
            )
        )
    return found


_PAIRS = [(kind, aspek) for kind in Ragam for aspek in Aspek]
_PAIR_NUMBER = {pair: number for number, pair in enumerate(_PAIRS)}


def fit(given: Sequence[Kelompok], ridge: float = RIDGE, ridge_pair: float = RIDGE_PAIR) -> Timbangan:
    """The weights under which the statements that answer are the most probable."""
    import numpy as np

    usable = [g for g in given if g.benar().any()]
    x = np.concatenate([g.angka for g in usable])
    y = np.concatenate([g.benar() for g in usable])
    pair = np.array([_PAIR_NUMBER[g.ragam, a] for g in usable for a in g.aspek])
    sizes = np.array([len(g.kunci) for g in usable])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    spread = np.maximum(_within(x, starts, sizes), 1e-3)
    x = x / spread
    sign = np.array([1.0 if n in FOR else -1.0 for n in NAMES])
    prior = np.array([PRIOR.get(n, 0.0) for n in NAMES]) * spread
    w, v = prior.copy(), np.zeros(len(_PAIRS))
    counts = np.array([RARE.get(g.latih.gaya, 1.0) for g in usable])
    counts = np.repeat(counts / counts.sum(), sizes)
    moments = [np.zeros_like(w), np.zeros_like(w), np.zeros_like(v), np.zeros_like(v)]
    for step in range(1, STEPS + 1):
        s = x @ w + v[pair]
        p = _softmax(s, starts, sizes)
        held = np.add.reduceat(p * y, starts)
        # d(-log sum of right p)/ds = p - p y / sum of right p
        slope = (p - p * y / np.repeat(np.maximum(held, 1e-12), sizes)) * counts
        gw = x.T @ slope + ridge * (w - prior)
        gv = np.bincount(pair, weights=slope, minlength=len(v)) + ridge_pair * v
        rate = RATE * (1 - step / (STEPS + 1))
        for value, gradient, at in ((w, gw, 0), (v, gv, 2)):
            moments[at] = 0.9 * moments[at] + 0.1 * gradient
            moments[at + 1] = 0.99 * moments[at + 1] + 0.01 * gradient**2
            first, second = moments[at] / (1 - 0.9**step), moments[at + 1] / (1 - 0.99**step)
            value -= rate * first / (np.sqrt(second) + 1e-8)
        w[w * sign < 0] = 0.0
    weights = w / spread
    scale = _unit(usable, weights, v)
    return Timbangan(
        tuple(float(round(a, 4)) for a in weights * scale),
        {p: round(float(b), 3) for p, b in zip(_PAIRS, v * scale, strict=True) if abs(b * scale) >= 0.01},
    )


def _within(x: Floats, starts: Ints, sizes: Ints) -> Floats:
    """Spread of every figure inside the questions."""
    import numpy as np

    means = np.add.reduceat(x, starts) / sizes[:, None]
    spread: Floats = np.sqrt(((x - np.repeat(means, sizes, axis=0)) ** 2).mean(axis=0))
    return spread


def _softmax(s: Floats, starts: Ints, sizes: Ints) -> Floats:
    import numpy as np

    e = np.exp(s - np.repeat(np.maximum.reduceat(s, starts), sizes))
    p: Floats = e / np.repeat(np.add.reduceat(e, starts), sizes)
    return p


def _unit(given: Sequence[Kelompok], weights: Floats, pairs: Floats) -> float:
    import numpy as np

    gaps = []
    for g in given:
        s = np.sort(g.angka @ weights + pairs[[_PAIR_NUMBER[g.ragam, a] for a in g.aspek]])[::-1]
        if len(s) >= 5:
            gaps.append(s[0] - s[4])
    return UNIT / float(np.mean(gaps)) if gaps else 1.0


def cross_validated(given: Sequence[Kelompok]) -> tuple[Tepat, dict[str, Tepat]]:
    """How good weights are for passages that they were not fitted on; in all, and by style."""
    parts: list[tuple[Kelompok, Timbangan]] = []
    for part in range(PARTS):
        weights = fit([g for g in given if _part(g) != part])
        parts += [(g, weights) for g in given if _part(g) == part]
    styles: dict[str, list[tuple[Kelompok, Timbangan]]] = {}
    for pair in parts:
        styles.setdefault(pair[0].latih.gaya, []).append(pair)
    ordered = sorted(styles.items(), key=lambda s: (-len(s[1]), s[0]))
    return precision(parts), {style: precision(some) for style, some in ordered}


def _part(one: Kelompok) -> int:
    return int(sha256(one.latih.petunjuk[0].passage_id.encode()).hexdigest()[:8], 16) % PARTS


@dataclass(frozen=True, slots=True)
class Tepat:
    """How often the first statement is of the right passage, and the right one; shares of ``jumlah``."""

    jumlah: int
    ditemukan: float
    """Share whose passage was found at all."""
    passage: float
    pernyataan: float

    def __str__(self) -> str:
        return (
            f"{self.jumlah}: found {self.ditemukan:.3f}, passage {self.passage:.3f}, "
            f"statement {self.pernyataan:.3f}"
        )


def precision(given: Sequence[tuple[Kelompok, Timbangan]]) -> Tepat:
    """How often the statement that the weights choose is the right one."""
    found = passage = statement = 0
    for g, weights in given:
        homes = {i for i, _ in g.jawaban}
        found += any(i in homes for i, _ in g.kunci)
        order = [
            (-weights.score_of(row, g.ragam, a), k)
            for row, a, k in zip(g.angka.tolist(), g.aspek, g.kunci, strict=True)
        ]
        if order:
            _, best = min(order)
            passage += best[0] in homes
            statement += best in g.jawaban
    n = max(1, len(given))
    return Tepat(len(given), found / n, passage / n, statement / n)


def fold(knowledge: KnowledgeIndex, number: int) -> list[Latih]:
    """The known questions of a fold of the embedder's training."""
    from knowledge.embedding.material import written_questions

    training = shipped_training()
    unseen = {
        one.pertanyaan
        for one in written_questions(knowledge.catalogue.passages, training)
        if one.lipatan == number
    }
    return [one for one in training if one.pertanyaan in unseen]


def write(path: Path, weights: Timbangan, note: str) -> None:
    lines = [
        "# Weights of the choice of a statement. Written by: python -m bot.evaluation.timbangan",
        f"# {note}",
        "",
        "[bobot]",
        *(f"{name} = {w:.4f}" for name, w in zip(NAMES, weights.bobot, strict=True)),
        "",
        "[ragam]",
    ]
    for kind in Ragam:
        own = [f"{a.value} = {w:.3f}" for (k, a), w in sorted(weights.pasangan.items()) if k is kind]
        if own:
            lines.append(f"{kind.value} = {{ {', '.join(own)} }}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(folder: Path, model: str, number: int) -> None:
    """Fit on the index in ``folder`` (made where there is none) and write the weights."""
    from knowledge.embedding import load_embedder
    from knowledge.index.service import KnowledgeIndex

    embedder = load_embedder(model, bobot=load_embedder().bobot)
    knowledge = KnowledgeIndex(folder, embedder=embedder).open()
    bank = shipped_bank(folder / "pertanyaan", embedder, kosakata(), alone=True)
    training = fold(knowledge, number)
    found = groups(knowledge, Answering(knowledge, makna=Makna(embedder), bank=bank), training)
    sidik = knowledge.sidik[:12]
    knowledge.close()
    weights = fit(found)
    all_of, styles = cross_validated(found)
    data = sha256("".join(sorted(t.pertanyaan for t in training)).encode()).hexdigest()[:12]
    note = f"{len(found)} questions of fold {number} ({data}), index {sidik}; cross-validated {all_of}"
    write(Path(str(files("bot.answering").joinpath("timbangan.toml"))), weights, note)
    log.info("%s", note)
    for style, one in styles.items():
        log.info("  %-16s %s", style, one)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
