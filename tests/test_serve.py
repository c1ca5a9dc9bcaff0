"""`python -m assistant serve`: a real server on a free port, asked as other programs would."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant.asked import LONGEST_QUESTION
from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.json_lines import LONGEST_LINE
from assistant.opened import Assistants
from assistant.serving import Service
from assistant.settings import CHECKOUT, Settings
from ingest.indexing import build_index

VISITORS = 20
PATIENCE = 60.0  # seconds
TOKEN = "an-owner's-töken"
JSON_ONLY = {"Accept": "application/json"}
QUESTIONS = (
    "How is Apple used as an example?",
    "What does Gord Hotchkiss say about customer research?",
    "Should my business be product-focused or customer-focused?",
    "Who won the world cup in 1990?",
)


@contextmanager
def served(settings: Settings, *options: str, **environment: str) -> Iterator[str]:
    """A server's address."""
    known = {"DEBATE_DATA_DIR": str(settings.data_dir), "HF_HUB_OFFLINE": "1", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        env=os.environ | known,
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().removeprefix("Serving on ").strip()
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as address:
        yield address


def events(text: str) -> list[tuple[str, Any]]:
    """The kind and data of each event of a stream."""
    found = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def ask(address: str, question: str, **more: Any) -> dict[str, Any]:
    reply = httpx.post(
        f"{address}/ask", json={"question": question, **more}, headers=JSON_ONLY, timeout=PATIENCE
    )
    assert reply.status_code == 200
    answer = reply.json()
    assert isinstance(answer, dict)
    return answer


def without_timings(answer: dict[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps({**answer, "timings_ms": None}))  # type: ignore[no-any-return]


def test_an_answer_comes_as_events(address: str, index: Index) -> None:
    asked = {"question": QUESTIONS[1], "id": 7}
    with httpx.stream("POST", f"{address}/ask", json=asked, timeout=PATIENCE) as reply:
        assert reply.headers["content-type"].startswith("text/event-stream")
        told = events(reply.read().decode())
    kinds = [kind for kind, _ in told]
    assert kinds[0] == "step"
    assert kinds[-1] == "answer"
    answer = told[-1][1]
    assert [data for kind, data in told if kind == "statement"] == answer["statements"]
    alone = DebateAssistant(index).ask(QUESTIONS[1]).to_json()
    assert without_timings(answer) == without_timings({**alone, "id": 7})


def test_history_and_business_are_heard(address: str, index: Index) -> None:
    history = ["What does Gord Hotchkiss say about customer research?"]
    shop = "a bakery with two ovens"
    told = ask(address, "shorter please", history=history, business=shop)
    alone = DebateAssistant(index).ask("shorter please", history, business=shop)
    assert without_timings(told) == without_timings(alone.to_json())


def test_twenty_programs_ask_at_once(address: str, index: Index) -> None:
    assistant = DebateAssistant(index)
    alone = {q: without_timings(assistant.ask(q).to_json()) for q in QUESTIONS}
    asked = [QUESTIONS[number % len(QUESTIONS)] for number in range(2 * VISITORS)]
    with ThreadPoolExecutor(VISITORS) as visitors:
        told = list(visitors.map(lambda question: ask(address, question), asked))
    assert [without_timings(answer) for answer in told] == [alone[q] for q in asked]


def test_a_reader_who_leaves_disturbs_nobody(address: str) -> None:
    for _ in range(3):
        with httpx.stream("POST", f"{address}/ask", json={"question": QUESTIONS[2]}) as reply:
            next(reply.iter_bytes())
    assert ask(address, QUESTIONS[0])["status"] == "answered"


def test_statements_are_checked(address: str, index: Index) -> None:
    claim = "Max Kalehoff says that customers always know best."
    reply = httpx.post(f"{address}/check", json={"statement": claim, "id": "x"}, timeout=PATIENCE)
    expected = DebateAssistant(index).check(claim, id="x").to_json()
    assert reply.json() == json.loads(json.dumps(expected))


def test_the_first_page_tells_how_and_loads_nothing(address: str) -> None:
    page = httpx.get(address)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert f"at most {LONGEST_QUESTION:,} characters" in page.text
    assert f"at most {LONGEST_LINE:,} bytes" in page.text
    named = set(re.findall(r"<h2>(?:GET|POST) (/\w+)</h2>", page.text))
    assert named == {"/ask", "/check", "/health"}
    assert httpx.get(f"{address}/health").json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("ask", b'{"question": " "}', 400, "the question is empty"),
        ("ask", b'{"question": "' + b"x" * 8001 + b'"}', 400, "8001 characters"),
        ("ask", b'{"question": "Why?", "history": "no"}', 400, "not a list of texts"),
        ("ask", b'{"question": "Why?", "id": 1.5}', 400, "the id is neither"),
        ("ask", b"\xff", 400, "the body is not UTF-8"),
        ("ask", b"[1]", 400, "the body is not a JSON object"),
        ("ask", b"[" * 100_000, 400, "the body is not JSON"),
        ("ask", b" " * (LONGEST_LINE + 1), 413, "the body is too long"),
        ("check", b"{}", 400, "there is no statement"),
        ("check", b'{"statement": "..."}', 400, "holds no word"),
        ("health", b"{}", 405, "Method Not Allowed"),
        ("nowhere", b"{}", 404, "Not Found"),
    ],
)
def test_a_mistake_is_told(address: str, path: str, body: bytes, status: int, says: str) -> None:
    headers = {"Content-Type": "application/json"}
    reply = httpx.post(f"{address}/{path}", content=body, headers=headers, timeout=PATIENCE)
    assert reply.status_code == status
    assert says in reply.json()["error"]


