from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index.analyser import Analyser

ANALYSER = Analyser()


def standard(text: str) -> list[str]:
    return [term.baku for term in ANALYSER.analyse(text)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("gmn klo blm ttd", ["bagaimana", "kalau", "belum", "tandatangan"]),
        ("brp bln utk thn ini", ["berapa", "bulan", "untuk", "tahun", "ini"]),
        ("gaboleh bgttt", ["tidak", "boleh", "sangat"]),
        ("dinas2 dan hal2nya", ["dinas", "dan", "hal"]),
        ("dinas-dinas, hal-halnya", ["dinas", "hal"]),
        ("sub-kegiatan", ["sub", "kegiatan"]),
        ("tanda tangan wali kota", ["tandatangan", "walikota"]),
        ("s/d tw1", ["sampai", "dengan", "tw", "1"]),
        ("saat maaf", ["saat", "maaf"]),
    ],
)
def test_chat_becomes_standard_words(written: str, meant: list[str]) -> None:
    assert standard(written) == meant


@pytest.mark.parametrize("word", ["53/2014", "i/5-6", "72,5", "1.234,56", "k/l", "iii/2-2"])
def test_numbers_and_names_of_forms_stay_whole(word: str) -> None:
    assert standard(f"menurut {word} itu") == ["menurut", word, "itu"]


def test_a_percentage_is_a_number_and_a_word() -> None:
    assert standard("90%") == standard("90 persen") == ["90", "persen"]


def test_an_abbreviation_in_capitals_is_none_of_chat() -> None:
    assert standard("laporan PD")[-1] == "pd"


def test_negations_are_seen_but_not_searched() -> None:
    terms = {term.baku: term for term in ANALYSER.analyse("PK gk dibuat, bukan direvisi")}
    assert terms["tidak"].akar == "" == terms["bukan"].akar
    assert terms["dibuat"].akar == "buat"


def test_question_words_and_politeness_are_not_searched() -> None:
    assert ANALYSER.stems("Mohon izin bertanya min, kapan dan bagaimana sih?") == []


@pytest.mark.parametrize(
    ("forms", "root"),
    [
        (("direviu", "mereviu", "reviu", "reviunya"), "reviu"),
        (("menyampaikan", "penyampaian", "disampaikan"), "sampai"),
        (("perangkat",), "perangkat"),
        (("kinerja", "kinerjanya"), "kinerja"),
        (("pk", "pknya"), "pk"),
        (("pengesahan", "disahkan"), "sah"),
        (("tandatangan", "ditandatangani", "penandatangan", "menandatangani"), "tandatangan"),
    ],
)
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...], root: str) -> None:
    assert {ANALYSER.stem(form) for form in forms} == {root}


def test_parts_of_a_regulation_number_are_searchable_too() -> None:
    assert ANALYSER.stems("Permenpan-RB 53/2014") == ["permenpan", "rb", "53/2014", "53", "2014"]


def forms_of(text: str) -> set[tuple[str, ...]]:
    return {form for one in ANALYSER.padanan(ANALYSER.stems(text)) for form in one.bentuk}


def test_an_abbreviation_and_its_full_form_stand_for_each_other() -> None:
    assert ("pk",) in forms_of("perjanjian kinerja")
    assert tuple(ANALYSER.stems("perjanjian kinerja")) in forms_of("PK")
    assert {("lkjip",), ("lakip",)} <= forms_of("laporan kinerja")
    assert ("triwulan",) in forms_of("tw 3")


def test_the_longest_form_wins() -> None:
    inner = forms_of("laporan hasil evaluasi")
    assert ("lhe",) in inner
    assert ("lkjip",) not in inner
    assert ("evaluation",) not in inner


def test_a_form_without_its_negation_is_none() -> None:
    assert ("gagal",) not in forms_of("target tercapai")


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_has_words_and_nothing_breaks(text: str) -> None:
    for term in ANALYSER.analyse(text):
        assert term.kata
        assert term.baku
        assert (term.akar == "") == (term.bobot == 0.0)


@pytest.mark.parametrize("text", ["a" * 20_000, "a-" * 10_000, "1." * 10_000, "i/" * 10_000, "2" * 20_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    began = time.process_time()
    ANALYSER.tokens(text)
    assert time.process_time() - began < 3


def test_the_fingerprint_is_that_of_the_tables() -> None:
    assert Analyser().sidik == ANALYSER.sidik


@pytest.mark.parametrize(
    ("written", "meant"),
    [("mnurut", "menurut"), ("anggaran", None), ("rendang", None), ("x1", None)],
)
def test_a_slip_of_a_stop_word_is_no_unknown_word(written: str, meant: str | None) -> None:
    assert Analyser().slip_of_stop_word(written) == meant
