"""Words in, matching rows out: BM25 over the points, with the stems of `assistant.words`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Lexical:
    """BM25 scores of a question against every row."""

    def __init__(self, index: Any, rows: int) -> None:
        self._index = index
        self._rows = rows

    @classmethod
    def build(cls, views: Sequence[str]) -> Lexical:
        """Index the views, one per row; no rows or no words at all make an index without hits."""
        import bm25s

        stems = [content_stems(view) for view in views]
        # Numbered in sorted order, so that equal essays give equal files.
        vocabulary = {word: number for number, word in enumerate(sorted(set().union(*stems)))}
        if not vocabulary:
            return cls(None, len(views))
        index = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        numbers = [[vocabulary[word] for word in row] for row in stems]
        index.index((numbers, vocabulary), create_empty_token=False, show_progress=False)
        return cls(index, len(views))

    def save(self, folder: Path) -> None:
        """Write the index into a folder that does not exist yet."""
        folder.mkdir(parents=True)
        if self._index is not None:
            self._index.save(str(folder), show_progress=False)

    @classmethod
    def load(cls, folder: Path, rows: int) -> Lexical:
        """Open a saved index; its arrays stay on disk until they are used."""
        if not any(folder.iterdir()):
            return cls(None, rows)
        import bm25s

        return cls(bm25s.BM25.load(str(folder), mmap=True, show_progress=False), rows)

    def counts(self) -> dict[str, int]:
        """In how many rows each stem stands."""
        if self._index is None:
            return {}
        held = np.diff(self._index.scores["indptr"]).tolist()
        return {stem: held[number] for stem, number in self._index.vocab_dict.items()}

    def scores(self, question: str) -> NDArray[np.float32]:
        """[n] scores, one per row; 0 where no word of the question stands in the row."""
        zeros = np.zeros(self._rows, dtype=np.float32)
        if self._index is None:
            return zeros
        # bm25s fails on words that it has never seen, so only known ones are asked for.
        known = self._index.vocab_dict
        stems = [word for word in content_stems(question) if word in known]
        if not stems:
            return zeros
        return np.asarray(self._index.get_scores(stems), dtype=np.float32)
