"""Nugget recall and relevance: how much of what is wanted is cited, and how much else."""

from __future__ import annotations

from evals.cases import Nugget
from evals.matching import found, is_relevant
from evals.metrics.measured import NOTHING, Measured, share
from evals.view import View


def nugget_recall(view: View) -> Measured:
    """Vital nuggets (all, where none is vital) that are cited under their voice."""
    nuggets = [nugget for nugget in view.case.nuggets if nugget.vital] or view.case.nuggets
    return share((found(view, nugget), _missing(nugget)) for nugget in nuggets)


def relevance(view: View) -> Measured:
    """Citations that count and are gold or listed as relevant, of all."""
    if view.case.relevant is None or not (view.case.nuggets or view.case.relevant):
        return NOTHING
    return share(
        (looked.counts and is_relevant(view, looked), f"{looked.at} is beside the point")
        for looked in view.citations
    )


def _missing(nugget: Nugget) -> str:
    first = nugget.any_of[0]
    return f"nugget {nugget.id} missing: {first.voice or first.essay}, “{first.evidence[:80]}”"
