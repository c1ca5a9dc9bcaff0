"""Puts a PDF's lines together: paragraphs, headings, list items and quotations that stand in."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.formats.heading import looks_like_heading
from ingest.source import Piece

_COLUMN = 100.0  # points to the right of another margin: a column of its own
_INDENT = 12.0  # points inside its margin: stands in
_BULLET = re.compile(r"^(?:[•‣▪◦·●○∙■□➢✓\x7f\uf0b7\uf0a7*–-]|\(?\d{1,2}[.)])\s+(?=\S)")
_LONE_BULLET = re.compile(r"^(?:[^\w\s“”\"'‘’().…]|o|\(?\d{1,2}[.)])$")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


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
class _Paragraph:
    lines: list[Line]
    item: bool = False


def lay_out(lines: Sequence[Line]) -> list[Piece]:
    """The pieces that the lines make up, in reading order."""
    if not lines:
        return []
    weight: Counter[float] = Counter()
    for line in lines:
        weight[round(line.size, 1)] += len(line.text)
    body = weight.most_common(1)[0][0]
    margins = _margins([line for line in lines if abs(line.size - body) < 0.6])
    leading = _leading(lines, body)
    vocabulary = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(x.text for x in lines)))
    pieces: list[Piece] = []
    for paragraph in _paragraphs(lines, leading, margins):
        pieces.append(_piece(paragraph, body, margins, vocabulary, pieces))
    return pieces


def _margins(lines: Sequence[Line]) -> list[float]:
    """The left edges of the columns."""
    common = Counter(round(line.x) for line in lines)
    edges = sorted(x for x, count in common.items() if count * 8 >= len(lines))
    margins: list[float] = []
    for x in edges or [min((round(line.x) for line in lines), default=0)]:
        if not margins or x - margins[-1] >= _COLUMN:
            margins.append(x)
    return margins


def _leading(lines: Sequence[Line], body: float) -> float:
    gaps = Counter(
        round(above.y - below.y, 1)
        for above, below in itertools.pairwise(lines)
        if above.page == below.page and 0 < above.y - below.y < body * 3
    )
    return gaps.most_common(1)[0][0] if gaps else body * 1.2


def _inset(line: Line, margins: Sequence[float]) -> float:
    return line.x - max((m for m in margins if m <= line.x + 2), default=margins[0])


def _paragraphs(
    lines: Sequence[Line], leading: float, margins: Sequence[float]
) -> list[_Paragraph]:
    paragraphs: list[_Paragraph] = []
    bullet = False
    for line in lines:
        if _LONE_BULLET.match(line.text):
            bullet = True
            continue
        item = bullet or bool(_BULLET.match(line.text))
        if paragraphs and not item and _goes_on(paragraphs[-1], line, leading, margins):
            paragraphs[-1].lines.append(line)
        else:
            paragraphs.append(_Paragraph([line], item))
        bullet = False
    return paragraphs


def _goes_on(paragraph: _Paragraph, line: Line, leading: float, margins: Sequence[float]) -> bool:
    """Whether a line continues the paragraph above it."""
    last = paragraph.lines[-1]
    if abs(last.size - line.size) > 0.6 or last.bold != line.bold:
        return False
    if line.page != last.page or line.y > last.y + 2:  # the next page or column
        open_end = not re.search(r"[.!?:…][”’\"')\]]*$", last.text)
        return (open_end and (not last.bold)) or line.text[:1].islower()
    if last.y - line.y > leading * 1.3 + 0.5 * (line.size > 0):
        return False
    here, there = _inset(line, margins), _inset(last, margins)
    if paragraph.item:
        return here > 2 or len(paragraph.lines) > 1
    # A first line may stand in further than the rest; a later one that does begins anew.
    return here <= there + 3 and (len(paragraph.lines) == 1 or abs(here - there) <= 3)


def _piece(
    paragraph: _Paragraph,
    body: float,
    margins: Sequence[float],
    vocabulary: Counter[str],
    before: Sequence[Piece],
) -> Piece:
    first = paragraph.lines[0]
    text = _joined(paragraph.lines, vocabulary)
    if paragraph.item and not (first.bold or first.size > body * 1.1):
        return Piece("item", _BULLET.sub("", text), 1)
    short = len(text.split()) <= 20 and not text.endswith((".", ",", ";", ":"))
    if short and first.size > body * 1.1:
        return Piece("heading", text, 1 if first.size > body * 1.6 else 2)
    if first.bold and looks_like_heading(text):
        return Piece("heading", text, 2)
    follows = bool(before) and (before[-1].kind == "quote" or before[-1].text.endswith(":"))
    if min(_inset(line, margins) for line in paragraph.lines) >= _INDENT and (
        len(paragraph.lines) > 1 or follows
    ):
        return Piece("quote", text)
    return Piece("paragraph", text)


def _joined(lines: Sequence[Line], vocabulary: Counter[str]) -> str:
    """One text of several lines; a word parted at a line's end is whole again."""
    text = lines[0].text
    for line in lines[1:]:
        parted = re.search(r"([^\W\d_]+)[-\u00ad\u2010]$", text)
        rest = re.match(r"[^\W\d_]+", line.text)
        if parted and rest and rest[0][0].islower():
            soft = text.endswith("\u00ad")
            whole = not soft and _keeps_hyphen(parted[1], rest[0], vocabulary)
            text = (text if whole else text[:-1]) + line.text
        elif parted and rest:
            text += line.text  # a name such as Jean-/Paul
        else:
            text = f"{text} {line.text}"
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    return text


def _keeps_hyphen(left: str, right: str, vocabulary: Counter[str]) -> bool:
    """Whether the hyphen belongs to the word, judged by the words of the same document."""
    if vocabulary[f"{left}-{right}"]:
        return True
    if vocabulary[left + right]:
        return False
    return bool(vocabulary[left] and vocabulary[right] > 1)
