"""The report: one file, nothing fetched, nothing from cases or answers taken for markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evals.answers import parse_answers
from evals.html import report
from evals.running import as_lines
from evals.score import score
from tests.evals_debate import STORED, UNANSWERABLE, answer, calls, case, three

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> {{failures}} \ud800"


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def page() -> str:
    gold = case()
    bad = case(id="v2", question=f"Ponds? {EVIL}"[:60])
    cases = (gold, bad, case(**UNANSWERABLE))
    answers = parse_answers(
        as_lines(
            [
                answer(gold, *three(), roll_call=calls()),
                answer(bad, three()[0], text=EVIL, roll_call=calls(trees="lawns")),
                answer(cases[2], status="answered", reason=None),
            ]
        )
    )
    summary = {"run": {"writer": "quoting"}, **score(cases, answers, STORED)}
    summary["metrics"]["name_swap"] = summary["metrics"]["verbatim_rate"]
    return report(summary, cases, answers)


def test_nothing_is_fetched_from_anywhere() -> None:
    html = page()
    assert not re.search(r"https?://|//\w|@import|url\(", html)
    parsed = Tags()
    parsed.feed(html)
    assert not {"img", "link", "iframe", "object", "embed"} & set(parsed.tags)
    assert not [name for name, _ in parsed.attributes if name in ("src", "href")]


def test_answers_are_text_and_never_markup() -> None:
    html = page()
    parsed = Tags()
    parsed.feed(html)
    assert parsed.tags.count("script") == 1
    assert not [name for name, _ in parsed.attributes if name.startswith("on")]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "{{" not in html
    html.encode("utf-8")


def test_every_failing_case_is_there_with_answer_gold_and_what_is_wrong() -> None:
    html = page()
    assert html.count("<details class=case") == 3  # a short verdict fails by its length
    assert 'data-kind="near_miss"' in html
    assert "should have been refused" in html
    assert "nugget run missing: Bea Birch" in html
    assert "Children run on lawns" in html
    assert "is called lawns, stands at trees" in html


def test_charts_say_what_they_show() -> None:
    html = page()
    titles = re.findall(r"<title>(.*?)</title>", html)
    assert any("nugget_recall_vital 0.500" in title for title in titles)
    assert html.count('role="img"') == 2


def test_every_metric_is_listed_with_its_definition() -> None:
    html = page()
    assert "<th scope=row>voice_accuracy</th>" in html
    assert "Quotations credited to whoever really speaks." in html
