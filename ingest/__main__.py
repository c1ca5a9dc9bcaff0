"""`python -m ingest`: build or update the index of a debate folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from assistant.errors import DebateError, UserError
from assistant.settings import Settings
from ingest.indexing import build_index
from ingest.report import show_summary

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def ingest(
    corpus: Annotated[
        Path | None, typer.Option(help="A debate folder; without it, the five essays.")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Write the index anew even if nothing changed.")
    ] = False,
) -> None:
    """Read a debate folder and bring its index up to date."""
    console, errors = Console(), Console(stderr=True)
    try:
        settings = Settings()
        folder = corpus or settings.corpus
        with _bar(Console(stderr=True)) as bar:
            tasks: dict[str, TaskID] = {}

            def progress(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total)
                bar.update(tasks[stage], completed=done)

            summary = build_index(folder, settings, progress, rebuild=rebuild)
    except DebateError as error:
        errors.print(error.message, style="bold red", markup=False, highlight=False, soft_wrap=True)
        if error.hint:
            errors.print(error.hint, markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(2 if isinstance(error, UserError) else 1) from None
    show_summary(console, folder, summary)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), console=console
    )


if __name__ == "__main__":
    app()
