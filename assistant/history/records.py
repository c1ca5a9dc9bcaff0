"""What the history hands out: frozen records, never rows tied to a database session."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Fault = Literal["wrong_essay", "wrong_speaker", "missed_view"]
FAULTS: tuple[Fault, ...] = ("wrong_essay", "wrong_speaker", "missed_view")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation in a list; its turns are read separately."""

    id: str
    title: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer (schema 1), and what the screen fixed when it showed it.

    `answer` is None where the visitor stopped it, or the process ended, before it was complete.
    `asked_with` holds what else went into the answer: essays left out, the business, the writer.
    """

    id: str
    question: str
    answer: dict[str, Any] | None
    shown: dict[str, Any] = field(default_factory=dict)
    asked_with: dict[str, Any] = field(default_factory=dict)
    damaged: bool = False  # its row cannot be read any more; the others can


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of one answer."""

    helpful: bool | None = None
    faults: tuple[Fault, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """An answer, what was said of it, and the questions that went before it."""

    turn: Turn
    feedback: Feedback
    history: tuple[str, ...] = ()
