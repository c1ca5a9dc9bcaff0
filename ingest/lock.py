"""One writer at a time: a lock that the operating system lets go when its holder dies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexLocked

LOCK = "write.lock"


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the right to write one index's folder; IndexLocked at once if another process does."""
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexLocked(
            f"another process is writing the index in {folder}",
            "wait until it has finished, then try again; the old index answers meanwhile",
        ) from None
    try:
        yield
    finally:
        lock.release()
