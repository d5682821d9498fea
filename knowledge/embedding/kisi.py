"""The weights of the fusion over a grid: ``python -m knowledge.embedding.kisi --model DIR --sisihkan N``.

Two sets: the fold of the training questions that the model in DIR was made without (``train --sisihkan N``),
and the tuning half.  The test half and the development questions are never read here.  Of the weights only
their proportions matter, so that of the words is 1.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from knowledge.embedding.material import FOLDS, written_questions
from knowledge.evaluation.latih import shipped_training
from knowledge.evaluation.soal import Soal, shipped_sets
from knowledge.evaluation.statistik import mean_interval, ndcg_at, paired_difference, recall_at
from knowledge.evaluation.temu_kembali import ranks
from knowledge.index.model import Bobot, Embedder
from knowledge.index.service import KnowledgeIndex

HURUF = (0.3, 0.5, 0.7, 1.0)
VEKTOR = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0, 1.5, 2.5)
PADANAN = (0.3, 0.5)
DEPTH = 10
Ranks = list[int | None]


@dataclass(frozen=True, slots=True)
class Ditulis:
    """A written question, and the passages that answer it."""

    pertanyaan: str
    jawaban: frozenset[str]


def held_out_questions(index: KnowledgeIndex, fold: int | None) -> list[Ditulis]:
    """The training questions of a fold; None: all of them.

    A passage of the same place counts as well, as it does in the question sets."""
    passages = [p for p in index.catalogue.passages if p.pernyataan]
    at: dict[tuple[str, str], list[str]] = {}
    for one in passages:
        at.setdefault((one.sumber_id, str(one.letak) or one.id), []).append(one.id)
    places = [at[one.sumber_id, str(one.letak) or one.id] for one in passages]
    return [
        Ditulis(one.pertanyaan, frozenset(key for row, _ in one.jawaban for key in places[row]))
        for one in written_questions(passages, shipped_training())
        if fold is None or one.lipatan == fold
    ]


def written_ranks(index: KnowledgeIndex, asked: Sequence[Ditulis], bobot: Bobot) -> Ranks:
    """The rank of the first passage that answers, from 1; None below ``DEPTH``."""
    found: Ranks = []
    for one in asked:
        hits = index.search(one.pertanyaan, limit=DEPTH, bobot=bobot).hits
        found.append(next((n for n, hit in enumerate(hits, 1) if hit.passage.id in one.jawaban), None))
    return found


def grid() -> Iterator[Bobot]:
    """Every weight of the grid; without vectors only once for each of the others."""
    for padanan, huruf, vektor in product(PADANAN, HURUF, VEKTOR):
        yield Bobot(huruf=huruf, vektor=vektor, padanan=padanan)


def rows(embedder: Embedder, folder: Path, fold: int) -> Iterator[str]:
    """One tab-separated line a weight: nDCG@5 and recall@1 of both sets, and the gain in nDCG@5 over the
    same weights without vectors, with its interval."""
    index = KnowledgeIndex(folder, embedder=embedder).open()
    asked = held_out_questions(index, fold)
    tuning: Sequence[Soal] = shipped_sets()[0].terjawab
    yield f"# {embedder.sidik}: {len(asked)} latih (lipatan {fold}), {len(tuning)} tala"
    yield "padanan\thuruf\tvektor\tlatih nDCG@5\trecall@1\tselisih\ttala nDCG@5\trecall@1\tselisih"
    base: tuple[Ranks, Ranks] = ([], [])
    for bobot in grid():
        found = (written_ranks(index, asked, bobot), [p.longgar for p in ranks(tuning, index, bobot)])
        if bobot.vektor == 0:
            base = found
        cells = [f"{bobot.padanan:g}", f"{bobot.huruf:g}", f"{bobot.vektor:g}"]
        for ours, theirs in zip(found, base, strict=True):
            cells += _cells(ours, theirs)
        yield "\t".join(cells)
    index.close()


def _cells(ours: Ranks, theirs: Ranks) -> list[str]:
    first = mean_interval([recall_at(r, 1) for r in ours]).rata
    gains = [ndcg_at(r, 5) for r in ours]
    change = paired_difference(gains, [ndcg_at(r, 5) for r in theirs])
    mean = sum(gains) / max(len(gains), 1)
    return [f"{mean:.4f}", f"{first:.4f}", f"{change.rata:+.4f} [{change.bawah:+.4f}, {change.atas:+.4f}]"]


def main(argv: Sequence[str] | None = None) -> int:
    from knowledge.embedding import load_embedder

    parser = argparse.ArgumentParser(prog="python -m knowledge.embedding.kisi", description=__doc__)
    parser.add_argument("--model", required=True, help="folder of a model that was made without the fold")
    parser.add_argument("--sisihkan", type=int, choices=range(FOLDS), required=True)
    given = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        for line in rows(load_embedder(given.model), Path(scratch), given.sisihkan):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
