"""Shows on the terminal what an ingest did and what it was unsure of."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant.errors import DebateError
from ingest.summary import Summary

_MOST_NOTES = 40
_LONGEST = 100  # characters of a quotation


def show_summary(console: Console, corpus: Path, summary: Summary) -> None:
    """Counts first, then whatever asks for the owner's eye."""
    if summary.up_to_date:
        head = f"{corpus} has not changed: its index is up to date ({summary.seconds:.1f} s)."
    else:
        head = f"Indexed {corpus} in {summary.seconds:.1f} s."
    _line(console, head, style="bold")
    _line(
        console,
        f"{summary.essays} essays, {summary.voices} voices, {summary.passages} passages, "
        f"{summary.sentences} sentences",
    )
    if not summary.up_to_date:
        _line(
            console,
            f"{summary.analysed} essays read anew; {summary.encoded} texts encoded, "
            f"{summary.reused} vectors reused",
        )
    for proposal in summary.proposals:
        if proposal.position is None:
            _line(
                console,
                f"{proposal.essay}: position not clear: please say, with `position:` in the "
                "essay's front matter.",
            )
            continue
        _line(console, f"Proposed position of {proposal.essay}: {proposal.position}. It rests on:")
        for sentence in proposal.sentences:
            _line(console, f"  - {sentence}")
        _line(console, "  Confirm or correct it with `position:` in the essay's front matter.")
    if summary.uncertain:
        _line(console, "Speaker uncertain (offered as nobody's view; name them under `voices:`):")
        for voice in summary.uncertain:
            _line(console, f"  - {voice.essay}, {voice.place}: “{_short(voice.text)}”")
            _line(console, f"    {voice.reason}")
    if summary.unheard:
        _line(console, "Listed under `voices:`, and not heard in the text (is the name right?):")
        for listed in summary.unheard:
            _line(console, f"  - {listed.essay}, {listed.place}: {listed.name}")

    for warning in summary.warnings:
        _line(console, f"Look at this: {warning}")
    if summary.left_out:
        _line(console, "Left out:")
        for number, (name, note) in enumerate(summary.left_out):
            if number == _MOST_NOTES:
                _line(console, f"  and {len(summary.left_out) - number} more notes")
                break
            _line(console, f"  - {name}: {note}")


def _short(words: str) -> str:
    """The beginning of a quotation, on one line."""
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"


def show_problems(console: Console, corpus: Path, problems: list[str], command: str) -> None:
    """What an examination found, and the command that mends it."""
    if not problems:
        _line(console, f"The index of {corpus} is sound.", style="bold")
        return
    _line(console, f"The index of {corpus} is damaged:", style="bold red")
    for problem in problems:
        _line(console, f"  - {problem}")
    _line(console, f"Rebuild it with: {command} --rebuild")


def show_error(console: Console, error: DebateError) -> None:
    """Message and hint; their text may come from a file, so nothing in it is markup."""
    _line(console, error.message, style="bold red")
    if error.hint:
        _line(console, error.hint)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style=style), soft_wrap=True, highlight=False)
