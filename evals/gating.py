"""Runs the suite against the gates and the committed baseline."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.settings import Settings
from evals.comparing import compare
from evals.gates import BASELINE, HERE, breaches, losses, read_gates
from evals.grading import grade_all
from evals.running import as_lines
from evals.runs import RESULTS, Progress, Suite, read_lines, read_run, run_suite
from evals.stored import open_stored

REFERENCE = HERE / "reference.jsonl"


def gate(
    corpus: Path, settings: Settings, progress: Progress, *, update: bool = False
) -> list[str]:
    """Every gate that a run over the reference cases breaks; `update` keeps it as the baseline."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        summary = run_suite(Suite(REFERENCE, corpus), settings, out, progress)
        broken = breaches(read_gates(), summary)
        if update:
            keep_baseline(out)
        elif (BASELINE / RESULTS).exists():
            broken += against_baseline(out, corpus, settings)
    return broken


def against_baseline(run: Path, corpus: Path, settings: Settings) -> list[str]:
    """What a run has lost against the baseline, paired by case."""
    stored = open_stored(corpus, settings)
    cases, answers = read_run(BASELINE, stored, REFERENCE)
    _, others = read_run(run, stored, REFERENCE)
    before, after = grade_all(cases, answers, stored)[0], grade_all(cases, others, stored)[0]
    return losses(compare(before, after))


def keep_baseline(run: Path, baseline: Path = BASELINE) -> None:
    """Keeps a run's answers as the baseline: without the cases, which are committed already."""
    kept = [{k: v for k, v in line.items() if k != "case"} for line in read_lines(run)]
    baseline.mkdir(exist_ok=True)
    (baseline / RESULTS).write_bytes(as_lines(kept))
