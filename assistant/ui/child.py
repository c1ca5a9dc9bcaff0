"""Analyses a debate folder in a process of its own, with bounded time and memory.

A visitor's text may be made to keep a reader busy for ever or to exhaust the memory; here that
ends in a complaint about one essay, and whoever else is using the site never notices.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.domain import Debate
from assistant.errors import DebateError, UserError
from assistant.settings import CHECKOUT, Settings
from assistant.stored_debate import pack_debate, unpack_debate

SECONDS = 60  # of computing time
MEMORY = 3 * 1024**3  # bytes of address space

Analyse = Callable[[Path, Settings], Debate]


def analyse_apart(analyse: Analyse, corpus: Path, settings: Settings) -> Debate:
    """What `analyse`, a function of a module, makes of the folder.

    Raises:
        UserError: the folder is wrong, or takes too much time or memory.
    """
    name = f"{analyse.__module__}:{analyse.__qualname__}"
    paths = [str(CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
    too_much = UserError(
        "The essay takes too much time or memory to read.",
        "Shorten it, or save it anew as plain text.",
    )
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "assistant.ui.child", name, str(corpus)],
            input=settings.model_dump_json(include={"max_essay_bytes"}).encode(),
            capture_output=True,
            timeout=SECONDS * 2,  # a process that sleeps uses no computing time
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        raise too_much from error
    if "problem" in answer:
        raise UserError(answer["problem"], answer["hint"])
    return unpack_debate(answer["debate"])


def _answer(name: str, corpus: Path, settings: Settings) -> dict[str, Any]:
    module, _, function = name.partition(":")
    try:
        analyse: Analyse = getattr(importlib.import_module(module), function)
        return {"debate": pack_debate(analyse(corpus, settings))}
    except DebateError as error:
        return {"problem": error.message, "hint": error.hint}
    except (MemoryError, RecursionError):
        return {"problem": "The essay takes too much memory to read.", "hint": "Shorten it."}


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows, or a stricter owner
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit()
    given = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(_answer(sys.argv[1], Path(sys.argv[2]), Settings(**given))))
