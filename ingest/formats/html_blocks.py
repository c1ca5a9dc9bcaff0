"""Walks an HTML element and gives its blocks, as a browser would lay them out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.source import LeftOut, Piece

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_UNSEEN = frozenset({"img", "video", "audio", "canvas", "map", "math", "input"})
_DASHES = "—–―-"
_ENDED = '.!?…”"’»'
_FOOTNOTE = re.compile(r"^\s*[\[(]?\d{1,3}[\])]?\s*$")


class _Walk:
    def __init__(self, left_out: LeftOut) -> None:
        self.left_out = left_out
        self.buffer: list[str] = []
        self.quotes = 0
        self.figures: list[Any] = []  # that hold a quotation, not a picture
        self.lists = 0
        self.items = 0

    def flush(self, heading: int = 0) -> Iterator[Piece]:
        """What was gathered since the last block, cut where two line breaks meet."""
        text, self.buffer = "".join(self.buffer), []
        for part in re.split(r"\0\s*\0+", text):
            words = part.replace("\0", " ").strip()
            if not words:
                continue
            if self.quotes:
                yield Piece("quote", words)
            elif heading:
                yield Piece("heading", words, heading)
            elif self.items:
                yield Piece("item", words, max(1, self.lists))
            else:
                yield Piece("paragraph", words)

    def blocks(self, element: Any) -> Iterator[Piece]:
        """The blocks inside an element, in order."""
        self.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                yield from self.child(child)
            self.text(child.tail)

    def child(self, child: Any) -> Iterator[Piece]:
        """The blocks of one child; inline ones only add to the text around them."""
        tag = child.tag
        if tag in _UNSEEN or (tag == "sup" and _FOOTNOTE.match(child.text_content())):
            return
        if tag == "figcaption" and not self.figures:
            if words := " ".join(child.text_content().split()):
                self.left_out.add("caption of a picture", words)
            return
        if self.is_credit(child):
            yield from self.flush()
            words = " ".join(child.text_content().split())
            if words:
                yield Piece("quote", words if words[0] in _DASHES else f"— {words}")
        elif tag == "br":
            self.buffer.append("\0")
        elif tag in _INLINE:
            self.buffer.append("“" if tag == "q" else "")
            yield from self.blocks(child)
            self.buffer.append("”" if tag == "q" else "")
        elif tag == "tr":
            yield from self.flush()
            cells = [" ".join(cell.text_content().split()) for cell in child.iter("td", "th")]
            self.buffer.append("; ".join(cell for cell in cells if cell))
            yield from self.flush()
        else:
            yield from self.flush()
            quoting = tag == "figure" and child.find(".//blockquote") is not None
            if quoting:
                self.figures.append(child)
            self.quotes += tag == "blockquote"
            self.lists += tag in {"ul", "ol"}
            self.items += tag == "li"
            yield from self.blocks(child)
            yield from self.flush(_HEADINGS.get(tag, 0))
            if quoting:
                self.figures.pop()
            self.quotes -= tag == "blockquote"
            self.lists -= tag in {"ul", "ol"}
            self.items -= tag == "li"

    def is_credit(self, element: Any) -> bool:
        """Whether an element says whose words a block quotation holds."""
        if element.tag == "figcaption":
            return bool(self.figures)
        if element.tag == "footer":
            return self.quotes > 0
        if element.tag != "cite" or not self.quotes or (element.tail or "").strip():
            return False
        # Alone on its line, or behind a full sentence: within one it is the title of a work.
        parent, before = element.getparent(), element.getprevious()
        if before is not None and before.tag in {"p", "br", "div"}:
            said = (before.tail or "").strip()
        else:
            said = (parent.text or "").strip() if before is None else "something"
        said = said.strip(_DASHES + " ")
        return (not said or said[-1] in _ENDED) and element.getnext() is None

    def text(self, words: str | None) -> None:
        if words:
            self.buffer.append(re.sub(r"[\0\s]+", " ", words))


def html_pieces(element: Any, left_out: LeftOut) -> Iterator[Piece]:
    """The pieces of an lxml element; `left_out` hears of the captions of pictures."""
    walk = _Walk(left_out)
    yield from walk.blocks(element)
    yield from walk.flush()
