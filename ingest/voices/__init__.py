"""Hears who speaks in every stretch of an essay: its author, a person quoted, or nobody certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.domain import Block, ListedVoice, VoiceSpan
from ingest.voices.listen import Heard, Listener, OpenQuotation

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
    return Listener(text, blocks, author, listed_voices, names).hear()
