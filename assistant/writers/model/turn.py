"""The chat model's part in a debate: asked first, and done without where it fails."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.answer import GateReport, Statement
from assistant.index import Index
from assistant.understanding.entities import Directory
from assistant.understanding.question import Question
from assistant.writers.model.connection import QUOTING, check_writer
from assistant.writers.model.failures import ModelFailed, sentence
from assistant.writers.model.prompt import Asked

if TYPE_CHECKING:
    from assistant.retrieval.rank import Ranking
    from assistant.writers.model.gate import ModelGate
    from assistant.writers.model.support import Support
    from assistant.writers.model.writer import Written

NOTE = "Note"


class ModelWriting:
    """Writes with chat models about one opened index. Safe to share by threads."""

    def __init__(self, index: Index, directory: Directory, support: Support | None = None) -> None:
        self.index = index
        self._directory = directory
        self._support = support

    @cached_property
    def gate(self) -> ModelGate:
        """Built at the first question that a model is asked."""
        from assistant.checking.checker import Checker
        from assistant.writers.model.gate import ModelGate

        support = self._support or Checker(self.index).support
        return ModelGate(self.index, self._directory, support)

    def turn(self, writer: str | None) -> Turn:
        """One question's turn; UserError where there is no such writer."""
        chosen = writer or self.index.settings.writer
        check_writer(chosen)
        return Turn(chosen, self)


class Turn:
    """Asks a chat model for one answer; with the quoting writer chosen it does nothing.

    `written` is None where the quoting writer is to answer.
    """

    def __init__(self, writer: str, writing: ModelWriting) -> None:
        self.writer = writer
        self.written: Written | None = None
        self.usage: dict[str, Any] | None = None
        self._writing = writing
        self._failed: ModelFailed | None = None
        self._report = GateReport()

    @property
    def is_asked(self) -> bool:
        """Whether a model is to be asked."""
        return self.writer != QUOTING

    def statements(
        self,
        asked: Asked,
        question: Question,
        ranking: Ranking | None,
        without: Collection[str] = (),
    ) -> Iterator[Statement]:
        """The model's statements, each once it has passed; none where it was not chosen."""
        if not self.is_asked:
            return
        from assistant.writers.model.material import material_for
        from assistant.writers.model.orders import orders_about
        from assistant.writers.model.writer import ModelWriter

        index = self._writing.index
        settings = index.settings
        material = material_for(index, ranking, without, settings.model_context_tokens)
        said = [text for text in (asked.question, *asked.history) if not orders_about(text)]
        ground = "\n".join((*said, asked.business, question.standalone if said else ""))
        writer = ModelWriter(self.writer, self._writing.gate, settings)
        try:
            yield from writer.write(asked, material, ground=ground, without=without)
            self.written = writer.written
        except ModelFailed as error:
            self._failed = error
            self._report = writer.report
        self.usage = writer.usage or None

    @property
    def note(self) -> list[Statement]:
        """What the reader is told first where the model was asked and did not answer."""
        if self._failed is None:
            return []
        return [Statement(sentence(self._failed), "assistant", (), "talk", NOTE)]

    def added(self, report: GateReport) -> GateReport:
        """The quoting writer's report with what was struck of the model's sentences."""
        own = self._report
        return GateReport(report.checked + own.checked, (*own.failures, *report.failures))
