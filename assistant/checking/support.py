"""Does a sentence bear a claim out, deny it, or neither? One check for all who need to know.

A multinomial regression over the signals below, learned on pairs of a quotation and a claim about
invented debates (`evals/fit_support.py` makes the weights).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.contrast import contrast, orders
from assistant.checking.cross_encoder import Relation, cross_encoder, log_odds
from assistant.checking.lexicon import Nearness, mates, matter, synonyms
from assistant.checking.senses import KEPT, figures, gives, negations, tokens
from assistant.errors import Fault
from assistant.words import STOPWORDS, content_stems, fold, word_spans, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]

# Function words of quantity, and of how sure or under which condition something holds.
_ALL = frozenset(
    "all every everybody everyone everything always never nobody none no only any".split()
)
_SOME = frozenset(
    """
    some most many few often usually sometimes rarely seldom mostly may might can could perhaps
    possibly probably partly nearly almost about half generally typically tend tends likely
    """.split()
)
_IF = frozenset("if unless until when where whenever provided once while without".split())
_CAUSE = re.compile(r"(?i)\b(?:because|since|due to|so that|thanks to|owing to)\b")
_CLAUSE = re.compile(
    r"(?i)[,;:]|\s[–—-]\s|\b(?:because|while|whereas|although|though|since|so that|and|but|if"
    r"|unless|when|where|who|which)\b"
)
_CONTEXT, _BESIDE, _ASKED = 0.85, 0.6, 0.8  # what a word is worth that stands only there
_ENOUGH = 0.6  # share of the claim that a quotation must hold to be read without its gist


@dataclass(frozen=True, slots=True)
class Source:
    """A text that may bear a claim out, with what its reader has in mind.

    `context`: heading and lead-in; `beside`: what the voice says next to it; `gist`: the point in
    plain words; `asked`: what it answers, in an asker's words; each may be "".
    """

    quote: str
    context: str = ""
    beside: str = ""
    gist: str = ""
    asked: str = ""


# Each signal with the signs that its weights may have in favour of "supports" and of "denies":
# what is shared never counts against a claim, what is missing or turned round never for it.
SIGNS: dict[str, tuple[str, str]] = {
    "cosine": ("+", "+"),
    "gist": ("+", "+"),
    "around": ("+", "+"),
    "clause": ("+", " "),
    "back": ("+", "+"),
    "pairs": ("+", " "),
    "order": ("-", "+"),
    "opposite": ("-", "+"),
    "negation": ("-", "+"),
    "parity": ("-", "+"),
    "number": ("-", " "),
    "name": ("-", "-"),
    "all_extra": ("-", " "),
    "some_lost": ("-", " "),
    "if_lost": ("-", " "),
    "if_dropped": ("-", " "),
    "cause_far": ("-", " "),
}
# Function words carry how much, how surely and on what condition. What each weighs where a claim
# adds it, or leaves it out, is learned; either can only weaken a claim's support.
FUNCTION = tuple(sorted(STOPWORDS | KEPT))
SIGNS |= {f"{kind} {word}": ("-", " ") for kind in ("added", "dropped") for word in FUNCTION}
NAMES = tuple(SIGNS)
_FUNCTION = frozenset(FUNCTION)
_PLACES = {name: at for at, name in enumerate(NAMES)}
SCALED = len(NAMES) - 2 * len(FUNCTION)  # signals that come before those of function words


def signals(
    claim: str,
    source: Source,
    cosines: tuple[float, float],
    near: Nearness,
) -> Array:
    """[len(NAMES)] of one claim and one source; `cosines` of claim with quotation and gist."""
    mine = matter(claim)
    weights = np.array([near.weight(word) for word in mine] or [1.0], dtype=np.float32)
    total = float(weights.sum())
    texts = (source.quote, source.gist or source.quote)
    held = [near.best(mine, text) if mine else np.zeros(1, np.float32) for text in texts]
    both = np.maximum(*held)
    around = both
    elsewhere = ((source.context, _CONTEXT), (source.beside, _BESIDE), (source.asked, _ASKED))
    for text, worth in elsewhere:
        if text and mine:
            around = np.maximum(around, worth * near.best(mine, text))
    shares = [float(weights @ one) / total for one in held]
    nearer = texts[int(shares[1] > shares[0] and shares[0] < _ENOUGH)]
    best = float(weights @ both) / total
    theirs = matter(nearer)
    against = contrast(claim, nearer)
    kind = against.kind if against else ""
    mood = negations(claim) % 2
    parity = all(mood != negations(text) % 2 and not _set_above(claim, text) for text in texts)
    own, other = _words(claim), _words(source.quote) | _words(source.gist)
    given = figures(claim)
    everything = " ".join((source.quote, source.context, source.beside, source.gist))
    cause = _CAUSE.search(claim)
    values = {
        "cosine": cosines[0],
        "gist": cosines[1],
        "around": float(weights @ around) / total,
        "clause": _worst_clause(claim, mine, weights, both),
        "back": float(near.best(theirs, claim).mean()) if theirs else 0.0,
        "pairs": max(_runs(claim, text) for text in texts),
        "order": float(kind == "order"),
        # An opposite counts the more, the more of the claim is there besides.
        "opposite": best * (kind == "opposite"),
        "negation": best * (kind == "negation"),
        "parity": best * parity,
        "number": float(bool(given) and not gives(everything, given)),
        "name": float(_names(claim, everything)),
        "all_extra": float(bool(own & _ALL) and not other & _ALL),
        "some_lost": float(bool(other & _SOME) and not own & _SOME),
        "if_lost": float(bool(other & _IF) and not own & _IF),
        "if_dropped": _if_dropped(claim, source.quote),
        "cause_far": 1.0 - _after(claim, cause.end(), around, mine) if cause else 0.0,
    }
    found = np.zeros(len(NAMES), dtype=np.float32)
    found[:SCALED] = [values[name] for name in NAMES[:SCALED]]
    for kind, differing in (("added", own - other), ("dropped", other - own)):
        found[[_PLACES[f"{kind} {word}"] for word in differing & _FUNCTION]] = 1.0
    return found


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))


@lru_cache(maxsize=16384)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(content_stems(text))


def _if_dropped(claim: str, text: str) -> float:
    """The share of a text's conditions, word by word, that the claim does not take up."""
    under = [token.stem for token in tokens(text) if token.conditional]
    own = {like for word in _stems(claim) for like in (word, *synonyms(word), *mates(word))}
    return sum(word not in own for word in under) / len(under) if under else 0.0


