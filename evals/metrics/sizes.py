"""How long an answer is and how much it quotes: citing much is as bad as citing wrong."""

from __future__ import annotations

from evals.metrics.measured import NOTHING, Measured, yes
from evals.view import MARKER, View

VERDICT_WORDS = (150, 400)
NARROW_WORDS = (1, 150)
REFUSAL_WORDS = (1, 90)
VERDICT_CITATIONS = 12
NARROW_CITATIONS = 6


def text_words(view: View) -> Measured:
    """The words of `text` between white space, without markers. From 0; a failed answer: None."""
    return NOTHING if view.reply.failed else Measured(_words(view), 1)


def length_ok(view: View) -> Measured:
    """Answers of the right length / answers. 0 to 1; a failed answer: 0.

    Words: a refusal at most 90, a verdict 150 to 400, anything else at most 150; at least 1.
    """
    low, high = NARROW_WORDS
    if view.reply.refused:
        low, high = REFUSAL_WORDS
    elif view.case.is_verdict:
        low, high = VERDICT_WORDS
    words = 0 if view.reply.failed else _words(view)
    return yes(low <= words <= high, f"{words} words, should be {low} to {high}")


def citations_per_answer(view: View) -> Measured:
    """Citations listed, per answer that was to be answered or corrected. From 0; without: None."""
    if view.case.status == "refused" or view.reply.failed:
        return NOTHING
    return Measured(len(view.reply.citations), 1)


def citations_ok(view: View) -> Measured:
    """Answers with at most 6 citations (12 in a verdict) / answers. 0 to 1; failed: None."""
    if view.reply.failed:
        return NOTHING
    most = VERDICT_CITATIONS if view.case.is_verdict else NARROW_CITATIONS
    count = len(view.reply.citations)
    return yes(count <= most, f"{count} citations, at most {most}")


def quoted_characters(view: View) -> Measured:
    """Characters quoted, per answer that was to be answered or corrected. From 0; without: None."""
    if view.case.status == "refused" or view.reply.failed:
        return NOTHING
    return Measured(sum(len(cited.quote) for cited in view.reply.citations), 1)


def noise_rate(view: View) -> Measured:
    """Citations that only fill space.

    Citations that are noise (too long, or beyond the characters that an answer may quote, see
    `evals.view`) / citations listed. 0 to 1, lower is better; without citations: None.
    """
    noise = [looked for looked in view.citations if looked.noise]
    return Measured(
        len(noise), len(view.citations), tuple(f"{looked.at} is noise" for looked in noise)
    )


def _words(view: View) -> int:
    return len(MARKER.sub(" ", view.reply.text).split())
