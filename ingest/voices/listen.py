"""Walks through an essay and hears who speaks where."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.domain import Attitude, Block, ListedVoice, Voice, VoiceSpan
from assistant.words import word_spans
from ingest.voices.attitudes import attitude
from ingest.voices.attributions import after, attribution, following
from ingest.voices.hints import Hint
from ingest.voices.introductions import before
from ingest.voices.marks import Quotation, quotations, quotations_by_block
from ingest.voices.mention import is_speech
from ingest.voices.names import Names
from ingest.voices.resolve import Context, Resolver, Speaker
from ingest.voices.tokens import Token, sentences, tokenise

UNCERTAIN = Voice(None, "uncertain", "reports")
_LINE = re.compile(r"(?:^|(?<=[.!?…”\"’'»)])\s*|\s)(?:[—–―]|--|-(?=\s))\s*(?=[^\s—–―-])")


@dataclass(frozen=True, slots=True)
class OpenQuotation:
    """A quotation whose speaker stays open, and why."""

    start: int
    end: int
    quotation: str
    reason: str


@dataclass(slots=True)
class Heard:
    """Everything that was heard in one essay."""

    spans: list[VoiceSpan] = field(default_factory=list)
    open: list[OpenQuotation] = field(default_factory=list)
    unheard: tuple[str, ...] = ()  # voices that front matter lists and the text never lets speak


@dataclass(slots=True)
class _Piece:
    """A quotation with its speaker, before the attitude is known."""

    start: int
    end: int
    speaker: Speaker
    introduction: list[list[Token]]
    after: list[list[Token]]
    base: Voice


class Listener:
    """Hears one essay."""

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        author: str | None,
        listed: Sequence[ListedVoice],
        names: Mapping[str, Sequence[str]],
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._author = Voice(author)
        self._listed = {voice.name: voice.attitude for voice in listed}
        self._marks = quotations_by_block(text, blocks)
        lower = frozenset(w for w, _, _ in word_spans(text) if w.islower())
        self._names = Names(author, [voice.name for voice in listed], names, lower)
        self._resolver = Resolver(self._names)
        self._pieces: list[_Piece] = []
        self._context = Context()
        self._carried: Speaker | None = None  # of a quotation that runs on into the next block

    def hear(self) -> Heard:
        """All spans, in order, with what stayed open."""
        self._names.learn(
            [
                sentence
                for block in self._blocks
                if block.kind != "heading"
                for sentence in sentences(tokenise(self._text, block.start, block.end, []))
            ]
        )
        number = 0
        while number < len(self._blocks):
            block = self._blocks[number]
            if block.kind == "quote":
                number = self._block_quotes(number)
                continue
            if block.kind != "heading":
                self._stretch(
                    block.start, block.end, self._marks[number], self._context, self._author, number
                )
            number += 1
        return self._result()

    # Running text

    def _sentences(self, start: int, end: int, found: Sequence[Quotation]) -> list[list[Token]]:
        cut = sentences(tokenise(self._text, start, end, found))
        return [self._names.mark(sentence) for sentence in cut]

    def _stretch(
        self,
        start: int,
        end: int,
        found: Sequence[Quotation],
        context: Context,
        base: Voice,
        number: int | None,
    ) -> None:
        """Hears the quotations of one block, or of one quotation, spoken by `base` otherwise."""
        cut = self._sentences(start, end, found)
        lead_in = self._lead_in(number) if number is not None else None
        for at, sentence in enumerate(cut):
            context.push(sentence)
            quotes = [i for i, token in enumerate(sentence) if token.kind == "quote"]
            speaker: Speaker | None = None
            for i in quotes:
                quotation = found[sentence[i].quotation]
                previous = cut[at - 1] if at else lead_in
                nxt = cut[at + 1] if at + 1 < len(cut) else self._next(number)
                heard = self._quotation(quotation, sentence, i, previous, nxt, context, speaker)
                if heard is None:
                    self._nested(quotation, base, context)
                    continue
                speaker = heard
                later = cut[at + 1 : at + 3] or ([nxt] if nxt else [])
                introduction = [sentence]
                if len(sentence) <= 2 and previous:
                    introduction = [previous, sentence]
                self._keep(quotation, speaker, introduction, later, base, context)
                if (
                    not quotation.closed
                    or quotation.continues
                    or (found and quotation is found[-1])
                ):
                    self._carried = speaker

    def _quotation(
        self,
        quotation: Quotation,
        sentence: list[Token],
        i: int,
        previous: list[Token] | None,
        nxt: list[Token] | None,
        context: Context,
        same: Speaker | None,
    ) -> Speaker | None:
        """The speaker of one quotation; None where it is a mere mention."""
        if quotation.continues and self._carried is not None:
            return self._carried
        plain = _without_mentions(sentence, i)
        hint = _stronger(before(plain, i), after(plain, i))
        alone = all(token.kind in {"punctuation", "quote"} for token in sentence)
        if hint is None and same is not None and _joined(sentence, i):
            return same if is_speech(sentence, i, Hint("speech", adjacent=True)) else None
        if hint is None and alone:
            hint, speaker = self._standing_alone(sentence, i, previous, nxt, context)
            if speaker is not None:
                return speaker
        if not is_speech(sentence, i, hint):
            return None
        if not quotation.closed and not self._clear(quotation, i, hint):
            return Speaker(None, "its closing mark is missing")
        return self._resolver.choose(hint, context, is_block=False)

    def _clear(self, quotation: Quotation, i: int, hint: Hint | None) -> bool:
        inner = self._text[quotation.start : quotation.end]
        single = len(sentences(tokenise(inner, 0, len(inner), []))) == 1
        return hint is not None and hint.adjacent and (i == 0 or single)

    def _standing_alone(
        self,
        sentence: list[Token],
        i: int,
        previous: list[Token] | None,
        nxt: list[Token] | None,
        context: Context,
    ) -> tuple[Hint | None, Speaker | None]:
        """A sentence that is nothing but a quotation: its neighbours must name the speaker."""
        if previous and previous[-1].text in {":", "—", "–"}:
            hint = before([*_plain(previous), sentence[i]], len(previous))
            return hint, None
        told = following(nxt) if nxt else None
        if told is not None and told.kind != "generic":
            return told, None
        if previous and any(token.kind == "quote" for token in previous) and context.last:
            if len(context.speakers) > 1 and context.speakers[-2]:
                return None, Speaker(context.last)
        if previous:
            hint = before([*_plain(previous), sentence[i]], len(previous))
            if hint is not None and (hint.adjacent or previous[-1].text != "."):
                return hint, None
            closing = _announced(previous, sentence[i])
            return closing, None
        return None, None

    def _nested(self, quotation: Quotation, base: Voice, context: Context) -> None:
        inner = quotations(self._text, quotation.start, quotation.end)
        if inner:
            self._stretch(quotation.start, quotation.end, inner, Context(), base, None)

    def _keep(
        self,
        quotation: Quotation,
        speaker: Speaker,
        introduction: list[list[Token]],
        later: list[list[Token]],
        base: Voice,
        context: Context,
    ) -> None:
        if speaker.is_base:
            self._nested(quotation, base, context)
            return
        piece = _Piece(quotation.start, quotation.end, speaker, introduction, later, base)
        self._pieces.append(piece)
        if speaker.name is not None:
            context.spoke(speaker.name)
        voice = Voice(speaker.name, "quoted", "reports") if speaker.name else UNCERTAIN
        self._nested(quotation, voice, context)

    def _lead_in(self, number: int) -> list[Token] | None:
        """The last sentence of the block before, or of the paragraph that introduces a list."""
        for earlier in range(number - 1, -1, -1):
            block = self._blocks[earlier]
            if block.kind == "heading":
                return None
            if block.kind == "item" and self._blocks[number].kind == "item":
                continue
            if block.kind == "quote":
                return None
            cut = self._sentences(block.start, block.end, self._marks[earlier])
            return cut[-1] if cut else None
        return None

    def _next(self, number: int | None) -> list[Token] | None:
        if number is None or number + 1 >= len(self._blocks):
            return None
        block = self._blocks[number + 1]
        if block.kind != "paragraph":
            return None
        cut = self._sentences(block.start, block.end, self._marks[number + 1])
        return cut[0] if cut else None

    # Block quotes

    def _block_quotes(self, first: int) -> int:
        """Hears a run of block quotes and returns the number of the block behind it."""
        stop = first
        while stop < len(self._blocks) and self._blocks[stop].kind == "quote":
            stop += 1
        group: list[int] = []
        for number in range(first, stop):
            group.append(number)
            line = self._attribution(self._blocks[number])
            if line is not None or number + 1 == stop:
                self._one_voice(group, line, number + 1 == stop, group[0] == first)
                group = []
        return stop

    def _attribution(self, block: Block) -> tuple[int, Hint, list[Token]] | None:
        """Where a block quote's line of attribution begins, and whom it names."""
        for match in reversed(list(_LINE.finditer(self._text, block.start, block.end))):
            cut = self._sentences(match.end(), block.end, [])
            if not cut or block.end - match.end() > 160 or len(cut) > 2:
                return None
            tokens = [token for sentence in cut for token in sentence]
            hint = attribution(tokens, 0, len(tokens))
            ended = match.start() == block.start or self._text[match.start() - 1] in ".!?…”\"’'»)"
            if hint is not None and (ended or (hint.kind == "named" and hint.at == 0 and ended)):
                return match.start(), hint, tokens
        return None

    def _one_voice(
        self,
        group: Sequence[int],
        line: tuple[int, Hint, list[Token]] | None,
        last: bool,
        first: bool,
    ) -> None:
        context = self._context
        introduction: list[list[Token]] = context.sentences[-1:] if first else []
        nxt = self._following(group[-1] + 1) if last else []
        quote = Token("quote", "…", 0, 0)
        outer = [n for n in group if self._blocks[n].level <= 1]
        if line is not None:
            context.push(line[2])
            speaker = self._resolver.choose(line[1], context, is_block=True)
        else:
            hint = self._block_hint(group[0], introduction, quote, nxt)
            speaker = self._resolver.choose(hint, context, is_block=True)
        base = (
            self._author
            if speaker.is_base or (speaker.name and speaker.name == self._author.name)
            else Voice(speaker.name, "quoted", "reports")
            if speaker.name
            else UNCERTAIN
        )
        if speaker.name and not speaker.is_base:
            context.spoke(speaker.name)
        inner_context = Context()
        nested_before: list[Token] | None = None
        for number in group:
            block = self._blocks[number]
            end = line[0] if line is not None and number == group[-1] else block.end
            start, end, found = self._unwrapped(number, block.start, end)
            if start >= end:
                continue
            if number in outer or not outer:
                if not speaker.is_base:
                    self._pieces.append(
                        _Piece(start, end, speaker, introduction, nxt, self._author)
                    )
                self._stretch(start, end, found, inner_context, base, None)
                nested_before = inner_context.sentences[-1] if inner_context.sentences else None
            else:
                self._deeper(start, end, found, nested_before, inner_context, base)

    def _deeper(
        self,
        start: int,
        end: int,
        found: Sequence[Quotation],
        previous: list[Token] | None,
        context: Context,
        base: Voice,
    ) -> None:
        """A block quote inside a block quote: the outer one's words introduce it."""
        quote = Token("quote", "…", 0, 0)
        hint = before([*_plain(previous), quote], len(previous)) if previous else None
        speaker = Speaker(None, "nothing says who speaks inside the quotation")
        if hint is not None and hint.kind in {"named", "first", "pronoun"}:
            speaker = self._resolver.choose(hint, context, is_block=False)
        if not speaker.is_base:
            introduction = [previous] if previous else []
            self._pieces.append(_Piece(start, end, speaker, introduction, [], base))
        voice = Voice(speaker.name, "quoted", "reports") if speaker.name else UNCERTAIN
        self._stretch(start, end, found, Context(), base if speaker.is_base else voice, None)

    def _block_hint(
        self,
        number: int,
        introduction: list[list[Token]],
        quote: Token,
        nxt: list[list[Token]],
    ) -> Hint | None:
        adjoining = number > 0 and self._blocks[number - 1].kind in {"paragraph", "item"}
        sentence = introduction[-1] if introduction and adjoining else None
        hint = None
        if sentence:
            hint = before([*_plain(sentence), quote], len(sentence))
            if hint is not None and sentence[-1].text == ":" and hint.kind != "speech":
                return hint
        told = following(nxt[0]) if nxt else None
        if told is not None:
            return told
        if hint is None and sentence:
            hint = _announced(sentence, quote)
        return hint

    def _following(self, number: int) -> list[list[Token]]:
        if number >= len(self._blocks) or self._blocks[number].kind == "heading":
            return []
        block = self._blocks[number]
        return self._sentences(block.start, block.end, self._marks[number])[:2]

    def _unwrapped(self, number: int, start: int, end: int) -> tuple[int, int, list[Quotation]]:
        """A block quote without the marks around the whole of it."""
        body = self._text[start:end]
        start += len(body) - len(body.lstrip())
        end -= len(body) - len(body.rstrip())
        found = [
            mark if mark.outer_end <= end else mark
            for mark in self._marks[number]
            if mark.outer_start < end
        ]
        if len(found) == 1 and found[0].outer_start <= start and found[0].outer_end >= end:
            inner_end = min(found[0].end, end)
            return found[0].start, inner_end, quotations(self._text, found[0].start, inner_end)
        return start, end, [mark for mark in found if mark.outer_end <= end]

    # The result

    def _result(self) -> Heard:
        attitudes = self._attitudes()
        owners: list[tuple[int, int, Voice]] = [
            (block.start, block.end, self._author)
            for block in self._blocks
            if block.kind != "heading"
        ]
        heard = Heard()
        for piece, treated in zip(self._pieces, attitudes, strict=True):
            owners.append((piece.start, piece.end, self._voice(piece, treated)))
            if piece.speaker.name is None:
                quotation = self._text[piece.start : piece.end]
                heard.open.append(
                    OpenQuotation(piece.start, piece.end, quotation, piece.speaker.reason)
                )
        heard.spans = _flatten(owners)
        speakers = {span.voice.name for span in heard.spans}
        heard.unheard = tuple(name for name in self._listed if name not in speakers)
        return heard

    def _voice(self, piece: _Piece, treated: Attitude) -> Voice:
        if piece.speaker.name is None:
            return UNCERTAIN
        if piece.speaker.name == self._author.name:
            return self._author
        return Voice(piece.speaker.name, "quoted", treated)

    def _attitudes(self) -> list[Attitude]:
        local = [
            attitude(piece.speaker.name or "", piece.introduction, piece.after)
            for piece in self._pieces
        ]
        shown: dict[str | None, set[Attitude]] = {}
        for piece, treated in zip(self._pieces, local, strict=True):
            if treated is not None:
                shown.setdefault(piece.speaker.name, set()).add(treated)
        result: list[Attitude] = []
        for piece, treated in zip(self._pieces, local, strict=True):
            listed = self._listed.get(piece.speaker.name or "")
            general = shown.get(piece.speaker.name, set())
            inherited = next(iter(general)) if len(general) == 1 else "reports"
            result.append(listed or treated or inherited)
        return result


