"""Recorded replies of a strong model, played again through a real server."""

from __future__ import annotations

import pytest

from assistant.gate import check_citation
from assistant.settings import Settings
from tests.replies import WRITER, Replayed, cassettes, replaying

NAMES = sorted(cassettes())


@pytest.fixture(scope="module")
def replayed(settings: Settings) -> list[Replayed]:
    with replaying(settings) as player:
        return [player.replay(name) for name in NAMES]


def test_every_question_reaches_the_model_and_gets_its_answer(replayed: list[Replayed]) -> None:
    assert len(replayed) >= 60
    assert not [one.cassette.name for one in replayed if one.answer.writer != WRITER]
    for one in replayed:
        assert len(one.requests) == 1 + bool(one.answer.gate.failures)
        used = {number for s in one.answer.statements for number in s.citations}
        assert used == {citation.number for citation in one.answer.citations}
        for citation in one.answer.citations:
            assert check_citation(citation, one.debate) is None


def test_hardly_a_true_sentence_is_struck(replayed: list[Replayed]) -> None:
    struck = [failure.statement for one in replayed for failure in one.answer.gate.failures]
    checked = sum(one.answer.gate.checked for one in replayed)
    assert checked >= 140
    assert len(struck) <= 0.03 * checked, struck


def test_no_cassette_is_stale(replayed: list[Replayed]) -> None:
    stale = [one.cassette.name for one in replayed if one.is_stale]
    assert not stale, (
        f"the prompts of {', '.join(stale)} have changed: read their replies against the new ones, "
        "then: python tests/replies.py restamp"
    )
