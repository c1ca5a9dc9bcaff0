"""Late interaction: how near the words of a question come to words of a sentence, in context.

A sentence's one vector blurs what its words say one by one. So each token keeps a vector of its
own, as the model leaves it in its sentence, and a question's token is compared with the nearest of
them: ColBERT's MaxSim (Khattab and Zaharia 2020, arXiv:2004.12832), here over the tokens of the
sentence model, less what all tokens have in common, in the few directions in which they differ
most. `python -m evals fit` learns these from the questions of `evals/intents.jsonl`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

PROJECTION = Path(__file__).with_name("maxsim.npz")
_STEPS = 127  # an axis of a stored token runs from -127 to 127


@dataclass(frozen=True, slots=True)
class Projection:
    """What tokens of one model have in common, and the directions in which they differ."""

    model: str  # the embedder's name, digest and all
    mean: Array  # [d]
    directions: Array  # [d, k]

    @property
    def digest(self) -> str:
        """What tokens of another projection must not be mixed up with."""
        return hashlib.sha256(self.mean.tobytes() + self.directions.tobytes()).hexdigest()[:12]

    def project(self, states: Array) -> Array:
        """[t, k] vectors of length one for [t, d] states of tokens."""
        states = states / np.linalg.norm(states, axis=1, keepdims=True)
        found = (states - self.mean) @ self.directions
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(length, 1e-6), dtype=np.float32)


@cache
def shipped_projection() -> Projection:
    """The projection that comes with this package."""
    with np.load(PROJECTION, allow_pickle=False) as stored:
        return Projection(
            str(stored["model"]),
            stored["mean"].astype(np.float32),
            stored["directions"].astype(np.float32),
        )


def projection_of(model: str) -> Projection | None:
    """The projection for a model's tokens; None for another model than the shipped one."""
    shipped = shipped_projection()
    return shipped if shipped.model == model else None


def pack(tokens: Array) -> NDArray[np.int8]:
    """[t, k] vectors of length one, a byte a number."""
    return np.rint(tokens * _STEPS).astype(np.int8)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The packed tokens of all sentences, one after another."""

    vectors: NDArray[np.int8]  # [all tokens, k]
    ends: NDArray[np.int64]  # [rows] where each sentence's tokens end

    def nearness(self, rows: NDArray[np.int64], asked: Array, weights: Array) -> Array:
        """[len(rows)] the weighted mean, over the asked tokens, of the best cosine in each row.

        `asked`: [q, k] projected tokens of a question; `weights`: [q], which sum to one.
        """
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        near, lengths = self._near(rows, asked)
        first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        best = np.maximum.reduceat(near, first, axis=1)
        return np.asarray(weights @ best, dtype=np.float32)

    def best(self, rows: NDArray[np.int64], asked: Array) -> Array:
        """[q] the best cosine of each asked token with any token of the rows; 0 without rows."""
        if not len(rows):
            return np.zeros(len(asked), dtype=np.float32)
        return np.asarray(self._near(rows, asked)[0].max(axis=1), dtype=np.float32)

    def _near(self, rows: NDArray[np.int64], asked: Array) -> tuple[Array, NDArray[np.int64]]:
        """[q, tokens of the rows] cosines, and how many tokens each row has."""
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[rows - 1], 0)
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        told = np.concatenate([self.vectors[start:end] for start, end in spans])
        near = asked @ (told.astype(np.float32) / _STEPS).T
        return np.asarray(near, dtype=np.float32), ends - starts
