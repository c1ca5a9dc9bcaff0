"""An essay as the parser reads it: each stretch one voice speaks, its quotations one word each.

A quotation's own words say nothing of who speaks it, and disturb the parse of the sentence that
does; so the parser gets “Quotation,” for them. Quotations within quotations are read likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Block
from ingest.boundaries import boundaries
from ingest.voices.marks import Quotation, quotations, quotations_by_block
from ingest.voices.model import parser
from ingest.voices.words import SAYING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

STAND_IN = "Quotation"
DASHES = frozenset({"—", "–", "--", "―", "-"})
_DEEPEST = 4  # quotations within quotations; deeper ones are left to whoever quotes them
_BATCH = 64
_LONGEST = 120  # tokens; a longer sentence is none, and is cut
# A quotation that closes with a question mark is followed by its tag, no new sentence.
_TAG = re.compile(
    r"\s*[—–-]?\s*(?:[a-z]|(?:(?!Then |But |And )[A-Z][\w.'’-]*\s+){1,4}(\w+)(?=[\s,.:;]))"
)


@dataclass(slots=True)
class Mention:
    """A name where it stands: tokens `start:end` of its document."""

    name: str  # the canonical form
    start: int
    end: int
    person: bool
    speaks: bool  # whether it can be somebody's name at all: no place, law or event
    possessive: bool
    attributive: bool  # only describes the noun behind it: "the Blake bill"


@dataclass(slots=True)
class Sentence:
    """Tokens `start:end` of a parsed stretch, its quotations and names by token."""

    doc: Doc
    start: int
    end: int
    quotes: dict[int, Quotation] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)  # what each quotation says
    names: dict[int, Mention] = field(default_factory=dict)  # at every token of a name

    @property
    def tokens(self) -> list[Token]:
        return list(self.doc[self.start : self.end])

    @property
    def mentions(self) -> list[Mention]:
        return [m for i, m in sorted(self.names.items()) if m.start == i]

    @property
    def last(self) -> str:
        """The last token, without closing marks."""
        kept = [t.text for t in self.tokens if t.text not in {"”", "“", '"'}]
        return kept[-1] if kept else ""

    def low(self, i: int) -> str:
        """Token `i` in lower case with a straight apostrophe; "" outside the sentence."""
        return (
            self.doc[i].lower_.replace("’", "'").strip(".") or self.doc[i].text
            if self.start <= i < self.end
            else ""
        )

    def lows(self, start: int, end: int) -> list[str]:
        return [self.low(i) for i in range(max(start, self.start), min(end, self.end))]

    def before(self, i: int) -> int:
        """The last token before `i` that is no quotation mark."""
        i -= 1
        while i >= self.start and self.doc[i].text in {"“", "”"}:
            i -= 1
        return i

    def after(self, i: int) -> int:
        """The first token behind `i` that is no quotation mark."""
        i += 1
        while i < self.end and self.doc[i].text in {"“", "”"}:
            i += 1
        return i

    def name(self, i: int) -> Mention | None:
        """The name at token `i`, unless it only says whose something is."""
        mention = self.names.get(i)
        return None if mention is None or mention.possessive else mention

    def root(self, mention: Mention) -> Token:
        """The token of a name by which it hangs on the rest of its sentence."""
        return self.doc[mention.start : mention.end].root

    @property
    def only_quotes(self) -> bool:
        return all(t.is_punct or t.is_space or t.i in self.quotes for t in self.tokens)


class Page:
    """Text and blocks of one essay; every stretch of it parsed once."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self.text = text
        self.blocks = blocks
        self.marks = quotations_by_block(text, blocks)
        self._parsed: dict[tuple[int, int], list[Sentence]] = {}
        wanted = dict(self._stretches())
        if blocks and blocks[0].kind == "heading":
            wanted[(blocks[0].start, blocks[0].end)] = []
        self._parse(wanted)

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences of all stretches, the author's first within each block."""
        for parsed in self._parsed.values():
            yield from parsed

    def of(self, start: int, end: int) -> list[Sentence]:
        """The sentences of a block, or of what stands between two marks."""
        return self._parsed.get((start, end), [])

    def of_block(self, number: int) -> list[Sentence]:
        block = self.blocks[number]
        return self.of(block.start, block.end)

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

    def opening(self, number: int) -> list[Sentence]:
        """The first two sentences of a block, none if it is no running text or there is none."""
        blocks = self.blocks
        if number >= len(blocks) or blocks[number].kind not in {"paragraph", "item"}:
            return []
        return self.of_block(number)[:2]

    def _stretches(self) -> Iterator[tuple[tuple[int, int], list[Quotation]]]:
        for number, found in self.marks.items():
            block = self.blocks[number]
            yield (block.start, block.end), found
            level = found
            for _ in range(_DEEPEST):
                deeper: list[Quotation] = []
                for quotation in level:
                    inner = quotations(self.text, quotation.start, quotation.end)
                    if inner or block.kind == "quote":
                        yield (quotation.start, quotation.end), inner
                    deeper += inner
                level = deeper

    def inner(self, quotation: Quotation) -> list[Quotation]:
        """What a quotation quotes in its turn."""
        return quotations(self.text, quotation.start, quotation.end)

    def _parse(self, wanted: dict[tuple[int, int], list[Quotation]]) -> None:
        model = parser()
        framed = [self._frame(model, *span, found) for span, found in wanted.items()]
        docs = model.pipe((doc for doc, _ in framed), batch_size=_BATCH)
        for span, doc, (_, places) in zip(wanted, docs, framed, strict=True):
            self._parsed[span] = list(self._cut(doc, places))

    def _frame(
        self, model: Language, start: int, end: int, found: Sequence[Quotation]
    ) -> tuple[Doc, dict[int, Quotation]]:
        """The stretch with a stand-in for each quotation, and where in it each of those begins."""
        framed = ""
        places: dict[int, Quotation] = {}
        breaks: set[int] = set()
        position = start
        for quotation in found:
            framed += _plain(self.text[position : quotation.outer_start])
            inner = self.text[quotation.start : quotation.end].rstrip("”’\"'»")
            rest = self.text[quotation.outer_end : min(end, quotation.outer_end + 80)]
            mark = _mark(inner[-1:], rest)
            places[len(framed) + 1] = quotation
            framed += f"“{STAND_IN}{mark} ”" if rest[:1].isalnum() else f"“{STAND_IN}{mark}”"
            if mark in {".", "?", "!"} and (not rest[:1] or rest[:1].isspace()):
                breaks.add(len(framed))
            position = quotation.outer_end
        framed += _plain(self.text[position:end])
        doc = model.make_doc(framed)
        bare = framed.replace("“", " ").replace("”", " ")
        breaks |= {low for low, _ in boundaries(bare)}
        _set_starts(doc, sorted(breaks))
        return doc, places

    def _cut(self, doc: Doc, places: dict[int, Quotation]) -> Iterator[Sentence]:
        for span in doc.sents:
            sentence = Sentence(doc, span.start, span.end)
            for token in span:
                if token.idx in places and token.text == STAND_IN:
                    quotation = places[token.idx]
                    sentence.quotes[token.i] = quotation
                    sentence.words[token.i] = self.text[quotation.start : quotation.end]
            yield sentence


