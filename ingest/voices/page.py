"""The essay as the listeners read it: blocks cut into sentences with their names marked."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain import Block
from ingest.voices.marks import Quotation, quotations_by_block
from ingest.voices.names import Names
from ingest.voices.tokens import Token, sentences, tokenise

Sentence = list[Token]


class Page:
    """Text and blocks of one essay, with its quotation marks and names."""

    def __init__(self, text: str, blocks: Sequence[Block], names: Names) -> None:
        self.text = text
        self.blocks = blocks
        self.names = names
        self.marks = quotations_by_block(text, blocks)
        self._cut: dict[int, list[Sentence]] = {}
        names.learn(
            [
                sentence
                for block in blocks
                if block.kind != "heading"
                for sentence in sentences(tokenise(text, block.start, block.end, []))
            ]
        )

    def sentences(self, start: int, end: int, found: Sequence[Quotation]) -> list[Sentence]:
        """The sentences of a stretch, each of its quotations one token."""
        cut = sentences(tokenise(self.text, start, end, found))
        return [self.names.mark(sentence) for sentence in cut]

    def of_block(self, number: int) -> list[Sentence]:
        """The sentences of a whole block, cut once."""
        if number not in self._cut:
            block = self.blocks[number]
            self._cut[number] = self.sentences(block.start, block.end, self.marks[number])
        return self._cut[number]

    def title(self) -> Sentence:
        """The words of the heading that the essay opens with; none where it opens otherwise."""
        if not self.blocks or self.blocks[0].kind != "heading":
            return []
        opening = self.blocks[0]
        cut = self.sentences(opening.start, opening.end, [])
        return [token for sentence in cut for token in sentence]

    def lead_in(self, number: int) -> Sentence | None:
        """The last sentence of the paragraph before, over the other items of a list."""
        for earlier in range(number - 1, -1, -1):
            kind = self.blocks[earlier].kind
            if kind == "item" and self.blocks[number].kind == "item":
                continue
            if kind in {"heading", "quote"}:
                return None
            cut = self.of_block(earlier)
            return cut[-1] if cut else None
        return None

    def opening(self, number: int, kinds: Sequence[str] = ("paragraph", "item")) -> list[Sentence]:
        """The first two sentences of a block, none if it is of another kind or there is none."""
        if number >= len(self.blocks) or self.blocks[number].kind not in kinds:
            return []
        return self.of_block(number)[:2]
