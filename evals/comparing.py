"""Compares two runs case by case: what got better, what got worse, and whether it is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evals.grading import Grade
from evals.metrics.table import BY_NAME, Metric
from evals.statistics import holm, interval, mcnemar, relabelled, resampled, share_beyond
from evals.summary import figure
from evals.weighing import clusters_of, weighable

# At most six, declared beforehand: each further one weakens what the others can show.
PRIMARY = (
    "nugget_recall_vital",
    "verbatim_rate",
    "voice_accuracy",
    "roll_call_accuracy",
    "refusal_recall",
    "over_refusal",
)
LEVEL = 0.05
Verdict = Literal["better", "worse", "no difference"]


@dataclass(frozen=True, slots=True)
class Change:
    """One metric, A against B; `difference` is B minus A, in the metric's own direction."""

    metric: str
    a: float | None
    b: float | None
    cases: int
    difference: float | None
    low: float | None
    high: float | None
    p: float  # randomisation test over clusters, Holm-adjusted
    lost: int  # cases that pass in A only
    won: int  # cases that pass in B only
    mcnemar: float  # exact, Holm-adjusted
    verdict: Verdict = "no difference"


@dataclass(frozen=True, slots=True)
class Flip:
    """A case that passes a primary metric in one run only."""

    id: str
    kind: str
    metric: str
    to: Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All primary metrics, the flipped cases, and the verdict over them."""

    cases: int
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    verdict: Verdict


def compare(a: Sequence[Grade], b: Sequence[Grade]) -> Comparison:
    """B against A, paired by case; cases that only one of them has are left out.

    A metric has changed where its randomisation test, or McNemar's, stays under 5 % after Holm.
    The verdict is worse if any primary metric got worse, better if any got better and none worse.
    """
    in_b = {grade.case.id: grade for grade in b}
    pairs = [(grade, in_b[grade.case.id]) for grade in a if grade.case.id in in_b]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    raw = [_change(BY_NAME[name], ours, theirs) for name in PRIMARY]
    changes = _adjusted(raw)
    verdicts = {change.verdict for change in changes}
    verdict: Verdict = "no difference"
    if "worse" in verdicts:
        verdict = "worse"
    elif "better" in verdicts:
        verdict = "better"
    flips = tuple(flip for name in PRIMARY for flip in _flips(BY_NAME[name], ours, theirs))
    return Comparison(len(pairs), changes, flips, verdict)


def passes(metric: Metric, grade: Grade) -> bool | None:
    """Whether the case is faultless by this metric; None where it does not apply."""
    value = grade.value(metric.name)
    if value is None:
        return None
    return value <= 0 if metric.better == "lower" else value >= 1


def _change(metric: Metric, a: Sequence[Grade], b: Sequence[Grade]) -> Change:
    clusters = clusters_of(a)
    flips = _flips(metric, a, b)
    lost = sum(flip.to == "fail" for flip in flips)
    won = len(flips) - lost
    before, after = figure(metric, a), figure(metric, b)
    if not clusters or before.value is None or after.value is None:
        return Change(metric.name, before.value, after.value, 0, None, None, None, 1, lost, won, 1)
    x, y = weighable(metric, a, clusters), weighable(metric, b, clusters)
    observed = after.value - before.value
    bounds = interval(x.difference(y, resampled(len(clusters)).astype(float)))
    p = share_beyond(observed, x.exchanged(y, relabelled(len(clusters)).astype(float)))
    low, high = bounds or (None, None)
    return Change(
        metric.name,
        before.value,
        after.value,
        before.cases,
        observed,
        low,
        high,
        p if not np.isclose(observed, 0) else 1.0,
        lost,
        won,
        mcnemar(lost, won),
    )


def _adjusted(changes: Sequence[Change]) -> tuple[Change, ...]:
    by_label = holm([change.p for change in changes])
    by_flips = holm([change.mcnemar for change in changes])
    return tuple(
        replace(change, p=p, mcnemar=exact, verdict=_verdict(change, p, exact))
        for change, p, exact in zip(changes, by_label, by_flips, strict=True)
    )


def _verdict(change: Change, p: float, exact: float) -> Verdict:
    if change.difference is None or min(p, exact) >= LEVEL:
        return "no difference"
    up = change.difference if p <= exact else float(change.won - change.lost)
    if BY_NAME[change.metric].better == "lower" and p <= exact:
        up = -up
    return "better" if up > 0 else "worse"


def _flips(metric: Metric, a: Sequence[Grade], b: Sequence[Grade]) -> list[Flip]:
    flips = []
    for ours, theirs in zip(a, b, strict=True):
        before, after = passes(metric, ours), passes(metric, theirs)
        if before is not None and after is not None and before != after:
            to: Literal["pass", "fail"] = "pass" if after else "fail"
            flips.append(Flip(ours.case.id, ours.case.kind, metric.name, to))
    return flips
