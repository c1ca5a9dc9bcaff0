"""Reads a debate folder: debate.yaml, and the essay files with what their owner says of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import CONDITIONAL, SILENT, Side
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.essay_files import EssayFile, list_essay_files, list_skipped
from ingest.files import read_bytes
from ingest.reading.file import Readings, read_readings
from ingest.utf8 import decode
from ingest.yaml_file import Mapping, read_yaml

_KEYS = ("question", "sides", "starters", "names")
_EXAMPLE = "Write `question: …` and two entries `- {id: …, label: …, statement: …}` under `sides:`."


@dataclass(frozen=True, slots=True)
class DebateFolder:
    """A debate folder whose form is right; the essays are not analysed yet."""

    path: Path  # resolved
    question: str
    sides: tuple[Side, ...]
    files: tuple[EssayFile, ...]  # by file name
    starters: tuple[str, ...]
    names: dict[str, tuple[str, ...]]  # name -> its other names
    digest: str  # of debate.yaml
    readings: Readings
    skipped: tuple[tuple[str, str], ...] = ()  # files in essays/ that are none, and why


def read_folder(corpus: Path, settings: Settings) -> DebateFolder:
    """The folder's debate and essay files, or a CorpusError that says what to mend."""
    if not corpus.is_dir():
        raise CorpusError(corpus, "there is no such folder", "Name a debate folder with --corpus.")
    path = corpus / "debate.yaml"
    if not path.exists():
        raise CorpusError(path, "the file is missing, so nothing says what is debated", _EXAMPLE)
    content = read_bytes(path, corpus, settings.max_essay_bytes)
    debate = read_yaml(decode(content, path), path, "debate.yaml", _KEYS)
    question = debate.required("question", _EXAMPLE)
    sides = _sides(debate)
    starters = [debate.scalar(node, "a starter") for node in debate.items("starters")]
    names = _names(debate)
    files = list_essay_files(corpus, [*(side.id for side in sides), CONDITIONAL], settings)
    return DebateFolder(
        path=corpus.resolve(),
        question=question,
        sides=sides,
        files=files,
        starters=tuple(starter for starter in starters if starter),
        names=names,
        digest=hashlib.sha256(content).hexdigest(),
        readings=read_readings(corpus, {file.slug for file in files}, sides, settings),
        skipped=tuple(list_skipped(corpus)),
    )


def _sides(debate: Mapping) -> tuple[Side, ...]:
    sides: list[Side] = []
    for node in debate.items("sides"):
        entry = debate.mapping(node, "a side", ("id", "label", "statement"))
        side = Side(*(entry.required(key, _EXAMPLE) for key in ("id", "label", "statement")))
        if side.id in {CONDITIONAL, SILENT}:
            raise entry.error(f"a side cannot be called `{side.id}`", "Choose another id.", node)
        if any(side.id == other.id for other in sides):
            raise entry.error(f"the side `{side.id}` stands twice", "Keep one of them.", node)
        sides.append(side)
    if len(sides) < 2:
        line = debate.lines.get("sides", debate.line)
        raise CorpusError(debate.path, "a debate needs two sides or more", _EXAMPLE, line)
    return tuple(sides)


def _names(debate: Mapping) -> dict[str, tuple[str, ...]]:
    if debate.is_empty("names"):
        return {}
    entries = debate.mapping(debate.nodes["names"], "`names`", None)
    named: dict[str, tuple[str, ...]] = {}
    for name in entries.nodes:
        others = [entries.scalar(node, f"a name of {name}") for node in entries.items(name)]
        named[name] = tuple(other for other in others if other)
    return named
