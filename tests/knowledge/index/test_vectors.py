"""Chroma, embedded and as a server: the same answers, no network but loopback, and life without it."""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError
from knowledge.index import dense
from knowledge.index.service import KnowledgeIndex
from knowledge.index.vectors import HNSW, ChromaStore, collection_name
from tests.knowledge.index.helpers import FakeEmbedder, answer, big, shipped_sample


def indexed(folder: Path, url: str | None = None, size: int = 60) -> KnowledgeIndex:
    return KnowledgeIndex(
        folder,
        embedder=FakeEmbedder(),
        chroma_url=url,
        shipped=lambda: shipped_sample(size),
        stamp=lambda: "1",
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``chroma run`` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        binary = shutil.which("chroma") or str(Path(sys.executable).parent / "chroma")
        command = [binary, "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("chroma run does not answer")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(20)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path / "server")
    found.start()
    yield found
    found.stop()


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_server_gives_what_the_embedded_one_gives_and_its_loss_is_survived(
    tmp_path: Path, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    remote, local = indexed(tmp_path / "jauh", server.url).open(), indexed(tmp_path / "dekat").open()
    for index in (remote, local):
        index.add(answer(1), big(1))
        index.add(big(2))
        index.remove("narasumber-1")
    local.warm()
    for query in ("perjanjian kinerja", "tandaversi", "pagu anggaran dinas"):
        ours, theirs = local.search(query), remote.search(query)
        assert [h.passage.id for h in ours.hits] == [h.passage.id for h in theirs.hits]
        assert [h.skor for h in ours.hits] == pytest.approx([h.skor for h in theirs.hits], abs=1e-5)
        assert not theirs.tanpa_vektor
    assert not (tmp_path / "jauh" / "indeks" / "chroma").exists()
    direct = ChromaStore(url=server.url)
    keys = direct.keys(FakeEmbedder().sidik)
    direct.close()
    assert keys == set(remote.catalogue.keys)
    local.close()

    server.stop()
    with caplog.at_level(logging.WARNING):
        found = remote.search("perjanjian kinerja")
    assert found.hits
    assert found.tanpa_vektor
    assert any("by words alone" in r.message for r in caplog.records)
    before = remote.sidik
    for action in (lambda: remote.add(answer(2)), remote.check_vectors):
        with pytest.raises(KnowledgeError) as failure:
            action()
        assert failure.value.kode == "layanan-tidak-terjangkau"
        assert failure.value.kekurangan_layanan
    assert remote.sidik == before

    with socket.socket() as silent:  # accepts connections and never answers
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        silent.bind(("127.0.0.1", server.port))
        silent.listen()
        started = time.monotonic()
        with pytest.raises(KnowledgeError):
            remote.check_vectors()
        assert remote.search("perjanjian kinerja").tanpa_vektor
        assert time.monotonic() - started < 10

    server.start()
    remote.check_vectors()
    remote.add(answer(2))
    again = remote.search("jawabanunik2")
    assert again.hits[0].passage.sumber_id == "narasumber-2"
    assert not again.tanpa_vektor
    remote.close()


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_building_without_the_server_is_refused(tmp_path: Path) -> None:
    index = indexed(tmp_path, f"http://127.0.0.1:{free_port()}")
    with pytest.raises(KnowledgeError) as failure:
        index.open()
    assert failure.value.kode == "layanan-tidak-terjangkau"
    assert "LKJIP_CHROMA_URL" in failure.value.saran


@pytest.mark.filterwarnings("ignore:legacy embedding function config:DeprecationWarning")
def test_the_collection_is_made_for_cosine_with_the_wanted_graph(dense: KnowledgeIndex) -> None:
    store = dense.open()._chroma(1)
    found = store._open().get_collection(collection_name(FakeEmbedder().sidik), embedding_function=None)
    hnsw = found.configuration["hnsw"]
    assert hnsw is not None
    assert {name: hnsw.get(name) for name in HNSW} == HNSW


def test_no_text_lies_in_the_vector_store(dense: KnowledgeIndex, tmp_path: Path) -> None:
    dense.add(answer(77))
    dense.close()
    for path in (tmp_path / "indeks" / "chroma").rglob("*"):
        assert not path.is_file() or b"Jawabanunik77" not in path.read_bytes()


@pytest.mark.parametrize("damage", ["sampah", "potong", "hapus", "graf"])
def test_a_damaged_embedded_store_is_made_again_from_the_segments(
    tmp_path: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "MOST_IN_FILES", 10)
    size = 1200 if damage == "graf" else 60  # a graph is written from 1,000 entries on
    index = indexed(tmp_path, size=size).open()
    index.add(answer(1))
    index.close()
    folder = tmp_path / "indeks" / "chroma" / "1"
    database = folder / "chroma.sqlite3"
    if damage == "sampah":
        database.write_bytes(b"sampah" * 5000)
    elif damage == "potong":
        database.write_bytes(database.read_bytes()[:6000])
    elif damage == "hapus":
        shutil.rmtree(folder)
    else:
        written = [p for p in folder.glob("*/*") if p.stat().st_size]
        assert written
        for path in written:
            path.write_bytes(b"x" * 50)
    embedder = FakeEmbedder()
    again = KnowledgeIndex(
        tmp_path, embedder=embedder, shipped=lambda: shipped_sample(size), stamp=lambda: "1"
    ).warm()
    assert again._chroma(again._current().aktif.chroma).keys(embedder.sidik) == set(again.catalogue.keys)
    found = again.search("jawabanunik1")
    assert found.hits[0].passage.sumber_id == "narasumber-1"
    assert not found.tanpa_vektor
    assert found.hits[0].bagian["vektor"] > 0.5
    assert embedder.passages_embedded == 0
    again.close()


def test_entries_of_no_generation_are_dropped(dense: KnowledgeIndex) -> None:
    import numpy as np

    embedder = FakeEmbedder()
    store = dense.open()._chroma(1)
    vector = embedder.embed_queries(["jawabanunik9"])
    meta = [{"pemilik": "umum", "jenis": "regulasi", "sumber": "x", "status": "berlaku"}]
    store.upsert(embedder.sidik, ["x#1@abc"], np.array(vector, dtype=np.float32), meta)
    found = dense.search("jawabanunik9", limit=5)
    assert not found.tanpa_vektor
    assert all(h.passage.sumber_id != "x" for h in found.hits)


def test_words_alone_never_import_chroma(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from knowledge.index.service import KnowledgeIndex;"
        "from tests.knowledge.index.helpers import shipped_sample;"
        "k = KnowledgeIndex(Path(sys.argv[1]), shipped=shipped_sample, stamp=lambda: '1');"
        "k.search('perjanjian kinerja');"
        "heavy = {'chromadb', 'langchain_chroma', 'langchain_core'};"
        "print(any(m.split('.')[0] in heavy for m in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
