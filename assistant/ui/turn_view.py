"""One turn on the page: the question, the answer as it was given, and how it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from assistant.answer import Answer
from assistant.domain import Debate
from assistant.history import Turn
from assistant.ui.answer_view import answer_html, is_short
from assistant.ui.comparison import comparison_html
from assistant.ui.markup import Markup, join, tag, whole_words
from assistant.ui.names import essay_names
from assistant.ui.stored import read_answer, read_shown

DAMAGED = "This answer is damaged in the database and cannot be shown. The others are not."


def question_html(
    question: str, asked_with: Mapping[str, Any], debate: Debate, turn: str
) -> Markup:
    """The question as a headline, with what else went into it; a change of form is a small one."""
    names = essay_names(debate)
    notes = []
    if asked_with.get("about"):
        notes.append(asked_with["about"])
    if asked_with.get("without") and not asked_with.get("about"):
        left_out = [names[s].short if s in names else s for s in asked_with["without"]]
        notes.append(f"Without {', '.join(left_out)}")
    if asked_with.get("business"):
        notes.append("For your business")
    small = " d-aside" if asked_with.get("of") or len(question) > 160 else ""
    return join(
        [
            tag("h2", whole_words(question), cls=f"d-question{small}", id=f"asked-{turn}"),
            tag("p", " · ".join(notes), cls="d-kicker") if notes else None,
        ]
    )


def draw_answer(turn: Turn, debate: Debate) -> Answer | None:
    """Draw a complete answer, or say that there is none; returns it for the actions below."""
    if turn.damaged:
        st.html(tag("p", DAMAGED, cls="d-notice", role="alert"))
        return None
    if turn.answer is None:
        st.html(tag("p", "Stopped before the answer was complete.", cls="d-steps", role="status"))
        return None
    try:
        answer = read_answer(turn.answer)
        drawn = whole_answer(answer, turn, debate)
    except (KeyError, TypeError, ValueError, AttributeError):  # whatever a damaged row holds
        st.html(tag("p", DAMAGED, cls="d-notice", role="alert"))
        return None
    st.html(drawn)
    return answer


def whole_answer(answer: Answer, turn: Turn, debate: Debate) -> Markup:
    """The answer and how it was made, as one piece: the same when new and when read back."""
    usage = (turn.answer or {}).get("usage")
    return join(
        [
            comparison_html(turn.asked_with.get("compare"), answer.roll_call, debate),
            answer_html(answer, read_shown(turn.shown), debate, turn.id),
            how_html(answer, turn.shown.get("steps", ()), usage),
        ]
    )


def how_html(
    answer: Answer, steps: Sequence[str], usage: Mapping[str, Any] | None = None
) -> Markup:
    """How the answer was made, folded: steps, checks, writer, time, what a model used.

    Small talk and refusals rest on nothing that could be checked: they have no such line.
    """
    if is_short(answer) and not usage:
        return Markup("")
    timings = answer.timings_ms or {}
    rows = list(steps)
    if answer.standalone_question != answer.question:
        rows.append(f"Understood as: {answer.standalone_question}")
    if checked := answer.gate.checked:
        struck = len(answer.gate.failures)
        verdict = f"{struck} struck" if struck else "all held"
        rows.append(f"{checked} sentence{'s' if checked != 1 else ''} checked, {verdict}")
    rows.append(f"Writer: {answer.writer}")
    if "total" in timings:
        stages = [
            f"{stage} {milliseconds:.0f} ms"
            for stage, milliseconds in timings.items()
            if stage != "total"
        ]
        rows.append(f"Time: {timings['total'] / 1000:.2f} s ({', '.join(stages)})")
    rows += usage_lines(usage)
    summary = tag("summary", "How this was made")
    return tag("details", summary, tag("ul", join(tag("li", row) for row in rows)), cls="d-how")


def usage_lines(usage: Mapping[str, Any] | None) -> list[str]:
    """What a language model counted: tokens, calls, cost; whatever is no figure is left out."""
    lines = []
    for key, value in (usage or {}).items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            continue
        name = key.replace("_", " ").capitalize()
        cost = "cost" in key or key.endswith("usd")
        figure = f"{value:.4f}" if cost or isinstance(value, float) else f"{value:,}"
        if key == "cached_tokens" and (sent := (usage or {}).get("input_tokens")):
            figure += f" ({value / sent:.0%} of the input)"
        lines.append(f"{name}: {figure}")
    return lines
