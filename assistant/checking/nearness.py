"""How near one text's words come to another's: by stem, by table, or by the embedder's vectors."""

from __future__ import annotations

import math
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.lexicon import mates, synonyms
from assistant.words import STOPWORDS, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]

UNLIKE = 0.40  # cosine of two words up to which they have nothing in common
_SYNONYM, _MATE = 0.9, 0.7
_COMMON, _STEEP = 0.33, 1.25
_PARTED = 0.5  # what nearness to a part of a hyphenated word is worth
# Verbs that say nothing of their own; what is done stands beside them.
_BARE = frozenset(
    stem(w) for w in "say way thing lot kind sort use get come try tend find make take go".split()
)
_COMPOUND = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b")


@lru_cache(maxsize=16384)
def matter(text: str) -> tuple[str, ...]:
    """The folded words that carry matter, each once, in order; "by-product" stays one word."""
    whole = {
        fold(found.group())
        for found in _COMPOUND.finditer(text)
        if any(part in STOPWORDS for part in fold(found.group()).split("-"))
    }
    found = sorted(whole)
    bare = _COMPOUND.sub(lambda one: " " if fold(one.group()) in whole else one.group(), text)
    for word, _, _ in word_spans(bare):
        folded = fold(word).removesuffix("'s")
        if folded not in STOPWORDS and stem(folded) not in _BARE:
            found.append(folded)
    return tuple(dict.fromkeys(found))


class Nearness:
    """Vectors of single words, each encoded once; safe to share by threads.

    `frequency`: how many of `total` sentences hold a stem; a word weighs the more the fewer do.
    """

    def __init__(
        self, embedder: Embedder, frequency: Mapping[str, int] | None = None, total: int = 0
    ) -> None:
        self._embedder = embedder
        self._frequency = frequency or {}
        self._total = total
        self._vectors: dict[str, Array] = {}
        self._lock = threading.Lock()

    def weight(self, word: str) -> float:
        """What a word of the claim counts, from a third to 1: one seldom used says more."""
        if not self._total:
            return 1.0
        rare = math.log((1 + self._total) / (1 + self._frequency.get(stem(word), 0)))
        return round(max(_COMMON, min(1.0, rare / math.log(1 + self._total) * _STEEP)), 3)

    def learn(self, words: Iterable[str]) -> None:
        """Encode all that are new in one call."""
        new = sorted({word for word in words if word not in self._vectors})
        if not new:
            return
        found = self._embedder.encode_query(new)
        with self._lock:
            self._vectors.update(zip(new, found, strict=True))

    def between(self, mine: Sequence[str], theirs: Sequence[str]) -> Array:
        """[mine, theirs] from 0 (nothing in common) to 1 (the same word)."""
        if not mine or not theirs:
            return np.zeros((len(mine), len(theirs)), dtype=np.float32)
        self.learn([*mine, *theirs])
        one = np.stack([self._vectors[word] for word in mine])
        two = np.stack([self._vectors[word] for word in theirs])
        near = np.clip((one @ two.T - UNLIKE) / (1 - UNLIKE), 0.0, 1.0).round(4)
        places: dict[str, list[int]] = {}
        for at, word in enumerate(theirs):
            places.setdefault(stem(word), []).append(at)
        for row, word in enumerate(mine):
            if "-" in word:
                near[row] *= _PARTED
            own = stem(word)
            likes = [(like, _SYNONYM) for like in synonyms(own)]
            likes += [(like, _MATE) for like in mates(own)]
            for like, worth in [*likes, (own, 1.0)]:
                for at in places.get(like, ()):
                    near[row, at] = max(near[row, at], worth)
        return np.asarray(near, dtype=np.float32)

    def best(self, mine: Sequence[str], text: str) -> Array:
        """[mine] how near the nearest word of the text comes to each."""
        theirs = matter(text)
        if not mine or not theirs:
            return np.zeros(len(mine), dtype=np.float32)
        near = self.between(mine, theirs).max(axis=1)
        folded = fold(text)
        for row, word in enumerate(mine):
            if "-" in word and any(
                form in folded for form in (word, word.replace("-", ""), word.replace("-", " "))
            ):
                near[row] = 1.0
        for whole in (word for word in theirs if "-" in word):  # "word-of-mouth"
            parts = {part for part in whole.split("-") if part not in STOPWORDS}
            if len(parts) > 1 and parts <= set(mine):
                near[[row for row, word in enumerate(mine) if word in parts]] = 1.0
        return np.asarray(near, dtype=np.float32)
