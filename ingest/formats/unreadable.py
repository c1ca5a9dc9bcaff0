"""The one complaint that a reader of a format may raise; the file's name is added above it."""

from __future__ import annotations


class Unreadable(Exception):
    """The content cannot be read as an essay: what is wrong, what to do about it, on which line."""

    def __init__(self, problem: str, hint: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint
        self.line = line
