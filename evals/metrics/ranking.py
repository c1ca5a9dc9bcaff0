"""Retrieval: how well a ranking finds what it should, apart from what is then written.

Plain functions over a ranking of items, best first. `gold` maps each thing to be found (a nugget,
a cluster, a document) to the items that show it. All give None where there is nothing to find.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence, Set
from math import log2
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)
Thing = TypeVar("Thing", bound=Hashable)


def recall_at(k: int, ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]]) -> float | None:
    """Things shown by one of the first k items / things. 0 to 1; nothing to find: None.

    Source: ragas `IDBasedContextRecall`.
    """
    if not gold:
        return None
    top = set(ranking[:k])
    return sum(not top.isdisjoint(items) for items in gold.values()) / len(gold)


def cover_at(k: int, ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]]) -> float | None:
    """1 if the first k items show everything, else 0; nothing to find: None.

    Source: PerSphere (2412.12588).
    """
    recall = recall_at(k, ranking, gold)
    return None if recall is None else float(recall == 1)


def reciprocal_rank(ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]]) -> float | None:
    """1 / the rank of the first item that shows anything; 0 if none does; nothing: None."""
    if not gold:
        return None
    wanted = frozenset[Item]().union(*gold.values())
    return next((1 / rank for rank, item in enumerate(ranking, 1) if item in wanted), 0.0)


def ndcg_at(k: int, ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]]) -> float | None:
    """Discounted gain of the first k items / the best possible. 0 to 1; nothing to find: None.

    An item gains 1 for the first time that its thing is shown: repetition earns nothing. So it is
    alpha-nDCG with alpha 1. Source: Järvelin & Kekäläinen 2002; Clarke et al. 2008.
    """
    return alpha_ndcg_at(k, ranking, gold, alpha=1.0)


def alpha_ndcg_at(
    k: int, ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]], alpha: float = 0.5
) -> float | None:
    """Discounted gain that repetition wears down / that of the greedily best ranking.

    An item gains (1 - alpha)^(earlier hits on the same thing), discounted by log2(rank + 1). 0 to
    1; nothing to find: None. Source: Clarke et al. 2008.
    """
    if not gold:
        return None
    pool = sorted(frozenset[Item]().union(*gold.values()), key=repr)
    best: list[Item] = []
    seen = dict.fromkeys(gold, 0)
    while pool and len(best) < k:
        top = max(pool, key=lambda item: _gain(item, gold, seen, alpha))
        best.append(top)
        pool.remove(top)
        _count(top, gold, seen)
    ideal = _discounted(best, gold, alpha)
    return _discounted(ranking[:k], gold, alpha) / ideal if ideal else None


def least_side_recall_at(
    k: int, ranking: Sequence[Item], sides: Mapping[str, Mapping[Thing, Set[Item]]]
) -> float | None:
    """The recall of the side that comes off worst. 0 to 1; fewer than two sides: None."""
    recalls = [recall_at(k, ranking, gold) for gold in sides.values() if gold]
    known = [recall for recall in recalls if recall is not None]
    return min(known) if len(known) >= 2 else None


def _discounted(ranking: Sequence[Item], gold: Mapping[Thing, Set[Item]], alpha: float) -> float:
    seen = dict.fromkeys(gold, 0)
    total = 0.0
    for rank, item in enumerate(dict.fromkeys(ranking), start=1):
        total += _gain(item, gold, seen, alpha) / log2(rank + 1)
        _count(item, gold, seen)
    return total


def _gain(
    item: Item, gold: Mapping[Thing, Set[Item]], seen: Mapping[Thing, int], alpha: float
) -> float:
    return sum((1 - alpha) ** seen[thing] for thing, items in gold.items() if item in items)


def _count(item: Item, gold: Mapping[Thing, Set[Item]], seen: dict[Thing, int]) -> None:
    for thing, items in gold.items():
        seen[thing] += item in items
