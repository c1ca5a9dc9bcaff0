"""An answer on the terminal: the prose, the roll call as a table, the sources by number.

Every text is shown as it stands: nothing in it is markup, and no character of it may steer the
terminal. Piped, the same text comes without colours.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer, Citation, RollCallEntry, Statement
from assistant.domain import Debate, Essay
from assistant.errors import DebateError
from assistant.naming import MOST_NAMED, capitalised, essay_name
from assistant.ui.names import named_entries, position_label, voice_line

WIDEST = 88  # columns; longer lines are tiring to read
_MARKER = re.compile(r"\[\d{1,3}\]")
_STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def answer_console() -> Console:
    """Standard output, as wide as the terminal up to a comfortable line."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.width = min(console.width, WIDEST)
    return console


def error_console() -> Console:
    """Standard error, for whatever is not the answer."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def show_answer(console: Console, answer: Answer, debate: Debate) -> None:
    """The whole answer; whatever it lacks (roll call, sources, strikes) is left out."""
    for part, statements in _parts(answer):
        _show_part(console, part, statements)
    if answer.roll_call:
        _show_roll_call(console, answer.roll_call, debate)
    if answer.citations:
        _show_sources(console, answer.citations, debate)
    for failure in answer.gate.failures:
        struck = f"Struck by the gate ({failure.failure}): {failure.statement}"
        _wrapped(console, plain(struck, "yellow"))
    if not any(question in answer.text for question in answer.suggestions):
        _show_suggestions(console, answer.suggestions)


def show_error(console: Console, error: DebateError) -> None:
    """What is wrong, and what to do about it."""
    console.print(plain(error.message, "bold red"))
    if error.hint:
        console.print(plain(error.hint))


def show_warning(console: Console, message: str) -> None:
    """Something the reader should know beside the answer."""
    console.print(plain(f"Warning: {message}", "yellow"))


def plain(text: str, style: str = "") -> Text:
    """Text whose characters are only shown, never obeyed."""
    return Text(_STEERING.sub(" ", text), style=style)


def _parts(answer: Answer) -> list[tuple[str, list[Statement]]]:
    """The statements by the part of the answer that they belong to, in order."""
    parts: list[tuple[str, list[Statement]]] = []
    for statement in answer.statements:
        if not parts or parts[-1][0] != statement.part:
            parts.append((statement.part, []))
        parts[-1][1].append(statement)
    return parts or [("", [Statement(answer.text)])]


def _show_part(console: Console, part: str, statements: list[Statement]) -> None:
    inferred = all(statement.layer == "assistant" for statement in statements)
    if part:
        own = " (the assistant's own)" if inferred else ""
        console.print(plain(part.rstrip("."), "bold") + plain(own, "dim"))
    prose = plain(" ".join(statement.text for statement in statements))
    prose.highlight_regex(_MARKER, "bold cyan")
    _wrapped(console, prose)
    console.print()


def _show_roll_call(console: Console, entries: tuple[RollCallEntry, ...], debate: Debate) -> None:
    alone = debate.contrarian
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in ("Roll call", "Position", "Shown by"):
        table.add_column(heading, overflow="fold")
    for entry in named_entries(entries):
        stands = position_label(debate, entry.position)
        if alone and entry.essay == alone.slug and entry.position == alone.position:
            stands += " (the contrarian)"
        who = capitalised(essay_name(debate.essay(entry.essay)))
        proof = f"[{entry.citation}]" if entry.citation is not None else ""
        table.add_row(plain(who), plain(stands), plain(proof, "bold cyan"))
    console.print(table)
    if len(entries) > MOST_NAMED:
        held = Counter(entry.position for entry in entries)
        told = ", ".join(f"{position_label(debate, p)} {n}" for p, n in held.most_common())
        console.print(plain(f"and {len(entries) - MOST_NAMED} more; of all: {told}"))
    console.print()


def _show_sources(console: Console, citations: tuple[Citation, ...], debate: Debate) -> None:
    """Each essay with the citations taken from it; neighbours of one voice share a line."""
    console.print(plain("Sources", "bold"))
    for essay in dict.fromkeys(citation.essay for citation in citations):
        _wrapped(console, _essay_line(debate.essay(essay)))
        own = (citation for citation in citations if citation.essay == essay)
        for spoken, same in groupby(own, _spoken):
            numbers = "".join(f"[{citation.number}]" for citation in same)
            _wrapped(console, plain(spoken), f"  {numbers} ")
    console.print()


def _show_suggestions(console: Console, questions: tuple[str, ...]) -> None:
    if not questions:
        return
    console.print(plain("You could ask", "bold"))
    for question in questions:
        _wrapped(console, plain(question), "  - ")
    console.print()


def _essay_line(essay: Essay) -> Text:
    by = f", {essay.author}" if essay.author else ", unsigned"
    publisher = f" ({essay.publisher})" if essay.publisher else ""
    return plain(f"“{essay.title}”") + plain(by + publisher, "dim")


def _spoken(citation: Citation) -> str:
    """Who speaks a citation, and under which heading."""
    who = voice_line(citation.voice, citation.role, citation.attitude, citation.author)
    return f"{who}, under “{citation.heading}”" if citation.heading else who


def _wrapped(console: Console, text: Text, lead: str = "") -> None:
    """Print the text in lines of whole words, indented to stand beside its lead."""
    margin = plain(lead, "bold cyan")
    for line in text.wrap(console, max(console.width - len(lead), 20)):
        line.rstrip()
        console.print(margin + line, soft_wrap=True)
        margin = plain(" " * len(lead))
