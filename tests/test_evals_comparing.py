"""Two runs compared: real differences are found, chance ones are not, and cases are named."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from evals.comparing import PRIMARY, compare
from evals.grading import Grade
from evals.metrics.table import BY_NAME
from tests.evals_debate import answer, calls, case, graded, three


def run(good: Callable[[int], bool], cases: int = 40) -> list[Grade]:
    """Grades of as many verdicts; those that are not good lack a vital nugget."""
    grades = []
    for at in range(cases):
        gold = case(id=f"v{at}", family=f"f{at // 2}")
        citations = three() if good(at) else three()[1:]
        grades.append(graded(gold, answer(gold, *citations, roll_call=calls())))
    return grades


def test_at_most_six_primary_metrics_and_all_exist() -> None:
    assert len(PRIMARY) <= 6
    assert set(PRIMARY) <= set(BY_NAME)


def test_the_same_run_twice_is_no_difference() -> None:
    same = compare(run(lambda at: at % 3 > 0), run(lambda at: at % 3 > 0))
    assert same.verdict == "no difference"
    assert same.flips == ()
    assert all(change.p == 1 for change in same.changes)


def test_a_drop_over_many_families_is_worse_and_its_reverse_better() -> None:
    good, bad = run(lambda _: True), run(lambda at: at % 2 == 0)
    worse = compare(good, bad)
    recall = worse.changes[0]
    assert worse.verdict == "worse"
    assert recall.metric == "nugget_recall_vital"
    assert recall.difference == -0.25
    assert recall.low is not None and recall.high is not None
    assert recall.low <= -0.25 <= recall.high
    assert (recall.lost, recall.won) == (20, 0)
    assert recall.p < 0.05
    assert [flip.id for flip in worse.flips][:2] == ["v1", "v3"]
    assert {flip.to for flip in worse.flips} == {"fail"}
    assert compare(bad, good).verdict == "better"


def test_a_drop_in_a_few_cases_may_be_chance() -> None:
    result = compare(run(lambda _: True), run(lambda at: at > 2))
    assert result.changes[0].difference == pytest.approx(-0.0375)
    assert result.verdict == "no difference"
    assert len(result.flips) == 3


def test_what_is_better_when_lower_is_worse_when_it_rises() -> None:
    gold = [case(id=f"v{at}", family=f"f{at}") for at in range(20)]
    answered = [graded(one, answer(one, *three(), roll_call=calls())) for one in gold]
    refused = [graded(one, answer(one, status="refused", reason="off_topic")) for one in gold]
    over = {change.metric: change for change in compare(answered, refused).changes}["over_refusal"]
    assert over.verdict == "worse"
    assert over.difference == 1


def test_only_cases_of_both_runs_are_compared() -> None:
    assert compare(run(lambda _: True, 10), run(lambda _: True, 6)).cases == 6


def test_chance_differences_seldom_pass_for_real() -> None:
    dice = np.random.default_rng(11)
    verdicts = []
    for _ in range(12):
        one, other = dice.random(40) < 0.7, dice.random(40) < 0.7
        verdicts.append(
            compare(run(lambda at: bool(one[at])), run(lambda at: bool(other[at]))).verdict  # noqa: B023
        )
    assert verdicts.count("no difference") >= 10
