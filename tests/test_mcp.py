"""`python -m assistant mcp`: asked by the protocol's own client, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import tomllib
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import pytest

from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.settings import CHECKOUT, Settings
from tests.awaiting import finish

T = TypeVar("T")
VISITORS = 20
QUESTION = "What does Gord Hotchkiss say about customer research?"
ABSENT = "import sys\nsys.modules['mcp'] = None\nfrom assistant.__main__ import run\nrun()"


def asked(settings: Settings, ask: Callable[[Any], Awaitable[T]]) -> T:
    """What a client hears from a server of its own."""
    mcp = pytest.importorskip("mcp")
    from mcp.client.stdio import StdioServerParameters, stdio_client

    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp"],
        cwd=str(CHECKOUT),
        env={"DEBATE_DATA_DIR": str(settings.data_dir), "HF_HUB_OFFLINE": "1"},
    )

    async def talk() -> T:
        async with mcp.Client(stdio_client(server)) as client:
            return await ask(client)

    return finish(talk())


def told(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    data = result.structured_content
    assert isinstance(data, dict)
    return data


def test_the_tools_answer_as_the_assistant_does(settings: Settings, index: Index) -> None:
    claim = "Max Kalehoff says that customers always know best."

    async def ask(client: Any) -> None:
        listed = await client.list_tools()
        assert [tool.name for tool in listed.tools] == ["ask", "check", "essays", "essay"]
        assert all(tool.annotations.read_only_hint for tool in listed.tools)
        assistant = DebateAssistant(index)
        result = await client.call_tool("ask", {"question": QUESTION})
        expected = json.loads(json.dumps(assistant.ask(QUESTION).to_json()))
        assert {**told(result), "timings_ms": None} == {**expected, "timings_ms": None}
        assert "(Gord Hotchkiss, quoted with approval; Max Kalehoff" in result.content[0].text
        turned = {"question": "shorter please", "history": [QUESTION]}
        shorter = told(await client.call_tool("ask", turned))
        assert shorter["text"] == assistant.ask("shorter please", [QUESTION]).text
        checked = await client.call_tool("check", {"statement": claim})
        assert told(checked)["verdict"] == assistant.check(claim).verdict
        assert checked.content[0].text.startswith(assistant.check(claim).verdict)

    asked(settings, ask)


def test_essays_are_told_with_who_speaks_where(settings: Settings, index: Index) -> None:
    async def ask(client: Any) -> None:
        listed = told(await client.call_tool("essays", {}))
        assert listed["question"] == index.debate.question
        assert [essay["slug"] for essay in listed["essays"]] == [
            e.slug for e in index.debate.essays
        ]
        assert listed["total"] == len(index.debate.essays)
        assert (
            told(await client.call_tool("essays", {"start": 4}))["essays"] == listed["essays"][4:]
        )
        essay = index.debate.essay("kalehoff")
        read = told(await client.call_tool("essay", {"slug": "kalehoff"}))
        assert read["text"] == essay.text
        others = {s.voice.name for s in essay.sentences} - {"Max Kalehoff"}
        assert {span["name"] for span in read["spoken"]} == others
        for span in read["spoken"]:
            inside = [s for s in essay.sentences if span["start"] <= s.start < span["end"]]
            assert {s.voice.name for s in inside} == {span["name"]}
        rest = told(await client.call_tool("essay", {"slug": "kalehoff", "start": 100}))
        assert rest["text"] == essay.text[100:]

    asked(settings, ask)


def test_many_calls_at_once(settings: Settings, index: Index) -> None:
    questions = ["How is Apple used as an example?", QUESTION] * (VISITORS // 2)

    async def ask(client: Any) -> list[str]:
        calls = (client.call_tool("ask", {"question": question}) for question in questions)
        return [told(result)["text"] for result in await asyncio.gather(*calls)]

    assistant = DebateAssistant(index)
    assert asked(settings, ask) == [assistant.ask(question).text for question in questions]


def test_a_mistake_is_told(settings: Settings) -> None:
    async def ask(client: Any) -> None:
        for tool, given, says in (
            ("ask", {"question": " "}, "the question is empty"),
            ("ask", {"question": "x" * 8001}, "8001 characters"),
            ("check", {"statement": "..."}, "holds no word"),
            ("essay", {"slug": "nobody"}, "there is no essay 'nobody'"),
        ):
            result = await client.call_tool(tool, given)
            assert result.is_error
            assert says in result.content[0].text

    asked(settings, ask)


def test_without_the_package_the_command_to_install_it_is_named(settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ABSENT, "mcp"],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = project["optional-dependencies"]["mcp"]
    assert f"pip install '{wanted}'" in done.stderr
    assert "Traceback" not in done.stderr
