"""The passage store in Chroma, embedded in this process or as a server."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from assistant.errors import DebateError, Fault, UserError
from assistant.store import LEVELS, Entry, Hit, Level

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BATCH = 250  # rows a call: Chroma advises 50 to 250, and refuses above 5,461
SPARE = 16  # rows fetched beyond k, so that ties at the edge are cut by row and not by chance
_NO_SERVER = ("connecterror", "connecttimeout", "connection refused", "could not connect")
_NO_WRITING = (
    "readonly database",
    "read-only",
    "permission denied",
    "disk is full",
    "no space left",
    "quota exceeded",
    "disk i/o error",
    "unable to open database file",
)
TIMEOUT = 30.0  # seconds that a server may take for one call
DECIMALS = 6  # similarities closer than this are ties: float noise must not order an answer

# The space defaults to l2, and none of this can be changed after creation. One thread makes the
# graph, and with it every answer, the same on each build.
HNSW = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 400,
    "max_neighbors": 32,
    "num_threads": 1,
}


@cache
def _chroma() -> Any:
    """Chroma, disarmed: without its registries of embedding functions, without telemetry.

    A collection's stored configuration may name an embedding function that Chroma would then
    construct in our process, `trust_remote_code` included (CVE-2026-45829's client side). We
    always bring our own vectors, so there is nothing for those registries to do.
    """
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.utils import embedding_functions

    embedding_functions.known_embedding_functions.clear()
    embedding_functions.sparse_known_embedding_functions.clear()
    return chromadb


class ChromaStore:
    """One index in Chroma: two collections whose names start with the index's name."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name
        self._collections: dict[Level, Any] = {}

    @classmethod
    def embedded(cls, folder: Path, name: str) -> Self:
        """Chroma's files in a folder of this machine."""
        chromadb = _chroma()
        settings = chromadb.config.Settings(anonymized_telemetry=False)
        with _faults(f"cannot open {folder}", folder):
            return cls(chromadb.PersistentClient(path=str(folder), settings=settings), name)

    @classmethod
    def server(cls, url: str, name: str) -> Self:
        """A Chroma server, `http://host:port` or `https://…`; it has no login of its own."""
        chromadb = _chroma()
        address = urlsplit(url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise UserError(
                f"not the address of a Chroma server: {url!r}",
                "DEBATE_CHROMA_URL must read like http://127.0.0.1:8000",
            )
        secure = address.scheme == "https"
        settings = chromadb.config.Settings(anonymized_telemetry=False)
        try:
            client = chromadb.HttpClient(
                host=address.hostname,
                port=address.port or (443 if secure else 8000),
                ssl=secure,
                settings=settings,
            )
        except Exception as error:  # Chroma raises ValueError, httpx errors and its own alike
            raise UserError(
                f"no Chroma server answers at {url}",
                "start one with `chroma run --path DIR`, or unset DEBATE_CHROMA_URL",
            ) from error
        for session in _sessions(client):
            session.timeout = TIMEOUT
        return cls(client, name)

    def _collection(self, level: Level) -> Any:
        if level not in self._collections:
            with _faults(f"has lost the {level} of {self._name}"):
                self._collections[level] = self._client.get_collection(
                    f"{self._name}-{level}", embedding_function=None
                )
        return self._collections[level]

    def create(self) -> None:
        """Make the two empty collections."""
        for level in LEVELS:
            self._collections[level] = self._client.create_collection(
                f"{self._name}-{level}",
                embedding_function=None,
                configuration={"hnsw": HNSW},
            )

    def add(self, level: Level, entries: Sequence[Entry], vectors: NDArray[np.float32]) -> None:
        if len(entries) != len(vectors):
            raise ValueError(f"{len(entries)} entries, {len(vectors)} vectors")
        collection = self._collection(level)
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            collection.add(
                ids=[str(entry.row) for entry in batch],
                embeddings=vectors[start : start + BATCH],
                metadatas=[{"essay": entry.essay, "voice": entry.voice or ""} for entry in batch],
                documents=[entry.text for entry in batch],
            )

    def nearest(
        self,
        level: Level,
        vector: NDArray[np.float32],
        k: int,
        essays: Collection[str] | None = None,
        voices: Collection[str | None] | None = None,
    ) -> list[Hit]:
        if k <= 0 or (essays is not None and not essays) or (voices is not None and not voices):
            return []
        collection = self._collection(level)
        with _faults(f"cannot search the {level}"):
            found = collection.query(
                query_embeddings=[vector],
                n_results=k + SPARE,
                where=_where(essays, voices),
                include=["distances"],
            )
        hits = [
            Hit(int(row), round(1.0 - float(distance), DECIMALS))
            for row, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]
        return sorted(hits, key=lambda hit: (-hit.similarity, hit.row))[:k]

    def vectors(self, level: Level, rows: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """The stored vectors of these rows, those that there are; for examining an index."""
        found: dict[int, NDArray[np.float32]] = {}
        for start in range(0, len(rows), BATCH):
            ids = [str(row) for row in rows[start : start + BATCH]]
            with _faults(f"cannot read the {level}"):
                batch = self._collection(level).get(ids=ids, include=["embeddings"])
            found.update(zip(map(int, batch["ids"]), batch["embeddings"], strict=True))
        return found

    def info(self) -> dict[Level, int]:
        with _faults("cannot count its rows"):
            return {level: int(self._collection(level).count()) for level in LEVELS}

    def remove(self) -> None:
        for level in LEVELS:
            name = f"{self._name}-{level}"
            if any(found.name == name for found in self._client.list_collections()):
                self._client.delete_collection(name)
        self._collections.clear()

    def close(self) -> None:
        sessions = _sessions(self._client)
        self._client.close()
        for session in sessions:
            session.close()


@contextmanager
def _faults(problem: str, folder: Path | None = None) -> Iterator[None]:
    """Whatever goes wrong inside Chroma, damaged file or lost server, is a Fault of ours."""
    try:
        yield
    except DebateError:
        raise
    except Exception as error:
        _blame_others(problem, error, folder)
        raise Fault(
            f"Chroma {problem} ({error})", "rebuild the index with: python -m ingest --rebuild"
        ) from error


def _blame_others(problem: str, error: Exception, folder: Path | None) -> None:
    """Raises where nothing is damaged: a folder that is closed, a full disk, a server that is down.

    Chroma wraps such errors in its own, so they are told by what they say.
    """
    chain: list[BaseException] = [error]
    while (cause := chain[-1].__cause__ or chain[-1].__context__) and len(chain) < 9:
        chain.append(cause)
    said = " ".join(f"{type(one).__name__} {one}" for one in chain).lower()
    if any(words in said for words in _NO_SERVER):
        raise UserError(
            f"the Chroma server does not answer ({error})",
            "start it with `chroma run --path DIR`, or unset DEBATE_CHROMA_URL",
        ) from error
    closed = folder is not None and not _may_write(folder)
    if closed or any(words in said for words in _NO_WRITING):
        raise UserError(
            f"Chroma {problem}: it must be able to write there even for reading ({error})",
            "make the folder yours to write and free some disk space, or set DEBATE_DATA_DIR to "
            "another folder",
        ) from error


def _may_write(folder: Path) -> bool:
    """Whether the folder and Chroma's database in it can be written to."""
    paths = [folder, *folder.glob("*.sqlite3")] if folder.exists() else [folder.parent]
    return all(os.access(path, os.W_OK) for path in paths)


def _sessions(client: Any) -> list[Any]:
    """A server client's HTTP sessions, which Chroma neither closes nor gives a timeout."""
    servers = [getattr(part, "_server", None) for part in (client, client._admin_client)]
    sessions = [getattr(server, "_session", None) for server in servers]
    return [session for session in sessions if session is not None]


def _where(
    essays: Collection[str] | None, voices: Collection[str | None] | None
) -> dict[str, Any] | None:
    """Chroma's filter for both conditions; sorted, so that equal sets make equal queries."""
    conditions: list[dict[str, Any]] = []
    if essays is not None:
        conditions.append({"essay": {"$in": sorted(essays)}})
    if voices is not None:
        conditions.append({"voice": {"$in": sorted(voice or "" for voice in voices)}})
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else {"$and": conditions}
