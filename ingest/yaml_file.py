"""YAML and other notations of keys, with line numbers: a mistake is named where it stands.

The text comes from outside, so it is parsed in the isolated process; aliases, merge keys and tags
are refused there, and no value is ever more than its words.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from ingest.formats.isolated import parse_isolated
from ingest.formats.unreadable import Unreadable
from ingest.source import clean

_LONGEST_TEXT = 10_000  # characters of one value


@dataclass(frozen=True, slots=True)
class Node:
    """A value where it stands: a text (None for nothing), a list, or a mapping's entries."""

    line: int  # of the file
    text: str | None = None
    items: tuple[Node, ...] | None = None
    entries: tuple[tuple[int, str, Node], ...] | None = None  # line, key, value

    @property
    def is_text(self) -> bool:
        return self.items is None and self.entries is None


@dataclass(frozen=True, slots=True)
class Mapping:
    """The keys of one YAML mapping; readers take what they expect and complain with a line."""

    path: Path
    nodes: dict[str, Node]
    lines: dict[str, int]
    line: int = 1
    ignored: list[str] = field(default_factory=list)  # keys that say nothing to us

    def text(self, key: str) -> str | None:
        """The single text under that key; None where absent or empty."""
        return self.scalar(self.nodes[key], f"`{key}`") if key in self.nodes else None

    def scalar(self, node: Node, what: str) -> str | None:
        """A scalar's words as written, so that a title such as `1984` or `No` stays a title."""
        if not node.is_text:
            raise self.error(f"{what} must be a single text", "Put it in quotation marks.", node)
        if len(node.text or "") > _LONGEST_TEXT:
            raise self.error(f"{what} is over {_LONGEST_TEXT:,} characters", "Shorten it.", node)
        return clean(node.text or "") or None

    def required(self, key: str, hint: str) -> str:
        """The single text under that key, which must be there."""
        value = self.text(key)
        if value is None:
            line = self.lines.get(key, self.line)
            raise CorpusError(self.path, f"`{key}` is missing", hint, line)
        return value

    def is_empty(self, key: str) -> bool:
        """Whether nothing stands under that key."""
        node = self.nodes.get(key)
        return node is None or (node.is_text and node.text is None)

    def items(self, key: str) -> list[Node]:
        """The entries of the list under that key; empty where absent."""
        if self.is_empty(key):
            return []
        node = self.nodes[key]
        if node.items is None:
            raise self.error(f"`{key}` must be a list", "Begin each entry with `- `.", node)
        return list(node.items)

    def mapping(self, node: Node, what: str, allowed: Collection[str] | None) -> Mapping:
        """A mapping nested in this one; `allowed` None lets any key pass."""
        return _mapping(node, self.path, what, allowed)

    def error(self, problem: str, hint: str, node: Node) -> CorpusError:
        """A complaint about a node of this mapping."""
        return CorpusError(self.path, problem, hint, node.line)


def read_yaml(
    text: str,
    path: Path,
    what: str,
    allowed: Collection[str],
    lines_above: int = 0,
    *,
    notation: str = "yaml",
    ignored: Collection[str] = (),
) -> Mapping:
    """The mapping that a text in that notation holds; an empty text holds an empty one.

    The file has `lines_above` lines before it; keys in `ignored` are passed over, and listed.
    """
    try:
        tree = parse_isolated(notation, text) if text.strip() else None
    except Unreadable as error:
        problem = error.problem if error.problem.startswith(("is ", "has ")) else "cannot be read"
        line = error.line and error.line + lines_above
        raise CorpusError(path, f"{what} {problem}", error.hint, line) from error
    if tree is None:
        return Mapping(path, {}, {}, lines_above + 1)
    return _mapping(_node(tree, lines_above), path, what, allowed, ignored)


def _node(tree: dict[str, Any], above: int) -> Node:
    line = tree["line"] + above
    if "list" in tree:
        return Node(line, items=tuple(_node(held, above) for held in tree["list"]))
    if "map" in tree:
        entries = tuple(
            (at + above, clean(key), _node(held, above)) for at, key, held in tree["map"]
        )
        return Node(line, entries=entries)
    return Node(line, tree["text"])


def _mapping(
    node: Node,
    path: Path,
    what: str,
    allowed: Collection[str] | None,
    ignored: Collection[str] = (),
) -> Mapping:
    if node.entries is None:
        hint = "Write one `key: value` a line."
        raise CorpusError(path, f"{what} is not a list of keys", hint, node.line)
    found = Mapping(path, {}, {}, node.line)
    for line, key, value in node.entries:
        if allowed is not None and key not in allowed:
            if key.lower() in ignored:
                found.ignored.append(key)
                continue
            hint = f"Known keys: {', '.join(allowed)}."
            raise CorpusError(path, f"unknown key `{key}` in {what}", hint, line)
        if key in found.nodes:
            raise CorpusError(path, f"`{key}` stands twice in {what}", "Keep one of them.", line)
        found.nodes[key], found.lines[key] = value, line
    return found
