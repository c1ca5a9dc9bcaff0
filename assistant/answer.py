"""The answer: one structured object that screen, terminal, JSON, export and evals all render."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.domain import Attitude, Essay, Role, Sentence

SCHEMA = 1

Status = Literal["answered", "corrected", "refused"]
Reason = Literal["off_topic", "not_in_essays"]
Layer = Literal["essays", "assistant"]
Kind = Literal["gist", "quote", "fact", "inference", "talk"]
Failure = Literal["fabricated", "frankenquote", "wrong_essay", "wrong_voice", "inverted_stance"]


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim span of one voice in one essay, one to three sentences; offsets as in domain."""

    number: int
    essay: str
    title: str
    author: str | None
    voice: str | None
    role: Role
    attitude: Attitude
    heading: str
    quote: str
    start: int
    end: int

    @classmethod
    def of(cls, essay: Essay, start: int, end: int, spoken: Sentence, number: int = 0) -> Citation:
        """The citation of a span that begins in the sentence `spoken`."""
        return cls(
            number=number,
            essay=essay.slug,
            title=essay.title,
            author=essay.author,
            voice=spoken.voice.name,
            role=spoken.voice.role,
            attitude=spoken.voice.attitude,
            heading=spoken.heading,
            quote=essay.text[start:end],
            start=start,
            end=end,
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, with the numbers of the citations it rests on.

    `kind`: a `gist` tells a citation in plain words, a `quote` shows its words, a `fact` is one of
    the corpus, an `inference` is the assistant's own, `talk` is neither; the last two have the
    layer `assistant`. `part` names the section of the answer ("" for none) and `side` the side or
    essay column it belongs to, so that a screen can lay the same statements out differently.
    """

    text: str
    layer: Layer = "essays"
    citations: tuple[int, ...] = ()
    kind: Kind = "gist"
    part: str = ""
    side: str | None = None


@dataclass(frozen=True, slots=True)
class RollCallEntry:
    """Where one essay stands on this question, with the number of the citation that proves it."""

    essay: str
    author: str | None
    position: str
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class GateFailure:
    """A statement that the gate struck, and why."""

    statement: str
    failure: Failure
    citation: int | None = None


@dataclass(frozen=True, slots=True)
class GateReport:
    """How many statements were checked and which failed."""

    checked: int = 0
    failures: tuple[GateFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question. `to_json` gives schema 1 (see README)."""

    id: str
    question: str
    standalone_question: str
    status: Status
    text: str
    reason: Reason | None = None
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    roll_call: tuple[RollCallEntry, ...] = ()
    gate: GateReport = GateReport()
    writer: str = "quoting"
    suggestions: tuple[str, ...] = ()  # questions that would work, or that follow on
    timings_ms: dict[str, float] | None = None
    usage: dict[str, Any] | None = None  # of a chat model: calls, tokens, cost where it is told

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON-ready data, in schema 1."""
        return {"schema": SCHEMA, **asdict(self)}
