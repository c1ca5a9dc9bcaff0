"""The row of actions under an answer, and what readers say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.history import Feedback, Turn
from assistant.ui.feedback_form import draw_feedback
from assistant.ui.follow_ups import ask_essay, challenge, leave_out, other_essays
from assistant.ui.markup import plain
from assistant.ui.names import essay_names
from assistant.ui.pending import Pending, ask_next
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


@dataclass(frozen=True, slots=True)
class ActionRow:
    """The row under an answer; what needs an answer is filled in once there is one."""

    turn: Turn
    last: bool
    follow_ups: DeltaGenerator
    judging: DeltaGenerator
    suggestions: DeltaGenerator


def open_row(turn: Turn, last: bool) -> ActionRow:
    """Draw what every turn offers, answered or not: asking again, and asking differently.

    The forms of earlier turns are drawn when they are opened, so that a long conversation does
    not make the next answer wait for them.
    """
    with st.container(
        horizontal=True, key=f"actions-{turn.id}", gap="small", vertical_alignment="center"
    ):
        follow_ups = st.container(horizontal=True, width="content")
        _draw_retry(turn, last)
        judging = st.container(horizontal=True, width="content", vertical_alignment="center")
    return ActionRow(turn, last, follow_ups, judging, st.container())


def fill_row(row: ActionRow, visit: Visit, answer: Answer, said: Feedback | None) -> None:
    """Draw what an answer offers; the follow-ups stand under the last one only."""
    if row.last and answer.status != "refused":
        with row.follow_ups:
            _draw_follow_ups(visit, row.turn, answer)
    with row.judging:
        draw_feedback(visit, row.turn, said or Feedback(), row.last)
    if row.last and answer.suggestions:
        with row.suggestions:
            _draw_suggestions(row.turn, answer)


def _draw_follow_ups(visit: Visit, turn: Turn, answer: Answer) -> None:
    debate = visit.debate
    names = essay_names(debate)
    against = challenge(answer, debate)
    if against:
        st.button(
            "Challenge this",
            key=f"challenge-{turn.id}",
            icon=":material/swords:",
            on_click=ask_next,
            args=(against,),
        )
    essay = st.menu_button(
        "Ask another essay",
        other_essays(answer, debate),
        format_func=lambda e: plain(f"{names[e.slug].short}: {e.title}"),
        key=f"another-{turn.id}",
        icon=":material/record_voice_over:",
    )
    if essay:
        ask_next(ask_essay(answer, essay, debate))
        st.rerun()
    without = tuple(turn.asked_with.get("without", ()))
    left = [essay for essay in debate.essays if essay.slug not in without]
    if len(left) > 1:
        gone = st.menu_button(
            "Without…",
            left,
            format_func=lambda e: plain(f"Without {names[e.slug].short}"),
            key=f"without-{turn.id}",
            icon=":material/person_remove:",
            help="Ask the same without one essay, and see whether the answer changes.",
        )
        if gone:
            ask_next(leave_out(answer, gone.slug, without))
            st.rerun()


def _draw_retry(turn: Turn, last: bool) -> None:
    st.button(
        "Ask again",
        key=f"retry-{turn.id}",
        icon=":material/refresh:",
        type="tertiary",
        on_click=_ask_again,
        args=(turn, turn.question),
    )
    popover = st.popover(
        "Edit",
        icon=":material/edit:",
        type="tertiary",
        key=f"edit-{turn.id}",
        on_change="ignore" if last else "rerun",
    )
    if popover.open is False:
        return
    key = f"edited-{turn.id}"
    with popover, st.form(f"edit-form-{turn.id}", border=False):
        st.text_area("Your question", turn.question, key=key, max_chars=2000)
        st.form_submit_button("Ask this instead", on_click=_ask_edited, args=(turn, key))
        st.caption("This replaces the answer and whatever followed it.")


def _ask_edited(turn: Turn, key: str) -> None:
    question = str(st.session_state.get(key, "")).strip()
    if question:
        _ask_again(turn, question)


def _ask_again(turn: Turn, question: str) -> None:
    kept = turn.asked_with
    ask_next(
        Pending(
            question,
            without=tuple(kept.get("without", ())),
            replaces=turn.id,
            about=kept.get("about"),
            compare=kept.get("compare"),
        )
    )


def _draw_suggestions(turn: Turn, answer: Answer) -> None:
    key = f"suggested-{turn.id}"
    st.pills(
        "Questions that work" if answer.status == "refused" else "Ask next",
        answer.suggestions,
        format_func=plain,
        key=key,
        on_change=_ask_suggestion,
        args=(key,),
    )


def _ask_suggestion(key: str) -> None:
    chosen = st.session_state.get(key)
    if chosen:
        ask_next(Pending(chosen))
