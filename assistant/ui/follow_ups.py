"""Questions that a click asks about an answer: another form, the other side, one essay less."""

from __future__ import annotations

from collections import Counter

from assistant.answer import Answer
from assistant.domain import Debate, Essay, Side
from assistant.naming import side_label
from assistant.ui.comparison import standing
from assistant.ui.pending import Pending

FORMS = {
    "Shorter": "Shorter, please.",
    "As bullets": "As a bullet list.",
    "As a table": "As a table.",
}


def other_side(answer: Answer, debate: Debate) -> Pending | None:
    """Ask for the strongest case of a side that the answer does not rest on.

    None where the answer rests on no side, or nobody holds or speaks for another one.
    """
    side = prevailing_side(answer, debate)
    for other in debate.sides:
        if side and other is not side and _has_a_case(other, debate):
            return Pending(f"What is the strongest case for {side_label(debate, other.id)}?")
    return None


def _has_a_case(side: Side, debate: Debate) -> bool:
    return any(
        essay.position == side.id or any(p.speaks_for == side.id for p in essay.points)
        for essay in debate.essays
    )


def prevailing_side(answer: Answer, debate: Debate) -> Side | None:
    """The side that most of the roll call, or else of the cited essays, holds."""
    held = {essay.slug: essay.position for essay in debate.essays}
    positions = [entry.position for entry in answer.roll_call] or [
        held.get(slug) or "" for slug in dict.fromkeys(c.essay for c in answer.citations)
    ]
    counts = Counter(p for p in positions if p in {side.id for side in debate.sides})
    if not counts:
        return None
    most = max(counts.values())
    return next(side for side in debate.sides if counts[side.id] == most)


def used_essays(answer: Answer, debate: Debate) -> list[Essay]:
    """The essays that the answer cites, in the debate's order."""
    cited = {citation.essay for citation in answer.citations}
    return [essay for essay in debate.essays if essay.slug in cited]


def leave_out(answer: Answer, slug: str, without: tuple[str, ...], turn: str) -> Pending:
    """The same question again without one more essay, to be compared with this answer."""
    return Pending(
        answer.question,
        without=tuple(dict.fromkeys([*without, slug])),
        compare=standing(answer.roll_call) or None,
        beside=turn,
    )
