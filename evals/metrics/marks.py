"""How the text tells what it cites: marks, shown quotations, names, and what claims rest on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.words import content_stems
from evals.folding import fold
from evals.metrics.measured import Measured, share
from evals.speech import denies, name_pattern, quoted_spans
from evals.stored import Span
from evals.view import MARKER, Claim, Looked, View, letters_of

QUOTED_WORDS = 4  # shorter ones are terms, titles and scare quotes
FEW = 3  # content words, below which a claim leans on the beginning of its statement
_NAMELESS = r"essays?|entry|article|text|piece|author|unsigned|anonymous|writer|source|it|they"
_PARAGRAPH = re.compile(r"\n\s*\n")


def marks_sound(view: View) -> Measured:
    """Marks in a statement that cites them, their voice named; quotations before their mark."""
    return share([*_marks(view), *_names(view), *_quotations(view)])


def claims_supported(view: View) -> Measured:
    """Uses of a citation by a claim that its quotation bears."""
    return share(
        (_bears(view, claim, looked), f"{looked.at} does not bear “{claim.text[:80]}”")
        for claim in view.claims
        for looked in map(view.by_number, claim.numbers)
        if looked is not None
    )


def _marks(view: View) -> Iterator[tuple[bool, str]]:
    """Each mark stands where a statement has it or, of one without marks, in or right behind it."""
    places = {
        (start + offset, number)
        for said, places in view.placed
        for start, _ in places
        for offset, number in letters_of(said.text).marks
        if number in said.citations
    }
    plain = [(said, spans) for said, spans in view.placed if not MARKER.search(said.text)]
    for at, number in view.letters.marks:
        holds = (at, number) in places or any(
            start < at <= end
            for said, spans in plain
            if number in said.citations
            for start, end in spans
        )
        yield holds, f"[{number}] stands in no statement that cites it"


def _names(view: View) -> Iterator[tuple[bool, str]]:
    """Each mark has its voice's name before it: in its paragraph, or in the one before."""
    before = ""
    for paragraph in _PARAGRAPH.split(view.reply.text):
        for mark in MARKER.finditer(paragraph):
            looked = view.by_number(int(mark.group(1)))
            if looked is None:
                continue
            lead = fold(f"{before} {_own_words(paragraph[: mark.start()])}")
            name = looked.cited.voice or looked.cited.essay
            yield bool(_own(view, looked).search(lead)), f"{looked.at} stands without {name}"
        before = _own_words(paragraph)


def _quotations(view: View) -> Iterator[tuple[bool, str]]:
    """Each quotation shown is the cited words of a mark behind it, and credited to nobody else."""
    text = view.reply.text
    everybody = name_pattern(p for n in view.stored.voice_names for p in (n, *n.split()))
    known = [*_known(view)]
    for start, end in quoted_spans(text):
        words = MARKER.sub(" ", text[start:end])
        letters = letters_of(words).text
        if len(words.split()) < QUOTED_WORDS or any(letters in other for other in known):
            continue
        behind = re.search(r"\[\d{1,6}\](?:[\s,]*\[\d{1,6}\])*", text[end:])
        numbers = [int(n) for n in MARKER.findall(behind.group())] if behind else []
        cited = [c for c in map(view.by_number, numbers) if c and letters in _cited_letters(c)]
        yield bool(cited), f"quoted, but not before a mark of its own: “{words[:80]}”"
        lead = fold(re.split(r"\[\d+\]|\n\s*\n", text[:start])[-1])
        for looked in cited[:1]:
            others = looked.cited.voice is not None and everybody.search(lead)
            fits = not others or bool(_own(view, looked).search(lead))
            yield fits, f"{looked.at} is introduced by another's name"


def _bears(view: View, claim: Claim, looked: Looked) -> bool:
    """Whether a claim shows the quotation, tells its gist as it was read, or follows from it."""
    if denies(claim.text, looked.cited.quote):
        return False
    said, text = claim.text, _without_names(view, claim.text)
    if len(content_stems(text)) < FEW:  # a further source of what the statement began with
        said, text = claim.whole, _without_names(view, claim.whole)
    told, quote = letters_of(said).text, _cited_letters(looked)
    for start, end in quoted_spans(claim.text):
        if len(claim.text[start:end].split()) >= QUOTED_WORDS:
            return any(
                letters_of(claim.text[a:b]).text in quote for a, b in quoted_spans(claim.text)
            )
    if quote and quote in told:
        return True
    quotes = [c.cited.quote for n in claim.numbers if (c := view.by_number(n)) is not None]
    gists = list(_gists(view, looked))
    if gists and any(view.support(gist, [said]) for gist in gists):
        return True
    alone = len(quotes) == 1 or view.support(looked.cited.quote, [text])
    return alone and view.support(text, quotes)


def _gists(view: View, looked: Looked) -> Iterator[str]:
    """What the essay's reading says that these words say."""
    essay = view.stored.essay(looked.cited.essay)
    span = looked.span
    for point in essay.points if essay and span else ():
        if point.says and span and point.start < span.end and point.end > span.start:
            yield point.says
    for accord in view.stored.debate.accords if span else ():
        if any(span.overlap(Span(*other)) for other in accord.spans if span):
            yield accord.says


def _without_names(view: View, text: str) -> str:
    """The claim alone: whom it is credited to stands in no quotation."""
    names = [part for name in view.stored.voice_names for part in name.split()]
    framing = {fold(word).casefold() for word in (*names, *view.stored.slugs, "essay")}
    return " ".join(w for w in text.split() if fold(w).casefold().strip(",.;:'") not in framing)


def _own(view: View, looked: Looked) -> re.Pattern[str]:
    """What names the citation's voice; for an unsigned author, what speaks of the essay."""
    if looked.cited.voice:
        return name_pattern(looked.cited.voice.split())
    essay = view.stored.essay(looked.cited.essay)
    title = [word for word in re.findall(r"\w+", essay.title if essay else "") if len(word) > 4]
    publisher = (essay.publisher or "").split() if essay else []
    own = [_NAMELESS, *map(re.escape, [looked.cited.essay, *title, *publisher])]
    return re.compile(rf"\b(?:{'|'.join(own)})\b", re.IGNORECASE)


def _own_words(text: str) -> str:
    """A text without what it quotes at length."""
    kept, last = "", 0
    for start, end in quoted_spans(text):
        if len(text[start:end].split()) >= QUOTED_WORDS:
            kept, last = kept + text[last:start], end
    return kept + text[last:]


def _known(view: View) -> Iterator[str]:
    """The letters of what may be quoted without a citation: nobody's view is told by it."""
    debate = view.stored.debate
    texts = [
        view.case.question,
        *view.case.history,
        *view.reply.suggestions,
        debate.question,
        *debate.starters,
        *(text for side in debate.sides for text in (side.label, side.statement)),
        *(essay.title for essay in debate.essays),
        *{sentence.heading for essay in debate.essays for sentence in essay.sentences},
    ]
    return (letters_of(text).text for text in texts)


def _cited_letters(looked: Looked) -> str:
    return letters_of(looked.cited.quote).text if looked.span is not None else ""
