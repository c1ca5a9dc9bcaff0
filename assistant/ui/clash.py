"""Clash cards: one statement that sets quotations against each other, laid out side by side."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.answer import Statement
from assistant.ui.citations import ShownCitation, badge
from assistant.ui.markup import Markup, emphasised, join, tag
from assistant.ui.prose import bare, prose, quotations


def is_clash(statement: Statement, cited: Mapping[int, ShownCitation]) -> bool:
    """Whether the statement quotes at least two essays."""
    own = [cited[number] for number in statement.citations if number in cited]
    return len({item.citation.essay for _, _, item in quotations(statement.text, own)}) > 1


def clash_card(statement: Statement, cited: Mapping[int, ShownCitation], scope: str) -> Markup:
    """What the clash is about on top, the quotations below it, each under its speaker."""
    own = [cited[number] for number in statement.citations if number in cited]
    lead = ""
    halves = []
    position = 0
    for start, end, item in quotations(statement.text, own):
        before = bare(statement.text[position:start])
        if position == 0:
            lead, before = _split_lead(before)
        halves.append(
            tag(
                "div",
                tag("p", emphasised(before), " ", badge(item, scope)),
                tag("p", tag("q", statement.text[start:end], cls="d-quote")),
                cls=f"d-half d-hue{item.hue}",
            )
        )
        position = end
    rest = bare(statement.text[position:])
    if len(halves) < 2:
        return tag("div", tag("p", prose(statement, cited, scope)), cls="d-clash")
    return tag(
        "div",
        tag("p", emphasised(lead)) if lead else None,
        tag("div", join(halves), cls="d-halves"),
        tag("p", emphasised(rest)) if rest.strip(" .") else None,
        cls="d-clash",
    )


def _split_lead(text: str) -> tuple[str, str]:
    """What is said before the first speaker is introduced, and the introduction."""
    lead, stop, introduction = text.rpartition(". ")
    return (lead + stop.strip(), introduction) if stop else ("", text)