def _set_starts(doc: Doc, breaks: Sequence[int]) -> None:
    """Tells the parser where sentences begin: at the first token at or behind each break."""
    starts = {0}
    at = latest = 0
    for token in doc:
        if token.i - latest >= _LONGEST:
            starts.add(token.i)
        latest = token.i if token.i in starts else latest
        if at < len(breaks) and breaks[at] <= token.idx and token.text not in {"”", ")"}:
            opens = token.i and doc[token.i - 1].text == "“"
            latest = token.i - 1 if opens else token.i
            starts.add(latest)
            while at < len(breaks) and breaks[at] <= token.idx:
                at += 1
    # All at once: setting it token by token looks at the whole document each time. What is
    # marked -1 in an array that spaCy wants unsigned begins no sentence.
    marks = np.array([[1 if i in starts else -1] for i in range(len(doc))], dtype=np.int64)
    doc.from_array(["SENT_START"], marks.view(np.uint64))  # type: ignore[arg-type]


def _plain(text: str) -> str:
    """Whitespace as single spaces, dashes apart from words, footnote marks gone."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"^([—–]|--)(?=\S)", r" \1 ", text)
    return re.sub(r"(?<=\S)([—–]|--)(?=\S|$)", r" \1 ", text)


def _closes(rest: str, at: int) -> bool:
    """Whether nothing follows a tag's verb: “… done.” X said, and that is all."""
    return rest[at : at + 1] in {",", "."}


def _mark(last: str, rest: str) -> str:
    """The mark that ends a quotation in its sentence: a comma where its tag follows."""
    if not last or last not in ",.?!…;:—–":
        return ""
    if re.match(r"\s*[.,;:?!]", rest):
        return ""
    tag = _TAG.match(rest)
    if tag and (tag[1] is None or (tag[1] in SAYING and (last != "." or _closes(rest, tag.end())))):
        return ","
    return "," if last in ",—–" else "." if last in ".…" else last if last in "?!" else ","
