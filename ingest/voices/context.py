"""What one voice has said so far, as far as it helps to tell whom a pronoun means."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.voices.tokens import Token

AUTHOR = "\x00author"  # stands for whoever speaks around the quotation


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one chosen, or None and the reason why the quotation stays open."""

    name: str | None
    reason: str = ""

    @property
    def is_base(self) -> bool:
        return self.name == AUTHOR


@dataclass(slots=True)
class Context:
    """The sentences of one stretch, and who was quoted in each."""

    sentences: list[list[Token]] = field(default_factory=list)  # names marked
    speakers: list[list[str]] = field(default_factory=list)
    last: str | None = None  # the last one quoted

    def push(self, sentence: list[Token]) -> None:
        self.sentences.append(sentence)
        self.speakers.append([])

    def spoke(self, name: str) -> None:
        self.last = name
        if self.speakers:
            self.speakers[-1].append(name)
