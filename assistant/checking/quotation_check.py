"""Words in quotation marks: verbatim, by the named voice, in one piece."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from assistant.checking.contrast import contrast
from assistant.checking.crediting import MENTIONS
from assistant.checking.result import CheckVerdict, Finding
from assistant.checking.senses import negations
from assistant.checking.speaker import Claim
from assistant.checking.verbatim import Span
from assistant.checking.weighing import Weighing
from assistant.words import content_stems

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

LONG = 4  # words from which a quotation is checked as a sentence rather than as a term
NEAR, NEAR_DENIAL = 0.6, 0.75  # scores from which an opposite or a denial is one of the quotation
_LEFT = 3  # words of matter outside the quotations up to which they are the whole claim


def check_quotations(claim: Claim, checker: Checker) -> Finding | None:
    """The verdict of the first quotation that fails, or of all of them where they are the claim."""
    if not claim.quotations:
        return None
    proof: list[Span] = []
    own = _own(claim, checker)
    for quotation in claim.quotations:
        if len(quotation.split()) < LONG and quotation.strip(" .,") not in claim.body:
            continue
        spans = checker.verbatim.find(quotation)
        if len(quotation.split()) < LONG:
            if not spans:
                return Finding("fabricated", reason="words", detail=quotation)
            if _uses(claim) and not _by(own, spans, checker):  # a term, and somebody else's
                rows = tuple(_rows(spans[0], checker))
                instead = _instead(quotation, claim, checker)
                return Finding(_elsewhere(spans[0], claim, checker), rows, instead, reason="said")
            continue
        found = _check(quotation, spans, own, claim, checker)
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


def _uses(claim: Claim) -> bool:
    """Whether a claim's party is said to use its words, not to mention them or to do without."""
    apart = claim.denied or negations(claim.body) % 2
    return not (apart or MENTIONS.search(claim.text))


def _own(claim: Claim, checker: Checker) -> set[int]:
    """The rows whose words a claim may quote."""
    if claim.stranger and not claim.speakers:
        return set(checker.speakers.strangers(claim.stranger))
    if not claim.speakers:
        return set(range(len(checker.index.rows)))
    return set(checker.speakers.of(claim))


def _by(own: set[int], spans: list[Span], checker: Checker) -> list[Span]:
    """The places that are wholly in these rows."""
    return [span for span in spans if set(_rows(span, checker)) <= own]


def _check(
    quotation: str, spans: list[Span], own: set[int], claim: Claim, checker: Checker
) -> Finding:
    if right := _by(own, spans, checker):
        return Finding("supported", spans=(right[0],), reason="verbatim")
    opposed = _opposed(quotation, claim, checker)
    if spans:
        if opposed:
            return opposed
        found_with = _elsewhere(spans[0], claim, checker)
        return Finding(
            found_with,
            tuple(_rows(spans[0], checker)),
            _instead(quotation, claim, checker),
            (spans[0],),
            "verbatim",
        )
    pieces = checker.verbatim.pieces(quotation)
    if pieces and _interrupted(pieces):
        rows = {row for span in pieces for row in _rows(span, checker)}
        verdict: CheckVerdict = (
            "supported" if rows <= own else _elsewhere(pieces[0], claim, checker)
        )
        return Finding(verdict, tuple(sorted(rows)), spans=tuple(pieces), reason="verbatim")
    if (
        opposed
        and opposed.reason == "order"
        and pieces
        and len(quotation.split()) < 6 * len(pieces)
    ):
        return opposed
    if pieces:
        return Finding("frankenquote", spans=tuple(pieces), reason="pieces")
    if opposed:
        return opposed
    return Finding(
        "fabricated", instead=_instead(quotation, claim, checker), reason="words", detail=quotation
    )


def _rows(span: Span, checker: Checker) -> list[int]:
    return [checker.index.row_of(span.essay.slug, number) for number in span.sentences]


def _interrupted(pieces: list[Span]) -> bool:
    """Whether the pieces are one speech: “…,” she said. “…”, or with a heading in between."""
    for one, two in itertools.pairwise(pieces):
        essay, last, first = one.essay, one.sentences[-1], two.sentences[0]
        if two.essay is not essay or first <= last:
            return False
        voice = essay.sentences[last].voice
        between = essay.sentences[last + 1 : first]
        whole = not content_stems(essay.text[one.end : essay.sentences[last].end])
        whole = whole and not content_stems(essay.text[essay.sentences[first].start : two.start])
        if not whole or essay.sentences[first].voice != voice:
            return False
        if any(sentence.voice == voice for sentence in between):
            return False
    return True


def _elsewhere(span: Span, claim: Claim, checker: Checker) -> CheckVerdict:
    """Somebody else says it: inside an essay where the named party speaks, or in another."""
    heard = checker.speakers.heard_in(claim.speakers)
    return "wrong_voice" if span.essay.slug in heard else "wrong_essay"


def _opposed(quotation: str, claim: Claim, checker: Checker) -> Finding | None:
    """The named party says the opposite in words of its own."""
    weighing = Weighing(checker.ground, checker.support, quotation)
    for held in weighing.best(checker.speakers.rows(claim.speakers))[:3]:
        against = contrast(quotation, checker.ground.places[held.row].text)
        if against and held.score >= (NEAR_DENIAL if against.kind == "negation" else NEAR):
            return Finding(
                "inverted_stance", (held.row,), reason=against.kind, detail=against.reason
            )
    return None


def _instead(quotation: str, claim: Claim, checker: Checker) -> tuple[int, ...]:
    weighing = Weighing(checker.ground, checker.support, quotation)
    return weighing.nearest(checker.speakers.rows(claim.speakers))
