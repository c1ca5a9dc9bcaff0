"""The evaluators' page: what it reads from the files of runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

from assistant.ui.evals_page import failing_html, metrics_html
from assistant.ui.runs import failing_cases, history_of, lines_of, read_runs


def keep(folder: Path, name: str, started: str, value: float | None, **more: Any) -> None:
    run = folder / name
    run.mkdir(parents=True)
    summary = {
        "run": {"started": started, "split": "dev"},
        "metrics": {"recall": {"value": value, "low": 0.1, "high": 0.9, "n": 5}},
        "failures": [{"id": "c1", "metric": "recall", "what": ["a <b> is missing"]}],
        **more,
    }
    (run / "summary.json").write_text(json.dumps(summary), encoding="utf-8")


def test_runs_come_latest_first_and_half_written_ones_not_at_all(tmp_path: Path) -> None:
    assert read_runs(tmp_path / "none") == []
    keep(tmp_path, "one", "2026-01-01T10:00:00", 0.5)
    keep(tmp_path, "two", "2026-02-01T10:00:00", 0.7)
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "summary.json").write_text('{"run":', encoding="utf-8")
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / "summary.json").write_text("[]", encoding="utf-8")
    runs = read_runs(tmp_path)
    assert [run.name for run in runs] == ["2026-02-01 10:00 · dev", "2026-01-01 10:00 · dev"]
    assert [row["value"] for row in history_of(runs, "recall")] == [0.5, 0.7]
    assert history_of(runs, "precision") == []


def test_failing_cases_are_grouped_and_shown_with_question_and_answer(tmp_path: Path) -> None:
    keep(tmp_path, "one", "2026-01-01T10:00:00", 0.5)
    (run,) = read_runs(tmp_path)
    line = {"id": "c1", "case": {"question": "<i>Why?</i>"}, "answer": {"text": "Because."}}
    (run.folder / "results.jsonl").write_text(
        f"{json.dumps(line)}\nnonsense\n[]\n", encoding="utf-8"
    )
    (read,) = lines_of(run)
    failing = failing_cases(run)
    card = html.fragment_fromstring(failing_html("c1", failing["c1"], read))
    assert "<i>Why?</i>" in card.text_content()
    assert "recall: a <b> is missing" in card.text_content()
    assert "Because." in card.text_content()
    assert card.xpath("//i|//b") == []


def test_a_metric_that_was_not_measured_is_left_out() -> None:
    made = metrics_html(
        {
            "nugget_recall": {"value": 0.81234, "low": 0.7, "high": 0.9, "n": 10},
            "latency_ms": {"value": 1234.5, "low": None, "n": 3},
            "never": {"value": None, "n": 0},
        }
    )
    rows = [
        [cell.text_content() for cell in row]
        for row in html.fragment_fromstring(made).xpath("//tbody/tr")
    ]
    assert rows == [
        ["latency ms", "1,234", "", "3"],
        ["nugget recall", "0.812", "0.700 to 0.900", "10"],
    ]
