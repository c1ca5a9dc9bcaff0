"""The pages of the site: four that everybody uses, the rest behind a menu; on the phone, a row."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from assistant.ui.bring_page import draw_bring
from assistant.ui.chat_page import draw_chat
from assistant.ui.check_page import draw_check
from assistant.ui.essays_page import draw_essays
from assistant.ui.evals_page import draw_evals
from assistant.ui.map_page import draw_map
from assistant.ui.settings_page import draw_settings
from assistant.ui.shared_page import SHARED, draw_shared
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

MENU = "More"


def draw_page(visit: Visit) -> None:
    """The page that the address names, under the navigation."""
    shown, folded, hidden = _pages(visit)
    page = st.navigation({"": [*shown, *hidden], MENU: folded}, position="top")
    with st.container(
        horizontal=True, key="phone-nav", gap="small", vertical_alignment="center", wrap=False
    ):
        for one in shown:
            st.page_link(one, label=one.title)
        with st.popover(MENU, type="tertiary", key="phone-menu"):
            for one in folded:
                st.page_link(one, label=one.title)
    page.run()


def _pages(
    visit: Visit,
) -> tuple[list[StreamlitPage], list[StreamlitPage], list[StreamlitPage]]:
    """The pages in view, those in the menu, those that only links lead to.

    Pages have no icons: Streamlit would fetch the current page's from elsewhere.
    """

    def page(draw: Callable[[Visit], None], title: str, path: str) -> StreamlitPage:
        return st.Page(partial(draw, visit), title=title, url_path=path)

    visit.chat_page = st.Page(partial(draw_chat, visit), title="Ask", default=True)
    shown = [
        visit.chat_page,
        page(draw_essays, "Essays", "essays"),
        page(draw_check, "Check", "check"),
        page(draw_map, "Map", "map"),
    ]
    folded = []
    if visit.tools.analyse and visit.tools.build_index:
        folded.append(page(draw_bring, "Bring an essay", "bring"))
    if visit.tools.evals:
        folded.append(page(draw_evals, "Evals", "evals"))
    folded.append(page(draw_settings, "Settings", "settings"))
    linked = st.Page(
        partial(draw_shared, visit), title="Shared", url_path=SHARED, visibility="hidden"
    )
    return shown, folded, [linked]
