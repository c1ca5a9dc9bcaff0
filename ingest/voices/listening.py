"""Walks an essay's blocks and hears each quotation: by form, by grammar, by reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain import Block, Voice
from ingest.voices.heard import Quoted, Recorder
from ingest.voices.introductions import before
from ingest.voices.marks import Quotation
from ingest.voices.page import DASHES, Page, Sentence
from ingest.voices.reference import AUTHOR, Context, Resolver, Speaker
from ingest.voices.sources import KNOWN, Source
from ingest.voices.speech import goes_on, goes_on_list, interrupted, is_speech, tags_the_next
from ingest.voices.tags import (
    Place,
    after,
    announced,
    attribution,
    following,
    introduced,
    shows_words,
    stronger,
)

_DASH = re.compile(r"(?:[—–―]|--|-(?=\s))\s*(?=[^\s—–―-])")
_ENDED = ".!?…”\"’'»)"
_LONGEST_LINE = 160  # characters of a line of attribution
_FARTHEST = 8  # blocks in which the author must be heard again behind unmarked words
_OPENING_MARKS = "“\"„«‘'—–-"
_SPOKEN = Source("name", adjacent=True)  # of a quotation whose other half is known to be speech


class Listener:
    """Hears one essay, block by block."""

    def __init__(
        self, page: Page, resolver: Resolver, recorder: Recorder, formal: Mapping[int, Speaker]
    ) -> None:
        """`formal`: whom blocks belong to by the essay's form, by number."""
        self._page = page
        self._resolver = resolver
        self._recorder = recorder
        self._carried: Speaker | None = None  # of the last quotation so far
        self._formal = formal
        self._chain: list[int] = []  # the recorded paragraphs of a quotation that runs on
        self.context = Context()  # of the author's own sentences
        self._marked = any(block.kind == "quote" for block in page.blocks)

    def hear(self) -> None:
        """Hears every block in order."""
        number = 0
        while number < len(self._page.blocks):
            block = self._page.blocks[number]
            if number in self._formal:
                self._one_turn(block, number, self._formal[number])
                number += 1
            elif block.kind == "quote":
                number = self._block_quotes(number)
            elif heard := self._unmarked(number):
                number += heard
            else:
                if block.kind != "heading":
                    marks, author = self._page.marks[number], self._recorder.author
                    self._running(block.start, block.end, marks, self.context, author, number)
                number += 1

    def _one_turn(self, block: Block, number: int, speaker: Speaker) -> None:
        """A block that belongs to somebody by the essay's form."""
        voice = self._recorder.voice(speaker, self._recorder.author)
        if not speaker.is_base and block.kind != "heading":
            self._recorder.quoted.append(Quoted(block.start, block.end, speaker, [], []))
        if block.kind == "paragraph":
            context = self.context if speaker.is_base else Context()
            self._running(block.start, block.end, self._page.marks[number], context, voice)

    # --- running text ---

    def _running(
        self,
        start: int,
        end: int,
        found: Sequence[Quotation],
        context: Context,
        voice: Voice,
        number: int | None = None,
    ) -> None:
        """Hears `text[start:end]`, spoken by `voice` where it does not quote.

        `number` is the block's, None for a stretch inside a quotation.
        """
        cut = self._page.of(start, end)
        previous: Sentence | None = None
        beyond: list[Sentence] = []
        if number is not None and found:
            previous, beyond = self._page.lead_in(number), self._page.opening(number + 1)
        for at, sentence in enumerate(cut):
            context.push(sentence)
            later = [*cut[at + 1 : at + 3], *beyond][:2]
            same: Speaker | None = None
            for i, quotation in sentence.quotes.items():
                place = Place(sentence, i, previous, later, opens_block=at == 0)
                speaker = self._speaker(quotation, place, context, same)
                same = speaker or same
                self._keep(quotation, speaker, place, voice, context)
                self._carried = speaker
            previous = sentence

    def _speaker(
        self, quotation: Quotation, place: Place, context: Context, same: Speaker | None
    ) -> Speaker | None:
        """The speaker of a quotation, None where it is a mere mention.

        `same` is the speaker of the quotation before it in the same sentence.
        """
        s, i = place.sentence, place.token
        carried = self._carried if quotation.continues else None
        if carried is not None and (carried.name is not None or after(s, i) is None):
            return carried
        if goes_on_list(s, i):
            return None
        introduction = before(s, i)
        tagged = introduction is None or not tags_the_next(s, i)
        source = stronger(introduction, after(s, i) if tagged else None)
        if same is not None and goes_on(s, i, source):
            return same if is_speech(s, i, _SPOKEN) else None
        if source is None and place.alone:
            going_on = _going_on(place, context)
            if going_on is not None:
                return Speaker(going_on)
            source = _by_neighbours(place)
        if not (is_speech(s, i, source) or place.answers or interrupted(s, i)):
            return None
        if not quotation.closed and not self._clear(quotation, place, source):
            return Speaker(None, "its closing mark is missing")
        return self._resolver.choose(source, context, is_block=False)

    def _clear(self, quotation: Quotation, place: Place, source: Source | None) -> bool:
        """Whether a quotation that nobody closed can only end with its paragraph."""
        inner = self._page.text[quotation.start : quotation.end]
        single = len(re.findall(r"[.!?…](?=\s|$)", inner)) <= 1
        opens = place.token <= place.sentence.start + 1
        return source is not None and source.adjacent and (opens or single)

    def _keep(
        self,
        quotation: Quotation,
        speaker: Speaker | None,
        place: Place,
        voice: Voice,
        context: Context,
    ) -> None:
        """Records the quotation, then hears what it quotes in its turn."""
        if speaker is not None and speaker.is_base:
            context.speakers[-1].append(AUTHOR)
        elif speaker is not None:
            quoted = self._recorder.quoted
            if not quotation.continues:
                self._chain = []
            if speaker.name is None:
                self._chain.append(len(quoted))
            else:  # named only at the end: the paragraphs before are his
                for at in self._chain:
                    quoted[at] = replace(quoted[at], speaker=speaker)
                self._chain = []
                context.spoke(speaker.name)
            told = place.introduction(speaker.name)
            quoted.append(Quoted(quotation.start, quotation.end, speaker, told, place.later))
            voice = self._recorder.voice(speaker, voice)
        inner = self._page.inner(quotation)
        if inner:
            self._running(quotation.start, quotation.end, inner, Context(), voice)

    # --- block quotes ---

    def _block_quotes(self, first: int) -> int:
        """Hears the run of block quotes at block `first`; returns the number of the next block."""
        blocks = self._page.blocks
        stop = first
        while stop < len(blocks) and blocks[stop].kind == "quote" and stop not in self._formal:
            stop += 1
        group: list[int] = []
        for number in range(first, stop):
            group.append(number)
            line = self._line(number)
            if line is not None or number + 1 == stop:
                self._one_voice(group, line, group[0] == first, number + 1 == stop)
                group = []
        return stop

    def _line(self, number: int) -> tuple[int, Source, Sentence] | None:
        """A line of attribution at a block quote's end: where it begins, whom it names."""
        block = self._page.blocks[number]
        body = self._page.text[block.start : block.end]
        dash = next(reversed(list(_DASH.finditer(body))), None)
        if dash is None or len(body) - dash.end() > _LONGEST_LINE:
            return None
        before_dash = body[: dash.start()].rstrip()
        if before_dash and before_dash[-1] not in _ENDED:
            return None
        for s in reversed(self._page.of_block(number)):
            for k in range(s.end - 1, s.start - 1, -1):
                if s.doc[k].text in DASHES and (s.doc[k].text != "-" or s.doc[k].whitespace_):
                    source = attribution(s, k + 1, s.end)
                    return (block.start + len(before_dash), source, s) if source else None
        return None

    def _one_voice(
        self,
        group: Sequence[int],
        line: tuple[int, Source, Sentence] | None,
        is_first: bool,
        is_last: bool,
    ) -> None:
        """Hears consecutive quote blocks of one speaker, and those nested in them."""
        introduction = self.context.sentences[-1:] if is_first else []
        later = self._page.opening(group[-1] + 1) if is_last else []
        source = self._source(group[0], introduction, later)
        if line is not None and not self._only_printed(line[1], source):
            source = line[1]
            self.context.push(line[2])
        speaker = self._resolver.choose(source, self.context, is_block=True)
        if speaker.name is not None and not speaker.is_base:
            self.context.spoke(speaker.name)
        voice = self._recorder.voice(speaker, self._recorder.author)
        inner = Context()
        shallow = max(1, min(self._page.blocks[number].level for number in group))
        for number in group:
            block = self._page.blocks[number]
            end = line[0] if line is not None and number == group[-1] else block.end
            start, end, found, parsed = self._unwrapped(number, block.start, end)
            chosen, around, told, context = speaker, voice, introduction, inner
            if block.level > shallow:
                told, context = inner.sentences[-1:], Context()
                chosen = self._nested(told, inner, speaker)
                around = self._recorder.voice(chosen, voice)
            if start < end and not chosen.is_base:
                last = [] if block.level > shallow else later
                self._recorder.quoted.append(Quoted(start, end, chosen, told, last))
            if start < end:
                self._running(*parsed, found, context, around)

    def _only_printed(self, line: Source, source: Source | None) -> bool:
        """Whether a line of attribution tells where the words were printed, not who spoke them."""
        known = source is not None and source.kind in KNOWN
        return known and line.kind == "name" and not self._resolver.is_person(line.names[0])

    def _nested(self, told: Sequence[Sentence], context: Context, outer: Speaker) -> Speaker:
        """A block quote inside a block quote: the outer one's words introduce it."""
        source = introduced(told[-1]) if told else None
        if source is None or source.kind not in KNOWN:
            return Speaker(None, "nothing says who speaks inside the quotation")
        chosen = self._resolver.choose(source, context, is_block=False)
        return outer if chosen.is_base else chosen

    def _source(
        self, number: int, introduction: Sequence[Sentence], later: Sequence[Sentence]
    ) -> Source | None:
        adjoining = number > 0 and self._page.blocks[number - 1].kind in {"paragraph", "item"}
        sentence = introduction[-1] if introduction and adjoining else None
        if sentence is None:
            return following(later[0]) if later else None
        source = introduced(sentence)
        at_colon = ":" in sentence.last or sentence.last in DASHES
        if source is not None and source.kind != "speech" and at_colon:
            return source
        return (following(later[0]) if later else None) or source or announced(sentence)

    def _unwrapped(
        self, number: int, start: int, end: int
    ) -> tuple[int, int, list[Quotation], tuple[int, int]]:
        """A block quote without marks around the whole of it, the quotations inside, its parse."""
        body = self._page.text[start:end]
        block = self._page.blocks[number]
        start, end = end - len(body.lstrip()), start + len(body.rstrip())
        found = [mark for mark in self._page.marks[number] if mark.outer_start < end]
        if len(found) == 1 and found[0].outer_start <= start and found[0].outer_end >= end:
            whole = found[0]
            inside = self._page.inner(whole)
            return whole.start, min(whole.end, end), inside, (whole.start, whole.end)
        inside = [mark for mark in found if mark.outer_end <= end]
        return start, end, inside, (block.start, block.end)

    # --- quoted paragraphs that lost their marks, as plain text and PDF lose block quotes ---

    def _unmarked(self, number: int) -> int:
        """Hears the announced paragraphs from block `number` on; how many they are, often 0.

        Nothing shows where they end: only front matter can give the first one to its speaker, and
        what follows it stays open up to the place where the author plainly speaks again.
        """
        source = self._announcement(number)
        if source is None:
            return 0
        speaker = Speaker(None, "the sentence that introduces it names nobody")
        reason, last = speaker.reason, number
        if source.kind != "nobody":
            speaker = self._resolver.choose(source, self.context, is_block=True)
            if self._marked or speaker.name is None:
                return 0
            if speaker.name in {AUTHOR, self._recorder.author.name}:
                return 0
            reason = f"{speaker.name} is announced, but no mark shows where the words end"
            last = self._last(number, speaker.name)
        introduction = self.context.sentences[-1:]
        for later in range(number, last + 1):
            block = self._page.blocks[later]
            sure = later == number and speaker.name in self._recorder.listed
            chosen = speaker if sure else Speaker(None, reason)
            self._recorder.quoted.append(Quoted(block.start, block.end, chosen, introduction, []))
            if source.kind != "nobody":
                voice = self._recorder.voice(chosen, self._recorder.author)
                self._running(block.start, block.end, self._page.marks[later], Context(), voice)
        return last - number + 1

    def _announcement(self, number: int) -> Source | None:
        """The source of a paragraph that ends in a colon, before one that begins without a mark."""
        block = self._page.blocks[number]
        lead_in = self._page.lead_in(number) if block.kind == "paragraph" else None
        if lead_in is None or lead_in.last != ":":
            return None
        if self._page.text[block.start] in _OPENING_MARKS:
            return None
        source = introduced(lead_in)
        if (source is None or source.kind not in {"name", "author"}) and shows_words(lead_in):
            return Source("nobody", word="the following")
        return source if source is not None and source.kind in {"name", "pronoun"} else None

    def _last(self, number: int, name: str) -> int:
        """The last paragraph before the author names the speaker or announces something again."""
        blocks = self._page.blocks
        for later in range(number + 1, min(len(blocks), number + _FARTHEST)):
            cut = self._page.of_block(later)
            named = any(m.name == name for s in cut for m in s.mentions)
            if blocks[later].kind != "paragraph":
                return number
            if named or (cut and cut[-1].last == ":"):
                return later - 1
        return number


def _going_on(place: Place, context: Context) -> str | None:
    """Who spoke last, where a quotation that stands alone goes on with the words before it.

    So news prints paragraph after paragraph; not behind a question, nor where two take turns.
    """
    previous = place.previous
    words = [previous.words[i] for i in previous.quotes] if previous is not None else []
    if not words or words[-1].endswith("?"):
        return None
    spoken = context.speakers[-6:-1] if place.opens_block else context.speakers[-2:-1]
    latest = [who for speakers in spoken for who in speakers]
    enough = len(latest) > place.opens_block and len(set(latest[-3:])) == 1
    return latest[-1] if enough else None


def _by_neighbours(place: Place) -> Source | None:
    """A sentence that is nothing but a quotation: its neighbours must name the speaker."""
    previous = place.previous
    if previous is not None and (previous.last in {":", "—", "–"} or previous.last.isalnum()):
        return introduced(previous)
    told = following(place.later[0]) if place.later else None
    if told is not None and told.kind != "nobody":
        return told
    if previous is None or previous.quotes:
        return None  # its verb of saying belongs to the quotation it holds
    return announced(previous)
