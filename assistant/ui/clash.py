"""Accords: a statement that sets voices side by side, as a card with each one's own words.

An agreement or a clash is told as "what it is (Voice [1]; Voice, quoted by Author [2])." The card
shows the first part as its head, and under it every voice with the quotation it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answer import Statement
from assistant.ui.citations import ShownCitation, badge
from assistant.ui.markup import Markup, emphasised, join, tag
from assistant.ui.names import speaker_line
from assistant.ui.prose import bare, numbers_in

_LONGEST = 320  # characters of a quotation shown in a card; all of it is behind the badge


def is_accord(statement: Statement, cited: Mapping[int, ShownCitation]) -> bool:
    """Whether the statement ends in a list of voices of at least two essays or speakers."""
    head, opened, tail = statement.text.rpartition(" (")
    voices = {
        (item.citation.essay, item.citation.voice)
        for number in numbers_in(tail)
        if (item := cited.get(number))
    }
    listed = all(not numbers_in(piece) or _short(piece) for piece in tail.split("]"))
    return bool(opened) and not numbers_in(head) and len(voices) > 1 and listed


def accord_card(statement: Statement, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """What it is about on top, the quotations below it, each under its speaker."""
    head, _, tail = statement.text.rpartition(" (")
    by_voice: dict[tuple[str, str | None], list[ShownCitation]] = {}
    for number in numbers_in(tail):
        item = cited[number]
        by_voice.setdefault((item.citation.essay, item.citation.voice), []).append(item)
    halves = [
        tag(
            "div",
            tag("p", speaker_line(items[0].citation, items[0].short), cls="d-speaker"),
            join(
                tag(
                    "p",
                    tag("q", f"“{_cut(item.citation.quote)}”", cls="d-quote"),
                    Markup("&nbsp;"),
                    badge(item, scope),
                )
                for item in items
            ),
            cls=f"d-half d-hue{items[0].hue}",
        )
        for items in by_voice.values()
    ]
    return tag(
        "div",
        tag("p", emphasised(bare(head) + ".")),
        tag("div", join(halves), cls="d-halves"),
        cls="d-clash",
    )


def _short(piece: str) -> bool:
    return len(piece.split()) < 16


def _cut(quote: str) -> str:
    """A quotation's beginning, cut at a word."""
    if len(quote) <= _LONGEST:
        return quote
    return quote[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:") + " …"
