"""Search and answers against the usual recipe, each in a process of its own.

The usual recipe: the text of every source cut by LangChain's recursive splitter into pieces of 1,000
characters (200 shared by neighbours), in Chroma, with the embedder that we use too, and nothing else.
``python -m tests.bench.pencarian kami|umum|jawaban FOLDER`` prints one measurement as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings
from knowledge.evaluation.soal import Himpunan, Soal, shipped_sets
from knowledge.evaluation.statistik import percentile
from knowledge.evaluation.tempat import Tempat, cocok
from knowledge.evaluation.temu_kembali import judged, measures
from tests.bench.draf import peak_memory

SIZE, OVERLAP = 1_000, 200
DEPTH = 5
COLD_S, P50_MS, P99_MS, MIB = 2.5, 25, 80, 350
QUESTION = "Kapan laporan kinerja kabupaten disampaikan?"
Record = Callable[[str, str, str, bool], None]


@dataclass(frozen=True)
class Hasil:
    """One measurement; times in milliseconds, memory in MiB at its peak, building in seconds."""

    recall_5: float
    ndcg_5: float
    p50: float
    p99: float
    memori: float
    bangun: float


@dataclass(frozen=True)
class Potongan:
    """Where a passage stands in the joined text of its source."""

    awal: int
    akhir: int
    tempat: Tempat


def bench_search(folder: Path, record: Record) -> None:
    """Both searches over the same questions, then the answers as users meet them."""
    ours, usual = Hasil(**measured("kami", folder)), Hasil(**measured("umum", folder))
    for name, one in (("kami", ours), ("resep umum", usual)):
        figure = (
            f"recall@5 {one.recall_5:.3f}, nDCG@5 {one.ndcg_5:.3f}, p50 {one.p50:.1f} ms, "
            f"p99 {one.p99:.1f} ms, {one.memori:.0f} MiB, bangun {one.bangun:.1f} s"
        )
        better = ours.recall_5 > usual.recall_5 and ours.ndcg_5 > usual.ndcg_5
        goal = "lebih tepat daripada resep umum" if one is ours else ""
        record(f"pencarian, {name}", figure, goal, better or one is usual)
    answers = measured("jawaban", folder)
    figure = f"p50 {answers['p50']:.1f} ms, p99 {answers['p99']:.1f} ms ({answers['jumlah']} soal)"
    good = answers["p50"] <= P50_MS and answers["p99"] <= P99_MS
    record("jawaban, hangat", figure, f"≤ {P50_MS} ms, ≤ {P99_MS} ms", good)
    memory = answers["memori"]
    record("jawaban, memori", f"{memory:.0f} MiB", f"≤ {MIB} MiB", memory <= MIB)
    took = cold(folder)
    record("lkjip tanya, dari awal", f"{took:.2f} s", "≤ 2,5 s", took <= COLD_S)


def measured(way: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.pencarian", way, str(folder)],
        stdout=subprocess.PIPE, check=True, text=True,
    )  # fmt: skip
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def cold(folder: Path, repeats: int = 3) -> float:
    """Seconds of the whole command, interpreter start included, on an index that is there; the best run."""
    command = [
        sys.executable,
        "-c",
        "import sys; from bot.cli import main; sys.exit(main())",
        "tanya",
        QUESTION,
    ]
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "LKJIP_DATA_DIR": str(folder)}
        )
        times.append(time.perf_counter() - started)
    return min(times)


def questions() -> tuple[Soal, ...]:
    return tuple(soal for himpunan in shipped_sets() for soal in himpunan.terjawab)


def ours(folder: Path) -> Hasil:
    """Our search, through the service that answers use."""
    app = App(Settings(data_dir=folder))
    started = time.perf_counter()
    index = app.open_knowledge()
    built = time.perf_counter() - started
    names = {source.id: source.singkat for source in index.sources()}

    def search(text: str) -> list[list[Tempat]]:
        hits = index.search(text, limit=DEPTH).hits
        return [[Tempat(names[h.passage.sumber_id], h.passage.letak)] for h in hits]

    return timed(search, built)


def usual(folder: Path) -> Hasil:
    """The usual recipe.  A piece counts for every place that it holds a part of, to its advantage."""
    from chromadb.config import Settings as ChromaSettings
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from knowledge.embedding import load_embedder

    embedder = load_embedder()

    class Adapter(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(x) for x in row] for row in embedder.embed_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(x) for x in embedder.embed_queries([text])[0]]

    started = time.perf_counter()
    splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True)
    documents, places = [], list[list[Tempat]]()
    for text, parts in joined():
        for piece in splitter.create_documents([text]):
            start = piece.metadata["start_index"]
            documents.append(Document(piece.page_content, metadata={"nomor": len(places)}))
            places.append(held(parts, start, start + len(piece.page_content)))
    store = Chroma(
        embedding_function=Adapter(),
        persist_directory=str(folder / "umum"),
        collection_metadata={"hnsw:space": "cosine"},
        client_settings=ChromaSettings(
            anonymized_telemetry=False, is_persistent=True, persist_directory=str(folder / "umum")
        ),
    )
    store.add_documents(documents)
    built = time.perf_counter() - started

    def search(text: str) -> list[list[Tempat]]:
        return [places[d.metadata["nomor"]] for d in store.similarity_search(text, k=DEPTH)]

    return timed(search, built)


def joined() -> Iterable[tuple[str, Sequence[Potongan]]]:
    """The text of every source, with the place of every passage in it."""
    from knowledge.sources import shipped

    for muatan in shipped():
        text, parts = "", []
        for passage in muatan.passages:
            piece = f"{muatan.sumber.singkat} {passage.letak}: {passage.judul}\n{passage.teks}\n\n"
            place = Tempat(muatan.sumber.singkat, passage.letak)
            parts.append(Potongan(len(text), len(text) + len(piece), place))
            text += piece
        if text:
            yield text, parts


def held(parts: Sequence[Potongan], start: int, end: int) -> list[Tempat]:
    """The places of which a piece of the text holds a part."""
    return [one.tempat for one in parts if one.awal < end and start < one.akhir]


def timed(search: Callable[[str], list[list[Tempat]]], built: float) -> Hasil:
    """Quality and time over all questions, after one that is not counted."""
    search(QUESTION)
    ranked, times = [], []
    for soal in questions():
        started = time.perf_counter()
        found = search(soal.utuh)
        times.append((time.perf_counter() - started) * 1000)
        ranked.append(judged(soal, [best(soal, places) for places in found]))
    figures = measures(ranked)
    return Hasil(
        figures.recall_5.rata, figures.ndcg_5.rata, percentile(times, 0.5), percentile(times, 0.99),
        peak_memory(), built,
    )  # fmt: skip


def best(soal: Soal, places: Sequence[Tempat]) -> Tempat:
    """The place of a piece that suits the question best."""
    return max(places, key=lambda place: cocok(place, soal.tempat), default=Tempat("", soal.tempat[0].letak))


def answers(folder: Path) -> dict[str, float]:
    """Every shipped question answered warm."""
    from bot.evaluation.answers import evaluate

    app = App(Settings(data_dir=folder))
    app.answer(QUESTION, keep=False)
    sets: Sequence[Himpunan] = shipped_sets()
    times = [
        n.jawaban.waktu_ms
        for one in sets
        for n in evaluate(one, lambda text, history: app.answer(text, history, keep=False)).nilai
    ]
    p50, p99 = percentile(times, 0.5), percentile(times, 0.99)
    return {"jumlah": len(times), "p50": p50, "p99": p99, "memori": peak_memory()}


def main() -> None:
    way, folder = sys.argv[1], Path(sys.argv[2])
    if way == "jawaban":
        print(json.dumps(answers(folder)))
    else:
        print(json.dumps(asdict({"kami": ours, "umum": usual}[way](folder))))


if __name__ == "__main__":
    main()
