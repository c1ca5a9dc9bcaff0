"""The debate's own question, however worded: all essays seated, both sides heard, in bounds."""

from __future__ import annotations

import pytest

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.index import Index

WORDINGS = [
    "Should my business be product-focused or customer-focused?",
    "so which is it, put the product first or the customer?",
    "product focus or customer focus, whats better for my company?",
    "What comes first, the thing we sell or the folks we sell it to?",
    "Which is the wiser strategy for a founder: product or customer?",
    "Customers first or product first?",
    "Is it smarter to obsess over the product than over the customer?",
    "Who is right, the product camp or the customer camp?",
    "Give me the verdict of this debate.",
    "If I must choose, product or customer?",
    "Customer focus vs product focus: which one wins?",
    "My wife wants to perfect our jam, I'd rather find out what the shoppers like. Who is right?",
    "we r two people making soap. product or customer first??",
    "I write for a trade paper. Where does each of the five come down on product versus customer?",
]


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


@pytest.fixture(scope="module")
def answer(assistant: DebateAssistant) -> Answer:
    return assistant.ask(WORDINGS[0])


@pytest.mark.parametrize("question", WORDINGS)
def test_every_essay_takes_its_position_however_the_question_is_worded(
    assistant: DebateAssistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert {entry.essay: entry.position for entry in answer.roll_call} == {
        "glossary": "customer",
        "jeo": "conditional",
        "kalehoff": "product",
        "mark": "customer",
        "unsigned": "conditional",
    }
    by_number = {citation.number: citation for citation in answer.citations}
    for entry in answer.roll_call:
        assert entry.citation is not None
        assert by_number[entry.citation].essay == entry.essay


def test_a_verdict_keeps_within_its_bounds(answer: Answer) -> None:
    assert 150 <= len(answer.text.split()) <= 400
    assert len(answer.citations) <= 12
    assert answer.gate.failures == ()
    assert answer.gate.checked == len(answer.statements)


def test_both_sides_and_the_conditional_essays_are_quoted(answer: Answer) -> None:
    assert {citation.essay for citation in answer.citations} == {
        "glossary",
        "jeo",
        "kalehoff",
        "mark",
        "unsigned",
    }
    parts = list(dict.fromkeys(statement.part for statement in answer.statements))
    assert parts == [
        "",
        "For product focus",
        "For customer focus",
        "Where they clash",
        "It depends",
        "Settle this first",
    ]


def test_a_clash_puts_two_essays_side_by_side(answer: Answer) -> None:
    by_number = {citation.number: citation for citation in answer.citations}
    clashes = [s for s in answer.statements if s.part == "Where they clash"]
    assert clashes
    for clash in clashes:
        one, two = (by_number[number] for number in clash.citations)
        assert one.essay != two.essay


def test_an_unticked_essay_leaves_the_table(assistant: DebateAssistant) -> None:
    answer = assistant.ask(WORDINGS[0], without=["kalehoff"])
    assert "kalehoff" not in {entry.essay for entry in answer.roll_call}
    assert "kalehoff" not in {citation.essay for citation in answer.citations}
    assert "Hotchkiss" not in answer.text
    assert answer.text.startswith("The four essays split")


@pytest.mark.parametrize(
    "question",
    [
        "What does Mark say about product quality?",
        "How is Apple used as an example?",
        "What is meant by relationship management?",
        "Who thinks that technology eliminates middlemen?",
    ],
)
def test_a_narrower_question_gets_no_verdict(assistant: DebateAssistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.roll_call == ()
    assert len(answer.text.split()) <= 150
