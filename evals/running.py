"""Asks the assistant every case, and whatever else the metrics want to know of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.domain import Debate
from evals.cases import Case
from evals.retrieved import retrieved

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """How cases are asked: by which writer, and whether roll calls are tried with a lean."""

    writer: str | None = None
    lean: bool = True


def ask_cases(assistant: DebateAssistant, cases: Iterable[Case], asking: Asking) -> Iterator[Line]:
    """One line of results a case, in order: the case, its answer, and what was noted beside it.

    An answer that raises becomes an error line's answer: it counts as failed, the run goes on.
    """
    for case in cases:
        answer = _ask(assistant, case, case.question, asking)
        leaning = []
        if asking.lean and case.roll_call:
            leaning = [
                _ask(assistant, case, question, asking)
                for question in leaning_questions(case, assistant.debate)
            ]
        yield {
            "id": case.id,
            "case": json.loads(case.model_dump_json()),
            "answer": answer,
            "retrieved": _retrieved(assistant, case),
            "leaning": leaning,
        }


def _retrieved(assistant: DebateAssistant, case: Case) -> list[dict[str, Any]]:
    try:
        return retrieved(assistant, case.question, case.history)
    except Exception:  # the answer's own fault is reported with the answer
        return []


def leaning_questions(case: Case, debate: Debate) -> list[str]:
    """The case's question once for each side, the asker leaning to it."""
    return [f"{case.question} I lean towards {side.label.lower()}." for side in debate.sides]


def _ask(assistant: DebateAssistant, case: Case, question: str, asking: Asking) -> dict[str, Any]:
    try:
        answer: Answer = assistant.ask(question, case.history, id=case.id, writer=asking.writer)
    except Exception as error:  # a fault in one answer must not hide the other answers
        return {"id": case.id, "error": f"{type(error).__name__}: {error}"}
    return answer.to_json()


def as_lines(lines: Sequence[Line]) -> bytes:
    """Results as JSON Lines, ASCII only, so that no character can break a line or a reader."""
    return "".join(json.dumps(line, sort_keys=True) + "\n" for line in lines).encode("ascii")
