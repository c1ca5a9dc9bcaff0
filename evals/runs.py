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
from typing import Any

from assistant.errors import UserError
from assistant.settings import Settings
from assistant.writers.model.connection import check_writer
from evals.answers import AnswersFile, parse_answers, parse_line, read_answers
from evals.cases import Case, Split, check_cases, load_cases
from evals.judge import judged, open_judge
from evals.metrics.measured import Measured
from evals.metrics.table import NAME_SWAP
from evals.nameswap import name_swap
from evals.report import report
from evals.running import Asking, Assistants, Line, as_lines, ask_cases
from evals.scoring import Figure, summary
from evals.stored import Debates

RESULTS, SUMMARY, REPORT = "results.jsonl", "summary.json", "report.html"
ASKING = Asking()
Progress = Callable[[str, int, int], None]  # what is being done, how many done, of how many


@dataclass(frozen=True, slots=True)
class Suite:
    """What to run: which cases of which file, how asked.

    `corpus`: the one debate to ask; None for all that the cases are about.
    """

    cases: Path
    corpus: Path | None = None
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
    debates = Debates(suite.corpus, settings)
    cases = load_cases(suite.cases, debates, trust_voices=suite.trust_voices, split=suite.split)
    writer = suite.asking.writer or settings.writer
    check_writer(writer)
    judge = open_judge(suite.judge, writer, settings) if suite.judge else None
    started, clock = datetime.now(UTC), time.monotonic()
    assistants = Assistants(debates)
    first = assistants.of(cases[0])
    lines: list[Line] = []
    progress("asking", 0, len(cases))
    for line in ask_cases(assistants, cases, suite.asking):
        lines.append(line)
        progress("asking", len(lines), len(cases))
    made = {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(time.monotonic() - clock, 1),
        "cases_file": suite.cases.name,
        "corpus": suite.corpus.name if suite.corpus else "all",
        "index": first.index.info.digest,
        "model": first.index.info.model,
        "split": suite.split,
        "writer": writer,
        "python": platform.python_version(),
    }
    swap = None
    if suite.name_swap:
        progress("name-swap", 0, 1)
        usual = [case for case in cases if case.corpus == cases[0].corpus]
        swap = name_swap(usual, debates, suite.asking)
        progress("name-swap", 1, 1)
    if judge:
        replies = parse_answers(as_lines(lines)).replies
        pairs = [(case, replies[case.id]) for case in cases]
        made["judge"] = judged(judge, str(suite.judge), pairs, progress)
    return keep(out, lines, cases, debates, made, swap)


def keep(
    out: Path,
    lines: Sequence[Line],
    cases: Sequence[Case],
    debates: Debates,
    made: dict[str, Any],
    swap: Measured | None = None,
) -> dict[str, Any]:
    """Scores results, writes them with summary and report, and returns the summary."""
    out.mkdir(parents=True, exist_ok=True)
    (out / RESULTS).write_bytes(as_lines(lines))
    answers = read_answers(out / RESULTS)
    more = {NAME_SWAP: Figure(swap.value, round(swap.of), 1)} if swap else {}
    told = {"run": made, **summary(cases, answers, debates, more)}
    (out / SUMMARY).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "ascii")
    (out / REPORT).write_text(report(told, cases, answers), encoding="utf-8")
    return told


def read_run(
    path: Path, debates: Debates, cases: Path | None = None
) -> tuple[tuple[Case, ...], AnswersFile]:
    """The cases and answers of a run's folder, or of its results file, to be scored again.

    Lines that hold no case of their own (those of the baseline) find theirs in the file `cases`.
    """
    lines = read_lines(path)
    own = [json.dumps(line["case"]) for line in lines if "case" in line]
    if own:
        return check_cases(_results(path), own, debates), read_answers(_results(path))
    if cases is None:
        raise UserError(f"{_results(path)}: holds no cases", "Name them with --cases.")
    answered = {line["id"] for line in lines}
    known = load_cases(cases, debates)
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
