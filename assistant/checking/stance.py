"""The side of the debate that a claim takes, if it takes one."""

from __future__ import annotations

import numpy as np

from assistant.atlas import Atlas
from assistant.checking.claim import Claim
from assistant.checking.orders import orders
from assistant.checking.probe import Probe, without_compounds
from assistant.checking.senses import negations
from assistant.checking.siding import left_over, sides_in
from assistant.understanding.old_sides import lean
from assistant.words import content_stems, stem

_FOREMOST = frozenset(stem(word) for word in "first foremost paramount".split())
CLOSE, APART = 0.70, 0.08  # cosine with a side's statement, and its lead over the others


def side_taken(claim: Claim, probe: Probe) -> str | None:
    """The side that the claim takes, by its wording or by nearness to the sides' statements."""
    sides = [side.id for side in probe.atlas.debate.sides]
    found = _worded(claim, probe.atlas) or _nearest(claim, probe, sides)
    return _turned(found, claim, sides)


def side_weighed(claim: Claim, atlas: Atlas) -> str | None:
    """The side that the claim's wording takes, if it weighs the sides and says nothing else."""
    return _turned(_worded(claim, atlas), claim, [side.id for side in atlas.debate.sides])


def _worded(claim: Claim, atlas: Atlas) -> str | None:
    leaning = lean(without_compounds(claim.body), atlas.sides)
    weighed = leaning if leaning and _weighs_sides(claim, atlas) else None
    return _ordered(claim, atlas) or weighed


def _turned(found: str | None, claim: Claim, sides: list[str]) -> str | None:
    if found and claim.denied and len(sides) == 2:
        return next(side for side in sides if side != found)
    return found


def _ordered(claim: Claim, atlas: Atlas) -> str | None:
    """The side whose own words a claim puts above another side's, and little else beside them."""
    if len(left_over(claim.body, atlas.sides, weighing=True)) > 2:
        return None
    for order in orders(claim.body):
        above = [side for side, own in atlas.sides.own.items() if own & order.above]
        below = [side for side, own in atlas.sides.own.items() if own & order.below]
        if order.kind == "rank" and len(above) == len(below) == 1 and above != below:
            return above[0]
    return None


def _nearest(claim: Claim, probe: Probe, sides: list[str]) -> str | None:
    near = probe.atlas.side_vectors.sides @ probe.vector
    order = np.argsort(-near)
    if len(order) < 2 or negations(claim.body) % 2:
        return None
    best, second = near[order[0]], near[order[1]]
    return sides[int(order[0])] if best >= CLOSE and best - second >= APART else None


def _weighs_sides(claim: Claim, atlas: Atlas) -> bool:
    """Whether the claim weighs the sides, and nothing narrower."""
    body = without_compounds(claim.body)
    named = sides_in(body, atlas.sides)
    if len(left_over(claim.body, atlas.sides, weighing=True)) > 1:
        return False
    stems = set(content_stems(body))
    if named and stems & _FOREMOST and not left_over(claim.body, atlas.sides, weighing=True):
        return True
    return len(named) > 1 or bool(named and atlas.sides.shared & stems)
