"""Reads answers files, also damaged ones: whatever is wrong is recorded, nothing raises.

An answer's line may be broken JSON, an error line, of the wrong shape, double or missing. What can
still be read is scored; what cannot be read counts as a failed answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.errors import UserError
from evals.reply import Reply, read_reply


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with an answers file; `line` counts from 1, None for a missing answer."""

    line: int | None
    id: str | None
    what: str

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line is not None else "no line"
        return f"{where}{f' ({self.id})' if self.id else ''}: {self.what}"


@dataclass(slots=True)
class AnswersFile:
    """The replies of one answers file by id, and everything that was wrong with its lines."""

    replies: dict[str, Reply] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_answers(path: Path) -> AnswersFile:
    """Every reply of a JSON Lines file; a UserError only where there is no file to read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror})",
            "Name a file with one answer a line, as `python -m assistant ask --jsonl` writes it.",
        ) from error
    return parse_answers(raw)


def parse_answers(raw: bytes) -> AnswersFile:
    """Every reply of the bytes of a JSON Lines file; nothing raises."""
    answers = AnswersFile()
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            _read_line(answers, number, line)
    return answers


def _read_line(answers: AnswersFile, number: int, line: bytes) -> None:
    try:
        data = parse_line(line)
    except (ValueError, RecursionError) as error:
        answers.problems.append(Problem(number, None, f"not JSON: {str(error)[:120]}"))
        return
    reply = read_reply(data)
    known = reply.id if reply.id else None
    for defect in reply.defects:
        answers.problems.append(Problem(number, known, defect))
    if known is None:
        return
    if known in answers.replies:
        answers.problems.append(Problem(number, known, "a second answer with this id: both fail"))
        answers.replies[known] = Reply(id=known, failed="answered twice", defects=("double id",))
    else:
        answers.replies[known] = reply


def parse_line(line: bytes) -> Any:
    """One line as JSON; a ValueError for what JSON does not allow, double keys included."""
    return json.loads(
        line.decode("utf-8"), object_pairs_hook=_without_doubles, parse_constant=_no_constant
    )


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise ValueError("an object has the same key twice")
    return data


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
