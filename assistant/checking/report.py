"""A finding in words: evidence as citations, and a sentence that says what is so."""

from __future__ import annotations

from assistant.answer import Citation
from assistant.atlas import Atlas
from assistant.checking.claim import Claim
from assistant.checking.finding import Finding
from assistant.checking.result import Checked
from assistant.checking.verbatim import Span
from assistant.evidence import Excerpt
from assistant.excerpts import excerpt
from assistant.understanding.mention import Name
from assistant.writers.draft import Draft
from assistant.writers.naming import capitalised, essay_name, introduced, listed

MOST = 4  # citations in one report


def explain(claim: Claim, finding: Finding, atlas: Atlas, *, id: str | None = None) -> Checked:
    """The report on a statement."""
    draft = Draft(atlas.debate)
    proof = [_of_span(span) for span in finding.spans] or [
        _of_row(row, atlas) for row in finding.rows
    ]
    instead = [_of_row(row, atlas) for row in finding.instead]
    for found in [*proof, *instead][:MOST]:
        draft.cite(found)
    text = _explanation(claim, finding, proof, instead, atlas)
    citations: list[Citation] = draft.citations
    return Checked(claim.text, finding.verdict, text, tuple(citations), id)


def _of_row(row: int, atlas: Atlas) -> Excerpt:
    place = atlas.index.rows[row]
    return excerpt(place.essay, place.number, place.number, reason="check")


def _of_span(span: Span) -> Excerpt:
    first, last = span.sentences[0], span.sentences[-1]
    return Excerpt(span.essay, first, last, span.start, span.end, reason="check")


def _party(names: tuple[Name, ...], atlas: Atlas) -> str:
    told = [
        name.key if name.kind == "voice" else essay_name(atlas.debate.essay(name.key))
        for name in names
    ]
    return listed(told) or "nobody"


def _explanation(
    claim: Claim,
    finding: Finding,
    proof: list[Excerpt],
    instead: list[Excerpt],
    atlas: Atlas,
) -> str:
    who = claim.stranger or _party(claim.speakers, atlas)
    named = bool(claim.speakers)
    first = f"{introduced(proof[0])}: “{proof[0].quote}”" if proof else ""
    own = f" {capitalised(who)} does say: “{instead[0].quote}”" if instead and named else ""
    if finding.verdict == "supported":
        return (
            capitalised(f"{introduced(proof[0])} says so: “{proof[0].quote}”")
            if proof
            else "So it is."
        )
    if finding.verdict == "inverted_stance":
        why = f" ({finding.detail})" if finding.reason in ("order", "opposite", "negation") else ""
        lead = (
            f"{capitalised(who)} says the opposite{why}."
            if named
            else f"The essays say the opposite{why}."
        )
        return f"{lead} {capitalised(first)}".strip()
    if finding.verdict == "frankenquote":
        parts = "; ".join(f"“{p.quote}” ({introduced(p)})" for p in proof)
        return f"The quotation is joined from pieces that do not stand together: {parts}"
    if finding.verdict in ("wrong_voice", "wrong_essay"):
        if finding.reason == "host":
            who = capitalised(introduced(proof[0]))
            return f"{who} is the one who speaks there: “{proof[0].quote}”"
        return f"Not {who}, but {first}.{own}".replace("”.", "”")
    if finding.reason == "stranger":
        return f"{finding.detail} has no voice in these essays, and nobody in them says so."
    if finding.reason == "name":
        return f"No essay mentions {finding.detail}."
    if finding.reason == "words":
        return f"Nobody in the essays says “{finding.detail}”.{own}"
    return f"Nobody in the essays says so.{own}"
