"""Linear models over a question's features: `python -m evals fit` writes their weights.

Each head is a multinomial logistic regression, learned together with the reader: which intent,
which move of a further turn, which form, whether a case is made for or against, whether each side's
is, whether opposition is asked for, whether yes or no is expected, whether a number is, which fact
about the corpus, which small talk, whether something is taken for granted, whether it leans on what
was asked before.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.understanding.features import Features

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("learned.npz")
HEADS = (
    "intent",
    "move",
    "form",
    "stance",
    "each",
    "camp",
    "opposes",
    "yes_no",
    "number",
    "fact",
    "talk",
    "premise",
    "leans",
)
STEMS = 1 << 15  # buckets of hashed stems
_COMMON = 2.2  # a stem that nearly half of all debates is asked with carries no matter
DECIMALS = 6  # to which probabilities are rounded, so that machines agree


@dataclass(frozen=True, slots=True)
class Head:
    """Weights of one regression: a row and a bias for each class."""

    classes: tuple[str, ...]
    put: NDArray[np.float32]  # [classes, d]
    dense: NDArray[np.float32]  # [classes, 2d + signs]
    grams: NDArray[np.float32]  # [classes, BUCKETS]
    bias: NDArray[np.float32]  # [classes]

    def read(self, seen: Features) -> Mapping[str, float]:
        """The probability of each class; they sum to one."""
        raised = self.put @ seen.put + self.dense @ seen.dense + self.bias
        raised = raised + seen.weight * self.grams[:, seen.buckets].sum(axis=1)
        raised = np.exp(raised - raised.max())
        shares = np.round(raised / raised.sum(), DECIMALS)
        return dict(zip(self.classes, shares.tolist(), strict=True))

    def best(self, seen: Features) -> str:
        """The likeliest class; the first in order where two are alike."""
        shares = self.read(seen)
        return max(shares, key=lambda name: (shares[name], name))


@cache
def heads() -> Mapping[str, Head]:
    """The heads that come with this package."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return {name: _head(stored, name) for name in HEADS}


def matter(stem: str) -> float:
    """How much of a question's matter a stem carries: 1, and less the more questions use it.

    Words such as "mention" or "best" stand in questions about every debate; what share of the
    debates they stand in was counted, by hashed stem, when the heads were learned.
    """
    return float(_shares()[zlib.crc32(stem.encode()) % STEMS])


@cache
def _shares() -> NDArray[np.float32]:
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        asked = stored["asked"].astype(np.float32) / 255
    return np.asarray(np.maximum(1.0 - _COMMON * asked, 0.0), dtype=np.float32)


def _head(stored: Any, name: str) -> Head:
    return Head(
        tuple(str(one) for one in stored[f"{name}.classes"]),
        stored[f"{name}.put"].astype(np.float32),
        stored[f"{name}.dense"].astype(np.float32),
        stored[f"{name}.grams"].astype(np.float32) * stored[f"{name}.scale"],
        stored[f"{name}.bias"].astype(np.float32),
    )
