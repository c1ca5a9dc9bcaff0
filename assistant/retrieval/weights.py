"""What weighs whatever is asked: each point's own weight, and what an essay holds above all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.domain import CONDITIONAL, Essay
from assistant.index import Index
from assistant.points import PointRow
from assistant.retrieval.choosing import WEIGHT, one_a_section, pick
from assistant.retrieval.rank import Ranker

_OF_WEIGHT = 0.25  # what a point's weight counts beside how near it comes
_ESSAYS = 10  # that an overview tells of


class Weights:
    """The weights of one opened index's points."""

    def __init__(self, index: Index, ranker: Ranker) -> None:
        self.index = index
        self.ranker = ranker

    def of(self, rows: Iterable[PointRow]) -> list[tuple[float, PointRow]]:
        """Points by how much they weigh, weightiest first; an essay's thesis counts most."""
        weighed = [
            (
                WEIGHT[row.point.role] + self.central(row) + (row == self.theses[row.essay.slug]),
                row,
            )
            for row in rows
        ]
        return sorted(weighed, key=lambda pair: (-pair[0], pair[1].row))

    def by_both(self, scored: Sequence[tuple[float, PointRow]]) -> list[tuple[float, PointRow]]:
        """Points by how near they come, and a little by how much they weigh."""
        best = max((score for score, _ in scored), default=0.0) or 1.0
        near = {row: score / best for score, row in scored}
        weighed = self.of(row for _, row in scored)
        mixed = [(near[row] + _OF_WEIGHT * weight, row) for weight, row in weighed]
        return sorted(mixed, key=lambda pair: (-pair[0], pair[1].row))

    def of_essays(
        self, named: Sequence[Essay], essays: Sequence[Essay], most: int
    ) -> tuple[PointRow, ...]:
        """What each essay, or the one that is named, holds above all."""
        found: list[PointRow] = []
        for essay in named or self._nearest(essays):
            rows = self.index.points_of[essay.slug]
            scored = self.of(row for row in rows if row.voice.attitude in ("own", "endorses"))
            each = most if named else 1
            found += pick(one_a_section(scored), each, each, 0.0, 0.0)
        return tuple(found)

    def hinges(self, essays: Sequence[Essay]) -> tuple[PointRow, ...]:
        """On what it turns, nearest to the debate's own question first.

        Of each essay that says it depends its nearest condition or advice.
        """
        found = []
        for essay in essays:
            rows = [
                row
                for row in self.index.points_of[essay.slug]
                if row.point.role in ("condition", "advice")
                and row.voice.attitude in ("own", "endorses")
            ]
            if rows and essay.position == CONDITIONAL:
                found.append(max(rows, key=lambda row: (self.central(row), -row.row)))
        return tuple(sorted(found, key=lambda row: (-self.central(row), row.row)))

    def _nearest(self, essays: Sequence[Essay]) -> list[Essay]:
        """The essays, of very many those whose theses come nearest to the debate's question."""
        theses = [row for essay in essays if (row := self.theses[essay.slug])]
        nearest = sorted(theses, key=lambda row: (-self.central(row), row.row))[:_ESSAYS]
        heard = {row.essay.slug for row in nearest}
        return [essay for essay in essays if essay.slug in heard]

    def central(self, row: PointRow) -> float:
        """How near a point comes to the debate's own question; about 0 to 1."""
        return self.ranker.to_debate(row)

    @cached_property
    def theses(self) -> dict[str, PointRow | None]:
        """By essay the point that states its position best; None where it has no points."""
        return {essay.slug: self._thesis(essay) for essay in self.index.debate.essays}

    def _thesis(self, essay: Essay) -> PointRow | None:
        rows = self.index.points_of[essay.slug]
        if essay.thesis:
            start, end = essay.thesis
            held = [r for r in rows if r.point.start < end and r.point.end > start]
            read = [r for r in held if r.point.says] or held
            if read:
                return max(read, key=lambda r: (r.point.role == "thesis", -r.row))
        own = [r for r in rows if r.voice.attitude == "own"] or rows
        weights = [WEIGHT[r.point.role] + self.central(r) for r in own]
        return own[max(range(len(own)), key=lambda n: (weights[n], -n))] if own else None
