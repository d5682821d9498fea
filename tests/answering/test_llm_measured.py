"""The measure: no wrong answer by rule gets through, and fewer than 2 % of faithful ones are rejected."""

from __future__ import annotations

from collections import Counter

from bot.answering.llm.checks import check
from bot.evaluation.llm_cases import FAITHFUL, Kasus, cases, faithful
from bot.evaluation.llm_mutations import FAULTS, mutated
from tests.answering.llm_bahan import passages, registry

SEEDS = (2026, 2027, 2028)
EACH_FAULT, EACH_RULE = 24, 16
"""Answers of a kind and a seed: a thousand wrong ones over all seeds."""


def passed(case: Kasus, text: str) -> bool:
    return check(text, case.sandingan).lulus


def test_wrong_answers_are_stopped_and_faithful_ones_are_not() -> None:
    wrong: list[tuple[str, Kasus, str]] = []
    right: list[tuple[str, Kasus, str]] = []
    for seed in SEEDS:
        given = cases(tuple(passages().values()), registry(), seed)
        wrong += mutated(given, seed, EACH_FAULT)
        right += faithful(given, seed, EACH_RULE)
    through = [(kind, text) for kind, case, text in wrong if passed(case, text)]
    rejected = [(kind, text) for kind, case, text in right if not passed(case, text)]
    print(f"{len(wrong)} wrong, {len(through)} through; {len(right)} faithful, {len(rejected)} rejected")
    print(Counter(kind for kind, *_ in wrong), Counter(kind for kind, _ in rejected))
    assert len(wrong) >= 1000
    assert {kind for kind, *_ in wrong} == set(FAULTS)
    assert len(right) >= 500
    assert {kind for kind, *_ in right} == set(FAITHFUL)
    assert through == []
    assert len(rejected) < 0.02 * len(right), rejected