def _flatten(owners: Sequence[tuple[int, int, Voice]]) -> list[VoiceSpan]:
    """Spans that neither overlap nor nest: the innermost voice owns its words."""
    ordered = sorted(owners, key=lambda owner: (owner[0], -owner[1]))
    spans: list[VoiceSpan] = []
    stack: list[tuple[int, Voice]] = []  # end, voice
    position = 0

    def until(end: int) -> None:
        nonlocal position
        if stack and end > position:
            spans.append(VoiceSpan(position, end, stack[-1][1]))
        position = max(position, end)

    for start, end, voice in ordered:
        while stack and stack[-1][0] <= start:
            until(stack.pop()[0] if False else stack[-1][0])
            stack.pop()
        until(start)
        position = start
        stack.append((end, voice))
    while stack:
        until(stack[-1][0])
        stack.pop()
    return _merged(spans)


def _merged(spans: Sequence[VoiceSpan]) -> list[VoiceSpan]:
    result: list[VoiceSpan] = []
    for span in spans:
        if result and result[-1].end == span.start and result[-1].voice == span.voice:
            result[-1] = VoiceSpan(result[-1].start, span.end, span.voice)
        else:
            result.append(span)
    return result


def _plain(sentence: Sequence[Token]) -> list[Token]:
    """The sentence with its own quotations as mere words."""
    return [
        Token("word", "quotation", token.start, token.end) if token.kind == "quote" else token
        for token in sentence
    ]


