"""A question as a Maksud: parties, values, pairs, places."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answering import parties, wording
from bot.answering.model import Ragam
from bot.answering.understand import read, understand
from tests.answering.fakes import FakeKnowledge


def test_politeness_and_address_are_not_searched(small: FakeKnowledge) -> None:
    maksud = understand("Selamat pagi pak, mohon info tenggat renja ya, terima kasih", (), small)
    assert maksud.utuh == "tenggat renja"
    assert maksud.teks.startswith("Selamat pagi")


def test_only_chatter_is_left_as_it_is() -> None:
    assert wording.stripped("halo pak") == "halo pak"


@pytest.mark.parametrize(
    ("question", "pihak"),
    [
        ("LKj dinas dikirim ke bupati kapan", ("skpd", "bupati")),
        ("kapan bupati kirim LKj ke gubernur", ("bupati", "gubernur")),
        ("PK dirjen", ("eselon i",)),
        ("LKj kecamatan", ("skpd",)),
        ("PK eselon IV", ("eselon iv",)),
        ("LKj K/L", ("kementerian",)),
    ],
)
def test_parties_have_one_word_each_and_receivers_come_last(question: str, pihak: tuple[str, ...]) -> None:
    assert parties.parties(wording.steer(question)) == pihak


def test_a_statement_about_another_party_does_not_fit() -> None:
    ours = parties.fit(("skpd",), "", "Kepala SKPD menyampaikan laporan kepada gubernur atau bupati.")
    theirs = parties.fit(("skpd",), "", "Gubernur menyampaikan laporan kepada Menteri Dalam Negeri.")
    assert ours == 1.0
    assert theirs == -1.0
    assert parties.fit((), "", "Gubernur menyampaikan laporan.") == 0.0


def test_values_are_read_but_no_years_and_no_places(small: FakeKnowledge) -> None:
    maksud = understand("capaian 88,5% di tahun 2024 menurut pasal 6 masuk kategori apa", (), small)
    assert maksud.nilai == (Decimal("88.5"),)
    assert maksud.ragam[0] is Ragam.KATEGORI
    assert maksud.tahun == 2024


@pytest.mark.parametrize(
    "question",
    [
        "Apa beda renstra dan renja?",
        "renstra vs renja",
        "renstra sama renja bedanya apa",
        "hubungan renstra dengan renja apa",
    ],
)
def test_two_things_are_told_apart(question: str, small: FakeKnowledge) -> None:
    assert understand(question, (), small).dua_hal == ("renstra", "renja")


def test_a_place_alone_asks_what_stands_there(small: FakeKnowledge) -> None:
    assert understand("isi pasal 6 permenpan 901/2031 apa", (), small).ragam == (Ragam.KUTIP,)
    assert (
        understand("siapa penyusun LKj menurut pasal 6 permenpan 901/2031", (), small).ragam[0] is Ragam.SIAPA
    )


def test_counts_and_negation_are_noticed(small: FakeKnowledge) -> None:
    assert read("sebutkan tujuh analisis", (), small).banyak == (7,)
    assert read("kalau tidak menyusun PK apakah boleh?", (), small).ingkar
    assert not read("PK boleh direvisi tidak?", (), small).ingkar


def test_a_lone_word_asks_for_its_meaning(small: FakeKnowledge) -> None:
    assert understand("IKU?", (), small).ragam == (Ragam.DEFINISI,)
