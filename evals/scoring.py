"""Scores answers: every metric on every case, summed up, and what is wrong with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from evals.answers import AnswersFile, Problem
from evals.cases import Case
from evals.metrics.measured import NOTHING, Measured
from evals.metrics.table import BY_NAME, METRICS, Metric
from evals.reply import Reply
from evals.statistics import Parts, interval, wilson
from evals.stored import Debates
from evals.support import shared_words
from evals.view import Support, View

SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """One case with its reply and what every metric says about it."""

    view: View
    measured: Mapping[str, Measured]

    @property
    def case(self) -> Case:
        return self.view.case

    def value(self, metric: str) -> float | None:
        return self.measured[metric].value


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over many answers; None where nothing could be measured.

    `n` counts what the value is a share of (citations, nuggets, answers …), `cases` the cases that
    took part, `low` and `high` bound it (95 %; medians have none).
    """

    value: float | None
    n: int
    cases: int
    low: float | None = None
    high: float | None = None


def shown(value: float | None) -> str:
    """A value as tables show it."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


Known = dict[tuple[str, Reply], tuple[View, dict[str, Measured]]]


def score_all(
    cases: Sequence[Case],
    answers: AnswersFile,
    debates: Debates,
    *,
    support: Support = shared_words,
    known: Known | None = None,
) -> tuple[tuple[Scored, ...], tuple[Problem, ...]]:
    """All cases scored, in their order, and everything that is wrong with the answers file.

    A missing answer is a failed one. `known` remembers over several files what a case's reply
    measured, for those that share most of their answers.
    """
    known = {} if known is None else known
    problems = list(answers.problems)
    looked: list[tuple[View, dict[str, Measured]]] = []
    for case in cases:
        reply = answers.replies.get(case.id)
        if reply is None:
            problems.append(Problem(None, case.id, "no answer: counts as failed"))
            reply = Reply(id=case.id, failed="no answer")
        if (case.id, reply) not in known:
            view = View(case, reply, debates.of(case), support)
            alone = {m.name: m.measure(view) for m in METRICS if m.measure}
            known[case.id, reply] = view, alone
        looked.append(known[case.id, reply])
    views = [view for view, _ in looked]
    over_all = {m.name: m.across(views) for m in METRICS if m.across}
    asked = {case.id for case in cases}
    for id in answers.replies.keys() - asked:
        problems.append(Problem(None, id, "no case has this id: not scored"))
    scored = tuple(
        Scored(view, {m.name: _of(m.name, view, alone, over_all) for m in METRICS})
        for view, alone in looked
    )
    return scored, tuple(problems)


def _of(
    name: str,
    view: View,
    alone: Mapping[str, Measured],
    over_all: Mapping[str, Mapping[str, Measured]],
) -> Measured:
    return alone[name] if name in alone else over_all[name].get(view.case.id, NOTHING)


def figure(metric: Metric, scored: Sequence[Scored], *, bounds: bool = False) -> Figure:
    """A metric summed up: what is right of all together, or the median over answers."""
    part = [m for one in scored if (m := one.measured[metric.name]).of]
    n = round(sum(m.of for m in part))
    if not part:
        return Figure(None, 0, 0)
    if metric.summing == "median":
        return Figure(median(m.right / m.of for m in part), n, len(part))
    value = sum(m.right for m in part) / sum(m.of for m in part)
    low = high = None
    if bounds:
        low, high = _bounds(metric, scored, value) or (None, None)
    return Figure(value, n, len(part), low, high)


def _bounds(metric: Metric, scored: Sequence[Scored], value: float) -> tuple[float, float] | None:
    """Resampled by family; where all are alike, which has no spread, Wilson's over families."""
    right, of = by_cluster(metric, scored, clusters_of(scored))
    taking_part = sum(1 for one in of if one)
    if value in (0, 1) and metric.name != "grade":
        return wilson(taking_part if value else 0, taking_part)
    return interval((right, of))


def clusters_of(scored: Sequence[Scored]) -> list[str]:
    """The families that occur, in order."""
    return list(dict.fromkeys(one.case.cluster for one in scored))


def by_cluster(metric: Metric, scored: Sequence[Scored], clusters: Sequence[str]) -> Parts:
    """What is right, and out of how much, summed up by family."""
    right, of = dict.fromkeys(clusters, 0.0), dict.fromkeys(clusters, 0.0)
    for one in scored:
        measured = one.measured[metric.name]
        right[one.case.cluster] += measured.right
        of[one.case.cluster] += measured.of
    return list(right.values()), list(of.values())


def figures(scored: Sequence[Scored], *, bounds: bool = False) -> dict[str, Figure]:
    """Every metric, summed up; with 95 % intervals where asked."""
    return {metric.name: figure(metric, scored, bounds=bounds) for metric in METRICS}


def summary(
    cases: Sequence[Case],
    answers: AnswersFile,
    debates: Debates,
    more: Mapping[str, Figure] | None = None,
    support: Support = shared_words,
) -> dict[str, Any]:
    """All that `score` and `run` say about an answers file, as one JSON object."""
    scored, problems = score_all(cases, answers, debates, support=support)
    summed = {**figures(scored, bounds=True), **(more or {})}
    return {
        "schema": SCHEMA,
        "cases": len(cases),
        "answers": len(answers.replies),
        "metrics": as_json(summed),
        "kinds": _grouped(scored, lambda case: None if case.intent else case.kind),
        "intents": _grouped(scored, lambda case: case.intent),
        "debates": _grouped(scored, lambda case: case.corpus),
        "broken": [m.name for m in METRICS if _is_broken(m, summed[m.name])],
        "problems": [str(problem) for problem in problems],
        "failures": failures(scored),
    }


def failures(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """Every case with something wrong, and what: one entry a case and metric."""
    return [
        {"id": one.case.id, "kind": one.case.kind, "metric": name, "what": list(m.complaints)}
        for one in scored
        for name, m in one.measured.items()
        if m.complaints
    ]


def as_json(figures: Mapping[str, Figure]) -> dict[str, Any]:
    """Figures ready for JSON, rounded to six places, each with what its metric says."""
    return {
        name: {
            **{k: round(v, 6) if isinstance(v, float) else v for k, v in asdict(one).items()},
            "says": BY_NAME[name].says if name in BY_NAME else "",
        }
        for name, one in figures.items()
    }


def _is_broken(metric: Metric, summed: Figure) -> bool:
    return metric.must_be_one and summed.value not in (1, None)


def _grouped(scored: Sequence[Scored], key: Callable[[Case], str | None]) -> dict[str, Any]:
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        name = key(one.case)
        if name is not None:
            groups[name].append(one)
    return {
        name: {"cases": len(some), "metrics": as_json(figures(some))}
        for name, some in sorted(groups.items())
    }
