"""What the assistant itself makes of a told case; said once, and marked as its own inference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import side_label
from assistant.points import PointRow
from assistant.retrieval.choosing import position_of
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.telling import NOUNS, called


def infer(draft: Draft, evidence: Evidence, rows: Sequence[PointRow], part: str = "") -> None:
    """Which of the points speaks to the asker's case, and whether all of them speak for one side.

    Which way a case leans is not told by how many speak for a side where they differ.
    """
    debate = draft.debate
    best, clause = evidence.fits or (rows[0], "")
    told = f"‘{clause}’ is what" if clause else "what you do is what"
    text = f"My inference: {told} {referred(best)} speaks to"
    sides = Counter(side for row in rows if (side := _leans_to(row, debate)))
    if len(sides) == 1 and sides.total() > 1:
        (side,) = sides
        text += f", and whoever takes a side above speaks for {side_label(debate, side)}"
    elif len(sides) > 1:
        text += "; the points above go both ways, so settle first whether that is your case"
    draft.say(f"{text}.", kind="inference", part=part)


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
