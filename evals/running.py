"""Asks the assistant every case, over the debate that the case is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.answer import Answer
from assistant.debate import DebateAssistant, open_debate
from assistant.domain import Debate
from evals.cases import Case
from evals.stored import Debates

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asking:
    """How cases are asked: by which writer, and whether roll calls are tried with a lean."""

    writer: str | None = None
    lean: bool = True


class Assistants:
    """The assistants of the debates that cases are about, each opened at its first use.

    The debate that is asked must have been ingested; those among the test data are ingested here.
    """

    def __init__(self, debates: Debates) -> None:
        self.debates = debates
        self._open: dict[str | None, DebateAssistant] = {}

    def of(self, case: Case) -> DebateAssistant:
        """The assistant for a case; IndexMissing where its debate has not been ingested."""
        if case.corpus not in self._open:
            folder, settings = self.debates.folder(case.corpus), self.debates.settings
            if self.debates.only is None and case.corpus is not None:
                from ingest.indexing import build_index

                build_index(folder, settings)
            self._open[case.corpus] = open_debate(folder, settings)
        return self._open[case.corpus]


def ask_cases(assistants: Assistants, cases: Iterable[Case], asking: Asking) -> Iterator[Line]:
    """One line of results a case, in order: the case, its answer, and those with a lean.

    An answer that raises becomes an error line's answer: it counts as failed, the run goes on.
    """
    for case in cases:
        assistant = assistants.of(case)
        leaning = leaning_questions(case, assistant.debate) if asking.lean else []
        yield {
            "id": case.id,
            "case": json.loads(case.model_dump_json()),
            "answer": _ask(assistant, case, case.question, asking),
            "leaning": [_ask(assistant, case, question, asking) for question in leaning],
        }


def leaning_questions(case: Case, debate: Debate) -> list[str]:
    """A roll call's question once for each side, the asker leaning to it."""
    if not case.roll_call:
        return []
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
