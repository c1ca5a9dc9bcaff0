"""Text files: UTF-8 or an error that names the line."""

from __future__ import annotations

import re
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


_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page declares its encoding


def decode_html(content: bytes, path: Path) -> str:
    """The text of an HTML file: in UTF-8, else in the encoding that the page declares."""
    declared = _DECLARED.search(content[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        name = "windows-1252"  # so browsers read these, and so they are meant
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return decode(content.decode(name).encode("utf-8"), path)
        except LookupError:  # no encoding of that name
            return decode(content, path)
        except (UnicodeDecodeError, UnicodeEncodeError) as error:
            if name == "utf-8":
                return decode(content, path)
            hint = "Save it as UTF-8."
            raise CorpusError(path, f"the file is not in {name}, as it says", hint) from error
    return decode(content, path)
