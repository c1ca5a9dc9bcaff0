"""Follow-up questions under an answer: made from points near to it that it did not use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from assistant.answer import Citation
from assistant.domain import Debate
from assistant.points import PointRow
from assistant.words import content_stems

COUNT = 3
_SHORTEST, _LONGEST = 4, 14  # words of a question that reads well as a suggestion
_USUAL, _LEAST = 0.025, 3  # the share, and the number, of questions that begin with a usual word
_SAMPLE = 500  # points whose questions tell what is usual


def openings(rows: Sequence[PointRow]) -> frozenset[str]:
    """The words with which questions under these points usually begin, in small letters.

    Readers also type fragments ("premium pricing"), which all begin with words of their own.
    """
    first = Counter(_first(ask) for row in rows[:_SAMPLE] for ask in row.point.asks)
    least = max(_LEAST, _USUAL * first.total())
    return frozenset(word for word, count in first.items() if count >= least)


def suggestions(
    question: str,
    near: Sequence[PointRow],
    used: Sequence[Citation],
    debate: Debate,
    usual: Collection[str],
) -> tuple[str, ...]:
    """Three questions that the essays answer, nearest first, no two from one essay if possible.

    A question is suggested if it bears its mark, or begins with a `usual` word.
    """
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
            ask = _best(row, asked, usual)
            if ask:
                found.append(ask)
                essays.add(row.essay.slug)
                asked.append(set(content_stems(ask)))
    for starter in debate.starters:
        if len(found) < COUNT and starter != question and starter not in found:
            found.append(starter)
    return tuple(found[:COUNT])


def _best(row: PointRow, asked: Collection[set[str]], usual: Collection[str]) -> str | None:
    """The point's first question of a good length that asks something new."""
    for ask in row.point.asks:
        stems = set(content_stems(ask))
        if not _SHORTEST <= len(ask.split()) <= _LONGEST or not stems:
            continue
        if _first(ask) not in usual and not ask.endswith("?"):
            continue
        if any(len(stems & other) > len(stems) / 2 for other in asked):
            continue
        text = ask[:1].upper() + ask[1:]
        return text if text[-1] in "?.!" else f"{text}?"
    return None


def _first(ask: str) -> str:
    """Its first word, without what an apostrophe parts off ("what’s")."""
    return ask.split()[0].partition("’")[0].partition("'")[0].lower()
