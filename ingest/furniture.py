"""Takes page furniture out of an essay: what a page says about itself, not what the author says.

Only whole pieces go, never a quotation, and only where the wording leaves no doubt: running text
that speaks of subscribing, sharing or cookies is an argument like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.furniture_words import (
    ANYWHERE,
    AT_THE_END,
    AUTHOR_BOX,
    DATE,
    LIST_OF_LINKS,
    READERS_COMMENTS,
)
from ingest.source import Piece

_LONGEST_BOX = 60  # words of an author box
_LONGEST_LINK = 14  # words of one headline in a list of other pages
_FEW = 4  # pieces that count as the top or the end


def remove_furniture(
    pieces: Sequence[Piece], author: str | None = None
) -> tuple[list[Piece], list[Piece]]:
    """The essay's own pieces, and what was dropped; `author` tells the byline."""
    doomed = {n for n in range(len(pieces)) if _is_furniture(pieces, n, author)}
    for number, piece in enumerate(pieces):
        if piece.kind != "quote":
            doomed |= _goes_with(pieces, number, doomed)
    kept = [piece for number, piece in enumerate(pieces) if number not in doomed]
    return kept, [piece for number, piece in enumerate(pieces) if number in doomed]


def _goes_with(pieces: Sequence[Piece], number: int, doomed: set[int]) -> set[int]:
    """What goes with the piece of that number, because it opens a part that is not the essay's."""
    text = pieces[number].text
    if number < _FEW - 1:
        return set()
    if READERS_COMMENTS(text):
        return set(range(number, len(pieces)))
    if not (LIST_OF_LINKS(text) or AUTHOR_BOX(text)):
        return set()
    left = set(range(number, len(pieces))) - doomed
    if LIST_OF_LINKS(text) and all(_is_link(pieces[n]) for n in left):
        return left
    if AUTHOR_BOX(text) and len(left) <= _FEW and all(_may_stand_in_box(pieces[n]) for n in left):
        return left
    return set()


def _is_furniture(pieces: Sequence[Piece], number: int, author: str | None) -> bool:
    piece = pieces[number]
    if piece.kind == "quote":
        return False
    if number < _FEW and author is not None and _is_byline(piece.text, author):
        return True
    near_end = number >= len(pieces) - 2 * _FEW
    if not (ANYWHERE(piece.text) or (near_end and AT_THE_END(piece.text))):
        return False
    if piece.kind == "heading":  # with text below it, it is a subject of the essay
        below = pieces[number + 1] if number + 1 < len(pieces) else None
        return below is None or below.kind == "heading" or bool(ANYWHERE(below.text))
    if piece.kind == "item":  # one step of the author's own list, or a row of buttons
        return all(ANYWHERE(item.text) for item in _list_around(pieces, number))
    return True


def _list_around(pieces: Sequence[Piece], number: int) -> Sequence[Piece]:
    first = last = number
    while first > 0 and pieces[first - 1].kind == "item":
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind == "item":
        last += 1
    return pieces[first : last + 1]


def _is_link(piece: Piece) -> bool:
    short = len(piece.text.split()) <= _LONGEST_LINK
    return piece.kind != "quote" and short and not piece.text.endswith((".", ":", ";"))


def _may_stand_in_box(piece: Piece) -> bool:
    return piece.kind != "quote" and len(piece.text.split()) <= _LONGEST_BOX


def _is_byline(text: str, author: str) -> bool:
    when = rf"(?:(?:[,|·•–—-]|on) ?)?(?:{DATE})?"
    return bool(
        re.fullmatch(rf"(?:(?:written )?by:? )?{re.escape(author)} ?{when}", text, re.IGNORECASE)
    )
