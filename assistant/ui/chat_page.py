"""The conversation: what was said so far, the question that is being asked, and the input."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.history import Conversation, Turn
from assistant.ui.actions import draw_actions
from assistant.ui.asking import NotAnswered, ask
from assistant.ui.conversations import draw_conversations
from assistant.ui.first_screen import draw_first_screen
from assistant.ui.markup import join, tag
from assistant.ui.pending import Pending, ask_next, take_pending
from assistant.ui.share import draw_share
from assistant.ui.stored import read_answer
from assistant.ui.turn_view import draw_answer, question_html, whole_answer
from assistant.ui.visit import Visit

_LONGEST = 2000  # characters of a question
_INPUT = "question"


def draw_chat(visit: Visit) -> None:
    """The whole page."""
    conversation = _current(visit)
    turns = visit.history.turns(visit.visitor, conversation.id) if conversation else []
    st.bottom.chat_input(  # placed by hand: the page then stays at the question it answers
        "Ask the essays",
        key=_INPUT,
        max_chars=_LONGEST,
        submit_mode="stop",
        on_submit=_submitted,
    )
    pending = take_pending()
    if pending and pending.replaces:
        kept = [turn.id for turn in turns]
        if pending.replaces in kept:
            visit.history.drop_from(visit.visitor, pending.replaces)
            turns = turns[: kept.index(pending.replaces)]
    if not turns and not pending:
        draw_first_screen(visit.debate)
    else:
        if conversation and turns:
            draw_share(visit, conversation, turns)
        _draw_turns(visit, conversation, turns, more=pending is not None)
    if pending:
        conversation = _draw_asking(visit, conversation, turns, pending)
    draw_conversations(visit, conversation)


def _submitted() -> None:
    question = str(st.session_state.get(_INPUT) or "").strip()
    if question:
        ask_next(Pending(question))


def _current(visit: Visit) -> Conversation | None:
    """The conversation that the address names, or the one this session was in."""
    named = st.query_params.get("chat") or st.session_state.get("conversation")
    if not named:
        return None
    found = visit.history.conversation(visit.visitor, named)
    if found is None:
        if "chat" in st.query_params:
            st.html(
                tag(
                    "p",
                    "There is no such conversation here: it was deleted, or it is another "
                    "visitor’s. A shared conversation comes as a file.",
                    cls="d-notice",
                    role="note",
                )
            )
        leave()
        return None
    enter(found.id)
    return found


def enter(conversation: str) -> None:
    """Make a conversation the current one, in the address too."""
    st.session_state["conversation"] = conversation
    st.query_params["chat"] = conversation


def leave() -> None:
    """Be in no conversation: the next question begins one."""
    st.session_state.pop("conversation", None)
    st.query_params.pop("chat", None)


def _draw_turns(
    visit: Visit, conversation: Conversation | None, turns: Sequence[Turn], more: bool
) -> None:
    said = visit.history.feedback.of(visit.visitor, conversation.id) if conversation else {}
    for turn in turns:
        with st.chat_message("user"):
            st.html(question_html(turn.question, turn.asked_with, visit.debate))
        with st.chat_message("assistant"):
            answer = draw_answer(turn, visit.debate)
            last = turn is turns[-1] and not more
            draw_actions(visit, turn, answer, said.get(turn.id), last)


def _draw_asking(
    visit: Visit, conversation: Conversation | None, turns: Sequence[Turn], pending: Pending
) -> Conversation | None:
    """Ask the pending question below the conversation, and draw the answer as it comes."""
    asked_with = pending.asked_with(visit.business, visit.preferences.get("writer"))
    begun, turn = visit.history.begin_turn(
        visit.visitor, conversation.id if conversation else None, pending.question, asked_with
    )
    enter(begun)
    with st.chat_message("user"):
        st.html(question_html(pending.question, asked_with, visit.debate))
    with st.chat_message("assistant"):
        slot = st.empty()
        try:
            done = ask(visit, turn, pending, [earlier.question for earlier in turns], slot)
        except NotAnswered as problem:
            slot.html(
                join(
                    [
                        tag("p", problem.message, cls="d-notice", role="alert"),
                        tag("p", problem.hint, cls="d-steps"),
                    ]
                )
            )
            done = Turn(turn, pending.question, None, {}, asked_with)
            draw_actions(visit, done, None, None, last=True)
        else:
            answer = read_answer(done.answer or {})
            slot.html(whole_answer(answer, done, visit.debate))
            draw_actions(visit, done, answer, None, last=True)
    return visit.history.conversation(visit.visitor, begun)
