"""YAML read with line numbers, so that a mistake can be named where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import yaml

from assistant.errors import CorpusError
from ingest.source import clean

Node = yaml.nodes.Node
_LONGEST = 1_000_000  # characters: PyYAML is slow, and nobody writes that much by hand


@dataclass(frozen=True, slots=True)
class Mapping:
    """The keys of one YAML mapping; readers take what they expect and complain with a line."""

    path: Path
    nodes: dict[str, Node]
    lines: dict[str, int]
    lines_above: int = 0  # lines of the file before this YAML
    line: int = 1

    def text(self, key: str) -> str | None:
        """The single text under that key; None where absent or empty."""
        return self.scalar(self.nodes[key], f"`{key}`") if key in self.nodes else None

    def scalar(self, node: Node, what: str) -> str | None:
        """A scalar's words as written, so that a title such as `1984` or `No` stays a title."""
        if not isinstance(node, yaml.ScalarNode):
            raise self.error(f"{what} must be a single text", "Put it in quotation marks.", node)
        return None if node.tag.endswith(":null") else clean(str(node.value)) or None

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
        return node is None or (isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"))

    def items(self, key: str) -> list[Node]:
        """The entries of the list under that key; empty where absent."""
        if self.is_empty(key):
            return []
        node = self.nodes[key]
        if not isinstance(node, yaml.SequenceNode):
            raise self.error(f"`{key}` must be a list", "Begin each entry with `- `.", node)
        return list(node.value)

    def mapping(self, node: Node, what: str, allowed: Collection[str] | None) -> Mapping:
        """A mapping nested in this one; `allowed` None lets any key pass."""
        return _mapping(node, self.path, what, allowed, self.lines_above)

    def error(self, problem: str, hint: str, node: Node) -> CorpusError:
        """A complaint about a node of this mapping."""
        return CorpusError(self.path, problem, hint, _line(node, self.lines_above))


def read_yaml(
    text: str, path: Path, what: str, allowed: Collection[str], lines_above: int = 0
) -> Mapping:
    """The mapping that a YAML text holds; an empty text holds an empty one."""
    hint = "Put values that hold a colon or begin with a special sign in quotation marks."
    if len(text) > _LONGEST:
        raise CorpusError(path, f"{what} is over {_LONGEST:,} characters", "Shorten it.")
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1 + lines_above
        problem = error.problem or error.context or "it cannot be read"
        raise CorpusError(path, f"{what} is not valid YAML: {problem}", hint, line) from error
    except (yaml.YAMLError, RecursionError) as error:  # a control character; lists without end
        raise CorpusError(path, f"{what} is not valid YAML", hint) from error
    if node is None:
        return Mapping(path, {}, {}, lines_above, lines_above + 1)
    return _mapping(node, path, what, allowed, lines_above)


def _mapping(
    node: Node, path: Path, what: str, allowed: Collection[str] | None, lines_above: int
) -> Mapping:
    if not isinstance(node, yaml.MappingNode):
        hint = "Write one `key: value` a line."
        raise CorpusError(path, f"{what} is not a list of keys", hint, _line(node, lines_above))
    found = Mapping(path, {}, {}, lines_above, _line(node, lines_above))
    for key_node, value in node.value:
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        if allowed is not None and key not in allowed:
            hint = f"Known keys: {', '.join(allowed)}."
            raise found.error(f"unknown key `{key}` in {what}", hint, key_node)
        if key in found.nodes:
            raise found.error(f"`{key}` stands twice in {what}", "Keep one of them.", key_node)
        found.nodes[key], found.lines[key] = value, _line(key_node, lines_above)
    return found


def _line(node: Node, lines_above: int) -> int:
    return int(node.start_mark.line) + 1 + lines_above
