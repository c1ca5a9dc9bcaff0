"""How somebody is described: "X, a pharmacist," and later "the pharmacist"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.voices.page import Sentence
from ingest.voices.words import BE

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANYBODY = frozenset("person man woman one rest other".split())


def description(sentence: Sentence, token: Token) -> str:
    """The word by which a bare "the …" describes somebody, "" where it is none."""
    if token.tag_ != "NN" and token.lower_ != "old":
        return ""
    if token.lower_ in _ANYBODY or sentence.low(token.left_edge.i) != "the":
        return ""
    if token.right_edge.i != token.i or token.dep_ in {"compound", "amod", "nmod", "appos"}:
        return ""
    return _aged(sentence, token.i) if token.lower_ == "old" else token.lower_


def predicates(sentence: Sentence, root: Token, end: int) -> Iterator[str]:
    """What a sentence says that somebody is: "X, a pharmacist,", "X was a pharmacist", "X, 18,"."""
    said = [c for c in root.children if c.dep_ == "appos"]
    clauses = [c for c in root.children if c.dep_ == "relcl"]
    clauses += [root.head] if root.dep_ == "nsubj" else []
    for clause in clauses:
        if clause.lower_ in BE:
            said += [c for c in clause.children if c.dep_ == "attr"]
        said += [
            noun
            for link in clause.children
            if link.lower_ == "as" and link.dep_ == "prep"
            for noun in link.children
            if noun.dep_ == "pobj"
        ]
    for noun in said:
        if noun.tag_ == "NN":
            yield noun.lower_
        elif noun.lower_ == "old":
            yield _aged(sentence, noun.i)
    age = sentence.lows(end, end + 2)
    if age[:1] == [","] and age[1:] and age[1].isdigit():
        yield f"{age[1]}-year-old"


def _aged(sentence: Sentence, i: int) -> str:
    """An age that ends at token `i`: "18-year-old"; "" where none does."""
    words = "".join(t.text for t in sentence.doc[max(sentence.start, i - 4) : i + 1])
    found = re.search(r"\d+-year-old$", words)
    return found[0] if found else ""
