"""Which files a debate folder holds, so that an index can tell whether they have changed since."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class FileMark:
    """A file as it was when it was read: size in bytes, time in nanoseconds, sha256."""

    size: int
    modified: int
    digest: str


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
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        name = path.relative_to(corpus).as_posix()
        marks[name] = FileMark(status.st_size, status.st_mtime_ns, digest)
    return marks


def has_changed(corpus: Path, manifest: Manifest) -> bool:
    """Whether any file was added, removed or altered; reads only files whose time has moved."""
    paths = {path.relative_to(corpus).as_posix(): path for path in source_files(corpus)}
    if paths.keys() != manifest.keys():
        return True
    for name, path in paths.items():
        mark, status = manifest[name], path.stat()
        if status.st_size != mark.size:
            return True
        moved = status.st_mtime_ns != mark.modified
        if moved and hashlib.sha256(path.read_bytes()).hexdigest() != mark.digest:
            return True
    return False


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
