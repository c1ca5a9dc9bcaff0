"""The commands as a user calls them: exit status, messages, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.index import Index
from assistant.settings import Settings
from evals.cases import REFERENCE, load_cases
from evals.gates import BASELINE
from evals.metrics.table import METRICS
from evals.mutants.oracle import perfect
from evals.stored import Debates, Stored, open_stored
from tests.commands import Done, run

CORPUS = Settings().corpus


def evals(*arguments: str | Path) -> Done:
    return run("evals", *arguments)


@pytest.fixture(autouse=True)
def analysed(monkeypatch: pytest.MonkeyPatch, index: Index) -> None:
    """The commands take the five essays as they were analysed at ingest."""

    def opened(corpus: Path, settings: Settings) -> Stored:
        return Stored(index.debate) if corpus == CORPUS else open_stored(corpus, settings)

    monkeypatch.setattr("evals.stored.open_stored", opened)


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, debates: Debates) -> Path:
    """Some of the reference cases, of every kind."""
    some = load_cases(REFERENCE, debates)[::8]
    path = tmp_path_factory.mktemp("cases") / "some.jsonl"
    path.write_text("".join(case.model_dump_json() + "\n" for case in some), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def answers(cases: Path, debates: Debates) -> Path:
    """The perfect answers to them."""
    gold = load_cases(cases, debates)
    lines = [json.dumps(perfect(case, debates.of(case))) for case in gold]
    path = cases.with_name("perfect.jsonl")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_score_prints_one_json_object_with_every_metric(answers: Path, cases: Path) -> None:
    done = evals("score", answers, "--cases", cases, "--corpus", CORPUS, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert list(told["metrics"]) == [m.name for m in METRICS]
    assert told["metrics"]["nugget_recall"]["value"] == 1
    assert told["problems"] == told["broken"] == []
    assert all(figure["says"] for figure in told["metrics"].values())


def test_score_shows_a_table_and_what_is_wrong(answers: Path, cases: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    lines = answers.read_text().split("\n")
    damaged.write_text("\n".join([lines[0].replace("Max Kalehoff", "Eve"), "{", *lines[2:]]))
    done = evals("score", damaged, "--cases", cases, "--corpus", CORPUS)
    assert done.returncode == 0, done.stderr
    assert "citations_sound" in done.stdout
    assert "line 2: not JSON" in done.stdout
    assert "credited to Eve" in done.stdout


def test_bad_cases_are_the_users_mistake(answers: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    first = json.loads(REFERENCE.read_text(encoding="utf-8").split("\n")[0])
    first["nuggets"][0]["any_of"][0]["evidence"] += " or so"
    bad.write_text(json.dumps(first) + "\n")
    done = evals("score", answers, "--cases", bad)
    assert done.returncode == 2
    assert "bad.jsonl:1:" in "".join(done.stderr.split("\n"))
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_missing_files_are_the_users_mistake(tmp_path: Path) -> None:
    for arguments in (
        ("score", tmp_path / "none.jsonl"),
        ("compare", tmp_path, tmp_path),
        ("mutants", "--run", tmp_path),
        ("score", tmp_path / "none.jsonl", "--corpus", tmp_path),
    ):
        done = evals(*arguments)
        assert done.returncode == 2, arguments
        assert "Traceback" not in done.stderr


def test_compare_tells_better_from_worse_by_its_exit_status(cases: Path, tmp_path: Path) -> None:
    lines = (BASELINE / "results.jsonl").read_text().split("\n")
    refused = tmp_path / "refused"
    refused.mkdir()
    damaged = []
    for line in filter(None, lines):
        data = json.loads(line)
        data["answer"] |= {"status": "refused", "reason": "off_topic", "citations": []}
        damaged.append(json.dumps(data))
    (refused / "results.jsonl").write_text("\n".join(damaged))

    def compared(other: Path, *more: str) -> Done:
        return evals("compare", BASELINE, other, "--cases", cases, "--corpus", CORPUS, *more)

    worse = compared(refused)
    assert worse.returncode == 1
    assert "B is worse" in worse.stdout
    same = compared(BASELINE, "--json")
    assert same.returncode == 0
    assert json.loads(same.stdout)["verdict"] == "no difference"
