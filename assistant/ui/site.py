"""The site: page set-up, navigation, and the index that has to exist before there is a debate."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant.errors import DebateError, IndexMissing
from assistant.settings import Settings
from assistant.ui.engine import engine_for
from assistant.ui.indexing import build_with_bar
from assistant.ui.markup import join, tag
from assistant.ui.names import NAME
from assistant.ui.navigation import draw_page
from assistant.ui.page_script import draw_page_script
from assistant.ui.settings_page import look_css
from assistant.ui.tools import Tools
from assistant.ui.visit import Visit
from assistant.ui.visitor import visitor_key

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
_ICON = Path(__file__).with_name("icon.png")


def draw_site(read_settings: Callable[[], Settings], find_tools: Callable[[], Tools]) -> None:
    """Draw the page that the address names."""
    st.set_page_config(
        page_title=NAME,
        page_icon=str(_ICON),  # a named icon would be fetched from elsewhere
        layout="centered",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    st.logo(str(_ICON), size="large")
    st.html(f"<style>{_STYLE}</style>")
    try:
        visit = _arrive(read_settings(), find_tools())
    except DebateError as error:
        _draw_problem(error)
        return
    draw_page_script()
    if look := look_css(visit):
        st.html(look)
    try:
        draw_page(visit)
    except DebateError as error:
        _draw_problem(error)


def _arrive(settings: Settings, tools: Tools) -> Visit:
    engine = engine_for(settings)
    visitor = visitor_key()
    visit = Visit(engine, tools, visitor, engine.history.visitors.settings(visitor))
    try:
        _ = visit.assistant
    except IndexMissing:
        if tools.build_index is None:
            raise
        build_with_bar(tools.build_index, visit.corpus, settings)
        _ = visit.assistant
    return visit


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
