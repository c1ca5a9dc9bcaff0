"""Reads one file's content from standard input and writes its pieces as JSON: see isolated."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable

from ingest.formats.docx import read_docx
from ingest.formats.html import read_html
from ingest.formats.pdf import read_pdf
from ingest.formats.unreadable import Unreadable
from ingest.source import Piece

_MOST_MEMORY = 2 * 1024**3  # bytes of address space
_READERS: dict[str, Callable[[bytes], list[Piece]]] = {
    ".docx": read_docx,
    ".html": lambda content: read_html(content.decode("utf-8")),
    ".pdf": read_pdf,
}


def _limit(seconds: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows, or a stricter owner
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _answer(suffix: str, content: bytes) -> object:
    try:
        return [(piece.kind, piece.text, piece.level) for piece in _READERS[suffix](content)]
    except Unreadable as error:
        return {"problem": error.problem, "hint": error.hint}
    except MemoryError:
        return {"problem": "it takes too much memory to read", "hint": ""}
    except Exception as error:  # parsers of foreign formats fail in ways that they do not declare
        return {"problem": f"it is damaged ({type(error).__name__})", "hint": ""}


if __name__ == "__main__":
    _limit(int(sys.argv[2]))
    sys.stdout.write(json.dumps(_answer(sys.argv[1], sys.stdin.buffer.read())))
