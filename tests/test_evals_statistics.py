"""Intervals and tests against textbook values and against what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from evals.statistics import (
    holm,
    interval,
    mcnemar,
    relabelled,
    resampled,
    share_beyond,
    wilson,
)
from evals.weighing import Weighable


def test_wilson_of_known_proportions() -> None:
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-3)
    assert wilson(0, 30) == pytest.approx((0.0, 0.1135), abs=1e-3)
    assert wilson(0, 0) is None


def test_mcnemar_is_the_exact_sign_test() -> None:
    assert mcnemar(0, 5) == pytest.approx(2 / 32)
    assert mcnemar(1, 9) == pytest.approx(2 * 11 / 1024)
    assert mcnemar(3, 3) == 1
    assert mcnemar(0, 0) == 1


def test_holm_adjusts_step_by_step() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


def test_resampling_is_the_same_on_every_run_and_keeps_its_size() -> None:
    first, second = resampled(7, 50), resampled(7, 50)
    assert (first == second).all()
    assert (first.sum(axis=1) == 7).all()
    assert not (first == resampled(7, 50, seed=1)).all()


def test_few_clusters_are_relabelled_in_all_ways() -> None:
    ways = relabelled(3, 2000)
    assert len({tuple(row) for row in ways.tolist()}) == len(ways) == 8
    assert relabelled(20, 100).shape == (100, 20)


def test_a_randomisation_test_cannot_be_sure_of_few() -> None:
    assert share_beyond(1.0, np.array([1.0, -1.0, 0.0, 0.0])) == pytest.approx(3 / 5)
    assert share_beyond(float("nan"), np.array([1.0])) == 1
    assert share_beyond(5.0, np.zeros(999)) == pytest.approx(1 / 1000)


def test_the_interval_leaves_out_what_is_no_number() -> None:
    values = np.array([np.nan, *np.arange(101.0)])
    assert interval(values) == pytest.approx((2.5, 97.5))
    assert interval(np.array([np.nan])) is None


def test_the_bootstrap_covers_the_truth_about_as_often_as_it_says() -> None:
    generator = np.random.default_rng(3)
    weights = resampled(40, 400).astype(float)
    covered = 0
    for _ in range(200):
        right = (generator.random(40) < 0.7).astype(float)
        low, high = interval(Weighable(right[None], np.ones((1, 40))).values(weights)) or (1, 0)
        covered += low <= 0.7 <= high
    assert 0.88 <= covered / 200 <= 0.99


def test_kinds_are_averaged_and_empty_ones_left_out() -> None:
    parts = Weighable(np.array([[1.0, 0.0], [0.0, 3.0]]), np.array([[1.0, 1.0], [0.0, 3.0]]))
    values = parts.values(np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]))
    assert values[:2].tolist() == [0.75, 1.0]  # (1/2 + 3/3) / 2; only the first kind is drawn
    assert np.isnan(values[2])


def test_exchanging_every_cluster_turns_the_difference_round() -> None:
    a = Weighable(np.array([[1.0, 0.0]]), np.ones((1, 2)))
    b = Weighable(np.array([[1.0, 1.0]]), np.ones((1, 2)))
    assert a.exchanged(b, np.array([[0.0, 0.0], [1.0, 1.0], [0.0, 1.0]])).tolist() == [
        0.5,
        -0.5,
        -0.5,
    ]
    assert a.difference(b, np.ones((1, 2))).tolist() == [0.5]
