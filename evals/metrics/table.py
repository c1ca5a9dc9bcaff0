"""Every metric: its name, which way is up, what it says. METRICS.md defines them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.metrics import across, evidence, form, grade, marks, roll_calls, sound, statuses
from evals.metrics.measured import Measured
from evals.view import View


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric; `measure` looks at one answer, `across` at all of them and gives each its own.

    `must_be_one`: a property of every answer, of which a single breach is a fault.
    """

    name: str
    says: str
    better: Literal["higher", "lower"] = "higher"
    summing: Literal["pooled", "median"] = "pooled"
    must_be_one: bool = False
    measure: Callable[[View], Measured] | None = None
    across: Callable[[Sequence[View]], Mapping[str, Measured]] | None = None

    @property
    def best(self) -> float:
        """The value of the best answer."""
        return 0.0 if self.better == "lower" else float(grade.BEST if self.name == "grade" else 1)


METRICS: tuple[Metric, ...] = (
    Metric(
        "grade",
        "What an answer is worth, from 0 (useless) to 3 (fit to be shown around).",
        measure=grade.grade,
    ),
    Metric(
        "nugget_recall",
        "Of what a good answer must say, the share that is cited under the right voice.",
        measure=evidence.nugget_recall,
    ),
    Metric(
        "relevance",
        "Of what is cited, the share that is to the point.",
        measure=evidence.relevance,
    ),
    Metric(
        "first_sentence",
        "Answers whose first sentence answers the question.",
        measure=form.first_sentence,
    ),
    Metric(
        "over_length",
        "Answers that are longer than their question allows.",
        better="lower",
        measure=form.over_length,
    ),
    Metric(
        "boilerplate",
        "Answers that another question, of another sort, got as well.",
        better="lower",
        across=across.boilerplate,
    ),
    Metric(
        "refusal_recall",
        "Questions that the essays do not answer, and orders in disguise, that were refused.",
        measure=statuses.refusal_recall,
    ),
    Metric(
        "over_refusal",
        "Questions that the essays do answer, but that were refused.",
        better="lower",
        measure=statuses.over_refusal,
    ),
    Metric(
        "premise_correction",
        "False premises that were corrected, with the evidence.",
        measure=statuses.premise_correction,
    ),
    Metric(
        "over_correction",
        "Sound questions that were corrected all the same.",
        better="lower",
        measure=statuses.over_correction,
    ),
    Metric(
        "roll_call",
        "Essays that stand where they really stand, with the sentence that proves it.",
        measure=roll_calls.roll_call,
    ),
    Metric(
        "citations_sound",
        "Citations that are verbatim, from the right essay and by the right voice.",
        must_be_one=True,
        measure=sound.citations_sound,
    ),
    Metric(
        "marks_sound",
        "Marks in their own statement, quotations before their own mark, voices named.",
        must_be_one=True,
        measure=marks.marks_sound,
    ),
    Metric(
        "answer_sound",
        "Checks of the whole answer that hold: schema, numbers, statements, layers, safety.",
        must_be_one=True,
        measure=form.answer_sound,
    ),
    Metric(
        "claims_supported",
        "Marked claims that their quotation bears out.",
        measure=marks.claims_supported,
    ),
    Metric(
        "steadiness",
        "How alike answers stay when only the wording of the question changes.",
        across=across.steadiness,
    ),
    Metric(
        "latency_ms",
        "Milliseconds to an answer, in the middle of all.",
        better="lower",
        summing="median",
        measure=form.latency_ms,
    ),
)
BY_NAME = {metric.name: metric for metric in METRICS}
NAME_SWAP = "name_swap"  # measured by `run` alone, over another corpus: see `evals.nameswap`
NAME_SWAP_SAYS = "Citations that follow when the authors' names are exchanged in the corpus."
BY_SORT = ("grade", "nugget_recall", "relevance", "first_sentence", "over_length")  # in tables
PRIMARY = ("grade", "nugget_recall", "relevance", "refusal_recall", "over_refusal", "roll_call")
