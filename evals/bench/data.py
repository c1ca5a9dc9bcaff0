"""Reads the public sets from the folder that `--data` names; nothing is ever copied from there."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.errors import UserError
from assistant.settings import Settings

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a bench: what was measured, with which figures, over how many items."""

    what: str
    figures: dict[str, float]
    n: int
    note: str = ""


def read_json(folder: Path, name: str) -> Any:
    """A JSON file of a public set."""
    return json.loads(_text(folder / name))


def read_json_lines(folder: Path, name: str) -> list[Any]:
    """A JSON Lines file of a public set."""
    return [json.loads(line) for line in _text(folder / name).split("\n") if line.strip()]


def read_table(folder: Path, name: str) -> list[dict[str, str]]:
    """A CSV file of a public set."""
    return list(csv.DictReader(_text(folder / name).splitlines(keepends=True)))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read ({error.strerror})",
            "Name with --data the folder that holds perspectrum, chunking_evaluation, "
            "nomiracl_en and ragchecker_meta.",
        ) from error


def encode(texts: Sequence[str], settings: Settings) -> NDArray[np.float32]:
    """[n, d] normalised vectors; those of earlier benches come from the vector cache."""
    from assistant.embedding import embedder
    from ingest.cache import FILE, VectorCache
    from ingest.encoding import CachedEncoder

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with VectorCache(settings.data_dir / FILE) as cache:
        return CachedEncoder(embedder(settings), cache).encode(texts)
