"""Whether a claim holds that no name, side or quotation settles: how it reads with what is said.

A logistic regression over a handful of features, learned on statements about invented debates
(`evals/fit_belief.py` makes the weights).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.cross_encoder import log_odds

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("belief.npz")
FEATURES = ("said", "opposed", "read", "restated", "bias")
_DENIED = 0.15  # by so much a claim comes nearer to what is denied than to all else


@dataclass(frozen=True, slots=True)
class Nearest:
    """The sentence that comes nearest to a claim, read together with it; shares and cosines.

    `restated`, `contrary`, `beyond`: how near the claim comes to what the sentence's reading says
    is borne out, denied and not said; 0 where it tells none.
    """

    row: int
    supports: float
    denies: float
    restated: float = 0.0
    contrary: float = 0.0
    beyond: float = 0.0

    @property
    def denied(self) -> bool:
        """Whether a claim that does not hold is denied, not only left unsaid."""
        nearer = self.contrary - max(self.restated, self.beyond)
        return self.denies > self.supports and nearer >= _DENIED


def features(nearest: Nearest, *, said: bool, opposed: bool) -> tuple[float, ...]:
    """What the regression sees, by FEATURES.

    `said`: what is shared bears the claim out; `opposed`: a word of the party says the opposite.
    """
    return (
        float(said),
        float(opposed),
        round(log_odds(nearest.supports), 3),
        round(nearest.restated - max(nearest.contrary, nearest.beyond), 4),
        1.0,
    )


def belief(seen: tuple[float, ...]) -> float:
    """The log odds that a claim with these features holds."""
    return round(float(belief_weights() @ np.asarray(seen)), 3)


@cache
def belief_weights() -> NDArray[np.float64]:
    """The weights that come with this package, by FEATURES."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return np.asarray(file["weights"], dtype=np.float64)
