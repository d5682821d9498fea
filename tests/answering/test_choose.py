"""The choice of a statement: its figures, their weights, and how both are fitted."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.compose.choose import Timbangan, baku
from bot.answering.compose.ciri import AGAINST, FOR, NAMES
from bot.answering.makna import Makna
from bot.answering.model import Ragam
from bot.answering.service import Answering
from bot.evaluation.timbangan import Kelompok, fit, precision
from knowledge.evaluation.latih import Latih, Petunjuk
from knowledge.index.service import KnowledgeIndex
from knowledge.model import Aspek
from tests.answering.fakes import FakeKnowledge


class FakeEmbedder:
    """Counts letters: texts of the same letters are near."""

    sidik, dimensi, bobot = "huruf", 26, 1.0

    def embed_queries(self, texts: Sequence[str]) -> list[list[float]]:
        return [self._one(text) for text in texts]

    def embed_passages(self, texts: Sequence[str]) -> list[list[float]]:
        return self.embed_queries(texts)

    def _one(self, text: str) -> list[float]:
        counts = [float(text.lower().count(chr(97 + n))) for n in range(26)]
        length = sum(c * c for c in counts) ** 0.5 or 1.0
        return [c / length for c in counts]


def test_the_shipped_weights_have_the_sign_of_their_figure() -> None:
    weights = dict(zip(NAMES, baku().bobot, strict=True))
    assert all(weights[name] >= 0 for name in FOR)
    assert all(weights[name] <= 0 for name in AGAINST)
    assert weights["makna"] > 0


def test_nearness_is_between_0_and_1_and_highest_for_the_same_words(small: FakeKnowledge) -> None:
    passages = [h.passage for h in small.search("laporan kinerja dinas").hits]
    first = passages[0].pernyataan[0]
    near = Makna(FakeEmbedder()).near(first.teks, passages)
    assert set(near) == {(p.id, n) for p in passages for n in range(len(p.pernyataan))}
    assert all(0.0 <= d.kalimat <= 1.0 + 1e-6 and 0.0 <= d.judul <= 1.0 + 1e-6 for d in near.values())
    assert max(near, key=lambda key: near[key].kalimat) == (passages[0].id, 0)


def test_without_an_embedder_the_figures_of_meaning_are_0(small: FakeKnowledge) -> None:
    rows = Answering(small).material("kapan laporan kinerja dinas disampaikan").measured(Ragam.TENGGAT)
    assert rows
    at = NAMES.index("makna")
    assert all(figures.angka[at] == 0.0 for _, _, figures in rows)
    assert all(len(figures.angka) == len(NAMES) for _, _, figures in rows)


def test_names_of_a_source_are_no_matter_that_a_statement_speaks_of(shipped: KnowledgeIndex) -> None:
    plain = Answering(shipped).material("Apa definisi SAKIP?").sought().kata
    named = Answering(shipped).material("Apa definisi SAKIP menurut Perpres 29/2014?").sought().kata
    assert "=perpres" not in named.bobot
    assert set(plain.bobot) <= set(named.bobot) | {"arti"}


def _group(rows: list[list[float]], right: int, passage: str = "a") -> Kelompok:
    import numpy as np

    keys = tuple((passage, n) for n in range(len(rows)))
    one = Latih("?", "formal", (Petunjuk(passage, right),))
    return Kelompok(one, Ragam.UMUM, np.array(rows), (Aspek.ISI,) * len(rows), keys, frozenset({keys[right]}))


def _row(**figures: float) -> list[float]:
    return [figures.get(name, 0.0) for name in NAMES]


def test_the_fit_finds_the_figure_that_tells_and_repeats_itself() -> None:
    some = [_group([_row(makna=0.2), _row(makna=0.9), _row(makna=0.4)], 1, f"p{n}") for n in range(10)]
    weights = fit(some)
    assert fit(some) == weights
    assert precision([(g, weights) for g in some]).pernyataan == 1.0


def test_a_figure_never_gets_the_wrong_sign() -> None:
    some = [_group([_row(makna=0.9), _row(makna=0.1, dicabut=1.0)], 1, f"p{n}") for n in range(10)]
    weights = dict(zip(NAMES, fit(some).bobot, strict=True))
    assert weights["makna"] >= 0.0
    assert weights["dicabut"] <= 0.0


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=len(NAMES), max_size=len(NAMES)))
def test_the_score_is_the_weighted_sum_and_what_kind_and_aspect_add(angka: list[float]) -> None:
    weights = Timbangan((1.0,) * len(NAMES), {(Ragam.TENGGAT, Aspek.TENGGAT): 2.0})
    assert weights.score_of(angka, Ragam.TENGGAT, Aspek.TENGGAT) == pytest.approx(sum(angka) + 2.0)
    assert weights.score_of(angka, Ragam.TENGGAT, Aspek.ISI) == pytest.approx(sum(angka))
