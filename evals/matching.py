"""The one place that says when a citation proves a nugget.

It does when it counts (see `evals.view`), is from the evidence's essay, is credited to the
evidence's voice, and its quote contains the evidence or covers at least half of its characters.
Covering is measured on the stored text where the quote stands there; elsewhere on the folded
strings, by their longest common stretch. A statement that denies that the voice says so
("Mark does not argue: …") proves nothing.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from evals.cases import Evidence, Nugget
from evals.folding import fold
from evals.polarity import denies
from evals.stored import Span, Stored
from evals.view import MARKER, Looked, View

COVERED = 0.5


def found(view: View, nugget: Nugget, *, heed_voice: bool = True) -> bool:
    """Whether the reply cites any of the nugget's evidence."""
    return any(
        proves(looked, evidence, view.stored, heed_voice=heed_voice)
        for looked in view.counted
        if not denied(view, looked)
        for evidence in nugget.any_of
    )


def proves(looked: Looked, evidence: Evidence, stored: Stored, *, heed_voice: bool = True) -> bool:
    """Whether a citation holds a piece of evidence, under the right voice if that is heeded."""
    if looked.cited.essay != evidence.essay:
        return False
    if heed_voice and looked.cited.voice != evidence.voice:
        return False
    return coverage(looked.cited.quote, looked.span, evidence, stored) >= COVERED


def coverage(quote: str, span: Span | None, evidence: Evidence, stored: Stored) -> float:
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
    """Whether the text, or every statement using the citation, denies that its voice says so."""
    users = [said for said in view.reply.statements if looked.cited.number in said.citations]
    if users and all(denies(said.text, looked.cited.quote) for said in users):
        return True
    paragraphs = re.split(r"\n\s*\n", view.reply.text)
    told = [p for p in paragraphs if f"[{looked.cited.number}]" in p]
    return any(denies(MARKER.sub(" ", paragraph), looked.cited.quote) for paragraph in told)
