"""What the assistant itself makes of a told case; said once, and marked as its own inference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import number, side_label
from assistant.points import PointRow
from assistant.retrieval.choosing import position_of
from assistant.retrieval.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.telling import NOUNS, called


def infer(draft: Draft, evidence: Evidence, rows: Sequence[PointRow], part: str = "") -> None:
    """Which of the points comes closest to the asker's case, and for which side how many speak."""
    debate = draft.debate
    best, clause = evidence.fits or (rows[0], "")
    sides = Counter(side for row in rows if (side := _leans_to(row, debate)))
    told = f"‘{clause}’ comes closest to" if clause else "closest to your business is"
    text = f"My inference: {told} {referred(best)}; "
    if sides:
        (most, count), *others = sides.most_common()
        verb = "speaks" if count == 1 else "speak"
        text += f"of the points above, {number(count)} {verb} for {side_label(debate, most)}"
        text += "".join(f" and {number(n)} for {side_label(debate, side)}" for side, n in others)
        text += "."
    else:
        text += "no point above takes a side on a case like yours, so settle that first."
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
