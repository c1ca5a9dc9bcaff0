"""Gates: the figures that a change may not break, and the baseline it is compared with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from assistant.settings import Settings
from evals.cases import REFERENCE
from evals.comparing import Comparison, compare
from evals.metrics.table import BY_NAME, METRICS
from evals.running import as_lines
from evals.runs import RESULTS, Progress, Suite, read_lines, read_run, run_suite
from evals.scoring import score_all
from evals.stored import Debates

HERE = Path(__file__).resolve().parent
GATES, BASELINE = HERE / "gates.yaml", HERE / "baseline"
HEAD = """\
# What a run of the whole suite must reach, and may not lose. `python -m evals gate` checks it,
# `python -m evals gate --update` writes it anew from a run, which becomes the baseline besides.
#
# `least` and `most` bound a metric (evals/METRICS.md); `each_intent` bounds the mean grade of every
# intent. Besides, no primary metric may be significantly worse than in the baseline.

"""
MARGIN = 0.02  # what a figure may lose before the gate breaks, as a share of its whole scale
UNGATED = ("latency_ms",)  # a busy machine is no fault of the answers


class Gates(BaseModel):
    """Bounds by metric over all cases, and the least mean grade of every intent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: dict[str, float]
    most: dict[str, float]
    each_intent: float = 0.0


def read_gates(path: Path = GATES) -> Gates:
    """The thresholds of a file."""
    return Gates.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


def gates_of(summary: Mapping[str, Any]) -> Gates:
    """Gates that a run just passes: a margin below its figures; properties must hold always."""
    least, most = {}, {}
    for metric in METRICS:
        value = summary["metrics"][metric.name]["value"]
        if value is None or metric.name in UNGATED:
            continue
        if metric.must_be_one:
            least[metric.name] = 1.0 if value == 1 else _down(value)
        elif metric.better == "lower":
            most[metric.name] = round(value + MARGIN, 3)
        else:
            least[metric.name] = _down(value, metric.best)
    grades = [some["metrics"]["grade"]["value"] for some in summary["intents"].values()]
    return Gates(least=least, most=most, each_intent=_down(min(grades, default=0.0), 3))


def _down(value: float, scale: float = 1.0) -> float:
    return max(0.0, round(value - MARGIN * scale, 3))


def breaches(gates: Gates, summary: Mapping[str, Any]) -> list[str]:
    """Every bound that a run's summary breaks; a metric that was not measured breaks none."""
    found = []
    for name, least in gates.least.items():
        value = summary["metrics"][name]["value"]
        if value is not None and value < least:
            found.append(f"{name} is {value:.3f}, at least {least} is wanted")
    for name, most in gates.most.items():
        value = summary["metrics"][name]["value"]
        if value is not None and value > most:
            found.append(f"{name} is {value:.3f}, at most {most} is wanted")
    for intent, some in summary["intents"].items():
        value = some["metrics"]["grade"]["value"]
        if value is not None and value < gates.each_intent:
            found.append(
                f"grade of {intent} is {value:.2f}, at least {gates.each_intent} is wanted"
            )
    return found


def losses(comparison: Comparison) -> list[str]:
    """Every primary metric that is significantly worse than the baseline's."""
    return [
        f"{change.metric} went from {change.a:.3f} to {change.b:.3f} "
        f"(p {min(change.p, change.mcnemar):.3f}, {change.lost} cases lost, {change.won} won)"
        for change in comparison.changes
        if change.verdict == "worse" and change.a is not None and change.b is not None
    ]


def gate(settings: Settings, progress: Progress, *, update: bool = False) -> list[str]:
    """Every gate that a run over the reference cases breaks; `update` makes both anew instead."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        told = run_suite(Suite(REFERENCE), settings, out, progress)
        if update:
            keep_baseline(out)
            write_gates(gates_of(told))
            return []
        broken = breaches(read_gates(), told)
        if (BASELINE / RESULTS).exists():
            broken += against_baseline(out, settings)
    return broken


def against_baseline(run: Path, settings: Settings) -> list[str]:
    """What a run has lost against the baseline, paired by case."""
    debates = Debates(None, settings)
    cases, before = read_run(BASELINE, debates, REFERENCE)
    _, now = read_run(run, debates)
    return losses(compare(score_all(cases, before, debates)[0], score_all(cases, now, debates)[0]))


def keep_baseline(run: Path, to: Path = BASELINE) -> None:
    """A run's answers as the baseline: without the cases, which lie beside it, and without time."""
    lines = [
        {"id": line["id"], "answer": line["answer"], "leaning": line["leaning"]}
        for line in read_lines(run)
    ]
    for line in lines:
        for answer in (line["answer"], *line["leaning"]):
            if "timings_ms" in answer:
                answer["timings_ms"] = {"total": 0}
    to.mkdir(exist_ok=True)
    (to / RESULTS).write_bytes(as_lines(lines))


def write_gates(gates: Gates, path: Path = GATES) -> None:
    """The thresholds as a file, in the order of the metrics."""
    told = json.loads(gates.model_dump_json())
    assert {*gates.least, *gates.most} <= BY_NAME.keys()
    path.write_text(HEAD + yaml.safe_dump(told, sort_keys=False), encoding="utf-8")
