"""Where a quotation stands, and what the sentences around it tell of its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.voices.introductions import before
from ingest.voices.page import Sentence
from ingest.voices.phrases import Source
from ingest.voices.words import FIRST, is_speech_noun


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation stands: its sentence, its token there, the sentences around."""

    sentence: Sentence
    token: int
    previous: Sentence | None
    later: Sequence[Sentence]
    opens_block: bool  # `previous` belongs to the block before

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but quotations."""
        return self.sentence.only_quotes

    def introduction(self, speaker: str | None) -> list[Sentence]:
        """The sentences in which an attitude towards the speaker may show."""
        if self.previous is None:
            return [self.sentence]
        named = any(m.name == speaker for m in self.previous.mentions)
        leads = self.token <= self.sentence.start + 1
        if self.alone or (leads and (self.opens_block or named)):
            return [self.previous, self.sentence]
        return [self.sentence]


def stronger(introduction: Source | None, behind: Source | None) -> Source | None:
    """What stands right beside the quotation counts for more than what stands further off."""
    relayed = behind is not None and behind.relays and introduction is not None
    if relayed and introduction is not None and introduction.kind in {"name", "pronoun"}:
        return introduction  # "X said that “…,” a paper reported"
    if introduction is not None and introduction.adjacent and introduction.kind != "speech":
        return introduction if behind is None or not introduction.by_colon else behind
    return behind or introduction


def shows_words(s: Sentence) -> bool:
    """Whether a sentence shows others' words next: "claims such as the following:"."""
    lows = s.lows(s.start, s.end)
    shows = "following" in lows or ("these" in lows and "words" in lows)
    return shows and any(is_speech_noun(low) for low in lows) and not set(lows) & FIRST


def introduced(previous: Sentence) -> Source | None:
    """Who speaks in a quotation that the whole sentence before it introduces."""
    return before(previous, previous.end)


def announced(previous: Sentence) -> Source | None:
    """A speaker whom the full sentence before announces: "X has a word for it. “…”"."""
    end = previous.end
    while end > previous.start and previous.doc[end - 1].is_punct:
        end -= 1
    source = before(previous, end, colon=False)
    if source is None or source.kind not in {"name", "pronoun", "author"}:
        return None
    return replace(source, adjacent=True)
