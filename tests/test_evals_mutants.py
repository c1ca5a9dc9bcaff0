"""The eval tested: planted faults in sound answers, a sample of each over the real debate."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from evals.cases import REFERENCE, Case
from evals.gates import BASELINE
from evals.metrics.table import METRICS
from evals.mutants.matrix import FAULTS, SAMPLE, is_worse, outcomes, read_world
from evals.mutants.sanity import checks
from evals.mutants.world import World
from evals.runs import RESULTS, read_lines
from evals.stored import Debates

EACH_KIND = 3


@pytest.fixture(scope="module")
def real(debates: Debates) -> World:
    """The committed baseline's answers to some cases of each kind; paraphrases stand together."""
    world = read_world(BASELINE, debates, REFERENCE)
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for case in world.cases:
        by_kind[case.kind].append(case)
    chosen = {case.id for cases in by_kind.values() for case in cases[:EACH_KIND]}
    pairs = [(c, line) for c, line in zip(world.cases, world.lines, strict=True) if c.id in chosen]
    return World(tuple(c for c, _ in pairs), tuple(line for _, line in pairs), world.debates)


def test_every_metric_has_a_fault_that_it_must_notice() -> None:
    names = [fault.name for fault in FAULTS]
    assert len(names) == len(set(names)) >= 30
    assert all(fault.what.endswith(".") for fault in FAULTS)
    assert {name for fault in FAULTS for name in fault.noticed_by.split()} == {
        m.name for m in METRICS
    }
    assert set(SAMPLE) <= set(names)


def test_a_sample_of_the_faults_is_noticed(real: World) -> None:
    some = [fault for fault in FAULTS if fault.name in SAMPLE]
    found = outcomes(real, some)
    assert [outcome for outcome in found if not outcome.killed] == []


def test_what_must_hold_without_a_fault_holds(real: World) -> None:
    assert {check.what: check.strayed for check in checks(real) if not check.killed} == {}


def test_the_matrix_notices_a_metric_that_notices_nothing(real: World) -> None:
    fault = next(fault for fault in FAULTS if fault.name == "one_word_changed")
    blind = replace(fault, noticed_by="citations_sound refusal_recall")
    stray = replace(fault, stays="citations_sound")
    found = list(outcomes(real, [blind, stray]))
    assert [outcome.killed for outcome in found] == [False, False]
    assert (found[0].noticed_by, found[1].strayed) == ("refusal_recall", ("citations_sound",))


def test_worse_knows_which_way_is_up() -> None:
    assert is_worse("relevance", 1.0, 0.9)
    assert not is_worse("relevance", 0.9, 1.0)
    assert is_worse("over_refusal", 0.0, 0.1)
    assert not is_worse("over_refusal", 0.1, 0.0)
    assert not is_worse("relevance", None, 0.0)
    assert not is_worse("relevance", 1.0, 0.999)


def test_the_baseline_is_small_and_holds_no_cases() -> None:
    assert Path(BASELINE / RESULTS).stat().st_size < 6_000_000
    assert all("case" not in line for line in read_lines(BASELINE))
