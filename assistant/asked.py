"""One question as it arrives from outside, checked before anything is spent on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import UserError

LONGEST_QUESTION = 8000  # characters
_EXAMPLE = 'write a line such as {"id": "1", "question": "Who argues what?", "history": []}'


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the user's earlier ones, oldest first."""

    question: str
    history: tuple[str, ...] = ()


def checked_question(text: str, what: str = "the question") -> str:
    """The question without blanks around it; UserError where it cannot be answered as it is."""
    question = text.strip()
    if not question:
        raise UserError(f"{what} is empty", "write what you want to know, in a sentence or two")
    if len(question) > LONGEST_QUESTION:
        raise UserError(
            f"{what} has {len(question)} characters",
            f"say it in at most {LONGEST_QUESTION}",
        )
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise UserError(f"{what} is not readable text", "write it in UTF-8")
    return question


def read_asked(record: Mapping[str, Any]) -> Asked:
    """The question of a JSON record; UserError says which key is wrong. Other keys are ignored."""
    if "question" not in record:
        raise UserError("there is no question", _EXAMPLE)
    question = record["question"]
    if not isinstance(question, str):
        raise UserError("the question is not a text", _EXAMPLE)
    history = record.get("history")
    if history is None:
        history = []
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        raise UserError("the history is not a list of texts", _EXAMPLE)
    return Asked(
        checked_question(question),
        tuple(checked_question(item, "an earlier question") for item in history if item.strip()),
    )
