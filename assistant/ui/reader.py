"""An essay to read: who speaks stands on one side, what they say in short on the other.

A label stands beside its speaker's own words only: in the margin where a paragraph begins, and in
the line itself where the voice changes inside one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.domain import Block, Debate, Essay, Point, Voice
from assistant.ui.citations import essay_link
from assistant.ui.markup import Markup, join, tag
from assistant.ui.names import position_label, position_mark

SPAN = "span"  # the id of the highlighted passage

_MANNERS = {
    "own": "quoted",
    "endorses": "quoted with approval",
    "rebuts": "quoted, to disagree",
    "reports": "quoted, no side taken",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive text of one block that one voice speaks; None before the first sentence."""

    start: int
    end: int
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Reading:
    """How an essay is to be shown: a passage marked, points beside it, one voice brought out."""

    highlight: tuple[int, int] | None = None
    points: Sequence[Point] = field(default=())
    speaker: Voice | None = None  # the others' words step back


def stretches(essay: Essay, number: int) -> list[Stretch]:
    """The block with that number, cut where the voice changes; together they are its text."""
    block = essay.blocks[number]
    cuts: list[Stretch] = []  # each up to the next one's start, with the marks that close it
    for sentence in essay.sentences:
        if sentence.block != number:
            continue
        if cuts and cuts[-1].voice == sentence.voice:
            cuts[-1] = Stretch(cuts[-1].start, sentence.end, sentence.voice)
        else:
            start = block.start
            if cuts:
                gap = essay.text[cuts[-1].end : sentence.start]
                start = cuts[-1].end + len(gap) - len(gap.split(" ")[-1])
                cuts[-1] = Stretch(cuts[-1].start, start, cuts[-1].voice)
            cuts.append(Stretch(start, sentence.end, sentence.voice))
    if not cuts:
        return [Stretch(block.start, block.end, None)]
    cuts[-1] = Stretch(cuts[-1].start, block.end, cuts[-1].voice)
    return cuts


def essay_html(essay: Essay, hue: int, debate: Debate, reading: Reading | None = None) -> Markup:
    """The whole essay; the highlighted span, if any, carries the id `SPAN`."""
    reading = reading or Reading()
    marker = _Marker(essay, reading)
    rows = []
    heard: Voice | None = None
    for number, block in enumerate(essay.blocks):
        if number == 0 and block.kind == "heading" and essay.quote(block) == essay.title:
            continue  # it stands above the essay already
        label = None
        words: list[Markup] = []
        for part in stretches(essay, number):
            changed = part.voice is not None and part.voice != heard
            if changed and part.voice is not None:
                note = tag("span", margin_note(part.voice), cls=_voice_class(part.voice))
                if words:
                    words.append(tag("span", note, " ", cls="d-inline-voice"))
                else:
                    label = note
                heard = part.voice
            words.append(tag("span", marker.text(part), cls=_shown_class(part.voice, reading)))
        notes = [
            _point_note(essay, place, point, debate)
            for place, point in enumerate(reading.points)
            if block.start <= point.start < block.end
        ]
        rows.append(
            tag(
                "div",
                tag("div", label, cls="d-margin"),
                _block(block, join(words)),
                tag("div", join(notes), cls="d-points") if notes else None,
                cls="d-row",
            )
        )
    wide = " d-with-points" if reading.points else ""
    return tag("article", join(rows), cls=f"d-reader d-hue{hue}{wide}", aria_label=essay.title)


def margin_note(voice: Voice) -> str:
    """Who speaks, in a margin's width."""
    if voice.role == "uncertain":
        return "Speaker unclear"
    if voice.role == "author":
        return voice.name or "The author, not named"
    return f"{voice.name or 'Somebody'}, {_MANNERS[voice.attitude]}"


def voices(essay: Essay) -> list[Voice]:
    """Everybody who speaks in the essay, in the order of their first word."""
    return list(dict.fromkeys(sentence.voice for sentence in essay.sentences))


def read_points(essay: Essay) -> list[Point]:
    """The points that somebody has read, in the order of the text."""
    return sorted((point for point in essay.points if point.says), key=lambda one: one.start)


def trimmed(essay: Essay, start: int, end: int) -> tuple[int, int]:
    """A span without blanks around it, or a mark of the sentence before at its head."""
    text = essay.text[start:end]
    start += len(text) - len(text.lstrip(" \n\t:;,.!?)”"))
    return start, max(start, end - (len(text) - len(text.rstrip())))


def _point_note(essay: Essay, place: int, point: Point, debate: Debate) -> Markup:
    """What a point says in short, with the side it speaks for; it leads to its words."""
    side = point.speaks_for or point.speaks_against
    word = "for" if point.speaks_for else "against"
    stands = None
    if side:
        mark = position_mark(debate, side)
        stands = tag("span", f"{mark} {word} {position_label(debate, side)}", cls="d-stands")
    return tag(
        "a",
        point.says,
        " ",
        stands,
        href=essay_link(essay.slug, point.start, point.end),
        target="_self",
        cls="d-note-point",
        data_point=place,
    )


class _Marker:
    """Cuts running text at the highlight and at points; the highlight's first piece gets the id."""

    def __init__(self, essay: Essay, reading: Reading) -> None:
        self._essay = essay
        self._start, self._end = reading.highlight or (0, 0)
        self._points = reading.points
        self._named = False

    def text(self, part: Stretch) -> Markup:
        edges = {part.start, part.end, self._start, self._end}
        edges |= {edge for point in self._points for edge in (point.start, point.end)}
        cuts = sorted(edge for edge in edges if part.start <= edge <= part.end)
        return join(self._piece(one, two) for one, two in pairwise(cuts))

    def _piece(self, start: int, end: int) -> str:
        text = self._essay.text[start:end]
        holding = [
            str(place)
            for place, point in enumerate(self._points)
            if point.start <= start and end <= point.end
        ]
        if self._start <= start and end <= self._end:
            name = None if self._named else SPAN
            self._named = True
            return tag("mark", text, id=name, data_in=" ".join(holding) or None)
        return tag("span", text, data_in=" ".join(holding)) if holding else text


def _block(block: Block, body: Markup) -> Markup:
    if block.kind == "heading":
        return tag(f"h{min(block.level + 1, 6)}", body)
    if block.kind == "quote":
        return tag("blockquote", body)
    return tag("p", body, cls="d-item" if block.kind == "item" else None)


def _shown_class(voice: Voice | None, reading: Reading) -> str:
    aside = " d-back" if reading.speaker and voice and voice != reading.speaker else ""
    return f"{_voice_class(voice)}{aside}"


def _voice_class(voice: Voice | None) -> str:
    if voice is None or voice.role == "author":
        return "d-author"
    return "d-unclear" if voice.role == "uncertain" else f"d-quoted d-{voice.attitude}"
