"""What must hold of the scores without any fault: extremes, and changes that mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from evals.cases import Case
from evals.metrics.table import METRICS
from evals.mutants.matrix import Outcome, summed_up
from evals.mutants.oracle import bare, perfect
from evals.mutants.world import Answer, World
from evals.scoring import Figure

# What bare quotations of the gold cannot show: how an answer begins, and how it leans.
BESIDE_PERFECTION = frozenset(
    {"first_sentence", "grade", "steadiness", "boilerplate", "latency_ms"}
)
EMPTY_IS_ZERO = ("grade", "nugget_recall", "roll_call", "refusal_recall", "premise_correction")


def checks(world: World) -> Iterator[Outcome]:
    """Perfection, emptiness, stuffing, invariances, and the same scores from the same files."""
    best = summed_up(world, [perfect(case, world.stored) for case in world.cases])
    short = [
        m.name
        for m in METRICS
        if m.name not in BESIDE_PERFECTION and best[m.name].value not in (m.best, None)
    ]
    yield _holds("perfect answer", "The perfect answer scores best.", short)
    none = summed_up(world, [bare(case) | {"text": "I cannot say."} for case in world.cases])
    some = [name for name in EMPTY_IS_ZERO if none[name].value not in (0, None)]
    yield _holds("empty answer", "An empty answer scores 0.", some)
    stuffed = summed_up(world, [_stuffed(case) for case in world.cases])
    some = ["nugget_recall"] if stuffed["nugget_recall"].value else []
    yield _holds("stuffed answer", "The gold's words without a citation score 0.", some)
    sound = summed_up(world, world.copied_lines())
    again = summed_up(world, world.copied_lines())
    yield _holds("scored again", "The same files give the same scores.", _moved(sound, again))
    for what, change in INVARIANCES.items():
        lines = [{**line, "answer": change(line["answer"])} for line in world.copied_lines()]
        yield _holds(change.__name__.strip("_"), what, _moved(sound, summed_up(world, lines)))


def _citations_turned_round(answer: Answer) -> Answer:
    return {**answer, "citations": answer["citations"][::-1]}


def _straight_quotation_marks(answer: Answer) -> Answer:
    straight = str.maketrans("“”‘’", "\"\"''")
    said = [{**s, "text": s["text"].translate(straight)} for s in answer["statements"]]
    return {**answer, "text": answer["text"].translate(straight), "statements": said}


def _wider_spaces(answer: Answer) -> Answer:
    return {**answer, "text": answer["text"].replace(" ", "  ").replace("\n\n", "\n\n\n")}


def _keys_turned_round(answer: Answer) -> Answer:
    return {"comment": "hello", **dict(reversed(answer.items()))}


def _roll_called_backwards(answer: Answer) -> Answer:
    return {**answer, "roll_call": answer["roll_call"][::-1]}


INVARIANCES: Mapping[str, Callable[[Answer], Answer]] = {
    "The order of the citations means nothing.": _citations_turned_round,
    "The style of quotation marks means nothing.": _straight_quotation_marks,
    "White space means nothing.": _wider_spaces,
    "The order of keys, and one that nobody knows, mean nothing.": _keys_turned_round,
    "The order of the roll call means nothing.": _roll_called_backwards,
}


def _stuffed(case: Case) -> Answer:
    words = " ".join(evidence.evidence for nugget in case.nuggets for evidence in nugget.any_of)
    return bare(case) | {"text": words or "I cannot say."}


def _moved(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[str]:
    return [name for name, figure in before.items() if figure != after[name]]


def _holds(name: str, what: str, but: Sequence[str]) -> Outcome:
    return Outcome(name, what, "all metrics", not but, strayed=tuple(but))
