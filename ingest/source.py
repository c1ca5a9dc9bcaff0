"""What every format is read into: plain pieces of text, and the stored text made of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Block, BlockKind

_SPACES = re.compile(r"\s+")
# Characters that show nothing: with them, a text could say to a program what no reader sees.
_INVISIBLE = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0000-\U000e0fff]"
)
_SHOWN = 60  # characters of what was left out
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co"})  # controls, formats, surrogates, private use


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, list item or quoted paragraph, as plain text on one line."""

    kind: BlockKind
    text: str
    level: int = 0  # as in domain.Block


@dataclass(frozen=True, slots=True)
class Source:
    """One source text, read: its pieces in order, and a note on each kind of what was left out."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


class LeftOut:
    """Counts what a reader leaves out of an essay, by kind."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def add(self, kind: str, words: str = "") -> None:
        """One thing of that kind ("text box"), and how it begins."""
        self._counts[kind] += 1
        self._first.setdefault(kind, clean(words))

    def notes(self) -> list[str]:
        """A line for each kind: how often, and how the first of them begins."""
        return [
            f"{kind}{f' ({count} times)' if count > 1 else ''}"
            + (f": {first[:_SHOWN]}{'…' if len(first) > _SHOWN else ''}" if first else "")
            for kind, count in self._counts.items()
            for first in [self._first[kind]]
        ]


def clean(text: str) -> str:
    """The words as they stand, in NFC, parted by single spaces, without invisible characters."""
    visible = "".join(
        " " if c.isspace() else c
        for c in _INVISIBLE.sub("", text)
        if c.isspace() or unicodedata.category(c) not in _DROPPED
    )
    return unicodedata.normalize("NFC", _SPACES.sub(" ", visible).strip())


def clean_pieces(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces with clean text; those that hold nothing to read are gone."""
    cleaned = (replace(piece, text=clean(piece.text)) for piece in pieces)
    return tuple(piece for piece in cleaned if any(c.isalnum() for c in piece.text))


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The stored text, its pieces parted by one blank line, and where each piece stands in it."""
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        blocks.append(Block(piece.kind, position, end, piece.level))
        position = end + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks)
