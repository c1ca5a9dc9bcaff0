"""Hears block quotes: introduced before them, attributed behind them or in their last line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Block, Voice
from ingest.voices.context import Context, Speaker
from ingest.voices.frames import announced, introduced
from ingest.voices.heard import Quoted, Recorder
from ingest.voices.hints import Hint
from ingest.voices.lines import attribution
from ingest.voices.marks import Quotation, quotations
from ingest.voices.page import Page, Sentence
from ingest.voices.resolve import Resolver
from ingest.voices.running_text import RunningText
from ingest.voices.sequels import following
from ingest.voices.tokens import Token

_DASH = re.compile(r"(?:[—–―]|--|-(?=\s))\s*(?=[^\s—–―-])")
_ENDED = ".!?…”\"’'»)"
_LONGEST_LINE = 160  # characters of a line of attribution
_QUOTE = Token("quote", "…", 0, 0)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of attribution: where it begins, whom it names."""

    start: int
    hint: Hint
    tokens: Sentence


class BlockQuotes:
    """Hears the block quotes of one essay."""

    def __init__(
        self,
        page: Page,
        resolver: Resolver,
        recorder: Recorder,
        running: RunningText,
        context: Context,
    ) -> None:
        self._page = page
        self._resolver = resolver
        self._recorder = recorder
        self._running = running
        self._context = context  # of the author's own sentences

    def hear(self, first: int) -> int:
        """Hears the run of block quotes at block `first`; returns the number of the next block."""
        blocks = self._page.blocks
        stop = first
        while stop < len(blocks) and blocks[stop].kind == "quote":
            stop += 1
        group: list[int] = []
        for number in range(first, stop):
            group.append(number)
            line = self._line(blocks[number])
            if line is not None or number + 1 == stop:
                self._one_voice(group, line, group[0] == first, number + 1 == stop)
                group = []
        return stop

    def _line(self, block: Block) -> _Line | None:
        body = self._page.text[block.start : block.end]
        for match in reversed(list(_DASH.finditer(body))):
            if len(body) - match.end() > _LONGEST_LINE:
                return None
            before = body[: match.start()].rstrip()
            if before and before[-1] not in _ENDED:
                continue
            cut = self._page.sentences(block.start + match.end(), block.end, [])
            tokens = [token for sentence in cut for token in sentence]
            hint = attribution(tokens, 0, len(tokens))
            if hint is not None:
                return _Line(block.start + len(before), hint, tokens)
        return None

    def _one_voice(
        self, group: Sequence[int], line: _Line | None, is_first: bool, is_last: bool
    ) -> None:
        """Hears consecutive quote blocks of one speaker, and those nested in them."""
        introduction = self._context.sentences[-1:] if is_first else []
        later = self._page.opening(group[-1] + 1) if is_last else []
        if line is not None:
            self._context.push(line.tokens)
            hint: Hint | None = line.hint
        else:
            hint = self._hint(group[0], introduction, later)
        speaker = self._resolver.choose(hint, self._context, is_block=True)
        if speaker.name is not None and not speaker.is_base:
            self._context.spoke(speaker.name)
        voice = self._recorder.voice(speaker, self._recorder.author)
        inner = Context()
        shallow = min(self._page.blocks[number].level for number in group)
        for number in group:
            block = self._page.blocks[number]
            end = line.start if line is not None and number == group[-1] else block.end
            start, end, found = self._unwrapped(number, block.start, end)
            if start >= end:
                continue
            if block.level <= max(1, shallow):
                self._keep(start, end, speaker, introduction, later)
                self._running.hear(start, end, found, inner, voice)
            else:
                self._nested(start, end, found, inner, voice, speaker)

    def _nested(
        self,
        start: int,
        end: int,
        found: Sequence[Quotation],
        context: Context,
        voice: Voice,
        outer: Speaker,
    ) -> None:
        """A block quote inside a block quote: the outer one's words introduce it."""
        introduction = context.sentences[-1:]
        hint = introduced(introduction[-1], _QUOTE) if introduction else None
        speaker = Speaker(None, "nothing says who speaks inside the quotation")
        if hint is not None and hint.kind in {"named", "first", "pronoun"}:
            speaker = self._resolver.choose(hint, context, is_block=False)
        if speaker.is_base:
            speaker = outer
        self._keep(start, end, speaker, introduction, [])
        self._running.hear(start, end, found, Context(), self._recorder.voice(speaker, voice))

    def _keep(
        self,
        start: int,
        end: int,
        speaker: Speaker,
        introduction: Sequence[Sentence],
        later: Sequence[Sentence],
    ) -> None:
        if not speaker.is_base:
            self._recorder.quoted.append(Quoted(start, end, speaker, introduction, later))

    def _hint(
        self, number: int, introduction: Sequence[Sentence], later: Sequence[Sentence]
    ) -> Hint | None:
        adjoining = number > 0 and self._page.blocks[number - 1].kind in {"paragraph", "item"}
        sentence = introduction[-1] if introduction and adjoining else None
        hint = introduced(sentence, _QUOTE) if sentence else None
        if hint is not None and hint.kind != "speech" and sentence and sentence[-1].text == ":":
            return hint
        told = following(later[0]) if later else None
        if told is not None:
            return told
        return hint or (announced(sentence, _QUOTE) if sentence else None)

    def _unwrapped(self, number: int, start: int, end: int) -> tuple[int, int, list[Quotation]]:
        """A block quote without marks around the whole of it, and the quotations inside."""
        body = self._page.text[start:end]
        start, end = end - len(body.lstrip()), start + len(body.rstrip())
        found = [mark for mark in self._page.marks[number] if mark.outer_start < end]
        if len(found) == 1 and found[0].outer_start <= start and found[0].outer_end >= end:
            inner_end = min(found[0].end, end)
            inside = quotations(self._page.text, found[0].start, inner_end)
            return found[0].start, inner_end, inside
        return start, end, [mark for mark in found if mark.outer_end <= end]
