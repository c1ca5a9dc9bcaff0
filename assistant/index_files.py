"""The files of one version of an index, each compared with its digest before its first use.

The digests lie beside them in `SHA256SUMS`, which `sha256sum --check` reads as well. Chroma's own
files are not among them, for Chroma writes to them even when it only reads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: our matrices are small

import numpy as np

from assistant.errors import Fault
from assistant.index_folder import unreachable
from assistant.weights import file_digest

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 7  # of the files in a version folder; another number asks for a new ingest

DEBATE_FILE = "debate.json"
INFO_FILE = "info.json"
SENTENCES_FILE = "sentences.npy"
POINTS_FILE = "points.npy"  # the vectors of all points, `points.vector_texts` in row order
ACCORDS_FILE = "accords.npy"  # one vector an agreement or clash
POINT_WORDS_FOLDER = "point-words"  # BM25 over the points
CHROMA_FOLDER = "chroma"
DIGESTS_FILE = "SHA256SUMS"  # written last: a version without it is incomplete


class VersionFiles:
    """A version's files. Every method raises Fault where a file is damaged or lost."""

    def __init__(self, folder: Path, command: str) -> None:
        self.folder = folder
        self._command = command  # the one that builds this index

    def read_json(self, name: str) -> Any:
        """The data of a JSON file."""
        self._verify(name)
        return json.loads((self.folder / name).read_bytes())

    def read_vectors(self, name: str, rows: int) -> NDArray[np.float32]:
        """A stored [rows, d] array, mapped rather than held in memory."""
        self._verify(name)
        vectors: NDArray[np.float32] = np.load(self.folder / name, mmap_mode="r" if rows else None)
        if len(vectors) != rows:
            raise self.damaged(self.folder / name)
        return vectors

    def verified_folder(self, name: str) -> Path:
        """A folder that holds the files that it was written with."""
        written = {listed for listed in self._digests if listed.startswith(f"{name}/")}
        for listed in sorted(written | set(_listed(self.folder, name))):
            self._verify(listed)
        return self.folder / name

    def find_damage(self) -> Iterator[str]:
        """One line for each file that is damaged or lost, whether it has been used or not."""
        try:
            names = self._digests.keys() | set(_listed(self.folder))
        except Fault as fault:
            yield fault.message
            return
        for name in sorted(names):
            try:
                self._verify(name)
            except Fault as fault:
                yield fault.message

    def damaged(self, path: Path) -> Fault:
        """What to say of a file or folder that is not what was written."""
        state = "is damaged" if path.exists() else "is lost"
        return Fault(f"{path} {state}", f"rebuild the index with: {self._command} --rebuild")

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        """By the path below the version's folder."""
        path = self.folder / DIGESTS_FILE
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, UnicodeDecodeError):
            raise self.damaged(path) from None
        pairs = [line.partition("  ") for line in lines]
        return {name: digest for digest, _, name in pairs}

    def _verify(self, name: str) -> None:
        path = self.folder / name
        try:
            sound = path.is_file() and file_digest(path) == self._digests.get(name)
        except OSError as error:
            raise unreachable(path, error) from error
        if not sound:
            raise self.damaged(path)


def write_digests(version: Path) -> None:
    """Write down what every file is, once all of them are there."""
    lines = [f"{file_digest(version / name)}  {name}\n" for name in sorted(_listed(version))]
    (version / DIGESTS_FILE).write_text("".join(lines), encoding="utf-8")


def _listed(version: Path, below: str = "") -> Iterator[str]:
    """The files that have a digest; hidden ones are none of ours."""
    for path in (version / below).rglob("*"):
        place = path.relative_to(version)
        apart = place.parts[0] in (CHROMA_FOLDER, DIGESTS_FILE)
        if path.is_file() and not apart and not path.name.startswith("."):
            yield place.as_posix()


def write_json(path: Path, value: object) -> None:
    """Write data as compact JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")
