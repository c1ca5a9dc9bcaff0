"""Runs of the eval suite, as their files tell them: nothing here knows how they are scored."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUMMARY, RESULTS, REPORT = "summary.json", "results.jsonl", "report.html"
MOST_RUNS = 60  # the latest ones


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its folder and its summary."""

    folder: Path
    summary: Mapping[str, Any]

    @property
    def made(self) -> Mapping[str, Any]:
        run: Mapping[str, Any] = self.summary.get("run", {})
        return run

    @property
    def started(self) -> str:
        return str(self.made.get("started", self.folder.name))

    @property
    def metrics(self) -> Mapping[str, Mapping[str, Any]]:
        metrics: Mapping[str, Mapping[str, Any]] = self.summary.get("metrics", {})
        return metrics

    @property
    def groups(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """The metrics of each sort of question: by intent where cases have one, else by kind."""
        for sorts in ("intents", "kinds"):
            groups: Mapping[str, Any] = self.summary.get(sorts, {})
            if found := {sort: g["metrics"] for sort, g in groups.items() if g.get("metrics")}:
                return found
        return {}

    @property
    def name(self) -> str:
        return f"{self.started[:16].replace('T', ' ')} · {self.made.get('split', 'all')}"


def read_runs(folder: Path) -> list[Run]:
    """The runs in a folder, latest first; what is not a run, or half written, is passed over."""
    runs = []
    for path in folder.glob(f"*/{SUMMARY}") if folder.is_dir() else ():
        try:
            summary = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(summary, dict) and isinstance(summary.get("metrics"), dict):
            runs.append(Run(path.parent, summary))
    return sorted(runs, key=lambda run: run.started, reverse=True)[:MOST_RUNS]


def history_of(runs: list[Run], metric: str) -> list[dict[str, Any]]:
    """One metric over the runs, oldest first, where it was measured."""
    rows = []
    for run in reversed(runs):
        figure = run.metrics.get(metric, {})
        if figure.get("value") is not None:
            rows.append(
                {
                    "started": run.started,
                    "value": figure["value"],
                    "low": figure.get("low"),
                    "high": figure.get("high"),
                    "run": run.name,
                }
            )
    return rows


def failing_cases(run: Run) -> dict[str, list[Mapping[str, Any]]]:
    """What went wrong, by case: each entry has a metric and what it complains of."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for failure in run.summary.get("failures", ()):
        found[str(failure.get("id"))].append(failure)
    return dict(found)


def lines_of(run: Run) -> Iterator[Mapping[str, Any]]:
    """The run's cases with their answers; unreadable lines are passed over."""
    try:
        raw = (run.folder / RESULTS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for line in raw.splitlines():
        try:
            read = json.loads(line)
        except ValueError:
            continue
        if isinstance(read, dict):
            yield read
