"""Who speaks where: hand-made cases, the essays themselves, and rules that hold for any text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings, strategies

from assistant.domain import (
    Attitude,
    Block,
    BlockKind,
    Debate,
    ListedVoice,
    Voice,
    VoiceSpan,
)
from assistant.index import Index
from ingest.voices import find_voices, hear

_KINDS: dict[str, tuple[BlockKind, int]] = {
    "p": ("paragraph", 0),
    "i": ("item", 1),
    "h": ("heading", 2),
    "q": ("quote", 1),
    "q2": ("quote", 2),
}
Outcome = Literal["right", "open", "wrong"]

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

    @cached_property
    def spans(self) -> list[VoiceSpan]:
        return find_voices(self.text, self.blocks, self.author, self.listed, self.names)

    @cached_property
    def outcome(self) -> Outcome:
        """Right; open, where words are nobody's or an attitude is not seen; else wrong."""
        heard = {
            offset: span.voice for span in self.spans for offset in range(span.start, span.end)
        }
        headings = {
            offset
            for block in self.blocks
            if block.kind == "heading"
            for offset in range(block.start, block.end)
        }
        outcome: Outcome = "right"
        for offset, expected in self.expected.items():
            voice = heard.get(offset)
            if offset in headings or voice == expected:
                continue
            unseen = voice is not None and voice == replace(expected, attitude="reports")
            if voice is None or not (unseen or voice.role == "uncertain"):
                return "wrong"
            outcome = "open"
        return outcome


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


_FILES = {
    "voice_cases.txt": 365,
    "voice_cases_shapes.txt": 68,
    "voice_cases_traps.txt": 68,
    "voice_cases_turns.txt": 94,
    "voice_cases_news.txt": 25,
    "voice_cases_forms.txt": 20,
    "voice_cases_essays.txt": 18,
}
_HERE = Path(__file__).parent
CASES_BY_FILE = {name: list(_read_cases(_HERE / name)) for name in _FILES}
CASES = [case for cases in CASES_BY_FILE.values() for case in cases]

# What is not right yet, by name: the words stay open, or (at most six) in a wrong mouth.
NOT_RIGHT = {
    line.partition(": ")[2]: line.partition(": ")[0]
    for line in (_HERE / "voice_cases_not_right.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_word_is_in_the_right_mouth(case: VoiceCase) -> None:
    """Once a case: the voices are the expected ones, and the spans cover the text in order."""
    _assert_covered(case)
    _assert_marks_stay_outside(case)
    told = [
        f"{span.voice.name or '?'}/{span.voice.role}/{span.voice.attitude}: "
        f"{case.text[span.start : span.end]}"
        for span in case.spans
    ]
    assert case.outcome == NOT_RIGHT.get(case.name, "right"), "\n".join(told)


def _assert_covered(case: VoiceCase) -> None:
    for before, after in itertools.pairwise(case.spans):
        assert before.start < before.end <= after.start
    covered = {offset for span in case.spans for offset in range(span.start, span.end)}
    wanted = {
        offset
        for block in case.blocks
        if block.kind != "heading"
        for offset in range(block.start, block.end)
    }
    assert covered == wanted


def _assert_marks_stay_outside(case: VoiceCase) -> None:
    """The marks belong to whoever quotes."""
    spans = case.spans
    for before, span, after in zip(spans, spans[1:], spans[2:], strict=False):
        if span.voice.role == "author" or {before.voice.role, after.voice.role} != {"author"}:
            continue
        words = case.text[span.start : span.end]
        assert words == words.strip()
        assert words[0] not in '“«„"‘'
        assert words[-1] not in '”»"'


def test_cases_are_many_and_distinct() -> None:
    assert {name: len(cases) for name, cases in CASES_BY_FILE.items()} == _FILES
    assert len({case.name for case in CASES}) == len(CASES)
    assert {case.name for case in CASES} >= set(NOT_RIGHT)


def test_nearly_all_cases_are_right_and_hardly_any_is_wrong() -> None:
    news = {case.name for case in CASES_BY_FILE["voice_cases_news.txt"]}
    counts = Counter(case.outcome for case in CASES if case.name not in news)
    assert counts["right"] >= 540
    assert counts["wrong"] <= 6
    assert {case.outcome for case in CASES if case.name in news} == {"right"}


def _case(*blocks: tuple[str, str], author: str | None = None, listed: str = "") -> VoiceCase:
    case = VoiceCase("made here", author, [ListedVoice(n) for n in listed.split(", ") if n])
    for kind, words in blocks:
        case.add(kind, words)
    return case


def test_an_open_quotation_is_told_with_its_place_and_reason() -> None:
    case = _case(("p", "Critics say “this is far too dear for us,” and leave."), author="Sam Lee")
    heard = hear(case.text, case.blocks, case.author, case.listed, case.names)
    (quotation,) = heard.open
    assert case.text[quotation.start : quotation.end] == quotation.quotation
    assert quotation.quotation == "this is far too dear for us,"
    assert str(quotation) == (
        "at 13, “this is far too dear for us,”: the speaker is not named (“critics”)"
    )


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Henry Ford never said “they wanted a faster horse” at all.", "denies"),
        ("If Henry Ford lived, he would say “they wanted a faster horse” again.", "imagined"),
        ("Did Henry Ford say “they wanted a faster horse”?", "asks whether"),
        ("“They all wanted a faster horse” is often attributed to Henry Ford.", "vouch"),
        ("Ford Smith met Ford Jones. Ford said: “They wanted a faster horse.”", "two people"),
        ("Henry Ford met John Dodge. He said: “They wanted a faster horse.”", "John Dodge"),
        ("Henry Ford said: “They wanted a faster horse. I saw one. It was slow.", "closing mark"),
        ("On the wall it stood: “They wanted a faster horse, and a cheaper one.”", "names nobody"),
    ],
)
def test_every_open_quotation_has_its_own_reason(words: str, reason: str) -> None:
    case = _case(("p", words))
    heard = hear(case.text, case.blocks, None, [], {})
    assert [reason in quotation.reason for quotation in heard.open] == [True], heard.open


