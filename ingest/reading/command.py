"""`python -m ingest read`: what is to be read, its progress, and what came of it, in words."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID
from rich.text import Text

from assistant.index_folder import ingest_command
from assistant.settings import Settings
from assistant.writers.model.connection import leaves_for
from ingest.reading.reader import EssayRead, Reader

_LONGEST = 160  # characters of a rejected point


def read_essays(
    corpus: Path,
    writer: str,
    settings: Settings,
    console: Console,
    bar: Progress,
    *,
    force: bool,
    dry_run: bool,
) -> None:
    """Read the essays that wait, one after the other; each file stands once its essay is read.

    Raises:
        UserError: a bad folder, a writer that there is not, nothing that could stand.
        ModelFailed: the model gave no answer.
    """
    reader = Reader(corpus, writer, settings)
    waiting = reader.waiting(force=force)
    kept = [file.slug for file in reader.folder.files if file.slug not in waiting]
    if kept:
        _say(console, f"Kept as they are: {', '.join(kept)}. With --force they are read anew.")
    if not waiting:
        return
    estimates = [reader.estimate(slug) for slug in waiting]
    for one in estimates:
        _say(
            console,
            f"{one.essay}: {one.calls} calls, about {one.tokens_in:,} tokens in and "
            f"{one.tokens_out:,} out",
        )
    whole = sum(one.tokens_in + one.tokens_out for one in estimates)
    _say(console, f"About {whole:,} tokens in all, before repairs.", style="bold")
    goes_to = leaves_for(writer, settings)
    if goes_to:
        _say(console, f"The essays are sent to {goes_to}.")
    if dry_run:
        return
    tasks: dict[str, TaskID] = {}

    def progress(essay: str, done: int, total: int) -> None:
        if essay not in tasks:
            tasks[essay] = bar.add_task(essay, total=total)
        bar.update(tasks[essay], completed=done)

    for number, slug in enumerate(waiting):
        try:
            show_read(console, reader.read(slug, progress))
        except KeyboardInterrupt:
            _say(console, f"Stopped: {number} of {len(waiting)} read. The same command goes on.")
            raise
    _say(console, f"Look the files over, then: {ingest_command(corpus, settings)}", style="bold")


def show_read(console: Console, read: EssayRead) -> None:
    """What came of one essay: its points, what they leave out, what was turned down and why."""
    share = f"{read.covered} of {read.sentences} sentences"
    _say(console, f"{read.path}: {read.points} points on {share}, {read.mended} of them mended")
    used = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in read.usage.items())
    if used:
        _say(console, f"  {used}")
    for one in read.rejected:
        said = one.says if len(one.says) <= _LONGEST else f"{one.says[:_LONGEST]}…"
        _say(console, f"  left out: {said}")
        _say(console, f"    because {one.reason}")


def _say(console: Console, line: str, style: str = "") -> None:
    console.print(Text(line, style=style), soft_wrap=True)
