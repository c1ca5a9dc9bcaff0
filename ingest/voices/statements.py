"""Sentences about a quotation: "That is X's view", "So wrote X", "X said that in 2000"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.doubts import UNVOUCHED
from ingest.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FIRST,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from ingest.voices.hints import Hint
from ingest.voices.phrases import named, singular
from ingest.voices.speech_words import DISPUTES, SAYING, SPEECH_NOUNS
from ingest.voices.subjects import subject
from ingest.voices.tokens import Token

_WHERE = frozenset("writing speaking again talking in on at".split())
_DEMONSTRATIVES = frozenset("that this these those it".split())


def ownership(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """Whose words a predicate says they are: "X's view", "the words of X", "a line from X"."""
    why = UNVOUCHED if {token.low for token in tokens[i:end]} & DISPUTES else ""
    for k in range(i, min(end, i + 8)):
        token = tokens[k]
        if token.low in CONJUNCTIONS or token.text in {".", ";"}:
            return None
        near = tokens[k + 1 : min(end, k + 5)]
        stop = next((j for j, t in enumerate(near) if t.low in PREPOSITIONS | {"to"}), len(near))
        near = near[:stop]
        noun = any(singular(t.low) in SPEECH_NOUNS for t in near) or k + 1 >= end
        if token.low in {"my", "our"} and noun:
            return Hint("first", k, adjacent=True)
        if token.low in {"his", "her", "their"} and noun:
            return Hint("pronoun", k, word=token.low, adjacent=True)
        if token.kind == "name":
            source = tokens[k - 1].low in {"of", "by", "from", "to"} and (
                why or any(singular(t.low) in SPEECH_NOUNS for t in tokens[i:k])
            )
            if source or (token.possessive and noun):
                return replace(named(tokens, k), adjacent=True, disputed=why)
            return None
    return None


def name_alone(tokens: Sequence[Token], i: int) -> Hint | None:
    """A name with nothing behind it but time, place or an apposition: "That was X, in 2000."."""
    if i >= len(tokens) or tokens[i].kind != "name" or tokens[i].possessive:
        return None
    beyond = tokens[i + 1] if i + 1 < len(tokens) else None
    if beyond is None or beyond.text in {",", ".", ":", "(", "!"} or beyond.low in _WHERE:
        return replace(named(tokens, i), adjacent=True)
    return None


_APPOSITION = 10  # words within which an apposition closes


def said_so(tokens: Sequence[Token]) -> Hint | None:
    """A verb of saying whose object is the quotation: "Spolsky wrote that in 2000."."""
    if tokens[0].kind != "name" and tokens[0].low not in SUBJECT_PRONOUNS | FIRST:
        return None
    k = _behind_apposition(tokens)
    while k < len(tokens) and tokens[k].low in ADVERBS | AUXILIARIES:
        k += 1
    if k + 1 >= len(tokens) or tokens[k].low not in SAYING:
        return None
    beyond = tokens[k + 2] if k + 2 < len(tokens) else None
    closing = beyond is None or beyond.text in {".", ",", ";", ":"}
    closing = closing or (beyond is not None and beyond.low in PREPOSITIONS | {"as"})
    if tokens[k + 1].low not in _DEMONSTRATIVES or not closing:
        return None
    hint = subject(tokens, k)
    return replace(hint, adjacent=True) if hint else None


def _behind_apposition(tokens: Sequence[Token]) -> int:
    """Where the sentence goes on behind its first word: "Vos, our treasurer, wrote that …"."""
    if len(tokens) < 2 or tokens[1].text != ",":
        return 1
    commas = (k for k in range(2, min(_APPOSITION, len(tokens))) if tokens[k].text == ",")
    return next(commas, 0) + 1


def starts_with_that(tokens: Sequence[Token]) -> int:
    """Where the predicate of "That is …", "Those were …" begins; 0 for any other sentence."""
    if tokens[0].low == "that's":
        return 1
    linked = len(tokens) > 1 and tokens[1].low in BE | {"comes"}
    return 2 if tokens[0].low in _DEMONSTRATIVES and linked else 0
