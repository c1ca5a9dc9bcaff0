"""Picks the reader for a file's format and turns whatever fails in it into a plain complaint."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError
from ingest.formats.isolated import read_isolated
from ingest.formats.unreadable import Unreadable
from ingest.source import Source, clean_pieces
from ingest.utf8 import decode, decode_html

_TEXTS = {".md": decode, ".txt": decode, ".html": decode_html}
SUFFIXES = (".md", ".txt", ".html", ".pdf", ".docx")


def read_source(path: Path, content: bytes) -> Source:
    """The pieces of an essay file's content (for Markdown, of what follows its front matter)."""
    suffix = path.suffix.lower()
    if suffix in _TEXTS:
        content = _TEXTS[suffix](content, path).encode("utf-8")
    try:
        source = read_isolated(suffix, content)
    except Unreadable as error:
        raise CorpusError(path, error.problem, error.hint, error.line) from error
    readable = clean_pieces(source.pieces)
    if not readable:
        raise CorpusError(path, "the essay has no text", "Supply its text, or remove the file.")
    return Source(readable, source.notes)
