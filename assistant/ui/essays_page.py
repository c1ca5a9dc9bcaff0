"""The essays themselves: who wrote them, where they stand, and their text with its voices."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Debate, Essay
from assistant.ui.citations import essay_link
from assistant.ui.first_screen import table_html
from assistant.ui.follow import follow
from assistant.ui.markup import Markup, join, plain, tag
from assistant.ui.names import essay_names, position_label, position_mark, written_by
from assistant.ui.pending import Pending, ask_next
from assistant.ui.reader import SPAN, essay_html, trimmed
from assistant.ui.reading_tools import draw_reading_tools
from assistant.ui.visit import Visit


def draw_essays(visit: Visit) -> None:
    """One essay where the address names one; else all of them, to choose from."""
    debate = visit.debate
    essay = _named(debate)
    if essay is None:
        st.html(tag("h1", "The essays", cls="d-title"))
        st.html(table_html(debate, gists=True))
        return
    highlight = _highlight(essay)
    _draw_way_back(visit, highlight is not None)
    st.html(head_html(essay, debate))
    _draw_questions(visit, essay)
    reading = draw_reading_tools(essay, debate, highlight)
    st.html(essay_html(essay, essay_names(debate)[essay.slug].hue, debate, reading))
    if highlight:
        follow(SPAN, block="center")
    st.html(_neighbours(essay, debate))


def _named(debate: Debate) -> Essay | None:
    slug = st.query_params.get("essay")
    return next((essay for essay in debate.essays if essay.slug == slug), None)


def _highlight(essay: Essay) -> tuple[int, int] | None:
    """The span that the address asks to see; nonsense in the address is ignored."""
    try:
        start, end = int(st.query_params["from"]), int(st.query_params["to"])
    except (KeyError, ValueError):
        return None
    if not 0 <= start < end <= len(essay.text):
        return None
    start, end = trimmed(essay, start, end)
    return (start, end) if start < end else None


def _draw_way_back(visit: Visit, from_citation: bool) -> None:
    """Links back; whoever came by a citation was in their latest conversation."""
    conversation = st.session_state.get("conversation")
    if from_citation and not conversation:
        latest = visit.history.conversations(visit.visitor)
        conversation = latest[0].id if latest else None
    links = [tag("a", "← All essays", href="essays", target="_self")]
    if conversation:
        links.append(
            tag("a", "Back to the conversation", href=f"./?chat={conversation}", target="_self")
        )
    st.html(tag("p", join(links, "  ·  "), cls="d-crumbs"))


def head_html(essay: Essay, debate: Debate) -> Markup:
    """Title, author and position, with the sentence that states it."""
    name = essay_names(debate)[essay.slug]
    facts = [written_by(essay), essay.publisher, essay.date]
    position = join(
        [
            tag("span", position_mark(debate, essay.position), cls="d-mark", aria_hidden="true"),
            tag("span", position_label(debate, essay.position), cls="d-stands"),
            tag("span", "contrarian", cls="d-contrarian") if debate.contrarian is essay else None,
            tag("span", "as it was read, not confirmed", cls="d-muted")
            if essay.position_is_proposed
            else None,
        ]
    )
    thesis = None
    if essay.thesis:
        thesis = tag("p", f"“{essay.text[slice(*essay.thesis)].strip(' :;,')}”", cls="d-thesis")
    return tag(
        "header",
        tag("p", " · ".join(fact for fact in facts if fact), cls="d-kicker"),
        tag("h1", essay.title, cls="d-title"),
        tag("p", position, cls="d-position"),
        thesis,
        tag("p", tag("strong", "In short: "), essay.gist, cls="d-in-short") if essay.gist else None,
        tag("p", essay.note, cls="d-note") if essay.note else None,
        cls=f"d-head d-hue{name.hue}",
    )


def _draw_questions(visit: Visit, essay: Essay) -> None:
    who = essay.author or f"“{essay.title}”"
    key = f"about-{essay.slug}"
    chosen = st.pills(
        "Ask about this essay",
        [f"Sum up what {who} argues.", f"What would {who} advise me to do first?"],
        format_func=plain,
        key=key,
        label_visibility="collapsed",
    )
    if chosen and visit.chat_page is not None:
        ask_next(Pending(chosen))
        st.switch_page(visit.chat_page)


def _neighbours(essay: Essay, debate: Debate) -> Markup:
    names = essay_names(debate)
    links = [
        tag(
            "a",
            names[other.slug].short,
            href=essay_link(other.slug),
            target="_self",
            cls=f"d-neighbour d-hue{names[other.slug].hue}",
        )
        for other in debate.essays
        if other is not essay
    ]
    return tag(
        "nav", "Read on:", join(links), cls="d-crumbs d-neighbours", aria_label="Other essays"
    )
