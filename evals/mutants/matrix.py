"""Plants every fault and looks which metrics move: the kill matrix."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.answers import parse_answers
from evals.metrics.table import BY_NAME
from evals.mutants import quoting, telling, whole
from evals.mutants.oracle import perfect
from evals.mutants.world import SEED, Answer, Fault, World
from evals.runs import read_lines, read_run
from evals.scoring import Figure, Known, figures, score_all
from evals.stored import Debates

FAULTS: tuple[Fault, ...] = (*quoting.FAULTS, *telling.FAULTS, *whole.FAULTS)
LEAST = 0.005  # a metric that moves less has noticed nothing

# A dozen that stand for the others where time is short; together they move every metric.
SAMPLE = (
    "one_word_changed",
    "neighbour_cited",
    "author_and_quoted_exchanged",
    "names_exchanged",
    "claim_hung_on_a_citation",
    "marks_removed",
    "begins_with_nothing",
    "all_refused",
    "none_refused",
    "premises_granted",
    "all_corrected",
    "verdict_for_everything",
    "positions_exchanged",
    "leaning_moves_positions",
    "slow",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one fault.

    `killed`: every metric that must notice got worse, and none that must stay moved. `before` and
    `after` are those of the first one; `moved` has every metric that changed.
    """

    name: str
    what: str
    noticed_by: str
    killed: bool
    before: float | None = None
    after: float | None = None
    strayed: tuple[str, ...] = ()
    moved: Mapping[str, tuple[float | None, float | None]] = field(default_factory=dict)


def read_world(run: Path, debates: Debates, cases: Path) -> World:
    """The answers of a run about one debate, with their cases in the same order.

    Where the run refused or corrected what it should not, or the reverse, the perfect answer takes
    the answer's place: a fault can only be planted where there is none.
    """
    gold, _ = read_run(run, debates, cases)
    lines = {line["id"]: line for line in read_lines(run)}
    sound = []
    for case in gold:
        line = {"leaning": [], **lines[case.id]}
        if line["answer"].get("status") != case.status:
            line["answer"] = perfect(case, debates.of(case))
        sound.append(line)
    return World(gold, tuple(sound), debates)


def outcomes(world: World, faults: Sequence[Fault] = FAULTS) -> Iterator[Outcome]:
    """Every fault in turn."""
    known: Known = {}
    sound = summed_up(world, world.copied_lines(), known)
    for fault in faults:
        world.dice.seed(SEED)
        yield _outcome(fault, sound, summed_up(world, fault.plant(world), known))


def is_worse(metric: str, before: float | None, after: float | None) -> bool:
    """Whether a metric got worse; one that could be measured before and cannot now did not."""
    if before is None or after is None:
        return False
    if BY_NAME[metric].better == "lower":
        return after - before >= LEAST
    return before - after >= LEAST


def summed_up(
    world: World, lines: Sequence[Answer | str], known: Known | None = None
) -> dict[str, Figure]:
    """The figures of a file of results."""
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    answers = parse_answers(text.encode())
    return figures(score_all(world.cases, answers, world.debates, known=known)[0])


def _outcome(fault: Fault, sound: Mapping[str, Figure], damaged: Mapping[str, Figure]) -> Outcome:
    moved = {
        name: (figure.value, damaged[name].value)
        for name, figure in sound.items()
        if _differs(figure.value, damaged[name].value)
    }
    strayed = tuple(name for name in fault.stays.split() if name in moved)
    wanted = fault.noticed_by.split()
    blind = [n for n in wanted if not is_worse(n, sound[n].value, damaged[n].value)]
    first = (blind or wanted)[0]
    before, after = sound[first].value, damaged[first].value
    killed = not blind and not strayed
    return Outcome(fault.name, fault.what, first, killed, before, after, strayed, moved)


def _differs(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(before - after) > 1e-9
