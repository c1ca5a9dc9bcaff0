"""Plants every fault and looks which metrics move: the kill matrix."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.answers import parse_answers
from evals.cases import Case
from evals.grading import Grade, grade_all
from evals.metrics.table import BY_NAME
from evals.mutants import (
    beside,
    damaged,
    quotations,
    standpoints,
    structure,
    telling,
    voices,
    whole,
)
from evals.mutants.fault import Fault, World
from evals.reply import Reply
from evals.stored import Stored
from evals.summary import Figure, figures

FAULTS: tuple[Fault, ...] = (
    *quotations.FAULTS,
    *telling.FAULTS,
    *voices.FAULTS,
    *structure.FAULTS,
    *standpoints.FAULTS,
    *whole.FAULTS,
    *damaged.FAULTS,
    *beside.FAULTS,
)
LEAST = 0.005  # a metric that moves less has noticed nothing


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fault.

    `killed`: its metric got worse by at least half a point of a hundred, and none that must stay
    moved. `moved` has every metric that changed, before and after.
    """

    name: str
    what: str
    noticed_by: str
    killed: bool
    before: float | None = None
    after: float | None = None
    strayed: tuple[str, ...] = ()
    moved: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


def outcomes(world: World, faults: Sequence[Fault] = FAULTS) -> Iterator[Outcome]:
    """Every fault in turn: planted into answers, into the corpus, and into the gold."""
    known: dict[tuple[str, Reply], Grade] = {}
    sound = _figures(world.cases, world.copied_lines(), world.stored, known)
    for fault in faults:
        damaged = _figures(world.cases, fault.plant(world), world.stored, known)
        yield _outcome(fault.name, fault.what, fault.noticed_by, fault.stays, sound, damaged)
    for change, noticed_by in beside.CORPUS_FAULTS:
        damaged = _figures(world.cases, world.copied_lines(), change(world.stored), {})
        what = (change.__doc__ or "").strip()
        yield _outcome(change.__name__, what, noticed_by, (), sound, damaged)
    for name, what, error in beside.refused_gold(world):
        yield Outcome(name, what, "the loader", bool(error))


def worse(metric: str, before: float | None, after: float | None) -> bool:
    """Whether a metric got worse; one that could be measured before and cannot now did not."""
    if before is None or after is None:
        return False
    if metric in BY_NAME and BY_NAME[metric].better == "lower":
        return after - before >= LEAST
    return before - after >= LEAST


def _outcome(
    name: str,
    what: str,
    noticed_by: str,
    stays: Sequence[str],
    sound: Mapping[str, Figure],
    damaged: Mapping[str, Figure],
) -> Outcome:
    moved = {
        metric: (figure.value, damaged[metric].value)
        for metric, figure in sound.items()
        if _differs(figure.value, damaged[metric].value)
    }
    strayed = tuple(metric for metric in stays if metric in moved)
    before, after = sound[noticed_by].value, damaged[noticed_by].value
    killed = worse(noticed_by, before, after) and not strayed
    return Outcome(name, what, noticed_by, killed, before, after, strayed, moved)


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > 1e-9


def _figures(
    cases: Sequence[Case],
    lines: Sequence[dict[str, Any] | str],
    stored: Stored,
    known: dict[tuple[str, Reply], Grade],
) -> dict[str, Figure]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return figures(grade_all(cases, parse_answers(text.encode()), stored, known)[0])
