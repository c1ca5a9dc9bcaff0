"""A conversation to read and to print: everybody's who has its link, or the visitor's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.answer import Citation
from assistant.domain import Debate
from assistant.history import Conversation, Turn
from assistant.ui.answer_view import answer_html
from assistant.ui.citations import ShownCitation
from assistant.ui.markup import Markup, join, tag, whole_words
from assistant.ui.names import NAME, voice_line
from assistant.ui.stored import read_answer, read_shown
from assistant.ui.visit import Visit

SHARED = "shared"  # the page's path; `link` names what is shared, `chat` the visitor's own


def draw_shared(visit: Visit) -> None:
    """The whole page; a link that leads nowhere says so."""
    link = st.query_params.get("link", "")
    own = st.query_params.get("chat", "")
    found = visit.history.shared(link) if link else _own(visit, own)
    if found is None:
        text = "There is nothing behind this link: it was withdrawn, or never complete."
        st.html(tag("p", text, cls="d-notice", role="note"))
        return
    conversation, turns = found
    tools = [tag("button", "Print or save as PDF", type="button", cls="d-action", data_print=True)]
    if link:
        tools.append(
            tag("span", "Read only. ", tag("a", "Ask your own", href="./", target="_self"))
        )
    st.html(tag("p", join(tools, " "), cls="d-print-tools"))
    st.html(printed_html(conversation, turns, visit.debate))


def _own(visit: Visit, conversation: str) -> tuple[Conversation, list[Turn]] | None:
    found = visit.history.conversation(visit.visitor, conversation)
    return (found, visit.history.turns(visit.visitor, found.id)) if found else None


def printed_html(conversation: Conversation, turns: Sequence[Turn], debate: Debate) -> Markup:
    """Every question with its answer and, below it, each source in full."""
    pieces: list[str] = [
        tag("p", f"{NAME} · {conversation.updated:%d %B %Y}", cls="d-kicker"),
        tag("h1", whole_words(conversation.title), cls="d-title"),
    ]
    for number, turn in enumerate(turns):
        if number or turn.question != conversation.title:  # else it stands above already
            pieces.append(tag("h2", turn.question, cls="d-question"))
        pieces.append(_answer(turn, debate))
    return tag("article", join(pieces), cls="d-printed")


def _answer(turn: Turn, debate: Debate) -> Markup:
    if turn.answer is None:
        return tag("p", "Stopped before an answer.", cls="d-note")
    try:
        answer, cited = read_answer(turn.answer), read_shown(turn.shown)
    except (KeyError, TypeError, ValueError, AttributeError):
        return tag("p", "This answer is damaged in the database.", cls="d-note")
    sources = join(_source(item.citation, item) for item in cited.values())
    return join(
        [
            answer_html(answer, cited, debate, f"p{turn.id}"),
            tag("h3", "Sources") if sources else None,
            tag("ol", sources, cls="d-sources") if sources else None,
        ]
    )


def _source(citation: Citation, item: ShownCitation) -> Markup:
    said = citation.author  # an unsigned essay is known by its title
    if citation.role != "author":
        said = voice_line(citation.voice, citation.role, citation.attitude, citation.author)
    return tag(
        "li",
        tag("q", f"“{citation.quote}”", cls="d-quote"),
        f" {said}, “{citation.title}”." if said else f" “{citation.title}”.",
        value=citation.number,
        cls=f"d-hue{item.hue}",
    )
