"""Points by side: a side's case, who stands with it, who between, all at the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.domain import CONDITIONAL, Debate
from assistant.points import PointRow
from assistant.retrieval.choosing import WEIGHT, argues, by_strength, pick, position_of
from assistant.retrieval.plan_table import Plan
from assistant.retrieval.rank import Ranking
from assistant.retrieval.weights import Weights
from assistant.understanding.question import Question
from assistant.understanding.sides import SideTerms

_EACH = 2  # points of each voice, where each side's case is wanted
_OF_EACH_SIDE = 3  # and for each side
_NAMES = 1.6  # what an example of the side that is asked about counts
Scored = Sequence[tuple[float, PointRow]]


class Sides:
    """The sides of one opened index, and what argues for which."""

    def __init__(self, debate: Debate, weights: Weights, terms: Callable[[], SideTerms]) -> None:
        self.debate = debate
        self.weights = weights
        self._terms = terms  # they wait for the first question

    def case(self, question: Question, plan: Plan, scored: Scored) -> tuple[PointRow, ...]:
        """One side's strongest points: those for it, or against it; each side's if wanted."""
        if question.each:
            few = replace(plan, most=_OF_EACH_SIDE, per_voice=_EACH)
            sides = [side.id for side in self.debate.sides]
            asked = [replace(question, side=side, stance="for", each=False) for side in sides]
            return tuple(row for one in asked for row in self.case(one, few, scored))
        side = question.side or self.debate.sides[0].id
        own = [(s, r) for s, r in scored if argues(r, side, question.stance, self.debate)]
        if not own and question.parties:  # who takes no side may tell of it all the same
            own = [(s, r) for s, r in scored if self.told_of(r) == {side}]
        best = by_strength(question, own, self.debate)
        return pick(best, plan.most, plan.per_voice, plan.floor, plan.share)

    def camp(self, question: Question, plan: Plan, scored: Scored) -> tuple[PointRow, ...]:
        """What each voice holds, on the matter if any, that stands with a side or another one."""
        rivals = {side.id for side in self.debate.sides} - {question.side}
        places = {question.side} if question.stance == "for" else rivals
        held = [
            (score, row)
            for score, row in scored
            if row.voice.attitude in ("own", "endorses") and row.essay.position in places
        ]
        # Whoever is only quoted stands where a thesis of theirs puts them.
        stand = {row.speaker for _, row in held if row.point.role == "thesis"}
        held = [
            (score, row)
            for score, row in held
            if row.voice.role != "quoted" or row.speaker in stand or not row.essay.is_read
        ]
        wanted = self.weights.of(row for _, row in held)
        if question.matter:
            wanted = by_strength(question, held, self.debate)
        return pick(wanted, plan.most, plan.per_voice, plan.floor, plan.share)

    def between(self, plan: Plan, scored: Scored) -> tuple[PointRow, ...]:
        """The nearest points of those who stand between the sides; else the nearest conditions."""
        torn = [
            (score, row)
            for score, row in scored
            if position_of(row, self.debate) == CONDITIONAL and row.voice.attitude != "rebuts"
        ]
        on_conditions = [(s, row) for s, row in scored if row.point.role == "condition"]
        mixed = self.weights.by_both(torn or on_conditions or scored)
        return pick(mixed, plan.most, plan.per_voice, plan.floor, plan.share)

    def at_the_table(self, question: Question, plan: Plan, scored: Scored) -> tuple[PointRow, ...]:
        """The nearest points, with every side that has something near at the table."""
        first = pick(scored, plan.most - 1, plan.per_voice, plan.floor, plan.share)
        found = list(first)
        for side in self.debate.sides:
            if any(argues(row, side.id, "for", self.debate) for row in found):
                continue
            own = [(s, row) for s, row in scored if argues(row, side.id, "for", self.debate)]
            found += pick(own, 1, 1, plan.floor, 0.0)
        return tuple(dict.fromkeys(found))

    def weightiest(self, question: Question, ranking: Ranking) -> dict[str, tuple[PointRow, ...]]:
        """For a verdict: each side's weightiest points, at most two of each essay."""
        if question.intent != "verdict":
            return {}
        found = {}
        for side in self.debate.sides:
            own = [
                (WEIGHT[row.point.role] + self.weights.central(row) + score, row)
                for row, score in zip(ranking.rows, ranking.scores, strict=True)
                if argues(row, side.id, "for", self.debate)
                and row.voice.attitude in ("own", "endorses")
                and row.essay.position in (None, side.id)
            ]
            own.sort(key=lambda pair: (-pair[0], pair[1].row))
            found[side.id] = pick(own, 4, 2, 0.0, 0.0)
        return found

    def told_of(self, row: PointRow) -> set[str]:
        """The sides that a point speaks for, or is about."""
        terms = self._terms()
        named = terms.named(f"{row.quote} {row.point.says}")
        if len(named) != 1:
            named = terms.named(row.heading) or named
        return {side for side in (row.point.speaks_for, *named) if side}

    def wanted(self, question: Question, row: PointRow) -> float:
        """More for a point that is about the one side that the question names, less for others."""
        told = self.told_of(row)
        if len(question.sides) != 1 or not told:
            return 1.0
        return _NAMES if told == {question.sides[0]} else 1 / _NAMES
