"""Where names stand: runs of capitals and the parser's entities, without titles and articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.words import fold
from ingest.formats.english import is_word
from ingest.voices.page import STAND_IN, Sentence
from ingest.voices.words import GIVEN_NAMES, ORGANISATION_WORDS, PARTICLES, is_office

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING = frozenset({"PERSON", "ORG"})
_LINKS = frozenset("of and for the on &".split())
_OPENINGS = frozenset("compare dear take consider enter meet hear cue see".split())
_OF = frozenset(
    "duke earl bishop archbishop prince princess bank university department ministry".split()
)


def words_of(sentence: Sentence, start: int, end: int) -> list[str]:
    """The words of a run; hyphens part none."""
    text = "".join(t.text_with_ws for t in sentence.doc[start:end])
    return re.sub(r"\s*-\s*", "-", text).split()


def opens(run: tuple[Sentence, int, int]) -> bool:
    """Whether a run opens its sentence, so that its capital may mean nothing."""
    return run[1] == run[0].start


def is_capital(token: Token) -> bool:
    """Whether a token begins like a name."""
    return token.text[:1].isupper() and token.text != "I"


def runs(sentence: Sentence, lower_case: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that are names, without titles and articles."""
    doc, i = sentence.doc, sentence.start
    while i < sentence.end:
        end = i
        while end < sentence.end and _continues(sentence, i, end, lower_case):
            end += 1
        while end > i and (doc[end - 1].is_punct or doc[end - 1].lower_ in PARTICLES | _LINKS):
            end -= 1
        if end > i:
            yield from _trimmed(sentence, i, end)
        i = max(end, i + 1)


def _continues(sentence: Sentence, start: int, i: int, lower_case: frozenset[str]) -> bool:
    """Whether token `i` belongs to the name that begins at `start`."""
    doc, token = sentence.doc, sentence.doc[i]
    if token.text == STAND_IN:
        return False
    if is_capital(token):
        if token.pos_ == "PROPN" or i > start:
            return token.pos_ not in {"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ"}
        if token.ent_type_ in _NAMING or fold(token.text) in GIVEN_NAMES:
            return True
        inside = i > sentence.start and doc[i - 1].text not in {"“", "(", "—"}
        inside = inside or (token.dep_ == "nsubj" and not is_word(token.lower_))
        known = fold(token.text) not in lower_case
        return known and token.pos_ in {"NOUN", "ADJ", "VERB", "X"} and inside
    if i == start or i + 1 >= sentence.end:
        return False
    beyond = doc[i + 1]
    if token.text == "-":  # Rees-Mogg, Hyun-jae
        joins = not doc[i - 1].whitespace_ and not token.whitespace_
        return joins and (is_capital(beyond) or token.ent_type_ == "PERSON")
    if doc[i - 1].text == "-" and token.ent_type_ == "PERSON":
        return True
    if token.lower_ in PARTICLES:
        return is_capital(beyond) or beyond.lower_ in PARTICLES
    if token.lower_ == "of" and sentence.low(i - 1) in _OF:
        return is_capital(beyond)
    return token.ent_iob_ == "I" and token.ent_type_ in _NAMING and token.lower_ in _LINKS


def _trimmed(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A run behind its last title, parted where another name begins in it."""
    doc = sentence.doc
    if sentence.low(start) in {"d", "r", "i"} and sentence.low(start + 1) == "-":
        return  # "D-Wash."
    offices = [i for i in range(start, end - 1) if is_office(sentence.low(i))]
    bodies = ORGANISATION_WORDS | {"of"}  # "Justice Department"
    start = max((i + 1 for i in offices if sentence.low(i + 1) not in bodies), default=start)
    while start < end and doc[start].pos_ == "DET":
        start += 1
    starts_person = [t.ent_iob_ == "B" and t.ent_type_ == "PERSON" for t in doc[start:end]]
    given = start < end and fold(doc[start].text) in GIVEN_NAMES
    opens = start == sentence.start or doc[start - 1].text == "“"
    if opens and end - start > 1 and not given:
        verb = doc[start].tag_[:2] in {"VB", "JJ", "RB", "UH"} or sentence.low(start) in _OPENINGS
        if verb or starts_person[1]:
            start += 1  # "Compare X"
            starts_person.pop(0)
    elif end - start == 1 and not given:
        owned = start > sentence.start and doc[start - 1].tag_ == "POS"
        if (owned and doc[start].ent_type_ != "PERSON") or is_office(sentence.low(start)):
            return  # "Parkinson's Law"
    if start < end and doc[start].ent_type_ not in {"PERSON", ""} and True in starts_person[1:-1]:
        other = start + 1 + starts_person[1:-1].index(True)
        yield start, other  # "At Intel Andy Grove": two names
        start = other
    if start < end:
        yield start, end
