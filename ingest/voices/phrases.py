"""Noun phrases that can be speakers: names, pronouns, people described, works, anybody."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    FIRST_PERSON,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from ingest.voices.hints import Hint
from ingest.voices.people_words import COLLECTIVES, ROLES
from ingest.voices.speech_words import SAYING, SPEECH_NOUNS
from ingest.voices.tokens import DASHES, Token

_DEFINITE = frozenset("the its that this".split())
_OWNING = frozenset("my our his her their".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten both other".split())
_LONGEST = 9  # words before the name: "says the retired Danish economist …"


def singular(word: str) -> str:
    """A role or noun of speech without a plural ending."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def is_role(word: str) -> bool:
    """Whether the word means people without naming them."""
    return word in ROLES or singular(word) in ROLES or word in COLLECTIVES


def named(tokens: Sequence[Token], i: int) -> Hint:
    """The hint that the name at token `i` gives."""
    return Hint("named", i, names=(tokens[i].text,))


def noun_phrase(tokens: Sequence[Token], start: int, end: int) -> Hint | None:
    """The speaker whom a phrase read rightwards from `start` gives, as in "says X"."""
    i = start
    while i < end and (tokens[i].low in ADVERBS or tokens[i].text in {","} | DASHES):
        i += 1
    if i >= end:
        return None
    first = tokens[i]
    closed = i + 1 >= end or tokens[i + 1].kind == "punctuation"
    if first.low in SUBJECT_PRONOUNS or (first.low in {"him", "her"} and closed):
        return Hint("pronoun", i, word=first.low)
    if first.low in FIRST_PERSON - {"my", "our"}:
        return Hint("first", i)
    for k in range(i, min(end, i + _LONGEST)):
        token = tokens[k]
        if token.kind == "name" and not token.possessive:
            beyond = tokens[k + 1] if k + 1 < end else None
            employer = beyond is not None and (is_role(beyond.low) or beyond.kind == "name")
            if token.person or not employer:  # "says Stanford economist Nicholas Bloom"
                return with_partners(tokens, k, end)
        if token.kind in {"quote", "punctuation"} or token.low in PREPOSITIONS | CONJUNCTIONS | BE:
            return _unnamed(tokens, i, k, end)
    return _unnamed(tokens, i, min(end, i + _LONGEST), end)


def role_hint(tokens: Sequence[Token], start: int, stop: int) -> Hint | None:
    """A phrase without a name: a certain person described, a work, or just anybody."""
    phrase = tokens[start:stop]
    if not phrase:
        return None
    opening, last = phrase[0].low, phrase[-1].low
    owned = opening in _DEFINITE or any(t.possessive or t.kind == "name" for t in phrase)
    if singular(last) in SPEECH_NOUNS:
        if opening in _DEFINITE:
            return Hint("work", stop - 1, word=last)
        if opening in {"my", "our"}:
            return Hint("first", start)
    if owned and last in ROLES:
        return Hint("described", stop - 1, word=last)
    return Hint("generic", start, word=" ".join(token.low for token in phrase[-3:]))


def governed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a preposition governs the name at `i` ("unlike X", "in the book by X")."""
    j = i - 1
    while j >= 0 and tokens[j].kind == "word" and tokens[j].low not in PREPOSITIONS:
        if tokens[j].low in BE | CONJUNCTIONS | AUXILIARIES or i - j > 4:
            break
        j -= 1
    if j > 0 and tokens[j].low in {"and", "&"} and tokens[j - 1].kind == "name":
        return governed(tokens, j - 1)
    return j >= 0 and tokens[j].kind == "word" and tokens[j].low in PREPOSITIONS


def subjects(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """The names in a stretch that can be its subject.

    Not so owners, names behind a preposition, and what a person owns ("Peter Thiel's Zero to One").
    """
    found: list[int] = []
    for i in range(start, end):
        owner = tokens[i - 1] if i else None
        owned = owner is not None and owner.possessive and owner.person and not tokens[i].person
        if tokens[i].kind != "name" or tokens[i].possessive or owned:
            continue
        if not governed(tokens, i) and not _is_adjective(tokens, i):
            found.append(i)
    return found


def _is_adjective(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name only describes the noun behind it: "a Latin phrase", "the Cuban crow"."""
    if tokens[i].person or i == 0 or i + 1 >= len(tokens):
        return False
    before, after = tokens[i - 1].low, tokens[i + 1]
    verb = after.low in AUXILIARIES | BE | ADVERBS | SAYING or after.low.endswith(("s", "ed"))
    small = after.low in PREPOSITIONS | CONJUNCTIONS
    noun = after.kind == "word" and not verb and not small
    return (before in DETERMINERS - {"the"} or before in _NUMBERS) or (before == "the" and noun)


def with_partners(tokens: Sequence[Token], i: int, end: int) -> Hint:
    """The hint of a name and those joined to it by "and"."""
    names = [tokens[i].text]
    while i + 2 < end and tokens[i + 1].low in {"and", "&"} and tokens[i + 2].kind == "name":
        i += 2
        if tokens[i].possessive:
            break
        names.append(tokens[i].text)
    return Hint("named", i, names=tuple(names))


def _unnamed(tokens: Sequence[Token], start: int, stop: int, end: int) -> Hint | None:
    phrase = tokens[start:stop]
    certain = any(t.low in _DEFINITE | _OWNING or t.possessive for t in phrase)
    if certain and any(is_role(token.low) for token in phrase):
        for i in range(stop, min(end - 1, stop + 8)):  # "the author of Rework, Jason Fried"
            if tokens[i].text == "," and tokens[i + 1].kind == "name":
                closed = i + 2 >= end or tokens[i + 2].text in ",.;:!?—–"
                if closed and not tokens[i + 1].possessive:
                    return named(tokens, i + 1)
    return role_hint(tokens, start, stop)
