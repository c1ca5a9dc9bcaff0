"""Two processes on one Chroma server and one Postgres, both real: one ingest, twenty visitors."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.history import open_history
from assistant.index import Index
from assistant.opened import Assistants
from assistant.retrieval import rank
from assistant.settings import CHECKOUT, Settings
from assistant.ui.asking import complete
from assistant.ui.stored import read_answer
from ingest.indexing import build_index

VISITORS = 20
PATIENCE = 240.0  # seconds
QUESTIONS = (
    "How is Apple used as an example?",
    "What does Gord Hotchkiss say about customer research?",
    "What does Muliadi Jeo say about middlemen?",
)


def program(name: str) -> str | None:
    """One of Postgres's programs, which Debian keeps out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of an empty database, served by Postgres from a folder of its own."""
    pytest.importorskip("psycopg")
    create, control = program("initdb"), program("pg_ctl")
    if create is None or control is None:
        pytest.skip("Postgres is not installed")
    # It refuses to run as root, and its user cannot look into root's folders.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        if as_user:
            shutil.chown(name, "postgres")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def run(*command: str) -> None:
            subprocess.run(
                [*as_user, *command],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                timeout=PATIENCE,
            )

        data = f"{name}/data"
        run(create, "-D", data, "-U", "debate", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -k {name} -c listen_addresses=127.0.0.1"
        run(control, "-D", data, "-l", f"{name}/log", "-w", "-o", options, "start")
        try:
            yield f"postgresql://debate@127.0.0.1:{port}/postgres"
        finally:
            run(control, "-D", data, "-m", "immediate", "-w", "stop")


def without_timings(answer: Answer) -> dict[str, object]:
    return {**answer.to_json(), "timings_ms": None}


def asked_of(visitor: int) -> list[str]:
    return [QUESTIONS[(visitor + turn) % len(QUESTIONS)] for turn in range(2)]


def replica(first: int, last: int) -> None:
    """What one process serves: a thread a visitor, each asking two questions."""
    rank.EXACT = 0  # the server is asked for every question, as in a large debate
    settings = Settings()
    history, assistants = open_history(settings), Assistants(settings)
    ready = threading.Barrier(last - first)
    failures: list[str] = []

    def visit(number: int) -> None:
        ready.wait()
        try:
            assistant, conversation = assistants.assistant(), None
            for question in asked_of(number):
                conversation, turn = history.begin_turn(f"visitor {number}", conversation, question)
                answer = assistant.ask(question, id="x")
                done = complete(turn, answer, assistant.debate, [], {})
                history.complete_turn(f"visitor {number}", turn, done.answer or {}, done.shown)
        except Exception as error:
            failures.append(f"visitor {number}: {error!r}")

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(first, last)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    history.close()
    raise SystemExit("\n".join(failures))


def test_two_replicas_share_one_ingest_and_one_history(
    new_data_dir: Callable[[], Path],
    chroma_server: str,
    postgres: str,
    corpus_index: Index,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rank, "EXACT", 0)
    alone = DebateAssistant(corpus_index)
    expected = {question: without_timings(alone.ask(question, id="x")) for question in QUESTIONS}
    settings = Settings(data_dir=new_data_dir(), chroma_url=chroma_server)
    build_index(settings.corpus, settings)
    environment = os.environ | {
        "DEBATE_DATA_DIR": str(settings.data_dir),
        "DEBATE_CHROMA_URL": chroma_server,
        "DATABASE_URL": postgres,
    }
    half = VISITORS // 2
    replicas = [
        subprocess.Popen(
            [sys.executable, "-c", f"from tests.test_replicas import replica; replica{visitors}"],
            cwd=CHECKOUT,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for visitors in ((0, half), (half, VISITORS))
    ]
    assert [process.communicate(timeout=PATIENCE)[1] for process in replicas] == ["\n", "\n"]
    monkeypatch.setenv("DATABASE_URL", postgres)
    history = open_history(Settings(data_dir=settings.data_dir))
    assert not (settings.data_dir / "conversations.sqlite3").exists()
    for number in range(VISITORS):
        (conversation,) = history.conversations(f"visitor {number}")
        turns = history.turns(f"visitor {number}", conversation.id)
        assert [turn.question for turn in turns] == asked_of(number)
        for turn in turns:
            assert turn.answer is not None
            assert without_timings(read_answer(turn.answer)) == expected[turn.question]
    assert history.conversations("somebody else") == []
    history.close()
