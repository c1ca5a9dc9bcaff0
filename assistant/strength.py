"""How central a sentence is to its essay, and how strongly it argues for a side."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant import cues
from assistant.atlas import Atlas
from assistant.domain import CONDITIONAL, Essay
from assistant.evidence import Excerpt
from assistant.excerpts import excerpt, word_count
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PART_OF = re.compile(r"^(?:\W*\w+){1,4}? (?:of|with|in|for|behind) ", re.I)  # "The goal of X is"


class Strength:
    """Worked out once per opened index, from its vectors and the wording of its sentences."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    @cached_property
    def leaning(self) -> NDArray[np.float32]:
        """[rows, sides] cosine of every sentence with each side's statement."""
        index = self.atlas.index
        return np.asarray(index.sentence_vectors) @ self.atlas.side_vectors.sides.T

    @cached_property
    def centrality(self) -> NDArray[np.float32]:
        """[rows] how much of its essay a sentence sums up; -1 where it cannot be quoted.

        Nearness to all that its voice says there counts, a claim's wording, a place at the
        beginning or end, the sides by name.
        """
        atlas, index = self.atlas, self.atlas.index
        vectors = np.asarray(index.sentence_vectors)
        found = np.zeros(len(index.rows), dtype=np.float32)
        edges: dict[int, float] = {}
        side_stems = atlas.sides.every
        for essay in self.atlas.debate.essays:
            rows = atlas.rows_of_essay(essay.slug)
            by_voice: dict[str | None, list[int]] = {}
            for row in rows:
                by_voice.setdefault(index.rows[row].sentence.voice.name, []).append(row)
            for spoken in by_voice.values():
                for place, row in enumerate(spoken):
                    from_end = len(spoken) - 1 - place
                    quoted = index.rows[row].sentence.voice.role == "quoted"
                    opening = 0.10 * max(0.0, 1 - place / 4) if quoted and len(spoken) > 4 else 0.0
                    closing = 0.12 * max(0.0, 1 - from_end / 3) if len(spoken) > 4 else 0.0
                    edges[row] = opening + closing
                middle = vectors[spoken].mean(axis=0)
                middle /= max(float(np.linalg.norm(middle)), 1e-6)
                found[spoken] = vectors[spoken] @ middle
            for row in rows:
                text = index.rows[row].text
                named = bool(side_stems & atlas.stems[row])
                found[row] += edges.get(row, 0.0)
                found[row] += 0.10 * bool(cues.CLAIM.search(text))
                found[row] += 0.15 * bool(cues.SUMMING.search(text))
                found[row] += 0.15 * named
                found[row] += 0.08 * (named and bool(cues.DEFINITION.search(text)))
                found[row] -= 0.06 * bool(cues.LEANS.match(text))
                found[row] -= 0.25 * bool(cues.QUESTION.search(text))
                found[row] -= 0.60 * bool(cues.OTHERS_SAY.search(text))
                found[row] -= 0.30 * text.endswith(":")
                found[row] -= 0.15 * (word_count(text) < 6)
                found[row] -= 0.10 * (word_count(text) > 45)
                if not atlas.citable[row]:
                    found[row] = -1.0
        return found

    def thesis(self, essay: Essay) -> Excerpt | None:
        """The sentence that states the essay's position: front matter's, else the strongest."""
        if essay.thesis is not None:
            start, end = essay.thesis
            inside = [
                number
                for number, sentence in enumerate(essay.sentences)
                if sentence.start < end and sentence.end > start
            ]
            if inside and word_count(essay.text[start:end]) <= 60:
                end = start + len(essay.text[start:end].rstrip(" :"))
                return Excerpt(essay, inside[0], inside[-1], start, end, reason="thesis")
            if inside:
                return excerpt(essay, inside[0], inside[0], reason="thesis")
        rows = self.for_essay(essay)
        return None if not rows else excerpt(essay, rows[0], rows[0], reason="thesis")

    def defines(self, row: int, side: str) -> float:
        """How plainly a row says what a side is: its subject, or near to its statement."""
        atlas = self.atlas
        text = atlas.index.rows[row].text
        cue = cues.DEFINITION.search(text)
        head = set(content_stems(" ".join((text[: cue.start()] if cue else text).split()[:6])))
        own = atlas.sides.own[side]
        others = frozenset().union(*(o for s, o in atlas.sides.own.items() if s != side))
        if not own & head or others & head or text.endswith(":"):
            return -1.0
        sides = [s.id for s in atlas.debate.sides]
        value = float(self.leaning[row][sides.index(side)]) + 0.3 * bool(cue)
        value -= 0.3 * bool(_PART_OF.search(text[: cue.start()] if cue else text))
        return value + 0.2 * float(self.centrality[row])

    def for_essay(self, essay: Essay) -> list[int]:
        """The essay's sentence numbers, those that argue its position best first.

        Only the author and voices that the author endorses can argue it.
        """
        atlas = self.atlas
        rows = atlas.rows_of_essay(essay.slug)
        values: dict[int, float] = {}
        for row in rows:
            voice = atlas.index.rows[row].sentence.voice
            if voice.attitude in ("own", "endorses") and atlas.citable[row]:
                values[row - rows.start] = self.argues(row, essay.position)
        return sorted(values, key=lambda number: (-values[number], number))

    def argues(self, row: int, position: str | None) -> float:
        """How strongly a row argues for a position: near to the side, far from the others."""
        value = float(self.centrality[row])
        sides = [side.id for side in self.atlas.debate.sides]
        if position in sides:
            leaning = self.leaning[row]
            own = float(leaning[sides.index(position)])
            others = max(
                (float(leaning[at]) for at, s in enumerate(sides) if s != position), default=0.0
            )
            return value + 0.6 * own + 0.8 * (own - others)
        if position == CONDITIONAL:
            text = self.atlas.index.rows[row].text
            value += 0.15 * bool(cues.CONDITION.search(text))
            value += 0.4 * float(self.leaning[row].min(initial=1.0))
        return value
