"""Retrieval: whether the evidence came up, and how early, apart from what was written of it.

The ranking is what the assistant retrieved, where a results file of `run` says so, else what the
answer cites, by number. A span shows a nugget if it covers half of any of its evidence, whoever is
said to speak. Nuggets that are not vital count like the others.
"""

from __future__ import annotations

from collections.abc import Callable

from evals.matching import COVERED, coverage
from evals.metrics import ranking
from evals.metrics.measured import NOTHING, Measured
from evals.view import View

Gold = dict[str, frozenset[int]]


def recall_at_5(view: View) -> Measured:
    """Nuggets that the first 5 spans show / nuggets, per case. 0 to 1; without any: None."""
    return _over(view, lambda order, gold: ranking.recall_at(5, order, gold))


def recall_at_10(view: View) -> Measured:
    """Nuggets that the first 10 spans show / nuggets, per case. 0 to 1; without any: None."""
    return _over(view, lambda order, gold: ranking.recall_at(10, order, gold))


def cover_at_10(view: View) -> Measured:
    """Cases whose first 10 spans show every nugget / cases. 0 to 1; without nuggets: None."""
    return _over(view, lambda order, gold: ranking.cover_at(10, order, gold))


def ndcg_at_10(view: View) -> Measured:
    """Discounted gain of the first 10 spans over the best order. 0 to 1; without nuggets: None.

    A span gains 1 for each nugget that it is the first to show.
    """
    return _over(view, lambda order, gold: ranking.ndcg_at(10, order, gold))


def mrr(view: View) -> Measured:
    """1 / rank of the first span that shows a nugget, per case. 0 to 1; without nuggets: None."""
    return _over(view, ranking.reciprocal_rank)


def least_side_recall_at_10(view: View) -> Measured:
    """Recall at 10 of the side that comes off worst, per case. 0 to 1; under two sides: None."""
    if view.reply.refused:
        return NOTHING if len(_sides(view)) < 2 else Measured(0, 1)
    order, gold = _ranked(view)
    sides = {side: {name: gold[name] for name in names} for side, names in _sides(view).items()}
    return _measured(ranking.least_side_recall_at(10, order, sides))


def _over(view: View, metric: Callable[[list[int], Gold], float | None]) -> Measured:
    if not view.case.nuggets:
        return NOTHING
    return _measured(metric(*_ranked(view)))


def _measured(value: float | None) -> Measured:
    return NOTHING if value is None else Measured(value, 1)


def _ranked(view: View) -> tuple[list[int], Gold]:
    """The ranking as places 0, 1, …, and which places show each nugget."""
    if view.retrieved:
        spans = list(view.retrieved)
    else:
        by_number = sorted(view.counted, key=lambda looked: looked.cited.number or 0)
        spans = [(looked.cited, looked.span) for looked in by_number]
    gold = {
        nugget.id: frozenset(
            at
            for at, (cited, span) in enumerate(spans)
            for evidence in nugget.any_of
            if cited.essay == evidence.essay
            and coverage(cited.quote, span, evidence, view.stored) >= COVERED
        )
        | {-1 - place}  # what shows it was not retrieved, as far as the best order is concerned
        for place, nugget in enumerate(view.case.nuggets)
    }
    return list(range(len(spans))), gold


def _sides(view: View) -> dict[str, list[str]]:
    sides: dict[str, list[str]] = {}
    for nugget in view.case.nuggets:
        if nugget.side is not None:
            sides.setdefault(nugget.side, []).append(nugget.id)
    return sides
