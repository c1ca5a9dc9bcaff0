"""Kinds of questions, as the wording, the names and the sides decide them together."""

from __future__ import annotations

import pytest

from assistant.atlas import Atlas
from assistant.index import Index
from assistant.understanding import alternatives
from assistant.understanding.kinds import asks_who, kind_of_party, read_cues
from assistant.understanding.old_understand import understand


@pytest.fixture(scope="module")
def atlas(index: Index) -> Atlas:
    return Atlas(index)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Should my business be product- or customer-focused?", "verdict"),
        ("Give me the verdict of this debate.", "verdict"),
        ("Who argues that research is unnecessary?", "who_argues"),
        ("Which of them would tell me to skip the focus group?", "who_argues"),
        ("Which essay warns of middlemen?", "who_argues"),
        ("What does Mark say about quality?", "voice"),
        ("What is Hotchkiss's view of research?", "voice"),
        ("Summarise Kalehoff's essay", "summary"),
        ("tl;dr of the glossary", "summary"),
        ("What is Jeo's main point?", "summary"),
        ("Compare Mark and Kalehoff on quality", "compare"),
        ("How does the glossary differ from Jeo?", "compare"),
        ("Do Mark and Kalehoff agree?", "agree"),
        ("Do the authors agree that quality matters?", "agree"),
        ("What is meant by relationship management?", "define"),
        ("How do the essays define customer personas?", "define"),
        ("How is Apple used as an example?", "example"),
        ("Is Samsung product-driven?", "example"),
        (
            "We run a bakery with two ovens and forty regulars. Should we ask what they like?",
            "advice",
        ),
        ("My startup sells lamps through Amazon, what should I do?", "advice"),
        ("What about flexibility and convenience?", "topic"),
        (
            "My partner wants to perfect the app, I'd rather listen to our buyers. Who is right?",
            "verdict",
        ),
        (
            "Half of the board want a brilliant product, the other half want to ask the customers.",
            "verdict",
        ),
        ("I sell tea. Should I build the firm around the product or the customers?", "verdict"),
    ],
)
def test_kinds(atlas: Atlas, question: str, kind: str) -> None:
    assert understand(question, (), atlas).question.kind == kind


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Do we polish the app or call our users?", "we polish the app", "call our users"),
        ("Is speed better than quality?", None, None),
    ],
)
def test_two_alternatives_are_told_apart(question: str, one: str | None, other: str | None) -> None:
    found = alternatives.halves(question)
    if one is None or other is None:
        assert found is None
    else:
        assert found is not None
        assert found[0].endswith(one)
        assert found[1] == other


def test_two_camps_are_told_apart() -> None:
    found = alternatives.camps("She wants to polish the product, I want to talk to more buyers.")
    assert found == ("wants to polish the product", "want to talk to more buyers")
    assert alternatives.camps("What does she want?") is None


def test_camps_in_two_sentences_are_told_only_where_somebody_is_to_be_right() -> None:
    text = "My partner keeps polishing the lamp. I'd rather spend my days with buyers. Who's right?"
    assert alternatives.camps(text) is None
    found = alternatives.camps(text, judged=True)
    assert found is not None
    assert found[0].endswith("polishing the lamp")
    assert found[1] == "rather spend my days with buyers"


def test_names_outrank_wording() -> None:
    cues = read_cues("Who agrees with this?")
    assert kind_of_party(cues, parties=2, topic=True) == "agree"
    assert kind_of_party(cues, parties=1, topic=True) == "voice"


def test_one_name_without_a_topic_asks_for_a_summary() -> None:
    cues = read_cues("And Mark?")
    assert kind_of_party(cues, parties=1, topic=False) == "summary"


def test_a_described_business_is_noticed() -> None:
    cues = read_cues("We sell tea in small shops. What now?")
    assert cues.describes_business
    assert cues.asks_advice
    assert not read_cues("What do the essays say of tea?").describes_business


def test_asking_for_whoever_says_something_of_a_person() -> None:
    assert asks_who("Who backs Hotchkiss?")
    assert asks_who("Which author quotes Ford?")
    assert not asks_who("What does Hotchkiss say?")


@pytest.mark.parametrize(
    "question",
    [
        "do they mention deadlines",
        "Is there anything on packaging?",
        "is word of mouth mentioned",
        "Does anyone bring up prices?",
    ],
)
def test_whether_they_speak_of_something_asks_for_no_agreement(atlas: Atlas, question: str) -> None:
    assert understand(question, [], atlas).question.kind in ("topic", "who_argues")


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("Who says Hotchkiss is right?", True),
        ("Who else is with the glossary on feedback?", True),
        ("Who foots the bill on the big platforms, according to Jeo?", False),
        ("Who should managers work with, says the glossary?", False),
    ],
)
def test_a_question_about_somebody_is_told_from_one_put_to_them(
    atlas: Atlas, question: str, about: bool
) -> None:
    read = understand(question, [], atlas).question
    assert bool(read.about) is about
    assert bool(read.voices or read.essays) is not about
