"""What the commands show in a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.errors import DebateError

SHOWN = 40  # complaints; `--json` has them all


def show_error(error: DebateError) -> None:
    """Message and hint, on standard error."""
    console = Console(stderr=True, highlight=False)
    console.print(f"[bold red]{escape(_safe(error.message))}[/]")
    if error.hint:
        console.print(escape(_safe(error.hint)))


def show_score(result: dict[str, Any]) -> None:
    """The metrics over all cases, nugget recall by kind, and what is wrong."""
    console = Console(highlight=False)
    table = Table(title=f"{result['cases']} cases, {result['answers']} answers")
    for column in ("metric", "value", "95 %", "n", "cases"):
        table.add_column(column, justify="left" if column == "metric" else "right")
    for name, figure in result["metrics"].items():
        table.add_row(
            name,
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
        by_kind.add_row(
            kind,
            str(some["cases"]),
            *(
                number(figures[name]["value"])
                for name in (
                    "nugget_recall_vital",
                    "nugget_recall_all",
                    "status_accuracy",
                    "citations_per_answer",
                    "text_words",
                )
            ),
        )
    console.print(by_kind)
    for problem in result["problems"]:
        console.print(f"[yellow]{escape(_safe(problem))}[/]")
    _show_failures(console, result["failures"])


def _bounds(figure: dict[str, Any]) -> str:
    if figure["low"] is None:
        return ""
    return f"{number(figure['low'])} to {number(figure['high'])}"


def _show_failures(console: Console, failures: list[dict[str, Any]]) -> None:
    """What is wrong, case by case; what several metrics complain of is said once."""
    told: dict[tuple[str, str], str] = {}
    for failure in failures:
        for what in failure["what"]:
            told.setdefault((failure["id"], what), failure["metric"])
    last = None
    for (id, what), metric in list(told.items())[:SHOWN]:
        if id != last:
            console.print(f"[bold]{escape(_safe(id))}[/]")
        console.print(f"  {metric}: {escape(_safe(what))}")
        last = id
    if len(told) > SHOWN:
        console.print(f"… and {len(told) - SHOWN} more (--json lists them all)")


def number(value: float | None) -> str:
    """A figure as the tables show it; a dash where there is none."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.0f}"


def _safe(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
