"""The grid of weights: what it searches with, and what it counts as found."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

from knowledge.embedding.kisi import Ditulis, grid, held_out_questions, written_ranks
from knowledge.embedding.material import FOLDS
from knowledge.index.model import Bobot
from knowledge.index.service import KnowledgeIndex
from knowledge.sources import shipped


class Fake:
    """An index that finds the passages of its table."""

    def __init__(self, found: dict[str, list[str]]) -> None:
        self.found, self.asked = found, list[Bobot]()

    def search(self, query: str, *, limit: int, bobot: Bobot) -> Any:
        self.asked.append(bobot)
        hits = [SimpleNamespace(passage=SimpleNamespace(id=name)) for name in self.found[query][:limit]]
        return SimpleNamespace(hits=hits)


def test_the_rank_is_that_of_the_first_passage_that_answers() -> None:
    fake = Fake({"a": ["x", "y", "z"], "b": ["x"]})
    asked = [Ditulis("a", frozenset({"z", "y"})), Ditulis("b", frozenset({"q"}))]
    assert written_ranks(cast("KnowledgeIndex", fake), asked, Bobot(vektor=0.2)) == [2, None]
    assert {one.vektor for one in fake.asked} == {0.2}


def test_every_group_of_the_grid_begins_without_vectors() -> None:
    found = list(grid())
    before: tuple[float, float] | None = None
    for bobot in found:
        if (bobot.padanan, bobot.huruf) != before:
            assert bobot.vektor == 0
            before = bobot.padanan, bobot.huruf
    assert Bobot() in found, "the default weights were measured"


def test_folds_part_the_questions_and_no_passage_is_in_two() -> None:
    passages = [p for muatan in shipped() for p in muatan.passages]
    index = cast("KnowledgeIndex", SimpleNamespace(catalogue=SimpleNamespace(passages=passages)))
    whole = held_out_questions(index, None)
    folds = [held_out_questions(index, fold) for fold in range(FOLDS)]
    assert sum(map(len, folds)) == len(whole)
    assert all(len(fold) > len(whole) / FOLDS / 2 for fold in folds)
    assert all(one.jawaban for one in whole)
