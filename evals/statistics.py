"""How sure a figure is: intervals and tests that give the same numbers on every run.

Cases that paraphrase one another are one piece of evidence, not several: everything resamples
whole families (clusters). After Miller (2411.00640).
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 20241117
RESAMPLES = 2000
LEVEL = 0.95
Floats = NDArray[np.float64]
Parts = tuple[Sequence[float], Sequence[float]]  # by cluster: so much right, out of so much


def interval(parts: Parts) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of a pooled share; None where it cannot be resampled."""
    right, of = np.asarray(parts[0], float), np.asarray(parts[1], float)
    values = _resampled((right, of), lambda r, o, axis=-1: _share(r, o, axis))
    return _middle(values)


def difference(a: Parts, b: Parts) -> tuple[float, float, float] | None:
    """B against A, paired by cluster: the 95 % interval of B - A, and the two-sided p-value.

    The p-value is twice the share of resamples on the far side of 0, which counts the observation
    itself in. None where there is nothing to resample.
    """
    data = tuple(np.asarray(part, float) for part in (*a, *b))
    values = _resampled(data, _gain)
    bounds = _middle(values)
    if bounds is None:
        return None
    known = values[~np.isnan(values)]
    beyond = min(int(np.sum(known <= 0)), int(np.sum(known >= 0)))
    return *bounds, min(1.0, 2 * (beyond + 1) / (len(known) + 1))


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p-value that `only_a` and `only_b` discordant pairs are a fair coin's."""
    from scipy.stats import binomtest

    n = only_a + only_b
    return float(binomtest(only_a, n, 0.5).pvalue) if n else 1.0


def wilson(right: int, of: int) -> tuple[float, float] | None:
    """The 95 % Wilson interval of a proportion; None of nothing."""
    from scipy.stats import binomtest

    if of == 0:
        return None
    low, high = binomtest(right, of).proportion_ci(LEVEL, method="wilson")
    return float(low), float(high)


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for how many there are (Holm's step-down), in the order given."""
    order = np.argsort(p_values, kind="stable")
    stepped = np.asarray(p_values, float)[order] * np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1.0)
    return [float(p) for p in adjusted]


def _share(right: Floats, of: Floats, axis: int = -1) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        share: Floats = right.sum(axis=axis) / of.sum(axis=axis)
    return share


def _gain(ra: Floats, oa: Floats, rb: Floats, ob: Floats, axis: int = -1) -> Floats:
    gain: Floats = _share(rb, ob, axis) - _share(ra, oa, axis)
    return gain


def _resampled(data: tuple[Floats, ...], statistic: object) -> Floats:
    """The statistic over resamples of the clusters, which all arrays lose or gain together."""
    from scipy.stats import DegenerateDataWarning, bootstrap

    if len(data[0]) < 2:
        return np.array([np.nan])
    with warnings.catch_warnings():
        # Resamples in which nothing was measured have no share, and are left out.
        warnings.simplefilter("ignore", DegenerateDataWarning)
        drawn = bootstrap(
            data,
            statistic,
            paired=True,
            vectorized=True,
            n_resamples=RESAMPLES,
            method="percentile",
            rng=np.random.default_rng(SEED),
            batch=200,
        )
    values: Floats = drawn.bootstrap_distribution
    return values


def _middle(values: Floats) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
