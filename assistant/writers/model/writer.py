"""From a question to statements by a chat model, each shown only when the gate has passed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from assistant.answer import Citation, GateFailure, GateReport, Kind, Reason, Statement, Status
from assistant.naming import essay_name
from assistant.rows import Row
from assistant.words import content_stems
from assistant.writers.draft import Draft
from assistant.writers.forms import reshape
from assistant.writers.model.calls import Calls
from assistant.writers.model.failures import ModelFailed, remedy
from assistant.writers.model.gate import SURE, Judged, ModelGate
from assistant.writers.model.material import Material, tokens
from assistant.writers.model.parsing import (
    Proposed,
    Replies,
    mark_groups,
    marks,
    objects,
    read_statement,
    replaced_marks,
    without_marks,
)
from assistant.writers.model.parties import called
from assistant.writers.model.prompt import SCHEMA, Asked, Failed, mending, messages_for, verifying

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

    from assistant.settings import Settings

MOST_REPAIRED = 8  # statements that the one call for repairs takes
MOST_INFERENCES = 3
LONGEST_CITATION = 60  # words
CITED_TOGETHER = 3  # consecutive sentences of one voice that are one citation
NOTE = "Note"
_STEP = 4096  # tokens


@dataclass(slots=True)
class Written:
    """An answer by a model, whole when its writing has come to an end."""

    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    status: Status = "answered"
    reason: Reason | None = None
    report: GateReport = field(default_factory=GateReport)
    usage: dict[str, Any] = field(default_factory=dict)


class ModelWriter:
    """Writes one answer about one debate."""

    def __init__(self, writer: str, gate: ModelGate, settings: Settings) -> None:
        self.gate = gate
        self.settings = settings
        self.written = Written()
        self._marked = writer.startswith("anthropic:")
        self._calls = Calls(writer, settings, SCHEMA)
        self._draft = Draft(gate.debate)
        self._places: dict[int, Statement] = {}  # by the number of the proposal
        self._failed: list[Failed] = []
        self._doubtful: dict[int, tuple[Proposed, Judged]] = {}  # by the number of the proposal
        self._report: list[GateFailure] = []
        self._proposed: dict[int, Proposed] = {}

    @property
    def report(self) -> GateReport:
        """What was checked and struck so far."""
        return GateReport(len(self._proposed), tuple(self._report))

    @property
    def usage(self) -> dict[str, Any]:
        """Tokens and calls so far."""
        return {**self._calls.usage, "calls": self._calls.made} if self._calls.made else {}

    def write(
        self, asked: Asked, material: Material, *, ground: str, without: Collection[str] = ()
    ) -> Iterator[Statement]:
        """Each statement as soon as it has passed; afterwards `written` holds the answer.

        `ground`: the asker's words, whose names and numbers the answer may take up.

        Raises:
            ModelFailed: no answer came of it, and nothing of an essay has been shown.
        """
        messages = messages_for(asked, self.gate.debate, material, marked=self._marked)
        context = self._context(messages)
        replies = Replies()
        broken: ModelFailed | None = None
        try:
            pieces = self._calls.stream(messages, context)
            for number, proposed in enumerate(replies.statements(pieces), 1):
                self._proposed[number] = proposed
                statement = self._tried(number, proposed, material, replies, ground, without)
                if statement and replies.head.form == "prose":
                    yield statement
        except ModelFailed as error:
            broken = error
        cut, held_back = self._calls.cut, self._calls.held_back
        if self._failed and broken is None:
            for statement in self._mended(messages, context, replies, material, ground, without):
                if replies.head.form == "prose":
                    yield statement
        for statement in self._verified(material, context, ask=broken is None):
            if replies.head.form == "prose":
                yield statement
        self._check_whole(replies, broken, cut, held_back)
        yield from self._finished(replies, broken, cut, held_back)

    def _context(self, messages: Sequence[BaseMessage]) -> int:
        """Tokens for prompt and reply, and for those of one repair.

        In wide steps, as a local server loads the model anew wherever this changes.
        """
        sent = sum(tokens(str(message.content)) for message in messages)
        return (sent + 2 * self.settings.model_max_tokens) // _STEP * _STEP + _STEP

    # -- one statement -----------------------------------------------------------------------

    def _tried(
        self,
        number: int,
        proposed: Proposed,
        material: Material,
        replies: Replies,
        ground: str,
        without: Collection[str],
    ) -> Statement | None:
        if self._is_out_of_place(proposed, replies):
            return None
        judged = self.gate.judge(proposed, material, ground, without)
        if judged.failure:
            self._report.append(GateFailure(proposed.text, judged.failure))
            self._failed.append(Failed(number, proposed, judged.reason, judged.usable))
            return None
        if self.settings.model_verify and judged.supports < SURE:
            self._doubtful[number] = (proposed, judged)
            return None
        return self._said(number, proposed, judged, material)

    def _is_out_of_place(self, proposed: Proposed, replies: Replies) -> bool:
        """A refusal asserts nothing about the essays' views; inferences are few."""
        if replies.head.status == "refused" and proposed.sentences:
            return True
        inferences = [s for s in self._places.values() if s.kind == "inference"]
        return proposed.kind == "inference" and len(inferences) >= MOST_INFERENCES

    def _said(
        self, number: int, proposed: Proposed, judged: Judged, material: Material
    ) -> Statement:
        rows = {n: material.rows[n] for n in proposed.sentences}
        cited = self._cited(proposed, rows, judged.text)
        text = self._with_marks(proposed, judged, cited, rows)
        quotes = [self._draft.citations[mark - 1].quote for mark in cited.values()]
        kind: Kind = proposed.kind
        if kind in ("gist", "quote"):
            kind = "quote" if quotes and all(quote in text for quote in quotes) else "gist"
        if kind == "inference" and not text.startswith("My inference"):
            text = f"My inference: {text}"
        layer = "assistant" if proposed.is_own else "essays"
        numbers = tuple(dict.fromkeys(cited.values()))
        statement = Statement(text, layer, numbers, kind, proposed.part)  # type: ignore[arg-type]
        self._places[number] = statement
        return statement

    def _cited(self, proposed: Proposed, rows: dict[int, Row], text: str) -> dict[int, int]:
        """The citation of each sentence, numbered in the order of the text.

        Neighbours of one voice and paragraph that prove the same words share theirs.
        """
        groups = mark_groups(proposed.text)
        marked = {number for group in groups for number in group}
        groups.append([number for number in rows if number not in marked])
        found: dict[int, int] = {}
        for group in groups:
            runs = _runs({n: rows[n] for n in group if n not in found})
            for run in sorted(runs, key=lambda run: min(map(group.index, run))):
                first, last = rows[run[0]], rows[run[-1]]
                start, end = first.sentence.start, last.sentence.end
                if len(run) == 1:
                    start, end = clipped(first, text)
                mark = self._draft.cite_span(first.essay, start, end)
                found |= dict.fromkeys(run, mark)
        return found

    def _with_marks(
        self, proposed: Proposed, judged: Judged, cited: dict[int, int], rows: dict[int, Row]
    ) -> str:
        """The text with the citations' numbers; whoever it does not name is named beside his.

        So is the one who quotes a voice, where no statement yet names the two together.
        """
        source = proposed.text if judged.text == without_marks(proposed.text) else judged.text
        inline = set(marks(source))
        text = replaced_marks(source, cited)
        parties = self.gate.parties
        told = [statement.text for statement in self._places.values()]
        there = {cited[n] for n in inline if n in cited}
        rest = [mark for mark in dict.fromkeys(cited.values()) if mark not in there]
        if rest:
            text = _appended(text, " " + "".join(f"[{mark}]" for mark in rest))
        for number, row in rows.items():
            beside = [] if parties.is_named(row, without_marks(text)) else [called(row)]
            quoted = row.sentence.voice.role == "quoted"
            if quoted and not any(parties.is_introduced(row, one) for one in (text, *told)):
                beside.append(f"quoted by {essay_name(row.essay)}")
            if beside:
                mark = f"[{cited[number]}]"
                text = text.replace(mark, f"({', '.join(beside)} {mark})", 1)
        return text[:1].upper() + text[1:]

    # -- repairs and the end -----------------------------------------------------------------

    def _mended(
        self,
        messages: Sequence[BaseMessage],
        context: int,
        replies: Replies,
        material: Material,
        ground: str,
        without: Collection[str],
    ) -> Iterator[Statement]:
        """What passes of the failed statements, written anew in one call."""
        failed = {one.number: one for one in self._failed[:MOST_REPAIRED]}
        asked = mending(messages, replies.whole, list(failed.values()), material)
        try:
            pieces = self._calls.stream(asked, context)
            for found in objects(pieces):
                proposed = read_statement(found)
                if proposed is None:
                    continue
                if proposed.replaces is None and len(failed) == 1:
                    proposed = replace(proposed, replaces=next(iter(failed)))
                one = failed.pop(proposed.replaces or 0, None)
                if one is None or self._is_out_of_place(proposed, replies):
                    continue
                judged = self.gate.judge(proposed, material, ground, without)
                if judged.failure:
                    self._report.append(GateFailure(proposed.text, judged.failure))
                    continue
                part = proposed.part or one.proposed.part
                yield self._said(one.number, replace(proposed, part=part), judged, material)
        except ModelFailed:
            return  # what failed stays struck

    def _verified(self, material: Material, context: int, *, ask: bool) -> Iterator[Statement]:
        """The doubtful statements without those of which the model, asked again, says no."""
        holds: dict[str, Any] = {}
        if self._doubtful and ask:
            asked = verifying({n: one for n, (one, _) in self._doubtful.items()}, material)
            try:
                for told in objects(self._calls.stream(asked, context, shaped=False)):
                    holds[str(told.get("statement"))] = told.get("holds")
            except ModelFailed:
                pass  # what the gate found stands
        for number, (proposed, judged) in self._doubtful.items():
            if holds.get(str(number)) is False:
                self._report.append(GateFailure(proposed.text, "fabricated"))
            else:
                yield self._said(number, proposed, judged, material)

    def _check_whole(
        self, replies: Replies, broken: ModelFailed | None, cut: bool, held_back: bool
    ) -> None:
        """ModelFailed unless what passed is an answer."""
        passed = list(self._places.values())
        tried = [p for p in self._proposed.values() if not p.is_own]
        if replies.head.status == "refused":
            tried = []
        if any(s.layer == "essays" for s in passed) or (passed and not tried):
            return
        if broken:
            raise broken
        if self._proposed:
            raise ModelFailed(
                "nothing that the chat model wrote stood up to the check against the essays",
                "Ask again, or in other words.",
            )
        if held_back:
            raise ModelFailed(
                "the provider's filter held the chat model's reply back",
                "Ask in other words, or choose another model in the settings.",
            )
        if cut:
            raise ModelFailed(
                "the chat model's reply was used up before it had answered",
                "Raise DEBATE_MODEL_MAX_TOKENS.",
            )
        if not replies.whole.strip():
            raise ModelFailed(
                "the chat model's reply was empty", "Ask again, or choose another model."
            )
        raise ModelFailed(
            "the chat model's reply was not in the form that it was asked for",
            "Ask again; a larger model keeps to it.",
        )

    def _finished(
        self, replies: Replies, broken: ModelFailed | None, cut: bool, held_back: bool
    ) -> Iterator[Statement]:
        """Put the answer together, and say where it broke off."""
        statements = [self._places[number] for number in sorted(self._places)]
        form = replies.head.form
        debate = self.gate.debate
        citations: Sequence[Citation] = self._draft.citations
        if form in ("list", "table", "memo") and any(s.citations for s in statements):
            draft = reshape(debate, statements, citations, form)
            statements, citations = draft.statements, draft.citations
        if form != "prose":
            yield from statements
        note = ""
        if broken:
            note = f"The chat model's reply broke off here, as {broken.message}: {remedy(broken)}"
        elif cut:
            note = (
                "The chat model's reply was cut off here at its greatest length: "
                "raise DEBATE_MODEL_MAX_TOKENS for longer ones."
            )
        elif held_back:
            note = "The provider's filter ended the chat model's reply here: ask in other words."
        if note:
            statements.append(Statement(note, "assistant", (), "talk", NOTE))
            yield statements[-1]
        status = replies.head.status
        reason = (replies.head.reason or "not_in_essays") if status == "refused" else None
        used = {number for statement in statements for number in statement.citations}
        self.written = Written(
            statements=tuple(statements),
            citations=tuple(c for c in citations if c.number in used),
            status=status,
            reason=reason,
            report=self.report,
            usage=self.usage,
        )


