"""Questions as the statements that they grant."""

from __future__ import annotations

import pytest

from assistant.domain import Debate, Essay, Side
from assistant.understanding.names import Names
from assistant.understanding.restating import restated

DEBATE = Debate(
    "Cats or dogs?",
    (Side("cats", "Cats", "Cats are better."), Side("dogs", "Dogs", "Dogs are better.")),
    (
        Essay(slug="hume", title="Whiskers", text="", author="Ada Hume"),
        Essay(slug="leash", title="The Leash", text=""),
    ),
)


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Why does Ada Hume treat barking as a virtue?", "Ada Hume treats barking as a virtue."),
        ("why is Ada Hume against leashes", "Ada Hume is against leashes."),
        ("Explain why Hume hates puppies.", "Hume hates puppies."),
        ("Since Hume says cats are cheap, what do they cost?", "Hume says cats are cheap."),
        ("Hume thinks dogs are clean. Why?", "Hume thinks dogs are clean."),
        ("Hume thinks dogs are clean, right? Why?", "Hume thinks dogs are clean."),
        ("How does Hume defend her view that cats obey?", "Hume says that cats obey."),
        ("Explain Hume's claim that cats obey.", "Hume says that cats obey."),
        ("What are Ada Hume's reasons for banning dogs?", "Ada Hume is for banning dogs."),
        ("Why did Hume say that cats obey?", "Hume say that cats obey."),
        ("Ada Hume turns away big dogs. Isn't that unfair?", "Ada Hume turns away big dogs."),
        ("In what way does Hume back leashes?", "Hume backs leashes."),
        ("How does Hume recommend feeding cats?", "Hume recommends feeding cats."),
    ],
)
def test_what_is_granted(question: str, statement: str) -> None:
    assert restated(question, Names(DEBATE).find(question)) == statement


@pytest.mark.parametrize(
    "question",
    [
        "What does Ada Hume say about barking?",
        "Why does Hume mention the neighbours?",
        "How does Hume explain the scratching?",
        "According to Hume, what do cats want?",
        "If Hume is right, should I get a cat?",
        "cats or dogs",
        "Hume vs the piece on leashes, what do they clash on",
        "Why?",
        "",
    ],
)
def test_nothing_is_granted(question: str) -> None:
    assert restated(question, Names(DEBATE).find(question)) is None
