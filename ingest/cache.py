"""Vectors that were computed before, by model and text: what is unchanged is never encoded again.

With the corpus it is all that an index is rebuilt from, so it is written as carefully as a
database: SQLite, one transaction a batch, safe for two ingests of two corpora at a time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from assistant.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray

WAIT = 60.0  # seconds that a second ingest waits for the first one's transaction
RETRY = 0.02  # seconds between two tries where SQLite itself does not wait
FILE = "vectors.sqlite"
TABLE = "digested"
_OUTSIDE = {  # what the machine refuses; anything else that SQLite complains of is damage
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PERM,
}

Result = TypeVar("Result")


class VectorCache:
    """float32 vectors by sha256 of model and text, each with a digest of key and vector.

    It only holds derived data: a damaged vector counts as none, a damaged file is put aside.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = self._sound(self._open)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=WAIT)
        try:
            _write_ahead(connection)
            connection.execute("PRAGMA synchronous=NORMAL")
            with connection:
                connection.execute("DROP TABLE IF EXISTS vectors")  # of 0.1, without digests
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {TABLE} (key BLOB PRIMARY KEY,"
                    " vector BLOB NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID"
                )
            connection.execute(f"SELECT key, vector, digest FROM {TABLE} LIMIT 1").fetchall()
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _sound(self, work: Callable[[], Result]) -> Result:
        """What the work gives, over an empty file if this one proves to be damaged."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            if not self._is_damage(error):
                raise UserError(
                    f"the vector cache {self._path} cannot be written ({error})",
                    "free some disk space, or set DEBATE_DATA_DIR to a folder that can be written",
                ) from error
        self._put_aside()
        return work()

    def _put_aside(self) -> None:
        opened = self.__dict__.get("_connection")
        if opened is not None:
            opened.close()
        self._path.replace(self._path.with_suffix(".damaged"))
        for suffix in ("-wal", "-shm"):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        if opened is not None:
            self._connection = self._open()

    def _is_damage(self, error: sqlite3.DatabaseError) -> bool:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code == sqlite3.SQLITE_IOERR_SHORT_READ:
            return True
        if code & 0xFF == sqlite3.SQLITE_READONLY:  # also said of a damaged header
            return all(os.access(path, os.W_OK) for path in (self._path, self._path.parent))
        return code & 0xFF not in _OUTSIDE

    def get(self, keys: Iterable[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are there and sound, by key."""
        wanted = list(keys)
        return self._sound(lambda: self._get(wanted))

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        query = f"SELECT vector, digest FROM {TABLE} WHERE key = ?"
        rows = ((key, self._connection.execute(query, (key,)).fetchone()) for key in keys)
        return {
            key: np.frombuffer(row[0], dtype="<f4")
            for key, row in rows
            if row is not None and _is_sound(key, *row)
        }

    def put(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Store vectors in one transaction."""
        packed = [(key, v.astype("<f4").tobytes()) for key, v in zip(keys, vectors, strict=True)]
        rows = [(key, vector, _digest(key, vector)) for key, vector in packed]

        def store() -> None:
            with self._connection:
                self._connection.executemany(
                    f"INSERT OR REPLACE INTO {TABLE} VALUES (?, ?, ?)", rows
                )

        self._sound(store)

    def damaged(self) -> list[bytes]:
        """The keys of all vectors that are not what was stored."""
        query = f"SELECT key, vector, digest FROM {TABLE}"
        return self._sound(
            lambda: [row[0] for row in self._connection.execute(query) if not _is_sound(*row)]
        )

    def forget_damaged(self) -> None:
        """Delete all vectors that are not what was stored, or the file if SQLite finds fault."""
        if (
            self._sound(lambda: self._connection.execute("PRAGMA quick_check").fetchone()[0])
            != "ok"
        ):
            self._put_aside()
        keys = [(key,) for key in self.damaged()]

        def delete() -> None:
            with self._connection:
                self._connection.executemany(f"DELETE FROM {TABLE} WHERE key = ?", keys)

        self._sound(delete)

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> VectorCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _digest(key: bytes, vector: bytes) -> bytes:
    """The key belongs to it: a vector under another one's key is damage too."""
    return hashlib.blake2b(key + vector, digest_size=16).digest()


def _is_sound(key: object, vector: object, digest: object) -> bool:
    return isinstance(key, bytes) and isinstance(vector, bytes) and _digest(key, vector) == digest


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
