"""The report: one file, nothing fetched, nothing from cases or answers taken for markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evals.answers import parse_answers
from evals.report import report
from evals.running import as_lines
from evals.scoring import summary as summed_up
from tests.evals_debate import DEBATES, UNANSWERABLE, answer, calls, case, three

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
    summary = {"run": {"writer": "quoting"}, **summed_up(cases, answers, DEBATES)}
    summary["metrics"]["name_swap"] = summary["metrics"]["relevance"]
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


def test_failing_cases_come_first_with_answer_gold_and_what_is_wrong() -> None:
    html = page()
    assert html.count("<details class=case") == 3  # one for its paraphrase
    assert html.index("Failing cases") < html.index("What it says".lower())
    assert 'data-sort="near_miss"' in html
    assert "<option>verdict_short</option>" in html
    assert "should have been refused" in html
    assert "nugget run missing: Bea Birch" in html
    assert "Children run on lawns" in html
    assert "ash stands at lawns, not trees" in html


def test_every_figure_comes_with_a_sentence() -> None:
    html = page()
    assert "<th scope=row>nugget recall</th><td>0.500</td>" in html
    assert "the share that is cited under the right voice." in html
    assert "Questions that the essays do answer, but that were refused. Less is better." in html
    assert "boilerplate" not in html  # nothing to measure
    assert html.count('role="img"') == html.count("class=what") - 1  # time has no bar
