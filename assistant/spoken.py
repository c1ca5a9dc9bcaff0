"""Who says a sentence by its owner's word, where the text alone is heard otherwise.

Front matter keeps it under `spoken`; ingest goes by it, and the screen shows it before that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain import Attitude, Block, ListedVoice, Voice

AUTHOR, NOBODY = "author", "nobody"  # what stands for a name

_QUOTES = {**dict.fromkeys("'‘’ʼ", "['‘’ʼ]"), **dict.fromkeys('"“”„', '["“”„]')}


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words of an essay, verbatim, and who says them: a bare name, `author` or `nobody`."""

    words: str
    by: str
    place: int | None = None  # which of the places where they stand, from 1; None: the only one
    line: int | None = None  # of the file that says so


def passages(text: str, blocks: Sequence[Block], words: str) -> list[tuple[int, int]]:
    """Where these words stand below the headings; straight and curly marks count as the same."""
    pattern = "".join(_QUOTES.get(c) or re.escape(c) for c in words)
    wanted = re.compile(f"(?=({pattern}))")
    return [
        match.span(1)
        for block in blocks
        if block.kind != "heading"
        for match in wanted.finditer(text, block.start, block.end)
    ]


def named_voice(
    by: str, author: str | None, listed: Iterable[ListedVoice], heard: Iterable[Voice]
) -> Voice:
    """The voice that `by` means; the attitude is the listed one, else that heard elsewhere."""
    if by == NOBODY:
        return Voice(None, "uncertain", "reports")
    if by in (AUTHOR, author):
        return Voice(author)
    known: list[Attitude] = [
        *(voice.attitude for voice in listed if voice.name == by and voice.attitude),
        *(voice.attitude for voice in heard if voice.name == by and voice.role == "quoted"),
    ]
    return Voice(by, "quoted", known[0] if known else "reports")
