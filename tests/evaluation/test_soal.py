"""The shipped questions are well formed, fairly divided, and not those of others."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from knowledge.letak import parse_letak
from tests.evaluation.pembagian import Question, divide, opening

FOLDER = Path(__file__).resolve().parents[2] / "knowledge" / "evaluation" / "data"
HALVES = {"t": "soal_tala.jsonl", "u": "soal_uji.jsonl"}
REQUIRED = {"id", "question", "expect", "gold_answer", "must_cite", "must_contain", "must_not_contain",
            "regulation", "style", "level"}  # fmt: skip
REGISTERS = ("formal", "santai", "typo", "singkatan", "campur")
ANSWERABLE = {*REGISTERS, "premis_salah", "regulasi_dicabut", "tidak_diatur", "lanjutan"}
REFUSED = {"luar_domain", "karang_angka", "manipulasi", "data_pribadi", "injeksi", "prediksi", "pasal_fiktif",
           "regulasi_fiktif", "data_instansi"}  # fmt: skip
SOURCES = {"Permenpan-RB 53/2014", "Permenpan-RB 12/2015", "Permenpan-RB 88/2021", "Permenpan-RB 89/2021",
           "Permendagri 18/2020", "Permendagri 86/2017", "Perpres 29/2014", "PP 8/2006", "PP 13/2019",
           "PP 60/2008", "UU 17/2003", "UU 23/2014"}  # fmt: skip
OTHER_SOURCES = {"Glosarium Asisten LKjIP", "Surat Irjen Kemendagri 050/209/IJ"}
LEVELS = {"naskah-resmi", "sumber-sekunder", "belum-diverifikasi"}
WORDS_OF_A_PLACE = {"bagian pelaporan", "T-E.1", "Tabel T-E.1"}
"""The only parts of a letak that are no numbered step."""


def read(prefix: str) -> list[Question]:
    lines = (FOLDER / HALVES[prefix]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module", name="halves")
def _halves() -> dict[str, list[Question]]:
    return {prefix: read(prefix) for prefix in HALVES}


@pytest.fixture(scope="module", name="questions")
def _questions(halves: dict[str, list[Question]]) -> list[Question]:
    return [*halves["t"], *halves["u"]]


def answerable(questions: list[Question]) -> list[Question]:
    return [question for question in questions if question["expect"] == "answer"]


def asked(question: Question) -> str:
    """All that was asked, with the turns before: follow-ups alone read alike."""
    turns = [turn["question"] for turn in question.get("history", [])]
    return " ".join(" ".join([*turns, question["question"]]).lower().split())


def texts(question: Question) -> Iterator[str]:
    for group in question["must_contain"]:
        yield from group
    yield from question["must_not_contain"]


def test_every_question_has_its_fields(questions: list[Question]) -> None:
    for question in questions:
        extra = {"history"} if question["style"] == "lanjutan" else set()
        assert set(question) == REQUIRED | extra, question["id"]
        assert question["expect"] in {"answer", "refuse"}
        assert question["level"] in LEVELS
        assert question["gold_answer"].endswith(".")
        assert question["question"].strip() == question["question"] != ""
        for turn in question.get("history", []):
            assert set(turn) == {"question"}
            assert turn["question"]


def test_ids_number_each_half(halves: dict[str, list[Question]]) -> None:
    for prefix, questions in halves.items():
        assert [q["id"] for q in questions] == [f"{prefix}{n:03d}" for n in range(1, len(questions) + 1)]


def test_styles_say_whether_an_answer_is_due(questions: list[Question]) -> None:
    for question in questions:
        if question["expect"] == "answer":
            assert question["style"] in ANSWERABLE, question["id"]
            assert question["regulation"] in SOURCES, question["id"]
            assert question["must_cite"], question["id"]
        else:
            assert question["style"] in REFUSED, question["id"]
            assert question["regulation"] == "TRAP", question["id"]
            assert question["must_cite"] == [], question["id"]


def test_places_can_be_read(questions: list[Question]) -> None:
    for question in questions:
        for place in question["must_cite"]:
            assert set(place) == {"sumber", "letak"}
            assert place["sumber"] in SOURCES | OTHER_SOURCES, question["id"]
            letak = parse_letak(place["letak"])
            assert str(letak) == place["letak"], question["id"]
            assert not letak.bebas or letak.bebas in WORDS_OF_A_PLACE, question["id"]


def test_an_exact_place_brings_the_coarse_one(questions: list[Question]) -> None:
    """Who cites ``Pasal 19`` where ``Pasal 19 ayat (1)`` is meant has cited rightly."""
    for question in questions:
        places = {(place["sumber"], place["letak"]) for place in question["must_cite"]}
        for source, letak in places:
            if (
                re.search(r" ayat \(\d+\)$| angka \d+\)?$| huruf [a-z]$| butir \d+$", letak)
                and letak.count(" ") > 3
            ):
                assert (source, str(parse_letak(letak).parent())) in places, (question["id"], letak)


def test_required_and_forbidden_words_are_lower_case(questions: list[Question]) -> None:
    for question in questions:
        assert question["must_contain"], question["id"]
        assert all(question["must_contain"]), question["id"]
        for text in texts(question):
            assert text.strip(), question["id"]
            assert text == text.lower(), (question["id"], text)


def test_the_gold_answer_would_pass(questions: list[Question]) -> None:
    for question in questions:
        answer = question["gold_answer"].lower()
        for group in question["must_contain"]:
            assert any(text in answer for text in group), (question["id"], group)
        for text in question["must_not_contain"]:
            assert text not in answer, (question["id"], text)


def test_no_question_is_in_both_halves(halves: dict[str, list[Question]]) -> None:
    tuning, test = ({asked(q) for q in halves[prefix]} for prefix in HALVES)
    assert len(tuning) + len(test) == sum(map(len, halves.values()))
    near = [(a, b) for a in tuning for b in test if fuzz.token_sort_ratio(a, b, score_cutoff=92)]
    assert near == []


def test_there_are_enough_and_the_halves_are_even(halves: dict[str, list[Question]]) -> None:
    tuning, test = halves["t"], halves["u"]
    assert len(tuning) + len(test) >= 240
    assert abs(len(tuning) - len(test)) <= 1
    for kind in ("style", "regulation", "expect"):
        first, second = (Counter(q[kind] for q in half) for half in (tuning, test))
        uneven = {name for name in first | second if abs(first[name] - second[name]) > 1}
        assert not uneven, kind


def test_shares(questions: list[Question]) -> None:
    """What planners ask, in their words; a question counts once, as a register or as a trap."""
    styles = Counter(question["style"] for question in questions)
    share = {style: count / len(questions) for style, count in styles.items()}
    assert set(share) == ANSWERABLE | REFUSED
    bounds = {"formal": (0.18, 0.28), "santai": (0.16, 0.28), "typo": (0.10, 0.18), "singkatan": (0.08, 0.15),
              "campur": (0.06, 0.11)}  # fmt: skip
    for style, (low, high) in bounds.items():
        assert low <= share[style] <= high, style
    assert 0.15 <= sum(share[style] for style in REFUSED) <= 0.20
    sources = Counter(question["regulation"] for question in answerable(questions))
    assert set(sources) == SOURCES
    assert 0.55 <= sources["Permenpan-RB 53/2014"] / sources.total() <= 0.65


def test_neighbours_are_not_of_one_mould(halves: dict[str, list[Question]]) -> None:
    for questions in halves.values():
        for before, after in pairwise(questions):
            assert opening(before) != opening(after), after["id"]


def test_the_division_was_made_by_the_seed(
    halves: dict[str, list[Question]], questions: list[Question]
) -> None:
    for half, drawn in zip(halves.values(), divide(questions[::-1]), strict=True):
        assert [q["question"] for q in drawn] == [q["question"] for q in half]


@pytest.mark.data
def test_no_question_is_taken_from_the_development_set(questions: list[Question], material: Path) -> None:
    file = material / "soal" / "questions_dev.jsonl"
    if not file.is_file():
        pytest.skip(f"no development questions at {file}")
    theirs = [json.loads(line)["question"].lower() for line in file.read_text(encoding="utf-8").splitlines()]
    near = [(q["id"], other) for q in questions for other in theirs
            if fuzz.token_sort_ratio(q["question"].lower(), other, score_cutoff=82)]  # fmt: skip
    assert near == []
