"""The vector of a question is made once for all who compare with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from knowledge.index.asked import MOST, question_vector
from tests.knowledge.index.helpers import FakeEmbedder


class Counting(FakeEmbedder):
    def __init__(self, nama: str) -> None:
        super().__init__(nama=nama)
        self.asked: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> list[list[float]]:
        self.asked += texts
        return super().embed_queries(texts)


def test_a_question_is_embedded_once_and_as_the_embedder_does_it() -> None:
    embedder = Counting("satu")
    first, again = (question_vector(embedder, "kapan laporan dikirim") for _ in range(2))
    assert embedder.asked == ["kapan laporan dikirim"]
    assert np.array_equal(first, again)
    assert np.allclose(first, FakeEmbedder().embed_queries(["kapan laporan dikirim"])[0])
    assert not first.flags.writeable


def test_every_embedder_has_its_own_vectors() -> None:
    one, other = Counting("satu"), Counting("dua")
    question_vector(one, "laporan")
    question_vector(other, "laporan")
    assert one.asked == other.asked == ["laporan"]


def test_only_the_last_questions_are_kept() -> None:
    embedder = Counting("satu")
    for number in range(3 * MOST):
        question_vector(embedder, f"soal {number}")
    question_vector(embedder, "soal 0")
    assert embedder.asked.count("soal 0") == 2
    assert len(embedder.asked) == 3 * MOST + 1
