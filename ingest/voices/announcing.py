"""What a sentence tells of its people: who is its source, its subject, or only brought in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.words import fold
from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.words import (
    BE,
    GIVING,
    HE,
    MEN,
    NEGATIONS,
    ROLES,
    SAYING,
    SHE,
    WOMEN,
    is_expert,
    is_role,
    is_speech_noun,
    singular,
)

_INDEFINITE = frozenset(
    "person somebody someone anyone everybody everyone man woman reader".split()
)


_THINGS_WRITTEN_ON = frozenset(
    """
    poster sign wall mug plaque banner sticker notice billboard shirt t-shirt gravestone tombstone
    label badge whiteboard noticeboard doormat fridge graffiti advert ad headline
    """.split()
)


_AGENTS = ("woman", "therapist", "ician", "person")


_ADDRESSED = frozenset("to about for on of".split())


def single(name: str) -> Iterator[str]:
    """Each of the people whom one name joins: "X and Y"."""
    yield from name.split(" and ")


def employs(s: Sentence, mention: Mention) -> bool:
    """Whether a name only tells for whom somebody works: "Billboard writer X"."""
    compound = s.doc[mention.start : mention.end].root.dep_ in {"compound", "nmod"}
    return compound and is_role(s.low(mention.end))


def subjects(s: Sentence) -> set[str]:
    """Whom a sentence names as the subject of one of its verbs."""
    roots = ((m.name, s.doc[m.start : m.end].root) for m in s.mentions)
    return {
        name
        for name, root in roots
        if root.dep_ in {"nsubj", "nsubjpass"} or (root.dep_ == "appos" and root.head.i in s.quotes)
    }


def says_something(s: Sentence, name: str, stop: int) -> bool:
    """Whether the one named is the subject of a verb of saying: "X accused the council"."""
    roots = [s.doc[m.start : m.end].root for m in s.mentions if m.name == name and m.start < stop]
    roots = [root.head if root.dep_ == "appos" else root for root in roots]
    return any(
        root.dep_ == "nsubj" and root.head.lower_ in SAYING and root.head.pos_ == "VERB"
        for root in roots
    )


def first_pronoun(s: Sentence, stop: int, pronoun: str) -> int:
    """Where the first pronoun stands that can mean the same one; the end where none does."""
    same = HE if pronoun in HE else SHE
    return next((i for i in range(s.start, stop) if s.low(i) in same), s.end)


def other(s: Sentence, stop: int, pronoun: str) -> bool:
    """Whether a pronoun in the sentence cannot mean its own subject: "X invited her"."""
    return any(
        (s.low(i) == "him" and pronoun in HE)
        or (s.low(i) == "her" and pronoun in SHE and s.doc[i].tag_ != "PRP$")
        for i in range(s.start, stop)
    )


def may_be(role: str, pronoun: str) -> bool:
    """Whether a pronoun can mean the bearer of a role: "she" is no uncle."""
    return not (role in MEN and pronoun in SHE) and not (role in WOMEN and pronoun in HE)


def governed(s: Sentence, mention: Mention) -> bool:
    """Whether a preposition governs a name, or it owns something."""
    return s.doc[mention.start : mention.end].root.dep_ in {"pobj", "poss"}


def brings_in_somebody(s: Sentence, i: int) -> bool:
    """Whether token `i` brings in somebody without a name, as in "her boss was strict"."""
    low, token = s.low(i), s.doc[i]
    if i in s.names or i in s.quotes or low in _INDEFINITE:
        return False
    if not (low in ROLES or singular(low) in ROLES or low.endswith(_AGENTS) or is_expert(low)):
        return False
    if token.pos_ not in {"NOUN", "PROPN"} or is_role(s.low(i + 1)):
        return False
    if token.dep_ in {"appos", "attr", "oprd", "compound"}:
        return False  # "X, the founder of Y", "X was a consultant", "the economist X"
    if token.head.lower_ == "of" and s.low(token.head.i - 1) != "one":
        return False  # "the arguments of an opponent"
    opening = s.low(s.before(token.left_edge.i)) if token.left_edge.i > s.start else ""
    if opening in {"as", "me", "him", "her", "us", "them"} or token.head.lower_ in {"as", "like"}:
        return False
    plural = token.tag_ in {"NNS", "NNPS"}
    if plural and s.lows(token.left_edge.i - 2, token.left_edge.i) != ["one", "of"]:
        return False
    if any(s.names.get(c.i) and c.dep_ == "appos" for c in token.children):
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
    edge = s.lows(token.left_edge.i, i)
    if "no" in edge:
        return False
    denied = set(s.lows(s.start, token.left_edge.i)) & NEGATIONS
    if denied and set(edge) & {"any", "single", "every", "each"}:
        return False
    return plural or any(c.dep_ in {"det", "poss"} for c in token.children)


def bears_words(s: Sentence) -> bool:
    """Whether words stand on a thing here, so that nobody named before speaks them."""
    return any(
        s.low(i) in _THINGS_WRITTEN_ON or s.low(i).rstrip("s") in _THINGS_WRITTEN_ON
        for i in range(s.start, s.end)
    )


def found_elsewhere(s: Sentence) -> bool:
    """Whether the author met the words in a place that ties to nobody: "I saw it in the book"."""
    lows = s.lows(s.start, s.end)
    met = any(
        low in {"i", "we"} and lows[i + 1] in {"saw", "read", "found", "heard", "noticed"}
        for i, low in enumerate(lows[:-1])
    )
    return met and any(
        low in {"in", "on", "under", "over", "at"} and lows[i + 1] in {"the", "a", "an", "our"}
        for i, low in enumerate(lows[:-1])
    )


def is_source(s: Sentence, mention: Mention) -> bool:
    """Whether words are said to be by the one named, or his: "X's memoir", "a post by X"."""
    if mention.possessive:
        return any(is_speech_noun(word) for word in s.lows(mention.end, mention.end + 5))
    start = mention.start
    link = s.low(start - 1)
    if link not in {"of", "by", "from"}:
        return False
    verb = s.doc[start - 1].head
    if link == "by" and s.doc[start - 1].dep_ == "agent":
        return verb.lower_ in {"made", "written", "put", "published", "penned", "coined", "argued"}
    if link == "by" and s.low(start - 2) in BE | {"made", "written"}:
        return True
    nouns = s.lows(start - 5, start - 1)
    return any(is_speech_noun(word) for word in nouns) and not (
        link == "of" and set(nouns) & {"biography", "portrait"}
    )


def announces(s: Sentence, mention: Mention) -> bool:
    """Whether the one named owns words or utters some in his sentence."""
    if mention.possessive or governed(s, mention):
        return is_source(s, mention)
    for k in range(mention.end, min(s.end, mention.end + 7)):
        low = s.low(k)
        if low in {"that", "which"}:
            return False  # "X hates the line that everybody quotes"
        if low in SAYING - {"ask", "asks", "asked", "asking"} and s.doc[k].pos_ != "NOUN":
            return True
        if low in GIVING and any(is_speech_noun(word) for word in s.lows(k + 1, k + 6)):
            return True
    return False


def sources(s: Sentence, people: Sequence[Mention]) -> list[Mention]:
    """Who of several people the words stem from; none where another one speaks as well."""
    found = [m for m in people if is_source(s, m)]
    if not found:
        aside = [m for m in people if s.low(m.start - 1) in _ADDRESSED]
        firm = [m for m in people if m not in aside and announces(s, m)]
        return firm if len(firm) + len(aside) == len(people) else []
    for m in people:
        if m in found or m.possessive:
            continue
        speaks = any(s.low(k) in SAYING for k in range(m.end, min(s.end, m.end + 6)))
        if (speaks and not governed(s, m)) or s.low(m.start - 1) == "by":
            return []
    return found


def company(s: Sentence, at: int) -> set[str]:
    """The words of the company in a description: "Ford Motor Company … its founder's"."""
    words: set[str] = set()
    for mention in s.mentions:
        beyond = mention.start > at and any(
            s.doc[i].pos_ == "ADP" and s.low(i) != "of" for i in range(at + 1, mention.start)
        )
        if mention.start < at + 8 and not beyond and not mention.person:
            words |= set(fold(mention.name).split())
    return words


def only_a_place(s: Sentence, mention: Mention) -> bool:
    """Whether a name only tells where somebody is or belongs: "in Vermont", "X of Parcelworks"."""
    if mention.person or mention.possessive:
        return False
    link = s.low(mention.start - 1)
    return link in {"in", "at", "near"} or (link == "of" and mention.start - 2 in s.names)
