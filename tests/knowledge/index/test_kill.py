"""``kill -9`` at any moment, and two processes on one index: old or new, never between."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.index.service import KnowledgeIndex
from tests.knowledge.index.child import index as make_index
from tests.knowledge.index.helpers import FakeEmbedder, big

SIZE = 60


def child(
    root: Path, action: str, *, dense: bool = False, menetap: bool = False, event: int | None = None
) -> tuple[int, str]:
    """Exit code and output of a process that writes, and may kill itself at an event."""
    command = [sys.executable, "-m", "tests.knowledge.index.child", str(root), action, str(SIZE)]
    command += ["menetap" if menetap else "dense" if dense else "kata"]
    command += [] if event is None else [str(event)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in {0, -signal.SIGKILL}, done.stderr
    return done.returncode, done.stdout


def versions(index: KnowledgeIndex) -> set[str]:
    """Which versions of the added source a reader sees; the whole of each."""
    found = [p.teks.split()[1] for p in index.catalogue if p.sumber_id == "besar"]
    assert len(found) in {0, len(big(1).passages)}
    shown = {
        h.passage.teks.split()[1]
        for h in index.search("tandaversi", limit=100).hits
        if h.passage.sumber_id == "besar"
    }
    assert shown == set(found)
    assert [r.sumber.id for r in index.listing() if not r.bawaan] == ["besar"] * bool(found)
    return shown


def check_clean(root: Path, index: KnowledgeIndex, *, dense: bool) -> None:
    """Nothing of the killed writer is left once another has finished."""
    folder = root / "indeks"
    assert not list(folder.rglob(".sementara-*"))
    assert len(list((folder / "generasi").iterdir())) == 1
    if dense:
        number = index._current().aktif.chroma
        assert index._chroma(number).keys(FakeEmbedder().sidik) == set(index.catalogue.keys)


def moments(total: int, count: int, seed: int) -> list[int]:
    return sorted(random.Random(seed).sample(range(1, total + 1), min(count, total)))


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [("tambah", set(), {"versi1"}), ("ganti", {"versi1"}, {"versi2"}), ("hapus", {"versi1"}, set())],
)
def test_killed_while_changing(tmp_path: Path, action: str, before: set[str], after: set[str]) -> None:
    def start(root: Path) -> None:
        index = make_index(root, SIZE, dense=False).open()
        if before:
            index.add(big(1))

    start(tmp_path / "asal")
    shutil.copytree(tmp_path / "asal", tmp_path / "0")
    total = int(child(tmp_path / "0", action)[1])
    for event in moments(total, 2, seed=len(action)):
        root = tmp_path / f"{event}-{action}"
        shutil.copytree(tmp_path / "asal", root)
        code, _ = child(root, action, event=event)
        assert code == -signal.SIGKILL
        index = make_index(root, SIZE, dense=False).open()
        seen = versions(index)
        assert seen in (before, after)
        if seen == before:
            child(root, action)
        assert versions(index) == after
        index.rebuild()
        check_clean(root, index, dense=False)


def test_killed_while_building(tmp_path: Path) -> None:
    total = int(child(tmp_path / "0", "bangun")[1])
    for event in moments(total, 3, seed=11):
        root = tmp_path / str(event)
        assert child(root, "bangun", event=event)[0] == -signal.SIGKILL
        index = make_index(root, SIZE, dense=False).open()
        assert len(index.catalogue) == SIZE
        assert versions(index) == set()
        index.add(big(1))
        check_clean(root, index, dense=False)


@pytest.mark.parametrize("menetap", [False, True], ids=["written", "left for later"])
def test_killed_while_vectors_are_written(tmp_path: Path, *, menetap: bool) -> None:
    start = tmp_path / "0"
    index = make_index(start, SIZE, dense=True).open()
    index.add(big(1))
    index.close()
    total = int(child(start, "ganti", dense=True, menetap=menetap)[1])
    back = make_index(start, SIZE, dense=True)
    for event in moments(total, 2, seed=3):
        back.add(big(1))
        back.close()
        assert child(start, "ganti", dense=True, menetap=menetap, event=event)[0] == -signal.SIGKILL
        seen = versions(back)
        assert seen in ({"versi1"}, {"versi2"})
        back.add(big(2))
        assert versions(back) == {"versi2"}
        assert not back.search("tandaversi").tanpa_vektor
        back.fill()
        check_clean(start, back, dense=True)
    back.close()


def test_finished_segments_are_not_made_again(tmp_path: Path) -> None:
    """The embedding of a finished segment survives a kill before the switch."""
    root = tmp_path / "0"
    make_index(root, SIZE, dense=True).open().close()
    total = int(child(root, "tambah", dense=True)[1])
    make_index(root, SIZE, dense=True).remove("besar")
    assert child(root, "tambah", dense=True, event=total - 3)[0] == -signal.SIGKILL
    embedder = FakeEmbedder()
    index = make_index(root, SIZE, dense=True)
    index._embedder = index._store._embedder = embedder
    index.add(big(1))
    assert versions(index) == {"versi1"}
    assert embedder.passages_embedded == 0
    index.close()


def test_a_reader_in_another_process_sees_old_or_new(tmp_path: Path) -> None:
    index = make_index(tmp_path, SIZE, dense=True).open()
    command = [sys.executable, "-m", "tests.knowledge.index.child", str(tmp_path), "baca", str(SIZE), "dense"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as reader:  # type: ignore[call-overload]
        assert reader.stdout.readline() == "siap\n"
        for version in (1, 2, 3, 4):
            index.add(big(version))
        index.remove("besar")
        out, err = reader.communicate("", timeout=60)
    assert reader.returncode == 0, err
    assert int(out.split()[1]) > 3
    index.close()
