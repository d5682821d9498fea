"""Composed answers: the direct answer first, for the party that is asked for, with nothing invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.compose import say
from bot.answering.model import Answer, Status
from bot.answering.service import Answering
from knowledge.index.service import KnowledgeIndex
from knowledge.model import Aspek, Bentuk, Pernyataan
from tests.answering.conftest import NOW
from tests.answering.fakes import FakeKnowledge


def ask(knowledge: FakeKnowledge | KnowledgeIndex, question: str) -> Answer:
    return Answering(knowledge).answer(question, sekarang=NOW)[0]


def first_line(answer: Answer) -> str:
    return answer.jawaban.split("\n", 1)[0]


def test_the_deadline_of_the_party_that_is_asked_for_comes_first(small: FakeKnowledge) -> None:
    assert "empat bulan" in first_line(ask(small, "kapan laporan kinerja dinas disampaikan?"))
    assert "enam bulan" in first_line(ask(small, "kapan laporan kinerja provinsi disampaikan?"))


def test_both_parts_of_a_question_are_answered(small: FakeKnowledge) -> None:
    text = ask(small, "Laporan kinerja dinas dikirim ke siapa dan kapan?").jawaban
    assert text.index("kepada bupati") < text.index("empat bulan")


def test_a_list_is_numbered_and_counted(small: FakeKnowledge) -> None:
    text = ask(small, "apa saja isi laporan kinerja?").jawaban
    assert text.startswith(
        "Laporan kinerja memuat (tiga butir):\n1. uraian singkat organisasi.\n2. rencana kinerja."
    )


def test_a_count_that_is_said_is_not_said_again() -> None:
    one = Pernyataan(Aspek.ISI, "Ada dua bab:", ("satu;", "dua."))
    assert say.statement(one, count=True).startswith("Ada dua bab:\n1. satu.")


def test_yes_or_no_only_for_the_claim_itself(small: FakeKnowledge) -> None:
    assert first_line(ask(small, "Wajibkah perjanjian kinerja ditandatangani pimpinan?")).startswith("Ya. ")
    assert first_line(ask(small, "bolehkah perjanjian kinerja direvisi?")).startswith("Bersyarat: ")
    denied = ask(small, "bolehkah target perjanjian kinerja diturunkan karena tidak tercapai?")
    assert first_line(denied).startswith("Tidak. ")


@pytest.mark.parametrize(
    "question",
    [
        "Bolehkah perjanjian kinerja ditandatangani pimpinan?",
        "apakah perjanjian kinerja wajib ditandatangani bendahara pembantu?",
        "wajibkah perjanjian kinerja direvisi?",
    ],
)
def test_another_modal_or_party_gets_no_yes(small: FakeKnowledge, question: str) -> None:
    assert not first_line(ask(small, question)).startswith(("Ya.", "Bersyarat:"))


def test_both_sides_of_a_difference_are_given(small: FakeKnowledge) -> None:
    text = ask(small, "apa beda perjanjian kinerja dan indikator kinerja utama?").jawaban
    assert "dokumen rekaan tentang janji" in text
    assert "ukuran utama rekaan" in text


def test_where_it_is_regulated_is_answered_with_source_and_place(small: FakeKnowledge) -> None:
    line = first_line(ask(small, "isi laporan kinerja diatur di mana?"))
    assert "Permenpan-RB 901/2031" in line
    assert "Lampiran II huruf C" in line


def test_a_revoked_rule_is_answered_with_the_rule_in_force(small: FakeKnowledge) -> None:
    answer = ask(small, "apa isi laporan kinerja menurut Permenpan 902/2020?")
    assert answer.jawaban.startswith(
        "Permenpan-RB 902/2020 tidak berlaku lagi: dicabut oleh Permenpan-RB 901/2031"
    )
    assert "uraian singkat organisasi" in answer.jawaban
    assert "lima bab" not in answer.jawaban
    assert {k.letak for k in answer.kutipan} >= {"Lampiran II huruf C", "Pasal 6"}


def test_a_place_is_quoted_word_for_word_where_its_text_is_there(small: FakeKnowledge) -> None:
    answer = ask(small, "kutip Lampiran I huruf A Permenpan 901/2031")
    assert "“Perjanjian Kinerja adalah lembar janji rekaan.”" in answer.jawaban
    summary = ask(small, "kutip Lampiran II huruf G Permenpan 901/2031").jawaban
    assert "bukan kutipan naskah" in summary


def test_documents_without_statements_are_quoted(small: FakeKnowledge) -> None:
    answer = ask(small, "apa kendala penyaluran beras Dinas Pangan Arunika 2030?")
    assert "“Kendala penyaluran beras ialah jembatan yang putus di dua kecamatan.”" in answer.jawaban
    assert answer.kutipan[0].bentuk is Bentuk.KUTIPAN
    assert answer.kutipan[0].halaman == "31"


def test_a_secondary_source_is_named_as_such(small: FakeKnowledge) -> None:
    assert "sumber sekunder" in ask(small, "apa itu indikator kinerja utama?").jawaban
    assert "sumber sekunder" not in ask(small, "apa itu perjanjian kinerja?").jawaban


_DIGITS = re.compile(r"\d+")


@pytest.mark.parametrize(
    "question",
    [
        "tenggat LKj pemkab dan kirim kemana?",
        "brp komponen evaluasi AKIP dan bobotnya",
        "sebutkan isi bab III LKj",
        "beda LPPD dan LKPJ apa?",
        "rumus capaian makin rendah makin baik gimana",
        "boleh gak PK direvisi kalau strateginya berubah",
    ],
)
def test_no_digit_is_written_that_no_passage_has(shipped: KnowledgeIndex, question: str) -> None:
    answer, jejak = Answering(shipped).answer(question, sekarang=NOW)
    assert answer.status is Status.DIJAWAB
    known = " ".join(h.passage.teks + str(h.passage.letak) for h in jejak.hits)
    known += " ".join(s.singkat + " ".join(str(r.keterangan) for r in s.relasi) for s in shipped.sources())
    prose = "\n".join(re.sub(r"^\d+\. ", "", line) for line in answer.jawaban.split("\n"))
    assert set(_DIGITS.findall(prose)) <= set(_DIGITS.findall(known))


@given(st.lists(st.text(alphabet="abc ;,.", min_size=3, max_size=12), min_size=1, max_size=25))
@settings(max_examples=50, deadline=None)
def test_every_item_of_a_list_is_kept_in_order(items: list[str]) -> None:
    lines = say.numbered(items)
    assert [line.split(". ", 1)[0] for line in lines] == [str(n) for n in range(1, len(items) + 1)]


def test_sentences_do_not_end_behind_abbreviations() -> None:
    assert say.sentences("Menurut Nomor 5. Pasal berikut. Selesai.") == [
        "Menurut Nomor 5.",
        "Pasal berikut.",
        "Selesai.",
    ]
    assert say.sentences("Lihat hlm. Dua puluh. Selesai.") == ["Lihat hlm. Dua puluh.", "Selesai."]


def test_every_phrase_declares_its_variables() -> None:
    say.texts().check_all()


def test_two_sentences_are_searched_each_for_itself(small: FakeKnowledge) -> None:
    small.asked.clear()
    text = ask(small, "Apa itu perjanjian kinerja? Kapan laporan kinerja provinsi disampaikan?").jawaban
    assert "dokumen rekaan" in text
    assert "enam bulan" in text
    assert any("laporan kinerja provinsi" in query and "apa itu" not in query for query in small.asked)
