"""One answer as the evals see it: the JSON of schema 1, with nothing taken for granted."""

from __future__ import annotations

from dataclasses import dataclass

STATUSES = ("answered", "corrected", "refused")
REASONS = ("off_topic", "not_in_essays")
ROLES = ("author", "quoted", "uncertain")
ATTITUDES = ("own", "endorses", "rebuts", "reports")
LAYERS = ("essays", "assistant")
FAILURES = ("fabricated", "frankenquote", "wrong_essay", "wrong_voice", "inverted_stance")


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as the answer gives it; None where a field is missing or of the wrong type."""

    number: int | None
    essay: str
    quote: str
    voice: str | None = None
    role: str | None = None
    attitude: str | None = None
    title: str | None = None
    author: str | None = None
    heading: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of the answer."""

    text: str
    layer: str = "essays"
    citations: tuple[int, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """An entry of the roll call."""

    essay: str
    position: str
    citation: int | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, or what is left of it: `failed` says why nothing in it can be scored."""

    id: str | None
    question: str = ""
    status: str = ""
    reason: str | None = None
    text: str = ""
    statements: tuple[Said, ...] = ()
    citations: tuple[Cited, ...] = ()
    roll_call: tuple[Stands, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: tuple[tuple[str, float], ...] = ()
    failed: str | None = None
    defects: tuple[str, ...] = ()
    retrieved: tuple[Cited, ...] = ()  # what the writer was given, best first; `run` notes it
    leaning: tuple[Reply, ...] = ()  # answers to the same question with a lean; `run` asks them

    @property
    def refused(self) -> bool:
        return self.failed is None and self.status == "refused"
