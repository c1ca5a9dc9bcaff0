"""Picks the reader for a file's format and turns whatever fails in it into a plain complaint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from assistant.errors import CorpusError
from ingest.formats.isolated import read_isolated
from ingest.formats.markdown import read_markdown
from ingest.formats.plain import read_plain
from ingest.formats.unreadable import Unreadable
from ingest.source import Piece, Source, clean_pieces
from ingest.utf8 import decode

_TEXTS: dict[str, Callable[[str], list[Piece]]] = {".md": read_markdown, ".txt": read_plain}
SUFFIXES = (".md", ".txt", ".html", ".pdf", ".docx")


def read_source(path: Path, content: bytes) -> Source:
    """The pieces of an essay file's content (for Markdown, of what follows its front matter)."""
    suffix = path.suffix.lower()
    try:
        if suffix in _TEXTS:
            pieces = _TEXTS[suffix](decode(content, path))
        else:
            if suffix == ".html":
                content = decode(content, path).encode("utf-8")
            pieces = read_isolated(suffix, content)
    except Unreadable as error:
        raise CorpusError(path, error.problem, error.hint) from error
    readable = clean_pieces(pieces)
    if not readable:
        raise CorpusError(path, "the essay has no text", "Supply its text, or remove the file.")
    return Source(readable)
