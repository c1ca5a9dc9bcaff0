"""Questions that readers reported as badly answered: a word of one essay swallowed another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.answer import Answer
from assistant.debate import DebateAssistant
from assistant.index import Index

Ask = Callable[[str, str], Answer]


@pytest.fixture(scope="module")
def ask(invented: Callable[[str], Index]) -> Ask:
    """Asks one of the invented debates."""
    opened: dict[str, DebateAssistant] = {}

    def ask_one(debate: str, question: str) -> Answer:
        if debate not in opened:
            opened[debate] = DebateAssistant(invented(debate))
        return opened[debate].ask(question)

    return ask_one


@pytest.mark.parametrize(
    ("debate", "question", "voice", "words"),
    [
        # A plural that stands only in words whose speaker is open hides no singular.
        ("sunday", "Who is against Sunday laws?", "Ida Falk", "should not close"),
        ("sunday", "What do they say about Sunday?", "Ida Falk", "Sunday tram"),
        ("sunday", "What do the essays say about Sundays?", "Tom Moss", "a quiet Sunday"),
        ("sunday", "What does Tom Moss say about Sunday?", "Tom Moss", "a quiet Sunday"),
        # A title is part of a name, and no matter of its own.
        ("sunday", "What did Mrs. J. C. Bates write?", "J. C. Bates", "save our families"),
        ("sunday", "What does Mrs. Bates say?", "J. C. Bates", "save our families"),
        ("sunday", "what did mrs bates say", "J. C. Bates", "save our families"),
        ("sunday", "What does Mayor Moss say?", "Tom Moss", "should close"),
        # Who calls somebody wrong does not contradict that he is.
        ("types", "Why does Ana Pol think that Uncle Bert is wrong?", "Ana Pol", "he is wrong"),
        # A voice's only words on a matter need not name it.
        ("types", "What does Rick Hale say about types?", "Rick Hale", "it means nothing"),
        ("types", "What does Kit Jensen say about dynamic typing?", "Kit Jensen", "a type error"),
    ],
)
def test_a_reported_question_is_answered_from_its_voices_words(
    ask: Ask, debate: str, question: str, voice: str, words: str
) -> None:
    answer = ask(debate, question)
    assert answer.status == "answered"
    assert any(words in c.quote for c in answer.citations if c.voice == voice), answer.text


@pytest.mark.parametrize(
    "question", ["Should the town close its streets on Sunday?", "What is said of Sunday streets?"]
)
def test_a_bill_is_no_voice_and_refuses_no_question(ask: Ask, question: str) -> None:
    answer = ask("sunday", question)
    assert answer.status == "answered"
    assert {c.voice for c in answer.citations} <= {"Ida Falk", "Tom Moss", "J. C. Bates", "Courier"}
