"""Both sides at the table, the contrarian's included."""

from __future__ import annotations

from evals.matching import found
from evals.metrics.measured import NOTHING, Measured, share
from evals.view import View


def side_coverage(view: View) -> Measured:
    """Sides that get a word in.

    Sides of which at least one nugget is cited under its voice / sides that the gold's nuggets
    name. 0 to 1; where the gold names fewer than two sides: None.
    After Cherumanal et al. (2108.10442): the most relevant are not the most balanced.
    """
    sides = sorted({nugget.side for nugget in view.case.nuggets if nugget.side is not None})
    if len(sides) < 2:
        return NOTHING
    return share(
        (
            any(found(view, nugget) for nugget in view.case.nuggets if nugget.side == side),
            f"nothing cited for the side {side}",
        )
        for side in sides
    )


def contrarian_coverage(view: View) -> Measured:
    """Whether the only essay on its side gets a word in.

    Answers that cite a nugget from the contrarian's essay under its voice / cases of two or more
    sides whose gold has one there. 0 to 1; where the debate has no contrarian: None.
    """
    contrarian = view.stored.debate.contrarian
    sides = {nugget.side for nugget in view.case.nuggets if nugget.side is not None}
    if contrarian is None or len(sides) < 2:
        return NOTHING
    theirs = [
        nugget
        for nugget in view.case.nuggets
        if nugget.any_of and all(e.essay == contrarian.slug for e in nugget.any_of)
    ]
    if not theirs:
        return NOTHING
    return share(
        [
            (
                any(found(view, nugget) for nugget in theirs),
                f"nothing cited from the contrarian, {contrarian.slug}",
            )
        ]
    )


def side_labels(view: View) -> Measured:
    """Statements filed under the side that their essays are on.

    Statements whose `side` is one of the debate's and whose citations are all from essays of that
    position / statements with such a side that cite. 0 to 1; without any: None.
    """
    position = {essay.slug: essay.position for essay in view.stored.debate.essays}
    sides = {side.id for side in view.stored.debate.sides}
    essays = {looked.cited.number: looked.cited.essay for looked in view.citations}
    return share(
        (
            all(position.get(essays.get(n, "")) == said.side for n in said.citations),
            f"filed under {said.side}: “{said.text[:80]}”",
        )
        for said in view.reply.statements
        if said.side in sides and said.citations
    )
