"""What the assistant itself makes of a told case; said once, and marked as its own inference."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import side_label
from assistant.points import PointRow
from assistant.retrieval.choosing import position_of
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.telling import NOUNS, called


def infer(draft: Draft, evidence: Evidence, rows: Sequence[PointRow], part: str = "") -> None:
    """Which of the points speaks to the asker's case, and what it is to be weighed against.

    Which way a case leans is not told by how many speak for a side where they differ.
    """
    debate = draft.debate
    best, clause = evidence.fits or (rows[0], "")
    text = f"{referred(best)} bears most on ‘{clause}’"
    if not clause:
        text = f"no essay tells of a case like yours; {referred(best)} comes nearest"
    weighed = sorted(rows, key=lambda row: row.point.role == "example")  # others' cases last
    leanings = [(side, row) for row in weighed if (side := _leans_to(row, debate))]
    sides = list(dict.fromkeys(side for side, _ in leanings))
    own = _leans_to(best, debate)
    if len(sides) == 1 and len(leanings) > 1 and not part:  # of a verdict they are only some
        text += f", and whoever takes a side above speaks for {side_label(debate, sides[0])}"
    elif len(sides) > 1 and own:
        side, rival = next(pair for pair in leanings if pair[0] != own)
        text += f"; weigh it against {referred(rival)}, which speaks for {side_label(debate, side)}"
    elif len(sides) > 1:
        first, second = (next(row for s, row in leanings if s == side) for side in sides[:2])
        if second.point.role != "example":
            text += f"; it comes down to {referred(first)} or {referred(second)}"
    draft.say(f"My inference: {text}.", kind="inference", part=part)


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
