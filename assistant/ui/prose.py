"""One statement as prose: its quotations in their essay's hue, its markers as badges."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answer import Statement
from assistant.ui.citations import ShownCitation, badge
from assistant.ui.markup import Markup, emphasised, join, tag

_MARKER = re.compile(r"\s?\[(\d{1,3})\]")
_OPEN = "“\"‘'"
_CLOSE = "”\"’'"


def prose(statement: Statement, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """The statement's sentence; citations that it does not mark itself follow it."""
    text = statement.text
    own = [cited[number] for number in statement.citations if number in cited]
    pieces: list[str] = []
    position = 0
    for start, end, item in quotations(text, own):
        pieces.append(_marked(text[position:start], cited, scope))
        pieces.append(tag("q", text[start:end], cls=f"d-quote d-hue{item.hue}"))
        position = end
    pieces.append(_marked(text[position:], cited, scope))
    marked = {int(number) for number in _MARKER.findall(text)}
    pieces += [_badge(item, scope) for item in own if item.citation.number not in marked]
    return join(pieces)


def streamed(statement: Statement) -> Markup:
    """A statement before its citations have arrived: the markers stand as plain numbers."""
    pieces: list[str] = []
    position = 0
    for match in _MARKER.finditer(statement.text):
        pieces.append(emphasised(statement.text[position : match.start()]))
        pieces.append(tag("span", match.group(1), cls="d-pending"))
        position = match.end()
    pieces.append(emphasised(statement.text[position:]))
    return join(pieces)


def bare(text: str) -> str:
    """Text without citation markers, for where badges are placed by hand."""
    return _MARKER.sub("", text).strip()


def quotations(text: str, own: list[ShownCitation]) -> list[tuple[int, int, ShownCitation]]:
    """Where the cited quotations stand in the text, with their quotation marks, in order."""
    found: list[tuple[int, int, ShownCitation]] = []
    for item in own:
        start = text.find(item.citation.quote)
        if start < 0:
            continue
        end = start + len(item.citation.quote)
        if start and text[start - 1] in _OPEN and end < len(text) and text[end] in _CLOSE:
            start, end = start - 1, end + 1
        if all(end <= taken[0] or taken[1] <= start for taken in found):
            found.append((start, end, item))
    return sorted(found, key=lambda place: place[0])


def _marked(text: str, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """Running text between quotations: markers of citations become badges."""
    pieces: list[str] = []
    position = 0
    for match in _MARKER.finditer(text):
        number = int(match.group(1))
        if number not in cited:
            continue
        pieces.append(emphasised(text[position : match.start()]))
        pieces.append(_badge(cited[number], scope))
        position = match.end()
    pieces.append(emphasised(text[position:]))
    return join(pieces)


def _badge(item: ShownCitation, scope: str) -> Markup:
    return join([Markup("&nbsp;"), badge(item, scope)])
