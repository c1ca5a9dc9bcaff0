"""Sound citations: verbatim, from the right essay, by the right voice, and cut well."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain import Voice
from evals.matching import COVERED, coverage
from evals.metrics.measured import Measured, share
from evals.view import LONGEST_QUOTE_WORDS, Looked, View

MOST_SENTENCES = 3


def citations_sound(view: View) -> Measured:
    """Citations of which nothing is wrong: words, place, essay, voice, attitude, source, cut."""
    checks = []
    for looked in view.citations:
        faults = ", ".join(_faults(view, looked))
        checks.append((not faults, f"{looked.at}: {faults}"))
    return share(checks)


def _faults(view: View, looked: Looked) -> Iterator[str]:
    cited, span = looked.cited, looked.span
    essay = view.stored.essay(cited.essay)
    if looked.home is None:
        yield "words that no essay holds"
        return
    if span is None or essay is None:
        yield f"from {looked.home.essay}, not {cited.essay}"
        return
    if not span.exact or (span.start, span.end) != (cited.start, cited.end):
        yield f"not the text of {cited.essay} at {cited.start}:{cited.end}"
    if looked.speakers != {Voice(cited.voice, cited.role, cited.attitude)}:  # type: ignore[arg-type]
        spoken = " and ".join(sorted(_described(voice) for voice in looked.speakers))
        yield f"credited to {cited.voice} ({cited.role}, {cited.attitude}), spoken by {spoken}"
    yield from _against_gold(view, looked)
    headings = {sentence.heading for sentence in view.stored.sentences(span)}
    if (cited.title, cited.author) != (essay.title, essay.author) or (
        headings and cited.heading not in headings
    ):
        yield f"said to be from “{cited.title}” by {cited.author} under “{cited.heading}”"
    if len(view.stored.sentences(span)) > MOST_SENTENCES:
        yield f"more than {MOST_SENTENCES} sentences"
    if len(cited.quote.split()) > LONGEST_QUOTE_WORDS:
        yield f"more than {LONGEST_QUOTE_WORDS} words"
    around = essay.text[max(0, span.start - 1) : span.start + 1]
    behind = essay.text[span.end - 1 : span.end + 1]
    if any(len(edge) == 2 and edge.isalnum() for edge in (around, behind)):
        yield "cut inside a word"


def _against_gold(view: View, looked: Looked) -> Iterator[str]:
    """A voice that the gold contradicts, whatever our own analysis of the essays says."""
    gold = {
        evidence.voice
        for nugget in view.case.nuggets
        for evidence in nugget.any_of
        if evidence.essay == looked.cited.essay
        and coverage(looked.cited.quote, looked.span, evidence, view.stored) > COVERED
    }
    if gold and looked.cited.voice not in gold:
        yield f"credited to {looked.cited.voice}; the gold names {', '.join(map(str, gold))}"


def _described(voice: Voice | None) -> str:
    return f"{voice.name} ({voice.role}, {voice.attitude})" if voice else "nobody (a heading)"
