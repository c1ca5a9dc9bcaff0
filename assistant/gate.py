"""The gate: every statement passes it before a reader sees it.

verbatim → right essay → right voice → right polarity; each failure has a name (DESIGN.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answer import Citation, Failure, GateFailure, GateReport, Statement
from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.naming import essay_name
from assistant.words import fold


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one statement; `failure` is None where it passes."""

    failure: Failure | None = None
    citation: int | None = None


def check_citation(citation: Citation, debate: Debate) -> Failure | None:
    """Whether a citation is verbatim, from that essay, and from the voice that speaks there."""
    try:
        essay = debate.essay(citation.essay)
    except KeyError:
        return "wrong_essay"
    if essay.text[citation.start : citation.end] != citation.quote or not citation.quote:
        return _not_verbatim(citation, essay, debate)
    spoken = [
        sentence.voice
        for sentence in essay.sentences
        if sentence.start < citation.end and sentence.end > citation.start
    ]
    if not spoken or any(
        (voice.name, voice.role) != (citation.voice, citation.role) for voice in spoken
    ):
        return "wrong_voice"
    if spoken[0].role == "uncertain":
        return "wrong_voice"
    return None


def _not_verbatim(citation: Citation, essay: Essay, debate: Debate) -> Failure:
    """Why a quotation is not what stands at its offsets: stitched, from elsewhere, or made up."""
    quote = squeeze(citation.quote)
    if not quote:
        return "fabricated"
    if any(quote in squeeze(other.text) for other in debate.essays if other.slug != essay.slug):
        return "wrong_essay"
    return (
        "frankenquote"
        if is_stitched(quote, [squeeze(e.text) for e in debate.essays])
        else "fabricated"
    )


def squeeze(text: str) -> str:
    """Folded text with single spaces, so that typography never decides whether words agree."""
    return " ".join(fold(text).replace("“", '"').replace("”", '"').split())


def is_stitched(quote: str, texts: Sequence[str]) -> bool:
    """Whether a quotation that stands nowhere is a join of two or three runs that do.

    A run has at least four words; both arguments are squeezed.
    """
    words = quote.split()
    for text in texts:
        for cut in range(4, len(words) - 3):
            head, tail = " ".join(words[:cut]), " ".join(words[cut:])
            if head in text and any(tail in other for other in texts):
                return True
    return False


def check_statement(statement: Statement, citations: Iterable[Citation], debate: Debate) -> Verdict:
    """Whether a statement stands on its citations, marks each, and names whoever speaks there."""
    by_number = {citation.number: citation for citation in citations}
    for number in statement.citations:
        citation = by_number.get(number)
        if citation is None:
            return Verdict("fabricated", number)
        failure = check_citation(citation, debate)
        if failure:
            return Verdict(failure, number)
        if f"[{number}]" not in statement.text:
            return Verdict("fabricated", number)
        if statement.kind == "quote" and citation.quote not in statement.text:
            return Verdict("fabricated", number)
        if not _names_voice(statement, citation, debate):
            return Verdict("wrong_voice", number)
        if _inverted(statement, citation, debate):
            return Verdict("inverted_stance", number)
    return Verdict()


def _names_voice(statement: Statement, citation: Citation, debate: Debate) -> bool:
    """Nobody's words or thoughts are told in a statement that does not name whose they are."""
    outside = fold(statement.text.replace(citation.quote, " "))
    if citation.voice is not None:
        return any(fold(part) in outside for part in citation.voice.split())
    if citation.role == "quoted":
        return True  # the name is left open in the essay too
    essay = debate.essay(citation.essay)
    called = {fold(essay_name(essay).strip("“”")), fold(essay.title)}
    return "|" in outside or any(name in outside for name in called)


def _inverted(statement: Statement, citation: Citation, debate: Debate) -> bool:
    """Words that count for a side must come from an essay that takes it, or one that it rebuts."""
    essay = debate.essay(citation.essay)
    if statement.side is None or statement.side not in {side.id for side in debate.sides}:
        return False
    if essay.position in (None, CONDITIONAL):
        return False
    if citation.attitude == "rebuts":
        return essay.position == statement.side
    return citation.attitude in ("own", "endorses") and essay.position != statement.side


def passing(
    statements: Sequence[Statement], citations: Sequence[Citation], debate: Debate
) -> tuple[list[Statement], GateReport]:
    """The statements that pass, in order, and the report on all of them."""
    kept: list[Statement] = []
    failures: list[GateFailure] = []
    for statement in statements:
        verdict = check_statement(statement, citations, debate)
        if verdict.failure:
            failures.append(GateFailure(statement.text, verdict.failure, verdict.citation))
        else:
            kept.append(statement)
    return kept, GateReport(checked=len(statements), failures=tuple(failures))
