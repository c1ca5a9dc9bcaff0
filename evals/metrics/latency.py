"""How long an answer took, by its own account."""

from __future__ import annotations

from evals.metrics.measured import NOTHING, Measured
from evals.view import View


def latency_ms(view: View) -> Measured:
    """Milliseconds in all, as `timings_ms.total` says; summed up as the median over answers.

    From 0; an answer without a readable total: None.
    """
    total = dict(view.reply.timings_ms).get("total")
    return NOTHING if total is None or view.reply.failed else Measured(total, 1)