def _set_above(claim: str, text: str) -> bool:
    """Whether the claim has what a text sets against what it denies: "not a goal, but …"."""
    own = set(_stems(claim))
    return any(order.above <= own and not order.below <= own for order in orders(text))


def _runs(claim: str, text: str) -> float:
    """The share of the claim's neighbouring words of matter that are neighbours there too."""
    mine, theirs = _stems(claim), _stems(text)
    if len(mine) < 2:
        return float(set(mine) <= set(theirs))
    near = {pair for n in (1, 2) for pair in zip(theirs, theirs[n:], strict=False)}
    return sum(pair in near for pair in pairwise(mine)) / (len(mine) - 1)


def _worst_clause(claim: str, mine: tuple[str, ...], weights: Array, near: Array) -> float:
    """The share of the clause that the source holds least of: a half-truth has one."""
    shares = []
    for part in _CLAUSE.split(claim):
        chosen = [n for n, word in enumerate(mine) if word in set(matter(part or ""))]
        if len(chosen) >= 2:
            shares.append(float(weights[chosen] @ near[chosen] / weights[chosen].sum()))
    return min(shares, default=float(weights @ near / weights.sum()))


def _after(claim: str, at: int, held: Array, mine: tuple[str, ...]) -> float:
    """How much of what follows a "because" the source holds."""
    tail = set(matter(claim[at:]))
    chosen = [n for n, word in enumerate(mine) if word in tail]
    return float(held[chosen].mean()) if chosen else 1.0


def _names(claim: str, text: str) -> int:
    """How many capitalised words inside the claim stand nowhere in the text."""
    named = [fold(w).removesuffix("'s") for w, at, _ in word_spans(claim) if at and w[0].isupper()]
    if not named:
        return 0
    known = STOPWORDS | {fold(word).removesuffix("'s") for word, _, _ in word_spans(text)}
    return sum(name not in known for name in named)


WEIGHTS = Path(__file__).with_name("support.npz")


# Chosen on statements about the five essays; `score` is half cosine, half matter held.
SAYS_SO = 0.63  # score from which a sentence on the matter bears a paraphrase out,
HARDLY, WHOLLY = 0.15, 0.95  # unless its share of support is so low, and not all of it is held
PLAINLY, LIKELY, HALF = 0.28, 0.50, 0.45  # or this share, from this score on, holding so much
DENIED = 0.50  # share from which a sentence denies a claim
_READ = 0.7  # what reading both together counts beside the signals, in log odds
_LEAST = 0.01  # what the other two shares have together at least, to be shared out anew


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

    def with_read(self, share: float) -> Verdict:
        """It with the share of support that reading both together gives; in log odds they add."""
        total = log_odds(self.supports) + _READ * log_odds(share)
        supports = round(1 / (1 + math.exp(-total)), 3)
        rest = (1 - supports) / max(self.denies + self.neither, _LEAST)
        denies, neither = round(self.denies * rest, 3), round(self.neither * rest, 3)
        return replace(self, supports=supports, denies=denies, neither=neither)

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

        The quotations count together and each alone; what bears the claim out best decides, and
        how it reads together with all of them. No quotation at all bears nothing out.
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
        found = self.judge(claim, sources, pairs)
        read = cross_encoder().shares(claim, [f"{gist} {sources[0].quote}".strip()])[0]
        return found.with_read(float(read[0]))

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
            {
                word
                for s in sources
                for word in matter("\n".join((s.quote, s.context, s.beside, s.gist, s.asked)))
            }
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
