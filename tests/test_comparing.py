"""Sides and companies set beside each other, where a question compares no voices."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.index import Index


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


def quoted(answer: Answer, essay: str) -> str:
    return "\n".join(c.quote for c in answer.citations if c.essay == essay)


def test_each_of_two_companies_is_told_of_by_one_voice_alike(assistant: DebateAssistant) -> None:
    told = quoted(assistant.ask("apple vs samsung"), "unsigned")
    assert "Samsung is a great example of a customer-driven business" in told
    assert "Apple is one such company with a more product-driven business" in told


@pytest.mark.parametrize(
    "question", ["pros and cons of customer focus", "the pros n cons of customer focus pls"]
)
def test_one_side_compared_with_nothing_is_weighed(
    assistant: DebateAssistant, question: str
) -> None:
    answer = assistant.ask(question)
    parts = list(dict.fromkeys(s.part for s in answer.statements if s.citations))
    assert parts == ["For customer focus", "Against customer focus"]
    assert "high cost of technology" in quoted(answer, "jeo")
    assert answer.text.startswith("**For customer focus.** ")


def test_a_table_of_pros_and_cons_names_side_and_voice_of_each_row(
    assistant: DebateAssistant,
) -> None:
    answer = assistant.ask("table: pros and cons of product focus and customer focus")
    head, _, *rows = answer.text.splitlines()
    assert head == "| Side | Who | Essay | What |"
    sides = list(dict.fromkeys(row.split("|")[1].strip() for row in rows))
    assert sides == [
        f"{stance} {side} focus"
        for side in ("product", "customer")
        for stance in ("For", "Against")
    ]
    marks = [c.number for c in answer.citations]
    assert len(rows) == len(marks) == len(set(marks))


@pytest.mark.parametrize(
    "question",
    [
        "whats the difference between product focus and customer focus",
        "product focus vs customer focus",
    ],
)
def test_sides_are_told_apart_by_what_each_is(assistant: DebateAssistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "A product focused manager strategizes" in quoted(answer, "mark")
    told = quoted(answer, "jeo")
    assert "product-focused business model" in told and "customer" in told


def test_a_matter_on_which_sides_are_compared_decides(assistant: DebateAssistant) -> None:
    answer = assistant.ask("product driven vs customer driven, what tactics does each use?")
    assert not any(statement.part for statement in answer.statements)
    assert "speed" in quoted(answer, "unsigned")


def test_a_row_of_a_table_names_everybody_it_tells_of(assistant: DebateAssistant) -> None:
    answer = assistant.ask("as a table", ["What do all five agree on?"])
    cited = {citation.number: citation for citation in answer.citations}
    rows = answer.text.splitlines()[2:]
    voices = [{c.voice for n, c in cited.items() if f"[{n}]" in row} - {None} for row in rows]
    assert any(len(several) > 1 for several in voices)
    for row, several in zip(rows, voices, strict=True):
        assert all(str(voice) in row.split(" | ")[0] for voice in several)


def test_a_correction_lets_the_other_one_who_is_compared_speak(assistant: DebateAssistant) -> None:
    answer = assistant.ask(
        "mark says product quality doesnt matter, kalehoff says its all. compare"
    )
    assert answer.status == "corrected" and answer.text.startswith("Not so: Mark")
    assert {"mark", "kalehoff"} <= {citation.essay for citation in answer.citations}


def test_what_all_agree_on_is_not_said_of_all_where_one_is_missing(
    assistant: DebateAssistant,
) -> None:
    answer = assistant.ask("What do all five agree on?")
    assert answer.text.startswith("No one point is shared by all five; most share these. ")


def test_whom_somebody_quotes_with_approval_speaks_for_him(assistant: DebateAssistant) -> None:
    answer = assistant.ask("compare Kalehoff and the glossary on research")
    assert "extensive customer research" in quoted(answer, "kalehoff")
    assert "surveys, interviews" in quoted(answer, "glossary")
    assert "says nothing" not in answer.text
    agreeing = assistant.ask("do kalehoff and the glossary agree about research?")
    assert not agreeing.text.startswith(("Yes", "Max Kalehoff quotes"))
    both = assistant.ask("compare Kalehoff and Hotchkiss on research")
    assert "Max Kalehoff says nothing on it." in both.text


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Does Kalehoff disagree with Hotchkiss?", "No: "),
        ("Does Kalehoff agree with Hotchkiss?", "Yes: "),
        ("Does Ford disagree with Kalehoff?", "No: "),
    ],
)
def test_to_disagree_is_the_opposite_of_to_agree(
    assistant: DebateAssistant, question: str, opening: str
) -> None:
    assert assistant.ask(question).text.startswith(f"{opening}Max Kalehoff quotes")


@pytest.mark.parametrize(
    "question", ["what is the difference between the two?", "whats the difference"]
)
def test_sides_that_are_not_named_are_told_apart_by_what_each_is(
    assistant: DebateAssistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert "product focused manager strategizes" in answer.text
    assert not answer.roll_call


def test_pros_and_cons_of_both_stand_under_each_side(assistant: DebateAssistant) -> None:
    answer = assistant.ask("pros n cons of the two")
    parts = list(dict.fromkeys(s.part for s in answer.statements if s.citations))
    assert parts[0] == "For product focus" and "For customer focus" in parts


@pytest.mark.parametrize(
    "question", ["strongest points of each side, side by side", "both sides at their best"]
)
def test_each_sides_case_is_of_all_whatever_comes_near(
    assistant: DebateAssistant, question: str
) -> None:
    text = assistant.ask(question).text
    assert text.startswith("The strongest case for product focus: ")
    assert "The strongest case for customer focus: " in text


def test_a_company_is_placed_by_what_is_told_of_it(assistant: DebateAssistant) -> None:
    answer = assistant.ask("google: product-led or customer-led?")
    assert {one.voice for one in answer.citations} == {"Gord Hotchkiss"}
