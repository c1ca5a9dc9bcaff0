"""Joins sentences to passages, the larger unit that search looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.domain import Block, Passage, Sentence
from assistant.words import words

MOST_WORDS = 110  # about 150 tokens: with the lines above it, a passage fits the model's 256


def split_passages(
    text: str, blocks: Sequence[Block], sentences: Sequence[Sentence]
) -> tuple[Passage, ...]:
    """Consecutive sentences of one voice in one section, at most MOST_WORDS words together.

    Paragraphs stay whole where they fit and are cut evenly where they do not; a list keeps to
    itself. A single sentence may be longer than the limit.
    """
    lengths = [len(words(text[sentence.start : sentence.end])) for sentence in sentences]
    passages: list[Passage] = []
    for run in _runs(blocks, sentences):
        for group in _packed(run, sentences, lengths):
            first, last = sentences[group[0]], sentences[group[-1]]
            passages.append(
                Passage(group[0], group[-1], first.start, last.end, first.voice, first.heading)
            )
    return tuple(passages)


def _runs(blocks: Sequence[Block], sentences: Sequence[Sentence]) -> Iterator[list[int]]:
    """Neighbours that may share a passage: same voice, same section, all items or none."""
    section: list[int] = []
    for number, block in enumerate(blocks):
        above = section[-1] if section else -1
        section.append(number if block.kind == "heading" else above)
    run: list[int] = []
    previous = None
    for i, sentence in enumerate(sentences):
        key = (sentence.voice, section[sentence.block], blocks[sentence.block].kind == "item")
        if run and key != previous:
            yield run
            run = []
        run.append(i)
        previous = key
    if run:
        yield run


def _packed(
    run: Sequence[int], sentences: Sequence[Sentence], lengths: Sequence[int]
) -> Iterator[list[int]]:
    group: list[int] = []
    for part in _paragraphs(run, sentences, lengths):
        if group and sum(lengths[i] for i in group + part) > MOST_WORDS:
            yield group
            group = []
        group = group + part
    if group:
        yield group


def _paragraphs(
    run: Sequence[int], sentences: Sequence[Sentence], lengths: Sequence[int]
) -> Iterator[list[int]]:
    """The run's paragraphs, a long one in parts of about the same length."""
    paragraph: list[int] = []
    for i in [*run, None]:
        if i is not None and (not paragraph or sentences[i].block == sentences[paragraph[0]].block):
            paragraph.append(i)
            continue
        total = sum(lengths[member] for member in paragraph)
        share = total / -(-total // MOST_WORDS) if total else MOST_WORDS
        part: list[int] = []
        for member in paragraph:
            size = sum(lengths[other] for other in part)
            too_long = size + lengths[member] > MOST_WORDS
            if part and (too_long or size + lengths[member] / 2 > share):
                yield part
                part = []
            part.append(member)
        yield part
        paragraph = [] if i is None else [i]
