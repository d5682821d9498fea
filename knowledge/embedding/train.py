"""Train the shipped model: ``python -m knowledge.embedding.train --korpus F --keluaran DIR --benih 7``.

Byte-pair pieces, latent semantic analysis for their first vectors, then contrastive training on questions
made of the articles and of the shipped passages.  numpy and tokenizers on one thread: the same seed and
material give the same files on the same machine.  No question of an evaluation set is read.
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

from knowledge.embedding.material import Article, Views, held_out, passage_views, read_articles
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
    bagian_passage: float = 0.35
    """Share of the steps that ask the shipped passages."""
    laju: float = 0.01
    """Rate of the first steps; it falls to nothing as half a cosine."""


def one_thread() -> None:
    """Before numpy is imported: sums of several threads differ in their last bits."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        os.environ[name] = "1"
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def train(
    articles: Sequence[Article], views: Sequence[Views], plan: Plan
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
    batches = Batches(articles, [p.tolist() for p in pieces], views, tokenizer, noise, chance)
    adam = Adam.like(table)
    recent: dict[str, float] = {}
    for step in range(plan.langkah):
        rate = plan.laju * min(1.0, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / plan.langkah))
        passages = bool(views) and chance.random() < plan.bagian_passage
        batch = batches.views(plan.batch) if passages else batches.articles(plan.batch)
        loss = contrast_step(table, adam, batch.questions, batch.passages, batch.answers, batch.groups, rate)
        kind = "passages" if passages else "articles"
        recent[kind] = 0.95 * recent.get(kind, loss) + 0.05 * loss
        if step % 100 == 99:
            log.info("step %d: %s", step + 1, {k: round(v, 3) for k, v in recent.items()})
    return tokenizer, np.ascontiguousarray(table, dtype=np.float32)


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


def origin(plan: Plan, articles: Sequence[Article], views: Sequence[Views]) -> dict[str, object]:
    """What a model was made of: the same of all this gives the same files on the same machine."""
    import numpy as np
    import tokenizers

    return {
        "rencana": asdict(plan),
        "artikel": {"jumlah": len(articles), "sha256": sha256(repr(articles).encode()).hexdigest()},
        "passage": {"jumlah": len(views), "sha256": sha256(repr(views).encode()).hexdigest()},
        "ragam_sha256": sha256(repr(load_tables().known).encode()).hexdigest(),
        "pustaka": {"numpy": np.__version__, "tokenizers": tokenizers.__version__},
    }


def main(argv: Sequence[str] | None = None) -> int:
    plan = Plan()
    parser = argparse.ArgumentParser(prog="python -m knowledge.embedding.train", description=__doc__)
    parser.add_argument("--korpus", type=Path, help="articles as JSON lines, .xz or plain")
    parser.add_argument("--tanpa-passage", action="store_true", help="leave out the shipped passages")
    parser.add_argument("--keluaran", type=Path, required=True, help="folder that the model is written to")
    for name in ("benih", "potongan", "dimensi", "langkah", "batch"):
        parser.add_argument(f"--{name}", type=int, default=getattr(plan, name))
    for name in ("bagian_passage", "laju"):
        parser.add_argument(f"--{name.replace('_', '-')}", type=float, default=getattr(plan, name))
    given = vars(parser.parse_args(argv))
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(message)s")
    one_thread()
    from knowledge.embedding.folder import write_model
    from knowledge.sources import shipped

    korpus, keluaran, bare = given.pop("korpus"), given.pop("keluaran"), given.pop("tanpa_passage")
    plan = Plan(**given)
    articles = [a for a in read_articles(korpus) if not held_out(a.dokumen)] if korpus else []
    passages = [] if bare else [p for muatan in shipped() for p in muatan.passages]
    log.info("%d articles, %d passages", len(articles), len(passages))
    views = passage_views(passages)
    tokenizer, table = train(articles, views, plan)
    write_model(keluaran, tokenizer, table, origin(plan, articles, views))
    log.info("written to %s", keluaran)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
