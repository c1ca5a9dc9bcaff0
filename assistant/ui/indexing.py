"""Builds an index while a bar shows how far it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from assistant.settings import Settings
from assistant.ui.tools import BuildIndex


def build_with_bar(build: BuildIndex, corpus: Path, settings: Settings) -> Any:
    """The summary of the build; the bar is gone when it is done."""
    bar = st.progress(0.0, "Reading the essays …")

    def progress(stage: str, done: int, total: int) -> None:
        bar.progress(done / total if total else 0.0, f"{stage.capitalize()}: {done} of {total}")

    try:
        return build(corpus, settings, progress)
    finally:
        bar.empty()
