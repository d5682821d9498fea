"""The first searches of a process read the vectors from files: the same neighbours, without Chroma."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.embedding import load_embedder
from knowledge.evaluation.soal import shipped_sets
from knowledge.index import dense as dense_module
from knowledge.index.dense import FileVectors, GenerationVectors
from knowledge.index.segments import vectors_path
from knowledge.index.service import KnowledgeIndex
from knowledge.model import Jenis
from knowledge.scope import PUBLIK, Scope
from tests.knowledge.index.helpers import FakeEmbedder, answer, regulation, shipped_sample

SCOPES = (
    PUBLIK,
    Scope(jenis=frozenset({Jenis.REGULASI})),
    Scope(jenis=frozenset({Jenis.LKJIP, Jenis.RENSTRA})),
    Scope(hanya_berlaku=True),
    Scope(tahun=(2014, 2016)),
)
ROUNDING = 2e-6
"""Both compute in 32 bits, in another order."""


def reopened(folder: Path) -> KnowledgeIndex:
    return KnowledgeIndex(folder, embedder=FakeEmbedder(), shipped=shipped_sample, stamp=lambda: "1")


def chroma_is_open(index: KnowledgeIndex) -> bool:
    return index._chroma(1).was_opened


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Path]:
    """The folder of a built index that this process has not open."""
    with_vectors = reopened(tmp_path).open()
    with_vectors.close()
    yield tmp_path
    reopened(tmp_path).close()


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    index = KnowledgeIndex(tmp_path_factory.mktemp("bawaan"), embedder=load_embedder(None)).open()
    yield index
    index.close()


def test_files_and_chroma_give_the_same_neighbours_of_the_shipped_passages(shipped: KnowledgeIndex) -> None:
    generation, embedder = shipped._current(), load_embedder(None)
    assert generation.vectors is not None
    assert embedder is not None
    files = FileVectors(generation.manifest.segmen, embedder, generation.catalogue)
    in_chroma = GenerationVectors(
        shipped._chroma(generation.aktif.chroma), generation.catalogue, embedder.sidik, "1"
    )
    questions = [soal.pertanyaan for soal in shipped_sets()[0].soal][:50]
    assert len(questions) == 50
    for vector in embedder.embed_queries(questions):
        for scope in SCOPES:
            ours = files.nearest(vector, generation.catalogue.mask(scope), 30)
            theirs = in_chroma.nearest(vector, scope, 30)
            assert ours
            assert [c for _, c in ours] == pytest.approx([c for _, c in theirs], abs=ROUNDING)
            cosine = dict(ours)
            for (mine, score), (other, _) in zip(ours, theirs, strict=True):
                # Another passage at the same place only where the two are equally near.
                assert mine == other or cosine.get(other, score) == pytest.approx(score, abs=ROUNDING)


def test_an_index_of_ordinary_size_does_without_chroma(built: Path) -> None:
    index = reopened(built).warm()
    for _ in range(20):
        found = index.search("perjanjian kinerja")
    assert not chroma_is_open(index)
    assert found.hits[0].bagian["vektor"] > 0


def test_an_added_passage_is_among_the_neighbours_of_the_next_process(built: Path) -> None:
    index = reopened(built)
    index.add(answer(5), regulation("kosong"))
    index.close()
    again = reopened(built)
    found = again.search("jawabanunik5")
    assert not chroma_is_open(again)
    assert found.hits[0].passage.sumber_id == "narasumber-5"
    assert found.hits[0].bagian["vektor"] > 0.3


@pytest.mark.parametrize("damage", ["ubah", "hapus"])
def test_where_a_file_of_vectors_is_damaged_chroma_is_asked(built: Path, damage: str) -> None:
    index = reopened(built)
    segment = index._current().manifest.segmen[0]
    path = vectors_path(segment, FakeEmbedder().sidik)
    if damage == "hapus":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-4] + b"\0\0\0\1")
    found = index.search("perjanjian kinerja")
    assert not found.tanpa_vektor
    assert chroma_is_open(index)


def test_a_large_index_asks_chroma_and_opens_it_when_it_is_warmed(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense_module, "MOST_IN_FILES", 10)
    index = reopened(built).warm()
    assert chroma_is_open(index)
    assert index.search("perjanjian kinerja").hits


def test_equals_are_cut_by_their_row_and_each_entry_of_chroma_counts_once(built: Path) -> None:
    index = reopened(built)
    generation = index._current()
    assert isinstance(generation.vectors, GenerationVectors)
    vector = FakeEmbedder().embed_queries(["kinerja"])[0]
    whole = generation.vectors.nearest(vector, PUBLIK, len(generation.catalogue))
    assert whole == sorted(whole, key=lambda pair: (-pair[1], pair[0]))
    for k in (1, 7, 30):
        assert generation.vectors.nearest(vector, PUBLIK, k) == whole[:k]


def test_one_question_imports_neither_chroma_nor_langchain(built: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.knowledge.index.test_dense import reopened;"
        "found = reopened(Path(sys.argv[1])).search('perjanjian kinerja');"
        "assert found.hits[0].bagian['vektor'] > 0;"
        "heavy = {'chromadb', 'langchain_chroma', 'langchain_core', 'bm25s'};"
        "print(sorted(heavy & {m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(built)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
