"""The answer grade, 0 to 3: what one answer is worth to somebody who asked.

Eligibility comes first (as in FACTS): an answer of the wrong status, or one that cites none of
what was wanted (where no evidence is: whose first sentence does not say it), is worth nothing,
however well it is made. What is eligible is graded by four
parts, weighed. Evidence weighs most, since it is what the assistant is there for; a first sentence
that does not answer, or quotations beside the point, each cost half as much; length costs a
quarter, because an answer that is too long still can be read. Parts that a case does not have drop
out, and the others share their weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.metrics.evidence import nugget_recall, relevance
from evals.metrics.form import first_sentence
from evals.metrics.measured import Measured
from evals.metrics.roll_calls import roll_call
from evals.metrics.statuses import refusal_recall
from evals.view import View

BEST = 3
RECALL, RELEVANCE, FIRST, LENGTH = 4, 2, 2, 1


def grade(view: View) -> Measured:
    """0 to 3: nothing for the wrong status or no evidence, else four parts weighed."""
    if not _has_right_status(view):
        return Measured(0, 1, ("worth 0 of 3: the wrong status",))
    recall = _recall(view).value
    if recall == 0:
        return Measured(0, 1, ("worth 0 of 3: nothing of what is wanted is cited",))
    if recall is None and view.case.status == "answered" and first_sentence(view).value == 0:
        return Measured(0, 1, ("worth 0 of 3: what is wanted is not said",))
    parts = list(_parts(view, recall))
    value = BEST * sum(weight * part for weight, part in parts) / sum(w for w, _ in parts)
    return Measured(value, 1, (f"worth {value:.1f} of 3",) if value < BEST else ())


def _has_right_status(view: View) -> bool:
    if view.reply.failed or view.reply.status != view.case.status:
        return False
    return view.case.status != "refused" or refusal_recall(view).value == 1


def _recall(view: View) -> Measured:
    """The nuggets cited; in a question that only asks where all stand, the roll call."""
    return nugget_recall(view) if view.case.nuggets else roll_call(view)


def _parts(view: View, recall: float | None) -> Iterator[tuple[int, float]]:
    apt = relevance(view).value if view.case.status != "refused" else None
    for weight, part in ((RECALL, recall), (RELEVANCE, apt), (FIRST, first_sentence(view).value)):
        if part is not None:
            yield weight, part
    over = max(0, view.words - view.case.most_words) / view.case.most_words
    yield LENGTH, max(0.0, 1 - over)
