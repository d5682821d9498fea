"""Train the shipped model: ``python -m knowledge.embedding.train --korpus F --keluaran DIR --benih 7``.

Byte-pair pieces, latent semantic analysis for their first vectors, then contrastive training on questions
made of the articles and of the shipped passages, and on the written training questions
(``knowledge.evaluation.latih``).  numpy and tokenizers on one thread: the same seed and material give the
same files on the same machine.  No question of an evaluation set is read.  ``--sisihkan N`` leaves one fold
of the training questions out: for models that weights are chosen with, never for the one that ships.
"""

from __future__ import annotations

import argparse
import logging
import math
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from knowledge.embedding.material import (
    FOLDS,
    Article,
    Tanya,
    Views,
    held_out,
    passage_views,
    read_articles,
    training_hashes,
    written_questions,
)
from knowledge.embedding.noise import Noise, Tables, load_tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

log = logging.getLogger("latih")
PASSAGE_TIMES = 40
"""How often the shipped passages and the word lists count for the vocabulary."""


@dataclass(frozen=True, slots=True)
class Plan:
    benih: int = 7
    potongan: int = 16000
    """Number of pieces."""
    dimensi: int = 256
    langkah: int = 1500
    batch: int = 384
    bagian_passage: float = 0.15
    """Share of the steps that ask the shipped passages by rule."""
    bagian_tanya: float = 0.3
    """Share of the steps with written questions."""
    laju: float = 0.01
    """Rate of the first steps; it falls to nothing as half a cosine."""


def one_thread() -> None:
    """Before numpy is imported: sums of several threads differ in their last bits."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def train(
    articles: Sequence[Article], views: Sequence[Views], plan: Plan, written: Sequence[Tanya] = ()
) -> tuple[Tokenizer, NDArray[np.float32]]:
    """The tokenizer and one vector a piece."""
    import numpy as np

    from knowledge.embedding.batches import Batches
    from knowledge.embedding.contrast import Adam, contrast_step
    from knowledge.embedding.lsa import piece_vectors
    from knowledge.embedding.vocabulary import train_tokenizer

    tables = load_tables()
    tokenizer = train_tokenizer(_vocabulary_texts(articles, views, tables), plan.potongan)
    log.info("%d pieces", tokenizer.get_vocab_size())
    pieces = _encode(tokenizer, [article.teks for article in articles])
    own = _encode(tokenizer, [" ".join(view.bagian) for view in views])
    texts = [p for p in [*pieces, *own * 5] if len(p)]
    table = piece_vectors(texts, tokenizer.get_vocab_size(), plan.dimensi, plan.benih)
    log.info("first vectors of %d texts", len(texts))
    chance = Random(plan.benih)
    noise = Noise(tables, chance)
    batches = Batches(articles, [p.tolist() for p in pieces], views, tokenizer, noise, chance, written)
    adam = Adam.like(table)
    recent: dict[str, float] = {}
    for step in range(plan.langkah):
        rate = plan.laju * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / plan.langkah))
        kind = _kind(chance.random(), plan, views, written)
        batch = {"articles": batches.articles, "passages": batches.views, "questions": batches.written}[kind](
            plan.batch
        )
        loss = contrast_step(
            table, adam, batch.questions, batch.passages, batch.answers, batch.groups, rate, batch.spared
        )
        recent[kind] = 0.95 * recent.get(kind, loss) + 0.05 * loss
        if step % 100 == 99:
            log.info("step %d: %s", step + 1, {k: round(v, 3) for k, v in recent.items()})
    return tokenizer, np.ascontiguousarray(table, dtype=np.float32)


def _kind(drawn: float, plan: Plan, views: Sequence[Views], written: Sequence[Tanya]) -> str:
    """What a step asks; without questions or passages the share of these goes to the articles."""
    if drawn < plan.bagian_tanya:
        return "questions" if written else "articles"
    return "passages" if views and drawn < plan.bagian_tanya + plan.bagian_passage else "articles"


def _vocabulary_texts(articles: Sequence[Article], views: Sequence[Views], tables: Tables) -> Iterator[str]:
    for article in articles:
        yield article.teks
    for _ in range(PASSAGE_TIMES):
        yield from (" ".join(view.bagian) for view in views)
        yield from tables.known


def _encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[NDArray[np.int32]]:
    import numpy as np

    found: list[NDArray[np.int32]] = []
    for start in range(0, len(texts), 4000):
        part = tokenizer.encode_batch(list(texts[start : start + 4000]), add_special_tokens=False)
        found.extend(np.array(e.ids[:256], dtype=np.int32) for e in part)
    return found


def origin(
    plan: Plan, articles: Sequence[Article], views: Sequence[Views], written: Sequence[Tanya]
) -> dict[str, object]:
    """What a model was made of: the same of all this gives the same files on the same machine."""
    import numpy as np
    import tokenizers

    return {
        "rencana": asdict(plan),
        "artikel": {"jumlah": len(articles), "sha256": sha256(repr(articles).encode()).hexdigest()},
        "passage": {"jumlah": len(views), "sha256": sha256(repr(views).encode()).hexdigest()},
        "tanya": {
            "jumlah": len(written),
            "sha256": sha256(repr(written).encode()).hexdigest(),
            "berkas_sha256": training_hashes() if written else {},
        },
        "ragam_sha256": sha256(repr(load_tables().known).encode()).hexdigest(),
        "pustaka": {"numpy": np.__version__, "tokenizers": tokenizers.__version__},
    }


def main(argv: Sequence[str] | None = None) -> int:
    plan = Plan()
    parser = argparse.ArgumentParser(prog="python -m knowledge.embedding.train", description=__doc__)
    parser.add_argument("--korpus", type=Path, help="articles as JSON lines, .xz or plain")
    parser.add_argument("--tanpa-passage", action="store_true", help="leave out the shipped passages")
    parser.add_argument("--tanpa-tanya", action="store_true", help="leave out the written questions")
    parser.add_argument("--sisihkan", type=int, choices=range(FOLDS), help="fold of them to leave out")
    parser.add_argument("--keluaran", type=Path, required=True, help="folder that the model is written to")
    for name in ("benih", "potongan", "dimensi", "langkah", "batch"):
        parser.add_argument(f"--{name}", type=int, default=getattr(plan, name))
    for name in ("bagian_passage", "bagian_tanya", "laju"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(plan, name))
    given = vars(parser.parse_args(argv))
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s")
    one_thread()
    from knowledge.embedding.folder import write_model
    from knowledge.evaluation.latih import shipped_training
    from knowledge.sources import shipped

    korpus, keluaran, bare = given.pop("korpus"), given.pop("keluaran"), given.pop("tanpa_passage")
    unasked, fold = given.pop("tanpa_tanya"), given.pop("sisihkan")
    plan = Plan(**given)
    articles = [a for a in read_articles(korpus) if not held_out(a.dokumen)] if korpus else []
    passages = [] if bare else [p for muatan in shipped() for p in muatan.passages]
    views = passage_views(passages)
    written = [] if unasked else written_questions(passages, shipped_training())
    written = [one for one in written if one.lipatan != fold]
    log.info("%d articles, %d passages, %d questions", len(articles), len(passages), len(written))
    tokenizer, table = train(articles, views, plan, written)
    write_model(keluaran, tokenizer, table, origin(plan, articles, views, written))
    log.info("written to %s", keluaran)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
