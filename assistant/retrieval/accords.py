"""The agreements and clashes that the debate's reading names, by how near a question comes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from assistant.domain import Accord
from assistant.index import Index
from assistant.understanding.question import Question
from assistant.words import content_stems

_NEAR = 0.30  # cosine below which a matter is another one
_WORDS = 0.15  # what sharing all of a question's words of matter counts
_MATTER = 0.4  # cosine from which an agreement or a clash is on the very matter


class Accords:
    """All of one opened index."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._stems = [
            frozenset(content_stems(" ".join((a.says, *self._words(a)))))
            for a in index.debate.accords
        ]
        self._heard = [self._voices(accord) for accord in index.debate.accords]

    def _words(self, accord: Accord) -> list[str]:
        return [self.index.debate.essay(s).text[start:end] for s, start, end in accord.spans]

    def nearest(self, question: Question, without: Collection[str] = ()) -> tuple[Accord, ...]:
        """Those near to the question, nearest first; for the whole debate all, in order.

        Where it names parties, only those that have words of every one of them: agreements with
        no other words, clashes with none but theirs.
        """
        every = self.index.debate.accords
        kept = [
            n
            for n, accord in enumerate(every)
            if not {slug for slug, _, _ in accord.spans} & {*without}
            and self._heard[n] >= {*question.parties}
        ]
        if len(question.parties) > 1:
            every = tuple(self._of(accord, question.parties) for accord in every)
            whole = self.index.debate.accords
            kept = [n for n in kept if every[n].kind == "agreement" or every[n] == whole[n]]
        if not kept or not question.matter or question.intent in ("verdict", "overview"):
            return tuple(every[n] for n in kept)
        near = np.asarray(self.index.accord_vectors) @ question.vector
        shared = [len(self._stems[n] & {*question.matter}) for n in range(len(every))]
        near = np.round(near + _WORDS * np.array(shared) / len(question.matter), 4)
        kept.sort(key=lambda n: (-near[n], n))
        least = _MATTER if question.intent == "agree" else _NEAR
        return tuple(every[n] for n in kept if near[n] >= least)

    def _of(self, accord: Accord, parties: Collection[str]) -> Accord:
        """The same with the words of these parties alone."""
        spans = [span for span in accord.spans if {*self.index.debate.who_says(span)} & {*parties}]
        return replace(accord, spans=tuple(spans))

    def _voices(self, accord: Accord) -> set[str]:
        """The voices and the essays whose words prove it."""
        return {name for span in accord.spans for name in self.index.debate.who_says(span)}
