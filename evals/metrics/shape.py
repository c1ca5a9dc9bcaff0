"""Whether an answer is cut, told and marked up as it should be."""

from __future__ import annotations

import re

from evals.folding import fold
from evals.metrics.measured import NOTHING, Measured, share, yes
from evals.metrics.quotations import unmarked_up
from evals.view import MARKER, Looked, View

MOST_SENTENCES = 3
_LABEL = re.compile(r"\*\*[^*\n]{1,60}\*\*")
_UNSAFE = re.compile(
    r"!?\[[^\]]*\]\s*\(|^\s*\[[^\]]+\]:\s|<[a-zA-Z/!]|\b(?:https?|javascript|data):|\bwww\.",
    re.IGNORECASE | re.MULTILINE,
)


def quotes_well_cut(view: View) -> Measured:
    """Quotations that are whole words of one to three sentences.

    Citations that touch at most three sentences and neither begin nor end inside a word / citations
    whose quote stands in the cited essay. 0 to 1; without any: None.
    """
    return share(
        (_well_cut(view, looked), f"{looked.at} is cut inside a word, or over three sentences long")
        for looked in view.citations
        if looked.span is not None
    )


def quotes_whole(view: View) -> Measured:
    """Quotations that begin and end where a sentence does, or at a mark of punctuation.

    Such citations / citations whose quote stands in the cited essay. 0 to 1; without any: None.
    """
    return share(
        (_whole(view, looked), f"{looked.at} is cut in the middle of a clause")
        for looked in view.citations
        if looked.span is not None
    )


def repetition_rate(view: View) -> Measured:
    """Citations that say again what an earlier one quotes already.

    Citations that share more than half of their characters with one of a lower number / citations
    whose quote stands in the cited essay. 0 to 1, lower is better; without any: None.
    """
    placed = sorted(
        (looked for looked in view.citations if looked.span is not None),
        key=lambda looked: looked.cited.number or 0,
    )
    repeats = [
        looked for at, looked in enumerate(placed) if any(_repeats(looked, o) for o in placed[:at])
    ]
    return Measured(len(repeats), len(placed), tuple(f"{r.at} repeats another" for r in repeats))


def statements_in_text(view: View) -> Measured:
    """Statements that a reader sees.

    Statements whose text, folded and without markers, stands in the answer's `text` / statements.
    0 to 1; without any: None. Must be 1.
    """
    text = _plain(view.reply.text)
    return share(
        (_plain(said.text) in text, f"not in the text: “{said.text[:80]}”")
        for said in view.reply.statements
    )


def text_in_statements(view: View) -> Measured:
    """Words that a reader sees and some statement answers for.

    Words of `text` that belong to a statement / words of `text`, without markers and bold labels. 0
    to 1; a refusal, or without any: None. Must be 1: what no statement holds has passed no check.
    """
    if view.reply.failed or view.reply.refused:
        return NOTHING
    text = _plain(_LABEL.sub(" ", view.reply.text))
    of, rest = len(text.split()), text
    for said in sorted(view.reply.statements, key=lambda said: -len(said.text)):
        rest = rest.replace(_plain(_LABEL.sub(" ", said.text)) or "\0", "\n")
    bare = [part.strip() for part in rest.split("\n") if re.search(r"\w", part)]
    unheld = sum(len(part.split()) for part in bare)
    return Measured(of - unheld, of, tuple(f"no statement holds “{part[:80]}”" for part in bare))


def statements_cited(view: View) -> Measured:
    """Statements about the essays that rest on a citation (ALCE's strict reading).

    Statements of the layer `essays` that cite / all of that layer. 0 to 1; without any: None.
    Framing sentences cite nothing: below 1 is usual, a fall is news.
    """
    said = [s for s in view.reply.statements if s.layer == "essays"]
    return Measured(sum(bool(s.citations) for s in said), len(said))


def text_safe(view: View) -> Measured:
    """Answers whose text has no link, image, address or HTML / answers.

    0 to 1; without an answer: None. Must be 1: what essays and questions say is never markup.
    """
    if view.reply.failed:
        return Measured(0, 0)
    text = view.reply.text
    for looked in view.citations:
        if looked.span is not None:
            text = text.replace(looked.cited.quote, " ")  # an essay's own address
    found = _UNSAFE.search(text)
    return yes(found is None, f"the text holds “{found.group() if found else ''}”")


def _well_cut(view: View, looked: Looked) -> bool:
    span, essay = looked.span, view.stored.essay(looked.cited.essay)
    if span is None or essay is None:
        return False
    before, behind = essay.text[: span.start][-1:], essay.text[span.end :][:1]
    first, last = essay.text[span.start], essay.text[span.end - 1]
    inside = (before.isalnum() and first.isalnum()) or (last.isalnum() and behind.isalnum())
    return not inside and len(view.stored.sentences(span)) <= MOST_SENTENCES


def _whole(view: View, looked: Looked) -> bool:
    span, essay = looked.span, view.stored.essay(looked.cited.essay)
    sentences = view.stored.sentences(span) if span else ()
    if span is None or essay is None or not sentences:
        return False
    before, behind = essay.text[: span.start].rstrip()[-1:], essay.text[span.end :].lstrip()[:1]
    begins = span.start <= sentences[0].start or not before.isalnum()
    ends = span.end >= sentences[-1].end or not essay.text[span.end - 1].isalnum()
    return begins and (ends or not behind.isalnum())


def _repeats(looked: Looked, other: Looked) -> bool:
    if looked.span is None or other.span is None:
        return False
    return looked.span.overlap(other.span) > (looked.span.end - looked.span.start) / 2


def _plain(text: str) -> str:
    return fold(MARKER.sub("", unmarked_up(text)))
