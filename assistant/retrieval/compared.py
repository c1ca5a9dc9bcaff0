"""Parties set side by side: the best sentences of each, those first that answer the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from assistant import cues
from assistant.evidence import Excerpt
from assistant.retrieval.ranking import NARROW_WORDS
from assistant.retrieval.search import Search
from assistant.scoring import Scored

ANSWERED = 0.10  # what a row gains in which a voice speaks of another that it is compared with


def answering(search: Search, asked: Collection[str]) -> Callable[[int], float]:
    """What a row gains where its speaker answers another of the voices asked about.

    It names the other, or follows the other's words; all the more if it grants or denies them.
    """
    rows = search.atlas.index.rows
    others = frozenset(asked)

    def value(row: int) -> float:
        place = rows[row]
        own = place.sentence.voice.name
        names = {m.name.key for m in search.atlas.names.find(place.text, fuzzy=False)}
        before = [rows[row - back] for back in (1, 2) if back <= place.number]
        heard = {r.sentence.voice.name for r in before if r.sentence.block == place.sentence.block}
        heard |= {r.sentence.voice.name for r in before[:1]}
        if not (others - {own}) & (names | heard):
            return 0.0
        return ANSWERED + ANSWERED * bool(cues.ANSWERS.search(place.text))

    return value


def comparison(
    search: Search,
    scored: Scored,
    pools: Iterable[tuple[str, Sequence[int]]],
    central: Callable[[int], float],
    *,
    topic: bool,
) -> tuple[Excerpt, ...]:
    """The best sentences of each party; without a topic, the most central ones."""
    parties = list(pools)
    answers = answering(search, search.question.voices)
    each = NARROW_WORDS // max(len(parties), 1)
    by_row = scored.by_row()
    cosine = dict(zip(scored.rows.tolist(), scored.cosine.tolist(), strict=True))
    found: list[Excerpt] = []
    for _, rows in parties:
        value = {
            row: (by_row.get(row, -1.0) if topic else 0.0)
            + (0.05 if topic else 1.0) * central(row)
            + answers(row)
            for row in rows
            if by_row.get(row, -1.0) > -0.5
        }
        order = sorted(value, key=lambda row: (-value[row], row))
        spent = 0
        count = 0
        for row in order:
            if count >= 2 or (count and value[row] < 0.75 * value[order[0]]):
                break
            grown = search.around(
                row, reason="party", most_words=max(each - spent, 18), similarity=cosine[row]
            )
            if count and spent + grown.words > each:
                continue
            if any(grown.overlaps(other) for other in found):
                continue
            found.append(grown)
            spent += grown.words
            count += 1
    return tuple(found)
