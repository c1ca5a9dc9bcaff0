"""What importing costs: a mistake on the command line is answered before anything heavy loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.settings import CHECKOUT

HEAVY = (
    "chromadb",
    "langchain",
    "langchain_core",
    "numpy",
    "pydantic",
    "rich",
    "scipy",
    "sentence_transformers",
    "spacy",
    "streamlit",
    "torch",
    "transformers",
)


def loaded_after(code: str) -> list[str]:
    """Which heavy packages a fresh process holds after running the code."""
    report = f"import sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    "module", ["assistant", "assistant.answer", "assistant.debate", "assistant.__main__"]
)
def test_importing_the_assistant_loads_nothing_heavy(module: str) -> None:
    assert loaded_after(f"import {module}") == []


def test_the_probe_sees_what_is_loaded() -> None:
    assert loaded_after("import numpy") == ["numpy"]
    assert "pydantic" in loaded_after("import assistant.settings")
