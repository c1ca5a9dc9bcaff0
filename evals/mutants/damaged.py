"""Faults in the answers file: lines missing, double, cut off, of another form or with lost ids."""

from __future__ import annotations

import json
from collections.abc import Sequence

from evals.mutants.fault import Answer, Fault, World


def every_third_missing(world: World) -> Sequence[Answer]:
    """Every third answer is not in the file."""
    return [answer for at, answer in enumerate(world.copies()) if at % 3]


def every_third_broken(world: World) -> Sequence[Answer | str]:
    """Every third line is cut off in its middle."""
    lines: list[Answer | str] = []
    for at, answer in enumerate(world.copies()):
        line = json.dumps(answer)
        lines.append(answer if at % 3 else line[: len(line) // 2])
    return lines


def every_third_doubled(world: World) -> Sequence[Answer]:
    """Every third answer is there twice."""
    answers = world.copies()
    return answers + answers[::3]


def every_third_an_error(world: World) -> Sequence[Answer]:
    """Every third line is an error line."""
    return [
        answer if at % 3 else {"id": answer["id"], "error": "out of memory"}
        for at, answer in enumerate(world.copies())
    ]


def fields_of_the_wrong_type(world: World) -> Sequence[Answer]:
    """Offsets are strings, statements an object, timings a word."""
    answers = world.copies()
    for answer in answers:
        for citation in answer["citations"]:
            citation["start"] = str(citation["start"])
        answer["statements"] = {"text": "all of it"}
        answer["timings_ms"] = "fast"
    return answers


def schema_of_another_number(world: World) -> Sequence[Answer]:
    """Every answer claims to be of schema 2."""
    return [{**answer, "schema": 2} for answer in world.copies()]


def ids_lost(world: World) -> Sequence[Answer]:
    """Every third answer has no id, so that nobody knows what it answers."""
    return [
        answer if at % 3 else {key: value for key, value in answer.items() if key != "id"}
        for at, answer in enumerate(world.copies())
    ]


def neighbours_exchange_their_ids(world: World) -> Sequence[Answer]:
    """Every two answers exchange their ids, and nothing else."""
    answers = world.copies()
    for one, other in zip(answers[::2], answers[1::2], strict=False):
        one["id"], other["id"] = other["id"], one["id"]
    return answers


def lines_run_together(world: World) -> Sequence[Answer | str]:
    """The line break between every two answers is gone."""
    lines = [json.dumps(answer) for answer in world.copies()]
    return ["".join(lines[at : at + 2]) for at in range(0, len(lines), 2)]


def texts_empty(world: World) -> Sequence[Answer]:
    """Every text is empty; citations and statements are whole."""
    return [{**answer, "text": ""} for answer in world.copies()]


_WORDS = ("verbatim_rate", "voice_accuracy")

FAULTS = (
    Fault(every_third_missing, "nugget_recall_vital", _WORDS),
    Fault(every_third_broken, "answers_valid", _WORDS),
    Fault(every_third_doubled, "answers_valid", _WORDS),
    Fault(every_third_an_error, "answers_valid", _WORDS),
    Fault(fields_of_the_wrong_type, "answers_valid", ("refusal_recall", "over_refusal")),
    Fault(schema_of_another_number, "answers_valid", (*_WORDS, "nugget_recall_vital")),
    Fault(ids_lost, "nugget_recall_vital", _WORDS),
    Fault(neighbours_exchange_their_ids, "answers_valid", _WORDS),
    Fault(lines_run_together, "nugget_recall_vital"),
    Fault(texts_empty, "quotes_in_text", (*_WORDS, "refusal_recall", "over_refusal")),
)
