"""What kind of answer a question asks for, in every register."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering import kinds, wording
from bot.answering.model import Ragam

R = Ragam


def asked(question: str) -> tuple[Ragam, ...]:
    steered = wording.steer(question)
    return tuple(k.ragam for k in kinds.two_questions(steered, kinds.recognise(steered)))


@pytest.mark.parametrize(
    ("question", "ragam"),
    [
        ("Apa yang dimaksud dengan pohon kinerja?", R.DEFINISI),
        ("crosscutting itu apa sih", R.DEFINISI),
        ("CSF singkatan dari apa", R.DEFINISI),
        ("Untuk apa rencana aksi disusun?", R.TUJUAN),
        ("kpn rencana aksi dikumpulin", R.TENGGAT),
        ("deadline renja kabupaten?", R.TENGGAT),
        ("paling telat tgl brp renstra dikirim", R.TENGGAT),
        ("brp kali setahun monev dilakukan", R.FREKUENSI),
        ("siapa yg nyusun renstra", R.SIAPA),
        ("renja dikirim kemana", R.KEPADA_SIAPA),
        ("rencana aksi dilaporkan ke siapa aja?", R.KEPADA_SIAPA),
        ("Berapa jumlah bab renstra?", R.BERAPA),
        ("sebutkan unsur rencana aksi", R.APA_SAJA),
        ("Dalam keadaan apa renstra diubah?", R.APA_SAJA),
        ("gmn cara bikin rencana aksi", R.LANGKAH),
        ("Bolehkah renstra diubah?", R.BOLEHKAH),
        ("renstra hrs ditandatangani bupati gk?", R.BOLEHKAH),
        ("emang rencana aksi wajib?", R.BOLEHKAH),
        ("Benarkah renstra berlaku sepuluh tahun?", R.BOLEHKAH),
        ("apa bedanya renstra sama renja", R.BEDA),
        ("apa hubungan renstra dan renja", R.HUBUNGAN),
        ("rencana aksi diatur di mana", R.DI_MANA),
        ("itu di pasal berapa ya", R.DI_MANA),
        ("Apa dasar hukum rencana aksi?", R.DI_MANA),
        ("format rencana aksi gimana", R.FORMAT),
        ("isi bab dua renstra apa", R.FORMAT),
        ("rumus capaian kumulatif apa", R.RUMUS),
        ("apa sanksi kalau rencana aksi telat", R.SANKSI),
        ("tolong kutip ketentuan rencana aksi", R.KUTIP),
    ],
)
def test_a_question_is_of_the_kind_that_its_steering_words_say(question: str, ragam: Ragam) -> None:
    assert asked(question)[0] is ragam


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("Renja dinas dikirim ke siapa dan kapan?", {R.KEPADA_SIAPA, R.TENGGAT}),
        ("siapa yang menyusun rencana aksi, dan apa isinya?", {R.SIAPA, R.FORMAT}),
        ("Apakah renstra wajib direviu? Batasnya kapan?", {R.BOLEHKAH, R.TENGGAT}),
    ],
)
def test_two_clauses_ask_two_things(question: str, both: set[Ragam]) -> None:
    assert set(asked(question)) == both


@pytest.mark.parametrize(
    "question",
    [
        "Unsur apa yang wajib ada dalam renstra?",
        "Kapan renstra harus dikirim?",
        "Dalam rapat apakah renja disahkan?",
    ],
)
def test_a_modal_beside_a_question_word_is_no_yes_or_no_question(question: str) -> None:
    assert R.BOLEHKAH not in asked(question)


def test_a_claim_with_a_tag_is_one_question() -> None:
    assert asked("format renstra itu di lampiran tujuh, bener kan?") == (R.BOLEHKAH,)


def test_a_statement_without_a_cue_has_no_kind() -> None:
    assert asked("rencana aksi perangkat daerah") == ()


@pytest.mark.parametrize(
    "piece",
    ["perbedaan ", "apa ", "boleh tidak ", "siapa dan ", "a", "dalam ", "hubungan a dan ", "(((", "tidak "],
)
def test_hostile_questions_take_no_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    began = time.process_time()
    asked(text)
    assert time.process_time() - began < 1.0


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert len(asked(text)) <= 2
    assert wording.stripped(text) or not any(c.isalnum() for c in text)


@pytest.mark.parametrize(
    "question",
    [
        "LKj dinas direviu inspektorat?",
        "PK cuma boleh isi IKU doang?",
        "format PK ada di lampiran II ya?",
        "LKj wajib memuat analisis efisiensi?",
        "tenggat LKj satker boleh diatur sendiri?",
        "tenggat LKj semua instansi sama?",
        "apa PK wajib bermeterai?",
        "emang permenpan nentuin rumus capaian?",
    ],
)
def test_a_statement_with_a_question_mark_asks_for_yes_or_no(question: str) -> None:
    steered = wording.steer(question)
    assert kinds.two_questions(steered, kinds.recognise(steered))[0].ragam is Ragam.BOLEHKAH


@pytest.mark.parametrize(
    "question",
    [
        "Apa fokus telaah ketika reviu dilakukan?",
        "tahapan menyusun LKj?",
        "LKj dikirim ke?",
        "cara supaya bisa dapat predikat A?",
        "LKj memuat apa saja?",
        "siapa yang harus tanda tangan PK?",
    ],
)
def test_a_noun_or_a_question_word_asks_for_more(question: str) -> None:
    steered = wording.steer(question)
    assert all(k.ragam is not Ragam.BOLEHKAH for k in kinds.two_questions(steered, kinds.recognise(steered)))
