"""What checking a statement gives: the verdict with what proves it, before and in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.answer import Citation
from assistant.checking.verbatim import Span
from assistant.understanding.entities import Name

CheckVerdict = Literal[
    "supported", "fabricated", "frankenquote", "wrong_essay", "wrong_voice", "inverted_stance"
]


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement's verdict. `evidence` shows who says it, or what the named voice says instead."""

    statement: str
    verdict: CheckVerdict
    explanation: str
    evidence: tuple[Citation, ...] = ()
    id: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The line that `check --jsonl` prints."""
        return {
            "id": self.id,
            "verdict": self.verdict,
            "evidence": [asdict(citation) for citation in self.evidence],
            "explanation": self.explanation,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """`rows` prove the verdict, best first; `instead` are what the named party does say.

    `spans` are exact words where a quotation was looked up; `reason` says in a phrase what
    decided; `detail` holds the words that did.
    """

    verdict: CheckVerdict
    rows: tuple[int, ...] = ()
    instead: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    reason: str = ""
    detail: str = ""
    party: tuple[Name, ...] = ()  # of several that are named, the one that decided
    half: str = ""  # the part of the claim that nobody bears out, where the rest is borne out
    seen: tuple[float, ...] = ()  # what decided where no word alone did, by `belief.FEATURES`
    score: float = 1.0  # how plainly a paraphrase is borne out, 0 to 1; 1 where that is no question
