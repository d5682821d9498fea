"""The measure: no wrong answer by rule gets through, and few faithful ones are rejected."""

from __future__ import annotations

from collections import Counter

from bot.answering.llm.checks import check
from bot.evaluation.llm_cases import FAITHFUL, cases, faithful
from bot.evaluation.llm_mutations import FAULTS, mutated
from tests.answering.llm_bahan import passages, registry

SEED = 2026


def test_wrong_answers_are_stopped_and_faithful_ones_are_not() -> None:
    given = cases(tuple(passages().values()), registry(), SEED)
    wrong = list(mutated(given, SEED, 80))
    through = [(kind, text) for kind, case, text in wrong if check(text, case.sandingan).lulus]
    right = list(faithful(given, SEED, 40))
    rejected = [(kind, text) for kind, case, text in right if not check(text, case.sandingan).lulus]
    print(f"{len(wrong)} wrong, {len(through)} through; {len(right)} faithful, {len(rejected)} rejected")
    print(Counter(kind for kind, *_ in wrong), Counter(kind for kind, _ in rejected))
    assert len(wrong) >= 1000
    assert {kind for kind, *_ in wrong} == set(FAULTS)
    assert len(right) >= 300
    assert {kind for kind, *_ in right} == set(FAITHFUL)
    # A clause of a neighbouring passage under this passage's key, which nearly says the same, is the one
    # fault that is not always seen; a wrong figure, place, rule, post, date, duty or quotation always is.
    assert [(kind, text) for kind, text in through if "asing" not in kind] == []
    assert len(through) <= 0.003 * len(wrong), through
    # The goal is 2 %; with other seeds it is 1.1 to 2.6 %, two thirds of it lists written as one sentence.
    assert len(rejected) < 0.03 * len(right), rejected
