"""Which files a debate folder holds, so that an index can tell whether they have changed since."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was when it was read: size in bytes, time in nanoseconds, sha256."""

    size: int
    modified: int
    digest: str  # "" where the content is nothing that an ingest reads


_READ = frozenset({".md", ".txt", ".html", ".pdf", ".docx", ".yaml", ".yml"})
_LARGEST = 1024**3  # bytes: no essay, whatever its ending
Manifest = dict[str, FileMark]  # by the path below the corpus folder, with slashes


def source_files(corpus: Path) -> list[Path]:
    """debate.yaml and all that lies in essays/ and points/, sorted, without hidden files."""
    folders = [corpus / name for name in ("essays", "points") if (corpus / name).is_dir()]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    visible = [
        path
        for path in found
        if not any(part.startswith(".") for part in path.relative_to(corpus).parts)
    ]
    return sorted([path for path in [corpus / "debate.yaml"] if path.is_file()] + visible)


def read_manifest(corpus: Path) -> Manifest:
    """The marks of a corpus's files, as they are now."""
    marks: Manifest = {}
    for path in source_files(corpus):
        status = path.stat()
        digest = _digest(path) if _is_read(path, status.st_size) else ""
        marks[_name(path, corpus)] = FileMark(status.st_size, status.st_mtime_ns, digest)
    return marks


def has_changed(corpus: Path, manifest: Manifest) -> bool:
    """Whether any file was added, removed or altered; reads only files whose time has moved."""
    paths = {_name(path, corpus): path for path in source_files(corpus)}
    if paths.keys() != manifest.keys():
        return True
    for name, path in paths.items():
        mark, status = manifest[name], path.stat()
        if status.st_size != mark.size:
            return True
        moved = status.st_mtime_ns != mark.modified
        if moved and mark.digest and _digest(path) != mark.digest:
            return True
    return False


def _is_read(path: Path, size: int) -> bool:
    """Whether a file's content matters: a film that lies about is known by its name and size."""
    return path.suffix.lower() in _READ and size <= _LARGEST


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _name(path: Path, corpus: Path) -> str:
    """The path below the corpus, also where its bytes are no UTF-8."""
    return os.fsencode(path.relative_to(corpus).as_posix()).decode("utf-8", "backslashreplace")


def content_digest(manifest: Manifest) -> str:
    """One digest of all names and contents, whatever the files' times."""
    whole = hashlib.sha256()
    for name in sorted(manifest):
        whole.update(f"{name}\0{manifest[name].digest}\n".encode())
    return whole.hexdigest()


def pack_manifest(manifest: Manifest) -> dict[str, list[Any]]:
    """JSON-ready data that `unpack_manifest` turns into an equal manifest."""
    return {name: [mark.size, mark.modified, mark.digest] for name, mark in manifest.items()}


def unpack_manifest(packed: dict[str, list[Any]]) -> Manifest:
    """The manifest that was packed."""
    return {name: FileMark(*mark) for name, mark in packed.items()}
