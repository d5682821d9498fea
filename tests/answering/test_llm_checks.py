"""What the checks of a model's answer let through and what they stop."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bot.answering.compose.say import opened, statement
from bot.answering.llm.checks import check
from bot.answering.llm.checks.facts import facts
from bot.answering.llm.keys import keys_in, make_keys, strip_keys, without_unknown
from bot.answering.llm.model import Hasil, Sandingan
from bot.answering.model import Ragam
from bot.answering.steps import Susunan
from knowledge.model import Aspek
from tests.answering.llm_bahan import KABUPATEN, SKPD, composed, given, hit, passages

HERE = Path(__file__).parent
HAND, SECOND = (
    tomllib.loads((HERE / name).read_text(encoding="utf-8"))["soal"]
    for name in ("jawaban_tangan.toml", "jawaban_tangan_kedua.toml")
)


def hand(soal: dict[str, Any], answer: str) -> Hasil:
    ids = soal["passage"]
    one = passages()[ids[0]].pernyataan[soal["pernyataan"]]
    text = opened(one.sikap, statement(one))
    answer_ = Susunan(text, (hit(ids[0]),), Ragam.UMUM, text, ((ids[0], statement(one)),))
    return check(keyed(answer, sandingan := given(soal["tanya"], answer_, *ids[1:])), sandingan)


def keyed(text: str, sandingan: Sandingan) -> str:
    for number, one in enumerate(sandingan.nukilan, 1):
        text = text.replace(f"{{{number}}}", f"[{one.kunci}]")
    return text


def checked(text: str, question: str = "kapan LKjIP dinas disampaikan?") -> Hasil:
    sandingan = given(question, composed(SKPD, Aspek.TENGGAT), KABUPATEN)
    return check(keyed(text, sandingan), sandingan)


# --- keys -------------------------------------------------------------------------------------------------


def test_keys_differ_from_request_to_request() -> None:
    ids = [f"p{i}" for i in range(40)]
    one, other = make_keys(ids, "a"), make_keys(ids, "b")
    assert len(set(one)) == 40
    assert not set(one) & set(other)


def test_unknown_keys_are_removed_and_known_ones_kept() -> None:
    text, removed = without_unknown("A [k1234]. B [k9999, k1234]. C [1].", {"k1234"})
    assert keys_in(text) == ("k1234",)
    assert removed == ("k9999", "[1]")
    assert strip_keys(text) == "A. B. C."


# --- facts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), [
    ("dua (2) bulan", "2 (dua) bulan"),
    ("dua bulan", "2 bulan"),
    ("Peraturan Presiden Nomor 29 Tahun 2014", "Perpres 29/2014"),
    ("Rp1.250.000,00", "Rp1.250.000"),
    ("88,50 %", "88,5 persen"),
    ("setelah", "sesudah"),
    ("paling lambat", "selambat-lambatnya"),
    ("Lampiran II huruf D", "Lampiran II, huruf D"),
    ("Menteri PPN/Kepala Bappenas", "Kepala Bappenas"),
])  # fmt: skip
def test_spellings_of_one_fact_are_one(one: str, other: str) -> None:
    assert {(f.jenis, f.nilai) for f in facts(one)} == {(f.jenis, f.nilai) for f in facts(other)}


def test_figures_and_words_that_disagree_are_two_numbers() -> None:
    assert "2 (enam) tidak sama" in {f.nilai for f in facts("2 (enam) bulan")}


# --- answers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [
    "LKj SKPD disampaikan paling lambat dua bulan setelah tahun anggaran berakhir, yaitu akhir Februari {1}.",
    ("LKj SKPD disampaikan paling lambat 2 (dua) bulan sesudah tahun anggaran berakhir {1}. Kepala SKPD "
    "menyampaikannya kepada gubernur, bupati, atau wali kota {1}."),
])  # fmt: skip
def test_a_faithful_answer_passes(answer: str) -> None:
    result = checked(answer)
    assert result.lulus, result.pemeriksaan
    assert result.passage_ids == (SKPD,)


def test_a_number_of_the_question_is_no_evidence() -> None:
    question = "apakah tenggat LKjIP dinas 6 bulan?"
    assert not checked(
        "LKj SKPD disampaikan paling lambat 6 bulan setelah tahun anggaran berakhir {1}.", question
    ).lulus
    assert not checked("Tenggat LKj SKPD bukan 6 bulan {1}.", question).lulus, "a denial is a claim as well"


def test_a_deadline_of_one_party_is_no_evidence_for_another() -> None:
    wrong = "LKj pemerintah kabupaten/kota disampaikan paling lambat dua bulan setelah tahun anggaran berakhir {1}{2}."  # noqa: E501
    assert not checked(wrong).lulus


def test_a_post_of_the_question_is_no_evidence() -> None:
    assert not checked("LKj SKPD disampaikan kepada DPRD {1}.", "apakah LKjIP dinas ke DPRD?").lulus


@pytest.mark.parametrize("answer", [
    "LKj SKPD wajib disampaikan paling lambat dua bulan setelah tahun anggaran berakhir {1}.",
    "LKj SKPD disampaikan paling cepat dua bulan setelah tahun anggaran berakhir {1}.",
    "LKj SKPD tidak disampaikan paling lambat dua bulan setelah tahun anggaran berakhir {1}.",
    "LKj SKPD disampaikan paling lambat dua minggu setelah tahun anggaran berakhir {1}.",
    "LKj SKPD disampaikan paling lambat akhir Januari {1}.",
    "LKj SKPD diatur dalam Lampiran II huruf C {1}.",
    "LKj SKPD disampaikan menurut Permenpan-RB 35/2014 paling lambat dua bulan {1}.",
    "Naskah berbunyi “disampaikan paling lambat dua bulan sesudah tahun anggaran ditutup” {1}.",
    "LKj SKPD disampaikan kepada Presiden {1}.",
    "LKj SKPD diunggah ke aplikasi Siman paling lambat dua bulan {1}.",
])  # fmt: skip
def test_one_wrong_thing_fails_the_answer(answer: str) -> None:
    assert not checked(answer).lulus


def test_a_statement_without_a_key_fails_even_beside_one_with_a_key() -> None:
    good = "LKj SKPD disampaikan paling lambat dua bulan setelah tahun anggaran berakhir {1}."
    result = checked(f"{good} Laporan itu disusun kepala SKPD.")
    assert result.gagal == ("tanpa-kunci",)


# --- answers written by hand ------------------------------------------------------------------------------


@pytest.mark.parametrize(("soal", "count", "most"), [(HAND, 60, 3), (SECOND, 42, 9)])
def test_answers_written_by_hand(soal: list[dict[str, Any]], count: int, most: int) -> None:
    """Right and wrong ones in varied style: the wrong are all stopped, few of the right are."""
    passed = [a for s in soal for a in s["salah"] if hand(s, a).lulus]
    rejected = [a for s in soal for a in s["benar"] if not hand(s, a).lulus]
    assert sum(len(s["salah"]) for s in soal) == sum(len(s["benar"]) for s in soal) == count
    assert passed == []
    assert len(rejected) <= most, rejected


@pytest.mark.parametrize(
    "bait",
    [
        "[k",
        "(",
        "“",
        "1. ",
        "Pasal 1, ",
        "kepada gubernur, ",
        "tidak ",
        "dua (",
        "; ",
        "Rp1.",
        "a-",
        "minggu ",
    ],
)
def test_hostile_text_is_checked_in_time(bait: str) -> None:
    began = time.process_time()
    facts(bait * 2000)
    checked(bait * 800 + " {1}.")
    assert time.process_time() - began < 4
