"""Things or sides set beside each other, where a question compares no voices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant.domain import Debate
from assistant.points import PointRow
from assistant.retrieval.choosing import argues, by_strength, names, pick
from assistant.retrieval.plan_table import Plan
from assistant.retrieval.rank import Ranker
from assistant.understanding.learned import matter
from assistant.understanding.question import STANCES, Question
from assistant.understanding.sides import SideTerms

EACH = 2  # points of each that is compared
_SLIGHT = 0.6  # of `learned.matter`, up to which a word hardly narrows what is compared
WEIGHED = 2  # points for a side that is weighed, and as many against it
Scored = Sequence[tuple[float, PointRow]]


def weighed_sides(question: Question, debate: Debate) -> tuple[str, ...]:
    """The sides whose good and bad are to be set beside each other: "pros and cons".

    That is a side that is compared with nothing, on no matter; both in a table, and where each
    one's case is wanted.
    """
    if question.intent != "compare" or question.parties or _on_a_matter(question):
        return ()
    if len(question.sides) == 1:
        return question.sides
    both = question.form == "table" or question.each
    return tuple(side.id for side in debate.sides) if both else ()


def _on_a_matter(question: Question) -> bool:
    """Whether it is compared in one respect; "pros" and "cons" are none."""
    return any(matter(stem) > _SLIGHT for stem in question.matter)


class Comparer:
    """Chooses the points that tell what is compared apart."""

    def __init__(self, debate: Debate, ranker: Ranker, sides: Callable[[], SideTerms]) -> None:
        self.debate = debate
        self.ranker = ranker
        self._sides = sides  # they wait for the first question

    def choose(self, question: Question, plan: Plan, scored: Scored) -> tuple[PointRow, ...]:
        """The points on each thing, or side, that is named; () where nothing is to be told apart.

        Sides differ by what is said to define them; on one matter by what comes nearest to it.
        """
        things, sides = question.things, question.sides
        if not (things or sides or _on_a_matter(question)):  # "the two"
            sides = tuple(side.id for side in self.debate.sides)
            plan = replace(plan, floor=0.0, share=0.0)  # nothing that is asked comes near to them
        if len(things) > 1:
            told = {row: [t for t in things if names(row, {t})] for _, row in scored}
            return _of_each(plan, scored, things, told.__getitem__)
        if both := weighed_sides(question, self.debate):
            return self._weighed(question, scored, both)
        defined = [(s, r) for s, r in scored if r.point.role == "definition"]
        if len(sides) > 1 and not _on_a_matter(question) and defined:
            nearest = {row: [self._nearest_side(row)] for _, row in defined}
            return _of_each(plan, defined, sides, nearest.__getitem__)
        return ()

    def _weighed(
        self, question: Question, scored: Scored, sides: Sequence[str]
    ) -> tuple[PointRow, ...]:
        """The strongest points for each of these sides, and those against it, each point once."""
        found: list[PointRow] = []
        for side in sides:
            for stance in STANCES:
                asked = replace(question, side=side, stance=stance)
                told = [(s, r) for s, r in scored if argues(r, side, stance, self.debate)]
                own = [(s, r) for s, r in told if r not in found]
                found += pick(by_strength(asked, own, self.debate), WEIGHED, 1, 0.0, 0.0)
        return tuple(found)

    def _nearest_side(self, row: PointRow) -> str:
        """The side whose label and statement a point comes nearest to."""
        sides = self._sides()
        near = [self.ranker.near(row, vector) for vector in sides.vectors]
        return sides.ids[near.index(max(near))]


def _of_each(
    plan: Plan,
    scored: Scored,
    compared: Sequence[str],
    told_of: Callable[[PointRow], Collection[str]],
) -> tuple[PointRow, ...]:
    """What is said of each of the things or sides that are compared, of all of them first."""
    both = [(s, r) for s, r in scored if {*told_of(r)} >= {*compared}]
    found = [*pick(both, 1, 1, plan.floor, plan.share)]
    for one in compared:
        own = [(s, r) for s, r in scored if one in told_of(r) and r not in found]
        found += pick(own, EACH, 1, plan.floor, plan.share)
    return tuple(dict.fromkeys(found))
