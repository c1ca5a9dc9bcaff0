"""The eval tested: planted faults in sound answers, over a small debate and over the real one."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from assistant.settings import Settings
from evals.cases import Case
from evals.gates import BASELINE
from evals.gating import REFERENCE
from evals.metrics.table import METRICS
from evals.mutants.fault import World
from evals.mutants.matrix import FAULTS, outcomes, worse
from evals.mutants.sanity import checks
from evals.oracle import perfect
from evals.runs import RESULTS, read_lines, read_run
from evals.stored import open_stored

EACH_KIND = 4


def some(cases: tuple[Case, ...]) -> list[Case]:
    """The first cases of each kind; families stand together, so paraphrases are among them."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_kind[case.kind].append(case)
    return [case for kind in by_kind.values() for case in kind[:EACH_KIND]]


@pytest.fixture(scope="module")
def real() -> World:
    """The committed baseline's answers to some cases of each kind."""
    stored = open_stored(None, Settings())
    cases, _ = read_run(BASELINE, stored, REFERENCE)
    lines = {line["id"]: line for line in read_lines(BASELINE)}
    chosen = some(cases)
    return World(tuple(chosen), tuple(lines[case.id] for case in chosen), stored)


def test_there_are_twenty_faults_and_more_each_named_and_told() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 20
    assert all(fault.what.endswith(".") for fault in FAULTS)


def test_every_fault_is_noticed_in_the_baselines_answers(real: World) -> None:
    survivors = {o.name: (o.before, o.after, o.strayed) for o in outcomes(real) if not o.killed}
    assert survivors == {}


def test_what_must_hold_without_a_fault_holds(real: World) -> None:
    broken = {check.what: check.strayed for check in checks(real) if not check.killed}
    assert broken == {}


def test_the_matrix_notices_a_metric_that_notices_nothing(real: World) -> None:
    from dataclasses import replace

    fault = next(fault for fault in FAULTS if fault.name == "one_word_changed")
    blind = replace(fault, noticed_by="roll_call_accuracy")
    stray = replace(fault, stays=("quote_found_rate",))
    found = list(outcomes(real, [blind, stray]))[:2]
    assert [outcome.killed for outcome in found] == [False, False]
    assert found[1].strayed == ("quote_found_rate",)


def test_worse_knows_which_way_is_up() -> None:
    assert worse("verbatim_rate", 1.0, 0.9)
    assert not worse("verbatim_rate", 0.9, 1.0)
    assert worse("over_refusal", 0.0, 0.1)
    assert not worse("over_refusal", 0.1, 0.0)
    assert not worse("verbatim_rate", None, 0.0)
    assert not worse("verbatim_rate", 1.0, 0.999)


def test_the_perfect_answer_is_perfect_on_every_reference_case(real: World) -> None:
    from evals.mutants.sanity import _figures, _imperfect

    lines = [perfect(case, real.stored) for case in real.cases]
    best = _figures(real, lines)
    assert _imperfect(best) == []
    measured = {m.name for m in METRICS if best[m.name].value is not None}
    assert {"nugget_recall_vital", "refusal_recall", "premise_correction"} <= measured


def test_the_baseline_is_small_and_holds_no_cases(real: World) -> None:
    assert Path(BASELINE / RESULTS).stat().st_size < 6_000_000
    assert all("case" not in line for line in real.lines)
