"""Vectors that were computed before, by model and text: what is unchanged is never encoded again.

With the corpus it is all that an index is rebuilt from, so it is written as carefully as a
database: SQLite, one transaction a batch, safe for two ingests of two corpora at a time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
        return {
            key: np.frombuffer(stored, dtype="<f4")
            for key, stored in self.get_bytes(keys).items()
            if len(stored) % 4 == 0
        }

    def put(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors in one transaction."""
        packed = (vector.astype("<f4").tobytes() for vector in vectors)
        self.put_bytes(dict(zip(keys, packed, strict=True)))

    def get_bytes(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is stored under the keys, as it was stored."""
        found: dict[bytes, bytes] = {}
        for key in keys:
            row = self._connection.execute(
                "SELECT vector FROM vectors WHERE key = ?", (key,)
            ).fetchone()
            if row is not None:
                found[key] = row[0]
        return found

    def put_bytes(self, stored: Mapping[bytes, bytes]) -> None:
        """Store values under their keys in one transaction."""
        rows = list(stored.items())
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
