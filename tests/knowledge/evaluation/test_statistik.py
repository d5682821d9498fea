"""Metrics and intervals against figures computed by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.evaluation import statistik
from knowledge.evaluation.statistik import (
    first_rank,
    mean_interval,
    ndcg_at,
    paired_difference,
    percentile,
    recall_at,
    reciprocal,
)


def test_measures_of_one_list() -> None:
    assert first_rank([False, False, True, True]) == 3
    assert first_rank([False, False]) is None
    assert [recall_at(3, k) for k in (1, 2, 3, 10)] == [0, 0, 1, 1]
    assert recall_at(None, 10) == 0
    assert [ndcg_at(rank, 5) for rank in (1, 3, None, 6)] == [1, 0.5, 0, 0]
    assert ndcg_at(2, 5) == pytest.approx(0.6309, abs=1e-4)
    assert [reciprocal(rank) for rank in (1, 4, None)] == [1, 0.25, 0]


def test_intervals_of_certain_values_have_no_width() -> None:
    one = mean_interval([1.0] * 7)
    assert (one.rata, one.bawah, one.atas, one.jumlah) == (1, 1, 1, 7)
    none = mean_interval([])
    assert (none.rata, none.jumlah) == (0, 0)


def test_an_interval_is_about_as_wide_as_the_binomial_says() -> None:
    """80 of 100: 0.8 ± 1.96 · sqrt(0.8 · 0.2 / 100) = 0.72 to 0.88."""
    found = mean_interval([1.0] * 80 + [0.0] * 20)
    assert found.rata == pytest.approx(0.8)
    assert found.bawah == pytest.approx(0.72, abs=0.015)
    assert found.atas == pytest.approx(0.88, abs=0.015)


def test_the_same_values_give_the_same_interval_in_another_process_too() -> None:
    values = [0.0, 1.0, 1.0, 0.5, 0.25, 1.0]
    first = mean_interval(values)
    statistik._draws.cache_clear()
    assert mean_interval(values) == first


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_an_interval_lies_between_the_smallest_and_the_greatest(values: list[float]) -> None:
    found = mean_interval(values)
    assert min(values) - 1e-9 <= found.bawah <= found.atas <= max(values) + 1e-9


def test_paired_differences_see_what_separate_intervals_do_not() -> None:
    """One more question right out of ten, and the rest alike: the pairing removes what both share."""
    theirs = [1.0, 0.0] * 20
    ours = [1.0, 1.0] * 8 + theirs[16:]
    found = paired_difference(ours, theirs)
    assert found.rata == pytest.approx(0.2)
    assert found.nyata
    assert mean_interval(ours).bawah < mean_interval(theirs).atas
    assert not paired_difference(theirs, theirs).nyata


def test_only_equally_many_answers_can_be_paired() -> None:
    with pytest.raises(ValueError):
        paired_difference([1.0], [1.0, 0.0])


def test_percentiles_are_values_that_occur() -> None:
    values = [float(n) for n in range(1, 101)]
    assert [percentile(values[::-1], share) for share in (0.5, 0.99, 1.0, 0.07)] == [50, 99, 100, 7]
    assert percentile([3.0], 0.5) == 3
    assert percentile([], 0.5) == 0
