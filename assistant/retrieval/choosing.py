"""Choosing points: whose they are, which side they argue, how much they weigh, the best few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from assistant.domain import CONDITIONAL, Debate, PointRole
from assistant.points import PointRow
from assistant.understanding.question import Question

# What makes a point weigh, whatever is asked.
WEIGHT: Mapping[PointRole | None, float] = {
    "thesis": 1.0,
    "reason": 0.7,
    "advice": 0.6,
    "condition": 0.55,
    "challenge": 0.5,
    "definition": 0.4,
    "concession": 0.35,
    "example": 0.3,
    "fact": 0.25,
    None: 0.2,
}
# What makes a point a strong argument for its side: why, rather than that.
CASE: Mapping[PointRole | None, float] = {
    "reason": 1.0,
    "challenge": 0.9,
    "thesis": 0.8,
    "condition": 0.7,
    "fact": 0.6,
    "example": 0.5,
    "advice": 0.4,
}
_DIRECT = 0.5  # what speaking against a side counts more than speaking for its rival


def position_of(row: PointRow, debate: Debate) -> str | None:
    """Where the voice of a point stands: with its essay, unless its author contradicts it."""
    position = row.essay.position
    if row.voice.attitude != "rebuts" or position in (None, CONDITIONAL):
        return position
    others = [side.id for side in debate.sides if side.id != position]
    return others[0] if len(others) == 1 else None


def one_a_section(scored: Sequence[tuple[float, PointRow]]) -> list[tuple[float, PointRow]]:
    """The weightiest point of each section first, then the others: a summary spans the essay."""
    first: dict[tuple[str, str], tuple[float, PointRow]] = {}
    for score, row in scored:
        first.setdefault((row.essay.slug, row.heading), (score, row))
    heads = list(first.values())
    return heads + [pair for pair in scored if pair not in heads]


def speaks(row: PointRow, party: str) -> bool:
    """Whether a point is a voice's own, or stands in an essay and is not contradicted there."""
    if row.voice.name == party:
        return True
    return row.essay.slug == party and row.voice.attitude != "rebuts"


def names(row: PointRow, things: Collection[str]) -> bool:
    """Whether a point names one of these, by its reading or in its own words."""
    return bool({*things} & {*row.point.things}) or any(thing in row.quote for thing in things)


def in_different_essays(question: Question, rows: Sequence[PointRow]) -> bool:
    """Whether a question is put to several who do not speak in one and the same essay."""
    if len(question.parties) < 2:
        return False
    heard = [{row.essay.slug for row in rows if speaks(row, p)} for p in question.parties]
    return not set.intersection(*heard)


def is_lent(row: PointRow, party: str) -> bool:
    """Whether an author who is named quotes the point with approval."""
    return row.essay.author == party and row.voice.attitude == "endorses"


def argues(row: PointRow, side: str, stance: str, debate: Debate) -> bool:
    """Whether a point speaks for a side, or against it; of two sides the other's case is against.

    A bare point counts for the side that its essay takes, unless its author contradicts it.
    """
    point, essay = row.point, row.essay
    others = [other.id for other in debate.sides if other.id != side]
    if stance == "for":
        if point.speaks_for == side:
            return True
        held = essay.position == side and row.voice.attitude in ("own", "endorses")
        return not essay.is_read and held
    if point.speaks_against == side:
        return True
    rival = point.speaks_for in others or (
        not essay.is_read and essay.position in others and row.voice.attitude in ("own", "endorses")
    )
    return len(others) == 1 and rival


def strength(row: PointRow, side: str, stance: str) -> float:
    """How strong an argument a point is for a side, or against it, whatever is asked."""
    direct = stance == "against" and row.point.speaks_against == side
    return CASE.get(row.point.role, 0.3) + (_DIRECT if direct else 0.0)


def by_strength(
    question: Question, scored: Sequence[tuple[float, PointRow]], debate: Debate
) -> list[tuple[float, PointRow]]:
    """Points by how near they come and how strongly they argue for the side, or against it."""
    side = question.side or debate.sides[0].id
    best = max((score for score, _ in scored), default=1.0) or 1.0
    by_weight = 0.5 if question.matter or not question.sides else 0.8
    wanted = [(s / best + by_weight * strength(r, side, question.stance), r) for s, r in scored]
    return sorted(wanted, key=lambda pair: (-pair[0], pair[1].row))


def pick(
    scored: Iterable[tuple[float, PointRow]], most: int, per_voice: int, floor: float, share: float
) -> tuple[PointRow, ...]:
    """The best points above the floor, without overlaps, at most so many of each voice."""
    found: list[PointRow] = []
    voices: Counter[tuple[str, str]] = Counter()
    best = 0.0
    for score, row in scored:
        best = max(best, score)
        if len(found) >= most or score < floor or score < share * best:
            break
        key = (row.essay.slug, row.speaker)
        if voices[key] >= per_voice or any(row.overlaps(other) for other in found):
            continue
        if row.point.says and any(row.point.says == other.point.says for other in found):
            continue
        voices[key] += 1
        found.append(row)
    return tuple(found)
