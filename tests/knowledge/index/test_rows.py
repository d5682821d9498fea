"""What is kept of an index goes with it: whoever publishes, the next question sees the index as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.index.catalogue import MOST_MASKS, MOST_NAMES, Catalogue
from knowledge.index.model import Muatan
from knowledge.index.rows import MOST, Rows
from knowledge.index.service import KnowledgeIndex
from knowledge.letak import parse_letak
from knowledge.model import UMUM, Bentuk, Jenis, Passage, StatusBerlaku, Sumber
from knowledge.scope import PUBLIK, Scope
from tests.knowledge.index.helpers import muatan, passage, regulation

SOURCE = Sumber(
    "permenpan-rb-77-2031", Jenis.REGULASI, "Permenpan-RB 77/2031", "Peraturan rekaan", nomor="77", tahun=2031
)
OURS = passage(SOURCE.id, "pantai", "Laporan kelautan disampaikan pada bulan ketiga.", letak="Pasal 4")
WORDS = replace(
    passage(SOURCE.id, "bunyi", "Dinas menyampaikan laporan kelautan paling lambat Maret.", letak="Pasal 4"),
    bentuk=Bentuk.KUTIPAN,
)
OTHER = regulation("aturan-lain", "Anggaran dibahas bersama.", "Rapat diadakan tiap minggu.")


def opened(folder: Path, *shipped: Muatan) -> KnowledgeIndex:
    def sources() -> tuple[Muatan, ...]:
        return shipped

    return KnowledgeIndex(folder, shipped=sources, stamp=lambda: "1").open()


def asked(index: KnowledgeIndex) -> list[tuple[str, float, tuple[str, ...]]]:
    found = index.search("laporan kelautan pasal 4 permenpan-rb 77/2031")
    return [
        (h.passage.id, h.skor, tuple(p.id for p in h.naskah))
        for h in found.hits
        if h.passage.sumber_id == SOURCE.id
    ]


Change = Callable[[KnowledgeIndex, Muatan], object]


@pytest.fixture(params=["the same process", "another process"])
def publish(request: pytest.FixtureRequest, tmp_path: Path) -> Change:
    """Adds a source to the index; for the second time by one that another process would have opened."""

    def here(index: KnowledgeIndex, one: Muatan) -> None:
        index.add(one)

    def there(index: KnowledgeIndex, one: Muatan) -> None:
        opened(tmp_path, OTHER).add(one)

    return here if request.param == "the same process" else there


def test_what_is_published_is_seen_by_the_next_question(tmp_path: Path, publish: Change) -> None:
    index = opened(tmp_path, OTHER)
    text = "Apa isi pasal 4 Permenpan-RB 77/2031?"
    assert asked(index) == []
    assert [a.sumber_tidak_dikenal for a in index.references(text)] == ["Permenpan-RB 77/2031"]
    assert index.at(SOURCE.id, OURS.letak) == ()
    assert SOURCE not in index.sources()
    publish(index, muatan(SOURCE, OURS))
    assert [(i, n) for i, _, n in asked(index)] == [(OURS.id, ())]
    assert [a.sumber_id for a in index.references(text)] == [SOURCE.id]
    assert index.at(SOURCE.id, OURS.letak) == (OURS,)
    assert SOURCE in index.sources()


def test_the_words_of_a_source_stand_beside_ours_as_soon_as_they_are_published(
    tmp_path: Path, publish: Change
) -> None:
    index = opened(tmp_path, OTHER)
    publish(index, muatan(SOURCE, OURS))
    assert [n for _, _, n in asked(index)] == [()]
    publish(index, muatan(SOURCE, OURS, WORDS))
    assert [(i, n) for i, _, n in asked(index)] == [(OURS.id, (WORDS.id,))]


@pytest.mark.parametrize(
    "changed",
    [replace(OURS, letak=parse_letak("Pasal 9")), replace(OURS, status=StatusBerlaku.DICABUT)],
    ids=["moved", "revoked"],
)
def test_a_changed_passage_of_the_same_id_is_ranked_by_what_it_is_now(
    tmp_path: Path, publish: Change, changed: Passage
) -> None:
    index = opened(tmp_path, OTHER)
    plain = "laporan kelautan menurut pasal 4"
    publish(index, muatan(SOURCE, OURS))
    before = index.search(plain).hits[0]
    publish(index, muatan(SOURCE, changed))
    after = index.search(plain).hits[0]
    assert after.passage == changed
    assert after.skor < before.skor
    assert (index.at(SOURCE.id, OURS.letak) == ()) == (changed.letak != OURS.letak)


def test_what_is_removed_is_gone_at_once(tmp_path: Path) -> None:
    index = opened(tmp_path, OTHER)
    index.add(muatan(SOURCE, OURS))
    assert asked(index)
    index.remove(SOURCE.id)
    assert asked(index) == []
    assert index.at(SOURCE.id, OURS.letak) == ()


def test_what_is_kept_for_one_owner_is_not_shown_to_another(tmp_path: Path) -> None:
    index = opened(tmp_path, OTHER)
    own = Scope(frozenset({UMUM, "pengguna:1"}))
    index.add(muatan(replace(SOURCE, pemilik="pengguna:1"), replace(OURS, pemilik="pengguna:1")))
    for _ in range(2):
        assert index.at(SOURCE.id, OURS.letak, own)
        assert index.at(SOURCE.id, OURS.letak, PUBLIK) == ()
        assert index.search("laporan kelautan", own).hits[0].passage.sumber_id == SOURCE.id
        assert all(h.passage.sumber_id != SOURCE.id for h in index.search("laporan kelautan", PUBLIK).hits)
        assert [a.sumber_id for a in index.references("Permenpan-RB 77/2031", own)] == [SOURCE.id]
        assert [a.sumber_id for a in index.references("Permenpan-RB 77/2031", PUBLIK)] == [None]
        assert len(index.sources(own)) == len(index.sources(PUBLIK)) + 1


def test_only_so_much_is_kept() -> None:
    catalogue = Catalogue([OURS], [SOURCE])
    for year in range(3 * (MOST_MASKS + MOST_NAMES)):
        scope = Scope(tahun=(year, year + 1))
        catalogue.mask(scope)
        catalogue.names(Scope(frozenset({UMUM, f"pengguna:{year}"})))
        catalogue.sources_for(scope)
    assert len(catalogue._masks) <= MOST_MASKS
    assert len(catalogue._names) <= MOST_NAMES
    assert len(catalogue._admitted) <= MOST_NAMES
    rows = Rows([OURS] * (MOST + 10))
    for row in range(MOST + 10):
        assert rows[row].sumber_id == SOURCE.id
    assert len(rows._known) <= MOST
