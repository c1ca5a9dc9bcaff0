"""Tells speech from mere mention: terms, titles and slogans stay the author's."""

from __future__ import annotations

from assistant.words import STOPWORDS, fold, word_spans
from ingest.voices.page import DASHES, Sentence
from ingest.voices.sources import Source
from ingest.voices.words import (
    SPEECH_NOUNS,
    is_role,
    singular,
)

_SHORT = 4  # words; fewer are a term unless somebody is said to say them
_FRAGMENT = 6  # words; a fragment up to that length, without mark or introduction, is a phrase
_SMALL = frozenset("a an the to as vs von de is and but or of in on for at by with from".split())
_ENDS = frozenset(".!?…")
# Works with titles: a quotation right behind them is their title.
_WORKS = frozenset(
    """
    book essay post article piece paper talk memo column chapter manifesto report memoir novel
    letter headline titled entitled study keynote film song course episode section album speech
    lecture documentary bestseller best-seller classic pamphlet editorial series newsletter
    presentation deck podcast op-ed
    """.split()
)
# Words behind which stands a term or label, not somebody's speech.
_TERMS = frozenset(
    """
    term terms word words label labels concept notion expression title tag phrase phrases
    nickname name so-called called dubbed termed known mean means meaning labeled buzzword
    buzzwords labelled
    """.split()
)


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


def is_speech(s: Sentence, quote: int, source: Source | None) -> bool:
    """Whether a quotation reports words, rather than names a term, a title or a slogan."""
    quotation = s.words[quote]
    count = len(list(word_spans(quotation)))
    if not count or _names_a_work(s, quote, source):
        return False
    at, behind = s.before(quote), s.after(quote)
    low = s.low(at)
    ended = quotation[-1:] in _ENDS
    tagged = ended or quotation[-1:] == ","
    adjacent = source is not None and source.adjacent
    if not ended and count <= 8 and at >= s.start and behind < s.end:  # "the “no excuses” rule"
        owned = s.doc[at].pos_ == "DET" or s.doc[at].tag_ in {"POS", "PRP$"}
        noun = s.doc[behind].pos_ in {"NOUN", "ADJ", "PROPN"} and s.low(behind) not in STOPWORDS
        if owned and noun and behind == quote + 2:
            return False
    if low in _TERMS and count < 8 and not adjacent:
        return False
    if low == ":" and count < 3 and not tagged:
        return False  # "Old Norse: “jamti”"
    fragment = quotation[:1].islower() and count <= _FRAGMENT
    if source is None:
        return count >= _SHORT and (ended or not fragment)
    nameless = source.kind == "nobody" and source.at not in s.names
    sort = source.word if nameless and " " not in source.word else ""
    if singular(sort) != sort and not is_role(sort) and fragment and not tagged:
        return False  # "rules that say “off and in your bag”": a wording, spoken by nobody
    if source.kind in {"speech", "nobody", "work"} and count < _SHORT and not ended:
        aloud = (count > 1 or tagged) and low != ":"
        return source.kind == "nobody" and adjacent and aloud and not source.naming
    if low in {"write", "writes", "wrote", "written", "publish"} and not tagged:
        return count >= _SHORT  # fewer are the name of what was written
    return count >= _SHORT or (adjacent and not source.naming)


def _names_a_work(s: Sentence, quote: int, source: Source | None) -> bool:
    quotation, at = s.words[quote], s.before(quote)
    low = s.low(at)
    titling = s.low(s.before(at)) if low in {",", ":"} else low
    called = titling in {"called", "titled", "entitled", "headed", "named"}
    if called and set(s.lows(quote - 6, quote)) & _WORKS:
        return True  # "an essay called “…”"
    work = low in _WORKS
    ended = quotation[-1:] in ".!?"
    if is_title(quotation):
        return work or not ended or not (source and source.adjacent)
    spoken = low in SPEECH_NOUNS - _WORKS
    return work and not spoken and not ended and quotation[:1].isupper()


def goes_on_list(s: Sentence, quote: int) -> bool:
    """Whether a short quotation only goes on a list of terms or titles: “a”, “b” and “c d”."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier or len(s.words[quote].split()) > _FRAGMENT:
        return False
    between = s.lows(s.after(earlier[-1]), s.before(quote) + 1)
    return set(between) <= {",", "and", "or", "&"} and not is_speech(s, earlier[-1], None)


def goes_on(s: Sentence, quote: int, source: Source | None) -> bool:
    """Whether a quotation goes on with the one before it in its sentence."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier or interrupted(s, quote):
        return bool(earlier)
    low, high = s.after(earlier[-1]), s.before(quote) + 1
    between = s.lows(low, high)
    if source is not None:  # in small letters between commas: "“A,” X said when asked, “b”"
        small = s.words[earlier[-1]].endswith(",") and s.words[quote][:1].islower()
        return source.kind in {"nobody", "speech"} and between[-1:] == [","] and small
    parting = {"but", "while", "whereas", "although", "not", "than", "he", "she", "they", ";", ":"}
    parted = set(between) & parting or any(i in s.names for i in range(low, high))
    denied = between == ["but"] and s.low(s.before(earlier[-1])) == "not"
    return between[:2] == ["and", "that"] or (not parted and not denied)


def interrupted(s: Sentence, quote: int) -> bool:
    """Whether an aside between dashes parts the quotation from its other half."""
    for j in s.quotes:
        if j != quote:
            first, second = min(j, quote), max(j, quote)
            low, high = s.after(first), s.before(second)
            dashed = low < high and s.doc[low].text in DASHES and s.doc[high].text in DASHES
            if dashed:
                return s.words[first][-1:] not in _ENDS
    return False


def tags_the_next(s: Sentence, quote: int) -> bool:
    """Whether the tag behind a quotation belongs to the next: "X asked, “…?” I said, “…”"."""
    later = [j for j in s.quotes if j > quote]
    if not later or quote - s.start < 2 or s.low(s.before(quote)) not in {",", ":"}:
        return False
    behind = s.after(quote)
    while behind < s.end - 1 and s.doc[behind].is_punct:
        behind += 1
    closed = s.words[quote][-1:] in _ENDS and s.doc[behind].text[:1].isupper()
    return closed and s.low(s.before(later[0])) in {",", ":"}
