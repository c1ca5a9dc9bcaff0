"""What the commands show in a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from assistant.errors import DebateError
from evals.bench.speed import Timing
from evals.comparing import Comparison
from evals.metrics.table import BY_SORT
from evals.mutants.matrix import Outcome
from evals.runs import Progress as Report
from evals.scoring import shown

SHOWN = 40  # problems, and complaints; `--json` has them all


def show_error(error: DebateError) -> None:
    """Message and hint, on standard error."""
    console = Console(stderr=True, highlight=False)
    console.print(f"[bold red]{_safe(error.message)}[/]")
    if error.hint:
        console.print(_safe(error.hint))


def say(text: str) -> None:
    """One line, as it is."""
    Console(highlight=False, soft_wrap=True).print(_safe(text))


@contextmanager
def progress() -> Iterator[Report]:
    """A progress bar on standard error, fed with what is being done, how far, of how much."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def report(what: str, done: int, of: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=of)
            bars.update(tasks[what], completed=done, total=of)

        yield report


def show_score(result: dict[str, Any]) -> None:
    """The metrics over all cases, the main ones by intent and kind, and what is wrong."""
    console = Console(highlight=False)
    table = _table(
        f"{result['cases']} cases, {result['answers']} answers", "metric value 95% n cases"
    )
    for name, figure in result["metrics"].items():
        label = f"[bold red]{name}[/]" if name in result["broken"] else name
        sizes = str(figure["n"]), str(figure["cases"])
        table.add_row(label, shown(figure["value"]), _bounds(figure["low"], figure["high"]), *sizes)
    console.print(table)
    by_sort = _table("by intent, and by kind", " ".join(("sort", "cases", *BY_SORT)))
    for sort, some in (*result["intents"].items(), *result["kinds"].items()):
        values = [shown(some["metrics"][name]["value"]) for name in BY_SORT]
        by_sort.add_row(_safe(sort), str(some["cases"]), *values)
    console.print(by_sort)
    for problem in result["problems"][:SHOWN]:
        console.print(f"[yellow]{_safe(problem)}[/]")
    if len(result["problems"]) > SHOWN:
        console.print(f"… and {len(result['problems']) - SHOWN} more problems of the file")
    _show_failures(console, result["failures"], result["broken"])


def show_comparison(result: Comparison) -> None:
    """Every primary metric, A against B, the cases that flipped, and the verdict."""
    console = Console(highlight=False)
    title = f"{result.cases} cases in both, B against A"
    table = _table(title, "metric A B B-A 95% p lost won p(McNemar) verdict")
    for change in result.changes:
        table.add_row(
            change.metric,
            *map(shown, (change.a, change.b, change.difference)),
            _bounds(change.low, change.high),
            f"{change.p:.3f}",
            str(change.lost),
            str(change.won),
            f"{change.mcnemar:.3f}",
            change.verdict,
        )
    console.print(table)
    for flip in result.flips:
        now = "passes" if flip.to == "pass" else "fails"
        console.print(f"{_safe(flip.id)}: {flip.metric} now {now}")
    console.print(f"B is [bold]{result.verdict}[/] (p-values after Holm over the primary metrics)")


def show_outcomes(found: Sequence[Outcome], sane: Sequence[Outcome]) -> None:
    """The kill matrix, the score, and what must hold without any fault."""
    console = Console(highlight=False)
    table = _table("Planted faults", "fault noticed-by before after killed moved-besides")
    for outcome in found:
        besides = sum(name != outcome.noticed_by for name in outcome.moved)
        killed = "yes" if outcome.killed else "[bold red]NO[/]"
        killed += f" (moved {', '.join(outcome.strayed)})" if outcome.strayed else ""
        figures = shown(outcome.before), shown(outcome.after)
        table.add_row(outcome.name, outcome.noticed_by, *figures, killed, str(besides))
    console.print(table)
    dead = sum(outcome.killed for outcome in found)
    console.print(f"Mutation score: [bold]{dead}/{len(found)}[/]")
    for outcome in found:
        if not outcome.killed:
            console.print(f"survived: {outcome.name}: {escape(outcome.what)}")
    for check in sane:
        held = "holds" if check.killed else f"[bold red]FAILS[/]: {', '.join(check.strayed)}"
        console.print(f"{escape(check.what)} {held}")


def show_timings(timings: Sequence[Timing]) -> None:
    """What was timed, against the floor of the same run."""
    title = "Speed (medians; the floor was measured in the same run)"
    table = _table(title, "what ms floor-ms ratio p95-ratio n")
    for timing in timings:
        floor = "" if timing.floor is None else f"{timing.floor * 1000:.1f}"
        ratios = [f"{r:.2f}" if r is not None else "" for r in (timing.ratio, timing.slow_ratio)]
        table.add_row(timing.what, f"{timing.ours * 1000:.1f}", floor, *ratios, str(timing.n))
    Console(highlight=False).print(table)


def _show_failures(
    console: Console, failures: Sequence[dict[str, Any]], broken: Sequence[str]
) -> None:
    """What is wrong: how often by metric, then by case; what must not happen at all comes first."""
    if failures:
        often = Counter(failure["metric"] for failure in failures)
        told = ", ".join(f"{name} in {count}" for name, count in often.most_common())
        console.print(f"Cases with something wrong: {told}")
    first = sorted(failures, key=lambda failure: failure["metric"] not in broken)
    said = [(one["id"], one["metric"], what) for one in first for what in one["what"]]
    for id, metric, what in said[:SHOWN]:
        console.print(f"[bold]{_safe(id)}[/] {metric}: {_safe(what)}")
    if len(said) > SHOWN:
        console.print(f"… and {len(said) - SHOWN} more (--json lists them all)")
    if broken:
        console.print(f"Must be 1 and are not: [bold red]{', '.join(broken)}[/]")


def _table(title: str, columns: str) -> Table:
    table = Table(title=title)
    for at, column in enumerate(columns.split()):
        table.add_column(column.replace("-", " "), justify="right" if at else "left")
    return table


def _bounds(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"{shown(low)} to {shown(high)}"


def _safe(text: str) -> str:
    """Escaped, and without lone surrogates, which no terminal can show."""
    return escape(text.encode("utf-8", "replace").decode("utf-8"))
