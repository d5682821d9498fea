"""No result leaves its scope: mask, filter of Chroma and whole search against ``Scope.admits``."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.index import dense
from knowledge.index.catalogue import Catalogue, metadata, where
from knowledge.index.model import Muatan
from knowledge.index.service import KnowledgeIndex
from knowledge.index.vectors import ChromaStore
from knowledge.letak import Letak
from knowledge.model import Jenis, Passage, StatusBerlaku
from knowledge.scope import Scope
from tests.knowledge.index.helpers import WORDS, FakeEmbedder, muatan, passage, regulation, sentence

OWNERS = ("umum", "pengguna:1", "pengguna:2", "instansi:9")
SOURCES = ("s-1", "s-2", "s-3")

scopes = st.builds(
    Scope,
    pemilik=st.frozensets(st.sampled_from(OWNERS)),
    jenis=st.none() | st.frozensets(st.sampled_from(Jenis)),
    sumber=st.none() | st.frozensets(st.sampled_from((*SOURCES, "s-tidak-ada"))),
    tahun=st.none() | st.tuples(st.integers(2008, 2026), st.integers(2008, 2026)),
    hanya_berlaku=st.booleans(),
)
passages = st.builds(
    passage,
    st.sampled_from(SOURCES),
    st.text("abc", min_size=1, max_size=3),
    st.just("Isi"),
    jenis=st.sampled_from(Jenis),
    pemilik=st.sampled_from(OWNERS),
    tahun=st.none() | st.integers(2010, 2025),
    status=st.sampled_from(StatusBerlaku),
)


@given(st.lists(passages, max_size=12), scopes)
def test_mask_is_admits(found: list[Passage], scope: Scope) -> None:
    assert Catalogue(found).mask(scope).tolist() == [scope.admits(p) for p in found]


def meets(meta: dict[str, Any], condition: dict[str, Any]) -> bool:
    """Chroma's ``where`` as its documentation has it: a missing key fails all but $ne and $nin."""
    ((name, value),) = condition.items()
    if name == "$and":
        return all(meets(meta, part) for part in value)
    ((operator, wanted),) = value.items()
    have = meta.get(name)
    if operator in {"$ne", "$nin"}:
        return have != wanted if operator == "$ne" else have not in wanted
    if have is None:
        return False
    if operator in {"$eq", "$in"}:
        return have == wanted if operator == "$eq" else have in wanted
    return bool(have >= wanted if operator == "$gte" else have <= wanted)


@given(passages, scopes)
def test_filter_is_admits(found: Passage, scope: Scope) -> None:
    assert meets(metadata(found), where(scope)) == scope.admits(found)


def mixed() -> tuple[Muatan, ...]:
    """Sources of all owners, whose passages differ in kind, year and status."""
    chance = random.Random(5)
    loads = []
    for owner in OWNERS:
        for name in SOURCES:
            many = tuple(
                passage(
                    name,
                    f"{owner}-{n}",
                    sentence(chance),
                    letak=f"Pasal {n + 1}",
                    jenis=chance.choice(tuple(Jenis)),
                    pemilik=owner,
                    tahun=chance.choice((None, 2012, 2015, 2020, 2024)),
                    status=chance.choice(tuple(StatusBerlaku)),
                )
                for n in range(12)
            )
            loads.append(muatan(regulation(name, pemilik=owner).sumber, *many))
    return tuple(loads)


@pytest.fixture(scope="module", params=["chroma", "berkas"])
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeIndex]:
    """The index over Chroma, and over the files that a process searches first."""
    folder: Path = tmp_path_factory.mktemp("indeks")
    found = KnowledgeIndex(folder, embedder=FakeEmbedder(), shipped=tuple, stamp=lambda: "1").open()
    found.add(*mixed())
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "berkas":
            patch.setattr(ChromaStore, "nearest", None)
        else:
            patch.setattr(dense.FileVectors, "nearest", lambda *_: None)
        yield found
    found.close()


@given(scopes, st.lists(st.sampled_from((*WORDS, "pasal 3", "s-1")), min_size=1, max_size=5))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_result_leaves_its_scope(index: KnowledgeIndex, scope: Scope, words: list[str]) -> None:
    found = index.search(" ".join(words), scope, limit=200)
    assert not found.tanpa_vektor
    for hit in found.hits:
        assert scope.admits(hit.passage)
        assert all(scope.admits(p) for p in hit.naskah)
    assert all(scope.admits(p) for name in SOURCES for p in index.at(name, Letak(), scope))
    assert {s.pemilik for s in index.sources(scope)} <= scope.pemilik


@given(scopes)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_vector_store_gives_what_the_scope_admits_and_all_of_it(
    index: KnowledgeIndex, scope: Scope
) -> None:
    generation = index._current()
    assert generation.vectors is not None
    vector = FakeEmbedder().embed_queries(["perjanjian kinerja"])[0]
    catalogue = generation.catalogue
    found = [row for row, _ in generation.vectors.nearest(vector, scope, len(catalogue))]
    admitted = [row for row, p in enumerate(catalogue) if scope.admits(p)]
    assert sorted(found) == admitted


def test_a_person_finds_the_own_document_and_nobody_else_does(index: KnowledgeIndex) -> None:
    secret = regulation("rahasia", "Katarahasia tentang pagu kegiatan.", pemilik="pengguna:1")
    index.add(secret)
    mine = index.search("katarahasia", Scope(frozenset({"umum", "pengguna:1"})))
    assert mine.hits[0].passage.sumber_id == "rahasia"
    for others in ({"umum"}, {"umum", "pengguna:2"}, {"instansi:9"}):
        scope = Scope(frozenset(others))
        assert all(h.passage.sumber_id != "rahasia" for h in index.search("katarahasia", scope).hits)
        assert index.passage("rahasia#pasal-1", scope) is None
        assert index.source("rahasia", scope) is None
        assert index.frequency("katarahasia", scope) == 0
        assert all(a.sumber_id != "rahasia" for a in index.search("pasal 1 rahasia", scope).acuan)
