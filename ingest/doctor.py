"""Examines an index: does it hold what it says, and does it find it again?

Runs in a process of its own, because Chroma's native code may crash on damaged files. SQLite's own
integrity check proves nothing there: the vectors lie beside the database, so every stored vector is
read back, and some rows are looked up by their own.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.chroma_store import ChromaStore
from assistant.errors import DebateError, Fault, UserError
from assistant.index import Index, open_index
from assistant.index_folder import index_folder, real_path, unreachable
from assistant.settings import CHECKOUT, Settings, read_settings
from assistant.store import Level
from ingest.cache import FILE, VectorCache

if TYPE_CHECKING:
    from numpy.typing import NDArray

SAMPLE = 2_000  # rows a level that are looked up; below it, all of them
TIMEOUT = 300  # seconds

HEALTHY, DAMAGED, UNREACHED = 0, 1, 2


def check_index(corpus: Path, settings: Settings) -> list[str]:
    """What is wrong with the corpus's index; an empty list is a clean bill of health.

    Raises:
        IndexMissing: there is no index to examine.
        UserError: it cannot be reached: a closed folder, a server that is down.
    """
    try:
        open_index(corpus, settings)
    except Fault as fault:
        return [fault.message]
    except OSError as error:
        raise unreachable(index_folder(corpus, settings), error) from error
    command = [sys.executable, "-m", "ingest.doctor", str(real_path(corpus))]
    environment = os.environ | {"DEBATE_DATA_DIR": str(real_path(settings.data_dir))}
    environment["DEBATE_EMBEDDING_MODEL"] = settings.embedding_model
    if settings.chroma_url:
        environment["DEBATE_CHROMA_URL"] = settings.chroma_url
    try:
        run = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [f"the examination did not end within {TIMEOUT} seconds"]
    if run.returncode == HEALTHY:
        return []
    if run.returncode == UNREACHED:
        message, _, hint = run.stdout.strip().partition("\n")
        raise UserError(message, hint)
    if run.returncode == DAMAGED and run.stdout.strip():
        return run.stdout.strip().splitlines()
    if run.returncode < 0:
        return [f"reading the index crashes ({signal.Signals(-run.returncode).name})"]
    return [f"reading the index fails: {(run.stderr.strip().splitlines() or ['?'])[-1]}"]


def examine(index: Index, cache: Path) -> Iterator[str]:
    """Every problem, one line each."""
    if damage := list(index.files.find_damage()):
        yield from damage
    else:
        levels: list[tuple[Level, NDArray[np.float32]]] = [
            ("sentences", index.sentence_vectors),
            ("points", index.point_vectors),
        ]
        for level, vectors in levels:
            if isinstance(index.store, ChromaStore):
                yield from _examine_level(index.store, level, vectors)
    if cache.exists():
        yield from _examine_cache(cache)


def _examine_cache(path: Path) -> Iterator[str]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            verdict = connection.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        yield f"the vector cache {path} is damaged ({verdict})"
        return
    with VectorCache(path) as cache:
        damaged = len(cache.damaged())
    if damaged:
        yield f"{damaged} vectors of the cache {path} are damaged"


def _examine_level(store: ChromaStore, level: Level, vectors: NDArray[np.float32]) -> Iterator[str]:
    held = store.info()[level]
    if held != len(vectors):
        yield f"Chroma holds {held} {level} of {len(vectors)}"
    rows = list(range(0, len(vectors), max(1, len(vectors) // SAMPLE)))
    lost = 0
    for row in rows:
        best = store.nearest(level, np.asarray(vectors[row]), 1)
        lost += not best or not np.allclose(vectors[best[0].row], vectors[row], atol=1e-4)
    if lost:
        yield f"{lost} of {len(rows)} {level} are not found by their own vector"
    stored = store.vectors(level, range(len(vectors)))
    torn = sum(
        row not in stored or not np.allclose(stored[row], vector, atol=1e-4)
        for row, vector in enumerate(vectors)
    )
    if torn:
        yield f"{torn} of {len(vectors)} vectors of the {level} are not stored as they were made"


def _main(corpus: Path) -> int:
    try:
        settings = read_settings()
        index = open_index(corpus, settings)
        problems = list(examine(index, settings.data_dir.expanduser() / FILE))
    except UserError as error:  # the owner's to mend, and no damage
        sys.stdout.write(str(error))
        return UNREACHED
    except (DebateError, sqlite3.DatabaseError) as error:
        problems = [str(error).splitlines()[0]]
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return DAMAGED if problems else HEALTHY


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1])))
