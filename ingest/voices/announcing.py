"""What a sentence tells of its people: who is its source, its subject, or only brought in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.words import (
    BE,
    GIVING,
    NEGATIONS,
    SAYING,
    is_role,
    is_speech_noun,
)

_INDEFINITE = frozenset("person somebody someone anyone everybody everyone man woman".split())
_THINGS_WRITTEN_ON = frozenset(
    """
    poster sign wall mug banner sticker notice billboard shirt t-shirt tombstone label badge
    whiteboard fridge graffiti advert ad headline plaque gravestone noticeboard doormat
    """.split()
)
_AUTHORING = frozenset("made written put published penned coined argued".split())


def subjects(s: Sentence) -> set[str]:
    """Whom a sentence names as the subject of one of its verbs."""
    return {
        mention.name
        for mention in s.mentions
        if (root := s.root(mention)).dep_ in {"nsubj", "nsubjpass"}
        or (root.dep_ == "appos" and root.head.i in s.quotes)
    }


def says_something(s: Sentence, name: str, stop: int) -> bool:
    """Whether the one named is the subject of a verb of saying: "X accused the council"."""
    roots = [s.root(m) for m in s.mentions if m.name == name and m.start < stop]
    roots = [root.head if root.dep_ == "appos" else root for root in roots]
    return any(root.dep_ == "nsubj" and root.head.lower_ in SAYING for root in roots)


def governed(s: Sentence, mention: Mention) -> bool:
    """Whether a preposition governs a name, or it owns something."""
    return s.root(mention).dep_ in {"pobj", "poss"}


def brought_in(s: Sentence) -> list[int]:
    """The tokens that bring in somebody without a name, as in "her boss was strict"."""
    return [token.i for token in s.tokens if _brings_in_somebody(s, token.i)]


def _brings_in_somebody(s: Sentence, i: int) -> bool:
    low, token = s.low(i), s.doc[i]
    if not (is_role(low) or _is_somebody(s, i)) or low in _INDEFINITE or i in s.names:
        return False
    if is_role(s.low(i + 1)):
        return False
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"appos", "attr", "oprd", "compound"}:
        return False  # "X, the founder of Y", "X was a consultant", "the economist X"
    edge = token.left_edge.i
    opening = s.low(s.before(edge))
    if opening in {"as", "me", "him", "her", "us", "them"} or token.head.lower_ in {"as", "like"}:
        return False
    plural = token.tag_ in {"NNS", "NNPS"}
    one_of = s.low(edge - 1) == "of" and s.low(edge - 2) == "one"
    if (plural or token.head.lower_ == "of") and not one_of:
        return False  # "the arguments of an opponent"
    if any(s.names.get(c.i) and c.dep_ == "appos" for c in token.children):
        return False
    if s.low(edge) == "whose":  # "X, whose father sold the cows, does not complain"
        return False
    told = [c for c in token.head.children if c.dep_ == "attr"] if token.dep_ == "nsubj" else []
    if any(c.i in s.names for c in told):  # "the lecturer was X"
        return False
    beyond = i + 1
    if s.low(beyond) in BE | {"named", "called", ",", "("} | DASHES:
        beyond += 1
    if beyond in s.names and not (beyond > i + 1 and s.names[beyond].possessive):
        return False
    for k in range(i + 1, min(s.end - 1, i + 14)):  # "a friend of mine, X"
        if s.doc[k].text == "," and k + 1 in s.names:
            return False
        if s.doc[k].pos_ in {"VERB", "AUX", "PUNCT"}:
            break
    words = set(s.lows(edge, i))
    denied = set(s.lows(s.start, edge)) & NEGATIONS and words & {"any", "single", "every", "each"}
    return not denied and (plural or any(c.dep_ in {"det", "poss"} for c in token.children))


def _is_somebody(s: Sentence, i: int) -> bool:
    """Whether grammar makes a noun a person: "a higgler who …"."""
    token = s.doc[i]
    if token.tag_ != "NN" or s.low(token.left_edge.i) not in {"a", "an", "one", "another"}:
        return False
    clauses = [c for c in token.children if c.dep_ == "relcl"]
    return any(c.lower_ == "who" for clause in clauses for c in clause.children)


def bears_words(s: Sentence) -> bool:
    """Whether words stand on a thing here, so that nobody named before speaks them."""
    lows = s.lows(s.start, s.end)
    return bool({*lows, *(low.rstrip("s") for low in lows)} & _THINGS_WRITTEN_ON)


def found_elsewhere(s: Sentence) -> bool:
    """Whether the author met the words in a place that ties to nobody: "I saw it in the book"."""
    lows = s.lows(s.start, s.end)
    pairs = set(pairwise(lows))
    met = any((who, verb) in pairs for who in ("i", "we") for verb in _MEETING)
    return met and any((where, a) in pairs for where in _PLACES for a in ("the", "a", "an", "our"))


_MEETING = ("saw", "read", "found", "heard", "noticed")
_PLACES = ("in", "on", "under", "over", "at")


def is_source(s: Sentence, mention: Mention) -> bool:
    """Whether words are said to be by the one named, or his: "X's memoir", "a post by X"."""
    if mention.possessive:
        return any(is_speech_noun(word) for word in s.lows(mention.end, mention.end + 5))
    start = mention.start
    link = s.low(start - 1)
    if link == "by" and s.doc[start - 1].dep_ == "agent":
        return s.doc[start - 1].head.lower_ in _AUTHORING
    if link == "by" and s.low(start - 2) in BE | {"made", "written"}:
        return True
    nouns = s.lows(start - 5, start - 1)
    about = link == "of" and {"biography", "portrait"} & set(nouns)
    told = link in {"of", "by", "from"} and any(is_speech_noun(word) for word in nouns)
    return told and not about


def announces(s: Sentence, mention: Mention) -> bool:
    """Whether the one named owns words or utters some in his sentence."""
    if mention.possessive or governed(s, mention):
        return is_source(s, mention)
    for k in range(mention.end, min(s.end, mention.end + 7)):
        low = s.low(k)
        if low in {"that", "which"}:
            return False  # "X hates the line that everybody quotes"
        if low in SAYING and not low.startswith("ask") and s.doc[k].pos_ != "NOUN":
            return True
        if low in GIVING and any(is_speech_noun(word) for word in s.lows(k + 1, k + 6)):
            return True
    return False


def sources(s: Sentence, people: Sequence[Mention]) -> list[Mention]:
    """Who of several people the words stem from; none where another one speaks as well."""
    found = [m for m in people if is_source(s, m)]
    if not found:
        aside = [m for m in people if s.low(m.start - 1) in {"to", "about", "for", "on", "of"}]
        firm = [m for m in people if m not in aside and announces(s, m)]
        return firm if len(firm) + len(aside) == len(people) else []
    for m in people:
        speaks = any(word in SAYING for word in s.lows(m.end, m.end + 6)) and not governed(s, m)
        if m not in found and not m.possessive and (speaks or s.low(m.start - 1) == "by"):
            return []
    return found


def only_a_place(s: Sentence, mention: Mention) -> bool:
    """Whether a name only tells where somebody is or belongs: "in Vermont", "X of Parcelworks"."""
    link = s.low(mention.start - 1)
    belongs = link in {"in", "at", "near"} or (link == "of" and mention.start - 2 in s.names)
    return belongs and not mention.person and not mention.possessive
