"""Further turns: more of the last answer's matter, its reasons, the others, the other side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from assistant.answer import Answer
from assistant.domain import CONDITIONAL
from assistant.points import PointRow
from assistant.retrieval.choosing import argues, is_lent, pick, speaks
from assistant.retrieval.evidence import Evidence
from assistant.retrieval.plans import Planner
from assistant.understanding.question import FORMS, Intent, Question

_BESIDE, _GAP = 2.5, 160  # what being within so many characters counts
_REASON = 3.0  # what a reason counts where "why?" is asked
_MOST, _PER_VOICE, _FLOOR, _SHARE = 5, 2, 0.02, 0.1


def further_evidence(
    planner: Planner, question: Question, last: Answer, without: Collection[str]
) -> Evidence:
    """Points on the last answer's matter that it has not told, by what is wanted now."""
    if question.move in FORMS or question.move in ("source", "doubt"):
        return Evidence(question, refusal=None)
    told = {(citation.essay, citation.start) for citation in last.citations}
    asked = replace(question, intent=_intent(question))
    ranking = planner.ranker.rank(question).within(
        lambda row: (
            row.essay.slug not in without
            and (question.move == "longer" or (row.essay.slug, row.point.start) not in told)
        )
    )
    wanted = _WANTED.get(question.move or "more", _anything)
    kept = question.move in ("more", "longer", "why", "example") and question.parties
    scored = [
        (score * _beside(row, last) * _fits(planner, question, row), row)
        for row, score in zip(ranking.rows, ranking.scores, strict=True)
        if wanted(planner, row, last)
        and (not kept or any(speaks(row, p) or is_lent(row, p) for p in question.parties))
    ]
    doubts: tuple[PointRow, ...] = ()
    if question.move == "other_side":  # whoever was quoted already is no other
        doubts = pick(
            _own_doubts(question, zip(ranking.scores, ranking.rows, strict=True)),
            _PER_VOICE,
            _PER_VOICE,
            0.0,
            0.0,
        )
        scored = [(s, row) for s, row in scored if _silent_before(planner, row, last)] or scored
    scored.sort(key=lambda pair: (-round(pair[0], 4), pair[1].row))
    most = 2 * _MOST if question.move == "longer" else _MOST
    points = pick(scored, most, _PER_VOICE + (question.move == "longer"), _FLOOR, _SHARE)
    points = tuple(dict.fromkeys((*doubts, *points)))[:most]
    if not points:
        return Evidence(asked, ranking=ranking, refusal="not_in_essays")
    return Evidence(asked, points=points, ranking=ranking, fits=planner.fits(asked, points))


def _own_doubts(
    question: Question, scored: Iterable[tuple[float, PointRow]]
) -> list[tuple[float, PointRow]]:
    """What whoever was asked about a side says against it himself: "and the weak points?"."""
    if len(question.sides) != 1 or len(question.parties) != 1:
        return []
    side, party = question.sides[0], question.parties[0]
    return [(s, r) for s, r in scored if r.point.speaks_against == side and speaks(r, party)]


def _beside(row: PointRow, last: Answer) -> float:
    """Who goes on speaks next to what was just quoted: more for the points beside it."""
    gaps = [
        min(abs(row.point.start - c.end), abs(c.start - row.point.end))
        for c in last.citations
        if c.essay == row.essay.slug
    ]
    return _BESIDE if gaps and min(gaps) <= _GAP else 1.0


def _fits(planner: Planner, question: Question, row: PointRow) -> float:
    """Whoever is asked why gives reasons rather than a thesis once more; an example is of the side.

    That side is the one that the earlier question named.
    """
    if question.move == "example":
        return planner.sides.wanted(question, row)
    return _REASON if question.move == "why" and row.point.role == "reason" else 1.0


def _intent(question: Question) -> Intent:
    """The others are told one by one, more advice as advice, all else as a matter of its own."""
    if question.move in ("others", "other_side"):
        return "who_argues"
    earlier = question.previous
    advised = earlier is not None and earlier.intent == "advice" and question.move == "more"
    return "advice" if advised else "topic"


def _anything(planner: Planner, row: PointRow, last: Answer) -> bool:
    return True


def _same_voice_reasons(planner: Planner, row: PointRow, last: Answer) -> bool:
    """What whoever was quoted first, as the answer, gives as reasons."""
    answered = next((said.citations for said in last.statements if said.citations), ())
    spoke = {(c.essay, c.voice) for c in last.citations if c.number in answered}
    reasons = row.point.role in ("reason", "condition", "challenge", "thesis", None)
    return (row.essay.slug, row.voice.name) in spoke and reasons


def _silent_before(planner: Planner, row: PointRow, last: Answer) -> bool:
    """Whoever was not quoted in the last answer."""
    return (row.essay.slug, row.voice.name) not in {(c.essay, c.voice) for c in last.citations}


def _other_side(planner: Planner, row: PointRow, last: Answer) -> bool:
    """What speaks for a side that the essays just quoted do not take."""
    debate = planner.debate
    positions = [debate.essay(c.essay).position for c in last.citations]
    taken = [p for p in positions if p not in (None, CONDITIONAL)]
    if not taken:
        return _silent_before(planner, row, last)
    most = max(sorted(set(taken)), key=taken.count)
    return any(argues(row, side.id, "for", debate) for side in debate.sides if side.id != most)


def _examples(planner: Planner, row: PointRow, last: Answer) -> bool:
    return row.point.role == "example" or bool(row.point.things)


_WANTED: Mapping[str, Callable[[Planner, PointRow, Answer], bool]] = {
    "why": _same_voice_reasons,
    "more": _anything,
    "longer": _anything,
    "others": _silent_before,
    "other_side": _other_side,
    "example": _examples,
}
