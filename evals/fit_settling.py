"""A step of `python -m evals fit`: how what the essays say settles what a question wants.

A multinomial regression whose offset is the log of each intent's probability by the wording, so
that it learns only what retrieval adds; the penalty pulls its weights to zero and the wording's
to one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.retrieval.settling import SIGNALS
from assistant.understanding.question import INTENTS, Intent

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

PENALTY = 1.0  # of the weights, L2
FIRM = 10.0  # the same, of what the wording counts
NOTHING: dict[str, Any] = {  # learned: the wording alone
    "weights": np.zeros((len(INTENTS), len(SIGNALS)), dtype=np.float32),
    "wording": np.float32(1.0),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A labelled question as the essays of one debate see it."""

    intent: Intent
    wording: Array  # [intents] as `settling.by_wording`
    signals: Array  # [SIGNALS]


def learn(seen: Sequence[Seen]) -> dict[str, Any]:
    """The arrays of `settling.npz`; a question whose intent makes no sense here counts nothing."""
    from scipy.optimize import minimize

    told = [one for one in seen if np.isfinite(one.wording[INTENTS.index(one.intent)])]
    wording = np.stack([one.wording for one in told])
    rows = np.stack([one.signals for one in told])
    truth = np.array([INTENTS.index(one.intent) for one in told])
    makes_sense = np.isfinite(wording)
    offset = np.where(makes_sense, wording, 0.0)
    wanted = np.eye(len(INTENTS))[truth]

    def loss(flat: Array) -> tuple[float, Array]:
        weights, counts = flat[:-1].reshape(len(INTENTS), len(SIGNALS)), flat[-1]
        raised = np.where(makes_sense, counts * offset + rows @ weights.T, -np.inf)
        raised -= raised.max(axis=1, keepdims=True)
        shares = np.exp(raised)
        shares /= shares.sum(axis=1, keepdims=True)
        miss = shares - wanted
        found = -np.log(np.maximum(shares[np.arange(len(truth)), truth], 1e-12)).sum()
        held = PENALTY * (weights**2).sum() / 2 + FIRM * (counts - 1) ** 2 / 2
        slope = miss.T @ rows + PENALTY * weights
        firm = (miss * offset).sum() + FIRM * (counts - 1)
        return float(found + held), np.append(slope.ravel(), firm)

    start = np.append(np.zeros(len(INTENTS) * len(SIGNALS)), 1.0)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    weights = found[:-1].reshape(len(INTENTS), len(SIGNALS))
    return {"weights": weights.astype(np.float32), "wording": np.float32(found[-1])}


def right(arrays: dict[str, Any], seen: Sequence[Seen]) -> float:
    """The share of questions whose intent these weights settle rightly."""
    rows = np.stack([one.signals for one in seen])
    wording = np.stack([one.wording for one in seen])
    raised = float(arrays["wording"]) * wording + rows @ arrays["weights"].T
    truth = np.array([INTENTS.index(one.intent) for one in seen])
    return float((raised.argmax(axis=1) == truth).mean())
