"""The agreements and clashes that the debate's reading names, by how near a question comes."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from assistant.domain import Accord
from assistant.index import Index
from assistant.understanding.question import Question

_NEAR = 0.30  # cosine below which a matter is another one


class Accords:
    """All of one opened index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def nearest(self, question: Question, without: Collection[str] = ()) -> tuple[Accord, ...]:
        """Those near to the question, nearest first; for the whole debate all, in order."""
        every = self.index.debate.accords
        kept = [n for n, a in enumerate(every) if not {slug for slug, _, _ in a.spans} & {*without}]
        if not kept or not question.matter or question.intent in ("verdict", "overview"):
            return tuple(every[n] for n in kept)
        near = np.round(np.asarray(self.index.accord_vectors) @ question.vector, 4)
        kept.sort(key=lambda n: (-near[n], n))
        fitting = tuple(every[n] for n in kept if near[n] >= _NEAR)
        return fitting or (tuple(every[n] for n in kept[:2]) if question.intent == "agree" else ())
