"""Citations: place, words, page, verification and status."""

from __future__ import annotations

from bot.answering.citations import MOST, cite, nearest_places, shorten, status_note
from knowledge.index.model import Hit
from knowledge.model import Aspek, Bentuk, Pernyataan, StatusBerlaku
from tests.answering.fakes import FakeKnowledge, passage


def hits(small: FakeKnowledge, question: str) -> tuple[Hit, ...]:
    return small.search(question).hits


def test_a_citation_has_everything_that_is_needed_to_check_it(small: FakeKnowledge) -> None:
    found = [h for h in hits(small, "laporan kinerja provinsi") if "provinsi" in h.passage.judul]
    (one,) = cite(found, small, {found[0].passage.id: "Kalimat yang dipakai."})
    assert (one.sumber, one.letak, one.halaman) == ("Permenpan-RB 901/2031", "Lampiran II huruf D", "20-21")
    assert (one.teks, one.bentuk) == ("Kalimat yang dipakai.", Bentuk.RINGKASAN)
    assert (one.status_berlaku, one.keterangan_status) == (StatusBerlaku.BERLAKU, None)


def test_a_revoked_source_says_by_what(small: FakeKnowledge) -> None:
    source = small.source("aturan-lama")
    assert source is not None
    assert status_note(source, small) == "dicabut oleh Permenpan-RB 901/2031 (Pasal 6, sejak 2 Januari 2031)"


def test_the_same_place_is_cited_once_and_no_more_than_four(small: FakeKnowledge) -> None:
    found = [h for h in hits(small, "laporan kinerja") if h.passage.letak.slug() == "lampiran-ii-huruf-d"]
    assert len(found) == 2
    assert len(cite(found, small)) == 1
    many = [
        Hit(passage(f"Pasal {n}", f"Hal {n}", Pernyataan(Aspek.ISI, "Isi rekaan.")), 1.0, {}, 1.0)
        for n in range(1, 9)
    ]
    assert [k.letak for k in cite(many, small)] == [f"Pasal {n}" for n in range(1, MOST + 1)]


def test_nearest_places_are_named_once(small: FakeKnowledge) -> None:
    places = nearest_places(hits(small, "laporan kinerja"), small)
    assert len(places) == len({(p.sumber, p.letak) for p in places}) <= 3


def test_a_long_text_is_cut_at_a_word() -> None:
    cut = shorten("kata " * 400)
    assert len(cut) < 710
    assert cut.endswith("kata …")
