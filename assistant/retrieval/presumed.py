"""A claim that a question takes for granted, and the words of those whom it credits with it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from assistant.domain import Essay
from assistant.polarity import negated
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.understanding.old_sides import lean
from assistant.understanding.presumption import stance_in
from assistant.words import content_stems, stem

ABOUT = 0.25  # cosine with the debate's question or a side from which a claim is about it
MEANT = 0.35  # cosine of a claim and a side from which it may mean that side
MEANT_APART = 0.12  # and by which it must be nearer to it than to any other


def own_rows(search: Search, fused: Mapping[int, float]) -> list[int]:
    """Scored rows of the voices asked about, or else of authors and whom they endorse; best first.

    `fused` are the scores by row.
    """
    asked = set(search.question.voices)
    rows = search.atlas.index.rows

    def own(row: int) -> bool:
        voice = rows[row].sentence.voice
        return voice.name in asked if asked else voice.attitude in ("own", "endorses")

    return sorted(filter(own, fused), key=lambda row: (-fused[row], row))


class Presumed:
    """The claim, the side that it leans to, and the rows and essays of the party it is put to."""

    def __init__(self, search: Search, scored: Scored, claim: str) -> None:
        self.search = search
        self.atlas = search.atlas
        self.question = search.question
        self.claim = claim
        self.stanced = f"{stance_in(search.question.text)} {claim}".strip()
        self.cosine = dict(zip(scored.rows.tolist(), scored.cosine.tolist(), strict=True))
        self.fused = scored.by_row()

    @property
    def axis(self) -> set[str]:
        """The sides' own and shared stems: they stand everywhere and identify nothing."""
        sides = self.atlas.sides
        return set(sides.shared | sides.every) | {stem("driven")}

    def own_rows(self) -> list[int]:
        """Rows of the voices that were asked about, or of the essay's author."""
        return own_rows(self.search, self.fused)

    def positions(self) -> list[tuple[Essay, str]]:
        """The essays that speak for the party asked about, with the side each takes."""
        question = self.question
        essays = self.atlas.essays_answering_for(question.voices, question.essays)
        return [(essay, essay.position) for essay in essays if essay.position]

    def leaning(self) -> str | None:
        """The side that the claim leans to, by its words or else by its meaning."""
        return lean(self.claim, self.atlas.sides) or self._leaning_of_meaning()

    def _leaning_of_meaning(self) -> str | None:
        """The side that a claim without any side's word plainly means, as two vectors tell."""
        if any(own & set(content_stems(self.claim)) for own in self.atlas.sides.own.values()):
            return None
        near = self.search.asked.focus @ self.atlas.side_vectors.sides.T
        order = np.argsort(-near)
        if len(order) < 2 or float(near[order[0]]) < MEANT or negated(self.claim):
            return None
        if float(near[order[0]] - near[order[1]]) < MEANT_APART:
            return None
        return self.atlas.debate.sides[int(order[0])].id

    def near_the_debate(self) -> bool:
        """Whether the claim is about what the debate is about."""
        vectors = self.atlas.side_vectors
        focus = self.search.asked.focus
        return max(float((vectors.sides @ focus).max()), float(vectors.question @ focus)) >= ABOUT
