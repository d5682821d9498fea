"""What a model is worth beside the words: ``python -m knowledge.embedding.nilai --data ../shared/data``.

Two measurements, both against the words alone and with paired bootstrap intervals: the question sets on the
shipped sources, and paraphrases, which are explanations of articles whose documents the training left out.
The test half and the development questions are read with ``--uji`` only: choose on the tuning half.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from knowledge.embedding.material import Article, held_out, read_articles, sentences
from knowledge.index.model import Bobot, Embedder, Muatan
from knowledge.index.service import KnowledgeIndex
from knowledge.letak import parse_letak
from knowledge.model import Bentuk, Jenis, Passage, Sumber

WEIGHTS = (0.0, 0.15, 0.3, 0.5, 0.75, 1.0, 1.5)
PARAPHRASES = 300
DEPTH = 10
Ranks = list[int | None]


@dataclass(frozen=True, slots=True)
class Parafrase:
    """A question, and the passage that it was written about."""

    pertanyaan: str
    passage_id: str


def paraphrases(articles: Sequence[Article], seed: int) -> tuple[tuple[Muatan, ...], list[Parafrase]]:
    """Sources of held-out articles, and the first sentence of some of their explanations as questions."""
    documents: dict[str, list[Article]] = {}
    for article in articles:
        documents.setdefault(article.dokumen, []).append(article)
    loads: list[Muatan] = []
    asked: list[Parafrase] = []
    for document, members in documents.items():
        name = document.replace("/", "-")
        source = Sumber(id=name, jenis=Jenis.REGULASI, singkat=document, judul=members[0].judul)
        passages = tuple(_passage(name, number, one) for number, one in enumerate(members, 1))
        loads.append(Muatan(source, passages, f"{seed} {name} {len(passages)}"))
        for passage, one in zip(passages, members, strict=True):
            if one.penjelasan:
                parts = sentences(one.penjelasan) or [one.penjelasan]
                asked.append(Parafrase(parts[0][:200], passage.id))
    Random(seed).shuffle(asked)
    return tuple(loads), asked[:PARAPHRASES]


def _passage(source: str, number: int, article: Article) -> Passage:
    return Passage(
        f"{source}#pasal-{number}",
        source,
        Jenis.REGULASI,
        parse_letak(f"Pasal {number}"),
        article.judul[:120],
        article.teks,
        bentuk=Bentuk.KUTIPAN,
    )


def paraphrase_ranks(index: KnowledgeIndex, asked: Sequence[Parafrase], bobot: Bobot) -> Ranks:
    found: Ranks = []
    for one in asked:
        # An explanation that names a place would find it by that.
        hits = index.search(one.pertanyaan, limit=DEPTH, bobot=replace(bobot, acuan=False)).hits
        found.append(next((n for n, hit in enumerate(hits, 1) if hit.passage.id == one.passage_id), None))
    return found


def comparison(ranks_of: Callable[[Bobot], Ranks]) -> dict[str, dict[str, list[float]]]:
    """By weight of the vectors: nDCG@5 and recall@5 with their intervals, and the differences to the words
    alone."""
    from knowledge.evaluation.statistik import mean_interval, ndcg_at, paired_difference, recall_at

    base = ranks_of(Bobot(vektor=0.0))
    table: dict[str, dict[str, list[float]]] = {}
    for weight in WEIGHTS:
        ranks = ranks_of(Bobot(vektor=weight)) if weight else base
        row: dict[str, list[float]] = {}
        for name, measure in (("ndcg_5", ndcg_at), ("recall_5", recall_at)):
            ours, theirs = [measure(r, 5) for r in ranks], [measure(r, 5) for r in base]
            for key, one in (
                (name, mean_interval(ours)),
                (f"selisih_{name}", paired_difference(ours, theirs)),
            ):
                row[key] = [round(v, 4) for v in (one.rata, one.bawah, one.atas)]
        table[f"{weight:g}"] = row
    return table


def question_tables(embedder: Embedder, folder: Path, data: Path, *, test: bool) -> dict[str, object]:
    """The comparison for each question set."""
    from knowledge.evaluation.soal import development_set, shipped_sets
    from knowledge.evaluation.temu_kembali import ranks

    tuning, closed = shipped_sets()
    development = development_set(data)
    sets = [tuning, closed, *([development] if development else [])] if test else [tuning]
    found: dict[str, object] = {}
    index = KnowledgeIndex(folder, embedder=embedder).open()
    for one in sets:

        def of(bobot: Bobot, members: Sequence[object] = one.terjawab) -> Ranks:
            return [p.longgar for p in ranks(members, index, bobot)]  # type: ignore[arg-type]

        found[one.nama] = {"jumlah": len(one.terjawab), "bobot": comparison(of)}
    index.close()
    return found


def paraphrase_table(embedder: Embedder, folder: Path, corpus: Path, seed: int) -> dict[str, object]:
    """The comparison for paraphrases of held-out documents."""
    articles = [a for a in read_articles(corpus) if held_out(a.dokumen)]
    loads, asked = paraphrases(articles, seed)
    index = KnowledgeIndex(folder, embedder=embedder, shipped=lambda: loads, stamp=lambda: str(seed)).open()
    table = comparison(lambda bobot: paraphrase_ranks(index, asked, bobot))
    index.close()
    return {"jumlah": len(asked), "passage": len(articles), "bobot": table}


def main(argv: Sequence[str] | None = None) -> int:
    from knowledge.embedding import load_embedder

    parser = argparse.ArgumentParser(prog="python -m knowledge.embedding.nilai", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with korpus/ and soal/")
    parser.add_argument("--model", help="folder or name; the shipped model where left out")
    parser.add_argument("--benih", type=int, default=3)
    parser.add_argument("--uji", action="store_true", help="measure on the test half too: once, at the end")
    given = parser.parse_args(argv)
    embedder = load_embedder(given.model)
    result: dict[str, object] = {"model": embedder.sidik, "dimensi": embedder.dimensi}
    with tempfile.TemporaryDirectory() as scratch:
        result.update(question_tables(embedder, Path(scratch) / "soal", given.data, test=given.uji))
        corpus = given.data / "korpus" / "pasal.jsonl.xz"
        result["parafrase"] = paraphrase_table(embedder, Path(scratch) / "parafrase", corpus, given.benih)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
