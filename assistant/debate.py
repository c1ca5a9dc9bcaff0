"""The whole flow: question → understand → retrieve → write → gate → Answer."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer, RollCallEntry, Statement, Status
from assistant.domain import SILENT, Debate

if TYPE_CHECKING:
    from assistant.checking.checker import Checker
    from assistant.checking.result import Checked
    from assistant.evidence import Evidence, Excerpt
    from assistant.index import Index
    from assistant.retrieval.retrieve import Retriever
    from assistant.settings import Settings
    from assistant.understanding.reading import Understood
    from assistant.writers.draft import Draft
    from assistant.writers.model.turn import Turn


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the flow that begins now; `detail` is for the reader."""

    name: str
    detail: str = ""


def open_debate(corpus: Path | None = None, settings: Settings | None = None) -> DebateAssistant:
    """The assistant for a debate folder that has been ingested; IndexMissing where it has not."""
    from assistant.index import open_index
    from assistant.settings import read_settings

    settings = settings or read_settings()
    return DebateAssistant(open_index(corpus or settings.corpus, settings))


class DebateAssistant:
    """Answers questions about one debate. Safe to share by threads: it never changes."""

    def __init__(self, index: Index) -> None:
        from assistant.atlas import Atlas
        from assistant.retrieval.retrieve import Retriever

        self.index = index
        self.debate: Debate = index.debate
        self.retriever: Retriever = Retriever(Atlas(index))

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        without: Collection[str] = (),
        business: str | None = None,
        writer: str | None = None,
    ) -> Answer:
        """The answer to a question; `history` holds the user's earlier ones, oldest first."""
        for event in self.stream(
            question, history, id=id, without=without, business=business, writer=writer
        ):
            if isinstance(event, Answer):
                return event
        raise AssertionError("a stream ends with its answer")

    def stream(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        without: Collection[str] = (),
        business: str | None = None,
        writer: str | None = None,
    ) -> Iterator[Step | Statement | Answer]:
        """Each step as it begins, each statement when the gate has passed it, then the answer."""
        from assistant.gate import passing
        from assistant.writers.draft import as_text
        from assistant.writers.quoting import write

        chat = self._chat(writer or self.index.settings.writer)
        clock = _Clock()
        yield Step("understand", "Reading the question")
        understood = self._understand(question, history, business or "")
        if understood.question.previous and not understood.question.injection:
            understood = chat.rewritten(question, history, understood, self._understand)
        clock.lap("understand")
        heard = len(self.debate.essays) - len(set(without))
        yield Step("retrieve", f"Searching {heard} of {len(self.debate.essays)} essays")
        evidence = self.retriever.retrieve(understood, without)
        clock.lap("retrieve")
        yield Step("write", "Writing")
        yield from chat.statements(evidence)
        draft = chat.draft or write(evidence, self.debate)
        clock.lap("write")
        yield Step("gate", "Checking every quotation")
        statements, report = passing(draft.statements, draft.citations, self.debate)
        report = chat.added(report)
        statements += chat.note
        yield from statements if chat.draft is None else chat.note
        clock.lap("gate")
        used = {number for statement in statements for number in statement.citations}
        answer = Answer(
            id=id or self._id(question, history, without, business, chat.name),
            question=question,
            standalone_question=understood.question.standalone,
            status=_status(evidence),
            reason=evidence.refusal,  # type: ignore[arg-type]
            text=as_text(statements),
            statements=tuple(statements),
            citations=tuple(c for c in draft.citations if c.number in used),
            roll_call=self._roll_call(evidence, draft, without),
            gate=report,
            writer=chat.name if chat.draft else "quoting",
            suggestions=self.debate.starters[:3] if evidence.refusal else (),
        )
        yield replace(answer, timings_ms=clock.laps())

    def _chat(self, writer: str) -> Turn:
        from assistant.writers.model.turn import Turn

        return Turn(writer, lambda: self._checker, self.index.settings)

    def check(self, statement: str, *, id: str | None = None) -> Checked:
        """Who says what a statement claims, if anybody: its verdict, with the evidence."""
        return self._checker.check(statement, id=id)

    @cached_property
    def _checker(self) -> Checker:
        from assistant.checking.checker import Checker
        from assistant.checking.entailment import Entailment

        model = self.index.settings.nli_model
        entailment = Entailment(model) if model else None
        return Checker(self.retriever.atlas, self.retriever.strength, entailment)

    def _understand(self, question: str, history: Sequence[str], business: str) -> Understood:
        from assistant.understanding.understand import understand

        return understand(
            question,
            history,
            self.retriever.atlas,
            business=business,
            answered_by=self._answered_by,
        )

    def _answered_by(self, understood: Understood) -> tuple[Excerpt, ...]:
        """What answers a question that names nobody: whose words a later "he" means."""
        return self.retriever.retrieve(understood).found

    def _roll_call(
        self, evidence: Evidence, draft: Draft, without: Collection[str]
    ) -> tuple[RollCallEntry, ...]:
        """Where each essay stands on this question, with the citation that proves it."""
        if evidence.refusal or evidence.question.kind not in ("verdict", "agree"):
            return ()
        if not evidence.theses:
            return ()
        entries = []
        for essay in self.debate.essays:
            if essay.slug in without:
                continue
            thesis = evidence.theses.get(essay.slug)
            number = draft.proof(thesis) if thesis else None
            position = essay.position or SILENT
            entries.append(
                RollCallEntry(essay.slug, essay.author, position if thesis else SILENT, number)
            )
        return tuple(entries)

    def _id(
        self,
        question: str,
        history: Sequence[str],
        without: Collection[str],
        business: str | None,
        writer: str,
    ) -> str:
        """A digest of corpus, settings and question."""
        parts = [self.index.info.digest, question, [*history], sorted(without), business or ""]
        parts += [writer] if writer != "quoting" else []
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _status(evidence: Evidence) -> Status:
    if evidence.refusal:
        return "refused"
    return "corrected" if evidence.corrects else "answered"


class _Clock:
    """Milliseconds from lap to lap."""

    def __init__(self) -> None:
        self._start = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 3)
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": round((time.perf_counter() - self._start) * 1000, 3)}