def test_pages_of_other_sites_get_nothing(address: str) -> None:
    body = b'{"question": "Why?"}'
    plain = {"Content-Type": "text/plain"}  # what a page may send without asking
    assert httpx.post(f"{address}/ask", content=body, headers=plain).status_code == 415
    asked = httpx.options(f"{address}/ask", headers={"Origin": "http://evil.example"})
    assert "access-control-allow-origin" not in asked.headers
    rebound = httpx.get(f"{address}/health", headers={"Host": "evil.example"})
    assert rebound.status_code == 400


def test_a_token_is_asked_for(settings: Settings) -> None:
    with served(settings, "--host", "0.0.0.0", DEBATE_SERVER_TOKEN=TOKEN) as address:
        here = address.replace("0.0.0.0", "127.0.0.1")
        bearer = f"Bearer {TOKEN}".encode()
        for given, status in ((None, 401), (b"Bearer x", 401), (bearer, 200)):
            reply = httpx.post(
                f"{here}/check",
                json={"statement": "Mark says that customers matter."},
                headers=[(b"Authorization", given)] if given else [],
                timeout=PATIENCE,
            )
            assert reply.status_code == status
        assert httpx.get(f"{here}/health").status_code == 200
        assert httpx.get(here).status_code == 200


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--host", "0.0.0.0"], "set DEBATE_SERVER_TOKEN"),
        (["--host", "192.0.2.1"], "set DEBATE_SERVER_TOKEN"),
    ],
)
def test_what_cannot_be_served_is_said_at_once(
    settings: Settings, options: list[str], says: str
) -> None:
    done = start(settings, *options)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.split())


def test_a_debate_without_an_index_is_not_served(settings: Settings, tmp_path: Path) -> None:
    folder = shutil.copytree(CHECKOUT / "tests/data/debates/four-day-week", tmp_path / "new")
    done = start(settings, "--corpus", str(folder))
    assert done.returncode == 2
    assert "has no index yet" in " ".join(done.stderr.split())


def test_a_taken_port_is_said(settings: Settings, address: str) -> None:
    done = start(settings, "--port", address.rpartition(":")[2])
    assert done.returncode == 2
    assert "choose another address with --host and --port" in done.stderr


def start(settings: Settings, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", "serve", *options],
        capture_output=True,
        text=True,
        cwd=CHECKOUT,
        env=os.environ | {"DEBATE_DATA_DIR": str(settings.data_dir)},
        timeout=PATIENCE,
    )


def test_the_newest_index_answers_and_a_missing_one_is_the_owners_business(
    new_data_dir: Callable[[], Path], tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(CHECKOUT / "tests" / "data" / "debates" / "four-day-week", corpus)
    settings = Settings(corpus=corpus, data_dir=new_data_dir())
    client = TestClient(Service(Assistants(settings), None, None).application())
    reply = client.get("/health")
    assert reply.status_code == 503
    assert str(tmp_path) not in reply.text

    def authors() -> str:
        asked = {"question": "who wrote these essays?"}
        return str(client.post("/ask", json=asked, headers=JSON_ONLY).json()["text"])

    build_index(corpus, settings)
    assert client.get("/health").json() == {"status": "ok"}
    assert "Holm" in authors()
    (corpus / "essays" / "holm.md").unlink()
    (corpus / "points" / "holm.yaml").unlink(missing_ok=True)
    build_index(corpus, settings)
    assert "Holm" not in authors()
