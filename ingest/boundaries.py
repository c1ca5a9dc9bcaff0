"""Where sentences begin and end in one paragraph: sentencex, with its few habits put right."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Short forms that stand before a name or a number, never at the end of a sentence.
_LEADS_ON = re.compile(
    r"(?<![\w.])(?:Dr|Mr|Mrs|Ms|Prof|Rev|Gen|Sen|Gov|Vol|Fig|Eq|Ch|cf|e\.g|i\.e)\.\s*$"
)
_BRACKETED = re.compile(r"\([^()]*[.!?…]['\"”’]?\)\s+(?=[“‘\"'(\[]*[^\W\d_a-z])")


def boundaries(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence; together they cover the whole text."""
    import sentencex

    start = position = 0
    for part in sentencex.segment("en", text):
        position += len(part)
        if position < len(text) and _LEADS_ON.search(text, start, position):
            continue
        yield from _brackets_apart(text, start, position)
        start = position
    if start < len(text):
        yield start, len(text)


def _brackets_apart(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in brackets of its own parts from the one that follows it."""
    bracketed = _BRACKETED.match(text, start, end)
    if bracketed and bracketed.end() < end:
        yield start, bracketed.end()
        start = bracketed.end()
    yield start, end
