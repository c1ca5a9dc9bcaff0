"""Reads how a question is put: the encoder, with upper layers that were trained to tell that.

What a question is about and what is wanted of it are two things: the layers that find the first
have learned to overlook the second. These see the same words from the same lower layers
(`evals/fit_reader.py` trains them), and tell, too, which words name somebody or something.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant.embedding import shipped_bert
from assistant.words import word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.bert import Bert

    Array = NDArray[np.float32]

READER = Path(__file__).with_name("reader.safetensors")
_NAMED, _PERHAPS = 0.6, 0.025  # probability from which a word is of a name, or may be of one
Runs = tuple[tuple[int, int], ...]


class Reading(NamedTuple):
    """What the reader makes of a text."""

    vector: Array  # [d], of length one
    names: Runs  # the letters of each run of words that name, in order
    perhaps: Runs  # the same of words that name if nothing else explains them


class Reader:
    """Tells of a text how it is put, and what in it is a name. Safe to share by threads."""

    def __init__(self, bert: Bert) -> None:
        from safetensors.numpy import load_file

        weights = load_file(READER)
        self._bert = bert.upper(weights)
        self._weight = weights["names.weight"][0].astype(np.float32)
        self._bias = float(weights["names.bias"][0])

    def read(self, text: str) -> Reading:
        """The text as it is read; names that are known ought to be masked before."""
        states, letters = self._bert.states(text)
        mean = states.mean(axis=0)
        raised = np.round(states @ self._weight + self._bias, 4)
        begun = [
            {a for (a, b), one in zip(letters, raised, strict=True) if b > a and one > bar}
            for bar in np.log([_NAMED / (1 - _NAMED), _PERHAPS / (1 - _PERHAPS)])
        ]
        names, perhaps = (tuple(_runs(text, some)) for some in begun)
        return Reading(mean / np.linalg.norm(mean), names, perhaps)


def _runs(text: str, begun: set[int]) -> list[tuple[int, int]]:
    """Runs of words whose first letters are among these, with nothing but a space between."""
    runs: list[tuple[int, int]] = []
    for _, start, end in word_spans(text):
        if start not in begun:
            continue
        if runs and text[runs[-1][1] : start] == " ":
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


@cache
def reader() -> Reader:
    """The reader that comes with this package."""
    return Reader(shipped_bert())
