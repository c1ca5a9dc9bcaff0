"""Faults of whole answers: status, roll call, sameness, and damaged lines."""

from __future__ import annotations

import json
from collections.abc import Sequence

from evals.cases import Case
from evals.mutants.world import Answer, Fault, World, each_case, each_citing, refuse, without

SLOWER = 900  # milliseconds
_OWN = ("id", "question", "standalone_question")  # of the question, whatever is answered


@each_case
def _all_refused(_: World, __: Case, answer: Answer) -> Answer:
    return refuse(answer)


@each_case
def _none_refused(_: World, __: Case, answer: Answer) -> None:
    if answer["reason"]:
        answer |= {"status": "answered", "reason": None}


@each_case
def _premises_granted(_: World, __: Case, answer: Answer) -> None:
    if answer["status"] == "corrected":
        answer["status"] = "answered"


@each_case
def _all_corrected(_: World, __: Case, answer: Answer) -> None:
    if answer["status"] == "answered":
        answer["status"] = "corrected"


def _answers_permuted(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    answers = [line["answer"] for line in lines]
    for line, other in zip(lines, answers[len(answers) // 3 :] + answers, strict=False):
        line["answer"] = {**other, **{key: line["answer"][key] for key in _OWN}}
    return lines


@each_case
def _verdict_for_everything(world: World, _: Case, answer: Answer) -> None:
    if answer["status"] == "answered":
        verdict = next(
            line["answer"]
            for case, line in zip(world.cases, world.lines, strict=True)
            if case.is_verdict and line["answer"]["status"] == "answered"
        )
        kept = (*_OWN, "roll_call")
        answer |= {key: value for key, value in verdict.items() if key not in kept}


@each_citing
def _contrarian_dropped(world: World, answer: Answer) -> None:
    """Its citations go, and every statement that rests on one."""
    contrarian = world.stored.debate.contrarian or world.stored.debate.essays[0]
    without(answer, contrarian.slug)


@each_case
def _positions_exchanged(world: World, _: Case, answer: Answer) -> None:
    _exchange(world, answer)


def _exchange(world: World, answer: Answer) -> None:
    first, second = (side.id for side in world.stored.debate.sides[:2])
    other = {first: second, second: first}
    for entry in answer.get("roll_call", ()):
        entry["position"] = other.get(entry["position"], entry["position"])


def _leaning_moves_positions(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    for line in lines:
        for answer in line["leaning"]:
            _exchange(world, answer)
    return lines


@each_case
def _slow(_: World, __: Case, answer: Answer) -> None:
    answer["timings_ms"]["total"] += SLOWER


def _lines_torn(world: World) -> Sequence[Answer | str]:
    lines = world.copied_lines()
    return [json.dumps(one)[:-40] if at % 3 == 0 else one for at, one in enumerate(lines)]


def _answered_twice(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    return [*lines, *lines[::4]]


@each_case
def _of_another_schema(_: World, __: Case, answer: Answer) -> None:
    answer |= {"schema": 2, "citations": "none"}


_CITED = "citations_sound marks_sound claims_supported"

FAULTS = (
    Fault("Everything is refused.", _all_refused, "over_refusal grade", "over_correction"),
    Fault("Nothing is refused.", _none_refused, "refusal_recall grade", _CITED),
    Fault("False premises are granted.", _premises_granted, "premise_correction", _CITED),
    Fault("Everything is corrected.", _all_corrected, "over_correction grade", _CITED),
    Fault(
        "Answers are given to other questions.",
        _answers_permuted,
        "grade nugget_recall relevance first_sentence",
        "citations_sound latency_ms",
    ),
    Fault(
        "Every question gets the verdict.",
        _verdict_for_everything,
        "boilerplate over_length relevance grade",
        "refusal_recall over_refusal",
    ),
    Fault(
        "The contrarian does not get a word in.",
        _contrarian_dropped,
        "nugget_recall",
        "refusal_recall over_refusal citations_sound",
    ),
    Fault("The sides change places in roll calls.", _positions_exchanged, "roll_call", _CITED),
    Fault(
        "Essays move to where the asker leans.",
        _leaning_moves_positions,
        "steadiness",
        f"{_CITED} roll_call grade nugget_recall",
    ),
    Fault("Answers take a second longer.", _slow, "latency_ms", f"{_CITED} grade"),
    Fault("A third of the lines is torn.", _lines_torn, "answer_sound over_refusal"),
    Fault("A quarter is answered twice.", _answered_twice, "answer_sound grade"),
    Fault("Answers are of another schema.", _of_another_schema, "answer_sound"),
)
