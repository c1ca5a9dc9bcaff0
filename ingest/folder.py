"""Reads a debate folder: debate.yaml and the essay files with what their owner says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import CONDITIONAL, SILENT, Side
from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.formats import SUFFIXES
from ingest.front_matter import FrontMatter, parse_front_matter
from ingest.yaml_file import Mapping, read_yaml

_KEYS = ("question", "sides", "starters", "names")
_EXAMPLE = "Write `question: …` and two entries `- {id: …, label: …, statement: …}` under `sides:`."


@dataclass(frozen=True, slots=True)
class EssayFile:
    """One essay file, not analysed yet, with its owner's word on it."""

    path: Path
    slug: str
    front: FrontMatter
    body: bytes  # without the front matter
    digest: str  # of the file and its sidecar: equal digests, equal essay


@dataclass(frozen=True, slots=True)
class DebateFolder:
    """A debate folder whose form is right; the essays are not analysed yet."""

    path: Path
    question: str
    sides: tuple[Side, ...]
    files: tuple[EssayFile, ...]
    starters: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    digest: str  # of debate.yaml


def read_folder(corpus: Path, settings: Settings) -> DebateFolder:
    """The folder's debate and essay files, or a CorpusError that says what to mend."""
    path = corpus / "debate.yaml"
    if not corpus.is_dir():
        raise CorpusError(corpus, "there is no such folder", "Name a folder with --corpus.")
    if not path.is_file():
        raise CorpusError(path, "the debate is not described", _EXAMPLE)
    content = path.read_bytes()
    debate = read_yaml(
        decode(content, path), path, "the debate", ("question", "sides", "starters", "names")
    )
    question = debate.required("question", _EXAMPLE)
    sides = _sides(debate)
    positions = [*(side.id for side in sides), CONDITIONAL]
    files = _essay_files(corpus, positions, settings)
    starters = [debate.scalar(node, "a starter") or "" for node in debate.items("starters")]
    return DebateFolder(
        corpus,
        question,
        sides,
        files,
        tuple(starter for starter in starters if starter),
        _names(debate),
        hashlib.sha256(content).hexdigest(),
    )


def decode(content: bytes, path: Path) -> str:
    """The text of a UTF-8 file, without a byte order mark, lines ending in a line feed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CorpusError(path, "the file is not UTF-8", "Save it as UTF-8.", line) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _sides(debate: Mapping) -> tuple[Side, ...]:
    sides: list[Side] = []
    for node in debate.items("sides"):
        entry = debate.mapping(node, "a side", ("id", "label", "statement"))
        side = Side(*(entry.required(key, _EXAMPLE) for key in ("id", "label", "statement")))
        if side.id in {CONDITIONAL, SILENT} or any(side.id == other.id for other in sides):
            raise entry.error(f"`{side.id}` cannot be this side's id", "Choose another id.", node)
        sides.append(side)
    if len(sides) < 2:
        raise debate.error("a debate needs at least two sides", _EXAMPLE)
    return tuple(sides)


def _names(debate: Mapping) -> dict[str, tuple[str, ...]]:
    if "names" not in debate.nodes:
        return {}
    entries = debate.mapping(debate.nodes["names"], "`names`", None)
    return {
        name: tuple(
            other
            for node in entries.items(name)
            if (other := entries.scalar(node, f"a name of {name}"))
        )
        for name in entries.nodes
    }


def _essay_files(
    corpus: Path, positions: Sequence[str], settings: Settings
) -> tuple[EssayFile, ...]:
    folder = corpus / "essays"
    paths = sorted(p for p in folder.glob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise CorpusError(folder, "there are no essays", f"Add files ({', '.join(SUFFIXES)}).")
    files = tuple(_essay_file(path, positions) for path in paths)
    seen: dict[str, EssayFile] = {}
    for file in files:
        if file.slug in seen:
            raise CorpusError(
                file.path,
                f"the slug `{file.slug}` is taken by {seen[file.slug].path.name}",
                "Give one of them another `slug`.",
                file.front.slug_line,
            )
        seen[file.slug] = file
    return files


def _essay_file(path: Path, positions: Sequence[str]) -> EssayFile:
    content = path.read_bytes()
    front, body = FrontMatter(), content
    if path.suffix.lower() == ".md":
        head, text = _split(decode(content, path), path)
        body = text.encode("utf-8")
        front = parse_front_matter(head, path, positions, first_line=1)
    digest = hashlib.sha256(content).hexdigest()
    return EssayFile(path, front.slug or path.stem, front, body, digest)


def _split(text: str, path: Path) -> tuple[str, str]:
    """Front matter and Markdown; the front matter is empty where the text begins at once."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return "", text
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :])
    raise CorpusError(path, "the front matter does not end", "Close it with a line `---`.", 1)
