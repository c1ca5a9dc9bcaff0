"""Tells speech from mere mention: terms, titles, slogans and scare quotes are nobody's speech.

They stay part of the sentence that uses them, so its speaker keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.words import STOPWORDS, fold, word_spans
from ingest.voices.function_words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from ingest.voices.hints import Hint
from ingest.voices.speech_words import SPEECH_NOUNS, TERMS, WORKS
from ingest.voices.tokens import Token

_SHORT = 4  # words; fewer are a term unless somebody is said to say them
_FRAGMENT = 6  # words; a fragment up to that length, without mark or introduction, is a phrase
_CALLED = frozenset("called titled entitled named".split())
_WRITING = frozenset("write writes wrote written writing publish published read reads".split())
_SMALL = PREPOSITIONS | CONJUNCTIONS | frozenset("a an the to as vs von de is".split())


def is_title(quotation: str) -> bool:
    """Whether all its words of weight are capitalised, as in the title of a book."""
    words = [word for word, _, _ in word_spans(quotation)]
    weighty = [word for word in words if fold(word) not in _SMALL and not word[0].isdigit()]
    if not weighty or len(weighty) < min(2, len(words)) or not words[0][0].isupper():
        return False
    if len(words) == 1 and quotation[-1] in ".,!?…":
        return False
    shouted = all(word.isupper() for word in weighty)
    return all(word[0].isupper() for word in weighty) and not shouted


def is_speech(tokens: Sequence[Token], quote: int, hint: Hint | None) -> bool:
    """Whether the quotation at that token reports words that somebody said."""
    quotation = tokens[quote].text
    count = len(list(word_spans(quotation)))
    before = tokens[quote - 1] if quote else None
    after = tokens[quote + 1] if quote + 1 < len(tokens) else None
    ended = quotation[-1:] in ".!?…"
    tagged = ended or quotation[-1:] == ","
    if not count:
        return False
    if _is_title(tokens, quote, hint):
        return False
    attributive = (
        before is not None
        and (before.low in DETERMINERS or before.possessive)
        and after is not None
        and after.kind == "word"
        and after.low not in STOPWORDS | PREPOSITIONS
    )
    if attributive and count <= 8 and not ended:
        return False
    if before is not None and before.low in TERMS and count < 8 and not (hint and hint.adjacent):
        return False
    if before is not None and before.text == ":" and count < 3 and not tagged:
        return False  # "Old Norse: “jamti”"
    if hint is None:
        if count < _SHORT:
            return False
        lower = quotation[:1].islower()
        return not (lower and not ended and count <= _FRAGMENT)
    if hint.kind in {"speech", "generic"} and count < _SHORT and not ended:
        colon = before is not None and before.text == ":"
        aloud = (count > 1 or tagged) and not colon
        return hint.kind == "generic" and hint.adjacent and aloud and not hint.naming
    if before is not None and before.low in _WRITING and count < _SHORT and not tagged:
        return False  # the name of what was written
    if hint.naming:
        return count >= _SHORT
    return count >= _SHORT or hint.adjacent


def _is_title(tokens: Sequence[Token], quote: int, hint: Hint | None) -> bool:
    """Whether a quotation is the title of a work, by its capitals or by what stands before it."""
    quotation = tokens[quote].text
    before = tokens[quote - 1].low if quote else ""
    near = {token.low for token in tokens[max(0, quote - 4) : quote]}
    if before in _CALLED and near & WORKS:
        return True  # "an essay called “…”"
    work = before in WORKS or (quote == 1 and before in {"in", "with"})
    ended = quotation[-1:] in ".!?"
    if is_title(quotation):
        return work or not ended or not (hint and hint.adjacent)
    spoken = before in SPEECH_NOUNS - WORKS
    return work and not spoken and not ended and quotation[:1].isupper()
