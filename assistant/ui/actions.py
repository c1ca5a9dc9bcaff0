"""Under an answer: questions that follow on, and one quiet row of what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from assistant.answer import Answer
from assistant.export import answer_text
from assistant.history import Feedback, Turn
from assistant.ui.answer_view import is_short
from assistant.ui.feedback_form import draw_feedback
from assistant.ui.follow_ups import FORMS, leave_out, other_side, used_essays
from assistant.ui.markup import Markup, join, plain, tag
from assistant.ui.names import essay_names
from assistant.ui.pending import Pending, ask_next
from assistant.ui.question_back import draw_question_back
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

QUOTING = "quoting"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """The place under an answer; what needs an answer is filled in once there is one."""

    turn: Turn
    last: bool
    suggestions: DeltaGenerator
    row: DeltaGenerator
    again: DeltaGenerator


def open_row(turn: Turn, last: bool) -> ActionRow:
    """Make the place; a question without an answer can be asked again there."""
    suggestions = st.container()
    row = st.container(
        horizontal=True, key=f"actions-{turn.id}", gap="small", vertical_alignment="center"
    )
    again = row.empty()
    if turn.answer is None and not turn.damaged:
        with again:
            _draw_again(turn)
    return ActionRow(turn, last, suggestions, row, again)


def fill_row(place: ActionRow, visit: Visit, answer: Answer, said: Feedback | None) -> None:
    """Draw what an answer offers; a question back stands under the last one only."""
    with place.suggestions:
        if place.last:
            draw_question_back(visit, place.turn, answer)
        if answer.suggestions:
            _draw_suggestions(place.turn, answer)
    place.again.empty()
    with place.row:
        if not is_short(answer):
            st.html(_copy_html(answer, place.turn.id), width="content")
            if len(answer.citations) + len(answer.statements) > 2:  # else it is one sentence
                _draw_forms(place.turn)
            if "of" not in place.turn.asked_with:
                _draw_other_voices(visit, place.turn, answer)
        if _writes_anew(visit, place.turn):
            _draw_again(place.turn, place="again")
        if answer.status == "refused" or not is_short(answer):
            draw_feedback(visit, place.turn, said or Feedback())


def _copy_html(answer: Answer, turn: str) -> Markup:
    """The button, and what it copies: the answer with its sources."""
    label = "Copy with sources" if answer.citations else "Copy"
    return join(
        [
            tag("button", label, type="button", cls="d-quiet", data_copy=f"copy-{turn}"),
            tag("pre", answer_text(answer), id=f"copy-{turn}", hidden=True),
        ]
    )


def _draw_forms(turn: Turn) -> None:
    """The same answer in another form than it has; each is a new, short turn."""
    for label, question in FORMS.items():
        if question == turn.question:
            continue
        st.button(
            label,
            key=f"form-{label}-{turn.id}",
            type="tertiary",
            on_click=ask_next,
            args=(Pending(question, of=turn.id),),
        )


def _draw_other_voices(visit: Visit, turn: Turn, answer: Answer) -> None:
    debate = visit.debate
    against = other_side(answer, debate)
    if against:
        st.button(
            "Other side",
            key=f"other-{turn.id}",
            type="tertiary",
            on_click=ask_next,
            args=(against,),
        )
    names = essay_names(debate)
    without = tuple(turn.asked_with.get("without", ()))
    used = used_essays(answer, debate)
    if not used or len(debate.essays) - len(without) < 2:
        return
    gone = st.menu_button(
        "Without an essay",
        used,
        format_func=lambda essay: plain(f"Without {names[essay.slug].short}"),
        key=f"without-{turn.id}",
        type="tertiary",
        help="Ask the same without one essay, and see whether the answer changes.",
    )
    if gone:
        ask_next(leave_out(answer, gone.slug, without, turn.id))
        st.rerun()


def _writes_anew(visit: Visit, turn: Turn) -> bool:
    """Whether the answer may differ when it is asked for again: a language model writes."""
    return (turn.asked_with.get("writer") or visit.writer) != QUOTING


def _draw_again(turn: Turn, place: str = "retry") -> None:
    st.button(
        "Ask again",
        key=f"{place}-{turn.id}",
        type="tertiary",
        on_click=ask_again,
        args=(turn, turn.question),
    )


def ask_again(turn: Turn, question: str) -> None:
    """Ask in the turn's place; it and what follows it are replaced."""
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
