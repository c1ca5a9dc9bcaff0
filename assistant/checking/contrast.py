"""Does a sentence say the opposite of a claim? Word by word, with the signs of negation.

Three things are read: orders that are turned round, opposites in the place of a word, and a
negation on one side only. Opposites count only where their neighbours agree, so that "raises
costs" meets "reduces costs" and not a rise of something else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.checking.lexicon import akin, opposite
from assistant.checking.orders import compare_orders, orders
from assistant.checking.senses import DENIERS, KEPT, Token, negations, tokens

WHOLE = 0.65  # share of a claim's other words that the source must hold
NEIGHBOURS = 5  # words to either side within which two words share their matter
# Words that only look like an opposite: asides, and nouns with the stem of an adjective.
_ASIDES = frozenset(
    """
    ultimately eventually finally lastly firstly generally usually particular particularly certainly
    cost costs
    """.split()
)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Why a sentence says the opposite.

    `kind` is "order", "opposite", "negation", "swap" or "hearsay".
    """

    kind: str
    reason: str


def contrast(claim: str, source: str) -> Contrast | None:
    """Why the source says the opposite of the claim; None where it does not."""
    ordered = compare_orders(orders(claim), orders(source))
    if ordered:
        return Contrast("order", "it puts the two the other way round") if ordered < 0 else None
    mine, theirs = tokens(claim), tokens(source)
    shared = {t.stem for t in mine} & {t.stem for t in theirs}
    clause = _clause(mine, theirs)
    own = {t.stem for t in mine}
    turned = _opposite_word(mine, theirs, shared)
    turned = turned or _opposite_word(mine, clause, own & {t.stem for t in clause})
    if turned:
        return turned
    if negations(claim) % 2 == negations(source) % 2:
        return None
    if any(order.above <= own for order in orders(source)):
        return None  # "not a reward but a part of it": the claim has what is set above
    return (
        _denied_word(mine, clause, shared)
        or _denied_word(mine, theirs, shared)
        or _denied_whole(mine, theirs, shared)
    )


def _opposite_word(
    mine: Sequence[Token], theirs: Sequence[Token], shared: set[str]
) -> Contrast | None:
    """A word whose opposite stands in its place, or whose like stands there with another sign."""
    own = {t.stem for t in mine}
    for one in mine:
        if one.word in DENIERS or one.word in _ASIDES or any(t.stem == one.stem for t in theirs):
            continue
        around = _around(one, mine) & shared
        if not around:
            continue
        near = [
            t
            for t in theirs
            if t.stem not in own and t.word not in _ASIDES and _around(t, theirs) & around
        ]
        if any(akin(one.stem, t.stem) and one.negated == t.negated for t in near):
            continue
        for other in near:
            if one.conditional != other.conditional:
                continue
            turned = opposite(one.stem, other.stem)
            alike = one.word not in KEPT and akin(one.stem, other.stem)
            if (turned and one.negated == other.negated) or (
                alike and not turned and one.negated != other.negated
            ):
                said = f"“{other.word}”" + (" under a negation" if other.negated else "")
                return Contrast("opposite", f"it has {said} where the statement has “{one.word}”")
    return None


def _denied_whole(
    mine: Sequence[Token], theirs: Sequence[Token], shared: set[str]
) -> Contrast | None:
    """A claim denies, in words of its own ("plays no role"), what the source plainly says."""
    denied = [t for t in mine if t.negated]
    kept = {t.stem for t in mine if not t.negated and t.word not in KEPT}
    if not denied or any(t.stem in shared for t in denied) or any(t.negated for t in theirs):
        return None
    if len(kept & shared) < max(2, WHOLE * len(kept)):
        return None
    return Contrast("negation", f"it says so, where the statement denies “{denied[-1].word}”")


def _denied_word(
    mine: Sequence[Token], theirs: Sequence[Token], shared: set[str]
) -> Contrast | None:
    """A word that one of the two denies and the other does not."""
    signs = {t.stem: set[bool]() for t in theirs}
    for token in theirs:
        signs[token.stem].add(token.negated)
    differing = [
        t
        for t in mine
        if t.stem in signs
        and not t.conditional
        and t.word not in KEPT
        and t.negated not in signs[t.stem]
    ]
    if not differing:
        return None
    last = differing[-1]
    verb = "affirms" if last.negated else "denies"
    return Contrast("negation", f"it {verb} “{last.word}”, the statement does not")


def _clause(mine: Sequence[Token], theirs: Sequence[Token]) -> Sequence[Token]:
    """The one clause of the source that shares most words with the claim; [] where two do."""
    own = {t.stem for t in mine}
    clauses: dict[int, list[Token]] = {}
    for token in theirs:
        clauses.setdefault(token.clause, []).append(token)
    shares = sorted(
        ((len({t.stem for t in c} & own), number) for number, c in clauses.items()), reverse=True
    )
    if not shares or (len(shares) > 1 and shares[0][0] == shares[1][0]):
        return []
    return clauses[shares[0][1]]


def _around(one: Token, among: Sequence[Token]) -> set[str]:
    """What stands beside a word, of tokens in their order."""
    first = bisect_left(among, one.at - NEIGHBOURS, key=lambda token: token.at)
    last = bisect_right(among, one.at + NEIGHBOURS, key=lambda token: token.at)
    return {t.stem for t in among[first:last] if t is not one and t.word not in KEPT}
