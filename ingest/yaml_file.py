"""YAML read with line numbers, so that a mistake can be named where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import CorpusError

Node = yaml.nodes.Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """The keys of one YAML mapping; readers take what they expect and complain with a line."""

    path: Path
    nodes: dict[str, Node]
    lines: dict[str, int]
    first_line: int = 0  # lines of the file above this YAML
    line: int = 1

    def text(self, key: str) -> str | None:
        """The scalar under that key as it is written; None where absent or empty."""
        return None if key not in self.nodes else self.scalar(self.nodes[key], f"`{key}`")

    def scalar(self, node: Node, what: str) -> str | None:
        """A scalar's words as written: a title such as `1984` stays a title."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(f"{what} must be a single text", "Put it in quotation marks.", node)
        return None if node.tag.endswith(":null") else str(node.value).strip() or None

    def required(self, key: str, hint: str) -> str:
        """The scalar under that key, which must be there."""
        value = self.text(key)
        if value is None:
            raise CorpusError(
                self.path, f"`{key}` is missing", hint, self.lines.get(key, self.line)
            )
        return value

    def items(self, key: str) -> list[Node]:
        """The entries of the list under that key; empty where absent."""
        node = self.nodes.get(key)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null")):
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(f"`{key}` must be a list", "Begin each entry with `- `.", node)
        return list(node.value)

    def mapping(self, node: Node, what: str, allowed: Collection[str] | None) -> Mapping:
        """A mapping nested in this one."""
        return _mapping(node, self.path, self.first_line, what, allowed)

    def error(self, problem: str, hint: str, node: Node | None = None) -> CorpusError:
        """A complaint about a node of this mapping, or about all of it."""
        line = self.line if node is None else node.start_mark.line + 1 + self.first_line
        return CorpusError(self.path, problem, hint, line)


def read_yaml(
    text: str, path: Path, what: str, allowed: Collection[str], first_line: int = 0
) -> Mapping:
    """The mapping that a YAML text holds; an empty text holds an empty one."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "it cannot be read"
        line = (mark.line + 1 if mark else 1) + first_line
        raise CorpusError(
            path,
            f"{what} is not valid YAML: {problem}",
            "Put values that hold a colon or begin with a special sign in quotation marks.",
            line,
        ) from error
    if node is None:
        return Mapping(path, {}, {}, first_line, first_line + 1)
    return _mapping(node, path, first_line, what, allowed)


def _mapping(
    node: Node, path: Path, first_line: int, what: str, allowed: Collection[str] | None
) -> Mapping:
    line = node.start_mark.line + 1 + first_line
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError(path, f"{what} must be lines of `key: value`", "See README.md.", line)
    nodes: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value, at in _entries(node, first_line):
        if allowed is not None and key not in allowed:
            hint = f"Known keys: {', '.join(sorted(allowed))}."
            raise CorpusError(path, f"unknown key `{key}` in {what}", hint, at)
        if key in nodes:
            raise CorpusError(path, f"`{key}` stands twice in {what}", "Keep one of them.", at)
        nodes[key], lines[key] = value, at
    return Mapping(path, nodes, lines, first_line, line)


def _entries(node: yaml.MappingNode, first_line: int) -> Iterator[tuple[str, Node, int]]:
    for key, value in node.value:
        yield str(getattr(key, "value", "")), value, key.start_mark.line + 1 + first_line
