"""The statistics against known values, and comparisons and gates built on them."""

from __future__ import annotations

from typing import Any

import pytest

from evals.comparing import compare
from evals.gates import Gates, breaches, gates_of, losses, read_gates, write_gates
from evals.metrics.table import BY_NAME, METRICS, PRIMARY
from evals.scoring import Scored, by_cluster, clusters_of, figure, summary
from evals.statistics import difference, holm, interval, mcnemar, wilson
from tests.evals_debate import DEBATES, UNANSWERABLE, answer, calls, case, scored, three


def test_known_values() -> None:
    assert mcnemar(0, 0) == mcnemar(5, 5) == 1
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []
    assert wilson(0, 30) == pytest.approx((0, 0.1135), abs=1e-3)
    assert wilson(0, 0) is None


def test_intervals_are_of_families_and_the_same_every_time() -> None:
    many = interval(([1.0, 0.0] * 50, [1.0] * 100))
    few = interval(([10.0, 0.0] * 5, [10.0] * 10))
    assert many is not None and few is not None
    assert many == interval(([1.0, 0.0] * 50, [1.0] * 100))
    assert many[0] < 0.5 < many[1]
    assert few[1] - few[0] > 2 * (many[1] - many[0])
    assert interval(([1.0], [1.0])) is None


def test_a_difference_is_paired() -> None:
    better = difference(([0.0, 1.0] * 20, [1.0] * 40), ([1.0, 1.0] * 20, [1.0] * 40))
    none = difference(([0.0, 1.0] * 20, [1.0] * 40), ([1.0, 0.0] * 20, [1.0] * 40))
    assert better is not None and none is not None
    assert better[0] > 0.3 and better[2] < 0.01
    assert none[0] < 0 < none[1] and none[2] > 0.5


def run_of(faults: int) -> tuple[Scored, ...]:
    """Thirty cases of as many families, of which so many are answered badly."""
    pairs = []
    for at in range(30):
        one = case(id=f"c{at}", family=f"f{at}", question=f"Trees or lawns, {at}?")
        bad: dict[str, Any] = answer(one, three()[0]) if at < faults else {}
        pairs.append((one, bad or answer(one, *three(), roll_call=calls())))
    return scored(*pairs)


def test_better_worse_and_no_difference() -> None:
    sound, worse = run_of(0), run_of(12)
    assert compare(sound, sound).verdict == "no difference"
    assert compare(sound, run_of(1)).verdict == "no difference"
    assert compare(worse, sound).verdict == "better"
    result = compare(sound, worse)
    assert result.verdict == "worse"
    recall = next(change for change in result.changes if change.metric == "nugget_recall")
    assert (recall.lost, recall.won) == (12, 0)
    assert recall.difference == pytest.approx(-0.2)
    assert recall.high is not None and recall.high < 0
    assert {flip.metric for flip in result.flips} == {"grade", "nugget_recall", "roll_call"}
    assert any("nugget_recall went from 1.000 to 0.800" in loss for loss in losses(result))


def test_a_figure_is_pooled_with_its_bounds() -> None:
    runs = run_of(12)
    told = figure(BY_NAME["nugget_recall"], runs, bounds=True)
    assert (told.n, told.cases) == (60, 30)
    assert told.value == pytest.approx(0.8)
    assert told.low is not None and told.high is not None and told.low < 0.8 < told.high
    all_right = figure(BY_NAME["nugget_recall"], run_of(0), bounds=True)
    assert all_right.low == pytest.approx(wilson(30, 30)[0])  # type: ignore[index]
    assert sum(by_cluster(BY_NAME["nugget_recall"], runs, clusters_of(runs))[1]) == 60
    assert set(PRIMARY) <= BY_NAME.keys() and len(PRIMARY) <= 6


def test_gates_are_made_from_a_run_which_then_passes_them(tmp_path: Any) -> None:
    from evals.answers import AnswersFile
    from evals.reply import read_reply

    cases = [case(intent="verdict"), case(**UNANSWERABLE, intent="topic")]
    answers = [answer(cases[0], *three(), roll_call=calls()), answer(cases[1])]
    file = AnswersFile({c.id: read_reply(a) for c, a in zip(cases, answers, strict=True)})
    told = summary(cases, file, DEBATES)
    gates = gates_of(told)
    write_gates(gates, tmp_path / "gates.yaml")
    assert read_gates(tmp_path / "gates.yaml") == gates
    assert breaches(gates, told) == []
    strict = Gates(least={"grade": 3.1}, most={"over_refusal": -1}, each_intent=3.1)
    assert len(breaches(strict, told)) == 4
    assert gates.least["citations_sound"] == 1


def test_the_committed_gates_bound_known_metrics() -> None:
    gates = read_gates()
    assert {*gates.least, *gates.most} <= {metric.name for metric in METRICS}
    assert all(BY_NAME[name].better == "lower" for name in gates.most)
    assert all(BY_NAME[name].better == "higher" for name in gates.least)
