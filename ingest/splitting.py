"""Cuts the stored text into sentences of one voice each, and these into passages.

Boundaries come from sentencex, block by block, so that no sentence runs from one paragraph into
the next; each sentence is then cut where another voice begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import Block, Passage, Sentence, Voice, VoiceSpan
from assistant.words import words

PASSAGE_WORDS = 110  # about 150 tokens: leaves room for the context, below the model's 256
_CLOSERS = " \t\n”’\"'»),;:.!?…]–—-"  # what may be left over behind another voice's words
_OPENERS = " \t\n“‘\"'«(["


def split_sentences(
    text: str,
    blocks: Sequence[Block],
    spans: Sequence[VoiceSpan],
    author: Voice,
    title: str = "",
) -> tuple[Sentence, ...]:
    """The sentences of an essay in order; headings are not sentences.

    `title` is the heading that names the whole essay: it heads no section.
    """
    sentences: list[Sentence] = []
    heading = ""
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            words_of_it = text[block.start : block.end]
            heading = "" if not sentences and words_of_it == title else words_of_it
            continue
        for start, end in _boundaries(text, block):
            for piece_start, piece_end, voice in _by_voice(text, start, end, spans, author):
                sentences.append(Sentence(piece_start, piece_end, number, voice, heading))
    return _with_lead_ins(blocks, sentences)


def _boundaries(text: str, block: Block) -> Iterator[tuple[int, int]]:
    import sentencex

    position = block.start
    for part in sentencex.segment("en", text[block.start : block.end]):
        yield position, position + len(part)
        position += len(part)


def _by_voice(
    text: str, start: int, end: int, spans: Sequence[VoiceSpan], author: Voice
) -> Iterator[tuple[int, int, Voice]]:
    position = start
    inside = [span for span in spans if span.start < end and span.end > start]
    stretches: list[tuple[int, int, Voice]] = []
    for span in inside:
        if span.start > position:
            stretches.append((position, span.start, author))
        stretches.append((max(span.start, position), min(span.end, end), span.voice))
        position = min(span.end, end)
    if position < end:
        stretches.append((position, end, author))
    for stretch_start, stretch_end, voice in stretches:
        cut_before, cut_after = stretch_start > start, stretch_end < end
        part = text[stretch_start:stretch_end]
        left = len(part) - len(part.lstrip(_CLOSERS) if cut_before else part.lstrip())
        kept = part.rstrip(_OPENERS) if cut_after else part.rstrip()
        if words(kept[left:]):
            yield stretch_start + left, stretch_start + len(kept), voice


def _with_lead_ins(blocks: Sequence[Block], sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    last_of_block = {sentence.block: i for i, sentence in enumerate(sentences)}
    introduced_by: dict[int, int] = {}  # block of an item -> block that introduces its list
    for number, block in enumerate(blocks):
        if block.kind != "item":
            continue
        for before in range(number - 1, -1, -1):
            other = blocks[before]
            if other.kind == "item" and other.level >= block.level:
                continue
            if other.kind in {"paragraph", "item"}:
                introduced_by[number] = before
            break
    return tuple(
        replace(sentence, lead_in=last_of_block.get(introduced_by.get(sentence.block, -1)))
        for sentence in sentences
    )


def split_passages(
    text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]
) -> tuple[Passage, ...]:
    """Consecutive sentences of one voice in one section, at most PASSAGE_WORDS words together.

    A list keeps to itself; a single sentence may be longer than the limit.
    """
    section: dict[int, int] = {}
    current = -1
    for number, block in enumerate(blocks):
        current = number if block.kind == "heading" else current
        section[number] = current
    groups: list[list[int]] = []
    size = 0
    for i, sentence in enumerate(sentences):
        length = len(words(text[sentence.start : sentence.end]))
        previous = sentences[i - 1] if i else None
        joins = (
            previous is not None
            and previous.voice == sentence.voice
            and section[previous.block] == section[sentence.block]
            and previous.lead_in == sentence.lead_in
            and (blocks[previous.block].kind == "item") == (blocks[sentence.block].kind == "item")
            and size + length <= PASSAGE_WORDS
        )
        if joins:
            groups[-1].append(i)
            size += length
        else:
            groups.append([i])
            size = length
    return tuple(
        Passage(
            group[0],
            group[-1],
            sentences[group[0]].start,
            sentences[group[-1]].end,
            sentences[group[0]].voice,
            sentences[group[0]].heading,
        )
        for group in groups
    )
