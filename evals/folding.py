"""Folding: the one place that says when two stretches of text are the same quotation.

Folded are Unicode's compatibility forms (NFKC), every kind of quotation mark, runs of white space
and invisible characters; letters, case and punctuation stay, because changing them changes a quote.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = frozenset("\"'`´‘’‚‛“”„‟‹›«»′″＂＇")
_INVISIBLE = (at for at in range(sys.maxunicode + 1) if unicodedata.category(chr(at)) == "Cf")
_PLAIN = {**dict.fromkeys(_INVISIBLE), **{ord(quote): "'" for quote in _QUOTES}}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that remembers where each of its characters came from.

    `origins[i]` is the offset, in the unfolded text, of the character that gave folded character
    `i`; `ends[i]` is the offset just behind it.
    """

    text: str
    origins: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Every occurrence of a folded needle, as offsets into the unfolded text."""
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            yield self.origins[at], self.ends[at + len(needle) - 1]
            at = self.text.find(needle, at + 1)


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """The text as it counts for comparing quotations; no white space at either end."""
    if unicodedata.is_normalized("NFKC", text):  # nearly always, and many times faster
        return " ".join(text.translate(_PLAIN).split())
    return fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """The folded text together with the offsets that its characters came from."""
    characters: list[str] = []
    origins: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for character in unicodedata.normalize("NFKC", text[start:end]):
            if unicodedata.category(character) == "Cf":
                continue
            if character.isspace():
                if not characters or characters[-1] == " ":
                    continue
                character = " "
            elif character in _QUOTES:
                character = "'"
            characters.append(character)
            origins.append(start)
            ends.append(end)
    if characters and characters[-1] == " ":
        del characters[-1], origins[-1], ends[-1]
    return Folded("".join(characters), tuple(origins), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A character with the combining marks that follow it, so that both compose alike."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not unicodedata.combining(text[at]):
            yield start, at
            start = at
