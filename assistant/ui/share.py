"""A conversation as a file to keep or to send."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from assistant.export import to_json, to_markdown
from assistant.history import Conversation, Turn
from assistant.ui.visit import Visit


def draw_share(visit: Visit, conversation: Conversation) -> None:
    """A small menu above the conversation, with both forms of the file, made when asked for."""

    def written(write: Callable[[Conversation, Sequence[Turn]], str]) -> str:
        return write(conversation, visit.history.turns(visit.visitor, conversation.id))

    name = file_name(conversation.title)
    with (
        st.container(horizontal=True, horizontal_alignment="right", key="share"),
        st.popover("Share", icon=":material/ios_share:", type="tertiary"),
    ):
        st.caption("Every quotation keeps its essay, author, voice and place in the text.")
        st.download_button(
            "Markdown, to read",
            partial(written, to_markdown),
            f"{name}.md",
            "text/markdown",
            icon=":material/description:",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "JSON, to process",
            partial(written, to_json),
            f"{name}.json",
            "application/json",
            icon=":material/data_object:",
            on_click="ignore",
            width="stretch",
        )


def file_name(title: str) -> str:
    """A title as a file's name: letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "conversation"
