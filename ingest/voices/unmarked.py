"""Hears quoted paragraphs that lost their marks, as plain text and PDF lose block quotes.

"X puts it like this:" followed by a bare paragraph announces X's words, but nothing shows where
they end. So only front matter can give the first paragraph to X; what follows it stays open up to
the place where the author plainly speaks again.
"""

from __future__ import annotations

from ingest.voices.context import Context, Speaker
from ingest.voices.frames import introduced
from ingest.voices.heard import Quoted, Recorder
from ingest.voices.hints import Hint
from ingest.voices.page import Page
from ingest.voices.resolve import Resolver
from ingest.voices.running_text import RunningText
from ingest.voices.tokens import Token

_FARTHEST = 8  # blocks in which the author must be heard again
_OPENING_MARKS = "“\"„«‘'—–-"
_QUOTE = Token("quote", "…", 0, 0)


class UnmarkedQuotes:
    """Hears announced paragraphs in an essay that has no block quotes."""

    def __init__(
        self, page: Page, resolver: Resolver, recorder: Recorder, running: RunningText
    ) -> None:
        self._page = page
        self._resolver = resolver
        self._recorder = recorder
        self._running = running
        self._applies = all(block.kind != "quote" for block in page.blocks)

    def hear(self, number: int, context: Context) -> int:
        """Hears the announced paragraphs from block `number` on; how many they are, often 0."""
        hint = self._announcement(number) if self._applies else None
        if hint is None:
            return 0
        speaker = self._resolver.choose(hint, context, is_block=True)
        if speaker.name is None or speaker.is_base or speaker.name == self._recorder.author.name:
            return 0
        last = self._last(number, speaker.name)
        reason = f"{speaker.name} is announced, but no mark shows where the words end"
        for block_number in range(number, last + 1):
            block = self._page.blocks[block_number]
            sure = block_number == number and speaker.name in self._recorder.listed
            chosen = speaker if sure else Speaker(None, reason)
            self._recorder.quoted.append(
                Quoted(block.start, block.end, chosen, context.sentences[-1:], [])
            )
            marks = self._page.marks[block_number]
            voice = self._recorder.voice(chosen, self._recorder.author)
            self._running.hear(block.start, block.end, marks, Context(), voice)
        return last - number + 1

    def _announcement(self, number: int) -> Hint | None:
        """The hint of a paragraph that ends in a colon, before one that begins without a mark."""
        blocks = self._page.blocks
        if number == 0 or blocks[number].kind != "paragraph":
            return None
        if blocks[number - 1].kind != "paragraph":
            return None
        if self._page.text[blocks[number].start] in _OPENING_MARKS:
            return None
        lead_in = self._page.lead_in(number)
        if lead_in is None or lead_in[-1].text != ":":
            return None
        hint = introduced(lead_in, _QUOTE)
        return hint if hint is not None and hint.kind in {"named", "pronoun"} else None

    def _last(self, number: int, name: str) -> int:
        """The last paragraph before the author names the speaker or announces something again."""
        blocks = self._page.blocks
        for later in range(number + 1, min(len(blocks), number + _FARTHEST)):
            if blocks[later].kind != "paragraph":
                return number
            cut = self._page.of_block(later)
            named = any(token.text == name for sentence in cut for token in sentence)
            if named or (cut and cut[-1][-1].text == ":"):
                return later - 1
        return number
