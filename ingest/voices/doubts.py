"""Words that a sentence puts into somebody's mouth without vouching for them.

"X never said", "if X were alive, he would say", "often attributed to X": the name is there, the
speaker is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.function_words import HYPOTHETICAL, NEGATIONS
from ingest.voices.speech_words import DENYING, DISPUTES, THINKING
from ingest.voices.tokens import Token

DENIED = "the sentence denies that these words were said"
IMAGINED = "these words are imagined, not reported"
ASKED = "the sentence asks whether these words were said"
EITHER = "it is not clear whether the author speaks or somebody whom the sentence brings in"
UNVOUCHED = "the sentence does not vouch for who said it"

_HABITUAL = frozenset("often always later famously sometimes usually".split())
_IMAGINING = frozenset("imagine imagining suppose supposing picture pretend".split())


def auxiliaries_doubt(between: Sequence[str], as_clause: bool) -> str:
    """What the words between subject and verb say: "never", "would", "might have".

    "as X would say" and "X would often say" report a habit.
    """
    for i, word in enumerate(between):
        if word in NEGATIONS and between[i + 1 : i + 2] not in (["only"], ["just"]):
            return DENIED
    if not set(between) & HYPOTHETICAL:
        return ""
    habit = as_clause or bool(set(between) & _HABITUAL)
    return "" if habit and "have" not in between else IMAGINED


def sentence_doubt(tokens: Sequence[Token], floor: int, verb: int, quote: int, name: int) -> str:
    """What the rest of the sentence says, from `floor` to the quotation; `name`: the subject."""
    words = {token.low for token in tokens[floor:quote]}
    if words & DISPUTES:
        return UNVOUCHED
    if ("if" in words and words & {"would", "might", "could", "'d"}) or words & _IMAGINING:
        return IMAGINED
    claim = [token.low for token in tokens[max(floor, name - 2) : max(floor, name)]]
    if tokens[quote - 1].low in NEGATIONS or (claim[-1:] == ["that"] and claim[0] in DENYING):
        return DENIED
    if claim[-1:] == ["that"] and claim[0] in THINKING:
        return UNVOUCHED
    if set(claim) & NEGATIONS:
        return DENIED  # "it was not X who said"
    if tokens[-1].text == "?" and tokens[floor].low in {"did", "does", "would", "has", "was"}:
        return ASKED
    return ""
