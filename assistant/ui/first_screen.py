"""The first screen: what this is, the question, something to click, and who sits at the table."""

from __future__ import annotations

import streamlit as st

from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.ui.business import draw_business
from assistant.ui.citations import essay_link
from assistant.ui.composer import draw_composer
from assistant.ui.markup import Markup, join, plain, tag, whole_words
from assistant.ui.names import NAME, essay_names, position_label, position_mark, written_by
from assistant.ui.pending import Pending, ask_next
from assistant.ui.visit import Visit

_STARTERS = "starters"
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spelled(number: int) -> str:
    """Small numbers in words."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def draw_first_screen(visit: Visit) -> None:
    """Draw it around the composer; a click on a starter asks it."""
    debate = visit.debate
    count = spelled(len(debate.essays))
    st.html(
        join(
            [
                tag("p", f"{NAME} · {count} essay{'' if count == 'one' else 's'}", cls="d-kicker"),
                tag("h1", whole_words(debate.question), cls="d-title"),
                tag(
                    "p",
                    "Ask in your own words: you get an answer first, then who argues what, with "
                    "the words that prove it one click away.",
                    cls="d-lead",
                ),
            ]
        )
    )
    draw_composer(st.container(key="first-composer"))
    draw_business(visit, "first")
    starters = [starter for starter in debate.starters if starter != debate.question]
    if starters:
        st.pills(
            "Questions to start with",
            starters,
            format_func=plain,
            key=_STARTERS,
            on_change=_ask_starter,
            label_visibility="collapsed",
        )
    st.html(table_html(debate))


def _ask_starter() -> None:
    chosen = st.session_state.get(_STARTERS)
    if chosen:
        ask_next(Pending(chosen))


def table_html(debate: Debate, *, gists: bool = False) -> Markup:
    """The essays under the position that each holds, sides outside, `it depends` between them."""
    sides = [side.id for side in debate.sides]
    order: list[str | None] = [*sides[:1], CONDITIONAL, *sides[1:], None]
    columns = []
    for position in order:
        seated = [essay for essay in debate.essays if essay.position == position]
        if not seated and position in (None, CONDITIONAL):
            continue
        mark = position_mark(debate, position)
        head = tag(
            "h2",
            tag("span", mark, cls="d-mark", aria_hidden="true"),
            position_label(debate, position),
        )
        cards = [_card(essay, debate, gists) for essay in seated]
        empty = None if cards else tag("p", "No essay", cls="d-muted")
        columns.append(tag("section", head, tag("ul", join(cards), role="list"), empty))
    return tag(
        "div",
        None if gists else tag("p", "At the table", cls="d-kicker"),
        tag("div", join(columns), cls="d-seats"),
        role="group",
        aria_label="The essays and where they stand",
        cls="d-table",
    )


def _card(essay: Essay, debate: Debate, gists: bool) -> Markup:
    name = essay_names(debate)[essay.slug]
    contrarian = debate.contrarian is essay
    return tag(
        "li",
        tag(
            "a",
            tag("span", essay.title, cls="d-card-title"),
            tag(
                "span",
                written_by(essay),
                tag("span", "contrarian", cls="d-contrarian") if contrarian else None,
                cls="d-by",
            ),
            tag("span", essay.gist, cls="d-card-gist") if gists and essay.gist else None,
            href=essay_link(essay.slug),
            target="_self",
            cls=f"d-seat d-hue{name.hue}",
        ),
    )
