"""The two answers that every metric must know: the perfect one and the empty one."""

from __future__ import annotations

from typing import Any

from assistant.domain import SILENT
from evals.cases import Case, Evidence
from evals.mutants.world import Answer, citation_of_span, refuse
from evals.stored import Span, Stored


def perfect(case: Case, stored: Stored) -> Answer:
    """The answer that the gold asks for: each nugget quoted once under its voice, no more."""
    answer = bare(case)
    if case.status == "refused":
        off = "off_topic" if "off_topic" in (case.kind, case.intent) else "not_in_essays"
        return {**refuse(answer), "reason": off}
    cited: dict[Span, int] = {}
    for nugget in case.nuggets:
        evidence = min(nugget.any_of, key=lambda e: len(e.evidence))
        _quote(answer, cited, _whole(_spoken(evidence, stored), stored), stored)
    for slug, position in (case.roll_call or {}).items():
        essay = stored.debate.essay(slug)
        proof = next((n for span, n in cited.items() if span.essay == slug), None)
        if proof is None and position != SILENT:
            first = essay.sentences[0]
            start, end = essay.thesis or (first.start, first.end)
            proof = _quote(answer, cited, Span(slug, start, end), stored)
        entry = {"essay": slug, "author": essay.author, "position": position}
        answer["roll_call"].append({**entry, "citation": None if position == SILENT else proof})
    answer["text"] = "\n\n".join(said["text"] for said in answer["statements"])
    if not answer["text"]:
        talk = {"text": "So it is.", "layer": "assistant", "citations": [], "kind": "talk"}
        answer |= {"text": talk["text"], "statements": [talk]}
    return answer


def bare(case: Case) -> dict[str, Any]:
    """An answer of the right form that says nothing: neither cites nor refuses."""
    return {
        "schema": 1,
        "id": case.id,
        "question": case.question,
        "standalone_question": case.question,
        "status": "answered" if case.status == "refused" else case.status,
        "reason": None,
        "text": "",
        "statements": [],
        "citations": [],
        "roll_call": [],
        "gate": {"checked": 0, "failures": []},
        "writer": "oracle",
        "timings_ms": {"total": 4},
    }


def _spoken(evidence: Evidence, stored: Stored) -> Span:
    spans = stored.occurrences(evidence.essay, evidence.evidence)
    return next((span for span in spans if _voices(span, stored) == {evidence.voice}), spans[0])


def _voices(span: Span, stored: Stored) -> set[str | None]:
    return {voice.name if voice else "" for voice in stored.speakers(span)}


def _whole(span: Span, stored: Stored) -> Span:
    """The span and what is missing of its first and last word."""
    text, start, end = stored.debate.essay(span.essay).text, span.start, span.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(span.essay, start, end)


def _quote(answer: Answer, cited: dict[Span, int], span: Span, stored: Stored) -> int:
    """Quotes a span in a statement of its own, unless that is done already; gives its number."""
    for known, number in cited.items():
        if 2 * span.overlap(known) > span.end - span.start:
            return number
    number = cited[span] = len(cited) + 1
    citation = citation_of_span(stored, span, number)
    answer["citations"].append(citation)
    text = f"{citation['voice'] or citation['title']}: “{citation['quote']}” [{number}]"
    said = {"text": text, "layer": "essays", "citations": [number], "kind": "quote"}
    answer["statements"].append(said)
    return number
