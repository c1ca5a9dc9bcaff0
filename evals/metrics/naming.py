"""Whether the text names who speaks: what a reader sees, whatever the citations say."""

from __future__ import annotations

import re

from evals.folding import fold
from evals.metrics.measured import Measured, share
from evals.metrics.quotations import unmarked_up
from evals.view import Looked, View

_NAMELESS = r"essay|entry|article|text|piece|author|unsigned|anonymous|writer|source|it|they"


def voice_named_rate(view: View) -> Measured:
    """Quotations that stand beside their voice's name, and beside nobody else's alone.

    Citations whose voice is named, in full or in part, in what leads up to the quote (from the
    marker before it), or where that names nobody, in its paragraph or the one before / citations
    that `text` marks. An unsigned author's words count where what leads up to them names no voice,
    or speaks of the essay besides. 0 to 1; without any: None.
    """
    paragraphs = [unmarked_up(part) for part in re.split(r"\n\s*\n", view.reply.text)]
    voices = [_pattern(name.split()) for name in view.stored.voice_names]
    return share(
        (
            _is_named(view, looked, paragraphs, voices),
            f"{looked.at} stands without the name of {looked.cited.voice or looked.cited.essay}",
        )
        for looked in view.citations
        if looked.marked
    )


def _is_named(
    view: View, looked: Looked, paragraphs: list[str], voices: list[re.Pattern[str]]
) -> bool:
    own = _own(view, looked)
    quote, marker = fold(looked.cited.quote), f"[{looked.cited.number}]"
    for at, paragraph in enumerate(paragraphs):
        if marker not in paragraph:
            continue
        folded = fold(paragraph)
        lead_in = re.split(r"\[\d+\]", folded[: max(0, folded.find(quote))])[-1]
        if own.search(lead_in):
            return True
        if any(voice.search(lead_in) for voice in voices):
            continue
        around = fold(" ".join(paragraphs[max(0, at - 1) : at + 1])).replace(quote, " ")
        if looked.cited.voice is None or own.search(around):
            return True
    return False


def _own(view: View, looked: Looked) -> re.Pattern[str]:
    """What names the citation's voice; for an unsigned author, what speaks of the essay."""
    if looked.cited.voice:
        return _pattern(looked.cited.voice.split())
    essay = view.stored.essay(looked.cited.essay)
    title = [word for word in re.findall(r"\w+", essay.title if essay else "") if len(word) > 4]
    own = [_NAMELESS, re.escape(looked.cited.essay), *title]
    return re.compile(rf"\b(?:{'|'.join(own)})\b", re.IGNORECASE)


def _pattern(parts: list[str]) -> re.Pattern[str]:
    known = [re.escape(fold(part)) for part in parts if len(part) > 2] or ["-"]
    return re.compile(rf"\b(?:{'|'.join(known)})\b")
