"""The rows of an index: which sentence of which essay each vector belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Debate, Essay, Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's place: row of the sentence vectors, number in its essay."""

    essay: Essay
    number: int

    @property
    def sentence(self) -> Sentence:
        return self.essay.sentences[self.number]

    @property
    def text(self) -> str:
        return self.essay.quote(self.sentence)

    @property
    def speaker(self) -> str:
        """The voice's name; of an author without one, the essay's slug."""
        return self.sentence.voice.name or self.essay.slug


def sentence_rows(debate: Debate) -> list[Row]:
    """Every sentence of the debate, in the order of the sentence vectors."""
    return [Row(essay, n) for essay in debate.essays for n in range(len(essay.sentences))]
