"""Asks one question and draws the answer while it comes: steps, statements, then the whole.

The turn is stored before it is answered and again when it is complete, so a stop, a closed tab or
a crash leaves a question that can be asked again, never half an answer taken for a whole one.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assistant.answer import Answer, Statement
from assistant.domain import Debate
from assistant.errors import DebateError
from assistant.history import Turn
from assistant.ui.citations import shown
from assistant.ui.markup import Markup, join, tag
from assistant.ui.pending import Pending
from assistant.ui.prose import streamed
from assistant.ui.stored import read_answer
from assistant.ui.visit import Visit

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_log = logging.getLogger(__name__)


class NotAnswered(Exception):
    """The answer did not come; says what to tell the visitor."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def ask(
    visit: Visit, turn: str, pending: Pending, earlier: Sequence[Turn], slot: DeltaGenerator
) -> Turn:
    """Stream the answer into the slot, store it, and return the complete turn.

    `earlier`: the turns that the question may lean on, oldest first.
    """
    writer = visit.preferences.get("writer")
    steps: list[str] = []
    statements: list[Statement] = []
    answer: Answer | None = None
    if not visit.engine.warmed.is_set():
        slot.html(_progress(["Waking the search model, which happens once"], []))
    try:
        for event in visit.assistant.stream(
            pending.question,
            [one.question for one in earlier],
            id=turn,
            without=pending.without,
            business=visit.business,
            writer=writer,
            last=answer_of(earlier[-1]) if earlier else None,
            before=[answer_of(one) for one in earlier[:-1]],
        ):
            if isinstance(event, Answer):
                answer = event
            elif isinstance(event, Statement):
                statements.append(event)
                slot.html(_progress(steps, statements))
            else:
                steps.append(event.detail or event.name)
                slot.html(_progress(steps, statements))
    except DebateError as error:
        raise NotAnswered(error.message, error.hint) from error
    except Exception as error:
        _log.exception("a question could not be answered")
        raise NotAnswered("Something on our side failed.", "Ask again in a moment.") from error
    if answer is None:
        raise NotAnswered("No answer came.", "Ask again in a moment.")
    visit.engine.warmed.set()
    asked_with = pending.asked_with(visit.business, writer)
    done = complete(turn, answer, visit.debate, steps, asked_with)
    visit.history.complete_turn(visit.visitor, turn, done.answer or {}, done.shown)
    return done


def answer_of(turn: Turn) -> Answer | None:
    """The stored answer of a turn, so that a further turn need not work it out again."""
    if turn.answer is None:
        return None
    try:
        return read_answer(turn.answer)
    except (KeyError, TypeError, ValueError, AttributeError):  # a damaged row
        return None


def complete(
    turn: str,
    answer: Answer,
    debate: Debate,
    steps: Sequence[str],
    asked_with: dict[str, Any],
) -> Turn:
    """The turn with its answer, and what must never change about how it was shown."""
    cited = shown(answer.citations, debate)
    fixed: dict[str, Any] = {
        "citations": [item.to_json() for item in cited.values()],
        "steps": list(steps),
    }
    return Turn(turn, answer.question, answer.to_json(), fixed, asked_with)


def _progress(steps: Sequence[str], statements: Sequence[Statement]) -> Markup:
    """What is going on, announced politely, and the statements that have passed the gate."""
    return join(
        [
            tag(
                "div",
                tag("ul", join(tag("li", step) for step in steps)),
                role="status",
                aria_live="polite",
                cls="d-steps",
            ),
            tag(
                "div",
                join(
                    tag("p", streamed(statement), cls=None if number else "d-first")
                    for number, statement in enumerate(statements)
                ),
                cls="d-answer d-writing",
            ),
        ]
    )
