"""Lets the owner's word on who says a sentence prevail over what was heard in the text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Block, Voice, VoiceSpan
from assistant.errors import CorpusError
from assistant.spoken import Spoken, named_voice, passages
from ingest.front_matter import FrontMatter


def settle_speakers(
    text: str, blocks: Sequence[Block], spans: Sequence[VoiceSpan], front: FrontMatter
) -> list[VoiceSpan]:
    """The spans with every correction of the front matter made, the last one prevailing.

    Raises:
        CorpusError: the words of a correction are not in the essay, or not in that place.
    """
    settled = list(spans)
    for given in front.spoken:
        start, end = _passage(text, blocks, given, front)
        heard = (span.voice for span in spans)
        voice = named_voice(given.by, front.author, front.voices, heard)
        settled = _joined(_given(text, settled, start, end, voice))
    return settled


def _passage(
    text: str, blocks: Sequence[Block], given: Spoken, front: FrontMatter
) -> tuple[int, int]:
    found = passages(text, blocks, given.words)
    if len(found) > 1 and given.place is None:
        hint = f"Quote more of them, or add `place: 2` for the second of the {len(found)} places."
        raise CorpusError(
            front.path, "the words under `spoken` stand more than once", hint, given.line
        )
    place = given.place or 1
    if place > len(found):
        short = given.words if len(given.words) <= 60 else f"{given.words[:59].rstrip()}…"
        missing = f"in {place} places" if found else "in the text"
        hint = "Quote them word for word, from one paragraph."
        raise CorpusError(front.path, f"“{short}” does not stand {missing}", hint, given.line)
    return found[place - 1]


def _given(
    text: str, spans: Sequence[VoiceSpan], start: int, end: int, voice: Voice
) -> list[VoiceSpan]:
    """The stretch cut out of the spans it lies in, with marks that would be left without a word."""
    before: list[VoiceSpan] = []
    after: list[VoiceSpan] = []
    first, last = start, end
    for span in spans:
        if span.start < start:
            kept = VoiceSpan(span.start, min(span.end, start), span.voice)
            if span.end > start and not _has_word(text[kept.start : start]):
                first = kept.start
            else:
                before.append(kept)
        if span.end > end:
            kept = VoiceSpan(max(span.start, end), span.end, span.voice)
            if span.start < end and not _has_word(text[end : kept.end]):
                last = kept.end
            else:
                after.append(kept)
    return [*before, VoiceSpan(first, last, voice), *after]


def _joined(spans: Sequence[VoiceSpan]) -> list[VoiceSpan]:
    """Touching spans of one voice made one, so that no sentence is cut between them."""
    joined: list[VoiceSpan] = []
    for span in spans:
        if joined and joined[-1].end == span.start and joined[-1].voice == span.voice:
            joined[-1] = VoiceSpan(joined[-1].start, span.end, span.voice)
        else:
            joined.append(span)
    return joined


def _has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)
