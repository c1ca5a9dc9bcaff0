"""Errors that a reader of the terminal or the screen gets to see.

DebateError
├── UserError            a mistake the user can mend: message and hint, exit status 2
│   ├── CorpusError      a debate folder that cannot be read: file, line, remedy
│   ├── IndexMissing     nobody has ingested this corpus yet
│   └── IndexLocked      another process is writing this index
└── Fault                our side: a damaged index, a model that does not load; exit status 1
"""

from __future__ import annotations

from pathlib import Path


class DebateError(Exception):
    """Something that is reported without a traceback; `hint` says what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UserError(DebateError):
    """The user can mend this; exit status 2."""


class CorpusError(UserError):
    """A file of the debate folder is wrong: names the file, the line if known, and the remedy."""

    def __init__(self, path: Path | str, problem: str, hint: str, line: int | None = None) -> None:
        where = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{where}: {problem}", hint)
        self.path = Path(path)
        self.line = line


class IndexMissing(UserError):
    """No index exists for this corpus."""


class IndexLocked(UserError):
    """Another process holds the write lock of this index."""


class Fault(DebateError):
    """Something of ours is broken or damaged; exit status 1."""
