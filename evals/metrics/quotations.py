"""Whether quotations are the essays' own words, and stand where the answer says.

The idea of a verbatim rate is ragas' (`quoted_spans.py`), not its code: that one searches all
sources at once, so that a right quote from a wrong essay passes.
"""

from __future__ import annotations

import re

from evals.folding import fold
from evals.metrics.measured import Measured, share
from evals.quoted import quoted_spans
from evals.view import MARKER, View

QUOTED_WORDS = 4  # shorter ones are terms, titles and scare quotes


def verbatim_rate(view: View) -> Measured:
    """Quotations that are the essay's own words, where the answer says they stand.

    Citations whose quote equals the cited essay's stored text from `start` to `end`, to the
    character / all citations listed. 0 to 1; without citations: None. Must be 1.
    """
    return share(
        (
            looked.span is not None
            and looked.span.exact
            and (looked.span.start, looked.span.end) == (looked.cited.start, looked.cited.end),
            f"{looked.at} is not the text of {looked.cited.essay} at "
            f"{looked.cited.start}:{looked.cited.end}",
        )
        for looked in view.citations
    )


def quote_found_rate(view: View) -> Measured:
    """Quotations that are in the essay, wherever the answer says they stand.

    Citations whose quote, folded, stands anywhere in the cited essay / all citations listed. 0 to
    1; without citations: None. Must be 1. Beside `verbatim_rate` it tells altered words from wrong
    offsets.
    """
    return share(
        (looked.span is not None, f"{looked.at} stands nowhere in {looked.cited.essay}")
        for looked in view.citations
    )


def quotes_in_text(view: View) -> Measured:
    """Quotations that a reader sees, each before its own marker.

    Citations whose quote, folded, stands in `text` with its own number in the next group of
    markers / all citations listed. 0 to 1; without citations: None. Must be 1.
    """
    text = fold(unmarked_up(view.reply.text))
    return share(
        (
            _marked_behind(text, fold(looked.cited.quote), looked.cited.number),
            f"{looked.at} does not stand in the text before its marker",
        )
        for looked in view.citations
    )


def text_quotes_verbatim(view: View) -> Measured:
    """Quotations in the text that somebody really wrote.

    Quotations of four words or more in `text` that are part of a cited quote, of the question, of
    a suggestion, of a title, or of the debate's own words / all such quotations. 0 to 1; without
    any: None. Must be 1.
    """
    debate = view.stored.debate
    known = [
        *(looked.cited.quote for looked in view.citations if looked.span is not None),
        view.case.question,
        *view.case.history,
        *view.reply.suggestions,
        debate.question,
        *debate.starters,
        *(side.statement for side in debate.sides),
        *(essay.title for essay in debate.essays),
    ]
    folded = [fold(text) for text in known]
    checks = []
    for quoted in quoted_spans(unmarked_up(view.reply.text)):
        if len(quoted.split()) >= QUOTED_WORDS:
            bare = fold(MARKER.sub("", quoted)).strip(" .,;:?!…")
            checks.append(
                (any(bare in text for text in folded), f"quoted, but nobody's: “{quoted[:80]}”")
            )
    return share(checks)


def unmarked_up(text: str) -> str:
    """Markdown's text without backslashes before punctuation, quote bars and emphasis stars."""
    plain = re.sub(r"^\s*(?:>\s?)+", "", text, flags=re.MULTILINE)
    plain = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", plain)
    return plain.replace("*", "")


def _marked_behind(text: str, quote: str, number: int | None) -> bool:
    """Whether the first group of markers behind any occurrence of the quote holds the number."""
    if not quote or number is None:
        return False
    at = text.find(quote.replace("*", ""))
    while at >= 0:
        group = re.search(r"\[\d{1,6}\](?:[\s,]*\[\d{1,6}\])*", text[at + len(quote) :])
        if group and str(number) in re.findall(r"\d+", group.group()):
            return True
        at = text.find(quote, at + 1)
    return False
