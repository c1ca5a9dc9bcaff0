"""Finds the sentence that front matter calls the thesis, verbatim, in the stored text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.domain import Block
from assistant.errors import CorpusError
from ingest.front_matter import FrontMatter
from ingest.source import clean

_SAME = {**dict.fromkeys("'‘’ʼ", "['‘’ʼ]"), **dict.fromkeys('"“”„', '["“”„]')}


def find_thesis(
    text: str, blocks: Sequence[Block], front: FrontMatter, path: Path
) -> tuple[int, int] | None:
    """The thesis' offsets; None where front matter gives none.

    Straight and curly quotation marks count as the same, and so does any white space; a thesis
    that fits in two places fits nowhere.
    """
    if front.thesis is None:
        return None
    wanted = clean(front.thesis)
    pattern = "".join(r"\s+" if c == " " else _SAME.get(c) or re.escape(c) for c in wanted)
    argument = [block for block in blocks if block.kind != "heading"]
    found = [
        match.span()
        for match in re.finditer(pattern, text)
        if any(b.start <= match.start() and match.start() < b.end for b in argument)
    ]
    if len(found) == 1:
        return found[0]
    exact = [span for span in found if text[span[0] : span[1]] == wanted]
    if len(exact) == 1:
        return exact[0]
    if found:
        problem, hint = "the thesis stands in the text more than once", "Quote more of it."
    else:
        problem, hint = "the thesis is not in the text", "Quote it word for word from the essay."
    raise CorpusError(path, problem, hint, front.thesis_line)
