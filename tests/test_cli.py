"""`python -m assistant ask` as a user and a program run it: output, exit status, mistakes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from assistant.answer import Answer, Citation, GateFailure, GateReport, RollCallEntry, Statement
from assistant.asked import LONGEST_QUESTION
from assistant.debate import open_debate
from assistant.errors import Fault, UserError
from assistant.index import Index
from assistant.json_lines import LONGEST_LINE, as_json, reply_to_lines
from assistant.settings import CHECKOUT, Settings
from assistant.terminal import show_answer
from ingest.indexing import build_index
from tests import commands
from tests.commands import Done

VERDICT = "Should my business be product-focused or customer-focused?"
NARROW = "What does Henry Ford say?"


@pytest.fixture(scope="module")
def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that finds the session's index."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEBATE_")}
    return {**kept, "DEBATE_DATA_DIR": str(settings.data_dir), "COLUMNS": "80"}


def run(environment: Mapping[str, str], *arguments: str | Path, given: bytes = b"") -> Done:
    """The command in this process."""
    return commands.run("assistant", *arguments, given=given, environment=environment)


def without_timings(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key != "timings_ms"}


# One answer, in prose and as an object


@pytest.fixture(scope="module")
def prose(environment: dict[str, str]) -> str:
    """The verdict as a pipe gets it, from a process of its own."""
    command = [sys.executable, "-m", "assistant", "ask", VERDICT]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=CHECKOUT, env=environment, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture(scope="module")
def verdict(settings: Settings) -> Answer:
    """The same verdict as an object."""
    return open_debate(settings=settings).ask(VERDICT)


def test_prose_fits_eighty_columns_and_carries_no_colour_codes(prose: str) -> None:
    assert max(map(len, prose.splitlines())) <= 80
    assert "\x1b" not in prose
    assert "**" not in prose


def test_prose_holds_every_statement_word_for_word(prose: str, verdict: Answer) -> None:
    flowing = " ".join(prose.split())
    assert len(verdict.statements) > 5
    for statement in verdict.statements:
        assert " ".join(statement.text.split()) in flowing


def test_prose_ends_with_roll_call_and_numbered_sources(prose: str, verdict: Answer) -> None:
    told, _, after = prose.partition("Roll call")
    roll_call, _, sources = after.partition("Sources")
    assert "Kalehoff" in told
    for entry in verdict.roll_call:
        (line,) = [line for line in roll_call.splitlines() if f"[{entry.citation}]" in line]
        assert (entry.author or "essay") in line
    assert re.search(r"Max Kalehoff +Product focus \(the contrarian\)", roll_call)
    flowing = " ".join(sources.split())
    for citation in verdict.citations:
        assert f"[{citation.number}]" in flowing
        assert f"“{citation.title}”" in flowing
        assert citation.heading in flowing
        assert (citation.voice or "who is not named") in flowing


def test_json_is_the_answer_and_nothing_else(environment: dict[str, str], verdict: Answer) -> None:
    done = run(environment, "ask", VERDICT, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    shown = json.loads(done.stdout)
    assert without_timings(shown) == without_timings(json.loads(as_json(verdict.to_json())))
    assert shown["schema"] == 1
    assert set(shown["timings_ms"]) == {"understand", "retrieve", "write", "gate", "total"}


# Many answers, one a line


@pytest.fixture(scope="module")
def lines(environment: dict[str, str]) -> Done:
    """Good lines and bad ones, answered together."""
    given = [
        b'{"id": "first", "question": "What does Henry Ford say?"}',
        b"this is not JSON",
        b'\xef\xbb\xbf{"id": 7, "question": "And who quotes him?", "history": ["'
        + NARROW.encode()
        + b'"], "kind": "ignored"}\r',
        b'["a", "list"]',
        b'{"id": "no question"}',
        b'{"id": "blank", "question": " \\n"}',
        b'{"id": "number", "question": 5}',
        b'{"id": "history", "question": "Why?", "history": "a text"}',
        b'{"id": "in history", "question": "Why?", "history": [1]}',
        b'{"id": {"a": 1}, "question": "Why?"}',
        b'{"id": "surrogate", "question": "\\ud800"}',
        b'{"id": "not utf-8", "question": "\xff"}',
        b"",
        b'{"id": "long", "question": "' + b"x" * (LONGEST_QUESTION + 1) + b'"}',
        b'{"id": "huge", "question": "' + b"x" * LONGEST_LINE + b'"}',
        b"[" * 100_000,
        b'{"question": "What does Henry Ford say?", "id": null}',
    ]
    return run(environment, "ask", "--jsonl", given=b"\n".join(given))


def test_each_line_gets_its_line_in_order(lines: Done) -> None:
    replies = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [reply["id"] for reply in replies[:-1]] == [
        *("first", None, 7, None, "no question", "blank", "number", "history", "in history"),
        *(None, "surrogate", None, None, "long", None, None),
    ]
    assert [place for place, reply in enumerate(replies) if "schema" in reply] == [0, 2, 16]
    bad = [reply for reply in replies if "schema" not in reply]
    assert all(set(reply) == {"id", "error"} and reply["error"] for reply in bad)
    assert "Traceback" not in lines.stderr


def test_a_bad_line_is_told_by_the_exit_status(lines: Done) -> None:
    assert lines.returncode == 2


def test_a_line_is_answered_like_a_question_of_its_own(lines: Done, settings: Settings) -> None:
    replies = [json.loads(line) for line in lines.stdout.splitlines()]
    assistant = open_debate(settings=settings)
    alone = json.loads(as_json(assistant.ask(NARROW).to_json()))
    follow_up = json.loads(as_json(assistant.ask("And who quotes him?", [NARROW]).to_json()))
    assert without_timings(replies[16]) == without_timings(alone)
    assert without_timings(replies[0]) == without_timings(alone) | {"id": "first"}
    assert without_timings(replies[2]) == without_timings(follow_up) | {"id": 7}


def test_each_reply_is_written_before_the_next_line_comes(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "assistant", "ask", "--jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT, env=environment
    ) as process:
        assert process.stdin and process.stdout
        for name in ("one", "two"):
            process.stdin.write(json.dumps({"id": name, "question": " "}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait() == 2


@pytest.mark.parametrize("host", ["models.invalid", "127.0.0.1:9"])
def test_where_the_essays_go_is_told_once_and_beside_the_answers(
    environment: dict[str, str], host: str
) -> None:
    model = {"DEBATE_MODEL_BASE_URL": f"http://{host}/v1", "DEBATE_MODEL_RETRIES": "0"}
    given = json.dumps({"question": NARROW}).encode() + b"\n"
    done = run(environment | model, "ask", "--jsonl", "--writer", "openai:some", given=given * 2)
    told = [line for line in done.stderr.splitlines() if "sent to" in line]
    goes = ["The essays and your questions are sent to models.invalid."]
    assert told == (goes if host == "models.invalid" else [])
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["writer"] for answer in answers] == ["quoting", "quoting"]
    alone = run(environment | model, "ask", NARROW, "--json", "--writer", "openai:some")
    assert alone.stderr.count("sent to models.invalid") == len(told)


def test_no_lines_no_answers(environment: dict[str, str]) -> None:
    done = run(environment, "ask", "--jsonl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_reader_that_leaves_and_an_interrupt_are_quiet(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "assistant", "ask", "--jsonl"]
    for leave in ("close", "interrupt"):
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=CHECKOUT,
            env=environment,
            # A suite that runs in the background has interrupts ignored, and would hand that on.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as process:
            assert process.stdin and process.stdout and process.stderr
            process.stdin.write(b"{}\n")
            process.stdin.flush()
            assert b"error" in process.stdout.readline()
            if leave == "close":
                process.stdout.close()
                process.stdin.write(b"{}\n")
                process.stdin.flush()
            else:
                process.send_signal(signal.SIGINT)
            assert process.stderr.read() == b""
            assert process.wait() == {"close": 1, "interrupt": 130}[leave]


# Mistakes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["ask"], "there is no question"),
        (["ask", " \t"], "the question is empty"),
        (["ask", "x" * (LONGEST_QUESTION + 1)], f"at most {LONGEST_QUESTION}"),
        (["ask", "Why?", "--jsonl"], "goes with nothing else"),
        (["ask", "--json", "--jsonl"], "goes with nothing else"),
        (["ask", "Why?", "--corpus", "no-such-folder"], "no debate folder"),
        (["ask", "--jsonl", "--corpus", "no-such-folder"], "no debate folder"),
        (["ask", "Why?", "--colour"], "No such option"),
        (["aks", "Why?"], "No such command"),
    ],
)
def test_a_mistake_is_told_with_a_hint_and_no_traceback(
    environment: dict[str, str], arguments: list[str], message: str
) -> None:
    done = run(environment, *arguments, given=b'{"question": "Why?"}\n')
    told = done.stderr
    assert (done.returncode, done.stdout) == (2, "")
    assert message in told
    assert len(told.splitlines()) >= 2
    assert "Traceback" not in told


def test_asking_before_ingesting_names_the_command(
    environment: dict[str, str], tmp_path: Path
) -> None:
    corpus = tmp_path / "my debate"
    shutil.copytree(CHECKOUT / "corpus", corpus)
    done = run(environment, "ask", "Why?", "--corpus", corpus)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"python -m ingest --corpus '{corpus}'" in done.stderr
    here = environment | {"DEBATE_DATA_DIR": str(tmp_path / "empty")}
    assert "build it with: python -m ingest\n" in run(here, "ask", "Why?").stderr


def test_a_wrong_setting_is_the_users_mistake(environment: dict[str, str]) -> None:
    done = run(environment | {"DEBATE_MODEL_TIMEOUT": "soon"}, "ask", "Why?")
    assert done.returncode == 2
    assert "DEBATE_MODEL_TIMEOUT" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_changed_essay_is_pointed_out_beside_the_answer(
    environment: dict[str, str], tmp_path: Path, new_data_dir: Any
) -> None:
    corpus, data_dir = tmp_path / "debate", new_data_dir()
    shutil.copytree(CHECKOUT / "corpus", corpus)
    here = environment | {"DEBATE_DATA_DIR": str(data_dir)}
    build_index(corpus, Settings(data_dir=data_dir))
    fresh = run(here, "ask", NARROW, "--json", "--corpus", corpus)
    with (corpus / "essays" / "mark.md").open("a", encoding="utf-8") as essay:
        essay.write("\nOne sentence more.\n")
    stale = run(here, "ask", NARROW, "--json", "--corpus", corpus)
    assert (fresh.returncode, stale.returncode) == (0, 0)
    assert fresh.stderr == ""
    assert "have changed" in stale.stderr
    assert f"python -m ingest --corpus {corpus}" in stale.stderr
    assert without_timings(json.loads(stale.stdout)) == without_timings(json.loads(fresh.stdout))


# Replies to lines, whatever answers them


def replies(given: bytes, reply: Any) -> tuple[int, list[dict[str, Any]]]:
    written: list[bytes] = []
    status = reply_to_lines(BytesIO(given), reply, written.append)
    return status, [json.loads(line) for line in written]


def test_a_fault_costs_its_own_line_and_outweighs_a_mistake() -> None:
    def reply(record: Any) -> dict[str, Any]:
        if record["id"] == "a":
            raise Fault("the index is damaged", "rebuild it")
        if record["id"] == "b":
            raise ZeroDivisionError("inner detail")
        if record["id"] == "c":
            raise UserError("not like this", "but like that")
        return {"id": "other", "fine": True}

    given = b'{"id": "a"}\n{"id": "b"}\n{"id": "c"}\n{"id": "d"}\n'
    status, said = replies(given, reply)
    assert status == 1
    assert said == [
        {"id": "a", "error": "the index is damaged; rebuild it"},
        {"id": "b", "error": "a fault on our side"},
        {"id": "c", "error": "not like this; but like that"},
        {"id": "d", "fine": True},
    ]


def test_what_a_library_prints_stays_out_of_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    def reply(record: Any) -> dict[str, Any]:
        sys.stdout.write("a library talks\n")
        return dict(record)

    assert replies(b"{}\n", reply) == (0, [{}])
    assert capsys.readouterr() == ("", "a library talks\n")


def test_json_breaks_no_line_and_steers_no_terminal() -> None:
    text = "“quoted” \x1b[31m \x9b \x85 \u2028 \u202e \ud800 \n"
    shown = as_json({"text": text})
    assert json.loads(shown) == {"text": text}
    assert "“quoted”" in shown
    assert len(shown.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]", shown)
    assert shown.encode()


# What the terminal shows of hostile or unusual text

HOSTILE = "[red]no[/red] [1] :smile: *x* \x1b[31m\x07\u202e end"


@pytest.fixture
def strange(index: Index) -> Iterator[str]:
    """An answer whose words are markup, emoji codes and control characters, as shown in colour."""
    citation = Citation(
        number=1,
        essay="kalehoff",
        title=HOSTILE,
        author="Max Kalehoff",
        voice=HOSTILE,
        role="quoted",
        attitude="rebuts",
        heading=HOSTILE,
        quote="end",
        start=0,
        end=3,
    )
    answer = Answer(
        id="1",
        question=VERDICT,
        standalone_question=VERDICT,
        status="answered",
        text="",
        statements=(
            Statement(f"{HOSTILE} “end” [1]", citations=(1,), part=HOSTILE),
            Statement("Choose.", layer="assistant", part="Settle this first"),
        ),
        citations=(citation,),
        roll_call=(RollCallEntry("kalehoff", "Max Kalehoff", "silent", None),),
        gate=GateReport(2, (GateFailure(HOSTILE, "fabricated"),)),
        suggestions=(HOSTILE,),
    )
    file = StringIO()
    console = Console(
        file=file, width=80, force_terminal=True, color_system="standard", markup=False, emoji=False
    )
    show_answer(console, answer, index.debate)
    yield file.getvalue()


def test_text_is_shown_and_never_obeyed(strange: str) -> None:
    bare = re.sub(r"\x1b\[[0-9;]*m", "", strange)
    assert "\x1b" in strange  # the colours of our own
    assert bare.count("[red]no[/red] [1] :smile: *x*") == 6
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", bare)


def test_what_is_inferred_silent_or_struck_is_marked(strange: str) -> None:
    bare = re.sub(r"\x1b\[[0-9;]*m", "", strange)
    assert "Settle this first (the assistant's own)" in bare
    assert re.search(r"Max Kalehoff +Silent on this", bare)
    assert "Struck by the gate (fabricated): [red]" in bare
    assert "to disagree" in bare
    assert "You could ask" in bare
