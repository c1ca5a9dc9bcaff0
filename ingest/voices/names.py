"""Where names stand in a sentence: runs of capitals and the parser's entities, without titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from assistant.words import fold
from ingest.formats.english import is_word
from ingest.voices.page import STAND_IN, Sentence
from ingest.voices.words import (
    GIVEN_NAMES,
    PARTICLES,
    is_office,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


_NAMING = {"PERSON", "ORG"}


def run_words(sentence: Sentence, start: int, end: int) -> list[str]:
    """The words of a run; hyphens part none."""
    text = "".join(t.text_with_ws for t in sentence.doc[start:end])
    return re.sub(r"\s*-\s*", "-", text).split()


def full_names_first(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Full names before single ones, and single ones inside a sentence before its first word."""
    words = len(run_words(sentence, start, end))
    return (0 if words > 1 else 1, 0 if start > sentence.start else 1)


_OPENINGS = frozenset("compare dear take consider enter meet hear cue see".split())


_OF = frozenset(
    "duke earl bishop archbishop prince princess bank university department ministry".split()
)


_LINKS = frozenset({"of", "and", "for", "the", "on", "&"})


def name_runs(sentence: Sentence, lower_case: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that are names, without titles and articles."""
    doc, i = sentence.doc, sentence.start
    while i < sentence.end:
        end = i
        while end < sentence.end and _continues(sentence, i, end, lower_case):
            end += 1
        while end > i and (doc[end - 1].is_punct or doc[end - 1].lower_ in PARTICLES | _LINKS):
            end -= 1
        if end > i:
            yield from _trimmed(sentence, i, end, lower_case)
        i = max(end, i + 1)


def _continues(sentence: Sentence, start: int, i: int, lower_case: frozenset[str]) -> bool:
    """Whether token `i` belongs to the name that begins at `start`."""
    doc, token = sentence.doc, sentence.doc[i]
    if token.text == STAND_IN and i in sentence.quotes:
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
    if i == start:
        return False
    if token.text == "-":  # Rees-Mogg, Hyun-jae
        joins = i + 1 < sentence.end and not doc[i - 1].whitespace_ and not token.whitespace_
        return joins and (is_capital(doc[i + 1]) or token.ent_type_ == "PERSON")
    if doc[i - 1].text == "-" and token.ent_type_ == "PERSON" and token.ent_iob_ == "I":
        return True
    if token.lower_ in PARTICLES:
        return i + 1 < sentence.end and (is_capital(doc[i + 1]) or doc[i + 1].lower_ in PARTICLES)
    if token.lower_ == "of" and sentence.low(i - 1) in _OF and i + 1 < sentence.end:
        return is_capital(doc[i + 1])
    same_entity = token.ent_iob_ == "I" and token.ent_type_ in _NAMING and token.tag_ != "POS"
    return same_entity and token.lower_ in _LINKS and i + 1 < sentence.end


def is_capital(token: Token) -> bool:
    """Whether a token begins like a name."""
    return token.text[:1].isupper() and token.text != "I"


def _trimmed(
    sentence: Sentence, start: int, end: int, lower_case: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """A run behind its last title, parted where another name begins in it."""
    doc = sentence.doc
    if start + 1 < end and sentence.low(start) in {"d", "r", "i"} and doc[start + 1].text == "-":
        return  # "D-Wash."
    for i in range(end - 2, start - 1, -1):
        if is_office(sentence.low(i)) and sentence.low(i + 1) != "of":
            start = i + 1
            break
    while start < end and doc[start].pos_ == "DET":
        start += 1
    opens = start == sentence.start or sentence.doc[start - 1].text == "“"
    if opens and end - start > 1 and fold(doc[start].text) not in GIVEN_NAMES:
        verb = doc[start].tag_[:2] in {"VB", "JJ", "RB", "UH"} or sentence.low(start) in _OPENINGS
        if verb or (doc[start + 1].ent_iob_ == "B" and doc[start + 1].ent_type_ == "PERSON"):
            start += 1  # "Compare X"
    owned = end - start == 1 and start > sentence.start and doc[start - 1].tag_ == "POS"
    if owned and doc[start].ent_type_ != "PERSON" and fold(doc[start].text) not in GIVEN_NAMES:
        return  # "Parkinson's Law"
    if (
        start == end - 1
        and is_office(sentence.low(start))
        and fold(doc[start].text) not in (GIVEN_NAMES)
    ):
        return
    for i in range(start + 1, end - 1):  # "At Intel Andy Grove": two names
        other = doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "PERSON"
        if other and doc[start].ent_type_ not in {"PERSON", ""}:
            yield start, i
            start = i
            break
    if start < end:
        yield start, end
