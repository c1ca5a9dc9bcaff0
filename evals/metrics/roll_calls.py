"""The roll call: where each essay stands on this question."""

from __future__ import annotations

from collections import Counter

from assistant.domain import SILENT
from evals.metrics.measured import NOTHING, Measured, share, yes
from evals.view import View


def roll_call_accuracy(view: View) -> Measured:
    """Essays that stand where the gold says / essays of the gold's roll call. 0 to 1; none: None.

    An essay that is missing, or called twice, is wrong; one that the gold does not call counts as
    one more wrong entry.
    """
    gold = view.case.roll_call
    if not gold:
        return NOTHING
    calls = Counter(entry.essay for entry in view.reply.roll_call)
    given = {entry.essay: entry.position for entry in view.reply.roll_call}
    if view.reply.failed or view.reply.refused:
        given = {}
    checks = [
        (
            given.get(slug) == position and calls[slug] == 1,
            f"{slug} is called {given.get(slug, 'nowhere')}, stands at {position}",
        )
        for slug, position in gold.items()
    ]
    strangers = [(False, f"{slug} is called and should not be") for slug in given.keys() - gold]
    return share(checks + strangers)


def roll_call_proof(view: View) -> Measured:
    """Entries with the right proof / entries of the roll calls given. 0 to 1; without any: None.

    An entry that takes a position needs a citation of the reply, from that very essay; a silent
    one has none.
    """
    checks = []
    for entry in view.reply.roll_call:
        if entry.position == SILENT:
            checks.append((entry.citation is None, f"{entry.essay} is silent and has a proof"))
            continue
        proof = None if entry.citation is None else view.by_number(entry.citation)
        checks.append(
            (
                proof is not None and proof.cited.essay == entry.essay,
                f"{entry.essay} stands at {entry.position} on citation {entry.citation}",
            )
        )
    return share(checks)


def roll_call_apt(view: View) -> Measured:
    """Answers that call the roll where the question asks where all stand, and nowhere else.

    Cases with a gold roll call whose answer calls one, and others whose answer calls none / cases.
    0 to 1; a question whether essays agree may do either, without a gold roll call: None.
    """
    if view.case.roll_call:
        return yes(bool(view.reply.roll_call), "calls no roll")
    if view.case.kind.startswith(("agree", "verdict")) or view.reply.failed:
        return NOTHING
    return yes(not view.reply.roll_call, "calls a roll, though nobody asked where all stand")
