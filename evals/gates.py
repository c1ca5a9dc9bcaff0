"""Gates: the figures that a change may not break."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from evals.comparing import Comparison

HERE = Path(__file__).resolve().parent
GATES, BASELINE = HERE / "gates.yaml", HERE / "baseline"


class Gates(BaseModel):
    """Bounds by metric: over all cases, and for each kind of question."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    least: dict[str, float]
    most: dict[str, float]
    each_kind: dict[str, float]


def read_gates(path: Path = GATES) -> Gates:
    """The thresholds of a file."""
    return Gates.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


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
    for name, least in gates.each_kind.items():
        for kind, some in summary["kinds"].items():
            value = some["metrics"][name]["value"]
            if value is not None and value < least:
                found.append(f"{name} of {kind} is {value:.3f}, at least {least} is wanted")
    return found


def losses(comparison: Comparison) -> list[str]:
    """Every primary metric that is significantly worse than the baseline's."""
    return [
        f"{change.metric} fell from {change.a:.3f} to {change.b:.3f} "
        f"(p {min(change.p, change.mcnemar):.3f}, {change.lost} cases lost, {change.won} won)"
        for change in comparison.changes
        if change.verdict == "worse" and change.a is not None and change.b is not None
    ]
