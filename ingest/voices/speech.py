"""Tells speech from mere mention: terms, titles and slogans stay the author's."""

from __future__ import annotations

from assistant.words import STOPWORDS, fold, word_spans
from ingest.voices.page import DASHES, Sentence
from ingest.voices.sources import (
    Source,
)
from ingest.voices.words import (
    SPEECH_NOUNS,
    TERMS,
    WORKS,
    is_role,
    singular,
)

_SHORT = 4  # words; fewer are a term unless somebody is said to say them


_FRAGMENT = 6  # words; a fragment up to that length, without mark or introduction, is a phrase


_SMALL = frozenset("a an the to as vs von de is and but or of in on for at by with from".split())


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
    ended = quotation[-1:] in ".!?…"
    tagged = ended or quotation[-1:] == ","
    attributive = (
        at >= s.start and (s.doc[at].pos_ == "DET" or s.doc[at].tag_ in {"POS", "PRP$"})
        and behind < s.end and s.doc[behind].pos_ in {"NOUN", "ADJ", "PROPN"}
        and s.low(behind) not in STOPWORDS and behind == quote + 2
    )  # fmt: skip
    if attributive and count <= 8 and not ended:
        return False
    if low in TERMS and count < 8 and not (source and source.adjacent):
        return False
    if low == ":" and count < 3 and not tagged:
        return False  # "Old Norse: “jamti”"
    if source is None:
        if count < _SHORT:
            return False
        return not (quotation[:1].islower() and not ended and count <= _FRAGMENT)
    fragment = quotation[:1].islower() and not tagged and count <= _FRAGMENT
    thing = source.kind == "nobody" and source.at not in s.names and _is_a_sort(source.word)
    if thing and fragment:
        return False  # "rules that say “off and in your bag”": a wording, spoken by nobody
    if source.kind in {"speech", "nobody", "work"} and count < _SHORT and not ended:
        aloud = (count > 1 or tagged) and low != ":"
        return source.kind == "nobody" and source.adjacent and aloud and not source.naming
    if low in {"write", "writes", "wrote", "written", "publish"} and count < _SHORT and not tagged:
        return False  # the name of what was written
    return count >= _SHORT or (source.adjacent and not source.naming)


def _is_a_sort(phrase: str) -> bool:
    """Whether a subject is a sort of things: "rules", not "critics", "the advert" or "it"."""
    return " " not in phrase and singular(phrase) != phrase and not is_role(phrase)


def _names_a_work(s: Sentence, quote: int, source: Source | None) -> bool:
    quotation, at = s.words[quote], s.before(quote)
    low = s.low(at)
    near = set(s.lows(quote - 6, quote))
    titling = s.low(s.before(at)) if low in {",", ":"} else low
    if titling in {"called", "titled", "entitled", "headed", "named"} and near & WORKS:
        return True  # "an essay called “…”"
    work = low in WORKS or (at == s.start and low in {"in", "with"})
    ended = quotation[-1:] in ".!?"
    if is_title(quotation):
        return work or not ended or not (source and source.adjacent)
    spoken = low in SPEECH_NOUNS - WORKS
    return work and not spoken and not ended and quotation[:1].isupper()


def goes_on_list(s: Sentence, quote: int) -> bool:
    """Whether a short quotation only goes on a list of terms or titles: “a”, “b” and “c d”."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier or len(s.words[quote].split()) > _FRAGMENT:
        return False
    between = s.lows(s.after(earlier[-1]), s.before(quote) + 1)
    plain = all(word in {",", "and", "or", "&"} for word in between)
    return plain and not is_speech(s, earlier[-1], None)


def goes_on(s: Sentence, quote: int, source: Source | None) -> bool:
    """Whether a quotation goes on with the one before it in its sentence."""
    if interrupted(s, quote):
        return True
    if source is None:
        return _joined(s, quote)
    return source.kind in {"nobody", "speech"} and _resumed(s, quote)


def _joined(s: Sentence, quote: int) -> bool:
    earlier = [j for j in s.quotes if j < quote]
    if not earlier:
        return False
    low, high = s.after(earlier[-1]), s.before(quote) + 1
    if s.lows(low, high)[:2] == ["and", "that"]:
        return True  # "X said “…” and that he had “…”"
    if s.lows(low, high) == ["but"] and s.low(s.before(earlier[-1])) == "not":
        return False
    parting = {"but", "while", "whereas", "although", "not", "than", "he", "she", "they", ";", ":"}
    return not any(i in s.names or s.low(i) in parting for i in range(low, high))


def _resumed(s: Sentence, quote: int) -> bool:
    """Whether it goes on in small letters between commas: "“A,” X said when asked, “b”"."""
    earlier = [j for j in s.quotes if j < quote]
    if not earlier or s.low(s.before(quote)) != ",":
        return False
    return s.words[earlier[-1]].endswith(",") and s.words[quote][:1].islower()


def interrupted(s: Sentence, quote: int) -> bool:
    """Whether an aside between dashes parts the quotation from its other half."""
    for j in s.quotes:
        if j != quote:
            first, second = min(j, quote), max(j, quote)
            low, high = s.after(first), s.before(second)
            dashed = low < high and s.doc[low].text in DASHES and s.doc[high].text in DASHES
            if dashed:
                return s.words[first][-1:] not in set(".!?…")
    return False


def tags_the_next(s: Sentence, quote: int) -> bool:
    """Whether the tag behind a quotation belongs to the next: "X asked, “…?” I said, “…”"."""
    later = [j for j in s.quotes if j > quote]
    if not later or quote - s.start < 2 or s.low(s.before(quote)) not in {",", ":"}:
        return False
    behind = s.after(quote)
    while behind < s.end - 1 and s.doc[behind].is_punct:
        behind += 1
    closed = s.words[quote][-1:] in set(".!?…") and s.doc[behind].text[:1].isupper()
    return closed and s.low(s.before(later[0])) in {",", ":"}
