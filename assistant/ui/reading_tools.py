"""What a reader of an essay may choose: which points stand beside it, and whose words stand out."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Debate, Essay
from assistant.ui.markup import plain
from assistant.ui.reader import Reading, read_points, voices

_ALL, _NONE = "All points", "No points"


def draw_reading_tools(
    essay: Essay, debate: Debate, highlight: tuple[int, int] | None = None
) -> Reading:
    """Draw the choices that the essay gives, and return what was chosen."""
    points = read_points(essay)
    speaking = voices(essay)
    speaker = None
    with st.container(key="reading-tools", horizontal=True, vertical_alignment="center"):
        if points:
            sides = {point.speaks_for for point in points}
            views = [_ALL, *(side.id for side in debate.sides if side.id in sides), _NONE]
            labels = {side.id: f"For {side.label}" for side in debate.sides}
            chosen = st.segmented_control(
                "Points in the margin",
                views,
                default=_ALL,
                format_func=lambda view: plain(labels.get(view, str(view))),
                key=f"points-{essay.slug}",
            )
            points = [point for point in points if chosen in (None, _ALL, point.speaks_for)]
        if len(speaking) > 1:
            number = st.pills(
                "Whose words",
                range(len(speaking)),
                format_func=lambda number: plain(_called(essay, number)),
                key=f"speaker-{essay.slug}",
            )
            speaker = speaking[number] if number is not None else None
    return Reading(highlight, points, speaker)


def _called(essay: Essay, number: int) -> str:
    voice = voices(essay)[number]
    if voice.role == "uncertain":
        return "Speaker unclear"
    return voice.name or "The author"
