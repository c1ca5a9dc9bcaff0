"""The command line: `python -m assistant ask|check|serve|mcp`.

Exit status 0 on an answer or a refusal, 2 on a user's mistake, 1 on a fault. Nothing heavy is
imported before it is needed, so that a mistake is answered at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.errors import DebateError, UserError

if TYPE_CHECKING:
    from assistant.debate import DebateAssistant
    from assistant.opened import Assistants
    from assistant.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object (schema 1), no prose.")]
LinesOption = Annotated[
    bool, typer.Option("--jsonl", help='Read {"id", "question", "history"} a line, reply a line.')
]
CorpusOption = Annotated[
    Path | None, typer.Option(help="A debate folder; without it, the five essays.")
]
WriterOption = Annotated[
    str | None, typer.Option(help="quoting (the default), or a chat model: PROVIDER:MODEL.")
]


@app.callback()
def main() -> None:
    """Who argues what: answers in the essays' own words, each with its essay and its voice."""


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.")] = None,
    json: JsonOption = False,
    jsonl: LinesOption = False,
    corpus: CorpusOption = None,
    writer: WriterOption = None,
    business: Annotated[
        str | None, typer.Option(help="What you sell, who pays, what worries you.")
    ] = None,
) -> None:
    """Answer one question, or with --jsonl one a line."""
    if jsonl:
        if question is not None or json:
            raise UserError(
                "--jsonl takes its questions from standard input, and goes with nothing else",
                "python -m assistant ask --jsonl < questions > answers",
            )
        raise typer.Exit(_ask_lines(corpus, writer))
    if question is None:
        raise UserError("there is no question", 'python -m assistant ask "your question"')
    _ask_one(question, json, corpus, writer, business)


@app.command()
def check(
    statement: Annotated[str | None, typer.Argument(help="What somebody is said to say.")] = None,
    json: JsonOption = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help='Read {"id", "statement"} a line, reply a line.')
    ] = False,
    corpus: CorpusOption = None,
) -> None:
    """Say whether a statement about the essays is so, and who says it if not the one it names."""
    from assistant.checking.command import check_lines, check_one

    if jsonl:
        if statement is not None or json:
            raise UserError(
                "--jsonl takes its statements from standard input, and goes with nothing else",
                "python -m assistant check --jsonl < statements > verdicts",
            )
        source = typer.get_binary_stream("stdin")
        raise typer.Exit(check_lines(open_with_warning(corpus), source, write_bytes))
    if statement is None:
        raise UserError("there is no statement", 'python -m assistant check "your statement"')
    typer.echo(check_one(lambda: open_with_warning(corpus), statement, as_object=json))


@app.command()
def serve(
    host: Annotated[
        str,
        typer.Option(help="Where to listen; beyond this machine DEBATE_SERVER_TOKEN is needed."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one.")] = 8600,
    corpus: CorpusOption = None,
    writer: WriterOption = None,
) -> None:
    """Answer other programs over HTTP; how to ask stands on the server's own first page."""
    from assistant.serving import serve as serve_http

    serve_http(_assistants(corpus, writer), host, port, writer, typer.echo)


@app.command()
def mcp(corpus: CorpusOption = None, writer: WriterOption = None) -> None:
    """Offer the debate as tools (MCP, on standard input and output) to a chat program."""
    from assistant.mcp_tools import serve_tools

    serve_tools(_assistants(corpus, writer), writer)


def _assistants(corpus: Path | None, writer: str | None) -> Assistants:
    from assistant.opened import Assistants
    from assistant.settings import read_settings

    settings = read_settings()
    _tell_who_receives(writer, settings)
    return Assistants(settings.model_copy(update={"corpus": corpus or settings.corpus}))


def open_with_warning(corpus: Path | None) -> DebateAssistant:
    """The assistant of a corpus; a warning on standard error where its index is out of date."""
    from assistant.debate import open_debate
    from assistant.index_folder import ingest_command
    from assistant.settings import read_settings
    from assistant.terminal import error_console, show_warning

    settings = read_settings()
    folder = corpus or settings.corpus
    assistant = open_debate(folder, settings)
    if assistant.index.info.stale:
        show_warning(
            error_console(),
            f"the essays in {folder} have changed since they were ingested, and this answers "
            f"from what they were. Update with: {ingest_command(folder, settings)}",
        )
    return assistant


def _tell_who_receives(writer: str | None, settings: Settings) -> None:
    """On standard error, before any essay leaves this machine: which provider it goes to."""
    from assistant.terminal import error_console, plain
    from assistant.writers.model.connection import check_writer, leaves_for

    chosen = writer or settings.writer
    check_writer(chosen)
    if recipient := leaves_for(chosen, settings):
        told = f"The essays and your questions are sent to {recipient}."
        error_console().print(plain(told))


def _ask_one(
    question: str,
    as_object: bool,
    corpus: Path | None,
    writer: str | None,
    business: str | None,
) -> None:
    from assistant.asked import checked_business, checked_question
    from assistant.json_lines import as_json
    from assistant.terminal import answer_console, error_console, show_answer

    asked = checked_question(question)
    with error_console().status("Reading the essays …"):
        assistant = open_with_warning(corpus)
        told = checked_business(business)
        _tell_who_receives(writer, assistant.index.settings)
        answer = assistant.ask(asked, writer=writer, business=told)
    if as_object:
        typer.echo(as_json(answer.to_json(), indent=2).encode())
    else:
        show_answer(answer_console(), answer, assistant.debate)


def _ask_lines(corpus: Path | None, writer: str | None) -> int:
    from assistant.asked import read_asked
    from assistant.json_lines import reply_to_lines

    assistant = open_with_warning(corpus)
    _tell_who_receives(writer, assistant.index.settings)

    def reply(record: Mapping[str, Any]) -> Mapping[str, Any]:
        nonlocal assistant
        asked = read_asked(record)
        assistant = assistant.renewed()
        told = asked.business
        answer = assistant.ask(asked.question, asked.history, writer=writer, business=told)
        return answer.to_json()

    return reply_to_lines(typer.get_binary_stream("stdin"), reply, write_bytes)


def write_bytes(line: bytes) -> None:
    """Put bytes on standard output at once."""
    typer.echo(line, nl=False)


def run() -> None:
    """The program: mistakes and faults are told without a traceback, and silence is kept."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: more threads cost time
    try:
        app(prog_name="python -m assistant")
    except DebateError as error:
        from assistant.terminal import error_console, show_error

        show_error(error_console(), error)
        raise SystemExit(2 if isinstance(error, UserError) else 1) from None


if __name__ == "__main__":
    run()
