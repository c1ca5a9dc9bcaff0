"""A claim set beside the sentences of a debate: which of them bear it out, which deny it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.checking.contrast import Contrast, contrast
from assistant.checking.ground import Ground
from assistant.checking.support import DENIED, Support, borne_out
from assistant.words import content_stems

MOST = 12  # sentences of one party that are read
ON_IT = 0.30  # score from which a sentence is on the claim's matter
SAME_MATTER = 0.50  # score from which an opposite is an opposite of this claim
CLOSE = 0.10  # rows within this of the best are read for opposites
NEARLY = 0.50  # share of the claim's matter that a sentence must hold to deny it by a word


@dataclass(frozen=True, slots=True)
class Held:
    """One sentence set beside the claim; all shares from 0 to 1."""

    row: int
    supports: float
    denies: float
    near: float  # how much of the claim's matter it holds, with its context
    cosine: float
    nearer: str  # its own words or its gist

    @property
    def score(self) -> float:
        """How much the sentence is on the claim's matter at all."""
        return round(0.5 * self.cosine + 0.5 * self.near, 3)

    @property
    def says_so(self) -> bool:
        """Whether the sentence bears the claim out, opposites aside."""
        return borne_out(self.score, self.supports, self.near)


class Weighing:
    """One claim; each sentence is read once, however often it is asked for."""

    def __init__(self, ground: Ground, support: Support, body: str) -> None:
        self.ground = ground
        self.support = support
        self.body = body
        vector = support.embedder.encode_query([body or "nothing"])[0]
        self.own, self.told = ground.cosines(vector)
        self._rough = self._ranked()
        self._held: dict[int, Held] = {}

    def _ranked(self) -> list[float]:
        """[places] what decides which sentences are read: the cosine, and rare words shared."""
        ground = self.ground
        total = len(ground.places)
        weights = {
            stem: float(np.log(1 + total / (1 + ground.frequency.get(stem, 0))))
            for stem in sorted(set(content_stems(self.body)))
        }
        whole = sum(weights.values()) or 1.0
        found = []
        for number, place in enumerate(ground.places):
            cosine = max([self.own[number], *(self.told[at] for at, _ in place.gists)])
            shared = sum(weights[stem] for stem in weights.keys() & ground.stems[number])
            found.append(round(float(cosine + 0.5 * shared / whole), 4))
        return found

    def best(self, rows: Iterable[int], most: int = MOST) -> list[Held]:
        """The nearest of these rows, best first."""
        chosen = sorted(rows, key=lambda row: (-self._rough[row], row))[:most]
        self._read([row for row in chosen if row not in self._held])
        return sorted(
            (self._held[row] for row in chosen),
            key=lambda held: (-held.score, -held.supports, held.row),
        )

    def _read(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        sources, cosines = [], []
        for row in rows:
            place = self.ground.places[row]
            at, gist = max(place.gists, key=lambda g: float(self.told[g[0]]), default=(-1, ""))
            own = float(self.own[row])
            sources.append(place.source(gist))
            cosines.append((own, float(self.told[at]) if gist else own))
        shares = self.support.shares(self.body, sources, cosines)
        for row, source, pair, found in zip(rows, sources, cosines, shares, strict=True):
            supports, denies, _, near = (float(x) for x in found)
            nearer = source.gist if pair[1] > pair[0] else source.quote
            self._held[row] = Held(row, supports, denies, near, max(pair), nearer)

    def said_by(self, rows: Iterable[int]) -> Held | None:
        """The sentence that comes nearest to bearing the claim out; None if none is near."""
        found = self.best(rows)
        return next((held for held in found if held.says_so), found[0] if found else None)

    def nearest(self, rows: Iterable[int]) -> tuple[int, ...]:
        """The row of these that comes nearest to the claim; none where none is on its matter."""
        found = self.best(rows, 6)
        return (found[0].row,) if found and found[0].score >= ON_IT else ()

    def against(self, held: Held) -> Contrast | None:
        """Why that sentence, or its gist where that comes nearer, says the opposite.

        An opposite stands in either; a negation may only be a matter of how the words were put.
        """
        found = contrast(self.body, held.nearer)
        plain = contrast(self.body, self.ground.places[held.row].text) if found is None else None
        return plain if plain and plain.kind == "opposite" else found

    def opposed(self, rows: Iterable[int]) -> tuple[Held, Contrast] | None:
        """The nearest sentence of these that says the opposite, by a word or by its whole sense."""
        near = self.best(rows)
        for held in near:
            if held.score < max(SAME_MATTER, near[0].score - CLOSE):
                return None
            why = self.against(held)
            # What the nearest sentence does not deny, a farther one denies of something else.
            kinds = ("opposite", "negation") if held is near[0] else ("opposite",)
            by_a_word = why is not None and why.kind in kinds and held.near >= NEARLY
            if by_a_word or held.denies >= max(DENIED, held.supports):
                return held, why or Contrast("denial", "")
        return None
