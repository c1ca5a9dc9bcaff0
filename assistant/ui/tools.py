"""What the screens are handed: the packages above this one may not be imported from here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.domain import Debate
from assistant.settings import Settings

Progress = Callable[[str, int, int], None]  # what is being counted, how many are done, of how many


class BuildIndex(Protocol):
    """Brings a corpus's index up to date; returns a summary of what it found."""

    def __call__(
        self, corpus: Path, settings: Settings, progress: Progress | None = None
    ) -> Any: ...


class ReadPoints(Protocol):
    """Has a chat model read one essay of a folder into points, which are kept in the folder."""

    def __call__(
        self, corpus: Path, essay: str, writer: str, settings: Settings, progress: Progress
    ) -> Any: ...


@dataclass(frozen=True, slots=True)
class Evals:
    """The eval suite: where its runs are kept, and how to make one."""

    runs: Path
    splits: Sequence[str]
    run: Callable[[str, Progress], Any]


@dataclass(frozen=True, slots=True)
class Tools:
    """Functions of the packages above; a screen whose tool is missing is not offered."""

    build_index: BuildIndex | None = None
    analyse: Callable[[Path, Settings], Debate] | None = None
    read_points: ReadPoints | None = None
    essay_suffixes: Sequence[str] = ()
    evals: Evals | None = None
    models: Callable[[], Sequence[str]] = tuple  # writers that run on this machine
    providers: Callable[[], Sequence[str]] = tuple  # whose key is set, so a model can be named
