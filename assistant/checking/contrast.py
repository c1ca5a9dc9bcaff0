"""Does a sentence say the opposite of a claim? Word by word, with the signs of negation.

Three things are read: orders that are turned round, opposites in the place of a word, and a
negation on one side only. Opposites count only where their neighbours agree, so that "raises
costs" meets "reduces costs" and not a rise of something else.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.checking.lexicon import akin, opposite
from assistant.checking.orders import compare_orders, orders
from assistant.checking.senses import KEPT, Token, negations, tokens

NEIGHBOURS = 5  # words to either side within which two words share their matter


@dataclass(frozen=True, slots=True)
class Contrast:
    """Why a sentence says the opposite; `kind` is "order", "opposite" or "negation"."""

    kind: str
    reason: str


def contrast(claim: str, source: str, *, denied: bool = False) -> Contrast | None:
    """Why the source says the opposite of the claim; None where it does not."""
    ordered = compare_orders(orders(claim), orders(source))
    if ordered:
        if (ordered < 0) == denied:
            return None
        return Contrast("order", "it puts the two the other way round")
    mine, theirs = tokens(claim, denied=denied), tokens(source)
    shared = {t.stem for t in mine} & {t.stem for t in theirs}
    turned = _opposite_word(mine, theirs, shared)
    if turned:
        return turned
    if (negations(claim) + denied) % 2 == negations(source) % 2:
        return None
    return _denied_word(mine, theirs, shared)


def _opposite_word(mine: list[Token], theirs: list[Token], shared: set[str]) -> Contrast | None:
    """A word whose opposite stands in its place, or whose like stands there with another sign."""
    own = {t.stem for t in mine}
    for one in mine:
        if any(t.stem == one.stem for t in theirs):
            continue
        around = _around(one, mine) & shared
        if not around:
            continue
        near = [t for t in theirs if t.stem not in own and _around(t, theirs) & around]
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


def _denied_word(mine: list[Token], theirs: list[Token], shared: set[str]) -> Contrast | None:
    """A word that one of the two denies and the other does not."""
    signs = {t.stem: set[bool]() for t in theirs}
    for token in theirs:
        signs[token.stem].add(token.negated)
    differing = [
        t
        for t in mine
        if t.stem in shared and t.word not in KEPT and t.negated not in signs[t.stem]
    ]
    if not differing:
        return None
    last = differing[-1]
    verb = "affirms" if last.negated else "denies"
    return Contrast("negation", f"it {verb} “{last.word}”, the statement does not")


def _around(one: Token, among: list[Token]) -> set[str]:
    return {
        t.stem
        for t in among
        if t is not one and abs(t.at - one.at) <= NEIGHBOURS and t.word not in KEPT
    }
