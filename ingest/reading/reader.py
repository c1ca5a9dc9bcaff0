"""A chat model reads essays: their points, written to `points/<slug>.yaml`.

One call an essay, one a section where it is long, and one more for the points that the gate turned
down. Each file is whole when it appears, so a reading that is interrupted goes on where it was.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assistant.domain import Essay, Voice
from assistant.errors import UserError
from assistant.settings import Settings
from assistant.writers.model.calls import Calls
from assistant.writers.model.connection import QUOTING, check_writer
from assistant.writers.model.material import as_data, tokens
from assistant.writers.model.parsing import objects
from ingest.essays import analyse_essay
from ingest.folder import DebateFolder, read_folder
from ingest.reading.file import CLAIM_KEYS, FOLDER, Readings, ReadPoint, read_readings
from ingest.reading.proposed import SCHEMA, ReadingGate, Rejected

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

PROMPT = Path(__file__).with_name("prompt.md")
VERSION = 1  # of the prompt
SECTION = 70  # sentences of one call
REPLY_TOKENS = 16_000  # of one reply
SECONDS = 1200.0  # for all calls of one essay
_OVERLAP = 3  # sentences before a section that are shown with it
_POINTS_A_SENTENCE, _TOKENS_A_POINT = 0.8, 180  # as readings turned out to be
_WIDTH = 110
_MOST_REASONS = 3  # told where no point could stand

Progress = Callable[[str, int, int], None]  # the essay, sentences read, of how many


@dataclass(frozen=True, slots=True)
class Estimate:
    """About how many tokens the reading of an essay takes."""

    essay: str
    calls: int
    tokens_in: int
    tokens_out: int


@dataclass(frozen=True, slots=True)
class EssayRead:
    """What became of one essay."""

    essay: str
    path: Path
    points: int
    sentences: int
    covered: int  # sentences that some point quotes
    rejected: tuple[Rejected, ...]
    mended: int
    usage: Mapping[str, Any]


class Reader:
    """Reads the essays of one debate folder with one chat model."""

    def __init__(self, corpus: Path, writer: str, settings: Settings) -> None:
        """Raises CorpusError for a bad folder, UserError for a writer that there is not."""
        check_writer(writer)
        if writer == QUOTING:
            raise UserError(
                "the quoting writer reads nothing", "name a chat model: --writer PROVIDER:MODEL"
            )
        self.writer = writer
        self._settings = settings.model_copy(
            update={"model_max_tokens": REPLY_TOKENS, "model_deadline": SECONDS}
        )
        self.folder: DebateFolder = read_folder(corpus, settings)
        self._unread = replace(self.folder, readings=Readings({}, {}, None))

    def waiting(self, *, force: bool = False) -> list[str]:
        """The essays to read: those without a reading, or all of them."""
        slugs = [file.slug for file in self.folder.files]
        return [slug for slug in slugs if force or slug not in self.folder.readings.by_essay]

    def estimate(self, slug: str) -> Estimate:
        """What reading an essay will take, without asking anybody."""
        essay = self._essay(slug)
        sections = _sections(essay)
        told = [self._messages(essay, section) for section in sections]
        sent = sum(tokens(str(message.content)) for messages in told for message in messages)
        written = int(len(essay.sentences) * _POINTS_A_SENTENCE * _TOKENS_A_POINT)
        return Estimate(slug, len(sections), sent, written)

    def read(self, slug: str, progress: Progress) -> EssayRead:
        """Read one essay and write its file.

        Raises:
            ModelFailed: the model gave no reply that can be used; nothing is written.
        """
        essay = self._essay(slug)
        gate = ReadingGate(essay, self.folder.sides, self.folder.names)
        calls = Calls(self.writer, self._settings, SCHEMA)
        rejected: list[Rejected] = []
        total = len(essay.sentences)
        progress(slug, 0, total)
        sections = _sections(essay)
        while sections:
            section = sections.pop(0)
            reached = section.start
            for found in self._proposed(calls, self._messages(essay, section), gate):
                failed = gate.judge(found)
                if failed:
                    rejected.append(failed)
                reached = max(reached, _furthest(found, section))
                progress(slug, reached, total)
            if calls.cut and section.start < reached < section.stop:
                sections.insert(0, range(reached, section.stop))  # the reply was full: go on there
        before = len(gate.points)
        still = self._mended(calls, essay, gate, rejected) if rejected else []
        if not gate.points:
            why = dict.fromkeys(one.reason for one in still)
            raise UserError(
                f"{self.writer} found no point in `{slug}` that could stand"
                + (f": {'; '.join(list(why)[:_MOST_REASONS])}" if why else ""),
                "Try another model.",
            )
        path = self._write(essay, gate)
        progress(slug, total, total)
        covered = {
            number
            for start, end in gate.points
            for number, sentence in enumerate(essay.sentences)
            if sentence.start < end and sentence.end > start
        }
        return EssayRead(
            slug,
            path,
            len(gate.points),
            total,
            len(covered),
            tuple(still),
            len(gate.points) - before,
            {**calls.usage, "calls": calls.made},
        )

    # -- asking --------------------------------------------------------------------------------

    def _essay(self, slug: str) -> Essay:
        file = next(file for file in self._unread.files if file.slug == slug)
        return analyse_essay(file, self._unread, self._settings)

    def _proposed(
        self, calls: Calls, messages: list[BaseMessage], gate: ReadingGate
    ) -> Iterator[dict[str, Any]]:
        """Every point of a reply as it comes; gist and position are taken up on the way."""
        context = sum(tokens(str(message.content)) for message in messages) + REPLY_TOKENS
        whole = ""

        def heard() -> Iterator[str]:
            nonlocal whole
            for piece in calls.stream(messages, context):
                whole += piece
                yield piece

        for found in objects(heard()):
            if "says" in found or "sentences" in found:
                yield found
            elif "gist" in found:
                gate.read_head(found)
        if not gate.gist:  # the outer object was never closed
            told = re.search(r'"gist"\s*:\s*("(?:[^"\\]|\\.)*")', whole)
            side = re.search(r'"position"\s*:\s*"(\w+)"', whole)
            gate.read_head(
                {"gist": json.loads(told[1]) if told else "", "position": side[1] if side else ""}
            )

    def _messages(self, essay: Essay, section: range) -> list[BaseMessage]:
        from langchain_core.messages import HumanMessage, SystemMessage

        prompt = PROMPT.read_text(encoding="utf-8")
        return [SystemMessage(prompt), HumanMessage(self._told(essay, section))]

    def _told(self, essay: Essay, section: range) -> str:
        """The debate and the essay's numbered sentences, each with who speaks it."""
        sides = "\n".join(
            f"- {s.id}: {as_data(f'{s.label}. {s.statement}')}" for s in self.folder.sides
        )
        voices = {sentence.voice for sentence in essay.sentences}
        quoted = sorted(v.name or "somebody unnamed" for v in voices if v.role == "quoted")
        lines = [
            f"The debate's question: {as_data(self.folder.question)}",
            f"Its sides:\n{sides}",
            f"The essay's title: {as_data(essay.title)}",
            f"Its author: {as_data(essay.author or 'not named')}",
            f"Others who speak in it: {as_data(', '.join(quoted) or 'nobody')}",
        ]
        if len(section) < len(essay.sentences):
            lines.append(
                f"It is long: read sentences {section.start + 1} to {section.stop} of "
                f"{len(essay.sentences)} now, and make points of these only."
            )
        lines.append("\nIts sentences:")
        heading = ""
        for number in range(max(0, section.start - _OVERLAP), section.stop):
            sentence = essay.sentences[number]
            if sentence.heading != heading:
                heading = sentence.heading
                lines.append(f"# {as_data(heading)}")
            words = as_data(essay.quote(sentence))
            lines.append(f"{number + 1} {_speaker(sentence.voice)}: {words}")
        return "\n".join(lines)

    def _mended(
        self, calls: Calls, essay: Essay, gate: ReadingGate, rejected: Sequence[Rejected]
    ) -> list[Rejected]:
        """One more call for what was turned down; what still does not pass."""
        from langchain_core.messages import HumanMessage

        from assistant.writers.model.failures import ModelFailed

        told = "\n".join(
            f"- {json.dumps(dict(one.proposed), ensure_ascii=False)}\n  Why not: {one.reason}."
            for one in rejected
        )
        ask = (
            "These points of yours cannot stand. Write each anew so that it can, or leave it out. "
            f'Answer with JSON of the same form, {{"points": […]}}.\n{told}'
        )
        messages = self._messages(essay, range(len(essay.sentences)))
        still: list[Rejected] = []
        try:
            for found in self._proposed(calls, [*messages, HumanMessage(ask)], gate):
                failed = gate.judge(found)
                if failed:
                    still.append(failed)
        except ModelFailed:
            return list(rejected)
        return still

    # -- writing -------------------------------------------------------------------------------

    def _write(self, essay: Essay, gate: ReadingGate) -> Path:
        """Write the file in one step, once it has been read back as every ingest will read it."""
        folder = self.folder.path / FOLDER
        path = folder / f"{essay.slug}.yaml"
        text = as_yaml(gate, f"{self.writer}, {date.today().isoformat()}, prompt {VERSION}")
        draft = folder / f".{essay.slug}.yaml"
        try:
            folder.mkdir(exist_ok=True)
            draft.write_text(text, encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            raise UserError(
                f"{path} cannot be written ({error.strerror or error})",
                "Make the debate folder writable.",
            ) from error
        finally:
            draft.unlink(missing_ok=True)
        slugs = {file.slug for file in self.folder.files}
        read_readings(self.folder.path, slugs, self.folder.sides, self._settings)
        return path


def _sections(essay: Essay) -> list[range]:
    """The essay's sentences in runs that one call reads, cut where a heading begins if possible."""
    total = len(essay.sentences)
    found = []
    start = 0
    while total - start > SECTION:
        cuts = [
            n
            for n in range(start + SECTION // 2, start + SECTION + 1)
            if essay.sentences[n].heading != essay.sentences[n - 1].heading
        ]
        end = cuts[-1] if cuts else start + SECTION
        found.append(range(start, end))
        start = end
    return [*found, range(start, total)]


def _furthest(found: Mapping[str, Any], section: range) -> int:
    """How far a reading has come, by the sentences of its latest point."""
    told = found.get("sentences")
    numbers = [n for n in told if isinstance(n, int)] if isinstance(told, list) else []
    return min(max([section.start, *numbers]), section.stop)


def _speaker(voice: Voice) -> str:
    if voice.role == "author":
        return "(author)"
    if voice.role == "uncertain":
        return "(speaker unclear: make no point of it)"
    return f"({voice.name or 'somebody unnamed'}, quoted)"


class _Flow(list[str]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes plain YAML without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Flow, lambda dumper, data: dumper.represent_sequence("tag:yaml.org,2002:seq", data, True)
)


def as_yaml(gate: ReadingGate, read_by: str) -> str:
    """A reading as its file has it."""
    whole: dict[str, Any] = {"read_by": read_by, "gist": gate.gist or None}
    whole |= {"position": gate.position}
    head = {key: value for key, value in whole.items() if value}
    points = [_entry(point) for point in gate.in_order()]
    return yaml.dump(
        {**head, "points": points},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=_WIDTH,
    )


def _entry(point: ReadPoint) -> dict[str, Any]:
    entry: dict[str, Any] = {"quote": point.quote.words, "lead": point.lead, "says": point.says}
    entry |= {"role": point.role, "for": point.speaks_for, "against": point.speaks_against}
    entry |= {"about": _Flow(point.about), "things": _Flow(point.things), "asks": _Flow(point.asks)}
    entry |= {key: _Flow(getattr(point, key)) for key in CLAIM_KEYS if getattr(point, key)}
    return {key: value for key, value in entry.items() if value is not None}
