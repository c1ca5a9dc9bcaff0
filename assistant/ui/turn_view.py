"""One turn on the page: the question, the answer as it was given, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from assistant.answer import Answer
from assistant.domain import Debate
from assistant.history import Turn
from assistant.ui.answer_view import answer_html
from assistant.ui.comparison import comparison_html
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import essay_names
from assistant.ui.stored import read_answer, read_shown


def question_html(
    question: str, asked_with: Mapping[str, Any], debate: Debate, turn: str
) -> Markup:
    """The question as a headline, with what else went into it."""
    names = essay_names(debate)
    notes = []
    if asked_with.get("about"):
        notes.append(asked_with["about"])
    if asked_with.get("without") and not asked_with.get("about"):
        left_out = [names[s].short if s in names else s for s in asked_with["without"]]
        notes.append(f"Without {', '.join(left_out)}")
    if asked_with.get("business"):
        notes.append("For your business")
    return join(
        [
            tag("h2", question, cls="d-question", id=f"asked-{turn}"),
            tag("p", " · ".join(notes), cls="d-kicker") if notes else None,
        ]
    )


def draw_answer(turn: Turn, debate: Debate) -> Answer | None:
    """Draw a complete answer, or say that there is none; returns it for the actions below."""
    if turn.answer is None:
        st.html(tag("p", "Stopped before the answer was complete.", cls="d-steps", role="status"))
        return None
    answer = read_answer(turn.answer)
    st.html(whole_answer(answer, turn, debate))
    return answer


def whole_answer(answer: Answer, turn: Turn, debate: Debate) -> Markup:
    """The answer and how it was made, as one piece: the same when new and when read back."""
    return join(
        [
            comparison_html(turn.asked_with.get("compare"), answer.roll_call, debate),
            answer_html(answer, read_shown(turn.shown), debate, turn.id),
            how_html(answer, turn.shown.get("steps", ())),
        ]
    )


def how_html(answer: Answer, steps: list[str] | tuple[str, ...]) -> Markup:
    """How the answer was made, folded: steps, checks, writer, time."""
    timings = answer.timings_ms or {}
    total = f" in {timings['total'] / 1000:.2f} s" if "total" in timings else ""
    checked = answer.gate.checked
    struck = len(answer.gate.failures)
    verdict = "all held" if not struck else f"{struck} struck"
    summary = f"Answered{total}"
    if checked:
        summary += f" · {checked} statement{'s' if checked != 1 else ''} checked, {verdict}"
    rows = [tag("li", step) for step in steps]
    if answer.standalone_question != answer.question:
        rows.append(tag("li", f"Understood as: {answer.standalone_question}"))
    rows.append(tag("li", f"Writer: {answer.writer}"))
    rows += [
        tag("li", f"{stage.capitalize()}: {milliseconds:.0f} ms")
        for stage, milliseconds in timings.items()
        if stage != "total"
    ]
    return tag("details", tag("summary", summary), tag("ul", join(rows)), cls="d-how")
