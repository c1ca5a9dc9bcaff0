"""Does a sentence bear a claim out, deny it, or neither? One check for all who need to know.

A multinomial regression over the signals of `assistant.checking.signals`, learned on pairs of a
quotation and a claim about invented debates (`evals/fit_support.py` makes the weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from assistant.checking.nearness import Nearness, matter
from assistant.checking.signals import NAMES, Source, signals
from assistant.errors import Fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]

Relation = Literal["supports", "denies", "neither"]
RELATIONS: tuple[Relation, ...] = ("supports", "denies", "neither")
WEIGHTS = Path(__file__).with_name("support.npz")


# Chosen on statements about the five essays; `score` is half cosine, half matter held.
SAYS_SO = 0.63  # score from which a sentence on the matter bears a paraphrase out,
HARDLY, WHOLLY = 0.15, 0.95  # unless its share of support is so low, and not all of it is held
PLAINLY, LIKELY, HALF = 0.28, 0.50, 0.45  # or this share, from this score on, holding so much
DENIED = 0.50  # share from which a sentence denies a claim


def borne_out(score: float, supports: float, near: float) -> bool:
    """Whether a sentence bears a claim out, if nothing in it is the claim's opposite."""
    if score >= SAYS_SO:
        return supports >= HARDLY or near >= WHOLLY
    return score >= LIKELY and supports >= PLAINLY and near >= HALF


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a claim and its sources go together; the three shares sum to 1, rounded to 3 digits."""

    relation: Relation
    supports: float
    denies: float
    neither: float
    near: float = 0.0  # 0 to 1: how much of the claim's matter the sources hold
    best: int = 0  # the source that decided

    @property
    def score(self) -> float:
        """The share of the relation that was found."""
        return {"supports": self.supports, "denies": self.denies, "neither": self.neither}[
            self.relation
        ]


class Support:
    """Reads claims against sources; safe to share by threads."""

    def __init__(self, embedder: Embedder, near: Nearness | None = None) -> None:
        self.embedder = embedder
        self.near = near or Nearness(embedder)

    @cached_property
    def _weights(self) -> tuple[Array, Array, Array, Array]:
        """Mean and scale of the signals, [signals, 3] weights and [3] bias."""
        with np.load(WEIGHTS) as file:
            if tuple(file["names"]) != NAMES:
                raise Fault(
                    f"{WEIGHTS} was made for other signals", "make it anew: python -m evals fit"
                )
            return file["mean"], file["scale"], file["weights"], file["bias"]

    def read(
        self,
        claim: str,
        spans: Sequence[str],
        *,
        context: str = "",
        gist: str = "",
    ) -> Verdict:
        """What one to several quotations, with heading, lead-in and gist, say to a claim.

        The quotations count together and each alone; what bears the claim out best decides.
        No quotation at all bears nothing out.
        """
        whole = [" ".join(spans), *spans] if len(spans) > 1 else list(spans)
        sources = [Source(span, context, "", gist) for span in whole if span.strip()]
        if not sources or not claim.strip():
            return Verdict("neither", 0.0, 0.0, 1.0)
        texts = [claim, *(source.quote for source in sources), *([gist] if gist else [])]
        vectors = self.embedder.encode_query(texts)
        cosines = (vectors[1:] @ vectors[0]).round(4)
        told = float(cosines[-1]) if gist else None
        pairs = [(float(c), float(c) if told is None else told) for c in cosines[: len(sources)]]
        return self.judge(claim, sources, pairs)

    def judge(
        self,
        claim: str,
        sources: Sequence[Source],
        cosines: Sequence[tuple[float, float]],
    ) -> Verdict:
        """The same of sources with their cosines (quotation, gist) already known."""
        shares = self.shares(claim, sources, cosines)
        found = []
        for at, ((supports, denies, neither, near), pair) in enumerate(
            zip(shares.tolist(), cosines, strict=True)
        ):
            matter_shared = round(0.5 * max(pair) + 0.5 * near, 3)
            relation: Relation = "neither"
            if denies >= DENIED and denies > supports:
                relation = "denies"
            elif borne_out(matter_shared, supports, near):
                relation = "supports"
            found.append(Verdict(relation, supports, denies, neither, near, at))
        told = [verdict for verdict in found if verdict.relation != "neither"]
        return max(told or found, key=lambda v: (max(v.supports, v.denies), -v.best))

    def shares(
        self,
        claim: str,
        sources: Sequence[Source],
        cosines: Sequence[tuple[float, float]],
    ) -> Array:
        """[sources, 4] shares of supports, denies, neither, and how much of the claim is held."""
        mean, scale, weights, bias = self._weights
        self.near.learn(
            {w for s in sources for w in matter(f"{s.quote}\n{s.context}\n{s.beside}\n{s.gist}")}
        )
        found = np.stack(
            [
                signals(claim, source, pair, self.near)
                for source, pair in zip(sources, cosines, strict=True)
            ]
        )
        logits = ((found - mean) / scale) @ weights + bias
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        held = found[:, NAMES.index("around")]
        return np.asarray(np.column_stack([shares, held]).round(3), dtype=np.float32)
