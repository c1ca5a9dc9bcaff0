"""The committed reference cases: enough, verbatim, and split so that nothing leaks."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant.settings import Settings
from evals.cases import Case
from evals.gating import REFERENCE
from evals.loading import load_cases
from evals.stored import Stored, open_stored

UNANSWERABLE = {
    "near_miss",
    "unknown_author",
    "voice_silent",
    "numbers",
    "off_topic",
    "injection",
}


@pytest.fixture(scope="module")
def stored() -> Stored:
    return open_stored(None, Settings())


@pytest.fixture(scope="module")
def cases(stored: Stored) -> tuple[Case, ...]:
    return load_cases(REFERENCE, stored)


def test_there_are_enough_of_every_kind(cases: tuple[Case, ...]) -> None:
    assert len(cases) >= 180
    kinds = Counter(case.kind for case in cases if case.status != "refused")
    assert min(kinds.values()) >= 12, kinds
    refused = Counter(case.kind for case in cases if case.status == "refused")
    assert set(refused) == UNANSWERABLE
    assert refused.total() >= 40


def test_gold_is_verbatim_to_the_character(cases: tuple[Case, ...], stored: Stored) -> None:
    for case in cases:
        for nugget in case.nuggets:
            for evidence in nugget.any_of:
                spans = stored.occurrences(evidence.essay, evidence.evidence)
                assert any(span.exact for span in spans), (case.id, evidence.evidence)


def test_every_case_has_a_reference_answer(cases: tuple[Case, ...]) -> None:
    assert all(case.reference.strip() for case in cases)
    assert sum(len(case.reference.split()) >= 5 for case in cases) >= 0.95 * len(cases)


def test_the_split_leaks_neither_families_nor_gold(cases: tuple[Case, ...]) -> None:
    splits: dict[str, set[str | None]] = {}
    questions: dict[str, set[str | None]] = {}
    for case in cases:
        splits.setdefault(case.cluster, set()).add(case.split)
        questions.setdefault(case.question.casefold(), set()).add(case.split)
    assert all(len(split) == 1 for split in splits.values())
    assert {split for both in splits.values() for split in both} == {"dev", "held"}
    asked_twice = [question for question, both in questions.items() if len(both) > 1]
    assert asked_twice == []


def test_no_kind_asks_for_the_same_evidence_on_both_sides_of_the_split(
    cases: tuple[Case, ...],
) -> None:
    """But for roll calls, which all ask for the same: where every essay stands."""
    splits: dict[tuple[str, frozenset[object]], set[str | None]] = {}
    for case in cases:
        wanted = frozenset(nugget.any_of for nugget in case.nuggets if nugget.vital)
        if wanted and case.roll_call is None:
            splits.setdefault((case.kind, wanted), set()).add(case.split)
    assert [kind for (kind, _), both in splits.items() if len(both) > 1] == []
