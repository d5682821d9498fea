"""How the shipped questions were divided into a tuning half and a test half: by chance, but seeded.

Kept with the tests, so that anybody can see that no question was moved from one half to the other by hand.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from hashlib import sha256
from typing import Any

SEED = "soal-2026"
"""Chosen before the first division; never changed to obtain a nicer one."""

DRAWINGS = 300

Question = dict[str, Any]


def chance(question: Question, seed: str = SEED) -> str:
    """A number drawn for a question; the history belongs to it, since follow-ups may read alike."""
    asked = [turn["question"] for turn in question.get("history", [])] + [question["question"]]
    return sha256("\n".join([seed, *asked]).encode()).hexdigest()


def divide(questions: list[Question], seed: str = SEED) -> tuple[list[Question], list[Question]]:
    """The tuning half and the test half, each in a drawn order: the most even of ``DRAWINGS`` drawings."""
    drawn = [_draw(questions, f"{seed} {number}") for number in range(DRAWINGS)]
    first, second = min(drawn, key=lambda halves: unevenness(*halves))
    return in_order(first, seed), in_order(second, seed)


def unevenness(first: list[Question], second: list[Question]) -> tuple[int, int]:
    """The largest difference of a style or regulation between the halves, and the sum of all of them."""
    differences: Counter[str] = Counter()
    for sign, half in ((1, first), (-1, second)):
        for question in half:
            for kind in ("style", "regulation"):
                differences[f"{kind} {question[kind]}"] += sign
    sizes = [abs(difference) for difference in differences.values()]
    return max(sizes, default=0), sum(sizes)


def _draw(questions: list[Question], seed: str) -> tuple[list[Question], list[Question]]:
    """One drawing.

    The questions of one style and regulation alternate between the halves; what is left over goes to the half
    that has fewer of that style, then fewer of that regulation, then fewer in all.
    """
    strata: dict[tuple[str, str], list[tuple[str, Question]]] = defaultdict(list)
    for question in questions:
        strata[question["style"], question["regulation"]].append((chance(question, seed), question))
    halves: tuple[list[Question], list[Question]] = ([], [])
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for (style, regulation), members in sorted(strata.items()):
        for number, question in sorted(members, key=lambda member: member[0]):
            load = [
                (counts[i][f"style {style}"], counts[i][f"regulation {regulation}"], len(halves[i]))
                for i in (0, 1)
            ]
            half = int(number, 16) % 2 if load[0] == load[1] else load.index(min(load))
            halves[half].append(question)
            counts[half].update([f"style {style}", f"regulation {regulation}"])
    return halves


def opening(question: Question) -> tuple[str, ...]:
    """The first two words, which is how one notices that two questions are of one mould."""
    return tuple(question["question"].lower().split()[:2])


def in_order(questions: list[Question], seed: str) -> list[Question]:
    """A drawn order in which neighbours do not open with the same two words, where that is possible."""
    waiting = sorted(questions, key=lambda q: chance(q, f"{seed} urutan"))
    ordered: list[Question] = []
    while waiting:
        other = [q for q in waiting if not ordered or opening(q) != opening(ordered[-1])]
        ordered.append((other or waiting)[0])
        waiting.remove(ordered[-1])
    return ordered
