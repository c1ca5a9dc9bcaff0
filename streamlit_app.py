"""The app, and the one place that knows every package: it hands the screens what they need.

The file is two things. Imported by the server, it is the application: Streamlit behind the guard
of `assistant.ui.security`. Run by Streamlit for a visitor, it draws the page.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.settings import Settings
from assistant.ui.engine import engine_for
from assistant.ui.security import Guard
from assistant.ui.tools import Tools


@asynccontextmanager
async def warming(_: Any) -> AsyncIterator[None]:
    """Load the model while the first page is already on the screen."""
    engine_for(Settings()).warm_up()
    yield


def tools() -> Tools:
    """What the screens may use of the packages above them."""
    from ingest.indexing import build_index

    return Tools(build_index=build_index)


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, lifespan=warming, middleware=[Middleware(Guard)])
else:
    from assistant.ui.site import draw_site

    draw_site(Settings(), tools())
