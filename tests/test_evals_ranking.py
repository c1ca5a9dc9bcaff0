"""Ranking metrics, worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.ranking import (
    alpha_ndcg_at,
    cover_at,
    least_side_recall_at,
    ndcg_at,
    recall_at,
    reciprocal_rank,
)

GOLD = {"a": frozenset({1, 2}), "b": frozenset({3}), "c": frozenset({9})}


def test_recall_and_cover_count_things_not_items() -> None:
    assert recall_at(2, [1, 2, 3], GOLD) == pytest.approx(1 / 3)
    assert recall_at(3, [1, 2, 3], GOLD) == pytest.approx(2 / 3)
    assert cover_at(3, [1, 3, 9], GOLD) == 1
    assert cover_at(2, [1, 3, 9], GOLD) == 0


def test_reciprocal_rank() -> None:
    assert reciprocal_rank([7, 8, 3], GOLD) == pytest.approx(1 / 3)
    assert reciprocal_rank([7, 8], GOLD) == 0


def test_ndcg_pays_each_thing_once() -> None:
    ideal = 1 + 1 / log2(3) + 1 / log2(4)
    assert ndcg_at(10, [1, 2, 3], GOLD) == pytest.approx((1 + 1 / log2(4)) / ideal)
    assert ndcg_at(10, [9, 3, 2], GOLD) == pytest.approx(1)


def test_alpha_ndcg_pays_repetition_half() -> None:
    # The best order shows a, b and c first and a once more after them.
    ideal = 1 + 1 / log2(3) + 1 / log2(4) + 0.5 / log2(5)
    assert alpha_ndcg_at(10, [1, 2], GOLD) == pytest.approx((1 + 0.5 / log2(3)) / ideal)


def test_the_side_that_comes_off_worst() -> None:
    sides = {"for": {"a": GOLD["a"], "b": GOLD["b"]}, "against": {"c": GOLD["c"]}}
    assert least_side_recall_at(10, [1, 9], sides) == 0.5
    assert least_side_recall_at(10, [1, 3], sides) == 0
    assert least_side_recall_at(10, [1], {"for": GOLD}) is None


def test_nothing_to_find_is_not_measured() -> None:
    nothing: dict[str, frozenset[int]] = {}
    assert recall_at(5, [1], nothing) is None
    assert cover_at(5, [1], nothing) is None
    assert reciprocal_rank([1], nothing) is None
    assert alpha_ndcg_at(5, [1], nothing) is None


@given(st.lists(st.integers(0, 10), unique=True, max_size=10))
def test_all_stay_between_0_and_1_and_the_gold_order_is_best(ranking: list[int]) -> None:
    for value in (
        recall_at(5, ranking, GOLD),
        ndcg_at(5, ranking, GOLD),
        alpha_ndcg_at(5, ranking, GOLD),
        reciprocal_rank(ranking, GOLD),
    ):
        assert value is not None
        assert 0 <= value <= 1 + 1e-9
