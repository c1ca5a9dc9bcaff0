"""What the assistant retrieves for a question, as a ranking, apart from what it then writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.debate import DebateAssistant

MOST = 10


def retrieved(
    assistant: DebateAssistant, question: str, history: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """The first ten spans, best first: what the writer is given, then the best-scored sentences.

    Each has `essay`, `quote`, `start` and `end`.
    """
    from assistant.retrieval.ranking import ranked
    from assistant.retrieval.search import Search
    from assistant.understanding.old_understand import understand

    atlas = assistant.retriever.atlas
    understood = understand(question, history, atlas)
    evidence = assistant.retriever.retrieve(understood)
    given = [
        *evidence.theses.values(),
        *evidence.found,
        *(excerpt for strongest in evidence.strongest.values() for excerpt in strongest),
        *(excerpt for clash in evidence.clashes for excerpt in clash.excerpts),
        *evidence.case,
        *evidence.conditions,
    ]
    spans = [_span(e.essay.slug, e.quote, e.start, e.end) for e in given]
    search = Search(understood, atlas)
    named = [*understood.question.voices, *understood.question.essays]
    pool = search.pool(understood.question.voices, understood.question.essays) if named else None
    for row, _ in ranked(search.score(pool)):
        place = atlas.index.rows[row]
        sentence = place.sentence
        spans.append(_span(place.essay.slug, place.text, sentence.start, sentence.end))
        if len(spans) >= MOST + len(given):
            break
    return _without_repeats(spans)[:MOST]


def _span(essay: str, quote: str, start: int, end: int) -> dict[str, Any]:
    return {"essay": essay, "quote": quote, "start": start, "end": end}


def _without_repeats(spans: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans without those that lie inside an earlier one."""
    kept: list[dict[str, Any]] = []
    for span in spans:
        if not any(
            span["essay"] == other["essay"]
            and other["start"] <= span["start"]
            and span["end"] <= other["end"]
            for other in kept
        ):
            kept.append(span)
    return kept