def _appended(text: str, more: str) -> str:
    """The text with something put before the stop that ends it."""
    bare = text.rstrip()
    if bare.endswith((".", "!")) and not bare.endswith(("..", "…")):
        return f"{bare[:-1]}{more}{bare[-1]}"
    return f"{bare}{more}"


def _runs(rows: dict[int, Row]) -> list[list[int]]:
    """Sentence numbers in runs that one citation can show."""
    found: list[list[int]] = []
    for number in sorted(rows):
        row = rows[number]
        run = found[-1] if found else []
        before = rows[run[-1]] if run else None
        words = sum(len(rows[n].text.split()) for n in run) + len(row.text.split())
        if (
            before is not None
            and number == run[-1] + 1
            and before.essay.slug == row.essay.slug
            and before.sentence.voice == row.sentence.voice
            and before.sentence.block == row.sentence.block
            and len(run) < CITED_TOGETHER
            and words <= LONGEST_CITATION
        ):
            run.append(number)
        else:
            found.append([number])
    return found


def clipped(row: Row, text: str) -> tuple[int, int]:
    """The offsets of a sentence, or of the clauses of a long one that come nearest to a text."""
    start, end = row.sentence.start, row.sentence.end
    words = row.essay.text[start:end].split()
    if len(words) <= LONGEST_CITATION:
        return start, end
    cuts = [start, *(start + at + 1 for at, sign in enumerate(row.text) if sign in ",;:—"), end]
    wanted = set(content_stems(text))
    best = (-1, 0, start, end)
    for first, begin in enumerate(cuts):
        for stop in cuts[first + 1 :]:
            piece = row.essay.text[begin:stop]
            if len(piece.split()) > LONGEST_CITATION:
                break
            shared = len(set(content_stems(piece)) & wanted)
            best = max(best, (shared, -len(piece), begin, stop))
    begin, stop = best[2:]
    piece = row.essay.text[begin:stop]
    if best[0] < 0:  # a clause that is too long by itself: its first words
        piece = " ".join(words[:LONGEST_CITATION])
        return start, start + len(row.essay.text[start:end][: len(piece)].rstrip())
    return begin + len(piece) - len(piece.lstrip()), stop - (
        len(piece) - len(piece.rstrip(" ,;:—"))
    )
