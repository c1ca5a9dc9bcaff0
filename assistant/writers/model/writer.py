"""From evidence to statements by a chat model, each shown only when the gate has passed it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from assistant.answer import Failure, GateFailure, GateReport, Statement
from assistant.evidence import Evidence, Excerpt
from assistant.gate import check_statement
from assistant.words import fold
from assistant.writers.draft import Draft
from assistant.writers.model.calls import Calls, Messages
from assistant.writers.model.connection import ModelFailed, connect
from assistant.writers.model.parsing import Proposed, proposals
from assistant.writers.model.prompt import mending, passages_of, rewriting, writing
from assistant.writers.model.proof import Proof, inference_fails, prove
from assistant.writers.naming import capitalised, introduced, speaker

if TYPE_CHECKING:
    from assistant.checking.checker import Checker
    from assistant.settings import Settings

MOST_REPAIRS = 4  # calls for one answer; later failures are replaced at once
MOST_INFERENCES = 3
LONGEST_QUESTION = 300  # characters of a follow-up that the model rewrote
INFERENCE = "My inference"
OTHERS = "Also at the table"


class ModelWriter:
    """Writes one answer. `draft` and `report` are whole when `write` has run to its end."""

    def __init__(self, writer: str, checker: Checker, settings: Settings) -> None:
        self.calls = Calls(connect(writer, settings), settings)
        self.checker = checker
        self.settings = settings
        self.draft = Draft(checker.atlas.debate)
        self._checked = 0
        self._failures: list[GateFailure] = []
        self._repairs = 0

    @property
    def report(self) -> GateReport:
        return GateReport(self._checked, tuple(self._failures))

    def standalone(self, question: str, history: Sequence[str]) -> str | None:
        """A follow-up in words of its own; None where the model's words cannot be used."""
        text = self.calls.reply(rewriting(question, history)).strip().strip('"“”')
        usable = text and len(text) <= LONGEST_QUESTION and "\n" not in text and "{" not in text
        return text if usable else None

    def write(self, evidence: Evidence) -> Iterator[Statement]:
        """Each statement as soon as the gate has passed it; ModelFailed where nothing comes."""
        debate = self.checker.atlas.debate
        question = evidence.question
        passages = passages_of(evidence, self.settings.model_passage_characters)
        messages = writing(question.standalone, passages, debate, question.business)
        inferences: list[str] = []
        for proposed in proposals(self.calls.stream(messages)):
            if proposed.layer == "assistant":
                self._infer(proposed, question.standalone, passages, inferences)
                continue
            statement = self._shown(proposed, passages, messages)
            if statement:
                yield statement
        if not self.draft.statements:
            raise ModelFailed("it said nothing that the essays bear out")
        yield from self._completed(evidence)
        for text in inferences:
            self.draft.say(text, layer="assistant", part=INFERENCE)
            yield self.draft.statements[-1]

    def _shown(
        self, proposed: Proposed, passages: dict[str, Excerpt], messages: Messages
    ) -> Statement | None:
        """The statement, mended once where it failed, else the bare quotation in its place."""
        self._checked += 1
        proof = prove(proposed, passages, self.checker)
        if proof.failure:
            self._fail(proposed.text, proof.failure)
            mended = self._mended(proposed, proof.failure, passages, messages)
            if mended is None:
                return self._quotation(passages.get(proposed.passage))
            proposed, proof = mended
        return self._said(proposed.text, proof.excerpt)

    def _fail(self, text: str, failure: Failure) -> None:
        self._failures.append(GateFailure(text, failure))

    def _mended(
        self,
        proposed: Proposed,
        failure: Failure,
        passages: dict[str, Excerpt],
        messages: Messages,
    ) -> tuple[Proposed, Proof] | None:
        if self._repairs >= MOST_REPAIRS:
            return None
        self._repairs += 1
        told = json.dumps(asdict(proposed), ensure_ascii=False)
        try:
            pieces = [self.calls.reply(mending(messages, told, failure))]
        except ModelFailed:
            self._repairs = MOST_REPAIRS
            return None
        for again in proposals(pieces):
            self._checked += 1
            proof = prove(again, passages, self.checker)
            if proof.failure is None and again.layer == "essays":
                return again, proof
            self._fail(again.text, proof.failure or "fabricated")
            break
        return None

    def _said(self, text: str, excerpt: Excerpt | None) -> Statement | None:
        """The sentence with its quotation behind it, beside the name of the voice."""
        if excerpt is None or self._cited(excerpt):
            return None
        bare = text.rstrip(" .:")
        who = "" if fold(speaker(excerpt)).split()[-1] in fold(text) else f" {introduced(excerpt)}:"
        joint = "." if who else ":"
        self.draft.quote(f"{capitalised(bare)}{joint}{capitalised(who) if who else ''}", excerpt)
        return self._last_checked()

    def _quotation(self, excerpt: Excerpt | None) -> Statement | None:
        """A struck statement's passage in its own words; None where it had no passage."""
        if excerpt is None or self._cited(excerpt):
            return None
        self.draft.quote(capitalised(f"{introduced(excerpt)}:"), excerpt)
        return self._last_checked()

    def _last_checked(self) -> Statement | None:
        """The last statement, unless the gate of all writers objects to it."""
        statement = self.draft.statements[-1]
        verdict = check_statement(statement, self.draft.citations, self.draft.debate)
        if verdict.failure:
            self.draft.statements.pop()
            self._failures.append(GateFailure(statement.text, verdict.failure, verdict.citation))
            return None
        return statement

    def _cited(self, excerpt: Excerpt) -> bool:
        return any(
            c.essay == excerpt.essay.slug and c.start < excerpt.end and c.end > excerpt.start
            for c in self.draft.citations
        )

    def _completed(self, evidence: Evidence) -> Iterator[Statement]:
        """No side goes unheard: essays whose position the model left out are quoted."""
        heard = {citation.essay for citation in self.draft.citations}
        for slug, thesis in evidence.theses.items():
            proven = any(
                (c.essay, c.start, c.end) == (slug, thesis.start, thesis.end)
                for c in self.draft.citations
            )
            if proven or (slug in heard and self._cited(thesis)):
                continue
            lead = introduced(thesis)
            self.draft.quote(capitalised(f"{lead}:"), thesis, part=OTHERS)
            yield self.draft.statements[-1]

    def _infer(
        self,
        proposed: Proposed,
        question: str,
        passages: dict[str, Excerpt],
        inferences: list[str],
    ) -> None:
        """Keep what the assistant infers for the asker, unless it credits somebody with it."""
        self._checked += 1
        if inference_fails(proposed.text, question, passages, self.checker):
            self._fail(proposed.text, "fabricated")
        elif len(inferences) < MOST_INFERENCES:
            inferences.append(proposed.text)