def _without_mentions(sentence: Sequence[Token], keep: int) -> list[Token]:
    """The sentence with terms and titles in marks as mere words, so that they part no clause."""
    return [
        Token("word", "term", token.start, token.end)
        if token.kind == "quote" and i != keep and not is_speech(sentence, i, None)
        else token
        for i, token in enumerate(sentence)
    ]


def _stronger(introduced: Hint | None, attributed: Hint | None) -> Hint | None:
    if introduced is not None and introduced.adjacent and introduced.kind != "speech":
        return introduced
    return attributed or introduced


def _joined(sentence: Sequence[Token], i: int) -> bool:
    """Whether a quotation goes on with the one before it in its sentence."""
    for token in reversed(sentence[:i]):
        if token.kind == "quote":
            return True
        if token.kind == "name" or token.text in {";", ":"}:
            return False
        if token.low in {"but", "while", "whereas", "although", "not", "than", "he", "she", "they"}:
            return False
    return False


def _announced(previous: Sequence[Token], quote: Token) -> Hint | None:
    """A speaker whom the full sentence before announces: "X has a word for it. “…”"."""
    tokens = [*_plain(previous)]
    while tokens and tokens[-1].kind == "punctuation":
        tokens.pop()
    colon = Token("punctuation", ":", quote.start, quote.start)
    hint = before([*tokens, colon, quote], len(tokens) + 1)
    return hint if hint is not None and hint.kind in {"named", "pronoun", "first"} else None
