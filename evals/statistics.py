"""How sure a figure is: intervals and tests that give the same numbers on every run.

Cases that paraphrase one another are one piece of evidence, not several: everything resamples, or
relabels, whole families (clusters). After Miller (2411.00640).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

SEED = 20241117
RESAMPLES = 2000
Floats = NDArray[np.float64]


def resampled(clusters: int, resamples: int = RESAMPLES, seed: int = SEED) -> NDArray[np.int64]:
    """How often each cluster is drawn in each resample: counts of shape [resamples, clusters]."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), size=resamples)


def relabelled(clusters: int, rounds: int = RESAMPLES, seed: int = SEED) -> NDArray[np.bool_]:
    """Which clusters have A and B exchanged: shape [rounds, clusters], all ways if they are few."""
    if 2**clusters <= rounds:
        ways = np.arange(2**clusters)[:, None] >> np.arange(clusters)
        return (ways & 1).astype(bool)
    return np.random.default_rng(seed).random((rounds, clusters)) < 0.5


def interval(values: Floats, level: float = 0.95) -> tuple[float, float] | None:
    """The middle `level` of the bootstrap values that are numbers; None where none is."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def share_beyond(observed: float, relabelled: Floats) -> float:
    """The p-value of a randomisation test, two-sided.

    It is the share of relabellings at least as far from 0 as what was observed, which counts
    itself in; 1 where nothing was observed.
    """
    known = relabelled[~np.isnan(relabelled)]
    if np.isnan(observed) or not len(known):
        return 1.0
    beyond = int(np.sum(np.abs(known) >= abs(observed) - 1e-12))
    return min(1.0, (beyond + 1) / (len(known) + 1))


def mcnemar(only_a: int, only_b: int) -> float:
    """The exact two-sided p-value that `only_a` and `only_b` discordant pairs are a fair coin's."""
    n, k = only_a + only_b, min(only_a, only_b)
    tail: float = sum(comb(n, i) for i in range(k + 1)) / 2**n
    return min(1.0, 2 * tail)


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values adjusted for how many there are (Holm's step-down), in the order given."""
    order = sorted(range(len(p_values)), key=lambda at: p_values[at])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, at in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[at]))
        adjusted[at] = highest
    return adjusted


def wilson(right: int, of: int, z: float = 1.959964) -> tuple[float, float] | None:
    """The Wilson interval of a proportion, 95 % unless `z` says otherwise; None of nothing."""
    if of == 0:
        return None
    share, spread = right / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)
