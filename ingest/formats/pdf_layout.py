"""Puts a PDF's lines together to paragraphs, by where they stand on the page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

COLUMN = 100.0  # points to the right of another margin: a column of its own
_SAME_SIZE = 0.6  # points
BULLET = re.compile(r"^(?:[•‣▪◦·●○∙■□➢✓\x7f\uf0b7\uf0a7*–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_LONE_BULLET = re.compile(r"^(?:[^\w\s“”\"'‘’().…]|o|\(?\d{1,2}[.)])$")
_CLOSED = re.compile(r"[.!?:…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line on a page; x and y in points from the lower left corner, as is the font size."""

    text: str
    page: int
    x: float
    y: float
    size: float
    bold: bool


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `inset` in points from the column's left edge."""

    lines: list[Line]
    inset: float
    item: bool = False  # a bullet stands before it
    tight: bool = False  # no space above, although it stands in like the paragraph above


def body_size(lines: Sequence[Line]) -> float:
    """The font size that most of the text is set in."""
    weight: Counter[float] = Counter()
    for line in lines:
        weight[round(line.size, 1)] += len(line.text)
    return weight.most_common(1)[0][0]


def gather_paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The paragraphs, in reading order."""
    body = body_size(lines)
    text = [line for line in lines if abs(line.size - body) < _SAME_SIZE]
    margins = _margins(text)
    gaps = Counter(
        round(above.y - below.y, 1)
        for above, below in itertools.pairwise(text)
        if above.page == below.page and 0 < above.y - below.y < body * 3
    )
    page = _Page(margins, gaps.most_common(1)[0][0] if gaps else body * 1.2, text)
    paragraphs: list[Paragraph] = []
    bullet = False
    for line in lines:
        if _LONE_BULLET.match(line.text):
            bullet = True
            continue
        plain = not line.bold and line.size <= body + _SAME_SIZE  # `1.` may number a heading
        item = bullet or (plain and bool(BULLET.match(line.text)))
        bullet = False
        above = paragraphs[-1] if paragraphs else None
        if above is not None and not item and page.goes_on(above, line):
            above.lines.append(line)
            above.inset = min(above.inset, page.inset(line))
        else:
            inset = page.inset(line)
            tight = above is not None and abs(above.inset - inset) < 3 and page.near(above, line)
            paragraphs.append(Paragraph([line], inset, item, tight))
    return paragraphs


def _margins(lines: Sequence[Line]) -> list[float]:
    """The left edges of the columns."""
    common = Counter(round(line.x) for line in lines)
    edges = sorted(x for x, count in common.items() if count * 8 >= len(lines))
    margins: list[float] = []
    for x in edges or [min(round(line.x) for line in lines)]:
        if not margins or x - margins[-1] >= COLUMN:
            margins.append(x)
    return margins


class _Page:
    """What lines are measured against: the columns' edges, the line spacing, the line length."""

    def __init__(self, margins: list[float], leading: float, lines: Sequence[Line]) -> None:
        self.margins = margins
        self.leading = leading
        self.length = max(len(line.text) for line in lines)  # of the longest line, in characters

    def inset(self, line: Line) -> float:
        """How far a line stands in from its column's edge; never negative."""
        edge = max((m for m in self.margins if m <= line.x + 2), default=line.x)
        return max(0.0, line.x - edge)

    def near(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether a line stands right below a paragraph, without space between."""
        last = paragraph.lines[-1]
        leading = max(self.leading * 1.3, line.size * 1.45)
        return line.page == last.page and 0 < last.y - line.y <= leading

    def goes_on(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether a line continues the paragraph above it."""
        last = paragraph.lines[-1]
        if abs(last.size - line.size) > _SAME_SIZE or last.bold != line.bold:
            return False
        if line.page != last.page or line.y > last.y + 2:  # the next page or column
            return not self._has_room(paragraph, line)
        if not self.near(paragraph, line):
            return False
        here, there = self.inset(line), self.inset(last)
        if paragraph.item:
            return here > 2 or len(paragraph.lines) > 1
        if here > 2 and self._has_room(paragraph, line):
            return False
        # A first line may stand in further than the rest; a later one that does begins anew.
        return here <= there + 3 and (len(paragraph.lines) == 1 or abs(here - there) <= 3)

    def _has_room(self, paragraph: Paragraph, line: Line) -> bool:
        """Whether a sentence was ended and its line left although the next word had room."""
        last = paragraph.lines[-1]
        if not _CLOSED.search(last.text) or line.text[:1].islower():
            return False
        above = [len(line.text) for line in paragraph.lines[:-1]]
        lost = self.inset(last) / (last.size * 0.45)  # characters that would stand in the inset
        length = max(above) if above else self.length - lost
        return len(last.text) + 1 + len(line.text.split()[0]) < length * 0.9
