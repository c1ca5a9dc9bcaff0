"""What `score` and `run` show in a terminal: the figures, and what is wrong, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

SHOWN = 40  # problems, and complaints; `--json` has them all
KIND_COLUMNS = (
    "nugget_recall_vital",
    "nugget_recall_all",
    "status_accuracy",
    "citations_per_answer",
    "text_words",
)


def show_score(result: dict[str, Any]) -> None:
    """The metrics over all cases, nugget recall by kind, and what is wrong."""
    console = Console(highlight=False)
    table = Table(title=f"{result['cases']} cases, {result['answers']} answers")
    for column in ("metric", "value", "95 %", "n", "cases"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for name, figure in result["metrics"].items():
        table.add_row(
            f"[bold red]{name}[/]" if name in result["broken"] else name,
            number(figure["value"]),
            _bounds(figure),
            str(figure["n"]),
            str(figure["cases"]),
        )
    console.print(table)
    by_kind = Table(title="by kind")
    for column in ("kind", "cases", "vital", "all", "status", "citations", "words"):
        by_kind.add_column(column, justify="left" if column == "kind" else "right")
    for kind, some in result["kinds"].items():
        figures = some["metrics"]
        values = [number(figures[name]["value"]) for name in KIND_COLUMNS]
        by_kind.add_row(escape(safe(kind)), str(some["cases"]), *values)
    console.print(by_kind)
    _show_problems(console, result["problems"])
    _show_failures(console, result["failures"], result["broken"])
    for name in result["broken"]:
        value = result["metrics"][name]["value"]
        console.print(f"[bold red]{name}[/] must be 1 and is {value:.4f}")


def number(value: float | None) -> str:
    """A figure as the tables show it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def safe(text: str) -> str:
    """The text without lone surrogates, which no terminal can show."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _bounds(figure: dict[str, Any]) -> str:
    if figure["low"] is None:
        return ""
    return f"{number(figure['low'])} to {number(figure['high'])}"


def _show_problems(console: Console, problems: Sequence[str]) -> None:
    for problem in problems[:SHOWN]:
        console.print(f"[yellow]{escape(safe(problem))}[/]")
    if len(problems) > SHOWN:
        console.print(f"… and {len(problems) - SHOWN} more problems of the file")


def _show_failures(
    console: Console, failures: Sequence[dict[str, Any]], broken: Sequence[str]
) -> None:
    """What is wrong: how often by metric, then by case; what must not happen at all comes first.

    What several metrics complain of in the same words is said once.
    """
    if not failures:
        return
    often = Counter(failure["metric"] for failure in failures)
    told = [f"{name} in {count}" for name, count in often.most_common()]
    console.print(f"Cases with something wrong: {', '.join(told)}")
    first = sorted(failures, key=lambda failure: failure["metric"] not in broken)
    said: dict[tuple[str, str], str] = {}
    for failure in first:
        for what in failure["what"]:
            said.setdefault((failure["id"], what), failure["metric"])
    last = None
    for (id, what), metric in list(said.items())[:SHOWN]:
        if id != last:
            console.print(f"[bold]{escape(safe(id))}[/]")
        console.print(f"  {metric}: {escape(safe(what))}")
        last = id
    if len(said) > SHOWN:
        console.print(f"… and {len(said) - SHOWN} more (--json lists them all)")
