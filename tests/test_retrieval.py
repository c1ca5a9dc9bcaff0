"""From a question to its points: the best first, whose they are, and when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.debate import DebateAssistant
from assistant.index import Index
from assistant.retrieval.abstain import SIGNALS, SORTS, abstain_weights
from assistant.retrieval.evidence import Evidence
from assistant.retrieval.rank import BY_ROLE, ROLES, rank_weights
from assistant.retrieval.rank import SIGNALS as RANKED
from assistant.retrieval.settling import SIGNALS as WEIGHED
from assistant.retrieval.settling import settle_weights, settled
from assistant.understanding.question import INTENTS


@pytest.fixture(scope="module")
def assistant(index: Index) -> DebateAssistant:
    return DebateAssistant(index)


def gathered(assistant: DebateAssistant, text: str, history: Sequence[str] = ()) -> Evidence:
    question = assistant.understanding.read(text, history)
    return assistant.planner.gather(settled(question, assistant.planner.ranker).question)


def test_every_signal_has_a_weight() -> None:
    assert len(rank_weights()[0]) == len(RANKED)
    assert rank_weights()[1].shape == (len(ROLES), len(BY_ROLE))
    assert settle_weights()[0].shape == (len(INTENTS), len(WEIGHED))
    assert [len(one) for one in abstain_weights()] == [len(SIGNALS), SORTS]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("whose line is the faster horse one", "faster horse"),
        ("who says buyers are what keeps a company alive", "lifeblood"),
        ("what happens to loyalty if I compete on price", "reduced brand loyalty"),
        ("middlemen", "intermediaries"),
    ],
)
def test_the_point_that_answers_is_among_the_first(
    assistant: DebateAssistant, text: str, words: str
) -> None:
    assert any(words in row.quote for row in gathered(assistant, text).points[:3])


def test_who_is_asked_is_heard_alone(assistant: DebateAssistant) -> None:
    evidence = gathered(assistant, "what does Jeo say about technology?")
    assert {row.voice.name for row in evidence.points} == {"Muliadi Jeo"}


def test_scores_are_rounded_and_fall(assistant: DebateAssistant) -> None:
    ranking = gathered(assistant, "loyalty").ranking
    assert ranking is not None
    assert list(ranking.scores) == sorted(ranking.scores, reverse=True)
    assert all(round(score, 4) == pytest.approx(score, abs=1e-6) for score in ranking.scores)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("which companies do they mention?", "facts"),
        ("who is steve jobs in all this", "example"),
        ("do they mention patents?", "topic"),
    ],
)
def test_of_all_names_only_those_asked_about_are_told(
    assistant: DebateAssistant, text: str, intent: str
) -> None:
    evidence = gathered(assistant, text)
    assert evidence.question.intent == intent
    assert (evidence.refusal == "not_in_essays") == (intent == "topic")
    if intent == "example":
        assert any("Steve" in row.quote for row in evidence.points)


def test_an_unknown_name_is_missing_by_name(assistant: DebateAssistant) -> None:
    evidence = gathered(assistant, "How does Philip Kotler define market orientation?")
    assert (evidence.refusal, evidence.missing) == ("not_in_essays", ("Philip Kotler",))


@pytest.mark.parametrize(
    "question",
    [
        "refunds?",
        "is there anything on refunds?",
        "bank loans",
        "the minimum wage",
        "opening hours",
    ],
)
def test_a_bare_matter_that_no_essay_has_is_not_answered_beside(
    assistant: DebateAssistant, question: str
) -> None:
    assert assistant.ask(question).status == "refused"


@pytest.mark.parametrize("question", ["gut feeling", "ads", "staff", "price?", "loyalty"])
def test_a_bare_matter_in_everyday_words_is_answered(
    assistant: DebateAssistant, question: str
) -> None:
    assert assistant.ask(question).status == "answered"


def test_what_two_are_asked_about_is_what_both_are_heard_on(assistant: DebateAssistant) -> None:
    told = assistant.ask("Mark vs glossary on managers").citations
    assert {"mark", "glossary"} == {one.essay for one in told}
    assert all("manage" in one.quote for one in told)


@pytest.mark.parametrize(
    "text",
    [
        "What does Jeo think of Walt Disney?",
        "What is Hotchkiss's opinion of brand ambassadors?",
        "What's Kalehoff's take on supply chains?",
    ],
)
def test_on_what_others_speak_of_a_voice_may_be_silent(
    assistant: DebateAssistant, text: str
) -> None:
    assert gathered(assistant, text).refusal == "not_in_essays"


def test_a_told_case_is_never_refused(assistant: DebateAssistant) -> None:
    evidence = gathered(
        assistant, "I run a bakery, my regulars want gluten free loaves. What should I do?"
    )
    assert evidence.refusal is None
    assert evidence.points


def test_silence_is_claimed_only_far_from_the_matter(assistant: DebateAssistant) -> None:
    evidence = gathered(assistant, "when does product focus work?")
    assert "kalehoff" not in evidence.silent
    assert set(evidence.silent) <= {essay.slug for essay in assistant.debate.essays}


def test_between_two_only_what_both_speak_to_is_shared(assistant: DebateAssistant) -> None:
    evidence = gathered(assistant, "do Mark and Kalehoff agree on anything?")
    assert evidence.accords
    for accord in evidence.accords:
        assert {"mark", "kalehoff"} <= {slug for slug, _, _ in accord.spans}


def test_what_was_left_out_is_not_used(assistant: DebateAssistant) -> None:
    question = assistant.understanding.read("loyalty")
    evidence = assistant.planner.gather(question, without=("jeo",))
    assert all(row.essay.slug != "jeo" for row in evidence.points)


def test_no_camp_is_meant_where_its_needs_are_not_met(assistant: DebateAssistant) -> None:
    asked = assistant.understanding.read("do mark and jeo agree?")
    worded = replace(asked, intent="camp", intents={"camp": 0.6, "agree": 0.4})
    assert settled(worded, assistant.planner.ranker).question.intent == "agree"


def test_a_point_counts_for_more_beside_one_that_comes_near(assistant: DebateAssistant) -> None:
    """The signal is the best other point of its section, never its own nearness."""
    ranker = assistant.planner.ranker
    question = assistant.understanding.read("what do sellers pay a marketplace?")
    rows = np.arange(len(ranker.index.points))
    found = ranker.signals(question, rows, ranker.words(question))
    near = found[:, :3].max(axis=1)
    sections = [(row.essay.slug, row.heading) for row in ranker.index.points]
    for row, around in zip(rows, found[:, RANKED.index("around")], strict=True):
        others = [near[n] for n in rows if n != row and sections[n] == sections[row]]
        assert around == pytest.approx(max(others) if others else near.mean())
    few = ranker.signals(question, rows[:1], ranker.words(question))
    assert few[0, RANKED.index("around")] == pytest.approx(near[0])
