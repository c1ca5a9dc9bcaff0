"""What every format is read into: plain pieces of text, and the stored text made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Block, BlockKind

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, paragraph, list item or quoted paragraph, as plain text on one line."""

    kind: BlockKind
    text: str
    level: int = 0  # as in domain.Block


@dataclass(frozen=True, slots=True)
class Source:
    """One source text, read: its pieces in order."""

    pieces: tuple[Piece, ...]


def clean(text: str) -> str:
    """The words as they stand, in NFC, parted by single spaces, without invisible characters.

    Invisible ones (zero-width, bidirectional overrides, controls, private use) could hide words
    from a reader that a search finds, or the other way round.
    """
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(
        " " if c.isspace() else c
        for c in composed
        if c.isspace() or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    return _SPACES.sub(" ", visible).strip()


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The stored text, its pieces parted by one blank line, and where each piece stands in it."""
    blocks: list[Block] = []
    position = 0
    for piece in pieces:
        end = position + len(piece.text)
        blocks.append(Block(piece.kind, position, end, piece.level))
        position = end + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks)
