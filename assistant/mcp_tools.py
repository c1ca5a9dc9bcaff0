"""The debate as tools for chat programs, by the Model Context Protocol: `python -m assistant mcp`.

Each tool returns text that keeps voice and attitude beside every quotation, for the model to read,
and the same as data. The `mcp` package is an extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import groupby
from typing import Any

from assistant.asked import checked_question, read_asked
from assistant.checking.command import in_words
from assistant.domain import Debate, Essay
from assistant.errors import DebateError, UserError
from assistant.export import answer_text
from assistant.json_lines import as_json
from assistant.opened import Assistants

try:
    from mcp.server import MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp.types import CallToolResult, TextContent, ToolAnnotations
except ImportError as error:  # absent, or of the first generation
    raise UserError(
        "the package mcp is not installed, or not in version 2",
        "Install it with: pip install 'mcp>=2.3,<3'",
    ) from error

ESSAYS = 100  # told of in one call
CHARACTERS = 20_000  # of an essay in one call
_INSTRUCTIONS = """\
A debate: essays on both sides of one question. `ask` answers from them and says which essay and \
which voice in it argues what; `check` tells whether a statement about them holds. A person quoted \
in an essay is not its author: keep voice and attitude with every quotation that you pass on."""
_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def serve_tools(assistants: Assistants, writer: str | None) -> None:
    """Serve on standard input and output until the client leaves."""
    assistants.assistant()  # a debate without an index is said now, not at the first question
    assistants.warm_up()
    tools(assistants, writer).run("stdio")


def tools(assistants: Assistants, writer: str | None = None) -> MCPServer[Any]:
    """The server with its four tools, which may be called at the same time."""
    server: MCPServer[Any] = MCPServer(
        "strategy-debate", instructions=_INSTRUCTIONS, log_level="WARNING"
    )

    @server.tool(annotations=_READS)
    def ask(
        question: str, history: list[str] | None = None, business: str | None = None
    ) -> CallToolResult:
        """Answer a question from the essays, each claim with its essay, its voice and its words.

        `history`: the asker's earlier questions, oldest first. `business`: what they told of it.
        """
        with _told():
            asked = read_asked({"question": question, "history": history, "business": business})
            answer = assistants.assistant().ask(
                asked.question, asked.history, business=asked.business, writer=writer
            )
        return _result(answer_text(answer), answer.to_json())

    @server.tool(annotations=_READS)
    def check(statement: str) -> CallToolResult:
        """Say whether a statement about the essays holds, and who says it if not the one named."""
        with _told():
            checked = assistants.assistant().check(checked_question(statement, "the statement"))
        return _result(in_words(checked), checked.to_json())

    @server.tool(annotations=_READS)
    def essays(start: int = 0) -> CallToolResult:
        """The debate's question and sides, and its essays: at most 100 a call, from `start` on."""
        with _told():
            debate = assistants.assistant().debate
            told = [_about(essay) for essay in debate.essays[max(start, 0) :][:ESSAYS]]
        about = {
            "question": debate.question,
            "sides": [asdict(side) for side in debate.sides],
            "essays": told,
            "total": len(debate.essays),
        }
        return _result(as_json(about, indent=1), about)

    @server.tool(annotations=_READS)
    def essay(slug: str, start: int = 0) -> CallToolResult:
        """An essay's text, at most 20,000 characters from `start` on, and who speaks where in it.

        `spoken` lists the spans that are not in the author's own voice, as offsets of the whole
        text: whose they are (null: unclear), and how the author treats them.
        """
        with _told():
            found = _find(assistants.assistant().debate, slug)
            text = found.text[max(start, 0) :][:CHARACTERS]
        whole = {"text": text, "length": len(found.text), "spoken": _spoken(found)}
        about = {**_about(found), "note": found.note, "start": max(start, 0), **whole}
        return _result(as_json(about, indent=1), about)

    return server


def _about(essay: Essay) -> dict[str, Any]:
    said = ("slug", "title", "author", "publisher", "date", "url", "position", "gist")
    return {name: getattr(essay, name) for name in said}


def _spoken(essay: Essay) -> list[dict[str, Any]]:
    """The spans of other voices than the author's, neighbours of one voice together."""
    spans = []
    for voice, run in groupby(essay.sentences, lambda sentence: sentence.voice):
        sentences = list(run)
        if voice != essay.author_voice:
            start, end = sentences[0].start, sentences[-1].end
            spans.append({"start": start, "end": end, **asdict(voice)})
    return spans


def _find(debate: Debate, slug: str) -> Essay:
    try:
        return debate.essay(slug)
    except KeyError:
        raise UserError(f"there is no essay {slug!r}", "`essays` lists the slugs") from None


@contextmanager
def _told() -> Iterator[None]:
    """What is wrong reaches the client in our words; whatever else happens, in no words of ours."""
    try:
        yield
    except DebateError as error:
        raise ToolError(str(error)) from error


def _result(text: str, data: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=data)
