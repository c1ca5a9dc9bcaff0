"""What every claim is compared with, worked out once of a debate: words, neighbours, spellings."""

from __future__ import annotations

import weakref
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.atlas import Atlas
from assistant.words import fold, words

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Ground:
    """The rows of an index as a probe needs them."""

    def __init__(self, atlas: Atlas) -> None:
        index = atlas.index
        self.debate = atlas.debate
        self.texts = [fold(row.text) for row in index.rows]
        numbers = atlas.stem_number
        self.own = _Ragged(
            [
                np.array(sorted(numbers[s] for s in stems if s in numbers), dtype=np.int32)
                for stems in atlas.stems
            ]
        )
        self.around = _Ragged(atlas.context_numbers)
        self.passages = atlas.passage_rows_of
        passage = atlas.passage_of
        self.joined = np.zeros(len(passage), dtype=bool)  # a row goes on from the one before
        self.joined[1:] = passage[1:] == passage[:-1]
        essays = [row.essay.slug for row in index.rows]
        self.follows = np.array([n > 0 and one == essays[n - 1] for n, one in enumerate(essays)])
        vectors = np.asarray(index.sentence_vectors)
        between = np.einsum("nd,nd->n", vectors[1:], vectors[:-1])
        # Two vectors of length one have a sum of this length.
        self.pair_length = np.sqrt(np.maximum(2 + 2 * between, 1e-6))

    @cached_property
    def headings(self) -> frozenset[tuple[str, ...]]:
        """Titles and headings as folded words: in quotation marks they name a text."""
        found = set()
        for essay in self.debate.essays:
            found.add(tuple(words(essay.title)))
            found |= {tuple(words(heading)) for heading in {s.heading for s in essay.sentences}}
        return frozenset(found - {()})

    def in_pairs(self, cosine: NDArray[np.float32]) -> NDArray[np.float32]:
        """[rows] the cosine of a claim with each row, or with it and a neighbour, if that is more.

        What one sentence of an essay says, the next often finishes.
        """
        both = np.where(self.joined[1:], (cosine[1:] + cosine[:-1]) / self.pair_length, -1.0)
        found = cosine.copy()
        found[1:] = np.maximum(found[1:], both)
        found[:-1] = np.maximum(found[:-1], both)
        return found


class _Ragged:
    """Lists of vocabulary numbers, laid end to end."""

    def __init__(self, lists: list[NDArray[np.int32]]) -> None:
        self.filled = np.array([len(one) > 0 for one in lists], dtype=bool)
        full = [one for one in lists if len(one)]
        self.numbers = np.concatenate(full) if full else np.zeros(0, dtype=np.int32)
        self.starts = np.cumsum([0, *(len(one) for one in full)])[:-1]

    def best(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """[words, lists] the highest of each list's columns; 0 for an empty list."""
        found = np.zeros((values.shape[0], len(self.filled)), dtype=np.float32)
        if len(self.numbers) and len(values):
            found[:, self.filled] = np.maximum.reduceat(
                values[:, self.numbers], self.starts, axis=1
            )
        return found


_GROUNDS: weakref.WeakKeyDictionary[Atlas, Ground] = weakref.WeakKeyDictionary()


def ground(atlas: Atlas) -> Ground:
    """The ground of an atlas, made at its first use."""
    found = _GROUNDS.get(atlas)
    if found is None:
        found = _GROUNDS[atlas] = Ground(atlas)
    return found
