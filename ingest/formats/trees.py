"""What an owner says of an essay, in any of the notations that come with Markdown, as one tree.

Runs in the isolated process. A tree is JSON: {"line", "text"} (None for nothing), {"line", "list"}
or {"line", "map": [[line, key, tree], …]}; lines count from 1 within the text.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from ingest.formats.edn import parse_edn
from ingest.formats.unreadable import Unreadable

Tree = dict[str, Any]

_LONGEST = 1_000_000  # characters: PyYAML is slow, and nobody writes that much by hand
_DEEPEST = 20
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_STRING = "tag:yaml.org,2002:str"
_QUOTE_IT = "Put values that hold a colon or begin with a special sign in quotation marks."
_PLAIN = "Write each value as plain text, once for each place."


def parse_tree(notation: str, text: str) -> Tree | None:
    """The tree of a text in `yaml`, `toml`, `json`, `edn`, `mmd` or `pandoc`; None if empty.

    Raises:
        Unreadable: the text is not in that notation, too long, too deep, or refers to itself.
    """
    if len(text) > _LONGEST:
        raise Unreadable(f"is over {_LONGEST:,} characters", "Shorten it.")
    try:
        return _PARSERS[notation](text)
    except RecursionError as error:
        raise Unreadable(f"is not valid {notation.upper()}: it is too deep", _QUOTE_IT) from error


def _yaml(text: str) -> Tree | None:
    try:
        events = yaml.parse(text, Loader=yaml.SafeLoader)
        return _from_events(events)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1
        problem = error.problem or error.context or "it cannot be read"
        raise Unreadable(f"is not valid YAML: {problem}", _QUOTE_IT, line) from error
    except (yaml.YAMLError, RecursionError) as error:  # a control character; lists without end
        raise Unreadable("is not valid YAML", _QUOTE_IT) from error


def _from_events(events: Iterator[Any]) -> Tree | None:
    """The tree, built without PyYAML's composer: no reference is ever followed."""
    root: Tree | None = None
    open_: list[Tree] = []
    keys: list[tuple[int, str] | None] = []  # of each open mapping, the key that awaits its value
    for event in events:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise Unreadable("is not valid YAML: a second document begins", _PLAIN, line)
        if isinstance(event, yaml.AliasEvent):
            raise Unreadable(f"has a YAML alias (*{event.anchor})", _PLAIN, line)
        if isinstance(event, yaml.CollectionEndEvent):
            open_.pop()
            keys.pop()
            continue
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            continue
        if event.tag not in {None, "!", _STRING}:
            short = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise Unreadable(f"has a YAML tag ({short})", _PLAIN, line)
        tree: Tree = {"line": line}
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None and event.tag is None
            tree["text"] = None if plain and event.value in _NULL else event.value
        else:
            tree["list" if isinstance(event, yaml.SequenceStartEvent) else "map"] = []
        parent = open_[-1] if open_ else None
        if parent is None:
            root = tree
        elif "list" in parent:
            parent["list"].append(tree)
        elif keys[-1] is None:
            name = event.value if isinstance(event, yaml.ScalarEvent) else "?"
            if name == "<<" and getattr(event, "style", None) is None:
                raise Unreadable("has a YAML merge key (<<)", _PLAIN, line)
            keys[-1] = (line, name)
        else:
            parent["map"].append([*keys[-1], tree])
            keys[-1] = None
        if "text" not in tree:
            open_.append(tree)
            keys.append(None)
            if len(open_) > _DEEPEST:
                raise Unreadable("is not valid YAML: it is too deep", _PLAIN)
    return root


def _toml(text: str) -> Tree:
    try:
        return _from_values(tomllib.loads(text), text, r'^\s*\[*["\']?{}["\']?\s*[=.\]]')
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else None
        raise Unreadable(f"is not valid TOML: {error}", _QUOTE_IT, line) from error
    except ValueError as error:  # a number of thousands of digits
        raise Unreadable("is not valid TOML", _QUOTE_IT) from error


def _json(text: str) -> Tree:
    try:
        return _from_values(json.loads(text, parse_int=str, parse_float=str), text, r'"{}"\s*:')
    except json.JSONDecodeError as error:
        raise Unreadable(f"is not valid JSON: {error.msg}", _QUOTE_IT, error.lineno) from error


def _edn(text: str) -> Tree:
    try:
        return _from_values(parse_edn(text), text, r":{}\b")
    except ValueError as error:
        raise Unreadable(f"is not valid EDN: {error}", _QUOTE_IT, 1) from error


def _mmd(text: str) -> Tree:
    """MultiMarkdown: `Key: value` a line, a value going on where lines stand in."""
    entries: list[list[Any]] = []
    for line, words in enumerate(text.split("\n"), start=1):
        key, colon, value = words.partition(":")
        if words[:1].isspace() or not colon:
            if not entries:
                raise Unreadable("has no key on its first line", "Write `Key: value`.", line)
            entries[-1][2]["text"] = f"{entries[-1][2]['text'] or ''} {words.strip()}".strip()
            continue
        tree = {"line": line, "text": value.strip() or None}
        entries.append([line, re.sub(r"\s+", "", key).lower(), tree])
    return {"line": 1, "map": entries}


def _pandoc(text: str) -> Tree:
    """Pandoc's title block: `% title`, `% author; author`, `% date`, each may go on below."""
    fields: list[list[Any]] = []
    for line, words in enumerate(text.split("\n"), start=1):
        if words.startswith("%"):
            fields.append([line, words[1:].strip()])
        else:
            separator = "; " if len(fields) == 2 else " "
            fields[-1][1] = f"{fields[-1][1]}{separator}{words.strip()}"
    if len(fields) > 3:
        hint = "It holds a title, the authors and a date, each on one line."
        raise Unreadable("has more than three lines with %", hint, 1)
    entries = []
    for (line, words), key in zip(fields, ("title", "author", "date"), strict=False):
        if key == "author":
            words = " and ".join(filter(None, (name.strip() for name in words.split(";"))))
        if words:
            entries.append([line, key, {"line": line, "text": words}])
    return {"line": 1, "map": entries}


def _from_values(value: Any, text: str, key_line: str) -> Tree:
    """The tree of parsed values; the line of a top key is where the pattern first finds it."""
    tree = _tree(value, 1, 0)
    for entry in tree.get("map", ()):
        found = re.search(key_line.replace("{}", re.escape(entry[1])), text, re.MULTILINE)
        if found:
            line = text.count("\n", 0, found.end()) + 1
            entry[0] = line
            _set_line(entry[2], line)
    return tree


def _tree(value: Any, line: int, depth: int) -> Tree:
    if depth > _DEEPEST:
        raise Unreadable("is too deep", _PLAIN)
    if isinstance(value, dict):
        entries = [[line, str(key), _tree(held, line, depth + 1)] for key, held in value.items()]
        return {"line": line, "map": entries}
    if isinstance(value, list):
        return {"line": line, "list": [_tree(held, line, depth + 1) for held in value]}
    if isinstance(value, bool):
        return {"line": line, "text": str(value).lower()}
    return {"line": line, "text": None if value is None else str(value)}


def _set_line(tree: Tree, line: int) -> None:
    tree["line"] = line
    for held in tree.get("list", ()):
        _set_line(held, line)
    for entry in tree.get("map", ()):
        entry[0] = line
        _set_line(entry[2], line)


_PARSERS = {
    "yaml": _yaml,
    "toml": _toml,
    "json": _json,
    "edn": _edn,
    "mmd": _mmd,
    "pandoc": _pandoc,
}
