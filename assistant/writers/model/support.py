"""Whether words bear a claim out: the shape of that check, and a plain one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.embedding import Embedder
from assistant.words import content_stems

SupportVerdict = Literal["supports", "denies", "neither"]


@dataclass(frozen=True, slots=True)
class Supported:
    """What a check makes of a claim; `score` is between 0 and 1, higher the better borne out."""

    verdict: SupportVerdict
    score: float


class Support(Protocol):
    """Reads a claim, without whoever makes it, against the words that it rests on."""

    def read(self, claim: str, spans: Sequence[str], context: str = "") -> Supported:
        """The verdict; `context` is what a reader has in mind: heading, lead-in, words before."""
        ...


class WordSupport:
    """Counts the claim's words that stand there, or near there; knows nothing of denial."""

    COVERED = 0.5  # share of the claim's words that stand there or around them
    OWN = 0.2  # the same in the words themselves
    NEAR = 0.5  # cosine of the claim and the words together

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(self, claim: str, spans: Sequence[str], context: str = "") -> Supported:
        stems = content_stems(claim)
        there = set(content_stems(" ".join(spans)))
        around = there | set(content_stems(context))
        if not stems:
            return Supported("supports", 1.0)
        own = sum(stem in there for stem in stems) / len(stems)
        covered = sum(stem in around for stem in stems) / len(stems)
        if covered >= self.COVERED and own >= self.OWN:
            return Supported("supports", round(covered, 4))
        vectors = self._embedder.encode_query([claim, " ".join(spans), *spans])
        near = round(float((vectors[1:] @ vectors[0]).max()), 4)
        return Supported("supports" if near >= self.NEAR else "neither", max(near, covered))
