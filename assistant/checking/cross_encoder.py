"""Reads a claim and a passage together: does the one bear the other out, deny it, or neither?

The encoder with upper layers that were trained for it (`evals/fit_cross.py`). Vectors of two texts
made apart cannot tell a claim from its opposite in the same words; layers that see both can.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from assistant.embedding import shipped_bert

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.bert import Bert

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("cross_encoder.safetensors")
LONGEST = 128  # tokens of both together
Relation = Literal["supports", "denies", "neither"]
RELATIONS: tuple[Relation, ...] = ("supports", "denies", "neither")
_FLAT = 0.01  # no share counts as nearer to 0 or 1


class CrossEncoder:
    """Tells the relation of claims to passages. Safe to share by threads."""

    def __init__(self, bert: Bert) -> None:
        from safetensors.numpy import load_file

        weights = load_file(WEIGHTS)
        self._bert = bert.upper(weights)
        self._weight = weights["head.weight"].T.astype(np.float32)
        self._bias = weights["head.bias"].astype(np.float32)

    def shares(self, claim: str, passages: Sequence[str]) -> Array:
        """[passages, relations] what each passage says to the claim; a row sums to 1."""
        if not passages:
            return np.zeros((0, len(RELATIONS)), dtype=np.float32)
        rows = []
        for states, second in self._bert.pairs([(claim, one) for one in passages], LONGEST):
            parts = (states[0], states[~second].mean(axis=0), states[second].mean(axis=0))
            rows.append(np.concatenate(parts))
        raised = np.stack(rows) @ self._weight + self._bias
        raised -= raised.max(axis=1, keepdims=True)
        shares = np.exp(raised)
        shares /= shares.sum(axis=1, keepdims=True)
        return np.asarray(shares.round(3), dtype=np.float32)


def log_odds(share: float) -> float:
    """What a share says in log odds, never beyond those of one in a hundred."""
    held = min(max(share, _FLAT), 1 - _FLAT)
    return math.log(held / (1 - held))


@cache
def cross_encoder() -> CrossEncoder:
    """The cross-encoder that comes with this package."""
    return CrossEncoder(shipped_bert())
