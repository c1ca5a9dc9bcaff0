"""Does a sentence say the opposite of a claim? Word by word, with the signs of negation.

Three things are read: orders that are turned round (which of two is put above, which comes first),
opposites in the place of a word, and a negation on one side only. Opposites count only where their
neighbours agree, so that "raises costs" meets "reduces costs" and not a rise of something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.checking.lexicon import akin, opposite
from assistant.checking.senses import DENIERS, KEPT, Token, negations, tokens
from assistant.words import STOPWORDS, fold, stem, word_spans


@dataclass(frozen=True, slots=True)
class Order:
    """What is preferred, greater or first, and what it is set against, as stems."""

    kind: str  # "rank" or "time"
    above: frozenset[str]
    below: frozenset[str]


_SIDE = r"[^.;:!?—–]{1,160}"  # bounded: what is set against each other stands close
_HEAD, _REST = f"({_SIDE}?)", f"({_SIDE})"
_UP = (
    re.compile(
        rf"(?i){_HEAD}\b(?:matters?|counts?|weighs?|is worth|are worth|means?) (?:far "
        rf"|much |even )?more (?:\w+ )?than\b{_REST}"
    ),
    re.compile(
        rf"(?i)\b(?:more|better|rather|further)\b{_HEAD}(?:,? (?:rather )?than\b"
        rf"|,? instead of\b){_REST}"
    ),
    re.compile(rf"(?i){_HEAD},? (?:rather than|instead of)\b{_REST}"),
    re.compile(
        rf"(?i){_HEAD}\b(?:more important|better|greater|stronger|higher|bigger|faster"
        rf"|superior|preferable) (?:than|to)\b{_REST}"
    ),
    re.compile(rf"(?i){_HEAD}\b(?:more|far more) [\w-]+ than\b{_REST}"),
    re.compile(rf"(?i)\bprefers?\b{_HEAD}\b(?:to|over)\b{_REST}"),
    re.compile(
        rf"(?i)\b(?:puts?|places?|sets?|ranks?|values?)\b{_HEAD}\b(?:above|over|before"
        rf"|ahead of)\b{_REST}"
    ),
    re.compile(
        rf"(?i){_HEAD}\b(?:beats?|outperforms?|outweighs?|trumps?|comes? before"
        rf"|takes? precedence over)\b{_REST}"
    ),
    re.compile(rf"(?i){_HEAD}(?:,\s*(?:and )?|\s+and )not\b{_REST}"),
)
_DOWN = (
    re.compile(
        rf"(?i){_HEAD}\b(?:less important|worse|weaker|lower|smaller|slower"
        rf"|inferior) (?:than|to)\b{_REST}"
    ),
    re.compile(
        rf"(?i){_HEAD}\b(?:matters?|counts?|weighs?) (?:far |much "
        rf"|even )?less (?:\w+ )?than\b{_REST}"
    ),
    re.compile(rf"(?i)\bless\b{_HEAD}\bthan\b{_REST}"),
    # "It is not a goal, it is a by-product", "do not raise a round; raise an invoice"
    re.compile(
        r"(?i)(?:\bnot\b|n['’]t\b)([^.;:,!?—–]{1,160})(?:[,;—–]| [—–-]) ?(?:but |it['’]?s |it is "
        r"|they (?:are )?|he |she |\w+ )?([^.;:!?]+)"
    ),
    re.compile(rf"(?i)\bnot\b{_HEAD}\bbut\b{_REST}"),
)
_TIME = (
    re.compile(rf"(?i){_HEAD}\bfirst\b,? (?:and )?(?:then|before)\b{_REST}"),
    re.compile(rf"(?i)\bfirst\b{_HEAD},? (?:and )?(?:then|before|subsequently|only then)\b{_REST}"),
    re.compile(
        rf"(?i){_HEAD}\bfirst\b,? and\b{_HEAD}\b(?:afterwards|later|subsequently|after that"
        r"|next)\b"
    ),
    re.compile(rf"(?i){_HEAD},? and (?:then|subsequently|only then|later)\b{_REST}"),
)


_HINT = re.compile(
    r"(?i)\b(?:than|instead|prefers?|above|over|before|ahead|beats?|outperforms?|outweighs?|trumps?"
    r"|precedence|not|first|then|subsequently|later|superior|preferable|inferior)\b|n['’]t\b"
)


@lru_cache(maxsize=8192)
def orders(text: str) -> tuple[Order, ...]:
    """Every order that a text's wording states."""
    found: list[Order] = []
    if not _HINT.search(text):
        return ()
    for kind, patterns, turned in (
        ("rank", _UP, False),
        ("rank", _DOWN, True),
        ("time", _TIME, False),
    ):
        for pattern in patterns:
            for match in pattern.finditer(text):
                one, two = _stems(match.group(1)), _stems(match.group(2))
                above, below = (two - one, one - two) if turned else (one - two, two - one)
                if above and below:
                    found.append(Order(kind, frozenset(above), frozenset(below)))
    return tuple(found)


def _stems(text: str) -> set[str]:
    return {
        stem(folded)
        for folded in (fold(word).removesuffix("'s") for word, _, _ in word_spans(text))
        if folded not in STOPWORDS
    }


def compare_orders(claim: Sequence[Order], source: Sequence[Order]) -> int:
    """1 where both texts order the same two things alike, -1 where they turn them round, else 0."""
    best = 0
    for one in claim:
        for two in source:
            if one.kind != two.kind:
                continue
            straight = min(len(one.above & two.above), len(one.below & two.below))
            crossed = min(len(one.above & two.below), len(one.below & two.above))
            if straight > crossed:
                return 1
            if crossed > straight:
                best = -1
    return best


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

    `kind` is "order", "opposite", "negation" or, where no single word decides, "denial".
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
    denied = [t for t in mine if t.negated and not t.conditional]
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
