"""Finds quotations by their marks: “…”, "…", ‘…’, '…', «…», „…“, also over several paragraphs.

Only the outermost quotations of a stretch are returned; what stands inside one is found by
looking again between its marks. Apostrophes, inches and elisions ('em, ’90s) are no marks.
Every stretch is read a fixed number of times, whatever marks stand open in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Block

_CLOSERS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "'": "'’"}
_PAIRED = "“«„"
_DOUBLE = '“«„"'
_BEFORE_OPENING = re.compile(r"[\s(\[{—–\-/“‘«„\"':…]")
_ELISION = re.compile(r"(?:em|tis|twas|til|till|cause|bout|round|n|cos|\d\ds?)\b", re.IGNORECASE)
_OPENING_AFTER = re.compile(r'(?:^|\s)"\S')
_MOST_INCHES = 8  # straight marks behind a digit that are passed over before one must close


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks: `start:end` without them, `outer_start:outer_end` with."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool = True  # False: the closing mark is missing, so it runs to the block's end
    continues: bool = False  # the same quotation as the last one of the block before


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The outermost quotations of `text[start:end]`, in order."""
    return _Stretch(text, start, end).outermost()


def quotations_by_block(text: str, blocks: Sequence[Block]) -> dict[int, list[Quotation]]:
    """The quotations of every block but headings; one that runs on is marked in each of them."""
    result: dict[int, list[Quotation]] = {}
    before: int | None = None  # the block whose last quotation is still open
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            before = None
            continue
        stretch = _Stretch(text, block.start, block.end)
        found = stretch.outermost()
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        if stretch.lone is not None and following is not None and text[following.start] == "‘":
            found.append(stretch.unclosed(stretch.lone))
        if before is not None and blocks[before].kind == block.kind:
            continued = _continue(text, block, result[before][-1], found)
            if continued is not None:
                result[before][-1] = replace(result[before][-1], closed=True)
                found = continued
        result[number] = found
        before = number if found and not found[-1].closed else None
    return result


def _continue(
    text: str, block: Block, opened: Quotation, found: list[Quotation]
) -> list[Quotation] | None:
    """This block's quotations if it carries on the one left open, else None."""
    mark = text[opened.outer_start]
    if found and found[0].outer_start == block.start and text[block.start] == mark:
        return [replace(found[0], continues=True), *found[1:]]
    if mark in "“«":  # paragraphs without a mark of their own, the closing one further on
        closer = text.find(_CLOSERS[mark], block.start, block.end)
        opener = text.find(mark, block.start, block.end)
        if closer >= 0 and (opener < 0 or closer < opener):
            first = Quotation(block.start, closer, block.start, closer + 1, continues=True)
            return [first, *quotations(text, closer + 1, block.end)]
    return None


class _Stretch:
    """A stretch of text whose marks were paired once."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self.lone: int | None = None  # a ‘ that opens and never closes
        self._pairs: dict[int, int] = {}  # opening “ « „ -> its closing mark
        open_: list[int] = []
        for position in range(start, end):
            char = text[position]
            if open_ and char in _CLOSERS[text[open_[-1]]]:
                self._pairs[open_.pop()] = position
            elif char in _PAIRED and self._opens(position):
                open_.append(position)
        self._straight = [
            position
            for position in range(start + 1, end)
            if text[position] == '"'
            and not text[position - 1].isspace()
            and (position + 1 >= end or not text[position + 1].isalnum())
        ]

    def outermost(self) -> list[Quotation]:
        found: list[Quotation] = []
        position = self._start
        while position < self._end:
            if not self._opens(position):
                position += 1
                continue
            close = self._closing(position)
            if close is None and self._text[position] not in _DOUBLE:
                self.lone = position if self._text[position] == "‘" else None
                position += 1  # a lone single mark is an apostrophe
                continue
            self.lone = None
            found.append(self._quotation(position, close))
            position = self._end if close is None else close + 1
        return found

    def unclosed(self, opening: int) -> Quotation:
        """A quotation that runs on beyond the stretch."""
        return self._quotation(opening, None)

    def _quotation(self, opening: int, close: int | None) -> Quotation:
        inner_end = self._end if close is None else close
        inner = self._text[opening + 1 : inner_end]
        first = opening + 1 + len(inner) - len(inner.lstrip())
        last = max(first, opening + 1 + len(inner.rstrip()))
        outer_end = self._end if close is None else close + 1
        return Quotation(first, last, opening, outer_end, closed=close is not None)

    def _opens(self, position: int) -> bool:
        text = self._text
        mark = text[position]
        if mark not in _CLOSERS or position + 1 >= self._end or text[position + 1].isspace():
            return False
        if mark in _PAIRED:
            return True
        if position > self._start and not _BEFORE_OPENING.match(text[position - 1]):
            return False
        return mark == '"' or not _ELISION.match(text, position + 1)

    def _closing(self, opening: int) -> int | None:
        mark = self._text[opening]
        if mark in _PAIRED:
            return self._pairs.get(opening)
        return self._closing_straight(opening) if mark == '"' else self._closing_single(opening)

    def _closing_straight(self, opening: int) -> int | None:
        first = bisect_right(self._straight, opening)
        candidates = self._straight[first : first + _MOST_INCHES]
        for number, position in enumerate(candidates):
            inches = self._text[position - 1].isdigit() and number + 1 < len(candidates)
            between = self._text[position + 1 : candidates[number + 1]] if inches else ""
            if inches and not _OPENING_AFTER.search(between):
                continue  # 6" wide, and the closing mark is still to come
            return position
        return None

    def _closing_single(self, opening: int) -> int | None:
        """The first mark that can close; a plural's apostrophe only if no better one follows."""
        text, end = self._text, self._end
        closers = _CLOSERS[text[opening]]
        doubtful: int | None = None
        position = opening + 1
        while position < end:
            char = text[position]
            if char in _DOUBLE and self._opens(position):
                position = (self._closing(position) or position) + 1
                continue
            if char == text[opening] and self._opens(position):
                break  # another one begins before this one ended
            followed = text[position + 1] if position + 1 < end else " "
            if char in closers and not text[position - 1].isspace() and not followed.isalnum():
                plural = text[position - 1] == "s" and re.match(r" [a-z]", text[position + 1 :][:2])
                if not plural:
                    return position
                doubtful = position if doubtful is None else doubtful
            position += 1
        return doubtful
