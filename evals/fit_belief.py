"""Learns when a claim holds that no name, side or quotation settles: the weights of `belief`.

`statements.jsonl` holds what people may claim about the debates of `evals/debates/`, each with its
verdict; whoever wrote them saw the essays alone. Most are `plain`, as claims come; others are
`turned` (false ones in the essay's own words, true ones in quite other words), lest sharing words
count for too much. Only those count that the check leaves open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.belief import WEIGHTS
from assistant.checking.checker import Checker
from assistant.index import Index
from evals import fit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

STATEMENTS = Path(__file__).with_name("statements.jsonl")
_PULL = 0.3  # of the regression towards the data, against zero
_WEIGHTS = {"plain": 1.0, "turned": 0.2}


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody may claim about a debate, and whether it is so."""

    debate: str
    text: str
    holds: bool
    weight: float = 1.0


def statements(path: Path = STATEMENTS) -> list[Statement]:
    """The statements of the file."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Statement(o["debate"], o["statement"], o["label"] == "supported", _WEIGHTS[o["sort"]])
        for o in lines
    ]


def left_open(index: Index, told: Sequence[Statement]) -> tuple[Array, NDArray[np.bool_], Array]:
    """[n, features] of the statements that are left open, [n] whether they hold, [n] weights.

    One who is said to deny something, and several of whom it is said, are checked in parts.
    """
    checker = Checker(index)
    seen, holds, weights = [], [], []
    for one in told:
        claim = checker.speakers.read(one.text)
        finding = checker.find(claim)
        if finding.seen and not claim.denied and len(claim.speakers) < 2:
            seen.append(finding.seen)
            holds.append(one.holds)
            weights.append(one.weight)
    return np.array(seen), np.array(holds, dtype=bool), np.array(weights)


def learned(seen: Array, holds: NDArray[np.bool_], counts: Array) -> Array:
    """[features] the weights of the regression, the last that of the bias."""
    from sklearn.linear_model import LogisticRegression

    mean, scale = seen[:, :-1].mean(axis=0), seen[:, :-1].std(axis=0)
    scale[scale < 1e-6] = 1.0
    model = LogisticRegression(C=_PULL).fit(
        (seen[:, :-1] - mean) / scale, holds, sample_weight=counts
    )
    weights = model.coef_[0] / scale
    return np.array([*weights, model.intercept_[0] - weights @ mean])


def learn_belief(opened: Callable[[str], Sequence[Index]], say: Callable[[str], None]) -> None:
    """Write the weights; every debate is left out once to tell how good they are.

    `opened` gives a debate's indexes by its name: with its reading, without.
    """
    told = statements()
    debates = sorted({one.debate for one in told})
    parts = []
    for debate in debates:
        own = [one for one in told if one.debate == debate]
        found = [left_open(index, own) for index in opened(debate)]
        parts.append(tuple(np.concatenate(arrays) for arrays in zip(*found, strict=True)))
    right = {sort: [0, 0] for sort in _WEIGHTS}
    for held, (seen, holds, counts) in enumerate(parts):
        others = [part for n, part in enumerate(parts) if n != held]
        weights = learned(*(np.concatenate(arrays) for arrays in zip(*others, strict=True)))
        for sort, weight in _WEIGHTS.items():
            same = counts == weight
            right[sort][0] += int(((seen @ weights > 0) == holds)[same].sum())
            right[sort][1] += int(same.sum())
    say(f"{len(told)} statements about {len(debates)} debates, each left out once, read and bare")
    for sort, (good, every) in right.items():
        say(f"  {sort}: {every} left open, right {good / every:.3f}")
    weights = learned(*(np.concatenate(arrays) for arrays in zip(*parts, strict=True)))
    fit.write_arrays(WEIGHTS, {"weights": weights.round(3)}, fit.digest(STATEMENTS))
