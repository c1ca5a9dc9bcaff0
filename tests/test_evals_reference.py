"""The committed reference cases: enough, verbatim, and split so that nothing leaks."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

import pytest

from assistant.settings import Settings
from assistant.understanding.question import INTENTS
from evals.cases import REFERENCE, Case, load_cases
from evals.stored import DEBATES, Debates

CASES = [
    Case.model_validate_json(line) for line in REFERENCE.read_text(encoding="utf-8").splitlines()
]
EVERYDAY = [case for case in CASES if case.kind.startswith("everyday.")]


@pytest.mark.parametrize("corpus", sorted({case.corpus for case in CASES}, key=str))
def test_gold_is_verbatim_and_spoken_by_whom_it_names(corpus: str | None, debates: Debates) -> None:
    if corpus:
        debates = Debates(DEBATES / corpus, Settings())
    cases = load_cases(REFERENCE, debates)
    assert len(cases) == sum(case.corpus == corpus for case in CASES)
    for case in cases:
        stored = debates.of(case)
        for nugget in case.nuggets:
            for evidence in (*nugget.any_of, *(case.relevant or ())):
                spans = stored.occurrences(evidence.essay, evidence.evidence)
                assert any(span.exact for span in spans), (case.id, evidence.evidence)


def test_there_are_enough_of_every_kind() -> None:
    assert len(CASES) >= 800 and len(EVERYDAY) >= 230
    kinds = Counter(case.kind for case in CASES if case not in EVERYDAY)
    assert min(kinds.values()) >= 12, kinds
    assert {case.intent for case in EVERYDAY} <= set(INTENTS)
    assert len({case.intent for case in EVERYDAY}) >= 16
    assert len({case.corpus for case in EVERYDAY}) == 3
    refused = Counter(case.kind for case in CASES if case.status == "refused")
    assert refused.total() >= 120


def test_everyday_cases_say_all_that_the_grade_needs() -> None:
    for case in EVERYDAY:
        assert case.kind == f"everyday.{case.intent}"
        assert case.first and case.max_words and case.relevant is not None, case.id
        assert (case.intent == "further") == bool(case.history) or case.history, case.id


def test_every_case_has_a_reference_answer() -> None:
    assert all(case.reference.strip() for case in CASES)
    assert sum(len(case.reference.split()) >= 5 for case in CASES) >= 0.95 * len(CASES)


def test_the_split_leaks_neither_families_nor_questions_nor_gold() -> None:
    """But for roll calls, which all ask for the same: where every essay stands."""
    halves: dict[str, set[str | None]] = defaultdict(set)
    for case in CASES:
        halves[f"family {case.corpus} {case.cluster}"].add(case.split)
        halves[f"question {case.question.casefold()} {case.history}"].add(case.split)
        wanted = sorted(n.model_dump_json(include={"any_of"}) for n in case.nuggets if n.vital)
        if wanted and case.roll_call is None:
            halves[f"gold {case.kind} {json.dumps(wanted)}"].add(case.split)
    assert [what for what, both in halves.items() if len(both) > 1] == []
    assert {case.split for case in CASES} == {"dev", "held"}
    assert sum(case.split == "held" for case in EVERYDAY) >= 0.4 * len(EVERYDAY)
