"""Who a sentence says is speaking, where it says so behind the quotation: "…," says X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.function_words import ADVERBS, BE, CONJUNCTIONS, PREPOSITIONS
from ingest.voices.hints import Hint
from ingest.voices.lines import attribution, in_brackets
from ingest.voices.phrases import named, noun_phrase, singular
from ingest.voices.speech_words import NAMING, SAYING, SPEECH_NOUNS, WEAK_SAYING
from ingest.voices.statements import ownership
from ingest.voices.subjects import subject
from ingest.voices.tokens import DASHES, Token
from ingest.voices.verbs import is_verb

_FARTHEST = 16  # tokens between a quotation and the verb behind a long apposition
_TELLING = frozenset("tell tells told telling informs informed assures assured".split())  # whom
_TITLING = frozenset("has had calls called".split())


def after(tokens: Sequence[Token], quote: int) -> Hint | None:
    """The speaker that the words right behind a quotation name, in the same sentence."""
    i = quote + 1
    while i < len(tokens) and tokens[i].text in {","} | DASHES:
        i += 1
    if i >= len(tokens):
        return None
    end = next((j for j in range(i, len(tokens)) if tokens[j].kind == "quote"), len(tokens))
    parted = tokens[quote].text[-1:] in ",?!…—–" or i > quote + 1
    if tokens[i].text in {"(", "["}:
        return in_brackets(tokens, i)
    if tokens[i - 1].text in DASHES:
        line = attribution(tokens, i, end)
        if line is not None:
            return line
    phrase = _phrase(tokens, i, end)
    if phrase is not None:
        return phrase
    if parted or quote == 0:
        return (
            tag(tokens, i, end) if parted or tokens[i].low in SAYING else _predicate(tokens, i, end)
        )
    return _predicate(tokens, i, end) if tokens[i].low in BE else None


def tag(tokens: Sequence[Token], start: int, end: int) -> Hint | None:
    """The tag behind a quotation: "says X", "X says", "X, the founder of Y, once wrote"."""
    i = start
    while i < end and tokens[i].low in ADVERBS | {"as", "so", "thus", "or"}:
        i += 1
    if i >= end:
        return None
    if tokens[i].low.endswith("ing"):
        return None  # "…,” adding that “…”"
    if is_verb(tokens, i, end) and tokens[i].low in SAYING:
        hint = noun_phrase(tokens, i + 1, end)
        return replace(hint, adjacent=True) if hint else None
    if tokens[i].low in CONJUNCTIONS | PREPOSITIONS | {"which", "who", "that"}:
        return None
    part = tokens[start:]
    for k in range(i - start + 1, min(end - start, i - start + _FARTHEST)):
        token = part[k]
        if token.text == ";" or token.low in CONJUNCTIONS:
            return None
        closing = k + 1 >= len(part) or part[k + 1].text in {",", ".", ";", ":"} | DASHES
        spoken = token.low in SAYING and is_verb(part, k, end - start)
        if spoken or (token.low in WEAK_SAYING and closing):
            beyond = {token.low for token in part[k + 1 : k + 3]}
            about = token.low not in _TELLING and beyond & {"this", "that", "these", "by"}
            return None if about else _at(subject(part, k), start)  # "X responded to this"
    return None


def _phrase(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """A phrase: "according to X", "as X puts it", "in X's words", "to quote X"."""
    lows = [token.low for token in tokens[i : i + 3]]
    if lows[:2] in (["according", "to"], ["to", "quote"], ["to", "borrow"]):
        return noun_phrase(tokens, i + 2, end)
    if lows[0] == "per":
        return noun_phrase(tokens, i + 1, end)
    if lows[0] == "as":
        part = tokens[i + 1 : end]
        for k, token in enumerate(part[:12]):
            if token.low in SAYING | _TITLING:
                return _at(subject(part, k), i + 1)
    if lows == ["in", "the", "words"]:
        return noun_phrase(tokens, i + 4, end)
    if lows[0] in {"in", "to"}:
        for k in range(i + 1, min(end, i + 5)):
            nouns = any(singular(t.low) in SPEECH_NOUNS for t in tokens[k + 1 : k + 4])
            if tokens[k].kind == "name" and tokens[k].possessive and nouns:
                return replace(named(tokens, k), adjacent=True)
            if tokens[k].low in {"his", "her"} and nouns:
                return Hint("pronoun", k, word=tokens[k].low, adjacent=True)
    return None


def _predicate(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """A predicate: "is how X puts it", "was X's answer", "is a line from X"."""
    if tokens[i].low not in BE:
        return None
    part = tokens[i + 1 : end]
    if len(part) > 2 and part[0].low in SAYING and part[1].low == "by":
        return noun_phrase(tokens, i + 3, end)
    if part and part[0].low in {"how", "what"}:
        for k, token in enumerate(part[:10]):
            if k and token.low in SAYING | NAMING:
                return _at(subject(part, k), i + 1)
        return None
    return ownership(tokens, i + 1, end)


def _at(hint: Hint | None, shift: int) -> Hint | None:
    return replace(hint, at=hint.at + shift, adjacent=True) if hint else None
