"""The evaluators' page: what it reads from the files of runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

from assistant.ui.evals_page import failing_html, figures_html, history_html, sort_of
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
    assert "Recall: a <b> is missing" in card.text_content()
    assert "Because." in card.text_content()
    assert card.xpath("//i|//b") == []


def test_a_figure_says_in_a_sentence_what_it_is(tmp_path: Path) -> None:
    made = figures_html(
        {
            "grade": {"value": 2.4, "low": 2.2, "high": 2.6, "n": 10, "says": "What it is worth."},
            "answer_sound": {"value": 0.9, "low": None, "n": 10, "says": "Whole <answers>."},
            "latency_ms": {"value": 1234.5, "low": None, "n": 3, "says": "Milliseconds."},
            "never": {"value": None, "n": 0, "says": "Nothing."},
            "old": {"value": 1.0, "n": 4},
        },
        {"answer_sound"},
    )
    page = html.fragment_fromstring(made)
    cards = page.xpath("//li")
    assert [card.xpath("./*[@class='d-figure-name']")[0].text for card in cards] == [
        "Answer sound",  # broken, so it comes first
        "Grade",
        "Latency ms",
    ]
    assert "What it is worth." in cards[1].text_content()
    assert "2.20 to 2.60 · n = 10" in cards[1].text_content()
    assert "width:80.0%" in cards[1].xpath(".//*[@class='d-bar']/span/@style")
    assert cards[0].xpath("./*[@class='d-figure d-bad']")
    assert not cards[2].xpath(".//*[@class='d-bar']")
    assert "1,234" in cards[2].text_content()


def test_a_dozen_figures_are_in_view_and_none_is_rounded_to_perfection() -> None:
    told = {f"figure_{n}": {"value": 0.9996, "n": 5, "says": "Some."} for n in range(15)}
    page = html.fragment_fromstring(figures_html(told))
    assert len(page.xpath("./ul/li")) == 12
    assert len(page.xpath(".//details//li")) == 3
    assert "3 more figures" in page.text_content()
    assert "0.9996" in page.text_content()


def test_figures_of_an_old_run_show_without_sentences() -> None:
    page = html.fragment_fromstring(figures_html({"nugget_recall": {"value": 0.81, "n": 10}}))
    assert "Nugget recall" in page.text_content()


def test_figures_are_filtered_by_intent_or_kind(tmp_path: Path) -> None:
    group = {"cases": 3, "metrics": {"recall": {"value": 0.2, "n": 3}}}
    keep(
        tmp_path, "one", "2026-01-01T10:00:00", 0.5,
        kinds={"stance": group}, intents={"advice": group, "empty": {"cases": 0}},
    )  # fmt: skip
    (run,) = read_runs(tmp_path)
    assert set(run.groups) == {"advice"}
    keep(tmp_path, "two", "2026-02-01T10:00:00", 0.5, kinds={"stance": group})
    assert set(read_runs(tmp_path)[0].groups) == {"stance"}
    assert sort_of({"case": {"intent": "advice", "kind": "x"}}) == "advice"
    assert sort_of({"case": {"intent": None, "kind": "stance"}}) == "stance"


def test_earlier_runs_stand_below_each_other_the_latest_first(tmp_path: Path) -> None:
    keep(tmp_path, "one", "2026-01-01T10:00:00", 0.5)
    keep(tmp_path, "two", "2026-02-01T10:00:00", 0.7)
    rows = history_of(read_runs(tmp_path), "recall")
    page = html.fragment_fromstring(history_html("recall", rows))
    values = [row.xpath("./td")[0].text_content() for row in page.xpath("//tbody/tr")]
    assert values == ["0.70", "0.50"]
