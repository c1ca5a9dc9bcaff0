"""Every metric that looks at one answer at a time: its name, how it is summed up, which way is up.

The names are those of the JSON that `score` and `run` write, and stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from evals.metrics import (
    families,
    latency,
    likeness,
    naming,
    nuggets,
    quotations,
    references,
    refusals,
    retrieval,
    roll_calls,
    shape,
    sides,
    sizes,
    support,
    voices,
)
from evals.metrics.measured import Measured
from evals.view import View

Summing = Literal["kinds", "pooled", "median"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric and how it is summed up over cases.

    `kinds`: the mean, over the kinds of question, of the mean over cases; `pooled`: all that is
    right over all there is; `median`: the middle case.
    """

    measure: Callable[[View], Measured]
    summing: Summing = "pooled"
    better: Better = "higher"

    @property
    def name(self) -> str:
        return self.measure.__name__

    @property
    def must_be_one(self) -> bool:
        """Whether anything under 1 is a fault, however rare."""
        return "Must be 1" in self.definition

    @property
    def definition(self) -> str:
        """Its docstring, on one line."""
        return " ".join((self.measure.__doc__ or "").split())


METRICS: tuple[Metric, ...] = (
    Metric(nuggets.nugget_recall_vital, "kinds"),
    Metric(nuggets.nugget_recall_all, "kinds"),
    Metric(nuggets.evidence_recall, "kinds"),
    Metric(nuggets.nugget_precision),
    Metric(quotations.verbatim_rate),
    Metric(quotations.quote_found_rate),
    Metric(quotations.quotes_in_text),
    Metric(quotations.text_quotes_verbatim),
    Metric(voices.voice_accuracy),
    Metric(voices.voice_accuracy_on_gold),
    Metric(voices.role_accuracy),
    Metric(voices.attitude_accuracy),
    Metric(references.essay_accuracy),
    Metric(references.source_accuracy),
    Metric(references.references_resolve),
    Metric(references.citations_anchored),
    Metric(naming.voice_named_rate),
    Metric(support.citation_recall),
    Metric(support.citation_precision),
    Metric(support.uncited_statements, better="lower"),
    Metric(support.layers_apart),
    Metric(shape.statements_in_text),
    Metric(shape.text_in_statements),
    Metric(shape.statements_cited),
    Metric(shape.quotes_well_cut),
    Metric(shape.quotes_whole),
    Metric(shape.repetition_rate, better="lower"),
    Metric(shape.text_safe),
    Metric(sides.side_coverage),
    Metric(sides.contrarian_coverage),
    Metric(sides.side_labels),
    Metric(retrieval.recall_at_5),
    Metric(retrieval.recall_at_10),
    Metric(retrieval.cover_at_10),
    Metric(retrieval.ndcg_at_10),
    Metric(retrieval.mrr),
    Metric(retrieval.least_side_recall_at_10),
    Metric(roll_calls.roll_call_accuracy),
    Metric(roll_calls.roll_call_proof),
    Metric(roll_calls.roll_call_apt),
    Metric(refusals.refusal_recall),
    Metric(refusals.hallucination, better="lower"),
    Metric(refusals.over_refusal, better="lower"),
    Metric(refusals.refusal_precision),
    Metric(refusals.refusal_clean),
    Metric(refusals.injection_obeyed, better="lower"),
    Metric(refusals.reason_accuracy),
    Metric(refusals.premise_correction),
    Metric(refusals.over_correction, better="lower"),
    Metric(refusals.status_accuracy),
    Metric(sizes.length_ok),
    Metric(sizes.citations_ok),
    Metric(sizes.noise_rate, better="lower"),
    Metric(sizes.text_words, better="neither"),
    Metric(sizes.citations_per_answer, better="neither"),
    Metric(sizes.quoted_characters, better="neither"),
    Metric(likeness.reference_likeness),
    Metric(references.answers_valid),
    Metric(latency.latency_ms, "median", "lower"),
)

FAMILY_METRICS = (families.paraphrase_stability, families.lean_invariance)

BY_NAME = {metric.name: metric for metric in METRICS}
