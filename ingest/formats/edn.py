"""EDN, as far as it heads an essay: Clojure's notation for maps, vectors, texts and keywords."""

from __future__ import annotations

import json
import re
from typing import Any

_TOKEN = re.compile(
    r'(?:[\s,]+|;[^\n]*)*(?P<token>"(?:\\.|[^"\\])*"|#\{|#\w+|[{}\[\]()]|[^\s,;"{}\[\]()]+|$)', re.S
)
_CLOSERS = {"{": "}", "#{": "}", "[": "]", "(": ")"}
_DEEPEST = 20
_LITERALS = {"nil": None, "true": True, "false": False}


def parse_edn(text: str) -> Any:
    """The one value that the text holds, as dicts, lists and texts; ValueError if it is none."""
    value, end = read_edn(text, 0)
    if _next(text, end)[0]:
        raise ValueError("something follows the map")
    return value


def read_edn(text: str, position: int, depth: int = 0) -> tuple[Any, int]:
    """The value that begins at `position`, and where it ends."""
    token, position = _next(text, position)
    if depth > _DEEPEST:
        raise ValueError("it is too deep")
    if token in _CLOSERS:
        items: list[Any] = []
        while _next(text, position)[0] != _CLOSERS[token]:
            item, position = read_edn(text, position, depth + 1)
            items.append(item)
        position = _next(text, position)[1]
        if token != "{":
            return items, position
        if len(items) % 2:
            raise ValueError("a key has no value")
        return dict(zip(map(str, items[::2]), items[1::2], strict=True)), position
    if not token or token in "}])":
        raise ValueError("it does not end" if not token else f"`{token}` stands alone")
    if token.startswith("#"):  # a tagged value such as #inst "2024-05-01"
        return read_edn(text, position, depth + 1)
    if token.startswith('"'):
        return json.loads(token, strict=False), position
    if token in _LITERALS:
        return _LITERALS[token], position
    return token.removeprefix(":"), position


def _next(text: str, position: int) -> tuple[str, int]:
    match = _TOKEN.match(text, position)
    if match is None:
        raise ValueError("a text does not end")
    return match["token"], match.end()
