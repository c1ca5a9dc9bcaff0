"""Encodes stored texts, asking the model only for what the vector cache does not hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from ingest.cache import VectorCache

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Vectors = NDArray[np.float32]

BATCH = 64  # texts between two commits and two steps of the progress bar
Done = Callable[[int], None]
Text = TypeVar("Text", str, tuple[str, str])


def cache_key(model: str, text: str) -> bytes:
    """What a vector is stored under."""
    return hashlib.sha256(f"{model}\0{text}".encode()).digest()


class CachedEncoder:
    """One ingest's encoding: how much of it was computed, and how much was there already."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.computed = 0
        self.reused = 0

    def encode(self, texts: Sequence[str], done: Done = lambda _: None) -> Vectors:
        """[n, d] vectors of the texts, in order; `done` hears how many more are ready."""
        keys = [cache_key(self._embedder.name, text) for text in texts]
        known = self._cache.get(dict.fromkeys(keys))
        for batch, waiting in self._batches(keys, texts, set(known), done):
            vectors = self._embedder.encode_document(waiting)
            self._cache.put(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)

    def _batches(
        self, keys: Sequence[bytes], texts: Sequence[Text], known: set[bytes], done: Done
    ) -> Iterator[tuple[list[bytes], list[Text]]]:
        """The texts that wait for the model, each once, and their keys; counts what is ready."""
        self.reused += len(known)
        done(sum(key in known for key in keys))
        waiting = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        counts = dict.fromkeys(waiting, 0)
        for key in keys:
            if key in counts:
                counts[key] += 1
        # Neighbours in length share a batch: padding costs as much as words.
        ordered = sorted(waiting, key=lambda key: (len("".join(waiting[key])), key))
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            yield batch, [waiting[key] for key in batch]
            self.computed += len(batch)
            done(sum(counts[key] for key in batch))
