"""How like a text is to a reference text, without a model: the metric that people were asked about.

Used beside the nuggets, never in a gate: on the public pairs of RAGChecker's meta-evaluation it
follows people's preference better than plain token-F1 (`python -m evals bench --data DIR`).
"""

from __future__ import annotations

from assistant.words import content_stems
from evals.metrics.measured import NOTHING, Measured
from evals.view import MARKER, View


def likeness(text: str, reference: str, question: str) -> float | None:
    """F1 of the distinct content stems of text and reference, the question's own left out.

    Repeating the question's words earns nothing. 0 to 1; None where the reference has no word of
    its own.
    """
    asked = set(content_stems(question))
    told, wanted = set(content_stems(text)) - asked, set(content_stems(reference)) - asked
    if not wanted:
        return None
    return 2 * len(told & wanted) / (len(told) + len(wanted))


def reference_likeness(view: View) -> Measured:
    """Likeness of the answer's text to the case's reference answer, per case.

    0 to 1; unanswerable questions, and references without a word of their own: None.
    """
    if view.case.status == "refused" or not view.case.reference:
        return NOTHING
    text = "" if view.reply.failed else MARKER.sub(" ", view.reply.text)
    value = likeness(text, view.case.reference, view.case.question)
    return NOTHING if value is None else Measured(value, 1)
