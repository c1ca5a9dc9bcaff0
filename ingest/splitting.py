"""Cuts the stored text into sentences of one voice each.

No sentence runs from one paragraph into the next; each is cut further where another voice begins
or ends, so that whoever cites a sentence can credit exactly one voice with it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import Block, Sentence, Voice, VoiceSpan
from ingest.boundaries import boundaries

# What another voice leaves over at a cut: its closing marks before the next words, and after the
# last ones the marks that open its own.
_LEFT_BEFORE = " ”’\"'»,;:.!?…)]–—-"
_LEFT_AFTER = " “‘\"'«([–—"


def split_sentences(
    text: str,
    blocks: Sequence[Block],
    spans: Sequence[VoiceSpan],
    author: Voice,
    title: str = "",
) -> tuple[Sentence, ...]:
    """The sentences of an essay in order; what no span covers is the author's.

    Headings are not sentences, and the heading that repeats the essay's `title` heads no section.
    """
    sentences: list[Sentence] = []
    heading = ""
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            words = text[block.start : block.end]
            heading = "" if not sentences and words == title else words
            continue
        for start, end, voice in _one_voice_each(text, block, spans, author):
            sentences.append(Sentence(start, end, number, voice, heading))
    return _with_lead_ins(blocks, sentences)


def _one_voice_each(
    text: str, block: Block, spans: Sequence[VoiceSpan], author: Voice
) -> Iterator[tuple[int, int, Voice]]:
    stretches = _stretches(block, spans, author)
    first_open = 0
    for low, high in boundaries(text[block.start : block.end]):
        start, end = block.start + low, block.start + high
        while first_open < len(stretches) and stretches[first_open][1] <= start:
            first_open += 1
        for first, last, voice in itertools.islice(stretches, first_open, None):
            cut_start, cut_end = max(first, start), min(last, end)
            if cut_start >= cut_end:
                break
            whole = cut_start == start and cut_end == end
            # A quotation of several sentences passes for one in the text around it.
            parts = [(0, cut_end - cut_start)] if whole else boundaries(text[cut_start:cut_end])
            for part_low, part_high in parts:
                part = (cut_start + part_low, cut_start + part_high)
                before = _LEFT_BEFORE if part[0] == cut_start > start else " "
                after = _LEFT_AFTER if part[1] == cut_end < end else " "
                yield from _trimmed(text, *part, before, after, voice)


def _stretches(
    block: Block, spans: Sequence[VoiceSpan], author: Voice
) -> list[tuple[int, int, Voice]]:
    """The block's text by voice, without a gap."""
    stretches: list[tuple[int, int, Voice]] = []
    position = block.start
    # Spans stand in order and apart, so those of other blocks are not looked at.
    first = max(0, bisect_right(spans, block.start, key=lambda span: span.start) - 1)
    for span in itertools.islice(spans, first, None):
        if span.start >= block.end:
            break
        start, end = max(span.start, position), min(span.end, block.end)
        if start >= end:
            continue
        if start > position:
            stretches.append((position, start, author))
        stretches.append((start, end, span.voice))
        position = end
    if position < block.end:
        stretches.append((position, block.end, author))
    return stretches


def _trimmed(
    text: str, start: int, end: int, before: str, after: str, voice: Voice
) -> Iterator[tuple[int, int, Voice]]:
    """The stretch without the marks around it; nothing where it holds no word."""
    while start < end and text[start] in before:
        start += 1
    while end > start and text[end - 1] in after:
        end -= 1
    if any(c.isalnum() for c in text[start:end]):
        yield start, end, voice


def _with_lead_ins(blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    last_of_block = {sentence.block: i for i, sentence in enumerate(sentences)}
    introducers = _introducers(blocks)
    return tuple(
        replace(sentence, lead_in=last_of_block.get(introducers[sentence.block]))
        if sentence.block in introducers
        else sentence
        for sentence in sentences
    )


def _introducers(blocks: Sequence[Block]) -> dict[int, int]:
    """By item, the block right above its list: a paragraph, or the item that the list is in."""
    found: dict[int, int] = {}
    open_: list[int] = []  # what may introduce the next item: a paragraph, then ever deeper items
    for number, block in enumerate(blocks):
        if block.kind != "item":
            open_ = [number] if block.kind == "paragraph" else []
            continue
        while open_ and blocks[open_[-1]].kind == "item" and blocks[open_[-1]].level >= block.level:
            open_.pop()
        if open_:
            found[number] = open_[-1]
        open_.append(number)
    return found
