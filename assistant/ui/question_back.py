"""One question back, after an answer: what it turns on and the visitor has not told yet."""

from __future__ import annotations

import streamlit as st

from assistant.answer import Answer
from assistant.domain import Debate, Point
from assistant.history import Turn
from assistant.ui.business import LONGEST, tell
from assistant.ui.markup import tag
from assistant.ui.pending import Pending, ask_next
from assistant.ui.visit import Visit
from assistant.words import content_stems

_WHOLE = "What do you sell, who pays for it, and what worries you?"
_DECIDING = ("condition", "challenge")  # roles of the points that a business has to be held against


def draw_question_back(visit: Visit, turn: Turn, answer: Answer) -> None:
    """Ask it, where the answer says what follows for the asker; what is told goes into the next."""
    if visit.told_business and not visit.uses_business:
        return
    asked = question_back(answer, visit.debate, visit.business)
    if asked is None:
        return
    question, matter = asked
    with st.container(
        horizontal=True, key=f"back-{turn.id}", gap="small", vertical_alignment="center"
    ):
        st.html(tag("p", tag("strong", "One question back: "), _lower(question)), width="content")
        popover = st.popover("Answer it", type="tertiary", key=f"back-open-{turn.id}")
    key = f"back-text-{turn.id}"
    with popover, st.form(f"back-form-{turn.id}", border=False):
        st.text_area("Your answer", key=key, height=100, max_chars=LONGEST // 3)
        st.form_submit_button(
            "Save and ask again", type="primary", on_click=_told, args=(visit, turn, matter, key)
        )
        st.caption("It is kept under My business.")


def question_back(answer: Answer, debate: Debate, told: str | None) -> tuple[str, str] | None:
    """The question, and the matter that its answer is about ("" for the business as a whole).

    None where the answer draws no conclusion for the asker, or nothing is left to be told.
    """
    if not any(statement.kind == "inference" for statement in answer.statements):
        return None
    sides = " ".join(side.label for side in debate.sides)
    known = set(content_stems(f"{answer.question} {told or ''} {debate.question} {sides}"))
    for point in _cited(answer, debate):
        for matter in point.about if point.role in _DECIDING else ():
            stems = set(content_stems(matter))
            if stems and not stems & known:
                return f"How do things stand with {matter} in your business?", matter
    return None if told else (_WHOLE, "")


def _cited(answer: Answer, debate: Debate) -> list[Point]:
    """The points that the answer cites, in its order."""
    essays = {essay.slug: essay for essay in debate.essays}
    return [
        point
        for citation in answer.citations
        if citation.essay in essays  # a brought one may be gone by now
        for point in essays[citation.essay].points
        if point.start <= citation.start < point.end
    ]


def _told(visit: Visit, turn: Turn, matter: str, key: str) -> None:
    text = str(st.session_state.get(key, "")).strip()
    if text:
        named = f"{matter[:1].upper()}{matter[1:]}: {text}" if matter else text
        tell(visit, f"{visit.told_business}\n{named}")
        ask_next(Pending(turn.question, beside=turn.id))


def _lower(question: str) -> str:
    return question[:1].lower() + question[1:]
