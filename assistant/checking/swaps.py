"""Two things set side by side: does a claim give each what a sentence gives the other?

Poles are opposites ("small", "large"), the debate's sides, and names. Where both texts speak of
both poles of a pair, in parts of their own, the words beside each pole are compared.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.checking.contrast import Contrast
from assistant.checking.lexicon import akin, opposite
from assistant.words import STOPWORDS, fold, stem, word_spans

_PARTING = re.compile(
    r"(?i)[,;:.–—]|\b(?:and|while|whereas|but|although|though|or|than|not|rather|instead)\b"
)
_KIND_OF = "kind of "
# Words that make a kind of company of a side's word: "customer-driven".
KIND = frozenset(
    "focus focused driven centric centricity centred centered oriented led first minded"
    " only".split()
)


@dataclass(frozen=True, slots=True)
class Poles:
    """What stands for opposite things in a debate, besides words that are opposites anywhere."""

    sides: Mapping[str, str] = field(default_factory=dict)  # a stem of one side's alone -> its id
    shared: frozenset[str] = frozenset()  # stems that the sides' labels share
    names: frozenset[str] = frozenset()  # stems of the names of companies and people


NO_POLES = Poles()


def swapped(claim: str, source: str, poles: Poles = NO_POLES) -> Contrast | None:
    """A contrast of kind "swap" where the poles are exchanged, "straight" where they are not."""
    mine, theirs = _parts(claim, poles), _parts(source, poles)
    if len(mine) < 2 or len(theirs) < 2:
        return None
    best = None
    for one, two in _poles(mine, theirs, poles):
        sides = [_beside(parts, one, two) for parts in (mine, theirs)]
        if not all(first and second for first, second in sides):
            continue
        (own_one, own_two), (their_one, their_two) = sides
        straight = _shared(own_one, their_one) + _shared(own_two, their_two)
        crossed = _shared(own_one, their_two) + _shared(own_two, their_one)
        if crossed > straight:
            best = best or Contrast("swap", "it has the two the other way round")
        elif straight > crossed:
            return Contrast("straight", "")
    return best


def _parts(text: str, known: Poles) -> list[frozenset[str]]:
    """The stems of each part; "customer-driven" is one word there, the name of a side's kind."""
    found = []
    for part in _PARTING.split(text):
        folded = [fold(word).removesuffix("'s") for word, _, _ in word_spans(part)]
        stems = {stem(word) for word in folded if word not in STOPWORDS}
        for one, two in itertools.pairwise(folded):
            side = known.sides.get(stem(one))
            if side is not None and (two in KIND or stem(two) in known.shared):
                stems = (stems - {stem(one), stem(two)}) | {_KIND_OF + side}
        if stems:
            found.append(frozenset(stems))
    return found


def _poles(
    mine: list[frozenset[str]], theirs: list[frozenset[str]], known: Poles
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Pairs of words, or of words of two sides, that stand apart in both texts."""
    shared = frozenset().union(*mine) & frozenset().union(*theirs)
    found = [frozenset({word}) for word in sorted(shared)]
    pairs = [
        (one, two)
        for one, two in itertools.combinations(found, 2)
        if opposite(next(iter(one)), next(iter(two)))
        or all(next(iter(pole)) in known.names for pole in (one, two))
    ]
    kinds = [frozenset({_KIND_OF + side}) for side in sorted(set(known.sides.values()))]
    pairs += [(one, two) for one, two in itertools.combinations(kinds, 2) if one | two <= shared]
    return pairs


def _beside(
    parts: list[frozenset[str]], one: frozenset[str], two: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The words that stand in parts with one pole alone; a part with neither goes with the last."""
    found: tuple[set[str], set[str]] = (set(), set())
    current = None
    for part in parts:
        has_one, has_two = bool(part & one), bool(part & two)
        if has_one and has_two:
            return frozenset(), frozenset()
        if has_one or has_two:
            current = 0 if has_one else 1
        if current is not None:
            found[current].update(part - one - two)
    common = found[0] & found[1]
    return frozenset(found[0] - common), frozenset(found[1] - common)


def _shared(one: frozenset[str], two: frozenset[str]) -> int:
    return len(one & two) + sum(any(akin(a, b) for b in two - one) for a in one - two)
