"""Vectors that were computed before, by model and text: what is unchanged is never encoded again.

With the corpus it is all that an index is rebuilt from, so it is written as carefully as a
database: SQLite, one transaction a batch, safe for two ingests of two corpora at a time.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

BATCH = 64  # texts between two commits and two steps of the progress bar
WAIT = 60.0  # seconds that a second ingest waits for the first one's transaction
RETRY = 0.02  # seconds between two tries where SQLite itself does not wait
FILE = "vectors.sqlite"


class VectorCache:
    """float32 vectors by sha256 of model and text."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        try:
            return self._prepare()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise self._unwritable(error) from error
        # Not a database any more: put it aside and start again, it only holds derived data.
        self._path.replace(self._path.with_suffix(".damaged"))
        for suffix in ("-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        return self._prepare()

    def _prepare(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=WAIT)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous=NORMAL")
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS vectors"
                    " (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )
            connection.execute("SELECT key FROM vectors LIMIT 1").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _unwritable(self, error: sqlite3.Error) -> UserError:
        return UserError(
            f"the vector cache {self._path} cannot be written ({error})",
            "free some disk space, or set DEBATE_DATA_DIR to a folder that can be written",
        )

    def get(self, keys: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are there, by key."""
        found: dict[bytes, NDArray[np.float32]] = {}
        for key in keys:
            row = self._connection.execute(
                "SELECT vector FROM vectors WHERE key = ?", (key,)
            ).fetchone()
            if row is not None and len(row[0]) % 4 == 0:
                found[key] = np.frombuffer(row[0], dtype="<f4")
        return found

    def put(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors in one transaction."""
        rows = [
            (key, vector.astype("<f4").tobytes()) for key, vector in zip(keys, vectors, strict=True)
        ]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the journal to WAL; two that open a new file at once get "locked" without SQLite's wait.

    The change needs the whole file for itself, and SQLite does not wait where two readers would
    wait for each other; so the loser of that race tries again here.
    """
    end = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(RETRY)
        else:
            return


def cache_key(model: str, text: str) -> bytes:
    """What a vector is stored under."""
    return hashlib.sha256(f"{model}\0{text}".encode()).digest()


class CachedEncoder:
    """Encodes stored texts, asking the model only for what the cache does not hold."""

    def __init__(self, embedder: Embedder, cache: VectorCache) -> None:
        self._embedder = embedder
        self._cache = cache
        self.computed = 0
        self.reused = 0

    def encode(
        self, texts: Sequence[str], done: Callable[[int], None] = lambda _: None
    ) -> NDArray[np.float32]:
        """[n, d] vectors of the texts, in order; `done` hears how many more are ready."""
        model = self._embedder.name
        keys = [cache_key(model, text) for text in texts]
        known = self._cache.get(dict.fromkeys(keys))
        self.reused += len(known)
        done(sum(key in known for key in keys))
        waiting = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        counts = {key: 0 for key in waiting}
        for key in keys:
            if key in counts:
                counts[key] += 1
        # Neighbours in length share a batch: padding costs as much as words.
        ordered = sorted(waiting, key=lambda key: (len(waiting[key]), key))
        for start in range(0, len(ordered), BATCH):
            batch = ordered[start : start + BATCH]
            vectors = self._embedder.encode_document([waiting[key] for key in batch])
            self._cache.put(batch, vectors)
            known.update(zip(batch, vectors, strict=True))
            self.computed += len(batch)
            done(sum(counts[key] for key in batch))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([known[key] for key in keys]).astype(np.float32)
