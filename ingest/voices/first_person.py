"""Whether the author is the one who says a quotation, in a sentence that speaks of others too."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import ADVERBS, CONJUNCTIONS, FIRST
from ingest.voices.hints import Hint
from ingest.voices.phrases import is_role
from ingest.voices.speech_words import SAYING, WEAK_SAYING
from ingest.voices.tokens import Token
from ingest.voices.verbs import is_verb

# What opens a clause that only compares, dates or grounds what its main clause says.
_SUBORDINATORS = frozenset(
    "than when whenever after before because since once until if though although".split()
)
_RELATIVE = frozenset("that which whom what who whose".split())
_THIRD_PERSON = frozenset("he she they him her them his hers their somebody someone".split())


def says_i(tokens: Sequence[Token], at: int, quote: int) -> bool:
    """Whether a main clause says "I wrote:", or "my reply to X:", right before a quotation."""
    if tokens[at].low in {"my", "our"}:
        between = tokens[at + 1 : quote]
        return not any(token.low in FIRST or token.text == "," for token in between)
    opening = tokens[at - 1] if at else None
    if opening is not None and opening.kind == "word":
        plain = opening.low in CONJUNCTIONS | ADVERBS | {"as"}
        if not plain or opening.low in _SUBORDINATORS | _RELATIVE:
            return False  # "a thing I tell everyone:"
    for k in range(at + 1, quote):
        if tokens[k].low in SAYING and is_verb(tokens, k, quote):
            behind = [token for token in tokens[k:quote] if token.text not in {",", ":"}]
            commas = sum(token.text == "," for token in tokens[k : quote - 1])
            return not commas and not any(_leads_on(behind, i) for i in range(1, len(behind)))
    return False


def _leads_on(behind: Sequence[Token], i: int) -> bool:
    """Whether token `i` tells more than to whom, and of what: "I told X about this:"."""
    token = behind[i]
    if token.low == "to" and has_others(behind[i - 1 : i]):
        return True  # "I asked her to set it down:"
    other = token.low in _SUBORDINATORS | _RELATIVE | FIRST | SAYING or token.low == "with"
    return other or token.possessive


def subordinate(tokens: Sequence[Token], verb: int, hint: Hint, floor: int) -> bool:
    """Whether the author, or nobody, speaks in a clause beside what somebody else says.

    "X put it better than I could put it:", "X answered when I asked:", "X told me what I thought:".
    """
    if hint.kind not in {"first", "generic"} or hint.at <= floor:
        return False
    opening = tokens[hint.at - 1].low
    return opening in _SUBORDINATORS or (opening == "what" and tokens[verb].low in WEAK_SAYING)


def has_others(tokens: Sequence[Token]) -> bool:
    """Whether somebody is spoken of who is not the author: a name, "a plumber", "he"."""
    return any(t.person or t.low in _THIRD_PERSON or is_role(t.low) for t in tokens)
