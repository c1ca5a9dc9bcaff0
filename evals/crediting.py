"""Whether a sentence credits a view to a voice: what the assistant's own layer must never do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evals.folding import fold
from evals.polarity import NOT, SAYS

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_DENIES = re.compile(rf"\b(?:{NOT}|nothing|without)\b|n't\b", re.IGNORECASE)


def named(text: str, names: Iterable[str]) -> Iterator[str]:
    """The sentences that name one of these people; questions and denials are none of them."""
    parts = {part for name in names for part in (name, *name.split()) if len(part) > 2}
    if not parts:
        return
    anybody = re.compile(rf"\b(?:{'|'.join(re.escape(fold(part)) for part in sorted(parts))})\b")
    for sentence in _SENTENCE.split(text):
        folded = fold(sentence)
        if not folded.endswith("?") and not _DENIES.search(folded) and anybody.search(folded):
            yield sentence


def credited(text: str, names: Iterable[str]) -> Iterator[str]:
    """The sentences that have one of these people say something."""
    says = re.compile(rf"\b(?:{SAYS}|according to|in the view of)\b", re.IGNORECASE)
    return (sentence for sentence in named(text, names) if says.search(sentence))
