"""Two things set against each other: which is put above, which comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
