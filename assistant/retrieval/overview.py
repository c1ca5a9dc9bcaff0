"""Summaries: the sentences that carry an essay, spread over its sections and voices."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from assistant.domain import CONDITIONAL
from assistant.evidence import Excerpt
from assistant.excerpts import within_budget
from assistant.retrieval.ranking import NARROW_WORDS
from assistant.retrieval.search import Search
from assistant.strength import Strength

PARTS = 5  # sentences of a summary
TOO_NEAR = 0.72  # cosine from which a second sentence adds little


def summary(
    search: Search, strength: Strength, rows: Collection[int], theses: Collection[Excerpt]
) -> tuple[Excerpt, ...]:
    """The thesis, then the most central sentences that are not about the same; reading order."""
    index = search.atlas.index
    vectors = index.sentence_vectors
    found = [thesis for thesis in theses]
    taken = [index.row_of(t.essay.slug, t.first) for t in found]
    headings = {(t.essay.slug, t.heading) for t in found}
    order = sorted(rows, key=lambda row: (-float(strength.centrality[row]), row))
    heard = {t.voice.name for t in found}
    asked = set(search.question.voices)
    others = [
        row
        for row in order
        if index.rows[row].sentence.voice.name not in heard
        and index.rows[row].sentence.voice.attitude == "endorses"
    ]
    sides = _both_sides(search, strength, theses)
    for row in [*others[:1], *sides, *order]:
        if len(found) >= PARTS:
            break
        place = index.rows[row]
        if not search.atlas.citable[row]:
            continue
        attitude = place.sentence.voice.attitude
        scrap = attitude == "reports" and place.text[:1].islower()
        if (attitude == "rebuts" or scrap) and place.sentence.voice.name not in asked:
            continue  # what an author quotes to reject it, or in scraps, carries no essay
        here = (place.essay.slug, place.sentence.heading)
        if place.sentence.heading and here in headings and row not in sides:
            continue
        if row not in sides and any(
            float(np.dot(vectors[row], vectors[other])) >= TOO_NEAR for other in taken
        ):
            continue
        grown = search.around(row, reason="central", most_words=30)
        if any(grown.overlaps(other) for other in found):
            continue
        found.append(grown)
        taken.append(row)
        headings.add(here)
    kept = within_budget(found, most=PARTS, words=NARROW_WORDS)
    return tuple(sorted(kept, key=lambda e: (e.essay.slug, e.start)))


def _both_sides(search: Search, strength: Strength, theses: Collection[Excerpt]) -> list[int]:
    """For essays that take no side: the row that says best what each side is."""
    found = []
    for thesis in theses:
        if thesis.essay.position not in (None, CONDITIONAL):
            continue
        rows = search.atlas.rows_of_essay(thesis.essay.slug)
        for side in search.atlas.debate.sides:
            best = max(rows, key=lambda row: (strength.defines(row, side.id), -row))
            if strength.defines(best, side.id) > 0:
                found.append(best)
    return found
