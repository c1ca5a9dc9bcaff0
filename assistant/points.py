"""The points of a debate as rows of the index, and the texts by which each is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.domain import Debate, Essay, Point, Voice

Field = Literal["quote", "gist", "ask"]
FIELDS: tuple[Field, ...] = ("quote", "gist", "ask")


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point's place: its row in the index, its essay, its number there."""

    row: int
    essay: Essay
    number: int

    @property
    def point(self) -> Point:
        return self.essay.points[self.number]

    @property
    def quote(self) -> str:
        """Its exact words."""
        return self.essay.quote(self.point)

    @property
    def voice(self) -> Voice:
        return self.essay.voice(self.point)

    @property
    def heading(self) -> str:
        return self.essay.heading(self.point)

    @property
    def lead(self) -> str:
        """The words that introduce its list; "" outside one."""
        lead = self.point.lead
        return self.essay.text[slice(*lead)] if lead else ""

    @property
    def speaker(self) -> str:
        """The voice's name; of an author without one, the essay's slug."""
        return self.voice.name or self.essay.slug

    def overlaps(self, other: PointRow) -> bool:
        """Whether both quote some of the same words."""
        return (
            self.essay.slug == other.essay.slug
            and self.point.start < other.point.end
            and self.point.end > other.point.start
        )


def point_rows(debate: Debate) -> list[PointRow]:
    """Every point of the debate, in the order of the index."""
    places = ((essay, n) for essay in debate.essays for n in range(len(essay.points)))
    return [PointRow(row, essay, number) for row, (essay, number) in enumerate(places)]


def vector_texts(row: PointRow) -> Iterator[tuple[Field, str]]:
    """The texts that stand for a point as vectors: quotation in context, gist, each question."""
    yield "quote", in_context(row)
    if row.point.says:
        yield "gist", row.point.says
    for ask in row.point.asks:
        yield "ask", ask


def in_context(row: PointRow) -> str:
    """A quotation behind what its reader has in mind: the heading, what introduces its list."""
    return "\n".join(line for line in (row.heading, row.lead, row.quote) if line)


def words_of(row: PointRow) -> str:
    """All words by which a point is found: in context, gist, topics, things, questions."""
    point = row.point
    return "\n".join((in_context(row), point.says, *point.about, *point.things, *point.asks))
