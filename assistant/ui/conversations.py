"""The sidebar: start anew, search, open, rename and delete conversations."""

from __future__ import annotations

import streamlit as st

from assistant.history import Conversation
from assistant.ui.business import draw_business
from assistant.ui.markup import plain
from assistant.ui.visit import Visit

_LISTED = 40


def enter(conversation: str) -> None:
    """Make a conversation the current one, in the address too."""
    st.session_state["conversation"] = conversation
    st.query_params["chat"] = conversation


def leave() -> None:
    """Be in no conversation: the next question begins one."""
    st.session_state.pop("conversation", None)
    st.query_params.pop("chat", None)


def draw_conversations(visit: Visit, current: Conversation | None) -> None:
    """Draw the sidebar; drawn last, so that a conversation begun just now is in it."""
    with st.sidebar:
        st.button(
            "New conversation",
            icon=":material/add:",
            width="stretch",
            on_click=leave,
            key="new-conversation",
        )
        if current:
            draw_business(visit, "sidebar")
        search = st.text_input(
            "Search conversations",
            placeholder="Search conversations",
            label_visibility="collapsed",
            icon=":material/search:",
            key="search-conversations",
        )
        found = visit.history.conversations(visit.visitor, search or "")
        if not found:
            st.caption("Nothing found." if search else "Your conversations will be listed here.")
        with st.container(key="conversations", gap=None):
            for conversation in found[:_LISTED]:
                _draw_one(visit, conversation, current)
        if len(found) > _LISTED:
            st.caption(f"{len(found) - _LISTED} more: search for them.")


def _draw_one(visit: Visit, conversation: Conversation, current: Conversation | None) -> None:
    here = current is not None and current.id == conversation.id
    with st.container(horizontal=True, wrap=False, gap=None, vertical_alignment="center"):
        st.button(
            plain(conversation.title),
            key=f"open-{conversation.id}",
            type="secondary" if here else "tertiary",
            width="stretch",
            on_click=enter,
            args=(conversation.id,),
        )
        with st.popover(
            "Manage", icon=":material/more_horiz:", type="tertiary", key=f"manage-{conversation.id}"
        ):
            key = f"title-{conversation.id}"
            st.text_input(
                "Title",
                conversation.title,
                key=key,
                max_chars=80,
                on_change=_rename,
                args=(visit, conversation.id, key),
            )
            st.button(
                "Delete for good",
                key=f"delete-{conversation.id}",
                icon=":material/delete:",
                on_click=_delete,
                args=(visit, conversation.id, here),
            )


def _rename(visit: Visit, conversation: str, key: str) -> None:
    visit.history.rename(visit.visitor, conversation, str(st.session_state.get(key, "")))


def _delete(visit: Visit, conversation: str, here: bool) -> None:
    visit.history.delete(visit.visitor, conversation)
    if here:
        leave()
