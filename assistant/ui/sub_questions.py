"""The debate's sub-questions: the matters that points of several essays are about.

Points bear topics in everyday words (`about`). Words that mean nearly the same are put together by
their vectors; the matter is called by the word that most essays use.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from assistant.domain import CONDITIONAL, Debate, Essay, Point
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

MOST = 12  # rows that fit a screen
_MOST_TERMS = 800  # that are compared with each other
_SAME = 0.6  # cosine from which two words are one matter


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """A matter, and each essay's points on it, by slug."""

    name: str
    points: dict[str, tuple[Point, ...]]
    says: str = ""  # what the debate's reading says of it in a sentence

    @property
    def count(self) -> int:
        return sum(len(points) for points in self.points.values())


def sub_questions(debate: Debate, encode: Encode, most: int = MOST) -> list[SubQuestion]:
    """The matters that at least two essays have points on, those of most essays first."""
    holders = _holders(debate)
    ranked = sorted(
        holders, key=lambda term: (-len(_essays(holders[term])), -len(holders[term]), term)
    )
    terms = ranked[:_MOST_TERMS]
    if not terms:
        return []
    vectors = encode(terms)
    leaders: list[int] = []
    groups: dict[int, list[int]] = {}
    for number in range(len(terms)):
        near = max(leaders, key=lambda one: float(vectors[one] @ vectors[number]), default=None)
        if near is not None and float(vectors[near] @ vectors[number]) >= _SAME:
            groups[near].append(number)
        else:
            leaders.append(number)
            groups[number] = [number]
    found = []
    for members in groups.values():
        name = terms[members[0]]
        held = {place for number in members for place in holders[terms[number]]}
        if len(_essays(held)) > 1:
            found.append(SubQuestion(name, _by_essay(debate, held, holders[name])))
    found.sort(key=lambda matter: (-len(matter.points), -matter.count, matter.name))
    return found[:most]


def shared_examples(debate: Debate, most: int = 6) -> list[SubQuestion]:
    """The companies, people and products that points of at least two essays speak of."""
    authors = {essay.author for essay in debate.essays}
    held: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for essay in debate.essays:
        for number, point in enumerate(essay.points):
            for thing in set(point.things) - authors:
                held[thing].add((essay.slug, number))
    found = [
        SubQuestion(thing, _by_essay(debate, places))
        for thing, places in held.items()
        if len(_essays(places)) > 1
    ]
    return sorted(found, key=lambda one: (-len(one.points), -one.count, one.name))[:most]


def accords(debate: Debate, kind: Literal["agreement", "clash"]) -> list[SubQuestion]:
    """What the debate's reading names as a clash or an agreement, with the points that prove it."""
    found = []
    for accord in debate.accords:
        if accord.kind != kind:
            continue
        points: dict[str, tuple[Point, ...]] = {}
        for slug, start, end in accord.spans:
            own = _point_at(debate.essay(slug), start, end)
            points[slug] = (*points.get(slug, ()), own)
        found.append(SubQuestion(accord.on or accord.says, points, accord.says))
    return found


def _point_at(essay: Essay, start: int, end: int) -> Point:
    """The span as a point: with gist and side of the point that shares most of its words."""

    def shared(point: Point) -> int:
        return min(point.end, end) - max(point.start, start)

    best = max((point for point in essay.points if point.says), key=shared, default=None)
    if best is not None and shared(best) * 2 > end - start:
        return best
    numbers = [n for n, s in enumerate(essay.sentences) if s.end > start and s.start < end]
    return Point(start, end, numbers[0], numbers[-1])


def leaning(points: Sequence[Point]) -> str | None:
    """The side that an essay's points speak for; `conditional` for several, None for none."""
    sides = {point.speaks_for for point in points if point.speaks_for}
    if not sides:
        return None
    return sides.pop() if len(sides) == 1 else CONDITIONAL


def _holders(debate: Debate) -> dict[str, set[tuple[str, int]]]:
    """Each topic word with the points that bear it; the debate's own words tell nothing apart."""
    own = {
        stem for side in debate.sides for stem in content_stems(f"{side.label} {side.statement}")
    }
    own |= set(content_stems(debate.question))
    names = {thing for essay in debate.essays for point in essay.points for thing in point.things}
    names |= {s.voice.name for essay in debate.essays for s in essay.sentences if s.voice.name}
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    held: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for essay in debate.essays:
        for number, point in enumerate(essay.points):
            for term in point.about:
                stems = tuple(content_stems(term))
                if not set(stems) - own or term in names:
                    continue
                key = " ".join(stems)
                spelt[key][term] += 1
                held[key].add((essay.slug, number))
    return {spelt[key].most_common(1)[0][0]: places for key, places in held.items()}


def _essays(places: set[tuple[str, int]]) -> set[str]:
    return {slug for slug, _ in places}


def _by_essay(
    debate: Debate, places: set[tuple[str, int]], first: Container[tuple[str, int]] = ()
) -> dict[str, tuple[Point, ...]]:
    """The points by essay; those that bear the matter's very name come first."""

    def points(essay: Essay) -> tuple[Point, ...]:
        own = (number for slug, number in places if slug == essay.slug)
        numbers = sorted(own, key=lambda number: ((essay.slug, number) not in first, number))
        return tuple(essay.points[number] for number in numbers)

    return {essay.slug: points(essay) for essay in debate.essays if points(essay)}
