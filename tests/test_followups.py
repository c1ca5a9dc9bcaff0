"""Follow-ups: what they leave out comes back from the question before."""

from __future__ import annotations

import pytest

from assistant.atlas import Atlas
from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.understanding import followups
from assistant.understanding.old_question import Question
from assistant.understanding.old_understand import understand


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


@pytest.fixture(scope="module")
def atlas(assistant: DebateAssistant) -> Atlas:
    return assistant.retriever.atlas


def read(atlas: Atlas, *questions: str) -> Question:
    return understand(questions[-1], questions[:-1], atlas).question


def test_a_pronoun_takes_the_person_of_the_question_before(atlas: Atlas) -> None:
    question = read(atlas, "What does Hotchkiss think of research?", "What does he say of Walt?")
    assert question.voices == ("Gord Hotchkiss",)
    assert question.standalone == "What does Gord Hotchkiss say of Walt?"
    assert question.previous is not None


def test_a_name_alone_swaps_the_person_and_keeps_the_matter(atlas: Atlas) -> None:
    question = read(atlas, "What does Jeo say about product quality?", "And Mark?")
    assert question.voices == ("Mark",)
    assert question.kind == "voice"
    assert set(question.words) == {"product", "quality"}


def test_a_thing_alone_swaps_the_example(atlas: Atlas) -> None:
    question = read(atlas, "How is Apple used as an example?", "And Samsung?")
    assert question.things == ("Samsung",)
    assert question.kind == "example"


def test_a_question_that_stands_alone_forgets_the_one_before(atlas: Atlas) -> None:
    question = read(
        atlas,
        "What does Hotchkiss think of research?",
        "What does the glossary say about customer personas?",
    )
    assert question.voices == ()
    assert question.essays == ("glossary",)
    assert question.previous is None
    assert question.standalone == question.text


def test_asking_who_disagrees_looks_to_the_others(assistant: DebateAssistant) -> None:
    before = "Why are customers the lifeblood of a business, in Mark's view?"
    answer = assistant.ask("Who disagrees with that?", [before])
    assert answer.citations
    assert "Mark" not in {citation.voice for citation in answer.citations}
    question = read(assistant.retriever.atlas, before, "Who disagrees with that?")
    assert question.opposing


def test_he_is_whoever_answered(assistant: DebateAssistant) -> None:
    before = "Whose customers would have asked for a faster horse?"
    assert assistant.ask(before).citations[0].voice == "Henry Ford"
    answer = assistant.ask("What else did he say?", [before])
    assert {citation.voice for citation in answer.citations} == {"Henry Ford"}


def test_a_chain_of_follow_ups_keeps_its_subject(atlas: Atlas) -> None:
    question = read(
        atlas,
        "What is the hybrid approach?",
        "Who describes it?",
        "And what does it cost?",
    )
    assert "hybrid" in question.standalone
    assert "cost" in question.standalone


def test_earlier_questions_matter_only_where_one_leans_on_them(assistant: DebateAssistant) -> None:
    question = "What does the glossary say about customer personas?"
    alone = assistant.ask(question)
    later = assistant.ask(question, ["How is Apple used as an example?", "And Samsung?"])
    assert later.text == alone.text
    assert later.id != alone.id


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        ("What does he say?", "Mark", "What does Mark say?"),
        ("What is his view?", "Mark", "What is Mark’s view?"),
        ("What is said?", "Mark", "What is said?"),
    ],
)
def test_a_name_stands_in_for_its_pronoun(question: str, name: str, expected: str) -> None:
    assert followups.put_name(question, name) == expected


def test_what_leans_back_and_what_does_not() -> None:
    assert followups.leans_back("Why?", [], [])
    assert followups.leans_back("And on quality?", [], ["quality"])
    assert followups.leans_back("What does she want?", [], ["want"])
    assert followups.leans_back("Is it expensive?", [], ["expensive"])
    assert not followups.leans_back(
        "Who says that quality wins?", [], ["quality", "wins", "customers"]
    )
    assert followups.wants_other_side("Who disagrees?")
    assert not followups.wants_other_side("Who agrees?")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("And does the man who cites him buy that?", True),
        ("What does the author who quotes her reply?", True),
        ("Who quotes him?", True),
        ("And does the author of the essay agree with him?", True),
        ("Does he quote anybody?", False),
        ("What was quoted?", False),
    ],
)
def test_whoever_quotes_a_person_is_asked(question: str, asks: bool) -> None:
    assert followups.asks_host(question) is asks


def test_how_the_author_takes_whom_he_quotes(atlas: Atlas) -> None:
    asked = read(atlas, "What does Hotchkiss call a by-product?", "Does the author agree?")
    assert set(asked.voices) == {"Max Kalehoff", "Gord Hotchkiss"}
    assert asked.kind == "agree"


def test_a_follow_up_on_a_narrow_matter_is_no_verdict(atlas: Atlas) -> None:
    asked = read(atlas, "Which essay mentions customer personas?", "What should they contain?")
    assert asked.kind != "verdict"


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("Does anyone disagree with her?", True),
        ("And the other side?", True),
        ("Who sees it the other way?", True),
        ("Why does she advise against it?", False),
        ("Is he against that?", False),
    ],
)
def test_what_somebody_opposes_is_not_who_opposes_them(question: str, wants: bool) -> None:
    assert followups.wants_other_side(question) is wants


def test_the_other_side_is_not_the_one_that_answered(assistant: DebateAssistant) -> None:
    first = "Who says that product-centric leaders need no customer research?"
    answer = assistant.ask("And the other side?", [first])
    positions = {assistant.debate.essay(c.essay).position for c in answer.citations}
    assert assistant.ask(first).citations[0].essay == "kalehoff"
    assert positions == {"customer"}


def test_of_a_thing_the_others_are_heard(assistant: DebateAssistant) -> None:
    answer = assistant.ask("Does anyone see it differently?", ["What does Jeo say about Apple?"])
    assert answer.citations
    assert all("Apple" in c.quote for c in answer.citations)
    assert "jeo" not in {c.essay for c in answer.citations}
