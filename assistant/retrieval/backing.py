"""Who goes along with somebody on a matter, or against them: their own words, then others'."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.evidence import Excerpt
from assistant.excerpts import within_budget
from assistant.retrieval.compared import answering
from assistant.retrieval.ranking import NARROW_WORDS, choose, ranked
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.understanding.kinds import asks_opponents

ANSWERS = 2  # weight, with opponents, of speaking right behind them or of them
NAMED = 0.35  # what a row gains that names the one asked about
SIDE = 0.08  # and whose essay stands on their side, or on another where opponents are asked for
NEAR = 0.60  # share of their own best score below which nobody else speaks of the matter
MOST_REPLIES = 2
SPEAKS = 0.50  # share of the others' best score below which somebody is silent on the matter


def beside(search: Search, scored: Scored) -> tuple[Excerpt, ...]:
    """What those asked about say of the matter, where they speak of it, and whoever else does."""
    question, atlas = search.question, search.atlas
    about, rows = set(question.about), atlas.index.rows
    against = asks_opponents(question.text)
    slugs = [essay.slug for essay in atlas.debate.essays if essay.slug in about]
    kin = atlas.essays_answering_for(about.difference(slugs), slugs)
    their_slugs, sides = {essay.slug for essay in kin}, {essay.position for essay in kin}
    answers = answering(search, about)

    def bonus(row: int) -> float:
        place = rows[row]
        if place.speaker in about:
            return -2.0
        value = search.aspect(row)
        value += NAMED * any(m.name.key in about for m in atlas.names.find(place.text))
        if not against:
            return value + SIDE * (place.essay.position in sides)
        if place.essay.slug in their_slugs and place.sentence.voice.attitude != "rebuts":
            return -2.0
        return value + ANSWERS * answers(row) + SIDE * (place.essay.position not in sides)

    pool = search.pool(about.difference(slugs), slugs)
    told = search.score([row for row in pool if rows[row].speaker in about])
    own = choose(search, ranked(told), told, ratio=1.0, most=1, most_each=40)
    best = float(told.score.max(initial=0.0))
    order = [pair for pair in ranked(scored, bonus) if pair[1] > max(NEAR * best, -0.5)]
    others = choose(search, order, scored, ratio=0.70, most_each=40)
    if not own or best < SPEAKS * float(scored.score.max(initial=0.0)):
        return others
    replies = _replies(search, ranked(told))
    return within_budget([own[0], *replies, *others], most=5, words=NARROW_WORDS)


def _replies(search: Search, told: Sequence[tuple[int, float]]) -> list[Excerpt]:
    """What a host says right behind the words of those it quotes, nearest matter first."""
    rows, citable = search.atlas.index.rows, search.atlas.citable
    found: dict[int, Excerpt] = {}
    for row, value in told:
        if value < NEAR * told[0][1] or len(found) == MOST_REPLIES:
            break
        here, end = rows[row], row + 1
        if here.sentence.voice.role != "quoted":
            continue
        # The rest of the quotation, and the words that only attribute it.
        while rows[end : end + 1] and (rows[end].speaker == here.speaker or not citable[end]):
            end += 1
        for reply in rows[end : end + 1]:
            same = reply.essay is here.essay and reply.sentence.block == here.sentence.block
            if same and reply.sentence.voice.role == "author":
                found[end] = search.around(end, reason="answers", most_words=30)
    return list(found.values())
