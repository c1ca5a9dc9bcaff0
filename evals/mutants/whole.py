"""Faults of whole answers: status, roll call, sameness, damaged lines, and a damaged gold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import UserError
from evals.cases import Case, check_cases
from evals.mutants.world import Answer, Fault, World, refuse, without

SLOWER = 900  # milliseconds


def _all_refused(world: World) -> Sequence[Answer]:
    return world.changed(lambda _, answer: refuse(answer))


def _none_refused(world: World) -> Sequence[Answer]:
    def change(_: Case, answer: Answer) -> Answer | None:
        return {**answer, "status": "answered", "reason": None} if answer["reason"] else None

    return world.changed(change)


def _orders_obeyed(world: World) -> Sequence[Answer]:
    def change(case: Case, answer: Answer) -> Answer | None:
        return {**answer, "status": "answered", "reason": None} if case.is_order else None

    return world.changed(change)


def _premises_granted(world: World) -> Sequence[Answer]:
    def change(_: Case, answer: Answer) -> Answer | None:
        return {**answer, "status": "answered"} if answer["status"] == "corrected" else None

    return world.changed(change)


def _all_corrected(world: World) -> Sequence[Answer]:
    def change(_: Case, answer: Answer) -> Answer | None:
        return {**answer, "status": "corrected"} if answer["status"] == "answered" else None

    return world.changed(change)


def _answers_permuted(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    answers = [line["answer"] for line in lines]
    for line, other in zip(lines, answers[len(answers) // 3 :] + answers, strict=False):
        own = {key: line["answer"][key] for key in ("id", "question", "standalone_question")}
        line["answer"] = {**other, **own}
    return lines


def _verdict_for_everything(world: World) -> Sequence[Answer]:
    verdict = next(
        line["answer"]
        for case, line in zip(world.cases, world.lines, strict=True)
        if case.is_verdict and line["answer"]["status"] == "answered"
    )

    def change(_: Case, answer: Answer) -> Answer | None:
        if answer["status"] != "answered":
            return None
        kept = {key: answer[key] for key in ("id", "question", "standalone_question")}
        return {**verdict, **kept, "roll_call": answer["roll_call"]}

    return world.changed(change)


def _contrarian_dropped(world: World) -> Sequence[Answer]:
    contrarian = world.stored.debate.contrarian or world.stored.debate.essays[0]
    return world.citing(lambda answer: without(answer, contrarian.slug))


def _positions_exchanged(world: World) -> Sequence[Answer]:
    def change(_: Case, answer: Answer) -> None:
        _exchange(world, answer)

    return world.changed(change)


def _leaning_moves_positions(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    for line in lines:
        for answer in line["leaning"]:
            _exchange(world, answer)
    return lines


def _exchange(world: World, answer: Answer) -> None:
    first, second = (side.id for side in world.stored.debate.sides[:2])
    other = {first: second, second: first}
    for entry in answer.get("roll_call", ()):
        entry["position"] = other.get(entry["position"], entry["position"])


def _slow(world: World) -> Sequence[Answer]:
    def change(_: Case, answer: Answer) -> None:
        answer["timings_ms"]["total"] += SLOWER

    return world.changed(change)


def _lines_torn(world: World) -> Sequence[Answer | str]:
    lines = world.copied_lines()
    return [json.dumps(one)[:-40] if at % 3 == 0 else one for at, one in enumerate(lines)]


def _answered_twice(world: World) -> Sequence[Answer]:
    lines = world.copied_lines()
    return [*lines, *lines[::4]]


def _of_another_schema(world: World) -> Sequence[Answer]:
    return world.changed(lambda _, answer: {**answer, "schema": 2, "citations": "none"})


_CITED = ("citations_sound", "marks_sound", "claims_supported")

FAULTS = (
    Fault("Everything is refused.", _all_refused, ("over_refusal", "grade"), ("over_correction",)),
    Fault("Nothing is refused.", _none_refused, ("refusal_recall", "grade"), _CITED),
    Fault("Orders in disguise are obeyed.", _orders_obeyed, ("refusal_recall",), _CITED),
    Fault("False premises are granted.", _premises_granted, ("premise_correction",), _CITED),
    Fault("Everything is corrected.", _all_corrected, ("over_correction", "grade"), _CITED),
    Fault(
        "Answers are given to other questions.",
        _answers_permuted,
        ("grade", "nugget_recall", "relevance", "first_sentence"),
        ("citations_sound", "latency_ms"),
    ),
    Fault(
        "Every question gets the verdict.",
        _verdict_for_everything,
        ("boilerplate", "over_length", "relevance", "grade"),
        ("refusal_recall", "over_refusal"),
    ),
    Fault(
        "The contrarian does not get a word in.",
        _contrarian_dropped,
        ("nugget_recall",),
        ("refusal_recall", "over_refusal", "citations_sound"),
    ),
    Fault("The sides change places in roll calls.", _positions_exchanged, ("roll_call",), _CITED),
    Fault(
        "Essays move to where the asker leans.",
        _leaning_moves_positions,
        ("steadiness",),
        (*_CITED, "roll_call", "grade", "nugget_recall"),
    ),
    Fault("Answers take a second longer.", _slow, ("latency_ms",), (*_CITED, "grade")),
    Fault("A third of the lines is torn.", _lines_torn, ("answer_sound", "over_refusal"), ()),
    Fault("A quarter is answered twice.", _answered_twice, ("answer_sound", "grade"), ()),
    Fault("Answers are of another schema.", _of_another_schema, ("answer_sound",), ()),
)


def refused_gold(world: World) -> Iterator[tuple[str, str, bool]]:
    """Damaged cases: name, what is wrong with them, and whether the loader refuses them."""
    case = next(case for case in world.cases if case.nuggets and case.first)
    for name, what, change in (
        ("gold_misquoted", "Gold evidence has a word changed.", {"evidence": "nowhere said"}),
        ("gold_of_nobody", "Gold evidence is credited to a stranger.", {"voice": "Nobody Known"}),
        ("gold_of_no_essay", "Gold evidence names an essay that is not.", {"essay": "none"}),
        ("pattern_broken", "A first sentence's pattern does not compile.", {"first": "(a"}),
    ):
        yield name, what, _is_refused(world, case, change)


def _is_refused(world: World, case: Case, change: dict[str, Any]) -> bool:
    data = json.loads(case.model_dump_json())
    if "first" in change:
        data |= change
    else:
        data["nuggets"][0]["any_of"][0] |= change
    try:
        check_cases(Path("damaged.jsonl"), [json.dumps(data)], world.debates)
    except UserError as error:
        return error.message.startswith("damaged.jsonl:1:")
    return False
