"""What was heard: quotations with their speakers, and the essay's voices made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from assistant.domain import Attitude, Block, Voice, VoiceSpan
from ingest.voices.attitudes import attitude, cues
from ingest.voices.page import Sentence
from ingest.voices.reference import Speaker

UNCERTAIN = Voice(None, "uncertain", "reports")


@dataclass(frozen=True, slots=True)
class OpenQuotation:
    """A quotation whose speaker stays open, and why."""

    start: int
    end: int
    quotation: str
    reason: str

    def __str__(self) -> str:
        words = self.quotation if len(self.quotation) <= 60 else self.quotation[:57].rstrip() + "…"
        return f"at {self.start}, “{words}”: {self.reason}"


@dataclass(frozen=True, slots=True)
class Heard:
    """Everything that was heard in one essay."""

    spans: list[VoiceSpan]
    open: list[OpenQuotation]
    unheard: tuple[str, ...]  # voices that front matter lists and that never speak in the text


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its speaker, before the attitude towards him is known."""

    start: int
    end: int
    speaker: Speaker
    introduction: Sequence[Sentence]  # the sentences that hold or introduce it
    after: Sequence[Sentence]  # those that follow it


@dataclass(slots=True)
class Recorder:
    """Collects the quotations of one essay."""

    author: Voice
    listed: Mapping[str, Attitude | None]
    quoted: list[Quoted] = field(default_factory=list)

    def voice(self, speaker: Speaker, around: Voice) -> Voice:
        """The voice of a speaker, its attitude still open; `around` is who quotes him."""
        if speaker.is_base:
            return around
        if speaker.name is None:
            return UNCERTAIN
        return self.author if speaker.name == self.author.name else Voice(speaker.name, "quoted")

    def result(self, text: str, blocks: Sequence[Block], told: Sequence[Sentence]) -> Heard:
        """The spans over all blocks but headings, and what stayed open.

        `told` are the author's own sentences, in which he may judge whom he quotes elsewhere.
        """
        owners = [(b.start, b.end, self.author) for b in blocks if b.kind != "heading"]
        open_: list[OpenQuotation] = []
        for quoted, treated in zip(self.quoted, self._attitudes(told), strict=True):
            voice = self.voice(quoted.speaker, self.author)
            if voice.role == "quoted":
                voice = replace(voice, attitude=treated)
            owners.append((quoted.start, quoted.end, voice))
            if voice.role == "uncertain":
                words = text[quoted.start : quoted.end]
                open_.append(OpenQuotation(quoted.start, quoted.end, words, quoted.speaker.reason))
        spans = _flatten(owners)
        speakers = {span.voice.name for span in spans}
        return Heard(spans, open_, tuple(name for name in self.listed if name not in speakers))

    def _attitudes(self, told: Sequence[Sentence]) -> list[Attitude]:
        """Front matter's word; else what stands around the quotation; else the speaker's others.

        Where no quotation of a speaker shows any, verdicts upon his name anywhere count.
        """
        local = [
            attitude(quoted.speaker.name or "", quoted.introduction, quoted.after)
            for quoted in self.quoted
        ]
        shown: dict[str | None, set[Attitude]] = defaultdict(set)
        for quoted, treated in zip(self.quoted, local, strict=True):
            if treated is not None:
                shown[quoted.speaker.name].add(treated)
        signs: dict[str | None, set[int]] = defaultdict(set)
        if any(quoted.speaker.name not in shown for quoted in self.quoted):
            for cue in (cue for sentence in told for cue in cues(sentence)):
                signs[cue.target].add(cue.sign)
        result: list[Attitude] = []
        for quoted, treated in zip(self.quoted, local, strict=True):
            name = quoted.speaker.name
            anywhere: set[Attitude] = {"endorses" if sign > 0 else "rebuts" for sign in signs[name]}
            others = shown.get(name) or anywhere
            inherited: Attitude = next(iter(others)) if len(others) == 1 else "reports"
            result.append(self.listed.get(name or "") or treated or inherited)
        return result


def _flatten(owners: Sequence[tuple[int, int, Voice]]) -> list[VoiceSpan]:
    """Spans in order, neither overlapping nor nested; `owners` nest but never cross."""
    painted: list[Voice | None] = [None] * max((end for _, end, _ in owners), default=0)
    for start, end, voice in sorted(owners, key=lambda owner: (owner[0], -owner[1])):
        painted[start:end] = [voice] * (end - start)
    spans: list[VoiceSpan] = []
    start = 0
    for speaking, run in groupby(painted):
        end = start + len(list(run))
        if speaking is not None:
            spans.append(VoiceSpan(start, end, speaking))
        start = end
    return spans
