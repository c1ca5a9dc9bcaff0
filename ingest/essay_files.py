"""Finds a debate folder's essay files, each with its owner's word on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from assistant.settings import Settings
from ingest.files import lies_inside, read_bytes
from ingest.formats import SUFFIXES
from ingest.front_matter import FrontMatter, parse_front_matter, split_front_matter
from ingest.utf8 import decode

_DOCUMENTS = (".doc", ".epub", ".htm", ".markdown", ".odt", ".pages", ".rtf", ".tex", ".xhtml")
_FORMATS = ", ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class EssayFile:
    """One essay file, not analysed yet, with its owner's word on it."""

    path: Path
    slug: str
    front: FrontMatter
    content: bytes  # what a format's reader reads: no front matter
    digest: str  # of the file and its sidecar: equal digests, equal essay


def list_essay_files(
    corpus: Path, positions: Sequence[str], settings: Settings
) -> tuple[EssayFile, ...]:
    """The essay files in `essays/`, by file name; their slugs differ."""
    folder = corpus / "essays"
    if not lies_inside(folder, corpus):
        raise CorpusError(folder, "it leads outside the debate folder", "Put the essays here.")
    found = sorted(path for path in folder.glob("*") if not path.name.startswith((".", "~$")))
    paths = [path for path in found if path.suffix.lower() in SUFFIXES]
    if not paths:
        raise CorpusError(folder, "there are no essays", f"Add files ({_FORMATS}) to it.")
    owners = {path.stem: path for path in reversed(paths)}
    for path in found:
        _refuse_stray(path, owners)
    files = [_read(path, corpus, positions, settings) for path in paths]
    first: dict[str, EssayFile] = {}
    for file in files:
        other = first.setdefault(file.slug, file)
        if other is not file:
            raise CorpusError(
                file.path,
                f"the slug `{file.slug}` is taken by {other.path.name}",
                "Give one of them another `slug`.",
                file.front.lines.get("slug"),
            )
    return tuple(files)


def list_skipped(corpus: Path) -> Iterator[tuple[str, str]]:
    """What lies in `essays/` and is no essay, by name, with the reason; none of it is opened."""
    for path in sorted((corpus / "essays").glob("*")):
        suffix = path.suffix.lower()
        if path.name.startswith((".", "~$")) or suffix in {*SUFFIXES, ".yaml"}:
            continue
        name = path.name if path.name.isprintable() else ascii(path.name)
        if path.is_dir():
            yield f"{name}/", "a folder; essays lie in essays/ itself"
        else:
            yield name, f"a file of another kind; essays are {_FORMATS}"


def _refuse_stray(path: Path, owners: Mapping[str, Path]) -> None:
    """Complains of a file that its owner meant to be read and that would not be."""
    suffix = path.suffix.lower()
    if (
        suffix in {*SUFFIXES, ".yaml"} and not path.name.isprintable()
    ):  # bytes that are no UTF-8 among them
        hint = "Rename it, with letters that can be read."
        raise CorpusError(ascii(str(path)), "its name cannot be shown", hint)
    if suffix in _DOCUMENTS:
        hint = f"Save it as one of {_FORMATS}, or move it away."
        raise CorpusError(path, f"essays cannot be read from {suffix} files", hint)
    if suffix in {".yaml", ".yml"}:
        owner = owners.get(path.stem)
        if suffix == ".yml" or owner is None:
            hint = "A sidecar is called like its essay, with the ending .yaml."
            raise CorpusError(path, "it belongs to no essay", hint)
        if owner.suffix.lower() == ".md":
            hint = f"Move its keys into the front matter of {owner.name}."
            raise CorpusError(path, "a Markdown essay has no sidecar", hint)


def _read(path: Path, corpus: Path, positions: Sequence[str], settings: Settings) -> EssayFile:
    whole = content = read_bytes(path, corpus, settings.max_essay_bytes)
    front = FrontMatter()
    sidecar = path.with_suffix(".yaml")
    if path.suffix.lower() in {".md", ".txt"}:
        head = split_front_matter(decode(content, path), path)
        front = parse_front_matter(head.text, path, positions, head.lines_above, head.notation)
        content = head.body.encode("utf-8")
    if sidecar.exists() or sidecar.is_symlink():
        if front.lines:
            hint = "Keep its own front matter, or the sidecar."
            raise CorpusError(
                path, f"{sidecar.name} speaks of it too", hint, min(front.lines.values())
            )
        said = read_bytes(sidecar, corpus, settings.max_essay_bytes)
        front = parse_front_matter(decode(said, sidecar), sidecar, positions)
        whole = content + b"\0" + said
    slug = front.slug or path.stem
    return EssayFile(path, slug, front, content, hashlib.sha256(whole).hexdigest())
