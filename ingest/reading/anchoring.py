"""Finds a reading's quotations in the essays, and checks each point against its own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from assistant.domain import Accord, Essay, Point
from assistant.errors import CorpusError
from assistant.words import fold, stem, word_spans
from assistant.writers.model.orders import orders_about
from ingest.reading.file import DebateReading, Quoted, Reading, ReadPoint

_BEFORE = 2  # sentences before a quotation whose names its gist may use
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def read_points(
    essay: Essay, reading: Reading, names: Mapping[str, Sequence[str]]
) -> tuple[Point, ...]:
    """The reading's points, each with its place in the essay, in the order of the text.

    Raises:
        CorpusError: a quotation is not in the essay or mixes voices; two points quote the same
            words; a gist has a name or number that the essay does not have there.
    """
    points: list[Point] = []
    lines: dict[tuple[int, int], int] = {}
    for read in reading.points:
        if _is_heading(essay, read.quote.words):
            continue
        taken = [span for span, _ in lines.items()]
        start, end = find_quote(essay, read.quote, reading.path, taken)
        if (start, end) in lines:
            raise CorpusError(
                reading.path,
                f"the same words are quoted in line {lines[start, end]}",
                "Keep one of the two points.",
                read.quote.line,
            )
        lines[start, end] = read.quote.line
        point = _anchored(essay, read, start, end, reading.path)
        if essay.voice(point).role == "uncertain":
            continue  # the summary names the span; until its speaker is known it is nobody's view
        _check_gist(essay, point, names, reading.path, read.quote.line)
        points.append(point)
    return tuple(sorted(points, key=lambda point: (point.start, point.end)))


def _is_heading(essay: Essay, words: str) -> bool:
    """Whether the words are a heading's: a title is nobody's sentence, so no point is lost."""
    return (
        any(block.kind == "heading" and essay.quote(block) == words for block in essay.blocks)
        or words == essay.title
    )


def find_quote(
    essay: Essay, quote: Quoted, path: Path, taken: Iterable[tuple[int, int]] = ()
) -> tuple[int, int]:
    """The quotation's offsets in the essay's stored text, outside headings.

    Words that stand there twice are meant where no other point has taken them.
    """
    headings = [(block.start, block.end) for block in essay.blocks if block.kind == "heading"]
    spans = [match.span() for match in re.finditer(re.escape(quote.words), essay.text)]
    spans = [s for s in spans if not any(s[0] < end and s[1] > start for start, end in headings)]
    if not spans:
        raise CorpusError(
            path,
            f"the words “{_short(quote.words)}” are not in the essay `{quote.essay}`",
            "Copy them from the essay, sign by sign.",
            quote.line,
        )
    used = set(taken)
    return next((span for span in spans if span not in used), spans[0])


def _anchored(essay: Essay, read: ReadPoint, start: int, end: int, path: Path) -> Point:
    first, last = spoken(essay, start, end)
    line = read.quote.line
    voices = {sentence.voice for sentence in essay.sentences[first : last + 1]}
    if len(voices) > 1:
        names = " and ".join(sorted(voice.name or "the author" for voice in voices))
        problem = f"the quotation runs across two voices ({names})"
        raise CorpusError(path, problem, "Quote one voice a point.", line)
    return Point(
        start=start,
        end=end,
        first=first,
        last=last,
        says=read.says,
        role=read.role,
        speaks_for=read.speaks_for,
        speaks_against=read.speaks_against,
        about=read.about,
        things=read.things,
        asks=read.asks,
        restated=read.restated,
        contrary=read.contrary,
        beyond=read.beyond,
        lead=find_quote(essay, Quoted(read.quote.essay, read.lead, line), path)
        if read.lead
        else _lead_of(essay, first),
    )


def _lead_of(essay: Essay, first: int) -> tuple[int, int] | None:
    """The sentence that introduces the list which a point stands in."""
    lead_in = essay.sentences[first].lead_in
    if lead_in is None or lead_in >= first:
        return None
    sentence = essay.sentences[lead_in]
    return sentence.start, sentence.end


def spoken(essay: Essay, start: int, end: int) -> tuple[int, int]:
    """The first and the last sentence that a span of the text touches."""
    first = bisect_right([sentence.end for sentence in essay.sentences], start)
    last = first
    while last + 1 < len(essay.sentences) and essay.sentences[last + 1].start < end:
        last += 1
    return first, last


def _check_gist(
    essay: Essay, point: Point, names: Mapping[str, Sequence[str]], path: Path, line: int
) -> None:
    """A gist may use no name and no number that the reader cannot have found around its words."""
    ground = _ground(essay, point)
    heard = {sentence.voice.name or "" for sentence in essay.sentences}
    spelt = " ".join((ground, *_namesakes(ground, names), *sorted(heard)))
    known = {stem(fold(word)) for word, _, _ in word_spans(spelt)}
    for word in strange_names(point.says, known):
        raise CorpusError(
            path,
            f"the gist names “{word}”, which stands neither in the quotation nor just before it",
            "Leave the name out, quote more, or list it under `names:` in debate.yaml.",
            line,
        )
    for number in _NUMBER.findall(point.says):
        if number not in ground:
            problem = f"the gist gives the number {number}, which the quotation does not"
            raise CorpusError(path, problem, "Leave it out, or quote more.", line)


def _ground(essay: Essay, point: Point) -> str:
    """All that a gist may lean on: quotation, lead-in, heading, title, two sentences before."""
    first = max(0, point.first - _BEFORE)
    before = essay.text[essay.sentences[first].start : point.end]
    lead = essay.text[slice(*point.lead)] if point.lead else ""
    return "\n".join((before, lead, essay.heading(point), essay.title))


def _namesakes(ground: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    """Other names of whatever is named in the ground."""
    said = f" {' '.join(fold(word) for word, _, _ in word_spans(ground))} "
    alike = []
    for name, others in names.items():
        forms = [name, *others]
        if any(f" {' '.join(fold(w) for w, _, _ in word_spans(form))} " in said for form in forms):
            alike += forms
    return alike


def strange_names(gist: str, known: set[str]) -> list[str]:
    """The capitalised words inside a gist whose stems are not among the known ones."""
    spans = list(word_spans(gist))
    return [
        word
        for word, start, _ in spans
        if start > 0 and word[0].isupper() and word != "I" and stem(fold(word)) not in known
    ]


def add_bare_points(essay: Essay, read: Sequence[Point]) -> tuple[Point, ...]:
    """The read points, and a bare one for every sentence that none of them touches.

    Sentences whose speaker is open, or that speak to a machine, are nobody's point.
    """
    touched = {number for point in read for number in range(point.first, point.last + 1)}
    bare = [
        Point(sentence.start, sentence.end, number, number, lead=_lead_of(essay, number))
        for number, sentence in enumerate(essay.sentences)
        if number not in touched
        and sentence.voice.role != "uncertain"
        and not orders_about(essay.quote(sentence))
    ]
    return (*read, *bare)


def read_accords(essays: Mapping[str, Essay], reading: DebateReading) -> tuple[Accord, ...]:
    """The agreements and clashes of the debate's reading, with every quotation found."""
    found = []
    for accord in reading.accords:
        spans = []
        for quote in accord.quotes:
            essay = essays[quote.essay]
            start, end = find_quote(essay, quote, reading.path)
            first, last = spoken(essay, start, end)
            if len({sentence.voice for sentence in essay.sentences[first : last + 1]}) > 1:
                problem = "the quotation runs across two voices"
                raise CorpusError(reading.path, problem, "Quote one voice only.", quote.line)
            spans.append((quote.essay, start, end))
        kind = "clash" if accord.on else "agreement"
        found.append(Accord(kind, accord.on, accord.says, tuple(spans)))  # type: ignore[arg-type]
    return tuple(found)


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79].rsplit(' ', 1)[0]}…"
