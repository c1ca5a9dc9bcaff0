"""The conversation: what was said so far, the question that is being asked, and the input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.asked import LONGEST_QUESTION
from assistant.history import Conversation, Turn
from assistant.ui.actions import ask_again, fill_row, open_row
from assistant.ui.asking import NotAnswered, ask
from assistant.ui.composer import draw_composer
from assistant.ui.conversations import draw_conversations, enter, leave
from assistant.ui.first_screen import draw_first_screen
from assistant.ui.follow import follow
from assistant.ui.markup import Markup, join, tag
from assistant.ui.pending import Pending, take_pending
from assistant.ui.settings_page import leaving_line
from assistant.ui.share import draw_share
from assistant.ui.stored import read_answer
from assistant.ui.turn_view import draw_answer, question_html, whole_answer
from assistant.ui.visit import Visit
from assistant.writers.model.connection import leaves_for

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def draw_chat(visit: Visit) -> None:
    """The whole page; what is stored is drawn first, so a stop leaves the page whole."""
    conversation = _current(visit)
    turns = visit.history.turns(visit.visitor, conversation.id) if conversation else []
    pending = take_pending()
    _tell_who_receives(visit, asking=pending is not None)
    first = st.empty()  # in one place, so that the first question takes it away at once
    if conversation is None and pending is None:
        draw_conversations(visit, None)
        with first.container():
            draw_first_screen(visit)
        return
    draw_composer(st.bottom)  # placed by hand: else the page runs to its end with every statement
    begun: Turn | None = None
    earlier = turns
    if pending:
        turns = _superseded(visit, turns, pending)
        earlier = _leant_on(turns, pending)
        conversation, begun = _begin(visit, conversation, pending)
    draw_conversations(visit, conversation)
    if begun or len(turns) > 1:
        follow(f"asked-{begun.id if begun else turns[-1].id}")
    st.html(tag("h1", visit.debate.question, cls="d-hidden"))
    if conversation:
        draw_share(visit, conversation)
        _draw_turns(visit, conversation, turns, last_is_complete=begun is None)
    if pending and begun:
        _draw_asking(visit, earlier, begun, pending)


def _tell_who_receives(visit: Visit, *, asking: bool) -> None:
    """Before the first question of a visitor leaves this machine: which provider it goes to."""
    recipient = leaves_for(visit.writer, visit.settings)
    if recipient is None or recipient in visit.preferences.get("told_of", ()):
        return
    st.warning(leaving_line(recipient))
    if asking:
        visit.prefer(told_of=[*visit.preferences.get("told_of", ()), recipient])


def _leant_on(turns: list[Turn], pending: Pending) -> list[Turn]:
    """The turns before the question: all of them, or those up to the one that it is about."""
    ids = [turn.id for turn in turns]
    if pending.of in ids:
        return turns[: ids.index(pending.of) + 1]
    if pending.beside in ids:
        return turns[: ids.index(pending.beside)]
    return turns


def _current(visit: Visit) -> Conversation | None:
    """The conversation that the address names, or the one this session was in."""
    named = st.query_params.get("chat") or st.session_state.get("conversation")
    found = visit.history.conversation(visit.visitor, named) if named else None
    if found:
        enter(found.id)
        return found
    if "chat" in st.query_params:
        text = (
            "There is no such conversation here: it was deleted, or it is another visitor’s. "
            "A conversation is shared as a file."
        )
        st.html(tag("p", text, cls="d-notice", role="note"))
    leave()
    return None


def _superseded(visit: Visit, turns: list[Turn], pending: Pending) -> list[Turn]:
    """The turns that stay when a question is asked again or put differently."""
    ids = [turn.id for turn in turns]
    if pending.replaces not in ids:
        return turns
    visit.history.drop_from(visit.visitor, pending.replaces)
    return turns[: ids.index(pending.replaces)]


def _begin(
    visit: Visit, conversation: Conversation | None, pending: Pending
) -> tuple[Conversation | None, Turn]:
    asked_with = pending.asked_with(visit.business, visit.preferences.get("writer"))
    begun, turn = visit.history.begin_turn(
        visit.visitor, conversation.id if conversation else None, pending.question, asked_with
    )
    enter(begun)
    found = visit.history.conversation(visit.visitor, begun)
    return found, Turn(turn, pending.question, None, {}, asked_with)


def _draw_turns(
    visit: Visit, conversation: Conversation, turns: Sequence[Turn], last_is_complete: bool
) -> None:
    said = visit.history.feedback.of(visit.visitor, conversation.id)
    for turn in turns:
        last = last_is_complete and turn is turns[-1]
        with _turn_container(turn, last):
            _draw_question(visit, turn, last)
            with st.chat_message("assistant"):
                answer = draw_answer(turn, visit.debate)
                row = open_row(turn, last)
                if answer:
                    fill_row(row, visit, answer, said.get(turn.id))


def _draw_asking(visit: Visit, earlier: Sequence[Turn], begun: Turn, pending: Pending) -> None:
    """Ask the pending question below the conversation, and draw the answer as it comes."""
    with _turn_container(begun, last=True):
        _draw_question(visit, begun, last=True)
        with st.chat_message("assistant"):
            slot = st.empty()
            row = open_row(begun, last=True)
            st.html(_hidden_while_running(f"actions-{begun.id}", f"edit-{begun.id}"))
            try:
                done = ask(visit, begun.id, pending, earlier, slot)
            except NotAnswered as problem:
                slot.html(_problem_html(problem))
                return
            answer = read_answer(done.answer or {})
            slot.html(whole_answer(answer, done, visit.debate))
            fill_row(row, visit, answer, None)


def _turn_container(turn: Turn, last: bool) -> DeltaGenerator:
    """A turn's place; the last one is at least as tall as the window, so it can start on top."""
    key = f"turn-{turn.id}"
    if last:
        st.html(f"<style>.st-key-{key} {{ min-height: calc(100dvh - 13rem); }}</style>")
    return st.container(key=key)


def _draw_question(visit: Visit, turn: Turn, last: bool) -> None:
    """The question; the last one can be put differently."""
    with st.chat_message("user"):
        head = question_html(turn.question, turn.asked_with, visit.debate, turn.id)
        if not last:
            st.html(head)
            return
        with st.container(
            horizontal=True, wrap=False, vertical_alignment="center", key=f"asked-row-{turn.id}"
        ):
            st.html(head, width="stretch")
            _draw_edit(turn)


def _draw_edit(turn: Turn) -> None:
    key = f"edited-{turn.id}"
    with (
        st.popover("Edit", icon=":material/edit:", type="tertiary", key=f"edit-{turn.id}"),
        st.form(f"edit-form-{turn.id}", border=False),
    ):
        st.text_area("Your question", turn.question, key=key, max_chars=LONGEST_QUESTION)
        st.form_submit_button("Ask this instead", on_click=_ask_edited, args=(turn, key))
        st.caption("This replaces the answer.")


def _ask_edited(turn: Turn, key: str) -> None:
    question = str(st.session_state.get(key, "")).strip()
    if question:
        ask_again(turn, question)


def _hidden_while_running(*keys: str) -> str:
    """A style: what can be done about an answer shows once it is complete, or was stopped."""
    running = '.stApp[data-test-script-state="running"]'
    rules = (f"{running} .st-key-{key} {{ visibility: hidden; }}" for key in keys)
    return f"<style>{' '.join(rules)}</style>"


def _problem_html(problem: NotAnswered) -> Markup:
    return join(
        [
            tag("p", problem.message, cls="d-notice", role="alert"),
            tag("p", problem.hint, cls="d-steps") if problem.hint else None,
        ]
    )
