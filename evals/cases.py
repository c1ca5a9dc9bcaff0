"""Cases: the reference questions of the eval suite, with their gold evidence."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

CaseStatus = Literal["answered", "corrected", "refused"]


class Evidence(BaseModel):
    """A verbatim span that proves a nugget, and the voice that speaks it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    essay: str
    voice: str | None
    evidence: str


class Nugget(BaseModel):
    """One thing that a good answer says; any of its evidence proves it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str
    vital: bool
    side: str | None = None
    any_of: tuple[Evidence, ...]


class Case(BaseModel):
    """One reference question; keys that are not of the form are left alone, as notes."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: str
    kind: str
    family: str = ""
    question: str
    history: tuple[str, ...] = ()
    status: CaseStatus
    nuggets: tuple[Nugget, ...] = ()
    roll_call: dict[str, str] | None = None
    reference: str = ""
    split: Literal["dev", "held"] | None = None

    @property
    def cluster(self) -> str:
        """What the case's result hangs together with: its paraphrases, else itself."""
        return self.family or self.id

    @property
    def is_verdict(self) -> bool:
        """Whether the answer may be long: a question about the debate as a whole."""
        return self.kind.startswith("verdict")
