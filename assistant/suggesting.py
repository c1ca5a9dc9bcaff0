"""Follow-up questions under an answer: made from points near to it that it did not use."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answer import Citation
from assistant.domain import Debate
from assistant.points import PointRow
from assistant.words import content_stems

COUNT = 3
_SHORTEST, _LONGEST = 4, 14  # words of a question that reads well as a suggestion
# The closed class of words that an English question begins with.
_OPENERS = frozenset(
    "who whom whose what which when where why how do does did is are am was were can could will "
    "would should shall may must has have had".split()
)


def suggestions(
    question: str, near: Sequence[PointRow], used: Sequence[Citation], debate: Debate
) -> tuple[str, ...]:
    """Three questions that the essays answer, nearest first, no two from one essay if possible."""
    told = {(citation.essay, citation.start) for citation in used}
    fresh = [r for r in near if (r.essay.slug, r.point.start) not in told and r.point.asks]
    found: list[str] = []
    essays: set[str] = set()
    asked = [set(content_stems(question))]
    for round_ in range(2):  # first one of each essay, then whatever comes
        for row in fresh:
            if len(found) == COUNT:
                break
            if row.essay.slug in essays and not round_:
                continue
            ask = _best(row, asked)
            if ask:
                found.append(ask)
                essays.add(row.essay.slug)
                asked.append(set(content_stems(ask)))
    for starter in debate.starters:
        if len(found) < COUNT and starter != question and starter not in found:
            found.append(starter)
    return tuple(found[:COUNT])


def _best(row: PointRow, asked: Collection[set[str]]) -> str | None:
    """The point's first question of a good length that asks something new."""
    for ask in row.point.asks:
        stems = set(content_stems(ask))
        if not _SHORTEST <= len(ask.split()) <= _LONGEST or not stems:
            continue
        first = ask.split()[0].partition("’")[0].partition("'")[0].lower()
        if first not in _OPENERS and not ask.endswith("?"):
            continue  # a fragment that readers may type, but that nobody would suggest
        if any(len(stems & other) > len(stems) / 2 for other in asked):
            continue
        text = ask[:1].upper() + ask[1:]
        return text if text[-1] in "?.!" else f"{text}?"
    return None
