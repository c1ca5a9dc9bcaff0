"""The two answers that every metric must know: the perfect one and the empty one."""

from __future__ import annotations

from typing import Any

from assistant.domain import SILENT, Essay, Sentence
from evals.cases import Case, Evidence
from evals.metrics.sizes import VERDICT_WORDS
from evals.stored import Span, Stored

FILLER = "Weigh what each of these would mean for the business at hand before deciding."


def perfect(case: Case, stored: Stored) -> dict[str, Any]:
    """The answer that the gold asks for: each nugget quoted once under its voice, no more."""
    answer = _bare(case)
    if case.status == "refused":
        return {
            **answer,
            "reason": "off_topic" if case.kind == "off_topic" else "not_in_essays",
            "text": "None of the essays speaks of that.",
        }
    numbers: dict[tuple[str, int, int], int] = {}
    for nugget in case.nuggets:
        evidence = min(nugget.any_of, key=lambda e: len(e.evidence))
        sentence = _cite(answer, numbers, evidence, stored)
        answer["text"] += sentence
    for slug, position in (case.roll_call or {}).items():
        answer["roll_call"].append(_call(answer, numbers, slug, position, stored))
    while case.is_verdict and len(answer["text"].split()) < VERDICT_WORDS[0]:
        answer["text"] += f"{FILLER}\n\n"
    if FILLER in answer["text"]:
        answer["statements"].append(
            {"text": FILLER, "layer": "assistant", "citations": [], "side": None}
        )
    answer["text"] = answer["text"].strip() or FILLER
    return answer


def empty(case: Case) -> dict[str, Any]:
    """An answer of the right form that says nothing: neither cites nor refuses."""
    return _bare(case, status="answered") | {"text": "I cannot say."}


def _bare(case: Case, status: str | None = None) -> dict[str, Any]:
    return {
        "schema": 1,
        "id": case.id,
        "question": case.question,
        "standalone_question": case.question,
        "status": status or case.status,
        "reason": None,
        "text": "",
        "statements": [],
        "citations": [],
        "roll_call": [],
        "gate": {"checked": 0, "failures": []},
        "writer": "oracle",
        "timings_ms": {"understand": 1, "retrieve": 1, "write": 1, "gate": 1, "total": 4},
    }


def _cite(
    answer: dict[str, Any],
    numbers: dict[tuple[str, int, int], int],
    evidence: Evidence,
    stored: Stored,
) -> str:
    """Adds a citation of the evidence, unless it is there; gives the sentence that quotes it."""
    spans = list(stored.occurrences(evidence.essay, evidence.evidence))
    spoken = [
        span
        for span in spans
        if {voice.name if voice else "" for voice in stored.speakers(span)} == {evidence.voice}
    ]
    return _cite_span(answer, numbers, _whole((spoken or spans)[0], stored), stored)


def _whole(span: Span, stored: Stored) -> Span:
    """The span and what is missing, on either side, up to a mark of punctuation."""
    text, sentences = stored.debate.essay(span.essay).text, stored.sentences(span)
    start, end = span.start, span.end
    while start > sentences[0].start and (text[start - 1].isalnum() or text[start - 1].isspace()):
        start -= 1
    while end < sentences[-1].end and (text[end].isalnum() or text[end].isspace()):
        end += 1
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return Span(span.essay, start, end)


def _cite_span(
    answer: dict[str, Any],
    numbers: dict[tuple[str, int, int], int],
    span: Span,
    stored: Stored,
) -> str:
    key = (span.essay, span.start, span.end)
    if key in numbers:
        return ""
    number = numbers[key] = len(numbers) + 1
    essay, sentence = stored.debate.essay(span.essay), stored.sentences(span)[0]
    quote = essay.text[span.start : span.end]
    answer["citations"].append(_citation(number, essay, sentence, span, quote))
    said = f"{sentence.voice.name or essay.title}: “{quote}”"
    answer["statements"].append({"text": said, "layer": "essays", "citations": [number]})
    return f"{said} [{number}]\n\n"


def _citation(
    number: int, essay: Essay, sentence: Sentence, span: Span, quote: str
) -> dict[str, Any]:
    return {
        "number": number,
        "essay": essay.slug,
        "title": essay.title,
        "author": essay.author,
        "voice": sentence.voice.name,
        "role": sentence.voice.role,
        "attitude": sentence.voice.attitude,
        "heading": sentence.heading,
        "quote": quote,
        "start": span.start,
        "end": span.end,
    }


def _call(
    answer: dict[str, Any],
    numbers: dict[tuple[str, int, int], int],
    slug: str,
    position: str,
    stored: Stored,
) -> dict[str, Any]:
    """An entry of the roll call, proved by what is cited from the essay or by its thesis."""
    essay = stored.debate.essay(slug)
    proof = next((c["number"] for c in answer["citations"] if c["essay"] == slug), None)
    if proof is None and position != SILENT and essay.sentences:
        start, end = essay.thesis or (essay.sentences[0].start, essay.sentences[0].end)
        answer["text"] += _cite_span(answer, numbers, Span(slug, start, end), stored)
        proof = len(numbers)
    return {
        "essay": slug,
        "author": essay.author,
        "position": position,
        "citation": None if position == SILENT else proof,
    }
