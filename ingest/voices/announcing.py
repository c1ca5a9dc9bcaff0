"""Whose words a sentence announces that a later one shows: "a post by X", "X's memoir"."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import BE
from ingest.voices.phrases import governed, singular
from ingest.voices.speech_words import GIVING, SAYING, SPEECH_NOUNS
from ingest.voices.tokens import Token
from ingest.voices.verbs import is_verb

# What bears words of its own, whoever was named before: "a poster with this line".
_THINGS_WRITTEN_ON = frozenset(
    """
    poster posters sign signs wall walls mug mugs plaque plaques banner banners sticker stickers
    notice notices billboard billboards shirt shirts t-shirt t-shirts gravestone tombstone label
    labels badge badges whiteboard noticeboard doormat fridge graffiti advert adverts ad ads
    """.split()
)

_ASKING = frozenset("ask asks asked asking wonder wonders wondered".split())
_ADDRESSING = frozenset({"to", "about", "for", "on"})

_MEETING = frozenset("saw read found heard noticed spotted see find".split())
_MADE = frozenset("made written put published penned drafted coined argued".split())
_INSIDE = frozenset("in on under over above at".split())
_PARTS = frozenset(
    """
    chapter page preface introduction foreword end beginning middle conclusion footnote section
    part margin spring summer autumn winter morning evening year week
    """.split()
)


def announces(sentence: Sequence[Token], i: int) -> bool:
    """Whether the name at token `i` owns words or utters some in its sentence."""
    if sentence[i].possessive or governed(sentence, i):
        return is_source(sentence, i)
    for k, token in enumerate(sentence[i + 1 : i + 7], i + 1):
        if token.low in {"that", "which"}:
            return False  # "X hates the line that everybody quotes"
        if token.low in SAYING and token.low not in _ASKING:
            return True
        words = any(singular(t.low) in SPEECH_NOUNS for t in sentence[k + 1 : k + 6])
        if token.low in GIVING and words:
            return True
    return False


def bears_words(sentence: Sequence[Token]) -> bool:
    """Whether words stand on a thing here, so that nobody named before speaks them."""
    return any(token.low in _THINGS_WRITTEN_ON for token in sentence)


def found_elsewhere(sentence: Sequence[Token]) -> bool:
    """Whether the author met the words in a place that nothing ties to anybody named before.

    "On the way out I saw this line in the guest book": not of whoever gave the talk.
    """
    lows = [token.low for token in sentence]
    met = any(
        low in {"i", "we"} and lows[i + 1 : i + 2] and lows[i + 1] in _MEETING
        for i, low in enumerate(lows)
    )
    if not met:
        return False
    for i, low in enumerate(lows[:-2]):
        if low in _INSIDE and lows[i + 1] in {"the", "a", "an", "our", "my"}:
            noun = next((k for k in range(i + 2, len(lows)) if sentence[k].kind != "word"), 0)
            his = noun == i + 3 and lows[i + 2] in SPEECH_NOUNS  # "in the memoir"
            if not his and lows[noun - 1] not in _PARTS:
                return True
    return False


def sources(sentence: Sequence[Token], people: Sequence[int]) -> list[int]:
    """Who of several people the words stem from; none where another one speaks as well.

    "X sent me a post by Y" announces Y's words, "X answered a post by Y" those of either.
    """
    found = [i for i in people if is_source(sentence, i)]
    if not found:
        aside = [i for i in people if i and sentence[i - 1].low in _ADDRESSING]
        firm = [i for i in people if i not in aside and announces(sentence, i)]
        return firm if len(firm) + len(aside) == len(people) else []
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


def is_source(sentence: Sequence[Token], i: int) -> bool:
    """Whether words are said to be by the one named at token `i`, or his."""
    if sentence[i].possessive:
        return any(singular(token.low) in SPEECH_NOUNS for token in sentence[i + 1 : i + 5])
    if not governed(sentence, i) or sentence[i - 1].low not in {"of", "by", "from"}:
        return False
    passive = {token.low for token in sentence[max(0, i - 5) : i - 1]} & BE
    if sentence[i - 1].low == "by" and passive and sentence[i - 2].low.endswith("ed"):
        return sentence[i - 2].low in _MADE  # "the essay was praised by X"
    nouns = any(singular(token.low) in SPEECH_NOUNS for token in sentence[max(0, i - 5) : i])
    made = i > 1 and sentence[i - 1].low == "by" and sentence[i - 2].low in BE | _MADE
    return nouns or made  # "the best of them is by X", "the case was made by X"
