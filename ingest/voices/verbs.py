"""Which word of a sentence is the verb by which a quotation is said."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    FIRST_PERSON,
    PREPOSITIONS,
    PRONOUNS,
)
from ingest.voices.phrases import is_role, singular
from ingest.voices.speech_words import GIVING, NAMING, NOUN_LIKE, SAYING, SPEECH_NOUNS, WEAK_SAYING
from ingest.voices.tokens import DASHES, Token

_BESIDE = ADVERBS | DASHES | frozenset(
    "that : , ( it this things way like as follows so how thus me us him her them to".split()
)  # fmt: skip
_IDIOMS = {("that", "said"), ("all", "told"), ("having", "said"), ("being", "said")}
_PERFECT = AUXILIARIES - {"to", "of"}
_ADJECTIVES = ("al", "ful", "ous", "ive", "ic", "an", "ish", "ese", "less", "able", "ed")
_CONTINUING = frozenset(
    """
    add adds added adding continue continues continued continuing conclude concludes concluded
    goes went go going
    """.split()
)


def is_verb(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether token `k` is a verb by which the words of the quotation at `quote` are said."""
    low = tokens[k].low
    if tokens[k].kind != "word" or low not in SAYING | NAMING | WEAK_SAYING:
        return False
    if low in NOUN_LIKE and k and _is_noun(tokens, k):
        return False
    if k and (tokens[k - 1].low, low) in _IDIOMS:
        return False
    if low in {"written", "spoken"} and k and not _PERFECT & {t.low for t in tokens[k - 2 : k]}:
        return False  # "the best thing written on the subject"
    following = tokens[k + 1].low if k + 1 < len(tokens) else ""
    if low in {"put", "puts", "putting"}:
        return following in {"it", "this", "things", "the"}
    if low in {"go", "goes", "going", "went"}:
        return following in {"on", ",", ":", ""} or k + 1 == quote
    if low.startswith(("agree", "disagree", "add")):
        return following not in {"with", "to"}
    return low in SAYING | NAMING or beside(tokens, k, quote)


def beside(tokens: Sequence[Token], k: int, quote: int) -> bool:
    """Whether nothing of weight stands between token `k` and the quotation behind it."""
    return all(token.low in _BESIDE for token in tokens[k + 1 : quote])


def continues(verb: Token) -> bool:
    """Whether the verb says that somebody speaks on."""
    return verb.low in _CONTINUING


def relative_clause(tokens: Sequence[Token], verb: int, floor: int) -> int:
    """Where the clause begins whose verb only describes a noun of speech, 0 if there is none.

    In "he made a claim that every founder repeats" the claim counts, not who repeats it.
    """
    for i in range(verb - 1, max(floor, verb - 6), -1):
        if tokens[i].kind in {"name", "punctuation"}:
            return 0
        if tokens[i].low in {"that", "which"}:
            return i if singular(tokens[i - 1].low) in SPEECH_NOUNS else 0
    return 0


def _is_noun(tokens: Sequence[Token], k: int) -> bool:
    """Whether a word that can be either is a noun: behind an article, owner or preposition."""
    before = tokens[k - 1]
    if before.kind in {"quote", "punctuation"}:
        return False
    if before.possessive or before.low in DETERMINERS - {"that", "this", "those"}:
        return True
    if before.low in PREPOSITIONS:
        return True
    head = k - 1  # over the adjectives
    while head > max(0, k - 3) and (
        tokens[head].low.endswith(_ADJECTIVES) or tokens[head].kind == "name"
    ):
        head -= 1
    owner = tokens[min(head, k - 2)] if k > 1 else None
    owned = owner is not None and (
        owner.possessive or owner.low in DETERMINERS | PREPOSITIONS | GIVING
    )
    adjective = before.kind in {"word", "name"} and (
        before.low not in ADVERBS | PRONOUNS | FIRST_PERSON and not before.person
    )  # "an old saying", "a Latin phrase"
    return owned and adjective and not is_role(before.low)
