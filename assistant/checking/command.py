"""`python -m assistant check`: one statement in, or one a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from assistant.asked import checked_question
from assistant.errors import UserError
from assistant.json_lines import as_json, reply_to_lines

if TYPE_CHECKING:
    from assistant.checking.result import Checked
    from assistant.debate import DebateAssistant

_EXAMPLE = 'write a line such as {"id": "1", "statement": "Mark says that …"}'


def check_one(opened: Callable[[], DebateAssistant], statement: str, *, as_object: bool) -> str:
    """The report on one statement, for a reader or, as an object, for a program."""
    checked = checked_question(statement, "the statement")
    result = opened().check(checked)
    return as_json(result.to_json(), indent=2) if as_object else in_words(result)


def check_lines(
    assistant: DebateAssistant, source: BinaryIO, write: Callable[[bytes], None]
) -> int:
    """A verdict for each line {"id", "statement"}; returns the exit status."""

    def reply(record: Mapping[str, Any]) -> Mapping[str, Any]:
        nonlocal assistant
        assistant = assistant.renewed()
        return assistant.check(read_statement(record)).to_json()

    return reply_to_lines(source, reply, write)


def read_statement(record: Mapping[str, Any]) -> str:
    """The statement of a JSON record; UserError where there is none."""
    statement = record.get("statement")
    if not isinstance(statement, str):
        raise UserError("there is no statement", _EXAMPLE)
    return checked_question(statement, "the statement")


def in_words(result: Checked) -> str:
    """The verdict, why, and where it stands: plain text for a terminal."""
    lines = [f"{result.verdict}: {result.explanation}"]
    for citation in result.evidence:
        speaker = citation.voice or citation.author or "no author named"
        lines.append(
            f"  [{citation.number}] {speaker}, in “{citation.title}” "
            f"({citation.essay} {citation.start}-{citation.end})"
        )
    return "\n".join(lines)
