"""The knowledge index: the shipped one, and 100,000 passages of real regulations.

Each measurement runs in a process of its own (``python -m tests.bench.indeks PART FOLDER``) and prints JSON.
"""

from __future__ import annotations

import json
import lzma
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from knowledge.index.files import fingerprint
from knowledge.index.model import Embedder, Muatan
from knowledge.index.service import KnowledgeIndex
from knowledge.letak import Langkah, Letak
from knowledge.model import Bentuk, Jenis, Passage, Sumber
from tests.conftest import material_root

MANY = 100_000
LONGEST = 1200
"""Characters of a passage; longer articles are cut at a space: there are fewer articles than 100,000."""
QUERIES = 400
WARM_UP = 20
DIMENSION = 256


class HashedWords:
    """Stands in for an embedder of the usual size: words as signed places of a vector, no model needed."""

    sidik = f"bench-{DIMENSION}"
    dimensi = DIMENSION
    bobot = 0.3

    def embed_queries(self, texts: Sequence[str]) -> Any:
        return self.embed_passages(texts)

    def embed_passages(self, texts: Sequence[str]) -> Any:
        import numpy as np

        result = np.full((len(texts), DIMENSION), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            codes = np.array([crc32(w.encode()) for w in text.lower().split()] or [0], dtype=np.int64)
            np.add.at(result[row], codes % DIMENSION, np.where(codes & 4096, 1.0, -1.0))
        return result / np.linalg.norm(result, axis=1, keepdims=True)


def shipped_embedder() -> Embedder | None:
    """The shipped model, where it is there."""
    import knowledge.embedding

    load = getattr(knowledge.embedding, "load_embedder", None)
    found: Embedder | None = load(None) if load else None
    return found


def articles(path: Path) -> Iterator[tuple[str, str]]:
    """Group (kind and year) and text of every piece of every article."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            group = "-".join(article["doc"].split("/")[:2])
            text = " ".join(article["text"].split())
            while len(text) > LONGEST:
                cut = text.rfind(" ", 0, LONGEST)
                yield group, text[: cut if cut > 0 else LONGEST]
                text = text[cut if cut > 0 else LONGEST :].strip()
            yield group, text


def corpus(path: Path) -> tuple[Muatan, ...]:
    """100,000 passages in some hundred sources."""
    groups: dict[str, list[Passage]] = {}
    for group, text in islice(articles(path), MANY):
        many = groups.setdefault(group, [])
        number = str(len(many) + 1)
        title = " ".join(text.split()[:6])
        place = Letak((Langkah("pasal", number),))
        many.append(
            Passage(f"{group}#{number}", group, Jenis.REGULASI, place, title, text, bentuk=Bentuk.KUTIPAN)
        )
    return tuple(
        Muatan(Sumber(name, Jenis.REGULASI, name, name), tuple(many), fingerprint(name, str(len(many))))
        for name, many in groups.items()
    )


def disk_mib(folder: Path) -> float:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 2**20


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentiles(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times)
    return {
        "p50_ms": ordered[len(ordered) // 2] * 1000,
        "p99_ms": ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))] * 1000,
    }


def queries(index: KnowledgeIndex, count: int) -> list[str]:
    """Six words in a row out of random passages, every third with a letter lost."""
    chance = random.Random(7)
    catalogue = index.catalogue
    found: list[str] = []
    while len(found) < count:
        words = catalogue[chance.randrange(len(catalogue))].teks.split()
        start = chance.randrange(max(1, len(words) - 6))
        text = " ".join(words[start : start + 6])
        if len(found) % 3 == 0 and len(text) > 10:
            place = chance.randrange(3, len(text) - 3)
            text = text[:place] + text[place + 1 :]
        found.append(text)
    return found


def timed(index: KnowledgeIndex, count: int = QUERIES) -> dict[str, float]:
    asked = queries(index, count + WARM_UP)
    times = []
    for number, text in enumerate(asked):
        started = time.perf_counter()
        found = index.search(text)
        if number >= WARM_UP:
            times.append(time.perf_counter() - started)
        if found.tanpa_vektor:
            raise RuntimeError("the vectors could not be used")
    return percentiles(times)


def part_build_many(folder: Path) -> dict[str, float]:
    loads = corpus(material_root() / "korpus" / "pasal.jsonl.xz")
    index = KnowledgeIndex(folder, embedder=HashedWords(), shipped=lambda: loads, stamp=lambda: "1")
    started = time.perf_counter()
    index.open()
    took = time.perf_counter() - started
    size = len(index.catalogue)
    index.close()
    return {"bangun_s": took, "disk_mib": disk_mib(folder), "memori_mib": peak_mib(), "passage": size}


def part_ask_many(folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    index = KnowledgeIndex(folder, embedder=HashedWords(), stamp=lambda: "1").open()
    opened = time.perf_counter() - started
    index.search("penyusunan laporan kinerja")
    first = time.perf_counter() - started
    return {"buka_s": opened, "pertama_s": first, **timed(index), "memori_mib": peak_mib()}


def part_build_shipped(folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    index = KnowledgeIndex(folder, embedder=shipped_embedder()).open()
    took = time.perf_counter() - started
    size = len(index.catalogue)
    index.close()
    return {"bangun_s": took, "disk_mib": disk_mib(folder), "memori_mib": peak_mib(), "passage": size}


def part_ask_shipped(folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    index = KnowledgeIndex(folder, embedder=shipped_embedder())
    index.search("kapan perjanjian kinerja disusun")
    first = time.perf_counter() - started
    result = timed(index)
    added = []
    for number in range(5):
        name = f"narasumber-{number}"
        text = f"Katasangatunik{number} tentang perjanjian kinerja."
        one = Passage(f"{name}#1", name, Jenis.NARASUMBER, Letak(), "Jawaban", text)
        source = Sumber(name, Jenis.NARASUMBER, "Jawaban narasumber", "Jawaban narasumber")
        started = time.perf_counter()
        index.add(Muatan(source, (one,), name))
        if index.search(f"katasangatunik{number}").hits[0].passage.sumber_id != name:
            raise RuntimeError("an added answer was not found")
        added.append(time.perf_counter() - started)
    for number in range(5):
        index.remove(f"narasumber-{number}")
    return {"pertama_s": first, **result, "tambah_s": sorted(added)[2], "memori_mib": peak_mib()}


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {
    "bangun-besar": part_build_many,
    "tanya-besar": part_ask_many,
    "bangun-bawaan": part_build_shipped,
    "tanya-bawaan": part_ask_shipped,
}


def measured(part: str, folder: Path) -> dict[str, float]:
    """One part in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.indeks", part, str(folder)],
        capture_output=True,
        check=True,
        text=True,
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


def bench_index(folder: Path, record: Callable[[str, str, str, bool], None]) -> None:
    """The rows of ``make bench`` about the index."""
    shipped = folder / "indeks-bawaan"
    built = measured("bangun-bawaan", shipped)
    figure = f"{built['bangun_s']:.1f} s, {built['disk_mib']:.1f} MiB, {built['passage']:.0f} passage"
    record("indeks bawaan, bangun", figure, "≤ 20 s", built["bangun_s"] <= 20)
    asked = measured("tanya-bawaan", shipped)
    figure = f"p50 {asked['p50_ms']:.1f} ms, p99 {asked['p99_ms']:.1f} ms, {asked['memori_mib']:.0f} MiB"
    good = asked["p50_ms"] <= 25 and asked["p99_ms"] <= 80 and asked["memori_mib"] <= 350
    record("indeks bawaan, cari", figure, "≤ 25 ms, ≤ 80 ms, ≤ 350 MiB", good)
    record("indeks bawaan, buka dan cari pertama", f"{asked['pertama_s']:.2f} s", "", True)
    record("indeks bawaan, jawaban baru", f"{asked['tambah_s']:.2f} s", "≤ 0,3 s", asked["tambah_s"] <= 0.3)
    if not (material_root() / "korpus" / "pasal.jsonl.xz").is_file():
        return
    many = folder / "indeks-besar"
    built = measured("bangun-besar", many)
    figure = (
        f"{built['bangun_s']:.0f} s, {built['disk_mib']:.0f} MiB, memori {built['memori_mib']:.0f} MiB, "
        f"{built['passage']:.0f} passage"
    )
    record("indeks besar, bangun", figure, "", True)
    asked = measured("tanya-besar", many)
    figure = f"p50 {asked['p50_ms']:.1f} ms, p99 {asked['p99_ms']:.1f} ms, {asked['memori_mib']:.0f} MiB"
    good = asked["p99_ms"] <= 100 and asked["memori_mib"] <= 1536
    record("indeks besar, cari", figure, "p99 ≤ 100 ms, ≤ 1536 MiB", good)
    opened = f"{asked['buka_s']:.1f} s, jawaban pertama {asked['pertama_s']:.1f} s"
    record("indeks besar, buka", opened, "", True)


def main() -> None:
    part, folder = PARTS[sys.argv[1]], Path(sys.argv[2])
    print(json.dumps(part(folder)))


if __name__ == "__main__":
    main()
