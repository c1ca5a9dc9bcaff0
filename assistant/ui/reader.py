"""An essay to read, with who speaks noted in the margin wherever the voice changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Block, Essay, Voice
from assistant.ui.markup import Markup, join, tag

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


def stretches(essay: Essay, number: int) -> list[Stretch]:
    """The block with that number, cut where the voice changes; together they are its text."""
    block = essay.blocks[number]
    cuts: list[Stretch] = []
    for sentence in essay.sentences:
        if sentence.block != number:
            continue
        if cuts and cuts[-1].voice == sentence.voice:
            cuts[-1] = Stretch(cuts[-1].start, sentence.end, sentence.voice)
        else:
            start = cuts[-1].end if cuts else block.start
            cuts.append(Stretch(start, sentence.end, sentence.voice))
    if not cuts:
        return [Stretch(block.start, block.end, None)]
    cuts[-1] = Stretch(cuts[-1].start, block.end, cuts[-1].voice)
    return cuts


def essay_html(essay: Essay, hue: int, highlight: tuple[int, int] | None = None) -> Markup:
    """The whole essay; the highlighted span, if any, carries the id `SPAN`."""
    marker = _Marker(essay, highlight)
    rows = []
    heard: Voice | None = None
    for number, block in enumerate(essay.blocks):
        if number == 0 and block.kind == "heading" and essay.quote(block) == essay.title:
            continue  # it stands above the essay already
        parts = stretches(essay, number)
        notes = []
        for part in parts:
            if part.voice is not None and part.voice != heard:
                notes.append(tag("span", margin_note(part.voice), cls=_voice_class(part.voice)))
                heard = part.voice
        body = join(tag("span", marker.text(part), cls=_voice_class(part.voice)) for part in parts)
        rows.append(
            tag("div", tag("div", join(notes), cls="d-margin"), _block(block, body), cls="d-row")
        )
    return tag("article", join(rows), cls=f"d-reader d-hue{hue}", aria_label=essay.title)


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


class _Marker:
    """Cuts the highlighted span out of running text; its first piece gets the id."""

    def __init__(self, essay: Essay, highlight: tuple[int, int] | None) -> None:
        self._essay = essay
        self._start, self._end = highlight or (0, 0)
        self._named = False

    def text(self, part: Stretch) -> Markup:
        return join(self._pieces(part))

    def _pieces(self, part: Stretch) -> Iterator[str]:
        start = min(max(part.start, self._start), part.end)
        end = max(min(part.end, self._end), start)
        text = self._essay.text
        yield text[part.start : start]
        if end > start:
            yield tag("mark", text[start:end], id=None if self._named else SPAN)
            self._named = True
        yield text[end : part.end]


def _block(block: Block, body: Markup) -> Markup:
    if block.kind == "heading":
        return tag(f"h{min(block.level + 1, 6)}", body)
    if block.kind == "quote":
        return tag("blockquote", body)
    return tag("p", body, cls="d-item" if block.kind == "item" else None)


def _voice_class(voice: Voice | None) -> str:
    if voice is None or voice.role == "author":
        return "d-author"
    return "d-unclear" if voice.role == "uncertain" else f"d-quoted d-{voice.attitude}"
