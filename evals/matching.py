"""The one place that says when a citation proves a nugget, or is to the point.

It proves one when it counts (see `evals.view`), is from the evidence's essay, is credited to the
evidence's voice, and its quote contains the evidence or covers at least half of its characters.
Covering is measured on the stored text where the quote stands there; elsewhere on the folded
strings, by their longest common stretch. What a statement denies that the voice says ("Mark does
not argue: …") proves nothing.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from evals.cases import Evidence, Nugget, Passage
from evals.folding import fold
from evals.speech import denies
from evals.stored import Span, Stored
from evals.view import Looked, View

COVERED = 0.5


def found(view: View, nugget: Nugget) -> bool:
    """Whether the reply cites any of the nugget's evidence under its voice."""
    return any(
        proves(looked, evidence, view.stored)
        for looked in view.counted
        for evidence in nugget.any_of
        if not denied(view, looked)
    )


def proves(looked: Looked, evidence: Evidence, stored: Stored) -> bool:
    """Whether a citation holds a piece of evidence, under its voice."""
    if (looked.cited.essay, looked.cited.voice) != (evidence.essay, evidence.voice):
        return False
    return coverage(looked.cited.quote, looked.span, evidence, stored) >= COVERED


def is_relevant(view: View, looked: Looked) -> bool:
    """Whether a citation shows gold or a passage listed as relevant, or lies mostly in one."""
    case, stored = view.case, view.stored
    if any(proves(looked, e, stored) for nugget in case.nuggets for e in nugget.any_of):
        return True
    for passage in case.relevant or ():
        if passage.essay != looked.cited.essay or looked.span is None:
            continue
        for gold in stored.occurrences(passage.essay, passage.evidence):
            shorter = min(gold.end - gold.start, looked.span.end - looked.span.start)
            if looked.span.overlap(gold) >= COVERED * shorter:
                return True
    return False


def coverage(quote: str, span: Span | None, evidence: Passage, stored: Stored) -> float:
    """The share of the evidence's characters that a quote covers, 0 to 1."""
    golds = list(stored.occurrences(evidence.essay, evidence.evidence))
    if span is not None and golds:
        return max(span.overlap(gold) / (gold.end - gold.start) for gold in golds)
    told, wanted = fold(quote), fold(evidence.evidence)
    if not wanted:
        return 0.0
    if wanted in told:
        return 1.0
    common = SequenceMatcher(None, told, wanted, autojunk=False).find_longest_match()
    return common.size / len(wanted)


def denied(view: View, looked: Looked) -> bool:
    """Whether every claim that bears the citation's mark denies that its voice says so."""
    claims = [c.text for c in view.claims if looked.cited.number in c.numbers]
    return bool(claims) and all(denies(claim, looked.cited.quote) for claim in claims)
