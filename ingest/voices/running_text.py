"""Hears the quotations inside running text."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Voice
from ingest.voices.attributions import after, following
from ingest.voices.frames import announced, introduced, joined, stronger, without_mentions
from ingest.voices.heard import Quoted, Recorder
from ingest.voices.hints import Hint
from ingest.voices.introductions import before
from ingest.voices.marks import Quotation, quotations
from ingest.voices.mention import is_speech
from ingest.voices.page import Page, Sentence
from ingest.voices.resolve import Context, Resolver, Speaker
from ingest.voices.tokens import sentences, tokenise


class RunningText:
    """Hears one stretch after the other; a quotation may run on from block to block."""

    def __init__(self, page: Page, resolver: Resolver, recorder: Recorder) -> None:
        self._page = page
        self._resolver = resolver
        self._recorder = recorder
        self._carried: Speaker | None = None  # of the last quotation of the block before

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
        cut = self._page.sentences(start, end, found)
        previous = self._page.lead_in(number) if number is not None else None
        beyond = self._page.opening(number + 1) if number is not None else []
        for at, sentence in enumerate(cut):
            context.push(sentence)
            later = [*cut[at + 1 :], *beyond][:2]
            same: Speaker | None = None
            for i, token in enumerate(sentence):
                if token.kind != "quote":
                    continue
                quotation = found[token.quotation]
                speaker = self._speaker(quotation, sentence, i, previous, later, context, same)
                self._carried = speaker
                if speaker is None:
                    self._inside(quotation, voice)
                    continue
                same = speaker
                introduction = [sentence]
                if previous is not None and (len(sentence) <= 2 or at == 0 and i == 0):
                    introduction = [previous, sentence]
                self._keep(quotation, speaker, introduction, later, voice, context)
            previous = sentence

    def _speaker(
        self,
        quotation: Quotation,
        sentence: Sentence,
        i: int,
        previous: Sentence | None,
        later: Sequence[Sentence],
        context: Context,
        same: Speaker | None,
    ) -> Speaker | None:
        """The speaker of the quotation at token `i`; None where it is a mere mention."""
        if quotation.continues and self._carried is not None:
            return self._carried
        frame = without_mentions(sentence, i)
        hint = stronger(before(frame, i), after(frame, i))
        if hint is None and same is not None and joined(sentence, i):
            return same if is_speech(sentence, i, Hint("named", adjacent=True)) else None
        if hint is None and all(token.kind in {"punctuation", "quote"} for token in sentence):
            if self._goes_on(previous, context):
                return Speaker(context.last)
            hint = _by_neighbours(sentence, i, previous, later)
        if not is_speech(sentence, i, hint):
            return None
        if not quotation.closed and not self._clear(quotation, i, hint):
            return Speaker(None, "its closing mark is missing")
        return self._resolver.choose(hint, context, is_block=False)

    def _goes_on(self, previous: Sentence | None, context: Context) -> bool:
        """Whether a quotation standing alone follows one whose speaker is known."""
        quoted = previous is not None and any(token.kind == "quote" for token in previous)
        return quoted and context.last is not None and bool(context.speakers[-2:][0])

    def _clear(self, quotation: Quotation, i: int, hint: Hint | None) -> bool:
        """Whether an unclosed quotation can only end with its paragraph."""
        inner = self._page.text[quotation.start : quotation.end]
        single = len(sentences(tokenise(inner, 0, len(inner), []))) == 1
        return hint is not None and hint.adjacent and (i == 0 or single)

    def _keep(
        self,
        quotation: Quotation,
        speaker: Speaker,
        introduction: Sequence[Sentence],
        later: Sequence[Sentence],
        voice: Voice,
        context: Context,
    ) -> None:
        if not speaker.is_base:
            self._recorder.quoted.append(
                Quoted(quotation.start, quotation.end, speaker, introduction, later)
            )
            if speaker.name is not None:
                context.spoke(speaker.name)
        self._inside(quotation, self._recorder.voice(speaker, voice))

    def _inside(self, quotation: Quotation, voice: Voice) -> None:
        """Hears what a quotation quotes in its turn."""
        inner = quotations(self._page.text, quotation.start, quotation.end)
        if inner:
            self.hear(quotation.start, quotation.end, inner, Context(), voice)


def _by_neighbours(
    sentence: Sentence, i: int, previous: Sentence | None, later: Sequence[Sentence]
) -> Hint | None:
    """A sentence that is nothing but a quotation: its neighbours must name the speaker."""
    if previous and previous[-1].text in {":", "—", "–"}:
        return introduced(previous, sentence[i])
    told = following(later[0]) if later else None
    if told is not None and told.kind != "generic":
        return told
    if not previous:
        return None
    return announced(previous, sentence[i])