def test_listed_voices_that_never_speak_are_reported() -> None:
    case = _case(("p", "Ann Poe said: “We closed the shop in May.”"), listed="Ann Poe, Bob Stone")
    heard = hear(case.text, case.blocks, case.author, case.listed, case.names)
    assert heard.unheard == ("Bob Stone",)


def test_two_listed_voices_are_named_as_the_reason() -> None:
    case = _case(("q", "We closed the shop in May."), listed="Ann Poe, Bob Stone")
    heard = hear(case.text, case.blocks, case.author, case.listed, case.names)
    assert "front matter lists several voices" in heard.open[0].reason


MARKED_TEXT = strategies.text("aA.,:—?! “”‘’\"'«»„\u2026Xx", max_size=60)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    strategies.lists(
        strategies.tuples(strategies.sampled_from(["p", "q", "q2", "i", "h"]), MARKED_TEXT),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_is_covered_once_and_in_order(pieces: list[tuple[str, str]]) -> None:
    case = VoiceCase("any")
    for kind, words in pieces:
        case.add(kind, words.strip() or "x")
    spans = case.spans
    covered = [offset for span in spans for offset in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert set(covered) == {
        offset
        for block in case.blocks
        if block.kind != "heading"
        for offset in range(block.start, block.end)
    }


@pytest.fixture(scope="module")
def corpus(index: Index) -> Debate:
    return index.debate


def test_in_the_five_essays_only_kalehoff_quotes(corpus: Debate) -> None:
    voices = {
        essay.slug: {sentence.voice for sentence in essay.sentences} for essay in corpus.essays
    }
    assert voices == {
        "mark": {Voice("Mark")},
        "unsigned": {Voice(None)},
        "glossary": {Voice(None)},
        "kalehoff": {
            Voice("Max Kalehoff"),
            Voice("Gord Hotchkiss", "quoted", "endorses"),
            Voice("Henry Ford", "quoted", "endorses"),
        },
        "jeo": {Voice("Muliadi Jeo")},
    }


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("I can’t stand the words “customer-centricity” or", "Max Kalehoff"),
        ("Gord Hotchkiss is correct in his presumption", "Max Kalehoff"),
        ("It’s not a goal, it’s a by-product.", "Gord Hotchkiss"),
        ("They don’t compromise in the drive to create", "Gord Hotchkiss"),
        ("I kept thinking of Ford Motor Company", "Max Kalehoff"),
        ("they would have said a faster horse.", "Henry Ford"),
        ("Of course, he had personal intuition", "Max Kalehoff"),
        ("customers don’t care about customer focus", "Max Kalehoff"),
        ("Great thoughts, Gord.", "Max Kalehoff"),
    ],
)
def test_nested_voices_of_kalehoff(corpus: Debate, words: str, voice: str) -> None:
    essay = corpus.essay("kalehoff")
    spans = find_voices(essay.text, essay.blocks, essay.author, essay.listed_voices, corpus.names)
    start = essay.text.index(words)
    (speaking,) = [s for s in spans if s.start <= start and start + len(words) <= s.end]
    assert speaking.voice.name == voice


def test_ford_stays_open_without_front_matter_and_names(corpus: Debate) -> None:
    essay = corpus.essay("kalehoff")
    heard = hear(essay.text, essay.blocks, essay.author, [ListedVoice("Gord Hotchkiss")], {})
    (quotation,) = heard.open
    assert quotation.quotation.startswith("If I’d asked people")
    assert "founder" in quotation.reason


@pytest.mark.parametrize(
    "words",
    [
        "The letter that made the claim that said the line that wrote it says “it is so,” again.",
        "It is the memo which argued the case which the memo made: “We close the shop in May.”",
        "A report that says the report that says “nothing more than this” says it.",
        "Rules that say the rules that say “off and in your bag” say nothing.",
    ],
)
def test_clauses_that_point_at_each_other_end(words: str) -> None:
    case = _case(("p", words), author="Ann Poe")
    assert {span.voice.name for span in case.spans} <= {"Ann Poe", None}


_GRAMMAR = (
    "that who which whom said says the a line claim letter of by Ann Poe she her made wrote quote "
    "told me if would , : . — “A b c.” “yes,” “no way out” its founder according to as it put"
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(strategies.lists(strategies.sampled_from(_GRAMMAR.split()), min_size=3, max_size=50))
def test_any_order_of_speech_words_is_heard(words: list[str]) -> None:
    case = _case(("p", " ".join(words)))
    assert case.spans[0].start == 0


def test_a_wording_of_rules_stays_with_the_author() -> None:
    case = _case(
        ("p", "Rules that say “off and in your bag” are no bans at all."), author="Ann Poe"
    )
    assert [span.voice.name for span in case.spans] == ["Ann Poe"]
