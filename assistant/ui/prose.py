"""One statement as prose: its quotations in their essay's hue, its markers as badges."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.answer import Statement
from assistant.ui.citations import ShownCitation, badge
from assistant.ui.markup import Markup, emphasised, join, tag

_MARKER = re.compile(r"\s?\[(\d{1,3})\]")
_MARKERS = re.compile(r"((?:\s?\[\d{1,3}\])+)([.,;:!?]*)")
_OPEN = "“\"‘'"
_CLOSE = "”\"’'"

Drawn = Callable[[int], Markup | None]


def prose(
    statement: Statement,
    cited: Mapping[int, ShownCitation],
    scope: str,
    text: str | None = None,
) -> Markup:
    """The statement's sentence, or `text` of it; unmarked citations of a whole one follow it."""
    whole = text is None
    text = statement.text if text is None else text
    own = [cited[number] for number in statement.citations if number in cited]
    pieces: list[str] = []
    position = 0
    for start, end, item in quotations(text, own):
        pieces.append(_marked(text[position:start], cited, scope))
        pieces.append(tag("q", text[start:end], cls=f"d-quote d-hue{item.hue}"))
        position = end
    pieces.append(_marked(text[position:], cited, scope))
    if whole:
        marked = {int(number) for number in _MARKER.findall(text)}
        pieces += [_badge(item, scope) for item in own if item.citation.number not in marked]
    return join(pieces)


def streamed(statement: Statement) -> Markup:
    """A statement before its citations have arrived: the markers stand as plain numbers."""

    def number(found: int) -> Markup:
        return tag("span", str(found), cls="d-pending")

    return join(_split(statement.text, number))


def bare(text: str) -> str:
    """Text without citation markers, for where badges are placed by hand."""
    return _MARKER.sub("", text).strip()


def first_mark(text: str) -> int:
    """Where the first citation marker ends; the text's end where it has none."""
    found = _MARKER.search(text)
    return found.end() if found else len(text)


def numbers_in(text: str) -> list[int]:
    """The citations that a text marks, in its order."""
    return [int(number) for number in _MARKER.findall(text)]


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

    def number(found: int) -> Markup | None:
        return _badge(cited[found], scope) if found in cited else None

    return join(_split(text, number))


def _split(text: str, drawn: Drawn) -> Iterator[str]:
    """Text and drawn numbers in turn; a mark that closes the clause stands before its numbers."""
    position = 0
    for match in _MARKERS.finditer(text):
        badges = [drawn(number) for number in numbers_in(match[1])]
        if None in badges:
            continue  # not a citation: the asker's own brackets, or a list's
        yield emphasised(text[position : match.start()] + match[2])
        yield join(badges)
        position = match.end()
    yield emphasised(text[position:])


def _badge(item: ShownCitation, scope: str) -> Markup:
    return join([Markup("&nbsp;"), badge(item, scope)])
