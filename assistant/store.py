"""Vectors in, nearest rows out: the seam behind which Chroma stands (`assistant.chroma_store`).

A store answers with similarities (higher is better), never with distances. It is derived: the
corpus and the vector cache rebuild it at any time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Level = Literal["sentences", "points"]
LEVELS: tuple[Level, ...] = ("sentences", "points")


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the index, and how close it is (1 the same direction, 0 unrelated)."""

    row: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Entry:
    """One row to store: what it can be filtered by, and its words for whoever opens Chroma."""

    row: int
    essay: str
    voice: str | None
    text: str


class PassageStore(Protocol):
    """Holds one index's rows as vectors."""

    def add(self, level: Level, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        """Store rows; vectors are [len(entries), d] and of length one."""
        ...

    def nearest(
        self,
        level: Level,
        vector: NDArray[np.float32],
        k: int,
        essays: Collection[str] | None = None,
        voices: Collection[str | None] | None = None,
    ) -> list[Hit]:
        """The k rows closest to the vector, best first, ties by row; None filters nothing."""
        ...

    def info(self) -> dict[Level, int]:
        """How many rows each level holds."""
        ...

    def remove(self) -> None:
        """Delete everything that this store holds."""
        ...

    def close(self) -> None:
        """Release files and connections."""
        ...
