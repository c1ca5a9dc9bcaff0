"""One question's use of the chat model: asked where it was chosen, done without where it fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import GateReport, Statement
from assistant.writers.model.connection import ModelFailed, check_writer

if TYPE_CHECKING:
    from assistant.checking.checker import Checker
    from assistant.evidence import Evidence
    from assistant.settings import Settings
    from assistant.understanding.reading import Understood
    from assistant.writers.draft import Draft
    from assistant.writers.model.writer import ModelWriter

QUOTING = "quoting"
NOTE = "Note"


class Turn:
    """Asks a chat model for one answer; with the quoting writer chosen it does nothing.

    `draft` is None where the quoting writer is to answer: it was chosen, the question is one that
    the essays refuse or correct (plain facts need no model), or the model failed.
    """

    def __init__(self, writer: str, checker: Callable[[], Checker], settings: Settings) -> None:
        check_writer(writer)
        self.name = writer
        self.draft: Draft | None = None
        self._checker = checker
        self._settings = settings
        self._model: ModelWriter | None = None
        self._failed = ""

    def rewritten(
        self,
        question: str,
        history: Sequence[str],
        understood: Understood,
        understand: Callable[[str, Sequence[str], str], Understood],
    ) -> Understood:
        """A follow-up understood from the model's rewriting of it, where there is one."""
        if self.name == QUOTING:
            return understood
        try:
            alone = self._writer().standalone(question, history)
        except ModelFailed as error:
            self._failed = error.message
            return understood
        if alone is None:
            return understood
        found = understand(alone, (), understood.question.business)
        if found.question.injection or found.question.unknown:
            return understood  # the model has put something in that nobody asked
        return replace(found, question=replace(found.question, text=question))

    def statements(self, evidence: Evidence) -> Iterator[Statement]:
        """The model's statements, each once it passed; none where the quoting writer answers."""
        if self.name == QUOTING or evidence.refusal or evidence.corrects or self._failed:
            return
        try:
            writer = self._writer()
            yield from writer.write(evidence)
        except ModelFailed as error:
            self._failed = error.message
        else:
            self.draft = writer.draft

    @property
    def note(self) -> list[Statement]:
        """What the reader is told where the model was asked and did not answer."""
        if not self._failed:
            return []
        text = (
            f"The chat model did not answer ({self._failed}); "
            "these are the essays' own words, chosen without it."
        )
        return [Statement(text, layer="assistant", part=NOTE)]

    def added(self, report: GateReport) -> GateReport:
        """The gate's report with what it struck of the model's sentences."""
        if self._model is None:
            return report
        own = self._model.report
        return GateReport(max(report.checked, own.checked), (*own.failures, *report.failures))

    def _writer(self) -> ModelWriter:
        if self._model is None:
            from assistant.writers.model.writer import ModelWriter

            self._model = ModelWriter(self.name, self._checker(), self._settings)
        return self._model
