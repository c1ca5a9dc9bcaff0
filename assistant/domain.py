"""The words of this project as types: what an analysed debate consists of.

All offsets count code points of an essay's stored text (no front matter, no Markdown marks,
paragraphs parted by blank lines); `text[start:end]` is always the exact span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Role = Literal["author", "quoted", "uncertain"]
Attitude = Literal["own", "endorses", "rebuts", "reports"]
BlockKind = Literal["heading", "paragraph", "item", "quote"]
PointRole = Literal[
    "thesis",
    "reason",
    "definition",
    "example",
    "condition",
    "challenge",
    "advice",
    "concession",
    "fact",
]

CONDITIONAL = "conditional"
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to the debate's question."""

    id: str
    label: str
    statement: str


@dataclass(frozen=True, slots=True)
class ListedVoice:
    """A person whom front matter says speaks inside an essay."""

    name: str
    attitude: Attitude | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks in a span, and how the essay's author treats that voice.

    `name` is the bare name, or None where an unsigned essay's author speaks or the role is
    `uncertain`.
    """

    name: str | None
    role: Role = "author"
    attitude: Attitude = "own"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or block quote of the stored text."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0  # headings: 1 to 6; items: nesting depth from 1; else 0


@dataclass(frozen=True, slots=True)
class VoiceSpan:
    """A stretch of the stored text that one voice speaks; spans neither overlap nor nest."""

    start: int
    end: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the part of one that a single voice speaks: the smallest thing to cite."""

    start: int
    end: int
    block: int  # index into Essay.blocks
    voice: Voice
    heading: str = ""  # the nearest heading above, "" before the first
    lead_in: int | None = None  # index of the sentence that introduces this one's list


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a voice says in an essay; bare (only a span) where nobody has read it.

    The voice is that of the sentences from `first` to `last`, which the span lies in.
    """

    start: int
    end: int
    first: int  # index into Essay.sentences
    last: int  # inclusive
    says: str = ""  # the gist: one plain sentence in other words; "" for a bare point
    role: PointRole | None = None
    speaks_for: str | None = None  # a side's id
    speaks_against: str | None = None
    about: tuple[str, ...] = ()  # topics in a founder's words
    things: tuple[str, ...] = ()  # companies, people and products meant there, by full name
    asks: tuple[str, ...] = ()  # questions that it answers
    lead: tuple[int, int] | None = None  # offsets of the sentence that introduces its list
    restated: tuple[str, ...] = ()  # what it bears out, as somebody else would put it
    contrary: tuple[str, ...] = ()  # what it denies, so put
    beyond: tuple[str, ...] = ()  # what is near to it and goes further than it does


@dataclass(frozen=True, slots=True)
class Accord:
    """What several essays agree on, or clash over, and the spans of each that prove it."""

    kind: Literal["agreement", "clash"]
    on: str  # what a clash is on; "" for an agreement
    says: str
    spans: tuple[tuple[str, int, int], ...]  # essay's slug, start, end


@dataclass(frozen=True, slots=True)
class Essay:
    """One source text of the debate, analysed."""

    slug: str
    title: str
    text: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    note: str | None = None
    position: str | None = None  # a side's id or `conditional`
    position_is_proposed: bool = False  # True: ingest's proposal, not the front matter's word
    thesis: tuple[int, int] | None = None  # offsets of the sentence(s) that state the position
    listed_voices: tuple[ListedVoice, ...] = ()
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    points: tuple[Point, ...] = ()  # those of its reading, then a bare one for what is left
    gist: str = ""  # its reading's one sentence on the whole essay

    @property
    def is_read(self) -> bool:
        """Whether somebody has read it into points."""
        return any(point.says for point in self.points)

    @property
    def author_voice(self) -> Voice:
        return Voice(self.author)

    def quote(self, span: Sentence | Block | Point) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]

    def voice(self, point: Point) -> Voice:
        """Who speaks a point."""
        return self.sentences[point.first].voice

    def sentence_at(self, start: int) -> Sentence:
        """The sentence in which a span that starts there begins."""
        return next(sentence for sentence in self.sentences if sentence.end > start)

    def heading(self, point: Point) -> str:
        """The nearest heading above a point, "" before the first."""
        return self.sentences[point.first].heading


@dataclass(frozen=True)
class Debate:
    """A question, its sides, and the essays about it."""

    question: str
    sides: tuple[Side, ...]
    essays: tuple[Essay, ...]
    starters: tuple[str, ...] = ()
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)  # name -> its other names
    accords: tuple[Accord, ...] = ()  # of the debate's reading
    gist: str = ""  # the debate's reading in a few sentences

    def essay(self, slug: str) -> Essay:
        """The essay with that slug; KeyError where there is none."""
        return self._by_slug[slug]

    def who_says(self, span: tuple[str, int, int]) -> tuple[str, str]:
        """The essay of an accord's words, and who speaks them: a name, or the essay's slug."""
        slug, start, _ = span
        return slug, self.essay(slug).sentence_at(start).voice.name or slug

    @cached_property
    def _by_slug(self) -> dict[str, Essay]:
        return {essay.slug: essay for essay in self.essays}

    @cached_property
    def contrarian(self) -> Essay | None:
        """The only essay on its side while the other side has more, or None."""
        by_side = {
            side.id: [essay for essay in self.essays if essay.position == side.id]
            for side in self.sides
        }
        alone = [held for held in by_side.values() if len(held) == 1]
        more = any(len(held) > 1 for held in by_side.values())
        return alone[0][0] if len(alone) == 1 and more else None
