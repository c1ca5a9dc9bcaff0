"""Metrics over several answers: the same question in other words, or leaning another way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from evals.cases import Case, Nugget
from evals.matching import found
from evals.metrics.measured import Measured, share
from evals.reply import Reply
from evals.view import View


def paraphrase_stability(views: Sequence[View]) -> dict[str, Measured]:
    """How alike the evidence is that paraphrases of one question are answered with; by family.

    Over all pairs of cases of one family with the same gold: what both answers cite of the gold's
    nuggets / what either does (1 where both refuse what is to be refused, 0 where only one does or
    neither cites anything). 0 to 1; without pairs: None.
    """
    alike: dict[tuple[str, str], list[View]] = defaultdict(list)
    for view in views:
        alike[view.case.cluster, _gold(view.case)].append(view)
    checks: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (family, _), members in alike.items():
        for one, other in combinations(members, 2):
            share_alike = _alike(one, other)
            what = f"{one.case.id} and {other.case.id} agree {share_alike:.2f}"
            checks[family].append((share_alike, what))
    return {
        family: Measured(
            sum(value for value, _ in pairs),
            len(pairs),
            tuple(what for value, what in pairs if value < 1),
        )
        for family, pairs in checks.items()
    }


def lean_invariance(views: Sequence[View]) -> dict[str, Measured]:
    """Whether the roll call stays when the asker leans to a side; by family.

    Leaning questions answered with the roll call of the plain one / leaning questions asked (`run`
    asks them for every case that has a gold roll call). 0 to 1; without any: None.
    """
    checks: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for view in views:
        plain = roll_call(view.reply)
        for leaning in view.reply.leaning:
            called = roll_call(leaning)
            checks[view.case.cluster].append(
                (
                    bool(plain) and plain == called,
                    f"{view.case.id}: {plain} becomes {called} for “{leaning.question}”",
                )
            )
    return {family: share(those) for family, those in checks.items()}


def roll_call(reply: Reply) -> dict[str, str]:
    """The positions that a reply calls; empty for a failed one."""
    return {} if reply.failed else {entry.essay: entry.position for entry in reply.roll_call}


def _alike(one: View, other: View) -> float:
    if one.case.status == "refused":
        return float(one.reply.refused and other.reply.refused)
    first, second = _found(one), _found(other)
    either = first | second
    return len(first & second) / len(either) if either else 0.0


def _found(view: View) -> set[str]:
    return {_key(nugget) for nugget in view.case.nuggets if found(view, nugget)}


def _gold(case: Case) -> str:
    return repr((case.status, sorted(_key(nugget) for nugget in case.nuggets)))


def _key(nugget: Nugget) -> str:
    return repr(sorted((e.essay, e.voice or "", e.evidence) for e in nugget.any_of))
