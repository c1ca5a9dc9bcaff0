"""The debate's sides as words and vectors: which of them a question names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain import Debate
from assistant.words import content_stems, fold, stem, word_spans

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from assistant.embedding import Embedder


@dataclass(frozen=True, slots=True)
class SideTerms:
    """What tells the sides apart, encoded once per opened index."""

    ids: tuple[str, ...]
    of: Mapping[str, str]  # a stem that only one side's label has -> the side's id
    asked: frozenset[str]  # the stems of the debate's own question
    question: NDArray[np.float32]  # [d]
    vectors: NDArray[np.float32]  # [sides, d] of label and statement

    def named(self, text: str) -> list[str]:
        """The ids of the sides whose own words the text has, in order."""
        found = (self.of.get(stem(fold(word))) for word, _, _ in word_spans(text))
        return list(dict.fromkeys(side for side in found if side is not None))


def side_terms(debate: Debate, embedder: Embedder) -> SideTerms:
    """Read off the sides' labels and ids; a statement helps where a label has no own word."""
    labels = {side.id: set(content_stems(f"{side.label} {side.id}")) for side in debate.sides}
    of = {}
    for side in debate.sides:
        others = set().union(*(labels[o.id] for o in debate.sides if o.id != side.id))
        own = (labels[side.id] - others) or (set(content_stems(side.statement)) - others)
        of.update({word: side.id for word in own})
    texts = [debate.question, *(f"{side.label}. {side.statement}" for side in debate.sides)]
    vectors = embedder.encode_query(texts)
    return SideTerms(
        ids=tuple(side.id for side in debate.sides),
        of=of,
        asked=frozenset(content_stems(debate.question)),
        question=vectors[0],
        vectors=vectors[1:],
    )
