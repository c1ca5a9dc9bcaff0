"""The speaker whom the sentence after a quotation names."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.attributions import tag
from ingest.voices.hints import Hint
from ingest.voices.lines import attribution
from ingest.voices.speech_words import NAMING, SAYING
from ingest.voices.statements import name_alone, ownership, said_so, starts_with_that
from ingest.voices.subjects import subject
from ingest.voices.tokens import DASHES, Token

_KNOWN = frozenset({"named", "pronoun", "first"})


def following(tokens: Sequence[Token]) -> Hint | None:
    """Who speaks in the quotation that this sentence follows; None if it says nothing of that."""
    end = len(tokens)
    dashes = 0
    while dashes < end and tokens[dashes].text in DASHES:
        dashes += 1
    if dashes or not end:
        return attribution(tokens, dashes, end)
    first = tokens[0]
    if first.low in {"so", "thus"}:
        hint = name_alone(tokens, 1) or tag(tokens, 1, end)
        return hint if hint is not None and hint.kind in _KNOWN else None
    if first.low in SAYING and not first.capital:  # "wrote X in 2019", set below the quotation
        hint = tag(tokens, 0, end)
        return hint if hint is not None and hint.kind in _KNOWN else None
    start = starts_with_that(tokens)
    if not start or start >= end:
        return said_so(tokens)
    if tokens[start].low in {"how", "what"}:
        part = tokens[start:]
        verbs = [k for k in range(1, min(10, len(part))) if part[k].low in SAYING | NAMING]
        return subject(part, verbs[0]) if verbs else None
    return name_alone(tokens, start) or ownership(tokens, start, end)
