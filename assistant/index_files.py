"""The files of one version of an index, and reading them without trusting that they are whole."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: our matrices are small

import numpy as np

from assistant.errors import Fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORMAT = 6  # of the files in a version folder; another number asks for a new ingest

DEBATE_FILE = "debate.json"
INFO_FILE = "info.json"  # written last: a version without it is incomplete
SENTENCES_FILE = "sentences.npy"
POINTS_FILE = "points.npy"  # the vectors of all points, `points.vector_texts` in row order
ACCORDS_FILE = "accords.npy"  # one vector an agreement or clash
POINT_WORDS_FOLDER = "point-words"  # BM25 over the points
CHROMA_FOLDER = "chroma"


def read_json(path: Path) -> Any:
    """A JSON file's data; Fault where it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _damaged(path) from error


def write_json(path: Path, value: object) -> None:
    """Write data as compact JSON."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text, encoding="utf-8")


def read_vectors(path: Path, rows: int) -> NDArray[np.float32]:
    """A stored [rows, d] array, mapped rather than read; Fault where it is damaged."""
    try:
        vectors: NDArray[np.float32] = np.load(path, mmap_mode="r" if rows else None)
    except (ValueError, EOFError) as error:
        raise _damaged(path) from error
    if len(vectors) != rows:
        raise _damaged(path)
    return vectors


def _damaged(path: Path) -> Fault:
    return Fault(f"{path} is damaged", "rebuild the index with: python -m ingest --rebuild")
