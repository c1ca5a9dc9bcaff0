"""Near misses in ordinary words: what no essay has a word for, and figures that none gives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.debate import DebateAssistant, open_debate
from assistant.index import Index
from assistant.settings import Settings
from assistant.understanding.figures import asks_figure, gives_figure
from assistant.understanding.intent import intent_model
from assistant.words import stem
from evals.fitting import common_stems


@pytest.fixture(scope="module")
def assistant(index: Index, settings: Settings) -> Iterator[DebateAssistant]:
    found = open_debate(settings.corpus, settings)
    yield found
    found.index.close()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What do they say about warranties?", "“warranties”"),
        ("Do any of them mention trademark lawyers?", "trademark lawyers"),
        ("Is it wise to move the factory abroad, according to them?", "abroad"),
    ],
)
def test_what_no_essay_has_a_word_for_is_refused_by_that_word(
    assistant: DebateAssistant, question: str, missing: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "refused"
    assert not answer.citations
    assert missing in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What do they say about shoppers?",
        "Do any of them speak of clients' wishes?",
        "Does anyone talk about engineers?",
        "Do they say anything on rivals?",
        "do they mention chatting with buyers",
        "Any drawbacks?",
        "What does the author of the glossary suggest for chums of the brand?",
    ],
)
def test_other_words_for_what_they_speak_of_are_answered(
    assistant: DebateAssistant, question: str
) -> None:
    assert assistant.ask(question).status == "answered"


def test_who_says_something_may_be_asked_in_any_words(assistant: DebateAssistant) -> None:
    answer = assistant.ask("Who tells the story about shabby fun fairs?")
    assert answer.status == "answered"
    assert {c.voice for c in answer.citations} & {"Gord Hotchkiss"}


def test_words_of_asking_are_learned_from_the_labelled_questions() -> None:
    common = intent_model().common
    assert common == frozenset(common_stems())
    assert {stem("anyone"), stem("better"), stem("worth")} <= common
    assert not {stem("warranties"), stem("franchise"), stem("investor")} & common


@pytest.mark.parametrize(
    ("question", "text", "given"),
    [
        ("How many of them finished?", "Two thirds of the runners finished.", True),
        ("How much dearer is it?", "It costs me a third more each month.", True),
        ("How often should we meet?", "Meet every fourth week.", True),
        ("How many of them finished?", "Most of the runners finished.", False),
        ("What percentage finished?", "Eleven runners finished.", False),
    ],
)
def test_fractions_and_ordinals_are_figures(question: str, text: str, given: bool) -> None:
    assert asks_figure(question)
    assert gives_figure(question, text) is given


@pytest.mark.parametrize(
    "question", ["What was Tchibo's turnover?", "What is Orrin & Daughter's revenue?"]
)
def test_a_figure_is_asked_of_a_company_by_its_name(question: str) -> None:
    assert asks_figure(question)


def test_what_they_say_about_prices_is_no_figure() -> None:
    assert not asks_figure("What do they say about price rises?")


def test_a_number_about_another_matter_is_no_answer(assistant: DebateAssistant) -> None:
    asked = "What percentage of shoppers come back after a refund?"
    assert assistant.ask(asked).status == "refused"  # 99.9% is said of corporate leaders
    told = assistant.ask("What percentage of corporate leaders lack that intuition?")
    assert told.status == "answered"
    assert any("99.9%" in c.quote for c in told.citations)
