"""People whom a sentence brings in without naming them: rivals for a pronoun behind it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.voices.function_words import BE, DETERMINERS, HE, NEGATIONS, PREPOSITIONS, SHE
from ingest.voices.people_words import ROLES
from ingest.voices.phrases import is_role
from ingest.voices.tokens import DASHES, Token

_INDEFINITE = frozenset(
    "person somebody someone anyone everybody everyone nobody anybody man woman reader".split()
)
_EQUATING = BE | frozenset("as me him her us them you become became called".split())
_MEN = frozenset(
    """
    father brother husband son uncle grandfather chairman spokesman salesman patriarch guy
    widower fiancé boyfriend nephew landlord postman waiter foreman boy gentleman salesman
    """.split()
)
_WOMEN = frozenset(
    """
    mother sister wife daughter aunt grandmother chairwoman spokeswoman
    widow fiancée girlfriend niece landlady waitress girl lady actress
    """.split()
)
_NAMED = frozenset({"named", "called"})
_OF_PHRASE = 5  # tokens of "of mine", "at a large bank", between a role and its bearer's name
_NONE_AT_ALL = frozenset("no any single every each".split())


def brings_in_somebody(sentence: Sequence[Token], i: int) -> bool:
    """Whether token `i` brings in somebody without a name, as in "her boss was strict"."""
    token = sentence[i]
    if token.kind != "word":
        return False
    if token.low not in ROLES - _INDEFINITE and not _is_agent(token.low):
        several = is_role(token.low) and token.low not in _INDEFINITE
        return several and _is_one_of(sentence, i) and not _is_named_behind(sentence, i)
    if i + 1 < len(sentence) and sentence[i + 1].low in ROLES:
        return False  # "chief executive": the second word decides
    if _is_named_behind(sentence, i):
        return False
    j = i - 1
    while j >= 0 and i - j < 5 and sentence[j].kind == "word" and not sentence[j].possessive:
        if sentence[j].low in DETERMINERS | PREPOSITIONS | BE:
            break
        j -= 1
    if j < 0 or not (sentence[j].low in DETERMINERS or sentence[j].possessive):
        return False
    if _is_nobody(sentence, j, i):
        return False
    link = sentence[j - 1] if j else None
    told = link is not None and (link.text in {","} | DASHES or link.low in _EQUATING)
    return not told  # "X, the founder of Y" and "X was a consultant" bring in nobody else


def may_be_meant(role: str, pronoun: str) -> bool:
    """Whether a pronoun can mean the bearer of a role: "she" is no uncle."""
    return not (role in _MEN and pronoun in SHE) and not (role in _WOMEN and pronoun in HE)


def _is_agent(word: str) -> bool:
    """Whether a word's ending shows that it means somebody: "a physiotherapist"."""
    return word.endswith(("woman", "ologist", "therapist", "ician", "omist", "person"))


def _is_one_of(sentence: Sequence[Token], i: int) -> bool:
    """Whether token `i` ends "one of our investors"."""
    lows = [token.low for token in sentence[max(0, i - 5) : i]]
    return any(pair == ("one", "of") for pair in pairwise(lows))


def _is_named_behind(sentence: Sequence[Token], i: int) -> bool:
    """Whether the name follows: "the economist X", "her lawyer was X", "a friend of mine, X"."""
    beyond = sentence[i + 1 : i + 3]
    if [token.low for token in sentence[i + 1 : i + 5]] == ["by", "the", "name", "of"]:
        return True
    if beyond and (beyond[0].low in BE | _NAMED or beyond[0].text in {",", "("} | DASHES):
        beyond = beyond[1:]
    if beyond and beyond[0].kind == "name":
        return True
    if i + 1 >= len(sentence) or sentence[i + 1].low not in PREPOSITIONS:
        return False
    for k in range(i + 2, min(len(sentence) - 1, i + 2 + _OF_PHRASE)):
        if sentence[k].text == ",":
            return sentence[k + 1].kind == "name" and sentence[k + 1].person
        if sentence[k].kind not in {"word", "name"}:
            return False
    return False


def _is_nobody(sentence: Sequence[Token], start: int, role: int) -> bool:
    """Whether the phrase denies that there was any: "did not meet a single colleague"."""
    if sentence[start].low == "no":
        return True
    denied = any(t.low in NEGATIONS or t.low.endswith("n't") for t in sentence[:start])
    return denied and any(token.low in _NONE_AT_ALL for token in sentence[start:role])
