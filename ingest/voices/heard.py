"""What was heard: quotations with their speakers, and the essay's voices made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
                voice = Voice(voice.name, "quoted", treated)
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
        shown: dict[str | None, set[Attitude]] = {}
        for quoted, treated in zip(self.quoted, local, strict=True):
            if treated is not None:
                shown.setdefault(quoted.speaker.name, set()).add(treated)
        silent = {quoted.speaker.name for quoted in self.quoted} - set(shown) - {None}
        signs: dict[str | None, set[int]] = {}
        for cue in (cue for sentence in told if silent for cue in cues(sentence)):
            signs.setdefault(cue.target, set()).add(cue.sign)
        for name in silent & set(signs):
            if len(signs[name]) == 1:
                shown[name] = {"endorses" if signs[name] == {1} else "rebuts"}
        result: list[Attitude] = []
        for quoted, treated in zip(self.quoted, local, strict=True):
            listed = self.listed.get(quoted.speaker.name or "")
            others = shown.get(quoted.speaker.name, set())
            inherited: Attitude = next(iter(others)) if len(others) == 1 else "reports"
            result.append(listed or treated or inherited)
        return result


def _flatten(owners: Sequence[tuple[int, int, Voice]]) -> list[VoiceSpan]:
    """Spans in order, neither overlapping nor nested; `owners` nest but never cross."""
    spans: list[VoiceSpan] = []
    stack: list[tuple[int, Voice]] = []  # end and voice of the stretches that are still open
    position = 0

    def speak_until(end: int) -> None:
        nonlocal position
        if stack and end > position:
            voice = stack[-1][1]
            if spans and spans[-1].end == position and spans[-1].voice == voice:
                spans[-1] = VoiceSpan(spans[-1].start, end, voice)
            else:
                spans.append(VoiceSpan(position, end, voice))
        position = max(position, end)

    for start, end, voice in sorted(owners, key=lambda owner: (owner[0], -owner[1])):
        while stack and stack[-1][0] <= start:
            speak_until(stack[-1][0])
            stack.pop()
        speak_until(start)
        position = max(position, start)
        stack.append((end, voice))
    while stack:
        speak_until(stack[-1][0])
        stack.pop()
    return spans
