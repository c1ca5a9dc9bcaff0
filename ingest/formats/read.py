"""Picks the reader for a file's format and checks what no reader should have to."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError
from ingest.formats.markdown import read_markdown
from ingest.source import Piece, Source, clean

SUFFIXES = (".md", ".txt", ".html", ".pdf", ".docx")


def read_source(path: Path, body: str) -> Source:
    """The essay's pieces."""
    pieces = [Piece(p.kind, clean(p.text), p.level) for p in read_markdown(body)]
    pieces = [piece for piece in pieces if piece.text]
    if not pieces:
        raise CorpusError(path, "the essay has no text", "Write its text below the front matter.")
    return Source(tuple(pieces))
