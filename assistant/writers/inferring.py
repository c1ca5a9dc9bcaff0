"""What the assistant itself makes of a told case; said once, and marked as its own inference."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import listed, side_label
from assistant.points import PointRow
from assistant.retrieval.choosing import position_of
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.telling import NOUNS, called


def infer(draft: Draft, evidence: Evidence, rows: Sequence[PointRow], part: str = "") -> None:
    """Which of the points decides for the asker's case, and which could turn it."""
    debate = draft.debate
    best, clause = evidence.fits or (rows[0], "")
    side = _leans_to(best, debate)
    others = [
        row
        for row in rows
        if row.speaker != best.speaker and _leans_to(row, debate) not in (None, side)
    ]
    told = f"‘{clause}’ comes nearest to" if clause else "nearest to your business is"
    text = f"My inference: {told} {referred(best)}"
    if side is None:
        labels = listed([side_label(debate, one.id) for one in debate.sides])
        text += f"; settle that first, then choose between {labels}."
    else:
        text += f", so lean to {side_label(debate, side)}"
        text += f", unless {referred(others[0])} describes you better." if others else "."
    draft.say(text, kind="inference", part=part)


def referred(row: PointRow) -> str:
    """A point by whose it is and what it is: "X's caveat", with what it is about."""
    matter = f" on {row.point.about[0]}" if row.point.about else ""
    return f"{called(row)}’s {NOUNS[row.point.role]}{matter}"


def _leans_to(row: PointRow, debate: Debate) -> str | None:
    """The side that a point speaks for, or its voice; None where it depends, or they differ."""
    place = position_of(row, debate)
    held = None if place == CONDITIONAL else place
    said = row.point.speaks_for
    return None if said and held not in (None, said) else said or held
