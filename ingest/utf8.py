"""Text files: UTF-8 or an error that names the line."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import CorpusError


def decode(content: bytes, path: Path) -> str:
    """The text of a UTF-8 file, without a byte order mark, lines ending in a line feed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorpusError(path, "the file is not UTF-8", "Save it as UTF-8.", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
