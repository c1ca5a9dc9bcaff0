"""Whether words bear a claim out: the shape of that check, and a plain one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from assistant.embedding import Embedder
from assistant.words import content_stems

Relation = Literal["supports", "denies", "neither"]


class Read(Protocol):
    """What a check makes of a claim; the shares are between 0 and 1."""

    @property
    def relation(self) -> Relation: ...

    @property
    def supports(self) -> float: ...

    @property
    def denies(self) -> float: ...


class Support(Protocol):
    """Reads a claim, without whoever makes it, against the words that it rests on."""

    def read(self, claim: str, spans: Sequence[str], *, context: str = "", gist: str = "") -> Read:
        """How they go together.

        `context`: what a reader has in mind (heading, lead-in, sentences before); `gist`: the
        words in other words, where somebody has read them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Shares:
    """The plain check's finding."""

    relation: Relation
    supports: float
    denies: float = 0.0


class WordSupport:
    """Counts the claim's words that stand there, or near there; knows nothing of denial."""

    COVERED = 0.5  # share of the claim's words that stand there or around them
    OWN = 0.2  # the same in the words themselves
    NEAR = 0.5  # cosine of the claim and the words together

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def read(
        self, claim: str, spans: Sequence[str], *, context: str = "", gist: str = ""
    ) -> Shares:
        """Borne out where half of the claim's words stand there, or its meaning is near."""
        stems = content_stems(claim)
        if not stems:
            return Shares("supports", 1.0)
        there = set(content_stems(" ".join((*spans, gist))))
        around = there | set(content_stems(context))
        own = sum(stem in there for stem in stems) / len(stems)
        covered = sum(stem in around for stem in stems) / len(stems)
        if covered >= self.COVERED and own >= self.OWN:
            return Shares("supports", 1.0)
        texts = [claim, " ".join(spans), *spans, *([gist] if gist else [])]
        vectors = self._embedder.encode_query(texts)
        near = round(float((vectors[1:] @ vectors[0]).max()), 4)
        return Shares("supports", 1.0) if near >= self.NEAR else Shares("neither", 0.0)
