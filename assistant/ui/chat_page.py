"""The conversation: what was said so far, the question that is being asked, and the input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant.history import Conversation, Turn
from assistant.ui.actions import fill_row, open_row
from assistant.ui.asking import NotAnswered, ask
from assistant.ui.conversations import draw_conversations, enter, leave
from assistant.ui.first_screen import draw_first_screen
from assistant.ui.follow import follow
from assistant.ui.markup import Markup, join, tag
from assistant.ui.pending import Pending, ask_next, take_pending
from assistant.ui.share import draw_share
from assistant.ui.stored import read_answer
from assistant.ui.turn_view import draw_answer, question_html, whole_answer
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_LONGEST = 2000  # characters of a question
_INPUT = "question"


def draw_chat(visit: Visit) -> None:
    """The whole page; what is stored is drawn first, so a stop leaves the page whole."""
    conversation = _current(visit)
    turns = visit.history.turns(visit.visitor, conversation.id) if conversation else []
    st.bottom.chat_input(  # placed by hand: else the page runs to its end with every statement
        "Ask the essays",
        key=_INPUT,
        max_chars=_LONGEST,
        submit_mode="stop",
        on_submit=_submitted,
    )
    pending = take_pending()
    begun: Turn | None = None
    if pending:
        turns = _superseded(visit, turns, pending)
        conversation, begun = _begin(visit, conversation, pending)
    draw_conversations(visit, conversation)
    if begun or len(turns) > 1:
        follow(f"asked-{begun.id if begun else turns[-1].id}")
    if conversation is None:
        draw_first_screen(visit.debate)
        return
    st.html(tag("h1", visit.debate.question, cls="d-hidden"))
    draw_share(visit, conversation)
    _draw_turns(visit, conversation, turns, last_is_complete=begun is None)
    if pending and begun:
        _draw_asking(visit, [turn.question for turn in turns], begun, pending)


def _submitted() -> None:
    question = str(st.session_state.get(_INPUT) or "").strip()
    if question:
        ask_next(Pending(question))


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
            _draw_question(visit, turn)
            with st.chat_message("assistant"):
                answer = draw_answer(turn, visit.debate)
                row = open_row(turn, last)
                if answer:
                    fill_row(row, visit, answer, said.get(turn.id))


def _draw_asking(visit: Visit, earlier: Sequence[str], begun: Turn, pending: Pending) -> None:
    """Ask the pending question below the conversation, and draw the answer as it comes."""
    with _turn_container(begun, last=True):
        _draw_question(visit, begun)
        with st.chat_message("assistant"):
            slot = st.empty()
            row = open_row(begun, last=True)
            st.html(_hidden_while_running(f"actions-{begun.id}"))
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


def _draw_question(visit: Visit, turn: Turn) -> None:
    with st.chat_message("user"):
        st.html(question_html(turn.question, turn.asked_with, visit.debate, turn.id))


def _hidden_while_running(key: str) -> str:
    """A style: what can be done about an answer shows once it is complete, or was stopped."""
    running = '.stApp[data-test-script-state="running"]'
    return f"<style>{running} .st-key-{key} {{ visibility: hidden; }}</style>"


def _problem_html(problem: NotAnswered) -> Markup:
    return join(
        [
            tag("p", problem.message, cls="d-notice", role="alert"),
            tag("p", problem.hint, cls="d-steps") if problem.hint else None,
        ]
    )
