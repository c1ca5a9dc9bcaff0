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
    numbers = {n for s in answer.statements if s.part.startswith("Nearest") for n in s.citations}
    return [citation for citation in answer.citations if citation.number in numbers]


def test_without_a_case_none_is_spoken_of(assistant: DebateAssistant) -> None:
    assert not case(assistant.ask(QUESTION))
    assert not case(assistant.ask("Should my business be product- or customer-focused?"))


def test_an_essay_left_out_says_nothing_of_the_case_either(assistant: DebateAssistant) -> None:
    whole = case(assistant.ask(QUESTION, business=MARKETPLACE))
    assert whole
    for citation in whole:
        fewer = assistant.ask(QUESTION, business=MARKETPLACE, without=[citation.essay])
        assert citation.essay not in {other.essay for other in fewer.citations}


def test_a_business_that_no_essay_comes_near_gets_no_part(assistant: DebateAssistant) -> None:
    assert not case(assistant.ask(QUESTION, business="payroll for dentists"))
