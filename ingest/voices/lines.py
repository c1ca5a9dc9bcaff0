"""Lines of attribution: "— Jane Doe, 2019", "— a customer", "(Jane Doe, 2019)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.function_words import BE, DETERMINERS
from ingest.voices.hints import Hint
from ingest.voices.people_words import HONORIFICS, ROLES, TITLES
from ingest.voices.phrases import is_role
from ingest.voices.speech_words import SAYING
from ingest.voices.tokens import Token

_LONGEST = 24  # tokens: a name, an office, a book and a year
_BEFORE_NAME = DETERMINERS | ROLES | TITLES | set(HONORIFICS) | {"from", "by", "former", "late"}
_NAMELESS = frozenset("anonymous unknown anon proverb adage".split())


def attribution(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """Whom a line of attribution names, from the token behind its dash; None if it is none."""
    if i >= end or end - i > _LONGEST or any(t.low in SAYING | BE for t in tokens[i:end]):
        return None
    name = i
    while (
        name < end and tokens[name].kind == "word" and tokens[name].low.strip(".") in _BEFORE_NAME
    ):
        name += 1
    if name < end and tokens[name].kind == "name" and not tokens[name].possessive:
        return _names(tokens, name, end)
    stop = next((j for j in range(i, end) if tokens[j].text in ",.(;"), end)
    phrase = tokens[i:stop]
    last = phrase[-1].low if phrase else ""
    if len(phrase) <= 6 and (is_role(last) or last in _NAMELESS):
        return Hint("generic", i, word=" ".join(token.low for token in phrase), adjacent=True)
    return None


def in_brackets(tokens: Sequence[Token], i: int) -> Hint | None:
    """The source in brackets at token `i`; None where they hold more than a name and a place."""
    close = next((j for j in range(i, len(tokens)) if tokens[j].text in {")", "]"}), len(tokens))
    if i + 1 >= close or tokens[i + 1].kind != "name" or tokens[i + 1].possessive:
        return None
    if tokens[i + 1].text.isupper():
        return None  # the abbreviation of what is quoted
    hint = _names(tokens, i + 1, close)
    return replace(hint, adjacent=False) if hint is not None else None


def _names(tokens: Sequence[Token], i: int, end: int) -> Hint | None:
    """One name, or two joined by "and", with nothing but a comma, year or bracket behind."""
    names = [tokens[i].text]
    beyond = i + 1
    if (
        beyond + 1 < end
        and tokens[beyond].low in {"and", "&"}
        and tokens[beyond + 1].kind == "name"
    ):
        names.append(tokens[beyond + 1].text)
        beyond += 2
    if beyond < end:
        token = tokens[beyond]
        plain = token.kind in {"punctuation", "quote"} or token.text[0].isdigit()
        if not plain and token.low not in {"in", "on", "at", "of", "et"}:
            return None
    return Hint("named", i, names=tuple(names), adjacent=True)
