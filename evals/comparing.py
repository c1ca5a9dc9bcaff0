"""Compares two runs case by case: what got better, what got worse, and whether it is chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from evals.metrics.table import BY_NAME, PRIMARY, Metric
from evals.scoring import Scored, by_cluster, clusters_of, figure
from evals.statistics import difference, holm, mcnemar

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
    p: float  # paired bootstrap over clusters, Holm-adjusted
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


def compare(a: Sequence[Scored], b: Sequence[Scored]) -> Comparison:
    """B against A, paired by case; cases that only one of them has are left out.

    A metric has changed where its paired bootstrap, or McNemar's test, stays under 5 % after Holm.
    The verdict is worse if any primary metric got worse, better if any got better and none worse.
    """
    in_b = {one.case.id: one for one in b}
    pairs = [(one, in_b[one.case.id]) for one in a if one.case.id in in_b]
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


def passes(metric: Metric, scored: Scored) -> bool | None:
    """Whether the case is faultless by this metric; None where it does not apply."""
    value = scored.value(metric.name)
    if value is None:
        return None
    return value <= 0 if metric.better == "lower" else value >= metric.best


def _change(metric: Metric, a: Sequence[Scored], b: Sequence[Scored]) -> Change:
    before, after = figure(metric, a), figure(metric, b)
    flips = _flips(metric, a, b)
    lost = sum(flip.to == "fail" for flip in flips)
    won = len(flips) - lost
    exact = mcnemar(lost, won)
    none = Change(metric.name, before.value, after.value, 0, None, None, None, 1, lost, won, exact)
    if before.value is None or after.value is None:
        return none
    clusters = clusters_of(a)
    gain = after.value - before.value
    found = difference(by_cluster(metric, a, clusters), by_cluster(metric, b, clusters))
    low, high, p = found or (None, None, 1.0)
    sure = 1.0 if np.isclose(gain, 0) else p
    return replace(none, cases=before.cases, difference=gain, low=low, high=high, p=sure)


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


def _flips(metric: Metric, a: Sequence[Scored], b: Sequence[Scored]) -> list[Flip]:
    flips = []
    for ours, theirs in zip(a, b, strict=True):
        before, after = passes(metric, ours), passes(metric, theirs)
        if before is not None and after is not None and before != after:
            to: Literal["pass", "fail"] = "pass" if after else "fail"
            flips.append(Flip(ours.case.id, ours.case.kind, metric.name, to))
    return flips
