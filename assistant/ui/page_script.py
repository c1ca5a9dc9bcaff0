"""The script of all pages: keys, copying, quotations under the pointer, the composer's limit."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.asked import LONGEST_QUESTION

_SCRIPT = Path(__file__).with_name("page.js")


@lru_cache(maxsize=1)
def _component() -> Any:
    return st.components.v2.component("debate_page", js=_SCRIPT.read_text(encoding="utf-8"))


def draw_page_script() -> None:
    """Have the browser run it; drawn once on every page, and never seen."""
    with st.container(key="page-script"):
        _component()(key="page-script-component", data={"longest": LONGEST_QUESTION})
