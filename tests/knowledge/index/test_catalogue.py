"""Rows, ids and places of the catalogue."""

from __future__ import annotations

from knowledge.index.catalogue import Catalogue, metadata
from knowledge.letak import parse_letak
from knowledge.model import StatusBerlaku
from knowledge.scope import PUBLIK, Scope, for_person
from tests.knowledge.index.helpers import passage, regulation


def sample() -> Catalogue:
    return Catalogue(
        [
            passage("a", "1", "Satu", letak="Lampiran I huruf A", tahun=2014),
            passage("a", "2", "Dua", letak="Lampiran I huruf A angka 1", tahun=2014),
            passage("a", "3", "Tiga", letak="Lampiran II", pemilik="pengguna:7"),
            passage("a", "1", "Satu milik orang lain", letak="Lampiran I", pemilik="pengguna:8"),
            passage("b", "1", "Empat", status=StatusBerlaku.DICABUT),
        ],
        [regulation("a").sumber, regulation("a", pemilik="pengguna:8").sumber, regulation("b").sumber],
    )


def test_at_gives_a_place_and_what_lies_inside_in_order() -> None:
    found = sample().at("a", parse_letak("Lampiran I huruf A"), PUBLIK)
    assert [p.teks for p in found] == ["Satu", "Dua"]


def test_the_same_id_of_another_owner_is_another_passage() -> None:
    catalogue = sample()
    mine = catalogue.passage("a#1", for_person(8).narrowed(pemilik=frozenset({"pengguna:8"})))
    assert mine is not None
    assert mine.teks == "Satu milik orang lain"
    public = catalogue.passage("a#1", PUBLIK)
    assert public is not None
    assert public.teks == "Satu"
    assert catalogue.passage("a#3", PUBLIK) is None


def test_sources_of_others_are_not_listed() -> None:
    assert [s.pemilik for s in sample().sources_for(PUBLIK)] == ["umum", "umum"]
    assert len(sample().sources_for(for_person(8))) == 3


def test_metadata_has_the_fields_of_a_scope_and_no_text() -> None:
    found = metadata(passage("a", "1", "Rahasia", pemilik="pengguna:7", tahun=2020))
    assert found == {
        "pemilik": "pengguna:7",
        "jenis": "regulasi",
        "sumber": "a",
        "tahun": 2020,
        "status": "berlaku",
    }


def test_an_empty_catalogue_has_an_empty_mask() -> None:
    assert Catalogue([]).mask(Scope(tahun=(2000, 2030))).shape == (0,)
