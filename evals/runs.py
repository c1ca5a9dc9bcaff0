"""A run: the suite asked and scored, kept in a folder that can be scored and compared again.

The folder holds `results.jsonl` (a line a case: case, answer, what was noted beside it),
`summary.json` (what `score --json` says, how the run was made, name-swap) and `report.html`.
"""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from assistant.debate import open_debate
from assistant.errors import UserError
from assistant.settings import Settings
from assistant.writers.model.connection import check_writer
from evals.answers import AnswersFile, parse_answers, parse_line, read_answers
from evals.cases import Case
from evals.html import report
from evals.judge import judged, open_judge
from evals.loading import check_cases, load_cases
from evals.nameswap import name_swap
from evals.running import Asking, Line, as_lines, ask_cases
from evals.score import score
from evals.stored import Stored, open_stored
from evals.summary import Figure, as_json

RESULTS, SUMMARY, REPORT = "results.jsonl", "summary.json", "report.html"
Split = Literal["dev", "held", "all"]
ASKING = Asking()
Progress = Callable[[str, int, int], None]  # what is being done, how many done, of how many


@dataclass(frozen=True, slots=True)
class Suite:
    """What to run: which cases of which file, over which corpus, how asked."""

    cases: Path
    corpus: Path
    split: Split = "all"
    asking: Asking = ASKING
    name_swap: bool = True
    trust_voices: bool = False
    judge: str | None = None


def run_suite(suite: Suite, settings: Settings, out: Path, progress: Progress) -> dict[str, Any]:
    """Asks the suite's cases, writes the three files of a run, and returns its summary.

    Raises:
        UserError: bad cases, a corpus that has not been ingested, a writer that there is not, a
            folder that holds other things.
    """
    if out.exists() and not out.is_dir():
        raise UserError(f"{out}: is a file", "Name a folder.")
    if out.exists() and any(path.name not in (RESULTS, SUMMARY, REPORT) for path in out.iterdir()):
        raise UserError(f"{out}: holds other files", "Name an empty folder, or one of a run.")
    stored = open_stored(suite.corpus, settings)
    cases = of_split(load_cases(suite.cases, stored, trust_voices=suite.trust_voices), suite.split)
    assistant = open_debate(suite.corpus, settings)
    writer = suite.asking.writer or settings.writer
    check_writer(writer)
    judge = open_judge(suite.judge, writer, settings) if suite.judge else None
    started = datetime.now(UTC)
    clock = time.monotonic()
    lines: list[Line] = []
    progress("asking", 0, len(cases))
    for line in ask_cases(assistant, cases, suite.asking):
        lines.append(line)
        progress("asking", len(lines), len(cases))
    made = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 1),
        "cases_file": suite.cases.name,
        "corpus": suite.corpus.name,
        "index": assistant.index.info.digest,
        "model": assistant.index.info.model,
        "split": suite.split,
        "writer": writer,
        "python": platform.python_version(),
    }
    swap = None
    if suite.name_swap:
        progress("name-swap", 0, 1)
        swap = name_swap(cases, suite.corpus, settings, suite.asking)
        progress("name-swap", 1, 1)
    if judge:
        replies = parse_answers(as_lines(lines)).replies
        pairs = [(case, replies[case.id]) for case in cases]
        made["judge"] = judged(judge, str(suite.judge), pairs, progress)
    return keep(out, lines, cases, stored, made, _swap_figure(swap))


def keep(
    out: Path,
    lines: Sequence[Line],
    cases: Sequence[Case],
    stored: Stored,
    made: dict[str, Any],
    more: dict[str, Figure],
) -> dict[str, Any]:
    """Scores results, writes them with summary and report, and returns the summary."""
    out.mkdir(parents=True, exist_ok=True)
    raw = as_lines(lines)
    (out / RESULTS).write_bytes(raw)
    answers = read_answers(out / RESULTS)
    summary = {"run": made, **score(cases, answers, stored)}
    summary["metrics"] |= as_json(more)
    (out / SUMMARY).write_text(json.dumps(summary, indent=1, sort_keys=True) + "\n", "ascii")
    (out / REPORT).write_text(report(summary, cases, answers), encoding="utf-8")
    return summary


def of_split(cases: Sequence[Case], split: Split) -> tuple[Case, ...]:
    """The cases of one half, or all; a UserError where that leaves none."""
    some = tuple(case for case in cases if split == "all" or case.split == split)
    if not some:
        raise UserError(f"no case belongs to the split {split}", "Use --split all.")
    return some


def read_run(
    path: Path, stored: Stored, cases: Path | None = None
) -> tuple[tuple[Case, ...], AnswersFile]:
    """The cases and answers of a run's folder, or of its results file, to be scored again.

    Lines that hold no case of their own (those of the baseline) find theirs in the file `cases`.
    """
    lines = read_lines(path)
    own = [json.dumps(line["case"]) for line in lines if "case" in line]
    if own:
        return check_cases(_results(path), own, stored), read_answers(_results(path))
    if cases is None:
        raise UserError(f"{_results(path)}: holds no cases", "Name them with --cases.")
    answered = {line["id"] for line in lines}
    known = load_cases(cases, stored)
    return tuple(c for c in known if c.id in answered), read_answers(_results(path))


def of_both(
    a: Sequence[Case], answered: AnswersFile, b: Sequence[Case]
) -> tuple[tuple[Case, ...], str]:
    """The cases of run A on which B, with its own cases and answers, is compared; and a remark.

    Where B asked one half of the split only, so much of A; whatever else B has not answered counts
    as failed, or dropping the bad answers would be the way to a better run.
    """
    halves = {case.split for case in b}
    cases = tuple(case for case in a if case.split in halves)
    lost = sum(case.id not in answered.replies for case in cases)
    told = []
    if len(cases) < len(a):
        told.append(f"{len(a) - len(cases)} of A's cases are of the other half and left out")
    if more := len({case.id for case in b} - {case.id for case in a}):
        told.append(f"{more} of B's cases are not in A and left out")
    if lost:
        told.append(f"{lost} of A's cases have no answer in B and count as failed")
    return cases, "; ".join(told)


def read_lines(path: Path) -> tuple[Line, ...]:
    """The lines of a run's results that can be read; a UserError where there is none."""
    lines = []
    for raw in _read(_results(path)).split(b"\n"):
        try:
            line = parse_line(raw) if raw.strip() else None
        except (ValueError, RecursionError):
            continue
        if isinstance(line, dict) and isinstance(line.get("answer"), dict) and "id" in line:
            lines.append(line)
    if not lines:
        raise UserError(
            f"{_results(path)}: holds no results of a run", "Make one: `python -m evals run`."
        )
    return tuple(lines)


def _results(path: Path) -> Path:
    return path / RESULTS if path.is_dir() else path


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror})", "Make a run: `python -m evals run`."
        ) from error


def _swap_figure(measured: Any) -> dict[str, Figure]:
    if measured is None:
        return {"name_swap": Figure(None, 0, 0)}
    return {"name_swap": Figure(measured.value, round(measured.of), 1)}
