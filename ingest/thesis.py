"""Finds the sentence that front matter calls the thesis, verbatim, in the stored text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Block
from assistant.errors import CorpusError
from assistant.spoken import passages
from ingest.front_matter import FrontMatter


def find_thesis(text: str, blocks: Sequence[Block], front: FrontMatter) -> tuple[int, int] | None:
    """The thesis' offsets; None where front matter gives none.

    Straight and curly quotation marks count as the same. A title is no argument, so a thesis is
    sought below the headings; one that fits in two places fits nowhere.
    """
    if front.thesis is None:
        return None
    found = passages(text, blocks, front.thesis)
    exact = [(start, end) for start, end in found if text[start:end] == front.thesis]
    for spans in (found, exact):
        if len(spans) == 1:
            return spans[0]
    problem, hint = "the thesis is not in the text", "Quote one passage word for word."
    if found:
        problem, hint = "the thesis stands in the text more than once", "Quote more of it."
    raise CorpusError(front.path, problem, hint, front.lines.get("thesis"))
