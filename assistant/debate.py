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

from assistant.answer import Answer, Citation, RollCallEntry, Statement, Status
from assistant.domain import SILENT, Debate

if TYPE_CHECKING:
    from assistant.checking.checker import Checker
    from assistant.checking.result import Checked
    from assistant.index import Index
    from assistant.points import PointRow
    from assistant.retrieval.evidence import Evidence
    from assistant.retrieval.rank import Ranking
    from assistant.settings import Settings
    from assistant.understanding.question import Question
    from assistant.writers.draft import Draft

_RECALLED = 12  # earlier questions from which the last answer is made again
_PRESUMES = 0.4  # probability from which what is taken for granted is checked, less a number's
_TAKES_FOR_GRANTED = 0.5  # the same below which a yes-or-no question is one
_NEAR = 40  # points near a question that suggestions are made from


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
        from assistant.retrieval.plans import Planner
        from assistant.retrieval.rank import Ranker
        from assistant.understanding.understand import Understanding
        from assistant.writers.model.turn import ModelWriting
        from assistant.writers.quoting import Context

        self.index = index
        self.debate: Debate = index.debate
        self.understanding = Understanding(index)
        self.planner = Planner(index, Ranker(index), lambda: self.understanding.sides)
        self.models = ModelWriting(index, self.understanding.directory)
        self.context = Context(self.debate, frozenset(self.understanding.directory.common_words()))

    def renewed(self) -> DebateAssistant:
        """Itself, or an assistant over the index that has replaced its own."""
        if self.index.is_current():
            return self
        return open_debate(Path(self.index.info.corpus), self.index.settings)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        *,
        id: str | None = None,
        without: Collection[str] = (),
        business: str | None = None,
        writer: str | None = None,
        last: Answer | None = None,
        before: Sequence[Answer | None] = (),
    ) -> Answer:
        """The answer to a question; `history` holds the user's earlier ones, oldest first.

        `last`: the answer to the last of them, where it is at hand; `before`: those to the
        questions before that, oldest first, which a chat model is told.
        """
        for event in self.stream(
            question,
            history,
            id=id,
            without=without,
            business=business,
            writer=writer,
            last=last,
            before=before,
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
        last: Answer | None = None,
        before: Sequence[Answer | None] = (),
    ) -> Iterator[Step | Statement | Answer]:
        """Each step as it begins, each statement when the gate has passed it, then the answer."""
        from assistant.gate import passing
        from assistant.retrieval.settling import settled
        from assistant.suggesting import COUNT, suggestions
        from assistant.writers.draft import Draft, as_text
        from assistant.writers.forms import renumber
        from assistant.writers.model.prompt import Asked

        clock = _Clock()
        model = self.models.turn(writer)
        yield Step("understand", "Reading the question")
        understood = self.understanding.read(question, history, business=business or "")
        understood, ranked = settled(understood, self.planner.ranker)
        if history and last is None and (understood.intent == "further" or model.is_asked):
            earlier = (history[-1], history[-1 - _RECALLED : -1])
            last = self.ask(*earlier, without=without, business=business, writer="quoting")
        clock.lap("understand")
        heard = len(self.debate.essays) - len(set(without))
        yield Step("retrieve", f"Searching {heard} of {len(self.debate.essays)} essays")
        evidence = self._evidence(understood, without, last, ranked)
        clock.lap("retrieve")
        yield Step("write", "Writing")
        asked = Asked(question, tuple(history), last, tuple(before), business or "")
        ranking = evidence.ranking
        yield from model.statements(asked, understood, ranking, without)
        if model.written is None:
            draft = self._draft(understood, evidence, without, last)
            clock.lap("write")
            yield Step("gate", "Checking every quotation")
            passed, report = passing(draft.statements, draft.citations, self.debate)
            kept = Draft(self.debate)
            renumber(kept, passed, draft.citations)
            statements, cited = (*model.note, *kept.statements), tuple(kept.citations)
            yield from statements
            status, reason, report = _status(evidence), evidence.refusal, model.added(report)
            clock.lap("gate")
        else:
            statements, cited = model.written.statements, model.written.citations
            status, reason = model.written.status, model.written.reason
            report = model.written.report
            clock.lap("write")
        near = ranking.rows[:_NEAR] if ranking else self.index.points[:_NEAR]
        carried = last.suggestions if last else self.debate.starters[:COUNT]
        answer = Answer(
            id=id or self._id(question, history, without, business, model.writer),
            question=question,
            standalone_question=understood.standalone,
            status=status,
            reason=reason,
            text=as_text(statements),
            statements=statements,
            citations=cited,
            roll_call=() if status == "refused" else self._roll_call(evidence, cited, without),
            gate=report,
            writer=model.writer if model.written else "quoting",
            usage=model.usage,
            suggestions=carried
            if ranking is None and carried
            else suggestions(question, near, cited, self.debate, self._usual),
        )
        yield replace(answer, timings_ms=clock.laps())

    def _evidence(
        self,
        question: Question,
        without: Collection[str],
        last: Answer | None,
        ranking: Ranking | None,
    ) -> Evidence:
        """What the answer is made of; a further turn that goes on has not told it before."""
        from assistant.retrieval.further import further_evidence

        if question.intent == "further" and last is not None:
            return further_evidence(self.planner, question, last, without)
        evidence = self.planner.gather(question, without, ranking)
        if not question.parties or not evidence.points:
            return evidence
        if question.yes_no and question.intent == "voice" and question.premise < _TAKES_FOR_GRANTED:
            return self._denied(question, evidence)
        presumes = question.premise - question.number >= _PRESUMES  # a figure is merely asked for
        return self._corrected(question, evidence) if presumes else evidence

    def _denied(self, question: Question, evidence: Evidence) -> Evidence:
        """The evidence, or that for a plain no to what somebody is asked about."""
        against = self._against(question, evidence)
        return replace(evidence, points=against, stand="no") if against else evidence

    def _corrected(self, question: Question, evidence: Evidence) -> Evidence:
        """The evidence, or that against what the question takes for granted."""
        against = self._against(question, evidence)
        return replace(evidence, points=against, corrects=True) if against else evidence

    def _against(self, question: Question, evidence: Evidence) -> tuple[PointRow, ...]:
        """The points of whoever is asked about, first those that a check found against it; or none.

        That nobody says it in words like the question's is no proof against it. Of several who are
        asked about, the others are heard behind them.
        """
        presumed = self.understanding.presumed(question)
        checked = self.check(presumed) if presumed else None
        if checked is None or checked.verdict != "inverted_stance":
            return ()
        spans = [(c.essay, c.start, c.end) for c in checked.evidence]
        found = [
            row
            for row in self.index.points
            if row.point.says
            and row.voice == evidence.points[0].voice
            and any(
                row.essay.slug == slug and row.point.start < end and row.point.end > start
                for slug, start, end in spans
            )
        ]
        rest = [row for row in evidence.points if row not in found]
        if found and len(evidence.question.parties) > 1:
            rest = [row for row in rest if row.voice != found[0].voice]
        return (*found[:2], *rest)[:3]

    def _draft(
        self, question: Question, evidence: Evidence, without: Collection[str], last: Answer | None
    ) -> Draft:
        """The answer's statements and citations, in the form that was asked for."""
        from assistant.understanding.question import FORMS
        from assistant.writers import facts, talk
        from assistant.writers.draft import Draft
        from assistant.writers.forms import reshape
        from assistant.writers.quoting import write

        if question.intent == "talk":
            draft = Draft(self.debate)
            talk.chat(draft, question.talk)
            return draft
        if question.intent == "facts":
            draft = Draft(self.debate)
            facts.state(draft, question, self.index.points, without)
            return draft
        if question.intent == "further" and last is not None:
            if question.move in FORMS:
                before = (last.statements, last.citations)
                return reshape(self.debate, *before, question.move, limit=question.limit)
            if question.move in ("source", "doubt"):
                draft = Draft(self.debate)
                facts.prove(draft, last)
                return draft
        draft = write(evidence, self.context)
        if question.form is not None and not evidence.refusal:
            told = (draft.statements, draft.citations)
            return reshape(self.debate, *told, question.form, again=False, limit=question.limit)
        return draft

    def check(self, statement: str, *, id: str | None = None) -> Checked:
        """Who says what a statement claims, if anybody: its verdict, with the evidence."""
        return self._checker.check(statement, id=id)

    def warm_checks(self) -> None:
        """Work out now what every check needs, so that no answer waits for it."""
        self._checker.warm()

    @cached_property
    def _checker(self) -> Checker:
        from assistant.checking.checker import Checker

        return Checker(self.index)

    @cached_property
    def _usual(self) -> frozenset[str]:
        from assistant.suggesting import openings

        return openings(self.index.points)

    def _roll_call(
        self, evidence: Evidence, citations: Sequence[Citation], without: Collection[str]
    ) -> tuple[RollCallEntry, ...]:
        """Where each essay stands on this question, with the citation that proves it."""
        intent = evidence.question.intent
        if evidence.refusal or intent not in ("verdict", "agree"):
            return ()
        entries = []
        for essay in self.debate.essays:
            if essay.slug in without or essay.position is None:
                continue  # where it stands is not known, so nothing is said of it
            thesis = evidence.theses.get(essay.slug)
            own = [c for c in citations if c.essay == essay.slug]
            proof = next(
                (
                    c
                    for c in own
                    if thesis and c.start < thesis.point.end and c.end > thesis.point.start
                ),
                own[0] if own else None,
            )
            stands = intent == "verdict" or bool(proof)
            position = essay.position if stands else SILENT
            number = proof.number if proof else None
            entries.append(RollCallEntry(essay.slug, essay.author, position, number))
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
