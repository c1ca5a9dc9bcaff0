"""Cuts a stretch of text into sentences of tokens in which a quotation is one single token.

So the grammar of a sentence shows whole, however long the words are that it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.voices.function_words import ADVERBS, SUBJECT_PRONOUNS
from ingest.voices.marks import Quotation
from ingest.voices.speech_words import SAYING

TokenKind = Literal["word", "name", "punctuation", "quote"]

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s[A-Z])|"  # U.S., the P. of P. Drucker
    r"(?:Dr|Mr|Mrs|Ms|Prof|St|Jr|Sr|vs|etc|e\.g|i\.e|Inc|Corp|Co|Ltd|No|Gen|Sen|Rep|Gov)\.|"
    r"[^\W_]+(?:[-&’'.](?=[^\W_])[^\W_]+)*|\.\.\.|\S"
)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
DASHES = frozenset("—–-―")
_TERMINAL = ".!?…"
_CONTRACTED = frozenset("it that here there what he she let who where how".split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, punctuation mark or whole quotation, with its offsets in the text."""

    kind: TokenKind
    text: str  # a name: its canonical form; a quotation: its words
    start: int
    end: int
    possessive: bool = False
    person: bool = False  # a name that is known to be a person's
    quotation: int = -1  # index among the stretch's quotations

    @property
    def low(self) -> str:
        """The word in lower case with a straight apostrophe; empty for quotations."""
        return "" if self.kind == "quote" else self.text.replace("’", "'").casefold()

    @property
    def capital(self) -> bool:
        return self.kind in {"word", "name"} and self.text[:1].isupper()


def tokenise(text: str, start: int, end: int, found: Sequence[Quotation]) -> list[Token]:
    """All tokens of `text[start:end]`, the quotations opaque."""
    tokens: list[Token] = []
    position = start
    for index, quotation in enumerate(found):
        tokens.extend(_words(text, position, quotation.outer_start))
        inner = text[quotation.start : quotation.end]
        tokens.append(
            Token("quote", inner, quotation.outer_start, quotation.outer_end, quotation=index)
        )
        position = quotation.outer_end
    tokens.extend(_words(text, position, end))
    return tokens


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    apostrophe = -1  # where the mark of a plural possessive stands, which is no token
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        if match.start() == apostrophe:
            continue
        if not word[0].isalnum():
            yield Token("punctuation", word, match.start(), match.end())
            continue
        if word.endswith("s") and text[match.end() : match.end() + 1] in {"'", "’"}:
            apostrophe = match.end()
        bare = _POSSESSIVE.sub("", word)
        if bare.casefold() in _CONTRACTED:
            bare = word
        owns = bare != word or apostrophe == match.end()
        yield Token("word", bare, match.start(), match.end(), possessive=owns)


def sentences(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens, sentence by sentence; a quotation ends one if its own last mark does."""
    result: list[list[Token]] = []
    current: list[Token] = []
    for i, token in enumerate(tokens):
        current.append(token)
        if i + 1 == len(tokens) or _ends(tokens, i):
            result.append(current)
            current = []
    return result


def _ends(tokens: Sequence[Token], i: int) -> bool:
    token, following = tokens[i], tokens[i + 1]
    begins = following.kind == "quote" or following.capital or following.text[:1].isdigit()
    if token.kind == "quote":
        ended = token.text[-1:] in _TERMINAL
        return ended and begins and not _is_tag(token, tokens[i + 1 : i + 6])
    if token.text in {")", "]"}:
        return begins and i > 0 and tokens[i - 1].text in _TERMINAL
    return token.text in _TERMINAL and begins


def _is_tag(quote: Token, after: Sequence[Token]) -> bool:
    """Whether "Jones asked." behind a quotation that ends in a mark still belongs to it."""
    if after[0].kind == "quote" or after[0].text[0].isdigit():
        return False
    pronoun = after[0].low in SUBJECT_PRONOUNS or after[0].low in {"i", "we"}
    for number, token in enumerate(after):
        if token.low in SAYING and number:
            ends = number + 1 == len(after) or after[number + 1].text in ".,;:—–"
            return ends or quote.text[-1] in "?!"
        if token.low not in ADVERBS and ((pronoun and number) or not token.capital):
            return False
    return False
