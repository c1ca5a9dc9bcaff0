"""What must hold of the scores without any fault: extremes, and changes that mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from assistant.domain import SILENT
from evals.cases import Case, Evidence
from evals.metrics.table import METRICS
from evals.mutants.matrix import Outcome, summed_up
from evals.mutants.world import Answer, World, refuse
from evals.scoring import Figure
from evals.stored import Span, Stored

# What bare quotations of the gold cannot show: how an answer begins, and how it leans.
BESIDE_PERFECTION = frozenset(
    {"first_sentence", "grade", "steadiness", "boilerplate", "latency_ms"}
)
EMPTY_IS_ZERO = ("grade", "nugget_recall", "roll_call", "refusal_recall", "premise_correction")


def checks(world: World) -> Iterator[Outcome]:
    """Perfection, emptiness, stuffing, invariances, and the same scores from the same files."""
    best = summed_up(world, [perfect(case, world.stored) for case in world.cases])
    short = [
        m.name
        for m in METRICS
        if m.name not in BESIDE_PERFECTION and best[m.name].value not in (m.best, None)
    ]
    yield _holds("perfect answer", "The perfect answer scores best.", short)
    none = summed_up(world, [_bare(case) | {"text": "I cannot say."} for case in world.cases])
    some = [name for name in EMPTY_IS_ZERO if none[name].value not in (0, None)]
    yield _holds("empty answer", "An empty answer scores 0.", some)
    stuffed = summed_up(world, [_stuffed(case) for case in world.cases])
    some = ["nugget_recall"] if stuffed["nugget_recall"].value else []
    yield _holds("stuffed answer", "The gold's words without a citation score 0.", some)
    sound = summed_up(world, world.copied_lines())
    again = summed_up(world, world.copied_lines())
    yield _holds("scored again", "The same files give the same scores.", _moved(sound, again))
    for what, change in INVARIANCES.items():
        lines = [{**line, "answer": change(line["answer"])} for line in world.copied_lines()]
        yield _holds(change.__name__.strip("_"), what, _moved(sound, summed_up(world, lines)))


def _citations_turned_round(answer: Answer) -> Answer:
    return {**answer, "citations": answer["citations"][::-1]}


def _straight_quotation_marks(answer: Answer) -> Answer:
    straight = str.maketrans("“”‘’", "\"\"''")
    said = [{**s, "text": s["text"].translate(straight)} for s in answer["statements"]]
    return {**answer, "text": answer["text"].translate(straight), "statements": said}


def _wider_spaces(answer: Answer) -> Answer:
    return {**answer, "text": answer["text"].replace(" ", "  ").replace("\n\n", "\n\n\n")}


def _keys_turned_round(answer: Answer) -> Answer:
    return {"comment": "hello", **dict(reversed(answer.items()))}


def _roll_called_backwards(answer: Answer) -> Answer:
    return {**answer, "roll_call": answer["roll_call"][::-1]}


INVARIANCES: Mapping[str, Callable[[Answer], Answer]] = {
    "The order of the citations means nothing.": _citations_turned_round,
    "The style of quotation marks means nothing.": _straight_quotation_marks,
    "White space means nothing.": _wider_spaces,
    "The order of keys, and one that nobody knows, mean nothing.": _keys_turned_round,
    "The order of the roll call means nothing.": _roll_called_backwards,
}


def perfect(case: Case, stored: Stored) -> Answer:
    """The answer that the gold asks for: each nugget quoted once under its voice, no more."""
    answer = _bare(case)
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


def _bare(case: Case) -> dict[str, Any]:
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


def _stuffed(case: Case) -> Answer:
    words = " ".join(evidence.evidence for nugget in case.nuggets for evidence in nugget.any_of)
    return _bare(case) | {"text": words or "I cannot say."}


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
    essay, sentence = stored.debate.essay(span.essay), stored.sentences(span)[0]
    quote = essay.text[span.start : span.end]
    answer["citations"].append(
        {
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
    )
    text = f"{sentence.voice.name or essay.title}: “{quote}” [{number}]"
    said = {"text": text, "layer": "essays", "citations": [number], "kind": "quote"}
    answer["statements"].append(said)
    return number


def _moved(before: Mapping[str, Figure], after: Mapping[str, Figure]) -> list[str]:
    return [name for name, figure in before.items() if figure != after[name]]


def _holds(name: str, what: str, but: Sequence[str]) -> Outcome:
    return Outcome(name, what, "all metrics", not but, strayed=tuple(but))
