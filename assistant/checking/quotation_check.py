"""Words in quotation marks: verbatim, by the named voice, in one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.checking.claim import Claim
from assistant.checking.contrast import contrast
from assistant.checking.finding import Finding
from assistant.checking.probe import Probe
from assistant.checking.verbatim import Span
from assistant.words import content_stems

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

LONG = 4  # words from which a quotation is checked as a sentence rather than as a term
_LEFT = 3  # words of matter outside the quotations up to which they are the whole claim


def check_quotations(claim: Claim, checker: Checker) -> Finding | None:
    """The verdict of the first quotation that fails, or of all of them where they are the claim."""
    proof: list[Span] = []
    for quotation in claim.quotations:
        if len(quotation.split()) < LONG and quotation not in claim.body.strip(' ".,“”'):
            continue
        spans = checker.verbatim.find(quotation)
        if len(quotation.split()) < LONG:
            if not spans:
                return Finding("fabricated", reason="words", detail=quotation)
            continue
        found = _check(quotation, spans, claim, checker)
        if found.verdict != "supported":
            return found
        proof += found.spans
    if not proof:
        return None
    rest = claim.body
    for quotation in claim.quotations:
        rest = rest.replace(quotation, " ")
    if len(content_stems(rest)) > _LEFT:
        return None
    if claim.denied:
        return Finding("inverted_stance", spans=tuple(proof), reason="denied")
    return Finding("supported", spans=tuple(proof), reason="verbatim")


def _check(quotation: str, spans: list[Span], claim: Claim, checker: Checker) -> Finding:
    own = (
        set(checker.parties.rows(claim.speakers)) if claim.speakers else set(checker.parties.known)
    )
    if claim.target:
        own |= set(checker.parties.rows([claim.target]))
    right = [span for span in spans if _rows(span, checker) and set(_rows(span, checker)) <= own]
    if right:
        return Finding("supported", spans=(right[0],), reason="verbatim")
    opposed = _opposed(quotation, claim, checker)
    if spans:
        if opposed:
            return opposed
        verdict = _elsewhere(spans[0], claim, checker)
        return Finding(
            verdict,
            tuple(_rows(spans[0], checker)),
            _instead(quotation, claim, checker),
            (spans[0],),
            "verbatim",
        )
    pieces = checker.verbatim.pieces(quotation)
    if pieces:
        return Finding("frankenquote", spans=tuple(pieces), reason="pieces")
    if opposed:
        return opposed
    return Finding(
        "fabricated", instead=_instead(quotation, claim, checker), reason="words", detail=quotation
    )


def _rows(span: Span, checker: Checker) -> list[int]:
    return [checker.atlas.index.row_of(span.essay.slug, number) for number in span.sentences]


def _elsewhere(span: Span, claim: Claim, checker: Checker) -> str:
    """Somebody else says it: inside an essay where the named party speaks, or in another."""
    heard = checker.parties.heard_in(claim.speakers)
    return "wrong_voice" if span.essay.slug in heard else "wrong_essay"


def _opposed(quotation: str, claim: Claim, checker: Checker) -> Finding | None:
    rows = checker.parties.stands_for(claim.speakers)
    if not rows:
        return None
    probe = Probe(checker.atlas, quotation)
    for match in probe.best(rows, 3):
        against = contrast(quotation, checker.atlas.index.rows[match.row].text)
        if against and match.score >= 0.6:
            return Finding(
                "inverted_stance", (match.row,), reason=against.kind, detail=against.reason
            )
    return None


def _instead(quotation: str, claim: Claim, checker: Checker) -> tuple[int, ...]:
    rows = checker.parties.rows(claim.speakers)
    return tuple(m.row for m in Probe(checker.atlas, quotation).best(rows, 1)) if rows else ()
