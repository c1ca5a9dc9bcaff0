"""Correcting a premise: what the voice that the question credits says instead."""

from __future__ import annotations

from assistant.domain import CONDITIONAL
from assistant.evidence import Evidence
from assistant.writers.draft import Draft
from assistant.writers.naming import capitalised, introduced, speaker


def write_correction(draft: Draft, evidence: Evidence) -> None:
    """The voice's words against what was presumed, or what comes nearest where there are none."""
    first = evidence.found[0]
    essay = first.essay
    neutral = essay.position in (None, CONDITIONAL)
    if first.reason == "unsupported":
        draft.say(
            f"I find nothing by {speaker(first)} that says so in so many words.", layer="assistant"
        )
    claim = (
        "comes nearest with this"
        if first.reason == "unsupported"
        else "takes neither side"
        if neutral and first.reason == "thesis"
        else "argues the opposite"
        if first.reason == "thesis"
        else "says otherwise"
    )
    lead = introduced(first)
    draft.quote(capitalised(f"{lead}{',' if ',' in lead else ''} {claim}:"), first)
    said = speaker(first)
    for at, excerpt in enumerate(evidence.found[1:]):
        again = speaker(excerpt) == said
        lead = f"{said} {'also says' if at else 'adds'}:" if again else f"{introduced(excerpt)}:"
        draft.quote(capitalised(lead), excerpt)
