"""One question as it arrives from outside, checked before anything is spent on it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.errors import UserError

LONGEST_QUESTION = 8000  # characters
_HALF_WIDTH = re.compile("[\uff65-\uff9f]+")  # their voicing marks change length when folded
# Letters and digits to Unicode that show nothing: fillers of Hangul, and blank Braille.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_EXAMPLE = 'write a line such as {"id": "1", "question": "Who argues what?", "history": []}'


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the user's earlier ones, oldest first."""

    question: str
    history: tuple[str, ...] = ()
    business: str | None = None  # what the asker told about it


def checked_question(text: str, what: str = "the question") -> str:
    """The question without blanks around it; UserError where it cannot be answered as it is."""
    question = text.strip()
    if len(question) > LONGEST_QUESTION:
        raise UserError(
            f"{what} has {len(question)} characters",
            f"say it in at most {LONGEST_QUESTION}",
        )
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise UserError(f"{what} is not readable text", "write it in UTF-8")
    question = _HALF_WIDTH.sub(_full_width, question).strip()
    hint = "write what you want to know, in a sentence or two"
    if not any(_shows(character) for character in question):
        raise UserError(f"{what} is empty", hint)
    if not any(c.isalnum() and c not in _BLANK for c in question):
        raise UserError(f"{what} holds no word, only signs", hint)
    return question


def _full_width(match: re.Match[str]) -> str:
    """Half-width Katakana as they are commonly written; a mark that voices nothing goes."""
    return unicodedata.normalize("NFKC", match[0]).lstrip("\u3099\u309a")


def _shows(character: str) -> bool:
    """Whether a character leaves anything to see: no blank, control or format."""
    return not (
        character.isspace()
        or character in _BLANK
        or unicodedata.category(character) in {"Cc", "Cf", "Co", "Cn", "Mn", "Me"}
    )


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
    business = record.get("business")
    if business is not None and not isinstance(business, str):
        raise UserError("the business is not a text", _EXAMPLE)
    return Asked(
        checked_question(question),
        tuple(checked_question(item, "an earlier question") for item in history if item.strip()),
        checked_business(business),
    )


def checked_business(text: str | None) -> str | None:
    """What was told of a business, as the question; None where nothing was."""
    return checked_question(text, "the business") if text and text.strip() else None
