"""The site: page set-up, navigation, and the index that has to exist before there is a debate."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

import streamlit as st

from assistant.errors import DebateError, IndexMissing
from assistant.settings import Settings
from assistant.ui.chat_page import draw_chat
from assistant.ui.engine import engine_for
from assistant.ui.essays_page import draw_essays
from assistant.ui.map_page import draw_map
from assistant.ui.markup import join, tag
from assistant.ui.tools import Tools
from assistant.ui.visit import Visit
from assistant.ui.visitor import visitor_key

NAME = "The Debate"
_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_ICON = Path(__file__).with_name("icon.png")

_log = logging.getLogger(__name__)


def draw_site(settings: Settings, tools: Tools) -> None:
    """Draw the page that the address names."""
    st.set_page_config(
        page_title=NAME,
        page_icon=str(_ICON) if _ICON.is_file() else None,
        layout="centered",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.html(f"<style>{_STYLE}</style>")
    try:
        visit = _arrive(settings, tools)
    except DebateError as error:
        _draw_problem(error)
        return

    visit.chat_page = st.Page(partial(draw_chat, visit), title="Ask", default=True)
    pages = [
        visit.chat_page,
        st.Page(partial(draw_essays, visit), title="Essays", url_path="essays"),
        st.Page(partial(draw_map, visit), title="Map", url_path="map"),
    ]
    st.navigation(pages, position="top").run()


def _arrive(settings: Settings, tools: Tools) -> Visit:
    engine = engine_for(settings)
    visitor = visitor_key()
    visit = Visit(engine, tools, visitor, engine.history.visitors.settings(visitor))
    try:
        _ = visit.assistant
    except IndexMissing:
        if tools.build_index is None:
            raise
        _build_index(visit, tools)
        _ = visit.assistant
    return visit


def _build_index(visit: Visit, tools: Tools) -> None:
    """Read the essays on the first visit, where nobody has run the ingest."""
    assert tools.build_index is not None
    bar = st.progress(0.0, "Reading the essays for the first time …")

    def progress(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 0.0, f"{stage}: {done} of {total}")

    tools.build_index(visit.corpus, visit.settings, progress)
    bar.empty()


def _draw_problem(error: DebateError) -> None:
    st.html(
        join(
            [
                tag("h1", "The debate cannot be opened", cls="d-title"),
                tag("p", error.message, cls="d-notice", role="alert"),
                tag("p", error.hint),
            ]
        )
    )
