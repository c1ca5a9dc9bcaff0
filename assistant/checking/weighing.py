"""A claim set beside the sentences of a debate: which of them bear it out, which deny it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.contrast import Contrast, contrast
from assistant.checking.ground import Ground
from assistant.checking.nearness import matter
from assistant.checking.support import Support
from assistant.words import content_stems, fold, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

RAREST = 0.95  # share of the heaviest word's weight
HALF = 0.5  # and what its gist or a neighbour must hold to be read in its place
ENOUGH = 0.6  # share of the claim that a sentence must hold to be read without its gist
MOST = 12  # sentences of one party that are read
_HEARSAY = re.compile(
    r"(?i)^\W*(?:and |but |yes,? )?(?:(?:people|everybody|everyone|somebody|someone|some|many"
    r"|others|critics|enthusiasts|consultants)(?: \w+)? (?:will |would |like to |always |often "
    r"|still )?(?:says?|tells? (?:me|us)|thinks?|claims?|believes?|argues?|warned|assumes?)"
    r"|I (?:keep|kept) hearing"
    r"|I (?:usually |always |often )?(?:begin|began|start|started) by saying"
    r"|I (?:used to|once) (?:think|thought|believed?)"
    r"|(?:we|you) are (?:often |always )?told)\b"
)


@dataclass(frozen=True, slots=True)
class Held:
    """One sentence set beside the claim; all shares from 0 to 1."""

    row: int
    supports: float
    denies: float
    near: float  # how much of the claim's matter it holds, with its context
    cosine: float
    gist: str = ""

    @property
    def score(self) -> float:
        """How much the sentence is on the claim's matter at all."""
        return round(0.5 * self.cosine + 0.5 * self.near, 3)


class Weighing:
    """One claim; each sentence is read once, however often it is asked for."""

    def __init__(self, ground: Ground, support: Support, body: str, *, denied: bool) -> None:
        self.ground = ground
        self.support = support
        self.body = body
        self.denied = denied
        vector = support.embedder.encode_query([body or "nothing"])[0]
        self.own, self.told = ground.cosines(vector)
        self.stems = frozenset(content_stems(body))
        self._held: dict[int, Held] = {}
        self._rough: NDArray[np.float32] | None = None

    @property
    def rough(self) -> NDArray[np.float32]:
        """[places] what decides which sentences are read: the cosine, and rare words shared."""
        if self._rough is None:
            ground = self.ground
            total = len(ground.places)
            weights = {
                stem: float(np.log(1 + total / (1 + ground.frequency.get(stem, 0))))
                for stem in sorted(self.stems)
            }
            whole = sum(weights.values()) or 1.0
            found = np.zeros(total, dtype=np.float32)
            for number, place in enumerate(ground.places):
                cosine = max([self.own[number], *(self.told[at] for at, _ in place.gists)])
                shared = sum(weights[stem] for stem in self.stems & ground.stems[number])
                found[number] = cosine + 0.5 * shared / whole
            self._rough = found.round(4)
        return self._rough

    def best(self, rows: Iterable[int], most: int = MOST) -> list[Held]:
        """The nearest of these rows, best first."""
        chosen = sorted(rows, key=lambda row: (-float(self.rough[row]), row))[:most]
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
        shares = self.support.shares(self.body, sources, cosines, denied=self.denied)
        for row, source, pair, found in zip(rows, sources, cosines, shares, strict=True):
            supports, denies, _, near = (float(x) for x in found)
            self._held[row] = Held(row, supports, denies, near, max(pair), source.gist)

    def against(self, held: Held) -> Contrast | None:
        """Why that sentence, by its words or its gist's where these are nearer, is the opposite."""
        text = self.ground.places[held.row].text
        found = contrast(self.body, text, denied=self.denied)
        if found is None and self.support.held(self.body, text) < ENOUGH:
            place = self.ground.places[held.row]
            for other in (held.gist, *place.beside.split("\n")):
                if other and self.support.held(self.body, other) >= HALF:
                    found = found or contrast(self.body, other, denied=self.denied)
        return found

    def holds_rarest(self, held: Held) -> bool:
        """Whether the sentence, or the gist that is read for it, has the claim's rarest words."""
        near = self.support.near
        names = {fold(word) for word, _, _ in word_spans(self.body) if word[0].isupper()}
        mine = [word for word in matter(self.body) if word not in names]
        weights = np.array([near.weight(word) for word in mine])
        if not mine:
            return False
        text = self.ground.places[held.row].text
        if contrast(self.body, text, denied=self.denied) is None:
            text = f"{text}\n{held.gist}"
        return bool((near.best(mine, text)[weights >= RAREST * weights.max()] >= 0.5).all())

    def hearsay(self, held: Held) -> bool:
        """Whether the sentence only reports what others think."""
        told = self.ground.places[held.row].text
        return bool(_HEARSAY.search(told)) and not _HEARSAY.search(self.body) and not self.denied


def nearest(weighing: Weighing, rows: Iterable[int]) -> tuple[int, ...]:
    """The row of these that comes nearest to the claim; none where none is on its matter."""
    found = weighing.best(rows, 6)
    return (found[0].row,) if found and found[0].score >= ON_IT else ()


ON_IT = 0.30  # score from which a sentence is on the claim's matter
