"""Serves `isolated`: reads requests from standard input, answers each with one line of JSON.

A request is a line {"what", "seconds", "bytes"} and that many bytes. `what` is a suffix, or the
notation of what an owner says of an essay.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable

from ingest.formats.markdown import read_markdown
from ingest.formats.plain import read_plain
from ingest.formats.trees import parse_tree
from ingest.formats.unreadable import Unreadable
from ingest.source import LeftOut, Piece

_MOST_MEMORY = 2 * 1024**3  # bytes of address space


def _docx(content: bytes, left_out: LeftOut) -> list[Piece]:
    from ingest.formats.docx import read_docx

    return read_docx(content, left_out)


def _html(content: bytes, left_out: LeftOut) -> list[Piece]:
    from ingest.formats.html import read_html

    return read_html(content.decode("utf-8"), left_out)


def _pdf(content: bytes, left_out: LeftOut) -> list[Piece]:
    from ingest.formats.pdf import read_pdf

    return read_pdf(content, left_out)


_READERS: dict[str, Callable[[bytes, LeftOut], list[Piece]]] = {
    ".docx": _docx,
    ".html": _html,
    ".md": lambda content, left_out: read_markdown(content.decode("utf-8"), left_out),
    ".pdf": _pdf,
    ".txt": lambda content, left_out: read_plain(content.decode("utf-8"), left_out),
}


def _limit(seconds: int) -> None:
    """Bounds the memory, and the computing time from now on."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows, or a stricter owner
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        until = int(time.process_time()) + 1 + seconds
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _answer(what: str, content: bytes) -> object:
    try:
        if what not in _READERS:
            return {"tree": parse_tree(what, content.decode("utf-8"))}
        left_out = LeftOut()
        pieces = _READERS[what](content, left_out)
        read = [(piece.kind, piece.text, piece.level) for piece in pieces]
        return {"pieces": read, "left_out": left_out.notes()}
    except Unreadable as error:
        return {"problem": error.problem, "hint": error.hint, "line": error.line}
    except MemoryError:
        return {"problem": "it takes too much memory to read", "hint": ""}
    except RecursionError:
        return {"problem": "it is nested too deeply to read", "hint": ""}
    except Exception as error:  # parsers of foreign formats fail in ways that they do not declare
        return {"problem": f"it is damaged ({type(error).__name__})", "hint": ""}


def _serve() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # whatever a parser prints is no answer
    for line in iter(sys.stdin.buffer.readline, b""):
        request = json.loads(line)
        _limit(request["seconds"])
        content = sys.stdin.buffer.read(request["bytes"])
        answers.write(json.dumps(_answer(request["what"], content)) + "\n")
        answers.flush()


if __name__ == "__main__":
    _serve()
