"""Hears who speaks in every stretch of an essay: its author, a person quoted, or nobody certain.

marks -> page (one parse of every stretch, by spaCy) -> people, their names and descriptions ->
sources, from the words before a quotation (introductions) and behind it (tags) -> reference (whom
a source means) -> attitudes -> spans. The form of the essay (structure) goes first; `listening`
walks the blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Block, ListedVoice, Voice, VoiceSpan
from assistant.words import word_spans
from ingest.voices.heard import Heard, OpenQuotation, Recorder
from ingest.voices.listening import Listener
from ingest.voices.page import Page
from ingest.voices.people import People
from ingest.voices.reference import Resolver
from ingest.voices.structure import mails, turns

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
    listed = {voice.name: voice.attitude for voice in listed_voices}
    page = Page(text, blocks)
    people = People(author, listed, names)
    lower_case = frozenset(word for word, _, _ in word_spans(text) if word.islower())
    people.learn(list(page.sentences), lower_case)
    title = blocks[0] if blocks and blocks[0].kind == "heading" else None
    resolver = Resolver(people, page.of(title.start, title.end) if title else [])
    recorder = Recorder(Voice(author), listed)
    formal = {**turns(text, blocks, people), **mails(text, blocks, people)}
    listener = Listener(page, resolver, recorder, formal)
    listener.hear()
    return recorder.result(text, blocks, listener.context.sentences)
