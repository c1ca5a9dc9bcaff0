"""Whose words a sentence announces that a later one shows: "a post by X", "X's memoir"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import BE
from ingest.voices.phrases import governed, singular
from ingest.voices.speech_words import GIVING, SAYING, SPEECH_NOUNS
from ingest.voices.tokens import Token
from ingest.voices.verbs import is_verb

# What bears words of its own, whoever was named before: "a poster with this line".
THINGS_WRITTEN_ON = frozenset(
    """
    poster posters sign signs wall walls mug mugs plaque plaques banner banners sticker stickers
    notice notices billboard billboards shirt shirts t-shirt t-shirts gravestone tombstone label
    labels badge badges whiteboard noticeboard doormat fridge graffiti advert adverts ad ads
    """.split()
)


def announces(sentence: Sequence[Token], i: int) -> bool:
    """Whether the name at token `i` owns words or utters some in its sentence."""
    if sentence[i].possessive or governed(sentence, i):
        return _is_source(sentence, i)
    return any(token.low in SAYING | GIVING for token in sentence[i + 1 : i + 7])


def sources(sentence: Sequence[Token], people: Sequence[int]) -> list[int]:
    """Who of several people the words stem from; none where another one speaks as well.

    "X sent me a post by Y" announces Y's words, "X answered a post by Y" those of either.
    """
    found = [i for i in people if _is_source(sentence, i)]
    for i in people:
        if i in found or sentence[i].possessive:
            continue
        subject = not governed(sentence, i)
        behind = range(i + 1, min(len(sentence), i + 7))
        if subject and any(
            sentence[k].low in SAYING and is_verb(sentence, k, len(sentence)) for k in behind
        ):
            return []
        if i and sentence[i - 1].low == "by":
            return []
    return found


def only_a_place(sentence: Sequence[Token], i: int) -> bool:
    """Whether a name only tells where somebody is or belongs: "in Vermont", "X of Parcelworks"."""
    if sentence[i].person or i < 2 or sentence[i].possessive:
        return False
    link = sentence[i - 1].low
    return link in {"in", "at", "near"} or (link == "of" and sentence[i - 2].person)


def _is_source(sentence: Sequence[Token], i: int) -> bool:
    if sentence[i].possessive:
        return any(singular(token.low) in SPEECH_NOUNS for token in sentence[i + 1 : i + 5])
    if not governed(sentence, i) or sentence[i - 1].low not in {"of", "by", "from"}:
        return False
    nouns = any(singular(token.low) in SPEECH_NOUNS for token in sentence[max(0, i - 5) : i])
    made = i > 1 and sentence[i - 1].low == "by" and sentence[i - 2].low in BE
    return nouns or made  # "the best of them is by X"
