"""Segments, generations and files on disk: whole or absent, made once, swept after the switch."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.analyser import Analyser
from knowledge.index.files import Damaged, published_folder, replace_file
from knowledge.index.lexical import LexicalIndex
from knowledge.index.lock import writer_lock
from knowledge.index.segments import (
    Asal,
    StoredPassages,
    decode_passage,
    encode_passage,
    read_segment,
    segment_sidik,
    write_segment,
)
from knowledge.index.service import KnowledgeIndex
from knowledge.index.terms import combine_lexical
from knowledge.model import Aspek, Bentuk, Passage, Pernyataan, Relasi, Sikap, Struktur, Verifikasi
from tests.knowledge.index.helpers import (
    FakeEmbedder,
    answer,
    big,
    muatan,
    passage,
    regulation,
    shipped_sample,
)

full = st.builds(
    replace,
    st.just(passage("s", "1", "Isi")),
    teks=st.text(),
    halaman=st.none() | st.tuples(st.integers(1, 900), st.integers(1, 900)),
    bentuk=st.sampled_from(Bentuk),
    verifikasi_letak=st.none() | st.sampled_from(Verifikasi),
    kata=st.lists(st.text(max_size=8), max_size=3).map(tuple),
    instansi=st.none() | st.text(max_size=10),
    pernyataan=st.lists(
        st.builds(
            Pernyataan,
            st.sampled_from(Aspek),
            st.text(max_size=20),
            st.lists(st.text(max_size=5), max_size=3).map(tuple),
            st.none() | st.sampled_from(Sikap),
        ),
        max_size=2,
    ).map(tuple),
)


@given(full)
def test_a_passage_comes_back_as_it_was(one: Passage) -> None:
    line = encode_passage(one)
    assert b"\n" not in line
    assert decode_passage(line) == one


def test_a_source_comes_back_as_it_was(tmp_path: Path) -> None:
    source = replace(
        regulation("pp-1-2001").sumber,
        ditetapkan=date(2001, 2, 3),
        sebutan=("pp satu",),
        relasi=(Relasi("mencabut", "pp-0-2000", "Pasal 9"),),
        struktur=Struktur(pasal=9, lampiran=("I",), huruf={"I": "E"}, ayat={"2": 3}),
    )
    load = muatan(source, passage("pp-1-2001", "1", "Isi"))
    asal = Asal(source, load.sidik, bawaan=False, ditambahkan="2026-01-02T03:04:05+00:00", catatan=("x",))
    segment = write_segment(tmp_path / segment_sidik(load, bawaan=False), load, asal)
    again = read_segment(segment.folder)
    assert again == segment
    assert again.asal == asal
    assert again.passages() == load.passages
    assert list(StoredPassages([again])) == list(load.passages)


def test_origin_owner_and_content_make_different_segments() -> None:
    one = regulation("a", "Isi")
    sidik = {
        segment_sidik(one, bawaan=True),
        segment_sidik(one, bawaan=False),
        segment_sidik(regulation("a", "Isi", pemilik="pengguna:1"), bawaan=False),
        segment_sidik(regulation("a", "Isi lain"), bawaan=False),
    }
    assert len(sidik) == 4


def test_an_unfinished_folder_is_not_there(tmp_path: Path) -> None:
    def fail() -> None:
        with published_folder(tmp_path / "x") as draft:
            (draft / "a").write_text("setengah")
            raise ValueError

    with pytest.raises(ValueError):
        fail()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(Damaged):
        read_segment(tmp_path / "x")


def test_a_file_that_cannot_be_replaced_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    replace_file(target, b"lama")

    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError):
        replace_file(target, b"baru")
    assert target.read_bytes() == b"lama"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_the_lock_lets_one_in_at_a_time(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(5):
            with writer_lock(tmp_path / "kunci"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}
    assert len(most) == 20


def test_only_what_is_used_stays_on_disk(dense: KnowledgeIndex, tmp_path: Path) -> None:
    dense.open()
    dense.add(big(1), answer(1))
    dense.add(big(2))
    dense.remove("narasumber-1")
    root = tmp_path / "indeks"
    manifest = dense._current().manifest
    assert [p.name for p in (root / "generasi").iterdir()] == [manifest.sidik]
    assert {p.name for p in (root / "segmen").iterdir()} == {s.sidik for s in manifest.segmen}
    assert dense._chroma(1).keys(FakeEmbedder().sidik) == set(dense.catalogue.keys)
    assert not (root / "tertunda.json").exists()


def test_stored_words_give_the_same_lexical_index_as_reading_anew(tmp_path: Path) -> None:
    index = KnowledgeIndex(tmp_path, shipped=shipped_sample, stamp=lambda: "1").open()
    index.add(big(1))
    catalogue, manifest = index.catalogue, index._current().manifest
    analyser = Analyser()
    anew = LexicalIndex.build(list(catalogue), analyser, sources=catalogue.sources)
    stored = combine_lexical(manifest.segmen, analyser, catalogue.sources)
    for folder, found in (("a", anew), ("b", stored)):
        (tmp_path / folder).mkdir()
        found.save(tmp_path / folder)
    names = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*.npy"))
    assert names
    for word in anew.vocabulary():
        assert anew.huruf.column(word)[0].tolist() == stored.huruf.column(word)[0].tolist()
        assert anew.huruf.column(word)[1].tolist() == pytest.approx(stored.huruf.column(word)[1].tolist())
    assert anew.vocabulary() == stored.vocabulary()


def test_a_renamed_source_is_found_under_its_new_name(tmp_path: Path) -> None:
    KnowledgeIndex(tmp_path, shipped=shipped_sample, stamp=lambda: "1").open()

    def renamed() -> tuple[object, ...]:
        first, *rest = shipped_sample()
        return (replace(first, sumber=replace(first.sumber, sebutan=("namabarusekali",)), sidik="x"), *rest)

    index = KnowledgeIndex(tmp_path, shipped=renamed, stamp=lambda: "2")  # type: ignore[arg-type]
    assert index.search("namabarusekali").hits[0].passage.sumber_id == "aturan-0"
