"""The app, and the one place that knows every package: it hands the screens what they need.

The file is two things. Imported by the server, it is the application: Streamlit behind the guard
of `assistant.ui.security`. Run by Streamlit for a visitor, it draws the page.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.errors import DebateError
from assistant.settings import CHECKOUT, Settings, read_settings
from assistant.ui.engine import engine_for
from assistant.ui.security import Guard
from assistant.ui.tools import Evals, Progress, Tools

RUNS = CHECKOUT / "runs"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@asynccontextmanager
async def warming(_: Any) -> AsyncIterator[None]:
    """Load the model while the first page is already on the screen."""
    try:
        engine_for(read_settings()).warm_up()
    except DebateError as error:  # every page says so, too
        logging.getLogger(__name__).error("%s", error)
    yield


def tools() -> Tools:
    """What the screens may use of the packages above them."""
    from assistant.writers.model.connection import keyed_providers
    from ingest.essays import analyse_folder
    from ingest.formats import SUFFIXES
    from ingest.indexing import build_index

    return Tools(
        build_index=build_index,
        analyse=analyse_folder,
        read_points=read_points,
        essay_suffixes=SUFFIXES,
        evals=Evals(RUNS, ("dev", "held", "all"), run_suite) if evals_offered() else None,
        models=found_models,
        providers=keyed_providers,
    )


@st.cache_data(ttl=30, show_spinner=False)
def found_models() -> list[str]:
    """What an Ollama beside the site offers; looked for twice a minute at most."""
    from assistant.writers.model.connection import local_models

    return local_models()


def read_points(
    corpus: Path, essay: str, writer: str, settings: Settings, progress: Progress
) -> None:
    """Have a chat model read an essay of the folder into points."""
    from ingest.reading.reader import Reader

    Reader(corpus, writer, settings).read(essay, progress)


def evals_offered() -> bool:
    """Whether the evals are offered: as the owner has set, else where only the owner can come."""
    wanted = read_settings().evals_page
    return st.get_option("server.address") in LOOPBACK if wanted is None else wanted


def run_suite(split: str, progress: Progress) -> dict[str, Any]:
    """Ask the reference cases of one half, or all, and keep the run beside the earlier ones."""
    from evals.runs import Suite
    from evals.runs import run_suite as run

    settings = read_settings()
    cases = CHECKOUT / "evals" / "reference.jsonl"
    half = cast(Literal["dev", "held", "all"], split)
    folder = RUNS / datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return run(Suite(cases, settings.corpus, half, name_swap=False), settings, folder, progress)


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(__file__, lifespan=warming, middleware=[Middleware(Guard)])
else:
    from assistant.ui.site import draw_site

    draw_site(read_settings, tools)
