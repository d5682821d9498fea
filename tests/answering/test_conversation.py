"""Follow-ups take what they lack from the last question; what stands alone is left alone; chat is chat."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.conversation import converse
from bot.answering.model import Giliran
from bot.answering.smalltalk import kind_of
from bot.answering.steps import Percakapan
from bot.texts import Texts
from knowledge.index.model import Acuan
from knowledge.index.references import find_references
from knowledge.letak import parse_letak
from knowledge.model import Jenis, Passage, Sumber
from knowledge.sources.registry import load_registry

PLACE = Passage(
    "permenpan-rb-53-2014#d",
    "permenpan-rb-53-2014",
    Jenis.REGULASI,
    parse_letak("Lampiran II huruf D"),
    "x",
    "x",
)
ROOT = Path(__file__).parents[2]
TUNING = ROOT / "knowledge" / "evaluation" / "data" / "soal_tala.jsonl"


class Shelf:
    """The registry with one passage; every word that looks like a word is known."""

    def __init__(self) -> None:
        self._sources = tuple(load_registry().values())

    def references(self, query: str) -> tuple[Acuan, ...]:
        return find_references(query, self._sources)

    def frequency(self, word: str) -> float:
        return 0.1 if word in {"lkjip", "sptjm"} else 0.0

    def passage(self, passage_id: str) -> Passage | None:
        return PLACE if passage_id == PLACE.id else None

    def source(self, sumber_id: str) -> Sumber | None:
        return next((s for s in self._sources if s.id == sumber_id), None)


SHELF = Shelf()


def talk(question: str, *before: str | Giliran) -> Percakapan:
    history = [b if isinstance(b, Giliran) else Giliran(b, "") for b in before]
    return converse(question, history, SHELF)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "message", "has", "lacks"),
    [
        (
            "kapan LKj SKPD disampaikan kepada bupati?",
            "kalau untuk kementerian?",
            ("kapan", "lkj", "kementerian"),
            ("skpd", "bupati"),
        ),
        ("kapan LKj SKPD disampaikan?", "kalo provinsi gmn?", ("kapan", "lkj", "provinsi"), ("skpd",)),
        (
            "siapa yg ttd PK tingkat eselon III dan IV?",
            "untuk satker sama juga ga?",
            ("siapa", "pk", "satker"),
            ("eselon", "iv"),
        ),
        (
            "kapan batas waktu PK bupati?",
            "terus siapa yg ttd?",
            ("siapa", "ttd", "pk", "bupati"),
            ("kapan", "batas"),
        ),
        ("bolehkah target PK direvisi?", "kok gitu?", ("mengapa", "target", "pk", "direvisi"), ("bolehkah",)),
        ("apa itu IKU?", "contohnya?", ("contoh", "iku"), ()),
        ("apa itu IKU?", "kalau IKK?", ("apa", "ikk"), ("iku",)),
        ("nilai SAKIP 72,5 predikatnya apa?", "kalau 81?", ("sakip", "81", "predikat"), ("72",)),
        ("siapa penerima LPPD?", "kapan?", ("kapan", "lppd"), ("siapa",)),
        ("bisakah PK dibuat sampai eselon IV?", "itu wajib?", ("wajib", "pk", "eselon iv"), ("bisakah",)),
        ("kapan PK disusun?", "kalau telat gmn?", ("telat", "pk"), ("kapan",)),
        (
            "apa isi lampiran I permenpan 53?",
            "kalau lampiran III?",
            ("isi", "lampiran iii"),
            ("lampiran i ",),
        ),
        ("apa itu LPPD?", "bedanya sama LKPJ?", ("perbedaan", "lppd", "lkpj"), ()),
        (
            "what is the deadline of the performance report of a regency?",
            "and for ministries?",
            ("kapan", "laporan kinerja", "kementerian"),
            ("kabupaten",),
        ),
    ],
)
def test_a_follow_up_is_completed(
    before: str, message: str, has: tuple[str, ...], lacks: tuple[str, ...]
) -> None:
    found = talk(message, before)
    assert found.lanjutan
    text = f"{found.pertanyaan.lower()} "
    assert all(part in text for part in has), text
    assert not any(part in text for part in lacks), text


@pytest.mark.parametrize(
    "message", ["itu di pasal berapa?", "dasarnya?", "di halaman brp?", "dasar hukumnya apa"]
)
def test_the_place_is_that_of_the_last_answer(message: str) -> None:
    found = talk(message, Giliran("kapan LKj SKPD disampaikan?", "…", (PLACE.id,)))
    assert "Permenpan-RB 53/2014 Lampiran II huruf D" in found.pertanyaan
    assert "di mana diatur" in found.pertanyaan


def test_after_a_question_of_place_the_topic_is_still_the_one_before() -> None:
    asked = Giliran("kapan LKj SKPD disampaikan?", "…", (PLACE.id,))
    found = talk("terus siapa yg ttd?", asked, Giliran("itu di pasal berapa?", "…", (PLACE.id,)))
    assert "LKj SKPD" in found.pertanyaan
    assert "Lampiran" not in found.pertanyaan


def test_an_item_of_the_last_list_is_meant_by_its_number() -> None:
    turn = Giliran(
        "apa saja langkah reviu?",
        "Langkahnya:\n1. memeriksa format;\n2. mencocokkan angka;\n3. menandatangani.",
    )
    assert "mencocokkan angka" in talk("yang kedua maksudnya apa?", turn).pertanyaan
    assert "memeriksa format" in talk("nomor 1 contohnya?", turn).pertanyaan
    assert "menandatangani" in talk("kalau yang terakhir?", turn).pertanyaan


def test_the_one_just_now_is_compared_with_the_one_before() -> None:
    found = talk("bedanya sama yang tadi?", "apa itu IKU?", "apa itu IKK?")
    assert found.pertanyaan == "apa perbedaan IKK dan IKU"
    assert not talk("bedanya sama yang tadi?", "apa itu IKU?").lanjutan


def test_an_old_topic_ends_with_a_new_one_and_thanks_end_none() -> None:
    assert "LPPD" in talk("siapa penerimanya?", "kapan PK disusun?", "kapan LPPD dikirim?").pertanyaan
    assert "LPPD" in talk("siapa penerimanya?", "kapan LPPD dikirim?", "makasih kak").pertanyaan
    assert "PK" in talk("kalau eselon III?", "siapa ttd PK?", "bisa backdate ga?").pertanyaan
    old = [Giliran("kapan LPPD dikirim?", "")] + [Giliran("oke", "")] * 3
    assert not talk("siapa penerimanya?", *old).lanjutan


def test_a_chain_of_follow_ups_keeps_its_topic() -> None:
    found = talk("siapa yang ttd?", "kapan PK bupati disusun?", "kalau gubernur?")
    assert "PK" in found.pertanyaan
    assert "gubernur" in found.pertanyaan
    assert "bupati" not in found.pertanyaan


def _tuning() -> list[dict[str, object]]:
    return [json.loads(line) for line in TUNING.read_text(encoding="utf-8").splitlines()]


def test_no_question_that_stands_alone_is_dragged_into_another_topic() -> None:
    alone = [str(q["question"]) for q in _tuning() if not q.get("history")]
    chance = random.Random(7)
    changed = []
    for question in alone * 2:
        found = talk(question, *chance.sample(alone, 2))
        if found.lanjutan or found.balasan or found.pertanyaan != question:
            changed.append((question, found))
    assert changed == []


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("pagi pak", "salam"), ("Assalamualaikum wr wb", "salam"), ("halooooo kak", "salam"),
        ("makasih banyak ya pak", "terima-kasih"), ("terima kasih atas bantuannya", "terima-kasih"),
        ("sampai jumpa", "pamit"), ("kamu siapa?", "siapa"), ("kamu bisa apa aja sih", "siapa"),
        ("bagaimana cara menggunakan bot ini?", "siapa"), ("who are you", "siapa"), ("/help", "siapa"),
        ("mantap bgt", "pujian"), ("jawabanmu salah", "keluhan"), ("kok ga nyambung jawabannya", "keluhan"),
        ("wkwkwkwk", "tawa"), ("😂👍", "tawa"), ("", "kosong"), ("  \n", "kosong"), ("?", "kosong"),
        ("tes", "tes"), ("asdfghjkl", "tidak-terbaca"), ("mau tanya dong", "tanya"), ("baik, siap", "setuju"),
        ("pagi pak, mau tanya deadline LKjIP", None), ("makasih, kalau LPPD kapan?", None), ("kapan?", None),
        ("terus?", None), ("lkjip", None), ("sptjm", None), ("benar wajib?", None), ("siapa?", None),
        ("apa itu PK?", None), ("cara mengisi PK", None), ("salah satu isi LKjIP apa?", None),
        ("bagus mana IKU atau IKK?", None), ("apakah ini benar?", None),
    ],
)  # fmt: skip
def test_chat_is_told_from_questions(message: str, kind: str | None) -> None:
    found = kind_of(message, SHELF)  # type: ignore[arg-type]
    assert found == kind


def test_small_talk_gets_its_sentence_and_a_question_none() -> None:
    texts = Texts("jawaban/sapaan")
    texts.check_all()
    reply = talk("jawabanmu salah").balasan
    assert reply
    assert "narasumber" in reply
    assert "maaf" in reply.lower()
    assert talk("kapan PK disusun?").balasan is None


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "Who signs the performance agreement of a ministry?",
            ("siapa", "menandatangani", "perjanjian kinerja", "kementerian"),
        ),
        (
            "Do we have to review the LKjIP before submission?",
            ("wajib", "reviu", "LKjIP", "sebelum", "penyampaian"),
        ),
        ("what's the difference between IKU and IKK?", ("apa", "perbedaan", "IKU", "IKK")),
    ],
)
def test_an_english_question_is_searched_in_indonesian(question: str, words: tuple[str, ...]) -> None:
    found = talk(question)
    assert found.bahasa == "en"
    assert all(word in found.pertanyaan for word in words), found.pertanyaan


def test_english_words_in_an_indonesian_question_stay() -> None:
    for question in ("deadline review LKjIP kapan?", "target outcome di report PK gimana?"):
        found = talk(question)
        assert (found.pertanyaan, found.bahasa) == (question, "id")


def test_other_tongues_of_the_country_are_read_by_their_question_words() -> None:
    assert talk("iraha LKjIP dikirim?").pertanyaan == "kapan LKjIP dikirim?"
    assert talk("sopo sing tanda tangan PK?").pertanyaan == "siapa yang tanda tangan PK?"


@given(st.text(max_size=200), st.lists(st.text(max_size=80), max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_text_is_taken(message: str, before: list[str]) -> None:
    found = talk(message, *before)
    assert found.balasan is not None or found.pertanyaan.strip()


@pytest.mark.parametrize("piece", ["itu ", "kalau ", "wk", "a", "ke-1 ", "dan III ", "😂"])
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * 4000)[:4000]
    started = time.process_time()
    talk(text, "kapan PK disusun?")
    assert time.process_time() - started < 1.5
