"""How near every sentence of the debate comes to a claim: as a whole, and word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.atlas import Atlas
from assistant.checking.ground import ground
from assistant.checking.lexicon import mates, synonyms
from assistant.words import STOPWORDS, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNLIKE = 0.40  # cosine of two words below which they have nothing in common
_SYNONYM, _MATE = 0.9, 0.7
_HEAVY, _NEAR = 0.95, 0.5
_PARTED = 0.5  # what nearness to a part of a hyphenated word is worth
_MISSING = 0.02  # what a word that nothing comes near to takes off the score
_FAR = 0.6  # and one that stands elsewhere in its passage
FEWEST = 2  # words of matter
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
        self.words = _content(body, atlas)
        self.ground = ground(atlas)
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
    def support(self) -> NDArray[np.float32]:
        """[rows] how far each sentence, with its neighbours, bears the claim out."""
        return np.asarray(
            0.5 * self.ground.in_pairs(self.cosine) + 0.5 * self.coverage, dtype=np.float32
        )

    def borne_out(self, rows: list[int]) -> float:
        """The most that any of these rows bears the claim out; 0 where there are none."""
        return float(self.support[rows].max()) if rows else 0.0

    @cached_property
    def _soft(self) -> NDArray[np.float32]:
        """[words, vocabulary] how near each of the claim's words comes to each of the essays'."""
        atlas = self.atlas
        near = self.word_vectors @ np.asarray(atlas.index.vocabulary_vectors).T
        soft = np.clip((near - _UNLIKE) / (1 - _UNLIKE), 0.0, 1.0)
        for at, word in enumerate(self.words):
            likes = [(other, _SYNONYM) for other in synonyms(stem(word))]
            likes += [(other, _MATE) for other in mates(stem(word))]
            for other, worth in [*likes, (stem(word), 1.0)]:
                number = atlas.stem_number.get(other)
                if number is not None:
                    soft[at, number] = max(soft[at, number], worth)
            if "-" in word:
                soft[at] *= _PARTED
        return np.asarray(soft, dtype=np.float32)

    @cached_property
    def said(self) -> NDArray[np.float32]:
        """[words, rows] how near the nearest word of the sentence itself comes."""
        found = self.ground.own.best(self._soft)
        for at, word in enumerate(self.words):
            if "-" in word:
                found[at, self._rows_with(word)] = 1.0
        return found

    @cached_property
    def nearness(self) -> NDArray[np.float32]:
        """[words, rows] the same, with what stands around the sentence counted for less."""
        found = self.said
        around = self.ground.around.best(self._soft)
        goes_on = self.ground.joined[1:]
        around[:, 1:] = np.maximum(around[:, 1:], np.where(goes_on, found[:, :-1], 0))
        around[:, :-1] = np.maximum(around[:, :-1], np.where(goes_on, found[:, 1:], 0))
        far = np.zeros_like(found)
        for rows in self.ground.passages:
            passage = found[:, rows.start : rows.stop]
            far[:, rows.start : rows.stop] = passage.max(axis=1, keepdims=True)
        # A quoted sentence and its reporter's next to it are of two passages, but of one matter.
        far[:, 1:] = np.maximum(far[:, 1:], np.where(self.ground.follows[1:], found[:, :-1], 0))
        far[:, :-1] = np.maximum(far[:, :-1], np.where(self.ground.follows[1:], found[:, 1:], 0))
        near = np.maximum(np.maximum(found, _AROUND * around), _FAR * far)
        return np.asarray(near, dtype=np.float32)

    def holds_heaviest(self, row: int) -> bool:
        """Whether the sentence itself has the claim's rarest words, or comes near to them."""
        if not self.words:
            return False
        heavy = self.weights >= _HEAVY * self.weights.max()
        return bool((self.said[heavy, row] >= _NEAR).all())

    def _rows_with(self, compound: str) -> list[int]:
        spellings = {compound, compound.replace("-", ""), compound.replace("-", " ")}
        texts = enumerate(self.ground.texts)
        return [n for n, text in texts if any(form in text for form in spellings)]

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


_COMPOUND = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b")


def without_compounds(text: str) -> str:
    """The text without hyphenated words of which a small word is part, such as "by-product"."""
    parted = _compounds(text)
    return _COMPOUND.sub(
        lambda found: " " if fold(found.group()) in parted else found.group(), text
    )


def _compounds(body: str) -> tuple[str, ...]:
    """Hyphenated words that a small word is part of ("by-product"): parted, they would lose it."""
    found = (fold(match.group()) for match in _COMPOUND.finditer(body))
    return tuple(
        dict.fromkeys(word for word in found if any(part in STOPWORDS for part in word.split("-")))
    )


def _content(body: str, atlas: Atlas) -> tuple[str, ...]:
    """The words that carry matter; names of the debate only where there are few others.

    A voice says "you" and "she" where a report has the name; and which sentences speak of a
    company is settled before their words are compared.
    """
    bare = body
    for mention in (m for m in atlas.names.find(body) if not m.fuzzy):
        bare = bare[: mention.start] + " " * (mention.end - mention.start) + bare[mention.end :]
    found = _matter(bare)
    return found if len(found) >= FEWEST else _matter(body)


def _matter(body: str) -> tuple[str, ...]:
    found = list(_compounds(body))
    body = _COMPOUND.sub(lambda match: " " if fold(match.group()) in found else match.group(), body)
    for word, _, _ in word_spans(body):
        folded = fold(word).removesuffix("'s")
        if folded not in STOPWORDS and stem(folded) not in _BARE:
            found.append(folded)
    return tuple(dict.fromkeys(found))
