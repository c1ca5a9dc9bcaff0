"""Who speaks where: hand-made cases, the essays themselves, and rules that hold for any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from assistant.domain import Attitude, Block, BlockKind, ListedVoice, Voice, VoiceSpan
from ingest.voices import find_voices, hear

_KINDS: dict[str, tuple[BlockKind, int]] = {
    "p": ("paragraph", 0),
    "i": ("item", 1),
    "h": ("heading", 2),
    "q": ("quote", 1),
    "q2": ("quote", 2),
}
_MARKED = re.compile(r"\{(?P<who>[^:{}]+): (?P<words>[^{}]*)\}")


@dataclass
class VoiceCase:
    """An essay in small, with the voice expected at every character."""

    name: str
    author: str | None = None
    listed: list[ListedVoice] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    expected: dict[int, Voice] = field(default_factory=dict)  # offset -> voice, letters only

    def add(self, kind: str, marked: str) -> None:
        if self.text:
            self.text += "\n\n"
        start = len(self.text)
        position = 0
        for match in _MARKED.finditer(marked):
            self._say(marked[position : match.start()], Voice(self.author))
            who, _, attitude = match["who"].partition("/")
            voice = Voice(None, "uncertain", "reports")
            if who != "?":
                voice = Voice(who, "quoted", _attitude(attitude))
            self._say(match["words"], voice)
            position = match.end()
        self._say(marked[position:], Voice(self.author))
        block_kind, level = _KINDS[kind]
        self.blocks.append(Block(block_kind, start, len(self.text), level))

    def _say(self, words: str, voice: Voice) -> None:
        for offset, char in enumerate(words, len(self.text)):
            if char.isalnum():
                self.expected[offset] = voice
        self.text += words

    def spans(self) -> list[VoiceSpan]:
        return find_voices(self.text, self.blocks, self.author, self.listed, self.names)


def _attitude(word: str) -> Attitude:
    attitudes: dict[str, Attitude] = {
        "endorses": "endorses",
        "rebuts": "rebuts",
        "reports": "reports",
    }
    return attitudes[word]


def _read_cases(path: Path) -> Iterator[VoiceCase]:
    case: VoiceCase | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("=== "):
            if case is not None:
                yield case
            case = VoiceCase(line[4:])
        elif not line or line.startswith("#") or case is None:
            continue
        elif line.startswith("author: "):
            case.author = line.removeprefix("author: ")
        elif line.startswith("voices: "):
            for entry in line.removeprefix("voices: ").split("; "):
                name, _, attitude = entry.partition("/")
                case.listed.append(ListedVoice(name, _attitude(attitude) if attitude else None))
        elif line.startswith("names: "):
            for entry in line.removeprefix("names: ").split("; "):
                name, _, others = entry.partition(" = ")
                case.names[name] = others.split(", ")
        else:
            kind, _, words = line.partition("| ")
            case.add(kind, words)
    if case is not None:
        yield case


CASES = list(_read_cases(Path(__file__).parent / "voice_cases.txt"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_word_is_in_the_right_mouth(case: VoiceCase) -> None:
    spans = case.spans()
    heard: dict[int, Voice] = {}
    for span in spans:
        for offset in range(span.start, span.end):
            heard[offset] = span.voice
    headings = [block for block in case.blocks if block.kind == "heading"]
    wrong = {
        offset: voice
        for offset, voice in case.expected.items()
        if not any(block.start <= offset < block.end for block in headings)
        and heard.get(offset) != voice
    }
    told = [
        f"{span.voice.name or '?'}/{span.voice.role}/{span.voice.attitude}: "
        f"{case.text[span.start : span.end]}"
        for span in spans
    ]
    assert not wrong, "\n".join(told)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_spans_cover_all_but_headings_in_order(case: VoiceCase) -> None:
    spans = case.spans()
    for before, after in zip(spans, spans[1:], strict=False):
        assert before.start < before.end <= after.start
    covered = {offset for span in spans for offset in range(span.start, span.end)}
    wanted = {
        offset
        for block in case.blocks
        if block.kind != "heading"
        for offset in range(block.start, block.end)
    }
    assert covered == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_quoted_voice_begins_and_ends_with_its_own_words(case: VoiceCase) -> None:
    for span in case.spans():
        if span.voice.role != "author":
            words = case.text[span.start : span.end]
            assert words == words.strip() or any(c in words for c in "“”‘’\"'")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 90
    assert len({case.name for case in CASES}) == len(CASES)
