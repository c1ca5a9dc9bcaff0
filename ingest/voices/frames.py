"""Prepares sentences for the question who speaks in them: one quotation open, the others words."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.hints import Hint
from ingest.voices.introductions import before
from ingest.voices.mention import is_speech
from ingest.voices.tokens import DASHES, Token

_STAND_IN = "□"  # a word like any other, and in none of the lists
_PARTING = frozenset("but while whereas although not than he she they".split())


def plain(sentence: Sequence[Token]) -> list[Token]:
    """The sentence with its own quotations as mere words."""
    return [
        Token("word", _STAND_IN, token.start, token.end) if token.kind == "quote" else token
        for token in sentence
    ]


def without_mentions(sentence: Sequence[Token], keep: int) -> list[Token]:
    """The sentence with terms and titles in marks as mere words, so that they part no clause."""
    return [
        Token("word", _STAND_IN, token.start, token.end)
        if token.kind == "quote" and i != keep and not is_speech(sentence, i, None)
        else token
        for i, token in enumerate(sentence)
    ]


def introduced(previous: Sequence[Token], quote: Token) -> Hint | None:
    """Who speaks in a quotation that the whole sentence before it introduces."""
    return before([*plain(previous), quote], len(previous))


def announced(previous: Sequence[Token], quote: Token) -> Hint | None:
    """A speaker whom the full sentence before announces: "X has a word for it. “…”"."""
    tokens = plain(previous)
    while tokens and tokens[-1].kind == "punctuation":
        tokens.pop()
    colon = Token("punctuation", ":", quote.start, quote.start)
    hint = before([*tokens, colon, quote], len(tokens) + 1, colon=False)
    return hint if hint is not None and hint.kind in {"named", "pronoun", "first"} else None


def stronger(introduction: Hint | None, attribution: Hint | None) -> Hint | None:
    """What stands right beside the quotation counts for more than what stands further off."""
    if introduction is not None and introduction.adjacent and introduction.kind != "speech":
        return introduction if attribution is None or not introduction.by_colon else attribution
    return attribution or introduction


def tags_the_next(sentence: Sequence[Token], i: int) -> bool:
    """Whether the tag behind a quotation belongs to the next: "X asked, “…?” I said, “…”"."""
    behind = next((j for j in range(i + 1, len(sentence)) if sentence[j].kind == "quote"), None)
    if behind is None or i == 0 or sentence[i - 1].text not in {",", ":"}:
        return False
    closed = sentence[i].text[-1:] in ".!?…" and sentence[i + 1].capital
    return closed and sentence[behind - 1].text in {",", ":"}


def interrupted(sentence: Sequence[Token], i: int) -> bool:
    """Whether an aside between dashes parts the quotation at `i` from its other half."""
    for j, token in enumerate(sentence):
        if token.kind == "quote" and j != i:
            first, second = min(i, j), max(i, j)
            between = sentence[first + 1 : second]
            if len(between) > 1 and between[0].text in DASHES and between[-1].text in DASHES:
                return sentence[first].text[-1:] not in ".!?…"
    return False


def joined(sentence: Sequence[Token], i: int) -> bool:
    """Whether a quotation goes on with the one before it in its sentence."""
    before = max((j for j in range(i) if sentence[j].kind == "quote"), default=None)
    if before is None:
        return False
    between = sentence[before + 1 : i]
    if [token.low for token in between[:2]] == ["and", "that"]:
        return True  # "X said “…” and that he had “…”"
    return not any(
        token.kind == "name" or token.text in {";", ":"} or token.low in _PARTING
        for token in between
    )


def listed_with_term(sentence: Sequence[Token], i: int) -> bool:
    """Whether a short quotation only goes on a list of terms or titles: “a”, “b” and “c d”."""
    before = [j for j in range(i) if sentence[j].kind == "quote"]
    if not before or len(sentence[i].text.split()) > 6:
        return False
    between = sentence[before[-1] + 1 : i]
    plain = bool(between) and all(token.low in {",", "and", "or", "&"} for token in between)
    return plain and not is_speech(sentence, before[-1], None)
