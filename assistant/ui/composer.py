"""The composer: where a question is typed; a text that is too long is kept, not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from assistant.asked import LONGEST_QUESTION
from assistant.ui.markup import tag
from assistant.ui.pending import Pending, ask_next

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_INPUT = "question"
_OVERLONG = "overlong-question"
PLACEHOLDER = "Ask the essays"


def draw_composer(place: DeltaGenerator) -> None:
    """Draw it; the page's script counts, and holds back what is too long."""
    kept = st.session_state.get(_OVERLONG)
    if kept:
        _draw_overlong(kept)
    with place.container(key="composer"):
        st.chat_input(PLACEHOLDER, key=_INPUT, submit_mode="stop", on_submit=_submitted)
        st.html(tag("p", cls="d-composer-note", id="composer-note", role="status"))


def _submitted() -> None:
    question = str(st.session_state.get(_INPUT) or "").strip()
    if len(question) > LONGEST_QUESTION:  # a browser that runs no script of ours
        st.session_state[_OVERLONG] = question
    elif question:
        st.session_state.pop(_OVERLONG, None)
        ask_next(Pending(question))


def _draw_overlong(question: str) -> None:
    """The whole text, to be shortened."""
    said = (
        f"That has {len(question):,} characters; {LONGEST_QUESTION:,} is the most. Shorten it "
        "here, or ask about one part at a time. A whole text belongs under “Bring an essay”."
    )
    st.html(tag("p", said, cls="d-notice", role="alert"))
    with st.form("overlong", border=False):
        st.text_area("Your question", question, height=220, key="overlong-text")
        asked, dropped = st.columns([1, 1])
        asked.form_submit_button("Ask this", on_click=_shortened)
        dropped.form_submit_button("Drop it", type="tertiary", on_click=_dropped)


def _shortened() -> None:
    question = str(st.session_state.get("overlong-text") or "").strip()
    st.session_state[_OVERLONG] = question
    if len(question) <= LONGEST_QUESTION:
        st.session_state.pop(_OVERLONG)
        if question:
            ask_next(Pending(question))


def _dropped() -> None:
    st.session_state.pop(_OVERLONG, None)
