"""The gate for a sentence in a model's own words: what it credits, quotes, asserts and implies.

In order: its passage exists, its quotation stands there in one piece, the voice that speaks there
is the one it names, it does not say the opposite, and it asserts no name, number or cause beyond.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answer import Failure
from assistant.checking.checker import Checker
from assistant.checking.claim import Claim, read_claim
from assistant.checking.contrast import contrast
from assistant.checking.figures import figures
from assistant.checking.probe import Probe
from assistant.checking.quotation_check import check_quotations
from assistant.checking.subjects import things_in
from assistant.checking.verbatim import Span
from assistant.evidence import Excerpt
from assistant.understanding.unknown import unknown_names
from assistant.words import fold
from assistant.writers.model.orders import orders_about
from assistant.writers.model.parsing import Proposed

FEWEST_WORDS = 3  # of a quotation
MOST_SENTENCES = 3
BEARS_OUT = 0.45  # score of a sentence and the words that it rests on
ON_TOPIC = 0.25  # cosine of an inference and what was asked or found
_CAUSE = re.compile(
    r"(?i)\b(?:because|due to|thanks to|owing to|since|therefore|hence|as a result|leads? to"
    r"|causes?|caused by|results? in|results? from|so that)\b"
)
_CAUSE_THERE = re.compile(
    r"(?i)\b(?:because|as|since|so|thus|therefore|hence|if|when|by|lead\w*|caus\w*|result\w*|mak\w+"
    r"|give\w*|allow\w*|help\w*|enabl\w*|creat\w*|foster\w*|bring\w*|due|through|will|reason\w*)\b"
)
# What a reader's browser or eye might take for more than words.
_UNSAFE = re.compile(
    r"(?i)https?:|www\.|\]\(|[<>`{}\\]|\bjavascript\b|\w@\w|!\[|[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A failure, or the excerpt that bears a statement out (None for an inference)."""

    failure: Failure | None = None
    excerpt: Excerpt | None = None


def prove(proposed: Proposed, passages: dict[str, Excerpt], checker: Checker) -> Proof:
    """Whether a sentence about the essays may be shown, with the words that it rests on."""
    passage = passages.get(proposed.passage)
    if passage is None or _UNSAFE.search(proposed.text):
        return Proof("fabricated")
    found = _quoted(proposed, passage, checker)
    if found.failure or found.excerpt is None:
        return found
    excerpt = found.excerpt
    if orders_about(excerpt.quote):  # an essay that tells us what to do is not arguing
        return Proof("fabricated")
    claim = read_claim(proposed.text, checker.atlas)
    failure = (
        _voice(claim, excerpt, checker)
        or _opposite(claim, excerpt, checker)
        or _beyond(proposed.text, excerpt, checker)
        or _unborne(claim, excerpt, checker)
    )
    return Proof(failure, excerpt)


def inference_fails(
    text: str, question: str, passages: dict[str, Excerpt], checker: Checker
) -> bool:
    """Whether a sentence of the assistant's own credits somebody, or has nothing to do with it."""
    atlas = checker.atlas
    named = [m for m in atlas.names.find(text) if m.name.kind != "thing" and not m.fuzzy]
    if named or _UNSAFE.search(text) or '"' in text or "“" in text:
        return True
    if re.search(r"(?i)\b(?:essays?|authors?|writers?|voices?)\b", text):
        return True
    if unknown_names(text, atlas.names.find(text), atlas.names):
        return True
    told = [question, *(excerpt.quote for excerpt in passages.values())]
    if figures(text) - figures(" ".join(told)):
        return True
    vectors = atlas.index.embedder.encode_query([text, *told])
    return float((vectors[1:] @ vectors[0]).max()) < ON_TOPIC


def _quoted(proposed: Proposed, passage: Excerpt, checker: Checker) -> Proof:
    """The quotation's exact place in the passage's essay."""
    if len(proposed.quotation.split()) < FEWEST_WORDS:
        return Proof("fabricated")
    spans = checker.verbatim.find(proposed.quotation)
    here = [span for span in spans if span.essay.slug == passage.essay.slug]
    near = [s for s in here if s.start >= passage.start and s.end <= passage.end] or here
    for span in near:
        voices = {span.essay.sentences[number].voice for number in span.sentences}
        if len(voices) == 1 and len(span.sentences) <= MOST_SENTENCES:
            if next(iter(voices)).role == "uncertain":
                return Proof("wrong_voice")
            return Proof(None, _excerpt(span))
    if near:
        return Proof("frankenquote")
    if spans:
        return Proof("wrong_essay")
    return Proof("frankenquote" if checker.verbatim.pieces(proposed.quotation) else "fabricated")


def _excerpt(span: Span) -> Excerpt:
    """The span with the full stop that ends it, where one does."""
    end = span.end
    sentence = span.essay.sentences[span.sentences[-1]]
    tail = span.essay.text[end : sentence.end]
    if tail and not any(character.isalnum() for character in tail):
        end = sentence.end
    return Excerpt(span.essay, span.sentences[0], span.sentences[-1], span.start, end)


def _voice(claim: Claim, excerpt: Excerpt, checker: Checker) -> Failure | None:
    """The voice that speaks in the quotation is the one that the sentence credits."""
    if claim.stranger:
        return "wrong_voice"
    if not claim.speakers:
        return "wrong_voice"  # nobody's view is nobody's to prove
    rows = set(checker.parties.rows(claim.speakers))
    first = checker.atlas.index.row_of(excerpt.essay.slug, excerpt.first)
    if first in rows:
        return None
    heard = checker.parties.heard_in(claim.speakers)
    return "wrong_voice" if excerpt.essay.slug in heard else "wrong_essay"


def _opposite(claim: Claim, excerpt: Excerpt, checker: Checker) -> Failure | None:
    """Neither the quotation nor anything else that the voice says may be the opposite."""
    if contrast(claim.body, excerpt.quote, denied=claim.denied):
        return "inverted_stance"
    quotations = check_quotations(claim, checker)
    if quotations and quotations.verdict != "supported":
        return quotations.verdict
    verdict = checker.find(claim).verdict
    return verdict if verdict in ("inverted_stance", "frankenquote") else None


def _beyond(text: str, excerpt: Excerpt, checker: Checker) -> Failure | None:
    """No name, number or cause that the quotation does not give."""
    atlas = checker.atlas
    if figures(text) - figures(excerpt.quote):
        return "fabricated"
    if unknown_names(text, atlas.names.find(text), atlas.names):
        return "fabricated"
    there = fold(f"{excerpt.quote} {excerpt.heading} {excerpt.essay.title}")
    if any(fold(thing) not in there for thing in things_in(text, atlas)):
        return "fabricated"
    if _CAUSE.search(text) and not _CAUSE_THERE.search(excerpt.quote):
        return "fabricated"
    return None


def _unborne(claim: Claim, excerpt: Excerpt, checker: Checker) -> Failure | None:
    """What is asserted comes near to the words that it rests on."""
    probe = Probe(checker.atlas, claim.body)
    if not probe.words:
        return None
    first = checker.atlas.index.row_of(excerpt.essay.slug, excerpt.first)
    rows = range(first, first + excerpt.last - excerpt.first + 1)
    best = max(probe.match(row).score for row in rows)
    return None if best >= BEARS_OUT else "fabricated"
