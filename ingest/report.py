"""Shows on the terminal what an ingest did and what it was unsure of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from assistant.errors import DebateError
from ingest.summary import Proposal, Summary

_LONGEST = 100  # characters of a quotation
# Of each kind of finding so many are shown, which together fill a screen.
_PROPOSALS, _OTHERS = 3, 4


def show_summary(
    console: Console, corpus: Path, summary: Summary, *, everything: bool = False
) -> None:
    """Counts, then what asks for the owner's eye: the first of each kind, or everything."""
    if summary.up_to_date:
        head = f"{corpus} has not changed: its index is up to date ({summary.seconds:.1f} s)."
    else:
        head = f"Indexed {corpus} in {summary.seconds:.1f} s."
    _line(console, head, style="bold")
    _line(
        console,
        f"{summary.essays} essays, {summary.voices} voices, {summary.sentences} sentences",
    )
    if not summary.up_to_date:
        _line(
            console,
            f"{summary.analysed} essays read anew; {summary.encoded} texts encoded, "
            f"{summary.reused} vectors reused",
        )
    proposals, others = (None, None) if everything else (_PROPOSALS, _OTHERS)
    cut = _show(console, "", _proposed(summary.proposals), proposals)
    if summary.proposals:
        positions = Counter(proposal.position or "not clear" for proposal in summary.proposals)
        told = ", ".join(f"{count} {position}" for position, count in positions.most_common())
        _line(console, f"Proposed positions: {told}. Confirm or correct them with `position:`.")
    cut |= _show(
        console,
        "Speaker uncertain (offered as nobody's view; name them under `voices:`):",
        [
            [f"  - {voice.essay}, {voice.place}: “{_short(voice.text)}”", f"    {voice.reason}"]
            for voice in summary.uncertain
        ],
        others,
    )
    cut |= _show(
        console,
        "Listed under `voices:`, and not heard in the text (is the name right?):",
        [[f"  - {voice.essay}, {voice.place}: {voice.name}"] for voice in summary.unheard],
        others,
    )
    cut |= _show(console, "", [[f"Look at this: {said}"] for said in summary.warnings], others)
    left_out = [[f"  - {name}: {note}"] for name, note in summary.left_out]
    cut |= _show(console, "Left out:", left_out, others)
    if cut:
        _line(console, "All of it: the same command with --all")


def _proposed(proposals: Sequence[Proposal]) -> list[list[str]]:
    """Each proposal with what it rests on; those that rest on least come first."""
    ordered = sorted(proposals, key=lambda proposal: len(proposal.sentences))
    unclear = "position not clear: please say, with `position:` in the essay's front matter."
    return [
        [
            f"Proposed position of {proposal.essay}: {proposal.position}. It rests on:",
            *(f"  - {sentence}" for sentence in proposal.sentences),
        ]
        if proposal.position
        else [f"{proposal.essay}: {unclear}"]
        for proposal in ordered
    ]


def _show(console: Console, head: str, findings: Sequence[list[str]], most: int | None) -> bool:
    """The first findings under their heading, and how many more there are, if there are more."""
    if findings and head:
        _line(console, head)
    for finding in findings[:most]:
        for line in finding:
            _line(console, line)
    more = len(findings) - len(findings[:most])
    if more:
        _line(console, f"  and {more} more")
    return more > 0


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
