"""What a process that stays leaves to another one: the same index, the same errors, Chroma whole again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from knowledge.errors import KnowledgeError
from knowledge.index.elsewhere import NotDone, check, fill_task, perform
from knowledge.index.service import KnowledgeIndex
from knowledge.index.vectors import ChromaStore
from tests.knowledge.index.helpers import FakeEmbedder, answer, big, regulation, shipped_sample


class Other:
    """In place of another process: its own index over the same folder, plain JSON in between."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, list[str]()

    def __call__(self, task: Mapping[str, Any]) -> Mapping[str, Any]:
        self.asked.append(task["ubah"])
        found = perform(index(self.folder), json.loads(json.dumps(task)))
        # Chroma is known to a whole process: what the other one opened is not open here.
        index(self.folder).close()
        result: dict[str, Any] = json.loads(json.dumps(found))
        return result


def index(
    folder: Path, elsewhere: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
) -> KnowledgeIndex:
    return KnowledgeIndex(
        folder, embedder=FakeEmbedder(), shipped=shipped_sample, stamp=lambda: "1", elsewhere=elsewhere
    )


def staying(folder: Path) -> tuple[KnowledgeIndex, Other]:
    other = Other(folder)
    return index(folder, other), other


def keys(folder: Path) -> set[str]:
    """What Chroma holds."""
    number = json.loads((folder / "indeks" / "aktif.json").read_text())["chroma"]
    store = ChromaStore(folder=folder / "indeks" / "chroma" / str(number))
    try:
        return store.keys(FakeEmbedder().sidik)
    finally:
        store.close()


def wanted(one: KnowledgeIndex) -> set[str]:
    return set(one.catalogue.keys)


def test_the_index_is_the_one_that_an_ordinary_process_makes(tmp_path: Path) -> None:
    """Built, added to, replaced and cut down: the same sources, the same fingerprint, the same hits."""
    there, other = staying(tmp_path / "a")
    here = index(tmp_path / "b")
    for one in (there, here):
        one.open()
        one.add(answer(3), regulation("tambahan", "Renstra memuat sasaran."), catatan=("satu halaman",))
        one.add(big(1))
        one.add(big(2))
        assert one.remove("narasumber-3") == 1
    assert other.asked == ["bangun"]
    assert there.sidik == here.sidik
    listed = [(r.sumber, r.jumlah_passage, r.sidik, r.catatan) for r in there.listing()]
    assert listed == [(r.sumber, r.jumlah_passage, r.sidik, r.catatan) for r in here.listing()]
    for query in ("Tandaversi versi2", "perjanjian kinerja bupati", "renstra"):
        pairs = [[(h.passage.id, h.skor) for h in one.search(query, limit=5).hits] for one in (there, here)]
        assert pairs[0] == pairs[1]


def test_chroma_is_not_opened_for_a_change_and_whole_after_the_filling(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, other = staying(tmp_path)
    there.open()
    before = keys(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(ChromaStore, "_open", lambda _self: pytest.fail("Chroma is opened"))
        there.add(answer(7))
        there.add(big(1))
        there.add(big(2))
        assert there.search("Jawabanunik7").hits[0].passage.sumber_id == "narasumber-7"
        assert not there.search("Jawabanunik7").tanpa_vektor
        there.remove("narasumber-7")
        assert there.is_behind
    assert keys(tmp_path) == before
    check(other(fill_task()))
    assert not index(tmp_path).is_behind
    assert keys(tmp_path) == wanted(there)


def test_another_writer_makes_good_what_was_left_for_later(tmp_path: Path) -> None:
    """As many too many as too few: a count alone would not see it."""
    there, _ = staying(tmp_path)
    there.open()
    there.add(answer(1))
    there.remove("narasumber-1")
    there.add(answer(2))
    other = index(tmp_path)
    other.add(answer(3))
    assert not other.is_behind
    assert keys(tmp_path) == wanted(there) == wanted(other)


def test_diagnosa_fills_before_it_counts(tmp_path: Path) -> None:
    there, _ = staying(tmp_path)
    there.open()
    there.add(answer(1))
    index(tmp_path).check_vectors()
    assert keys(tmp_path) == wanted(there)


def test_nothing_is_filled_where_nothing_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = index(tmp_path).open()
    monkeypatch.setattr(ChromaStore, "load", lambda _self: pytest.fail("Chroma is opened"))
    one.fill()


def test_an_error_of_the_other_process_is_raised_here(tmp_path: Path) -> None:
    class Locked:
        def fill(self) -> None:
            raise KnowledgeError("indeks-terkunci", "Indeks dikunci.", "Ulangi.", kekurangan_layanan=True)

    found = perform(Locked(), fill_task())  # type: ignore[arg-type]
    with pytest.raises(KnowledgeError) as caught:
        check(json.loads(json.dumps(found)))
    assert (caught.value.kode, caught.value.saran) == ("indeks-terkunci", "Ulangi.")
    assert caught.value.kekurangan_layanan


def test_without_an_answer_the_index_is_made_here(tmp_path: Path) -> None:
    """Another process that was killed, or could not be started, costs memory but no answer."""

    def dead(_task: Mapping[str, Any]) -> Mapping[str, Any]:
        raise NotDone("ended by a signal")

    alone = index(tmp_path, dead).open()
    assert alone.search("perjanjian kinerja").hits
    assert keys(tmp_path) == wanted(alone)
