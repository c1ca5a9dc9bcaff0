"""Evidence: verbatim excerpts of single voices, and the shape in which a writer receives them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain import Essay, Voice
from assistant.understanding.old_question import Question


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One to three consecutive sentences of one voice in one block: what a citation will quote.

    `similarity` is the cosine of the question and its leading sentence; `reason` says why it was
    chosen.
    """

    essay: Essay
    first: int  # index into Essay.sentences
    last: int  # inclusive
    start: int
    end: int
    similarity: float = 0.0
    reason: str = ""

    @property
    def quote(self) -> str:
        return self.essay.text[self.start : self.end]

    @property
    def voice(self) -> Voice:
        return self.essay.sentences[self.first].voice

    @property
    def heading(self) -> str:
        return self.essay.sentences[self.first].heading

    @property
    def words(self) -> int:
        return len(self.quote.split())

    def overlaps(self, other: Excerpt) -> bool:
        """Whether both quote some of the same words."""
        return (
            self.essay.slug == other.essay.slug
            and self.start < other.end
            and self.end > other.start
        )


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that essays label differently, or one word that they use in different senses."""

    subject: str
    kind: str  # "example" or "meaning"
    excerpts: tuple[Excerpt, ...]
    labels: tuple[str | None, ...] = ()  # side ids, one for each excerpt


@dataclass(frozen=True, slots=True)
class Evidence:
    """What retrieval hands to a writer; `theses` is keyed by slug, `strongest` by side."""

    question: Question
    found: tuple[Excerpt, ...] = ()  # in the order of telling
    theses: dict[str, Excerpt] = field(default_factory=dict)
    strongest: dict[str, tuple[Excerpt, ...]] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    conditions: tuple[Excerpt, ...] = ()
    case: tuple[Excerpt, ...] = ()  # what comes nearest to the case that the asker tells of
    asks: tuple[Excerpt, ...] = ()  # questions that an essay puts to its reader
    silent: tuple[str, ...] = ()  # essays with nothing above the floor
    refusal: str | None = None  # "off_topic" or "not_in_essays"
    missing: tuple[str, ...] = ()  # what the question turns on and no essay contains
    corrects: bool = False  # the question presumes what `found` contradicts
