"""Learning how tokens differ: `evals/intents.jsonl` to `assistant/maxsim.npz`.

The questions are about debates that nobody asks about here, so that any English text would do as
well; what is learned is the mean of the model's tokens and the directions in which they vary most
(principal components), which is where words differ from each other rather than from nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.maxsim import Projection
from evals.fitting import digest

if TYPE_CHECKING:
    from assistant.embedding import Embedder

BATCH = 64
KEPT = 64  # directions; of 64, 96 and 128 none finds more than another


def learn_projection(
    embedder: Embedder, texts: Sequence[str], done: Callable[[int], None] = lambda _: None
) -> Projection:
    """Mean and directions of the tokens of all texts."""
    found = []
    for start in range(0, len(texts), BATCH):
        batch = [("", text) for text in texts[start : start + BATCH]]
        found += embedder.read_documents(batch)
        done(len(batch))
    tokens = np.concatenate(found)
    tokens /= np.linalg.norm(tokens, axis=1, keepdims=True)
    mean = tokens.mean(axis=0)
    spread = (tokens - mean).T @ (tokens - mean) / len(tokens)
    directions = np.linalg.eigh(spread).eigenvectors[:, ::-1][:, :KEPT]
    return Projection(embedder.name, mean, np.ascontiguousarray(directions))


def write_projection(projection: Projection, path: Path) -> None:
    """Store it, with a digest of what it was learned from."""
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            model=np.array(projection.model),
            mean=projection.mean.astype(np.float32),
            directions=projection.directions.astype(np.float16),
            learned_from=np.array(digest()),
        )
