"""Refusing: what the question turns on stands in no essay, or is no matter of this debate."""

from __future__ import annotations

from assistant.evidence import Evidence
from assistant.retrieval.search import Search
from assistant.scoring import Scored

OFF_TOPIC = 0.24  # best cosine of any sentence below which a question is not of this debate


def refuse(search: Search, scored: Scored | None) -> Evidence | None:
    """A refusal where one is due, else None; `scored` is None for the debate's own question."""
    question = search.question
    if question.injection:
        return Evidence(question, refusal="off_topic")
    if scored is None:
        return None
    named = bool(question.voices or question.essays)
    if question.unknown and question.kind != "advice":
        return Evidence(question, refusal="not_in_essays", missing=question.unknown)
    best = float(scored.cosine.max(initial=0.0))
    if not named and not question.things and best < OFF_TOPIC:
        return Evidence(question, refusal="off_topic")
    return None
