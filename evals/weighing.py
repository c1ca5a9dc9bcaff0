"""Figures as functions of how often each family of cases is counted, for resampling them fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evals.grading import Grade
from evals.metrics.measured import Measured
from evals.metrics.table import Metric
from evals.statistics import Floats


@dataclass(frozen=True)
class Weighable:
    """A metric's parts by cluster: a figure for any weighting of the clusters.

    `right` and `of` have the shape [strata, clusters]. Pooled metrics have one stratum; those that
    average over kinds have one a kind, where `right` sums the cases' values and `of` counts them.
    """

    right: Floats
    of: Floats

    def values(self, weights: Floats) -> Floats:
        """The figure for each weighting; weights [n, clusters], nan where nothing is counted."""
        return _ratio(weights @ self.right.T, weights @ self.of.T)

    def difference(self, other: Weighable, weights: Floats) -> Floats:
        """Other minus this, for each weighting."""
        return other.values(weights) - self.values(weights)

    def exchanged(self, other: Weighable, swaps: Floats) -> Floats:
        """Other minus this with the clusters exchanged that each row of swaps [n, clusters] has."""
        stay = 1 - swaps
        a = _ratio(
            stay @ self.right.T + swaps @ other.right.T, stay @ self.of.T + swaps @ other.of.T
        )
        b = _ratio(
            swaps @ self.right.T + stay @ other.right.T, swaps @ self.of.T + stay @ other.of.T
        )
        return b - a


def weighable(metric: Metric, grades: Sequence[Grade], clusters: Sequence[str]) -> Weighable:
    """The parts of one metric over these clusters, which must hold every grade's."""
    column = {cluster: at for at, cluster in enumerate(clusters)}
    by_kind = metric.summing == "kinds"
    kinds = sorted({grade.case.kind for grade in grades}) if by_kind else [""]
    row = {kind: at for at, kind in enumerate(kinds)}
    right, of = np.zeros((len(kinds), len(clusters))), np.zeros((len(kinds), len(clusters)))
    for grade in grades:
        measured = grade.measured[metric.name]
        if not measured.of:
            continue
        at = row[grade.case.kind if by_kind else ""], column[grade.case.cluster]
        right[at] += measured.right / measured.of if by_kind else measured.right
        of[at] += 1 if by_kind else measured.of
    return Weighable(right, of)


def pooled_by_cluster(by_cluster: Mapping[str, Measured], clusters: Sequence[str]) -> Weighable:
    """The parts of a metric that measures whole families."""
    nothing = Measured(0, 0)
    measured = [by_cluster.get(cluster, nothing) for cluster in clusters]
    right = np.array([[m.right for m in measured]], dtype=float)
    return Weighable(right, np.array([[m.of for m in measured]], dtype=float))


def clusters_of(grades: Sequence[Grade]) -> tuple[str, ...]:
    """The families of the cases, each once, in order of appearance."""
    return tuple(dict.fromkeys(grade.case.cluster for grade in grades))


def _ratio(right: Floats, of: Floats) -> Floats:
    """The mean over strata of right/of, strata without anything left out; arrays [n, strata]."""
    counted = of > 0
    ratio = np.divide(right, of, out=np.zeros_like(right), where=counted)
    strata = counted.sum(axis=1)
    mean = np.full(len(strata), np.nan)
    np.divide(ratio.sum(axis=1), strata, out=mean, where=strata > 0)
    return mean
