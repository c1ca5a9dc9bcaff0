"""Ranked rows to chosen excerpts: drop echoes, keep what comes near the best, mind the budget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from assistant.evidence import Excerpt
from assistant.excerpts import excerpt, grow, within_budget
from assistant.retrieval.search import Search
from assistant.scoring import Scored

NARROW_WORDS = 120  # quoted words of a narrow answer; the writer keeps the whole under 150
NARROW_CITATIONS = 4
MOST_WITH_LIST = 6  # citations where one of them introduces a list
ALONE = 30  # words under which the only quotation of an answer is told on
WITH_NEXT = 50  # and up to which
ECHO = 0.90  # cosine from which two sentences say the same


def ranked(
    scored: Scored, bonus: Callable[[int], float] = lambda _: 0.0
) -> list[tuple[int, float]]:
    """Rows with their score and what their wording adds, best first, ties by row."""
    pairs = [
        (row, value + bonus(row))
        for row, value in zip(scored.rows.tolist(), scored.score.tolist(), strict=True)
        if value > -0.5
    ]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def choose(
    search: Search,
    order: Sequence[tuple[int, float]],
    scored: Scored,
    *,
    ratio: float,
    most: int = NARROW_CITATIONS,
    words: int = NARROW_WORDS,
    most_each: int = 60,
    per_essay: int | None = None,
    reason: str = "answers",
) -> tuple[Excerpt, ...]:
    """Excerpts around the leading rows whose score is at least `ratio` of the best one's."""
    if not order:
        return ()
    cosine = dict(zip(scored.rows.tolist(), scored.cosine.tolist(), strict=True))
    vectors = search.atlas.index.sentence_vectors
    least = order[0][1] * ratio
    taken: list[int] = []
    found: list[Excerpt] = []
    count: dict[str, int] = {}
    for row, value in order:
        if value < least or len(found) >= most:
            break
        place = search.atlas.index.rows[row]
        if any(
            e.essay.slug == place.essay.slug and e.first <= place.number <= e.last for e in found
        ):
            continue
        if any(float(np.dot(vectors[row], vectors[other])) >= ECHO for other in taken):
            continue
        if per_essay is not None and count.get(place.essay.slug, 0) >= per_essay:
            continue
        grown = search.around(
            row, reason=reason, most_words=most_each, similarity=round(cosine[row], 4)
        )
        if any(grown.overlaps(other) for other in found):
            continue
        taken.append(row)
        found.append(grown)
        count[place.essay.slug] = count.get(place.essay.slug, 0) + 1
        for item in search.items(row):  # a list says nothing without its items
            place = search.atlas.index.rows[item]
            listed = excerpt(place.essay, place.number, place.number, reason="item")
            if len(found) < MOST_WITH_LIST and not any(listed.overlaps(o) for o in found):
                found.append(listed)
                most = max(most, min(len(found), MOST_WITH_LIST))
    if len(found) == 1 and found[0].words < ALONE:
        found = [_with_what_follows(found[0])]
    return within_budget(found, most=most, words=words)


def _with_what_follows(single: Excerpt) -> Excerpt:
    """The one excerpt of an answer, with the sentence that goes on where it stops."""
    grown = grow(
        single.essay,
        single.last,
        lambda number: number == single.last + 1,
        most_words=WITH_NEXT,
        similarity=single.similarity,
        reason=single.reason,
    )
    return grown if grown.first <= single.first and grown.last > single.last else single
