"""A name that a question may hold, and the place where one holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameKind = Literal["voice", "essay", "thing"]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that a question may name; `key` is a voice, a slug or a thing."""

    kind: NameKind
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with the offsets of the words that gave it away."""

    name: Name
    start: int
    end: int
    fuzzy: bool = False
