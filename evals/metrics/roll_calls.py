"""Where each essay stands: right, proved, and only where it is asked."""

from __future__ import annotations

from assistant.domain import SILENT
from evals.metrics.measured import NOTHING, Measured, share
from evals.view import View

MAY_CALL = {"verdict", "agree", "further", "compare"}  # intents, or the beginning of older kinds


def roll_call(view: View) -> Measured:
    """Essays of the gold's roll call that stand where it says, with proof; unwanted ones count."""
    gold, called = view.case.roll_call, view.reply.roll_call
    if view.reply.failed:
        called = ()
    if gold is None:
        may = (view.case.intent or view.case.kind.split("_")[0]) in MAY_CALL
        return NOTHING if may or not called else Measured(0, 1, ("a roll call nobody asked for",))
    checks = []
    for slug, position in gold.items():
        entries = [entry for entry in called if entry.essay == slug]
        told = entries[0].position if len(entries) == 1 else "nowhere, or twice"
        checks.append((told == position, f"{slug} stands at {told}, not {position}"))
    for entry in called:
        essay, proof = view.stored.essay(entry.essay), view.by_number(entry.citation)
        proved = entry.citation is None
        if entry.position != SILENT:
            proved = proof is not None and proof.cited.essay == entry.essay
        author = essay.author if essay else None
        if entry.essay not in gold or not proved or entry.author != author:
            checks.append((False, f"{entry.essay}: not wanted, by another, or without its proof"))
    return share(checks)
