"""A conversation to keep or to send: a link, a file, a page to print."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlencode, urlsplit

import streamlit as st

from assistant.export import to_json, to_markdown
from assistant.history import Conversation, Turn
from assistant.ui.markup import join, tag
from assistant.ui.shared_page import SHARED
from assistant.ui.visit import Visit


def draw_share(visit: Visit, conversation: Conversation) -> None:
    """A small menu above the conversation; files are made when they are asked for."""

    def written(write: Callable[[Conversation, Sequence[Turn]], str]) -> str:
        return write(conversation, visit.history.turns(visit.visitor, conversation.id))

    name = file_name(conversation.title)
    with (
        st.container(horizontal=True, horizontal_alignment="right", key="share"),
        st.popover("Share", icon=":material/ios_share:", type="tertiary"),
    ):
        _draw_link(visit, conversation)
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
        page = f"{SHARED}?{urlencode({'chat': conversation.id, 'print': 1})}"
        words = "Print, or save as PDF"
        st.html(tag("a", words, href=page, target="_blank", cls="d-action"))


def _draw_link(visit: Visit, conversation: Conversation) -> None:
    """A link that opens for everybody on this server, from when it is made to its withdrawal."""
    token = visit.history.link_of(visit.visitor, conversation.id)
    if token is None:
        st.button(
            "Make a link",
            icon=":material/link:",
            key="make-link",
            on_click=_make_link,
            args=(visit, conversation.id),
            help="Whoever has it can read this conversation on this server.",
            width="stretch",
        )
        return
    address = f"{_origin()}/{SHARED}?{urlencode({'link': token})}"
    copy = tag("button", "Copy link", type="button", cls="d-action", data_copy="share-link")
    st.html(join([copy, tag("pre", address, id="share-link", hidden=True)]))
    st.button(
        "Withdraw the link",
        type="tertiary",
        key="withdraw-link",
        on_click=visit.history.unshare,
        args=(visit.visitor, conversation.id),
    )


def _make_link(visit: Visit, conversation: str) -> None:
    visit.history.share(visit.visitor, conversation)


def _origin() -> str:
    """Where the site is, as the visitor's browser sees it."""
    parts = urlsplit(str(st.context.url or ""))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def file_name(title: str) -> str:
    """A title as a file's name: letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60] or "conversation"
