"""How near every sentence of the debate comes to a claim: as a whole, and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.atlas import Atlas
from assistant.checking.lexicon import mates, synonyms
from assistant.words import STOPWORDS, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNLIKE = 0.40  # cosine of two words below which they have nothing in common
_SYNONYM, _MATE = 0.9, 0.7
_MISSING = 0.02  # what a word that nothing comes near to takes off the score
_FAR = 0.6  # and one that stands elsewhere in its passage
_AROUND = 0.85  # what a word is worth that stands not in the sentence but next to it
_BARE = frozenset(
    stem(w) for w in "say way thing lot kind sort use get come try tend find make take go".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence set beside a claim."""

    row: int
    cosine: float
    coverage: float  # 0 to 1: share of the claim's words, by weight, that it holds or comes near to
    missing: tuple[str, ...] = ()

    @property
    def score(self) -> float:
        return 0.5 * self.cosine + 0.5 * self.coverage - _MISSING * min(len(self.missing), 4)


class Probe:
    """A claim's words and vector, compared with every row of the index at once."""

    def __init__(self, atlas: Atlas, body: str) -> None:
        self.atlas = atlas
        self.body = body
        self.words = _content(body)
        index = atlas.index
        new = [word for word in self.words if stem(word) not in atlas.stem_number]
        encoded = index.embedder.encode_query([body or "nothing", *new])
        fresh = dict(zip(new, encoded[1:], strict=True))
        self.vector = encoded[0]
        self.word_vectors = np.array(
            [
                fresh[word]
                if word in fresh
                else index.vocabulary_vectors[atlas.stem_number[stem(word)]]
                for word in self.words
            ],
            dtype=np.float32,
        ).reshape(len(self.words), encoded.shape[1])

    @cached_property
    def cosine(self) -> NDArray[np.float32]:
        """[rows] of the whole claim with each sentence."""
        return np.asarray(self.atlas.index.sentence_vectors @ self.vector, dtype=np.float32)

    @cached_property
    def nearness(self) -> NDArray[np.float32]:
        """[words, rows] how near the nearest word of a sentence, or of its surroundings, comes."""
        atlas = self.atlas
        near = self.word_vectors @ np.asarray(atlas.index.vocabulary_vectors).T
        soft = np.clip((near - _UNLIKE) / (1 - _UNLIKE), 0.0, 1.0)
        for at, word in enumerate(self.words):
            for others, worth in ((synonyms(stem(word)), _SYNONYM), (mates(stem(word)), _MATE)):
                for other in others:
                    number = atlas.stem_number.get(other)
                    if number is not None:
                        soft[at, number] = max(soft[at, number], worth)
            number = atlas.stem_number.get(stem(word))
            if number is not None:
                soft[at, number] = 1.0
        found = np.zeros((len(self.words), len(atlas.index.rows)), dtype=np.float32)
        for row, numbers in enumerate(self._own):
            if len(numbers):
                found[:, row] = soft[:, numbers].max(axis=1)
        around = np.zeros_like(found)
        for row, numbers in enumerate(atlas.context_numbers):
            if len(numbers):
                around[:, row] = soft[:, numbers].max(axis=1)
        around[:, 1:] = np.maximum(around[:, 1:], np.where(self._joined[1:], found[:, :-1], 0))
        around[:, :-1] = np.maximum(around[:, :-1], np.where(self._joined[1:], found[:, 1:], 0))
        far = np.zeros_like(found)
        for rows in atlas.passage_rows_of:
            far[:, rows.start : rows.stop] = found[:, rows.start : rows.stop].max(
                axis=1, keepdims=True
            )
        return np.maximum(np.maximum(found, _AROUND * around), _FAR * far)

    @cached_property
    def _own(self) -> list[NDArray[np.int32]]:
        numbers = self.atlas.stem_number
        return [
            np.array(sorted(numbers[s] for s in stems if s in numbers), dtype=np.int32)
            for stems in self.atlas.stems
        ]

    @cached_property
    def _joined(self) -> NDArray[np.bool_]:
        """[rows] whether a row goes on from the one before: same passage."""
        passage = self.atlas.passage_of
        joined = np.zeros(len(passage), dtype=bool)
        joined[1:] = passage[1:] == passage[:-1]
        return joined

    @cached_property
    def weights(self) -> NDArray[np.float32]:
        """[words] a word weighs the more the fewer sentences hold it."""
        index = self.atlas.index
        total = len(index.rows)
        found = []
        for word in self.words:
            frequency = index.document_frequency.get(stem(word), 0)
            found.append(min(np.log(1 + (total - frequency + 0.5) / (frequency + 0.5)), 5.0))
        return np.array(found, dtype=np.float32)

    @cached_property
    def coverage(self) -> NDArray[np.float32]:
        """[rows] the share of the claim's words that each sentence covers, by weight."""
        if not self.words:
            return np.zeros(len(self.atlas.index.rows), dtype=np.float32)
        return np.asarray(self.weights @ self.nearness / self.weights.sum(), dtype=np.float32)

    def match(self, row: int) -> Match:
        missing = (
            [w for w, near in zip(self.words, self.nearness[:, row], strict=True) if near < 0.35]
            if self.words
            else []
        )
        return Match(row, float(self.cosine[row]), float(self.coverage[row]), tuple(missing))

    def best(self, rows: list[int], most: int = 5) -> list[Match]:
        """The best matches among these rows, best first."""
        score = 0.5 * self.cosine + 0.5 * self.coverage
        return [self.match(row) for row in sorted(rows, key=lambda row: (-score[row], row))[:most]]


def _content(body: str) -> tuple[str, ...]:
    found = []
    for word, _, _ in word_spans(body):
        folded = fold(word).removesuffix("'s")
        if folded not in STOPWORDS and stem(folded) not in _BARE:
            found.append(folded)
    return tuple(dict.fromkeys(found))
