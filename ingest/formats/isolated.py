"""Runs the readers of complex formats in a process of their own, with bounded time and memory.

A PDF, Word or HTML file can be made to keep its parser busy for ever or to exhaust the memory;
here that ends in a complaint about one file, and the process that serves readers never notices.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ingest.formats.unreadable import Unreadable
from ingest.source import Piece

SECONDS = 60  # of computing time, for one file
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
_DAMAGED = "Open it in its own program and save it anew, or supply it as Markdown or plain text."


def read_isolated(suffix: str, content: bytes, seconds: int = SECONDS) -> list[Piece]:
    """The pieces that `python -m ingest.formats SUFFIX` reads from the content."""
    paths = [str(_CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "ingest.formats", suffix, str(seconds)],
            input=content,
            capture_output=True,
            timeout=seconds * 2,  # a process that sleeps uses no computing time
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("it takes too long to read", _DAMAGED) from error
    try:
        answer = json.loads(done.stdout)
    except json.JSONDecodeError as error:  # the process was stopped at one of its limits
        raise Unreadable("it takes too much time or memory to read", _DAMAGED) from error
    if isinstance(answer, dict):
        raise Unreadable(answer["problem"], answer["hint"] or _DAMAGED)
    return [Piece(kind, text, level) for kind, text, level in answer]
