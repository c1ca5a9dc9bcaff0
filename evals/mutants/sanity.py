"""What must hold of the scores without any fault: extremes, and changes that mean nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from evals.answers import parse_answers
from evals.grading import grade_all
from evals.metrics.table import BY_NAME, METRICS
from evals.mutants.fault import Answer, World
from evals.mutants.matrix import Outcome
from evals.oracle import empty, perfect
from evals.summary import Figure, figures

# What the perfect answer is not judged by: it quotes the gold bare, and at most as the gold wants.
BESIDE_PERFECTION = frozenset({"reference_likeness", "recall_at_5", "recall_at_10", "cover_at_10"})
# What saying nothing at all must bring to nothing.
EMPTY_IS_ZERO = (
    "nugget_recall_vital",
    "nugget_recall_all",
    "evidence_recall",
    "side_coverage",
    "contrarian_coverage",
    "roll_call_accuracy",
    "refusal_recall",
    "premise_correction",
    "recall_at_10",
    "ndcg_at_10",
    "mrr",
)


def checks(world: World) -> Iterator[Outcome]:
    """Perfection, emptiness, invariances, and the same scores from the same files."""
    best = _figures(world, [perfect(case, world.stored) for case in world.cases])
    yield _holds("perfect answer", "The perfect answer scores 1.", _imperfect(best))
    none = _figures(world, [empty(case) for case in world.cases])
    more = [n for n in EMPTY_IS_ZERO if none[n].value not in (0, None)]
    yield _holds("empty answer", "An empty answer scores 0.", more)
    sound = _figures(world, world.copied_lines())
    again = _figures(world, world.copied_lines())
    yield _holds("scored again", "The same files give the same scores.", _moved(sound, again))
    for change in INVARIANCES:
        lines = world.copied_lines()
        for line in lines:
            line["answer"] = change(line["answer"])
        what = (change.__doc__ or "").strip()
        yield _holds(change.__name__, what, _moved(sound, _figures(world, lines)))


def citations_in_another_order(answer: Answer) -> Answer:
    """The list of citations is turned round; their numbers stay."""
    return {**answer, "citations": answer["citations"][::-1]}


def straight_quotation_marks(answer: Answer) -> Answer:
    """Text and statements use straight quotation marks and apostrophes."""
    return _retold(answer, lambda t: t.translate(str.maketrans("“”‘’", "\"\"''")))


def wider_spaces(answer: Answer) -> Answer:
    """The text has double spaces and more empty lines."""
    text = answer["text"].replace(" ", "  ").replace("\n\n", "\n\n\n")
    return {**answer, "text": text}


def keys_in_another_order(answer: Answer) -> Answer:
    """The keys of the JSON are turned round, and one that nobody knows is added."""
    return {"comment": "hello", **dict(reversed(answer.items()))}


def called_in_another_order(answer: Answer) -> Answer:
    """The roll is called backwards."""
    return {**answer, "roll_call": answer["roll_call"][::-1]}


INVARIANCES: Sequence[Callable[[Answer], Answer]] = (
    citations_in_another_order,
    straight_quotation_marks,
    wider_spaces,
    keys_in_another_order,
    called_in_another_order,
)


def _retold(answer: Answer, change: Callable[[str], str]) -> Answer:
    said = [{**s, "text": change(s["text"])} for s in answer["statements"]]
    return {**answer, "text": change(answer["text"]), "statements": said}


def _imperfect(best: dict[str, Figure]) -> list[str]:
    wanted = {m.name: 0.0 if m.better == "lower" else 1.0 for m in METRICS if m.better != "neither"}
    return [
        name
        for name, value in wanted.items()
        if name not in BESIDE_PERFECTION
        and BY_NAME[name].summing != "median"
        and best[name].value not in (value, None)
    ]


def _moved(before: dict[str, Figure], after: dict[str, Figure]) -> list[str]:
    return [name for name, figure in before.items() if figure != after[name]]


def _holds(name: str, what: str, but: Sequence[str]) -> Outcome:
    return Outcome(name, what, "all metrics", not but, strayed=tuple(but))


def _figures(world: World, lines: Sequence[dict[str, Any]]) -> dict[str, Figure]:
    raw = "\n".join(json.dumps(line) for line in lines).encode()
    return figures(grade_all(world.cases, parse_answers(raw), world.stored)[0])
