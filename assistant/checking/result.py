"""What checking a statement gives: the verdict, its evidence and a sentence that explains it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.answer import Citation

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
