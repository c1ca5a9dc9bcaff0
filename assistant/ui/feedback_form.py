"""What a reader says of an answer: a thumb and, where it points down, what is wrong with it."""

from __future__ import annotations

import streamlit as st

from assistant.history import FAULTS, Fault, Feedback, Turn
from assistant.ui.visit import Visit

_LABELS: dict[Fault, str] = {
    "wrong_essay": "Wrong essay",
    "wrong_speaker": "Wrong speaker",
    "missed_view": "Missed a view",
}


def draw_feedback(visit: Visit, turn: Turn, said: Feedback) -> None:
    """Draw the thumbs; below a thumb that points down, the form."""
    key = f"thumbs-{turn.id}"
    default = None if said.helpful is None else int(said.helpful)
    st.feedback(
        "thumbs", key=key, default=default, on_change=_store_thumb, args=(visit, turn.id, said)
    )
    thumb = st.session_state.get(key, default)
    if thumb is None or thumb:
        return
    popover = st.popover("What was wrong?", type="tertiary", key=f"wrong-{turn.id}")
    with popover, st.form(f"faults-{turn.id}", border=False):
        _draw_form(visit, turn, said)


def _draw_form(visit: Visit, turn: Turn, said: Feedback) -> None:
    faults = [
        fault
        for fault in FAULTS
        if st.checkbox(_LABELS[fault], fault in said.faults, key=f"{fault}-{turn.id}")
    ]
    note = st.text_input("In your words", said.note, key=f"note-{turn.id}", max_chars=500)
    if st.form_submit_button("Send"):
        visit.history.feedback.give(visit.visitor, turn.id, Feedback(False, tuple(faults), note))
        st.toast("Kept with the answer. Thank you.")


def _store_thumb(visit: Visit, turn: str, said: Feedback) -> None:
    thumb = st.session_state.get(f"thumbs-{turn}")
    helpful = None if thumb is None else bool(thumb)
    visit.history.feedback.give(visit.visitor, turn, Feedback(helpful, said.faults, said.note))
