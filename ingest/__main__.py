"""`python -m ingest`: build or update an index, show who speaks, have essays read by a model."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from assistant.errors import DebateError, UserError
from assistant.index_folder import ingest_command
from assistant.settings import read_settings
from ingest.doctor import check_index
from ingest.essays import analyse_folder
from ingest.folder import read_folder
from ingest.indexing import build_index
from ingest.report import show_error, show_problems, show_summary
from ingest.voice_doubts import uncertain_voices
from ingest.voices_view import json_lines, show_voices

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def ingest(
    context: typer.Context,
    corpus: Annotated[
        Path | None, typer.Option(help="A debate folder; without it, the five essays.")
    ] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Write the index anew even if nothing changed.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Examine the index instead of building it.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Show every finding, not the first of each kind.")
    ] = False,
) -> None:
    """Read a debate folder and bring its index up to date."""
    if context.invoked_subcommand is not None:
        return
    try:
        settings = read_settings()
        folder = corpus or settings.corpus
        if check:
            problems = check_index(folder, settings)
            show_problems(Console(), folder, problems, ingest_command(folder, settings))
            raise typer.Exit(1 if problems else 0)
        with _bar(Console(stderr=True)) as bar:
            tasks: dict[str, TaskID] = {}

            def progress(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    tasks[stage] = bar.add_task(stage, total=total)
                bar.update(tasks[stage], completed=done)

            summary = build_index(folder, settings, progress, rebuild=rebuild)
    except DebateError as error:
        show_error(Console(stderr=True), error)
        raise typer.Exit(2 if isinstance(error, UserError) else 1) from None
    show_summary(Console(), folder, summary, everything=everything)


@app.command()
def voices(
    corpus: Annotated[
        Path | None, typer.Option(help="A debate folder; without it, the five essays.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a sentence, nothing else.")
    ] = False,
) -> None:
    """Show who speaks in every sentence of a debate folder; no index is built."""
    try:
        settings = read_settings()
        folder = read_folder(corpus or settings.corpus, settings)
        debate = analyse_folder(corpus or settings.corpus, settings)
        if as_json:
            for line in json_lines(debate):
                print(line)
        else:
            show_voices(Console(), debate, uncertain_voices(debate, folder))
    except DebateError as error:
        show_error(Console(stderr=True), error)
        raise typer.Exit(2 if isinstance(error, UserError) else 1) from None


@app.command()
def read(
    writer: Annotated[str, typer.Option(help="The chat model that reads, as PROVIDER:MODEL.")],
    corpus: Annotated[
        Path | None, typer.Option(help="A debate folder; without it, the five essays.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Read all essays anew, over the readings there are.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read and for how many tokens.")
    ] = False,
) -> None:
    """Have a chat model read the essays that have no reading, into points/<slug>.yaml."""
    from ingest.reading.command import read_essays

    try:
        settings = read_settings()
        folder = corpus or settings.corpus
        with _bar(Console(stderr=True)) as bar:
            read_essays(folder, writer, settings, Console(), bar, force=force, dry_run=dry_run)
    except DebateError as error:
        show_error(Console(stderr=True), error)
        raise typer.Exit(2 if isinstance(error, UserError) else 1) from None


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), console=console
    )


if __name__ == "__main__":
    app()
