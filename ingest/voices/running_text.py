"""Hears the quotations inside running text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain import Voice
from ingest.voices.attributions import after
from ingest.voices.context import AUTHOR, Context, Speaker
from ingest.voices.frames import (
    announced,
    interrupted,
    introduced,
    joined,
    listed_with_term,
    stronger,
    tags_the_next,
    without_mentions,
)
from ingest.voices.heard import Quoted, Recorder
from ingest.voices.hints import Hint
from ingest.voices.introductions import before
from ingest.voices.marks import Quotation, quotations
from ingest.voices.mention import is_speech
from ingest.voices.page import Page, Sentence
from ingest.voices.resolve import Resolver
from ingest.voices.sequels import following
from ingest.voices.tokens import sentences, tokenise

_SPOKEN = Hint("named", adjacent=True)  # of a quotation whose other half is known to be speech


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quotation stands: its sentence, its token there, the sentences around."""

    sentence: Sentence
    token: int
    previous: Sentence | None
    later: Sequence[Sentence]
    opens_block: bool  # `previous` belongs to the block before

    @property
    def alone(self) -> bool:
        """Whether the sentence is nothing but the quotation."""
        return all(token.kind in {"punctuation", "quote"} for token in self.sentence)

    def introduction(self, speaker: str | None) -> list[Sentence]:
        """The sentences in which an attitude towards the speaker may show."""
        if self.previous is None:
            return [self.sentence]
        named = any(t.kind == "name" and t.text == speaker for t in self.previous)
        if self.alone or (self.token == 0 and (self.opens_block or named)):
            return [self.previous, self.sentence]
        return [self.sentence]


class RunningText:
    """Hears one stretch after the other; a quotation may run on from block to block."""

    def __init__(self, page: Page, resolver: Resolver, recorder: Recorder) -> None:
        self._page = page
        self._resolver = resolver
        self._recorder = recorder
        self._carried: Speaker | None = None  # of the last quotation so far

    def hear(
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
        previous: Sentence | None = None
        beyond: list[Sentence] = []
        if number is None:
            cut = self._page.sentences(start, end, found)
        else:
            cut = self._page.of_block(number)
            if found:
                previous, beyond = self._page.lead_in(number), self._page.opening(number + 1)
        for at, sentence in enumerate(cut):
            context.push(sentence)
            later = [*cut[at + 1 :], *beyond][:2]
            same: Speaker | None = None
            for i, token in enumerate(sentence):
                if token.kind != "quote":
                    continue
                quotation = found[token.quotation]
                place = _Place(sentence, i, previous, later, opens_block=at == 0)
                speaker = self._speaker(quotation, place, context, same)
                same = speaker or same
                self._keep(quotation, speaker, place, voice, context)
                self._carried = speaker
            previous = sentence

    def _speaker(
        self, quotation: Quotation, place: _Place, context: Context, same: Speaker | None
    ) -> Speaker | None:
        """The speaker of a quotation, None where it is a mere mention.

        `same` is the speaker of the quotation before it in the same sentence.
        """
        sentence, i = place.sentence, place.token
        if quotation.continues and self._carried is not None:
            return self._carried
        if listed_with_term(sentence, i):
            return None
        frame = without_mentions(sentence, i)
        introduction = before(frame, i)
        tagged = introduction is None or not tags_the_next(sentence, i)
        hint = stronger(introduction, after(frame, i) if tagged else None)
        if same is not None and (
            interrupted(sentence, i) or (hint is None and joined(sentence, i))
        ):
            return same if is_speech(sentence, i, _SPOKEN) else None
        if hint is None and place.alone:
            if self._goes_on(place, context):
                return Speaker(context.speakers[-2][-1])
            hint = _by_neighbours(place)
        if not is_speech(sentence, i, hint) and not interrupted(sentence, i):
            return None
        if not quotation.closed and not self._clear(quotation, i, hint):
            return Speaker(None, "its closing mark is missing")
        return self._resolver.choose(hint, context, is_block=False)

    def _goes_on(self, place: _Place, context: Context) -> bool:
        """Whether a quotation standing alone follows one whose speaker is known."""
        if place.previous is None or place.opens_block:
            return False
        quotes = [token for token in place.previous if token.kind == "quote"]
        if not quotes or quotes[-1].text.endswith("?"):
            return False  # a question may be answered by somebody else
        return len(set(context.speakers[-2])) == 1

    def _clear(self, quotation: Quotation, i: int, hint: Hint | None) -> bool:
        """Whether a quotation that nobody closed can only end with its paragraph."""
        inner = self._page.text[quotation.start : quotation.end]
        single = len(sentences(tokenise(inner, 0, len(inner), []))) == 1
        return hint is not None and hint.adjacent and (i == 0 or single)

    def _keep(
        self,
        quotation: Quotation,
        speaker: Speaker | None,
        place: _Place,
        voice: Voice,
        context: Context,
    ) -> None:
        """Records the quotation, then hears what it quotes in its turn."""
        if speaker is not None and not speaker.is_base:
            told = place.introduction(speaker.name)
            self._recorder.quoted.append(
                Quoted(quotation.start, quotation.end, speaker, told, place.later)
            )
            if speaker.name is not None:
                context.spoke(speaker.name)
            voice = self._recorder.voice(speaker, voice)
        elif speaker is not None:
            context.speakers[-1].append(AUTHOR)
        inner = quotations(self._page.text, quotation.start, quotation.end)
        if inner:
            self.hear(quotation.start, quotation.end, inner, Context(), voice)


def _by_neighbours(place: _Place) -> Hint | None:
    """A sentence that is nothing but a quotation: its neighbours must name the speaker."""
    quote = place.sentence[place.token]
    if place.previous and place.previous[-1].text in {":", "—", "–"}:
        return introduced(place.previous, quote)
    told = following(place.later[0]) if place.later else None
    if told is not None and told.kind != "generic":
        return told
    if place.previous is None or any(token.kind == "quote" for token in place.previous):
        return None  # its verb of saying belongs to the quotation it holds
    return announced(place.previous, quote)
