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
    """Which of the points decides for the asker's case, where that leans, and what speaks against.

    Where the deciding point takes no side, the side that most of them take counts, if any.
    """
    debate = draft.debate
    best, clause = evidence.fits or (rows[0], "")
    leans = [(row, side) for row in rows if (side := _leans_to(row, debate))]
    own = _leans_to(best, debate)
    side = own or _most([side for _, side in leans])
    told = f"‘{clause}’ comes nearest to" if clause else "nearest to your business is"
    text = f"My inference: {told} {referred(best)}"
    if side is None:
        text += "; the essays leave a case like yours open, so settle that first."
    else:
        lean = "that leans" if own else "these points lean, on the whole,"
        text += f", and {lean} to {side_label(debate, side)}"
        others = [row for row, other in leans if other != side and row.speaker != best.speaker]
        text += f"; {referred(others[0])} counts against it." if others else "."
    draft.say(text, kind="inference", part=part)


def _most(sides: Sequence[str]) -> str | None:
    """The side that comes most often; None where there is none, or two come alike."""
    counts = Counter(sides).most_common(2)
    alone = len(counts) == 1 or (len(counts) > 1 and counts[0][1] > counts[1][1])
    return counts[0][0] if alone else None


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
