"""What the README says exists: commands, files, settings, and an exchange in the essays' words."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import fields
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from assistant.answer import Answer, Citation, GateFailure, RollCallEntry, Statement
from assistant.asked import LONGEST_QUESTION
from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.settings import CHECKOUT, Settings
from assistant.terminal import show_answer
from evals.cases import Case
from ingest.front_matter import KEYS
from ingest.reading.file import POINT_KEYS, READING_KEYS
from tests.commands import run

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
# Files of a folder that the reader makes.
PLACEHOLDERS = {"NAME.yaml", "debate.yaml", "essays/", "points/debate.yaml"}


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def commands() -> list[list[str]]:
    """Every command line of the README as words, without prompts, settings and redirections."""
    lines = [line for block in blocks("console") for line in block.splitlines()]
    lines += re.findall(r"`((?:make|python -m) [^`]+)`", README)
    split = []
    for line in lines:
        if not re.match(r"(\$ )?([A-Z_]+=\S+ )*(make|python -m) ", line):
            continue
        words = shlex.split(re.sub(r" [<>] .*", "", line.removeprefix("$ ")), comments=True)
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words.pop(0)
        split.append(words)
    return split


@cache
def help_of(*words: str) -> str:
    """What a command says of itself; it must exist."""
    (python, module, *rest) = words
    assert python == "-m"
    done = run(module, *rest, "--help")
    assert done.returncode == 0, f"python {' '.join(words)}: {done.stderr}"
    return done.stdout


def test_the_two_commands_come_first() -> None:
    assert [words[1] for words in commands() if words[0] == "make"][:2] == ["chat", "test"]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_exists(words: list[str]) -> None:
    if words[0] == "make":
        makefile = (CHECKOUT / "Makefile").read_text(encoding="utf-8")
        assert re.search(rf"^{words[1]}:.*## ", makefile, re.MULTILINE)
        return
    module, rest = words[1:3], words[3:]
    subcommand = [word for word in rest[:1] if not word.startswith("--")]
    told = help_of(*module, *subcommand)
    for option in (word for word in rest if word.startswith("--")):
        assert re.search(rf"(?<!\S){option}\b", told), option


def test_every_file_exists() -> None:
    named = set(
        re.findall(r"`([\w.-]+(?:/[\w.-]*)*(?:/|\.(?:py|md|yaml|toml|jsonl|lock)))`", README)
    )
    assert {"assistant/debate.py", "corpus/essays/", "CHANGELOG.md"} <= named
    assert [name for name in named - PLACEHOLDERS if not (CHECKOUT / name).exists()] == []


def test_every_link_leads_somewhere() -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []


def test_every_setting_exists() -> None:
    known = {f"DEBATE_{name}".upper() for name in Settings.model_fields}
    deploy = (CHECKOUT / "docs" / "deploy.md").read_text(encoding="utf-8")
    for text in (README, deploy):
        named = set(re.findall(r"\bDEBATE_[A-Z_]+", text))
        assert named
        assert named <= known


def test_the_flow_is_told_in_five_steps() -> None:
    steps = re.findall(r"^\d\. \*\*─► (\w+)\*\*", README, re.MULTILINE)
    assert steps == ["understand", "retrieve", "write", "gate", "Answer"]


def test_the_answer_has_the_keys_that_are_told() -> None:
    told = json.loads(blocks("json")[0])
    answer = Answer("", "", "", "refused", "").to_json()
    assert told.keys() == answer.keys()
    parts = {"statements": Statement, "citations": Citation, "roll_call": RollCallEntry}
    for key, part in parts.items():
        assert list(told[key][0]) == [field.name for field in fields(part)]
    assert list(told["gate"]["failures"][0]) == [field.name for field in fields(GateFailure)]


def test_the_case_is_one() -> None:
    told = json.loads(blocks("json")[1])
    assert Case.model_validate_json(json.dumps(told)).nuggets[0].vital
    assert told.keys() <= Case.model_fields.keys()


def test_the_debate_folder_is_told_with_the_keys_it_takes() -> None:
    debate, essay, reading = (yaml.safe_load(block) for block in blocks("yaml"))
    assert debate.keys() == {"question", "sides", "starters", "names"}
    other = {"date", "url", "note"}
    assert essay.keys() | other == set(KEYS)
    assert reading.keys() == set(READING_KEYS)
    assert reading["points"][0].keys() | {"lead", "against"} == set(POINT_KEYS)


def test_the_longest_question_is_told() -> None:
    assert f"at most {LONGEST_QUESTION:,} characters" in README


def test_the_exchange_is_what_is_answered(index: Index) -> None:
    (exchange,) = [block for block in blocks("console") if block.startswith("$ ")]
    command, _, shown = exchange.partition("\n")
    console = Console(file=StringIO(), width=78, highlight=False, markup=False, emoji=False)
    answer = DebateAssistant(index).ask(shlex.split(command)[-1])
    show_answer(console, answer, index.debate)
    assert isinstance(console.file, StringIO)
    assert answer.citations
    assert shown.split() == console.file.getvalue().split()


def test_the_example_of_the_retriever_runs(
    index: Index, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBATE_DATA_DIR", str(index.settings.data_dir))
    (example,) = blocks("python")
    exec(compile(example, str(Path("README.md")), "exec"), {})
    shown = capsys.readouterr().out.splitlines()
    assert len(shown) == 6
    assert all(re.match(r"[\w ]+ in \w+ ['\"]", line) for line in shown)
