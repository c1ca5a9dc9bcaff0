"""Narrow questions: what one voice says, who argues something, what the essays say of a matter."""

from __future__ import annotations

from assistant.evidence import Excerpt
from assistant.retrieval.case import told
from assistant.retrieval.compared import answering
from assistant.retrieval.ranking import choose, ranked
from assistant.retrieval.search import Search
from assistant.scoring import Scored

LATELY = 0.10  # what a row gains whose voice or essay the question before was about
CASE = 0.3  # share of the score by the asker's business that counts for advice
SECOND_HAND = 0.06  # what a quoted voice's row loses where the essay's author was asked


def of_voices(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """The named voices' and essays' own best sentences on the matter."""
    index = search.atlas.index
    asked = set(search.question.voices)

    def bonus(row: int) -> float:
        name = index.rows[row].sentence.voice.name
        return search.aspect(row) - SECOND_HAND * bool(asked and name not in asked)

    return choose(search, ranked(scored, bonus), scored, ratio=0.60, most=6)


def of_anyone(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """Whoever argues what was asked."""
    lately = set(search.question.lately)

    def bonus(row: int) -> float:
        return search.aspect(row) + LATELY * (search.atlas.index.rows[row].speaker in lately)

    return choose(search, ranked(scored, bonus), scored, ratio=0.70, most=6, most_each=40)


def of_opponents(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """Whoever contradicts what the question before was about: other voices on its matter.

    First those who answer its voice by name; no essay that speaks for that voice itself.
    """
    previous = search.question.previous
    voices = set(previous.voices) if previous else set()
    atlas = search.atlas
    own = atlas.essays_answering_for(voices, previous.essays if previous else ())
    slugs = {essay.slug for essay in own}
    positions = {essay.position for essay in own}
    answers = answering(search, voices)

    def bonus(row: int) -> float:
        place = atlas.index.rows[row]
        if place.sentence.voice.name in voices or place.essay.slug in slugs:
            return -2.0
        return 0.08 * (place.essay.position not in positions) + answers(row)

    order = [pair for pair in ranked(scored, bonus) if pair[1] > -0.5]
    return choose(search, order, scored, ratio=0.76, most=3)


def for_business(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """Advice: what the essays say of such a business, their stated conditions first."""
    profile = told(search) if search.question.business else None
    if profile and len(search.question.left) < 2:
        scored = profile  # "What should we do?": the business is all there is to go by
    case = profile.by_row() if profile else {}

    def bonus(row: int) -> float:
        condition = search.cue(row, "CONDITION")
        to_reader = condition and search.cue(row, "ASKS_READER")
        return search.aspect(row) + 0.06 * condition + 0.04 * to_reader + CASE * case.get(row, 0.0)

    return choose(
        search, ranked(scored, bonus), scored, ratio=0.60, most=6, most_each=24, per_essay=3
    )
