"""Grades answers: every metric on every case, a missing answer being a failed one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.answers import AnswersFile, Problem
from evals.cases import Case
from evals.metrics.confusion import confusions
from evals.metrics.measured import Measured
from evals.metrics.table import METRICS
from evals.reply import Reply
from evals.stored import Stored
from evals.view import View


@dataclass(frozen=True, slots=True)
class Grade:
    """One case with its reply and what every metric says about it."""

    view: View
    measured: Mapping[str, Measured]
    confusions: tuple[tuple[str, str], ...] = ()

    @property
    def case(self) -> Case:
        return self.view.case

    @property
    def reply(self) -> Reply:
        return self.view.reply

    def value(self, metric: str) -> float | None:
        return self.measured[metric].value


def grade(case: Case, reply: Reply, stored: Stored) -> Grade:
    """What every metric says about one reply."""
    view = View(case, reply, stored)
    return Grade(
        view,
        {metric.name: metric.measure(view) for metric in METRICS},
        confusions(view),
    )


def grade_all(
    cases: Sequence[Case],
    answers: AnswersFile,
    stored: Stored,
    known: dict[tuple[str, Reply], Grade] | None = None,
) -> tuple[tuple[Grade, ...], tuple[Problem, ...]]:
    """The grades of all cases, in their order, and everything wrong with the answers file.

    `known` remembers grades over several files that share most of their answers.
    """
    known = {} if known is None else known
    problems = list(answers.problems)
    grades = []
    for case in cases:
        reply = answers.replies.get(case.id)
        if reply is None:
            problems.append(Problem(None, case.id, "no answer: counts as failed"))
            reply = Reply(id=case.id, failed="no answer")
        key = case.id, reply
        known[key] = known.get(key) or grade(case, reply, stored)
        grades.append(known[key])
    asked = {case.id for case in cases}
    for id in answers.replies.keys() - asked:
        problems.append(Problem(None, id, "no case has this id: not scored"))
    return tuple(grades), tuple(problems)
