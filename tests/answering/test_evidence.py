"""Whether there is evidence: other fields are refused, our own is not, in any register."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from bot.answering.evidence import AGAINST, FEATURES, ambang, weigh
from bot.answering.model import Status
from bot.answering.service import Answering
from bot.evaluation import bukti
from knowledge.index.service import KnowledgeIndex
from tests.answering.conftest import NOW


@pytest.mark.parametrize(
    "question",
    [
        "resep opor ayam untuk lebaran",
        "berapa tarif tol dari Bogor ke Jakarta",
        "cara mengurus paspor yang hilang",
        "syarat kenaikan gaji berkala guru honorer",
        "jadwal kereta malam ke Surabaya",
    ],
)
def test_other_fields_are_refused(shipped: KnowledgeIndex, question: str) -> None:
    assert Answering(shipped).answer(question, sekarang=NOW)[0].status is Status.DITOLAK


@pytest.mark.parametrize(
    "question",
    [
        "pk hrs diteken sapa aja utk opd",
        "lkj kab dikirim kmn",
        "reviu lakip sblm ttd ato stlh ttd pimpinan",
        "Kapankah laporan penyelenggaraan pemerintahan daerah disampaikan?",
        "perjanian kinrja itu apa",
    ],
)
def test_our_own_field_is_answered_in_any_register(shipped: KnowledgeIndex, question: str) -> None:
    answer, _ = Answering(shipped).answer(question, sekarang=NOW)
    assert answer.status is Status.DIJAWAB
    assert answer.kutipan


def test_the_features_are_shares_and_the_weights_have_their_sign(shipped: KnowledgeIndex) -> None:
    proof = weigh(Answering(shipped).material("kapan LKj kabupaten dikirim dan ke siapa"))
    assert set(proof.ciri) == set(FEATURES)
    assert all(-1 <= value <= 1 for value in proof.ciri.values())
    limits = ambang()
    assert all((weight <= 0) if name in AGAINST else (weight >= 0) for name, weight in limits.bobot.items())
    assert 0 < limits.jawab <= limits.yakin < 1


def _example(covered: float, unknown: float, layak: bool) -> bukti.Contoh:
    ciri = dict.fromkeys(FEATURES, 0.5) | {"cakupan": covered, "tak_dikenal": unknown}
    return bukti.Contoh(ciri, layak, "tala")


def test_the_fit_parts_what_can_be_parted_and_repeats_itself() -> None:
    given = [_example(0.9 - i / 100, 0.1, True) for i in range(20)]
    given += [_example(0.2 + i / 100, 0.7, False) for i in range(20)]
    weights, constant = bukti.fit(given)
    assert bukti.fit(given) == (weights, constant)
    assert weights["cakupan"] > 0 >= weights["tak_dikenal"]
    lower, upper = bukti.thresholds(given, weights, constant)
    assert lower <= upper
    assert bukti.report(given, weights, constant, lower) == {"tala dijawab": "20/20", "tala ditolak": "20/20"}


def test_keyakinan_follows_how_often_such_answers_are_right() -> None:
    ciri = dict.fromkeys(FEATURES, 0.5)
    sure = [bukti.Contoh(ciri, True, "uji", 0.9, tepat=i % 10 != 0) for i in range(50)]
    unsure = [bukti.Contoh(ciri, True, "uji", 0.1, tepat=i % 10 == 0) for i in range(50)]
    weights = dict.fromkeys(FEATURES, 0.0)
    table = bukti.calibrate([*sure, *unsure], weights, 0.0)
    (low, right_low, _), (high, right_high, _) = bukti.reliability([*sure, *unsure], weights, 0.0, table)
    assert low == pytest.approx(right_low, abs=0.1)
    assert high == pytest.approx(right_high, abs=0.1)


def test_the_test_half_is_never_fitted_on() -> None:
    shown = {question for question, *_ in bukti.questions()}
    assert len(shown) > 100
    text = files("knowledge.evaluation").joinpath("data").joinpath("soal_uji.jsonl").read_text("utf-8")
    hidden = {json.loads(line)["question"] for line in text.splitlines() if line.strip()}
    assert not shown & hidden
