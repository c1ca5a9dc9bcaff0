"""Who a sentence says is speaking, where it says so behind the quotation: "…," says X."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.function_words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    FIRST_PERSON,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from ingest.voices.hints import Hint
from ingest.voices.verbs import is_verb
from ingest.voices.phrases import noun_phrase, singular
from ingest.voices.subjects import subject
from ingest.voices.speech_words import DISPUTES, SAYING, SPEECH_NOUNS, WEAK_SAYING
from ingest.voices.tokens import Token

_DASHES = frozenset({"—", "–", "-", "―"})
_WHERE = frozenset("writing speaking again talking in on at".split())
_DEMONSTRATIVES = frozenset("that this these those it that's".split())


def after(tokens: Sequence[Token], quote: int) -> Hint | None:
    """The speaker that the words right behind a quotation name, in the same sentence."""
    i = quote + 1
    if i >= len(tokens):
        return None
    inner = tokens[quote].text
    parted = inner[-1:] in ",?!…—–" or tokens[i].text in {","} | _DASHES
    dash = tokens[i].text in _DASHES
    while i < len(tokens) and tokens[i].text in {","} | _DASHES:
        i += 1
    if i >= len(tokens):
        return None
    end = next((j for j in range(i, len(tokens)) if tokens[j].kind == "quote"), len(tokens))
    if tokens[i].text in {"(", "["}:
        return _in_brackets(tokens, i, end)
    if dash:
        line = attribution(tokens, i, end)
        if line is not None:
            return line
    if not parted and tokens[i].low in SAYING and quote and tokens[quote - 1].text not in ".?!":
        return None
    phrase = _phrase(tokens, i, end)
    if phrase is not None:
        return phrase
    if tokens[i].low in BE and not parted:
        return _predicate(tokens, i, end)
    if not parted and quote:
        return None
    return _tag(tokens, i, end)


def _tag(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """ "says X", "X says", "X, the founder of Y, once wrote"."""
    start = i
    while i < end and tokens[i].low in ADVERBS | {"as", "so", "thus", "or"}:
        i += 1
    if i >= end:
        return None
    if is_verb(tokens, i, end) and tokens[i].low in SAYING:
        hint = noun_phrase(tokens, i + 1, end)
        return replace(hint, adjacent=True) if hint else None
    if tokens[i].low in CONJUNCTIONS | PREPOSITIONS | {"which", "who", "that"}:
        return None
    part = tokens[start:]
    for k in range(i - start + 1, min(end - start, i - start + 16)):
        token = part[k]
        if token.text == ";" or token.low in CONJUNCTIONS:
            return None
        closing = k + 1 >= len(part) or part[k + 1].text in {",", ".", ";", ":", "—", "–"}
        weak = token.low in WEAK_SAYING and closing
        if weak or (token.low in SAYING and is_verb(part, k, end - start)):
            hint = subject(part, k)
            return replace(hint, at=hint.at + start, adjacent=True) if hint else None
    return None


def _in_brackets(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    close = next((j for j in range(i, end) if tokens[j].text in {")", "]"}), end)
    names = [token.text for token in tokens[i + 1 : close] if token.kind == "name"]
    first = tokens[i + 1] if i + 1 < close else None
    if first is None or first.kind != "name":
        return None
    partners = tuple(names[:2]) if any(t.low in {"and", "&"} for t in tokens[i:close]) else None
    return Hint("named", i + 1, names=partners or (first.text,), adjacent=True)


def attribution(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """A line of attribution behind a dash: "— Jane Doe, 2019", "— a customer"."""
    if i >= end:
        return None
    stop = next((j for j in range(i, end) if tokens[j].text in ",(;.:"), end)
    names = [j for j in range(i, stop) if tokens[j].kind == "name" and not tokens[j].possessive]
    if any(tokens[j].low in SAYING | BE for j in range(i, end)):
        return None
    if names and end - i <= 24:
        if len(names) == 2 and tokens[names[0] + 1].low in {"and", "&"}:
            return Hint("named", i, names=tuple(tokens[j].text for j in names), adjacent=True)
        return Hint(
            "named", i, names=(tokens[names[-1] if names[0] > i else names[0]].text,), adjacent=True
        )
    if stop - i <= 6 and stop >= end - 1:
        words = " ".join(token.low for token in tokens[i:stop])
        return Hint("generic", i, word=words, adjacent=True)
    return None


def _phrase(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """ "according to X", "as X puts it", "in X's words", "to quote X"."""
    lows = [token.low for token in tokens[i : i + 3]]
    if lows[:2] == ["according", "to"]:
        return noun_phrase(tokens, i + 2, end)
    if lows[:2] == ["to", "quote"] or lows[:2] == ["to", "borrow"]:
        return noun_phrase(tokens, i + 2, end)
    if lows[:1] == ["per"]:
        return noun_phrase(tokens, i + 1, end)
    if lows[0] == "as":
        for k in range(i + 1, min(end, i + 12)):
            if tokens[k].low in SAYING or tokens[k].low in {"calls", "called", "has", "had"}:
                hint = subject(tokens[i + 1 :], k - i - 1)
                return replace(hint, at=hint.at + i + 1, adjacent=True) if hint else None
        return None
    if lows[0] in {"in", "to"}:
        for k in range(i + 1, min(end, i + 5)):
            if tokens[k].kind == "name" and tokens[k].possessive:
                if any(singular(t.low) in SPEECH_NOUNS for t in tokens[k + 1 : k + 4]):
                    return Hint("named", k, names=(tokens[k].text,), adjacent=True)
            if tokens[k].low in {"his", "her"} and singular(tokens[k + 1].low) in SPEECH_NOUNS:
                return Hint("pronoun", k, word=tokens[k].low, adjacent=True)
        if lows == ["in", "the", "words"]:
            return noun_phrase(tokens, i + 4, end)
    return None


def _predicate(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """ "is how X puts it", "was X's answer", "is a line from X"."""
    part = tokens[i + 1 : end]
    if part and part[0].low in {"how", "what"}:
        for k in range(1, min(len(part), 10)):
            if part[k].low in SAYING | {"describes", "described", "called", "calls"}:
                hint = subject(part, k)
                return replace(hint, at=hint.at + i + 1, adjacent=True) if hint else None
    return _owner(tokens, i + 1, end)


def _owner(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """ "X's view", "the words of X", "a line from X", read from token `i`."""
    disputed = {token.low for token in tokens[i:end]} & DISPUTES
    why = "the sentence does not vouch for who said it" if disputed else ""
    for k in range(i, min(end, i + 8)):
        token = tokens[k]
        if token.low in CONJUNCTIONS or token.text in ".;":
            return None
        if token.low in {"my", "our"} and _has_noun(tokens, k, end):
            return Hint("first", k, adjacent=True)
        if token.low in {"his", "her", "their"} and _has_noun(tokens, k, end):
            return Hint("pronoun", k, word=token.low, adjacent=True)
        if token.kind != "name":
            continue
        named = Hint("named", k, names=(token.text,), adjacent=True, disputed=why)
        if token.possessive and _has_noun(tokens, k, end):
            return named
        source = tokens[k - 1].low in {"of", "by", "from", "to"}
        if source and (why or any(singular(t.low) in SPEECH_NOUNS for t in tokens[i:k])):
            return named
        return None
    return None


def _has_noun(tokens: Sequence[Token], k: int, end: int) -> bool:
    near = tokens[k + 1 : min(end, k + 5)]
    return any(singular(token.low) in SPEECH_NOUNS for token in near) or not near


def following(tokens: Sequence[Token]) -> Hint | None:
    """The speaker whom the sentence after a quotation names: "That is X's view", "So wrote X"."""
    if not tokens:
        return None
    i, end = 0, len(tokens)
    while i < end and tokens[i].text in _DASHES:
        i += 1
    if i >= end:
        return None
    if i:
        return attribution(tokens, i, end)
    first = tokens[0].low
    if first in {"so", "thus"} and end > 1 and tokens[1].kind == "name":
        return _name_alone(tokens, 1, end) or _tag(tokens, 1, end)
    if first in {"so", "thus"} or (first in SAYING and not tokens[0].capital):
        start = 1 if first in {"so", "thus"} else 0
        hint = _tag(tokens, start, end) if start < end else None
        return hint if hint and hint.kind in {"named", "pronoun", "first"} else None
    if first in _DEMONSTRATIVES:
        start = 1 if first == "that's" else 2
        linked = first == "that's" or (end > 1 and tokens[1].low in BE | {"comes"})
        if not linked or start >= end:
            return None
        alone = _name_alone(tokens, start, end)
        if alone is not None:
            return alone
        if tokens[start].low in {"how", "what"}:
            return _predicate(tokens, start - 1, end)
        return _owner(tokens, start, end)
    if tokens[0].kind == "name" or first in SUBJECT_PRONOUNS | FIRST_PERSON:
        return _said_so(tokens)
    return None


def _name_alone(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """A name with nothing behind it but time, place or an apposition: "That was X, in 2000."."""
    named = tokens[i]
    beyond = tokens[i + 1] if i + 1 < end else None
    closing = beyond is None or beyond.text in {",", ".", ":", "(", "!"}
    closing = closing or (beyond is not None and beyond.low in _WHERE)
    if named.kind == "name" and not named.possessive and closing:
        return Hint("named", i, names=(named.text,), adjacent=True)
    return None


def _said_so(tokens: Sequence[Token]) -> Hint | None:
    """ "Spolsky wrote that in 2000.": a verb of saying whose object is the quotation."""
    k = 1
    while k < len(tokens) and tokens[k].low in ADVERBS | AUXILIARIES:
        k += 1
    if k + 1 < len(tokens) and tokens[k].low in SAYING:
        object_ = tokens[k + 1].low
        beyond = tokens[k + 2] if k + 2 < len(tokens) else None
        closing = beyond is None or beyond.text in ".,;:" or beyond.low in PREPOSITIONS | {"as"}
        if object_ in {"that", "this", "these", "those"} and closing:
            hint = subject(tokens, k)
            return replace(hint, adjacent=True) if hint else None
    return None
