"""Sums grades up: one figure a metric, with its n and, where asked, its interval."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import fmean, median
from typing import Any

from evals.grading import Grade
from evals.metrics.measured import Measured
from evals.metrics.table import FAMILY_METRICS, METRICS, Metric
from evals.statistics import Floats, interval, resampled
from evals.weighing import Weighable, clusters_of, pooled_by_cluster, weighable


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over many answers; None where nothing could be measured.

    `n` counts what the value is a share of (citations, nuggets, answers …), `cases` the cases that
    took part, `low` and `high` bound it (95 %, cluster bootstrap; medians have none).
    """

    value: float | None
    n: int
    cases: int
    low: float | None = None
    high: float | None = None


def figure(metric: Metric, grades: Sequence[Grade]) -> Figure:
    """A metric summed up over the grades, as its `summing` says."""
    measured = [(g.case.kind, g.measured[metric.name]) for g in grades]
    part = [(kind, m) for kind, m in measured if m.of]
    n = round(sum(m.of for _, m in part))
    if not part:
        return Figure(None, 0, 0)
    if metric.summing == "kinds":
        by_kind: dict[str, list[float]] = defaultdict(list)
        for kind, m in part:
            by_kind[kind].append(m.right / m.of)
        value = fmean(fmean(values) for values in by_kind.values())
    elif metric.summing == "median":
        value = median(m.right / m.of for _, m in part)
    else:
        value = sum(m.right for _, m in part) / sum(m.of for _, m in part)
    return Figure(value, n, len(part))


def figures(grades: Sequence[Grade], *, intervals: bool = False) -> dict[str, Figure]:
    """Every metric, summed up; with 95 % intervals where asked."""
    plain = {metric.name: figure(metric, grades) for metric in METRICS}
    over_families = {m.__name__: m([grade.view for grade in grades]) for m in FAMILY_METRICS}
    plain |= {name: _pooled(list(by.values())) for name, by in over_families.items()}
    if not intervals or not grades:
        return plain
    clusters = clusters_of(grades)
    weights = resampled(len(clusters)).astype(float)
    parts = {
        metric.name: weighable(metric, grades, clusters)
        for metric in METRICS
        if metric.summing != "median"
    }
    parts |= {name: pooled_by_cluster(by, clusters) for name, by in over_families.items()}
    return {name: _bounded(plain[name], parts.get(name), weights) for name in plain}


def _pooled(measured: Sequence[Measured]) -> Figure:
    of = sum(m.of for m in measured)
    return Figure(sum(m.right for m in measured) / of if of else None, round(of), len(measured))


def _bounded(plain: Figure, parts: Weighable | None, weights: Floats) -> Figure:
    if plain.value is None or parts is None:
        return plain
    bounds = interval(parts.values(weights))
    return plain if bounds is None else replace(plain, low=bounds[0], high=bounds[1])


def kinds(grades: Sequence[Grade]) -> dict[str, list[Grade]]:
    """The grades by kind of question, in alphabetical order."""
    by_kind: dict[str, list[Grade]] = defaultdict(list)
    for grade in grades:
        by_kind[grade.case.kind].append(grade)
    return dict(sorted(by_kind.items()))


def confusion_table(grades: Sequence[Grade]) -> dict[str, dict[str, int]]:
    """How often each sort of speaker was credited to each sort of voice."""
    counts = Counter(pair for grade in grades for pair in grade.confusions)
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (speaks, named), count in sorted(counts.items()):
        table[speaks][named] = count
    return dict(table)


def complaints(grades: Sequence[Grade]) -> list[dict[str, Any]]:
    """Every case with something wrong, and what: one entry a case and metric."""
    return [
        {"id": grade.case.id, "kind": grade.case.kind, "metric": name, "what": list(m.complaints)}
        for grade in grades
        for name, m in grade.measured.items()
        if m.complaints
    ]


def broken(figures: Mapping[str, Figure]) -> list[str]:
    """The metrics that must be 1 and are not, in the order of the table."""
    return [
        metric.name
        for metric in METRICS
        if metric.must_be_one and figures[metric.name].value not in (1, None)
    ]


def as_json(figures: dict[str, Figure]) -> dict[str, Any]:
    """Figures ready for JSON, rounded to six places."""
    return {
        name: {
            key: round(value, 6) if isinstance(value, float) else value
            for key, value in asdict(figure).items()
        }
        for name, figure in figures.items()
    }
