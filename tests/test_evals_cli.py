"""The commands as a user calls them: exit status, messages, JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.settings import Settings
from evals.__main__ import app
from evals.gates import BASELINE
from evals.gating import REFERENCE
from evals.loading import load_cases
from evals.metrics.table import FAMILY_METRICS, METRICS
from evals.oracle import perfect
from evals.stored import open_stored

ROOT = Path(__file__).resolve().parents[1]


def evals(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "evals", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The perfect answers to the reference cases."""
    stored = open_stored(None, Settings())
    lines = [json.dumps(perfect(case, stored)) for case in load_cases(REFERENCE, stored)]
    path = tmp_path_factory.mktemp("answers") / "perfect.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_score_prints_one_json_object_with_every_metric(answers: Path) -> None:
    done = evals("score", answers, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    names = [m.name for m in METRICS] + [m.__name__ for m in FAMILY_METRICS]
    assert list(told["metrics"]) == names
    assert told["metrics"]["nugget_recall_vital"]["value"] == 1
    assert told["problems"] == told["failures"] == []


def test_score_shows_a_table_and_what_is_wrong(answers: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    lines = answers.read_text().split("\n")
    damaged.write_text("\n".join([lines[0].replace("Max Kalehoff", "Eve"), "{", *lines[2:]]))
    done = evals("score", damaged)
    assert done.returncode == 0, done.stderr
    assert "voice_accuracy" in done.stdout
    assert "line 2: not JSON" in done.stdout
    assert "is credited to Eve" in done.stdout


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


def test_compare_tells_better_from_worse_by_its_exit_status(tmp_path: Path) -> None:
    lines = (BASELINE / "results.jsonl").read_text().split("\n")
    refused = tmp_path / "refused"
    refused.mkdir()
    damaged = []
    for line in filter(None, lines):
        data = json.loads(line)
        data["answer"] |= {"status": "refused", "reason": "off_topic", "citations": []}
        damaged.append(json.dumps(data))
    (refused / "results.jsonl").write_text("\n".join(damaged))
    runner = CliRunner()
    worse = runner.invoke(app, ["compare", str(BASELINE), str(refused)])
    assert worse.exit_code == 1
    assert "B is worse" in worse.output
    same = runner.invoke(app, ["compare", str(BASELINE), str(BASELINE), "--json"])
    assert same.exit_code == 0
    assert json.loads(same.output)["verdict"] == "no difference"


def test_the_handbook_defines_every_metric_as_the_code_does() -> None:
    handbook = (ROOT / "evals" / "METRICS.md").read_text(encoding="utf-8")
    for metric in METRICS:
        assert (
            f"| `{metric.name}` | {metric.summing} | {metric.better} | {metric.definition} |"
            in (handbook)
        ), metric.name
    for measure in FAMILY_METRICS:
        assert " ".join((measure.__doc__ or "").split()) in handbook
