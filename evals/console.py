"""What the commands show in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from assistant.errors import DebateError
from evals.comparing import Comparison
from evals.mutants.matrix import Outcome
from evals.runs import Progress as Report
from evals.scoreboard import number, safe


def show_error(error: DebateError) -> None:
    """Message and hint, on standard error."""
    console = Console(stderr=True, highlight=False)
    console.print(f"[bold red]{escape(safe(error.message))}[/]")
    if error.hint:
        console.print(escape(safe(error.hint)))


def say(text: str) -> None:
    """One line, as it is."""
    Console(highlight=False, soft_wrap=True).print(escape(safe(text)))


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


def show_comparison(result: Comparison) -> None:
    """Every primary metric, A against B, the cases that flipped, and the verdict."""
    console = Console(highlight=False)
    table = Table(title=f"{result.cases} cases in both, B against A")
    for column in ("metric", "A", "B", "B - A", "95 %", "p", "lost", "won", "p (McNemar)", ""):
        table.add_column(column, justify="left" if column in ("metric", "") else "right")
    for change in result.changes:
        bounds = "" if change.low is None else f"{number(change.low)} to {number(change.high)}"
        table.add_row(
            change.metric,
            number(change.a),
            number(change.b),
            number(change.difference),
            bounds,
            f"{change.p:.3f}",
            str(change.lost),
            str(change.won),
            f"{change.mcnemar:.3f}",
            change.verdict,
        )
    console.print(table)
    for flip in result.flips:
        now = "passes" if flip.to == "pass" else "fails"
        console.print(f"{escape(safe(flip.id))}: {flip.metric} now {now}")
    console.print(f"B is [bold]{result.verdict}[/] (p-values after Holm over the primary metrics)")


def show_outcomes(found: Sequence[Outcome], sane: Sequence[Outcome]) -> None:
    """The kill matrix, the score, and what must hold without any fault."""
    console = Console(highlight=False)
    table = Table(title="Planted faults")
    for column in ("fault", "noticed by", "before", "after", "killed", "also moved"):
        table.add_column(column, no_wrap=column == "fault")
    for outcome in found:
        besides = [name for name in outcome.moved if name != outcome.noticed_by]
        killed = "yes" if outcome.killed else "[bold red]NO[/]"
        if outcome.strayed:
            killed += f" (moved {', '.join(outcome.strayed)})"
        table.add_row(
            outcome.name,
            outcome.noticed_by,
            number(outcome.before),
            number(outcome.after),
            killed,
            str(len(besides)),
        )
    console.print(table)
    dead = sum(outcome.killed for outcome in found)
    console.print(f"Mutation score: [bold]{dead}/{len(found)}[/]")
    for outcome in found:
        if not outcome.killed:
            console.print(f"survived: {outcome.name}: {escape(outcome.what)}")
    for check in sane:
        held = "holds" if check.killed else f"[bold red]FAILS[/]: {', '.join(check.strayed)}"
        console.print(f"{escape(check.what)} {held}")


def show_bench(told: dict[str, Any]) -> None:
    """A table for the timings, and one for each public set."""
    console = Console(highlight=False)
    if told["speed"]:
        table = Table(title="Speed (medians; the floor was measured in the same run)")
        for column in ("what", "ms", "floor ms", "ratio", "quickest", "n"):
            table.add_column(column, justify="left" if column == "what" else "right")
        for what, timing in told["speed"].items():
            floor, ratio = timing["floor"], timing["ratio"]
            table.add_row(
                what,
                f"{timing['ours'] * 1000:.1f}",
                "" if floor is None else f"{floor * 1000:.1f}",
                "" if ratio is None else f"{ratio:.2f}",
                f"{timing['quickest ratio']:.2f}" if "quickest ratio" in timing else "",
                str(timing["n"]),
            )
        console.print(table)
    for name, rows in told["data"].items():
        table = Table(title=name)
        figures = list(dict.fromkeys(key for row in rows for key in row["figures"]))
        for column in ("what", *figures, "n", "note"):
            table.add_column(column, justify="left" if column in ("what", "note") else "right")
        for row in rows:
            values = [number(row["figures"].get(key)) for key in figures]
            table.add_row(row["what"], *values, str(row["n"]), row["note"])
        console.print(table)
