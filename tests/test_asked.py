"""A question as it arrives: what shows nothing or says nothing is refused with a remedy."""

from __future__ import annotations

import pytest

from assistant.asked import checked_question
from assistant.debate import DebateAssistant
from assistant.errors import UserError
from assistant.index import Index
from assistant.words import words
from evals.attack import fuzz, odd_inputs


@pytest.mark.parametrize(
    "text",
    ["", " \n", "\u200b\u200d", "\u00ad\u2060\ufeff", "\u3164\u115f", "\u0301", "\uff9e", "\x00"],
)
def test_what_shows_nothing_is_empty(text: str) -> None:
    with pytest.raises(UserError, match="is empty") as raised:
        checked_question(text)
    assert raised.value.hint


@pytest.mark.parametrize("text", ["?", "…!", "| | |", "#####", "“”", "😀", "\u200b.\u200b"])
def test_signs_alone_are_no_question(text: str) -> None:
    with pytest.raises(UserError, match="holds no word") as raised:
        checked_question(text, "the statement")
    assert raised.value.hint


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (" Who? ", "Who?"),
        ("\uff9e Who?", "Who?"),
        ("\uff76\uff9e?", "\u30ac?"),
        ("日本?", "日本?"),
    ],
)
def test_what_holds_a_word_is_asked(text: str, asked: str) -> None:
    assert checked_question(text) == asked


def test_no_word_is_empty() -> None:
    assert all(words("a \uff9e \uff9f b"))


def test_odd_inputs_are_the_same_each_time_and_of_many_kinds() -> None:
    inputs = list(odd_inputs(500))
    assert inputs == list(odd_inputs(500))
    assert len(set(inputs)) > 450


def test_odd_inputs_are_answered_or_refused(index: Index) -> None:
    assert fuzz(DebateAssistant(index), count=60, seed=7) == []
