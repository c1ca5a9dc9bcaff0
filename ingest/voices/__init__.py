"""Hears who speaks in every stretch of an essay: its author, a person quoted, or nobody certain.

marks -> tokens -> names -> introductions and attributions (hints) -> resolve -> attitudes -> spans:
each module is one idea, and the walk over the blocks is here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Block, ListedVoice, Voice, VoiceSpan
from assistant.words import word_spans
from ingest.voices.block_quotes import BlockQuotes
from ingest.voices.capitals import Capitals
from ingest.voices.context import Context
from ingest.voices.entities import Entities
from ingest.voices.heard import Heard, OpenQuotation, Recorder
from ingest.voices.names import Names
from ingest.voices.page import Page
from ingest.voices.resolve import Resolver
from ingest.voices.running_text import RunningText
from ingest.voices.unmarked import UnmarkedQuotes

__all__ = ["Heard", "OpenQuotation", "find_voices", "hear"]


def find_voices(
    text: str,
    blocks: Sequence[Block],
    author: str | None,
    listed_voices: Sequence[ListedVoice],
    names: Mapping[str, Sequence[str]],
) -> list[VoiceSpan]:
    """Who speaks where: spans over all text but headings, in order, without overlap."""
    return hear(text, blocks, author, listed_voices, names).spans


def hear(
    text: str,
    blocks: Sequence[Block],
    author: str | None,
    listed_voices: Sequence[ListedVoice],
    names: Mapping[str, Sequence[str]],
) -> Heard:
    """The spans, the quotations that stay open with the reasons, and listed voices not heard."""
    lower_case = frozenset(word for word, _, _ in word_spans(text) if word.islower())
    listed = {voice.name: voice.attitude for voice in listed_voices}
    entities = Entities(author, listed, names)
    known = Names(entities, Capitals(lower_case))
    page = Page(text, blocks, known)
    resolver = Resolver(entities, known, page.title())
    recorder = Recorder(Voice(author), listed)
    running = RunningText(page, resolver, recorder)
    context = Context()
    block_quotes = BlockQuotes(page, resolver, recorder, running, context)
    unmarked = UnmarkedQuotes(page, resolver, recorder, running)
    number = 0
    while number < len(blocks):
        block = blocks[number]
        if block.kind == "quote":
            number = block_quotes.hear(number)
            continue
        heard = unmarked.hear(number, context)
        if heard:
            number += heard
            continue
        if block.kind != "heading":
            marks = page.marks[number]
            running.hear(block.start, block.end, marks, context, recorder.author, number)
        number += 1
    return recorder.result(text, blocks, context.sentences)
