"""Runs the readers of all formats in a process of their own, with bounded time and memory.

A file can be made to keep its parser busy for ever or to exhaust the memory; here that ends in a
complaint about one file, and the process that serves readers never notices. A process reads one
file after the other; the one that failed at a file reads no other.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from ingest.formats.unreadable import Unreadable
from ingest.source import Piece, Source

SECONDS = 60  # of computing time, for one file
_MOST_FILES = 200  # that one process reads: what its parsers hold on to is given back
_CHECKOUT = Path(__file__).resolve().parent.parent.parent
_DAMAGED = "Open it in its own program and save it anew, or supply it as Markdown or plain text."


def read_isolated(suffix: str, content: bytes, seconds: int = SECONDS) -> Source:
    """The pieces that the content of a file with that suffix holds, not cleaned yet.

    Raises:
        Unreadable: it is damaged, or takes too much time or memory.
    """
    answer = _ask(suffix, content, seconds)
    pieces = tuple(Piece(kind, text, level) for kind, text, level in answer["pieces"])
    return Source(pieces, tuple(answer["left_out"]))


def parse_isolated(notation: str, text: str, seconds: int = SECONDS) -> dict[str, Any] | None:
    """The tree (see `trees`) of a text in that notation; None where it holds nothing.

    Raises:
        Unreadable: it is not in that notation; the problem is worded to follow a subject.
    """
    tree: dict[str, Any] | None = _ask(notation, text.encode(errors="replace"), seconds)["tree"]
    return tree


class _Reader:
    """One process that reads."""

    def __init__(self) -> None:
        paths = [str(_CHECKOUT), *filter(None, [os.environ.get("PYTHONPATH")])]
        self.files = 0
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "ingest.formats"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    def ask(self, what: str, content: bytes, seconds: int) -> bytes:
        """The answer's line; empty where the process died of the request."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.files += 1
        request = {"what": what, "seconds": seconds, "bytes": len(content)}
        # A process that sleeps uses no computing time, so the clock has a say too.
        guard = threading.Timer(seconds * 2, self.process.kill)
        guard.start()
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n" + content)
            self.process.stdin.flush()
            return self.process.stdout.readline()
        except OSError:
            return b""
        finally:
            guard.cancel()

    def stop(self) -> None:
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not yet written to it cannot be
                    pipe.close()
        self.process.wait()


_idle: list[_Reader] = []
_lock = threading.Lock()


def _ask(what: str, content: bytes, seconds: int) -> dict[str, Any]:
    with _lock:
        own = [reader for reader in _idle if reader.owner == os.getpid()]  # none after a fork
        reader = own.pop() if own else None
        _idle[:] = own
    reader = reader or _Reader()
    try:
        answer: dict[str, Any] = json.loads(reader.ask(what, content, seconds))
    except json.JSONDecodeError as error:  # the process was stopped at one of its limits
        reader.stop()
        raise Unreadable("it takes too much time or memory to read", _DAMAGED) from error
    except BaseException:
        reader.stop()
        raise
    if reader.files < _MOST_FILES:
        with _lock:
            _idle.append(reader)
    else:
        reader.stop()
    if "problem" in answer:
        raise Unreadable(answer["problem"], answer["hint"] or _DAMAGED, answer.get("line"))
    return answer


@atexit.register
def _stop_all() -> None:
    while _idle:
        reader = _idle.pop()
        if reader.owner == os.getpid():
            reader.stop()
