"""What the asker tells of their own business decides which sentences a verdict brings up for it."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Citation
from assistant.debate import DebateAssistant
from assistant.index import Index

QUESTION = "Product first or customer first?"
MARKETPLACE = "What you are building: a marketplace for used bikes. Who buys it: buyers and sellers"
CHATBOTS = "What you are building: AI and data analytics for shops"


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


def case(answer: Answer) -> list[Citation]:
    """What the verdict quotes because of the asker's own case."""
    numbers = {n for s in answer.statements if "describe" in (s.part or "") for n in s.citations}
    return [citation for citation in answer.citations if citation.number in numbers]


def test_without_a_case_none_is_spoken_of(assistant: DebateAssistant) -> None:
    assert not case(assistant.ask(QUESTION))
    assert not case(assistant.ask("Should my business be product- or customer-focused?"))


@pytest.mark.parametrize(
    ("business", "word"), [(MARKETPLACE, "marketplace"), (CHATBOTS, "analytics")]
)
def test_the_business_told_of_brings_its_own_sentences(
    assistant: DebateAssistant, business: str, word: str
) -> None:
    answer = assistant.ask(QUESTION, business=business)
    quoted = case(answer)
    assert any(word in citation.quote for citation in quoted)
    assert len({citation.essay for citation in quoted}) == len(quoted) <= 2
    assert len(answer.roll_call) == 5
    assert len(answer.text.split()) <= 400


def test_a_case_told_in_the_question_counts_alike(assistant: DebateAssistant) -> None:
    answer = assistant.ask("We sell AI chatbots to banks. Customer or product first?")
    assert any("AI" in citation.quote.split() for citation in case(answer))
    assert len(answer.roll_call) == 5


def test_an_essay_left_out_says_nothing_of_the_case_either(assistant: DebateAssistant) -> None:
    whole = case(assistant.ask(QUESTION, business=MARKETPLACE))
    for citation in whole:
        fewer = assistant.ask(QUESTION, business=MARKETPLACE, without=[citation.essay])
        assert citation.essay not in {other.essay for other in fewer.citations}


def test_a_business_that_no_essay_comes_near_gets_no_part(assistant: DebateAssistant) -> None:
    assert not case(assistant.ask(QUESTION, business="payroll for dentists"))


def test_advice_in_general_goes_by_the_business(assistant: DebateAssistant) -> None:
    plain = assistant.ask("What should we do next?")
    told = assistant.ask("What should we do next?", business=MARKETPLACE)
    assert {c.quote for c in plain.citations} != {c.quote for c in told.citations}
    assert any("marketplace" in citation.quote for citation in told.citations)
