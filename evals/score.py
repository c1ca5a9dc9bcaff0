"""Scores an answers file: everything that `score` and `run` say about it, as one JSON object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.answers import AnswersFile
from evals.cases import Case
from evals.grading import grade_all
from evals.stored import Stored
from evals.summary import as_json, broken, complaints, confusion_table, figures, kinds

SCHEMA = 1


def score(cases: Sequence[Case], answers: AnswersFile, stored: Stored) -> dict[str, Any]:
    """The metrics over all cases and by kind, the voices' confusion table, and what is wrong."""
    grades, problems = grade_all(cases, answers, stored)
    summed = figures(grades, intervals=True)
    return {
        "schema": SCHEMA,
        "cases": len(cases),
        "answers": len(answers.replies),
        "metrics": as_json(summed),
        "kinds": {
            kind: {"cases": len(some), "metrics": as_json(figures(some, intervals=True))}
            for kind, some in kinds(grades).items()
        },
        "voices": confusion_table(grades),
        "broken": broken(summed),
        "problems": [str(problem) for problem in problems],
        "failures": complaints(grades),
    }
