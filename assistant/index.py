"""The index of one corpus, opened for reading: debate, rows, vectors, words and stores.

Opening reads three JSON files and maps a few arrays; Chroma, bm25s and the model wait for their
first use. An open index never changes: when a newer one replaces it, `is_current` says so and
whoever holds it opens again.
"""

from __future__ import annotations

import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Debate
from assistant.errors import Fault, IndexMissing
from assistant.index_files import (
    ACCORDS_FILE,
    CHROMA_FOLDER,
    DEBATE_FILE,
    POINT_WORDS_FOLDER,
    POINTS_FILE,
    SENTENCES_FILE,
    read_json,
    read_vectors,
)
from assistant.index_folder import (
    POINTER,
    current_version,
    index_folder,
    ingest_command,
    unreachable,
)
from assistant.index_info import EMBEDDED, IndexInfo, other_format, read_info
from assistant.points import FIELDS, PointRow, point_rows, vector_texts
from assistant.rows import Row, sentence_rows
from assistant.settings import Settings
from assistant.stored_debate import unpack_debate

if TYPE_CHECKING:
    from assistant.embedding import Embedder
    from assistant.lexical import Lexical
    from assistant.store import PassageStore

__all__ = ["Index", "IndexInfo", "Row", "index_folder", "open_index"]


class Index:
    """One version of one corpus's index. Safe to share by threads; nothing in it changes."""

    def __init__(self, folder: Path, settings: Settings, info: IndexInfo) -> None:
        self.folder = folder
        self.settings = settings
        self.info = info
        self._pointer = folder.parent.parent / POINTER
        self._lock = threading.RLock()
        self.debate = self._read_debate()
        self.rows = sentence_rows(self.debate)
        self.sentence_vectors = read_vectors(folder / SENTENCES_FILE, len(self.rows))
        self.points = point_rows(self.debate)
        self.points_of: dict[str, list[PointRow]] = {e.slug: [] for e in self.debate.essays}
        for point in self.points:
            self.points_of[point.essay.slug].append(point)
        places = [(row.row, FIELDS.index(f)) for row in self.points for f, _ in vector_texts(row)]
        # [vectors, 2] the point's row and the field that each vector of the points stands for.
        self.point_places = np.array(places, dtype=np.int32).reshape(-1, 2)
        self.point_vectors = read_vectors(folder / POINTS_FILE, len(places))
        self.accord_vectors = read_vectors(folder / ACCORDS_FILE, len(self.debate.accords))
        self.first_row: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            self.first_row.setdefault(row.essay.slug, number)

    def _read_debate(self) -> Debate:
        packed = read_json(self.folder / DEBATE_FILE)
        try:
            return unpack_debate(packed)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise other_format(Path(self.info.corpus), self.settings) from error

    def row_of(self, slug: str, number: int) -> int:
        """The row of an essay's sentence with that number."""
        return self.first_row[slug] + number

    @cached_property
    def store(self) -> PassageStore:
        """The vectors in Chroma; opened at the first use."""
        from assistant.chroma_store import ChromaStore

        with self._lock:
            if "store" in self.__dict__:
                return self.__dict__["store"]  # type: ignore[no-any-return]
            if self.info.store != EMBEDDED:
                return ChromaStore.server(self.info.store, self.info.version)
            folder = self.folder / CHROMA_FOLDER
            if not folder.is_dir():
                raise self._lost(folder)
            return ChromaStore.embedded(folder, self.info.version)

    @cached_property
    def point_words(self) -> Lexical:
        """BM25 over the points; opened at the first use."""
        from assistant.lexical import Lexical

        folder = self.folder / POINT_WORDS_FOLDER
        if not folder.is_dir():
            raise self._lost(folder)
        return Lexical.load(folder, len(self.points))

    @cached_property
    def embedder(self) -> Embedder:
        """The model that this index was made with; loads at the first encoding."""
        from assistant.embedding import embedder

        with self._lock:
            if "embedder" in self.__dict__:
                return self.__dict__["embedder"]  # type: ignore[no-any-return]
            found = embedder(self.settings)
            if found.name != self.info.model:
                raise IndexMissing(
                    f"this index was made with the model {self.info.model}, not {found.name}",
                    f"rebuild it with: {ingest_command(Path(self.info.corpus), self.settings)}",
                )
            return found

    def is_current(self) -> bool:
        """Whether no newer index has replaced this one; costs one read of a tiny file."""
        try:
            return self._pointer.read_text(encoding="utf-8").strip() == self.info.version
        except OSError:
            return False

    def warm(self) -> None:
        """Load model, Chroma and bm25s now, and ask each of them something."""
        vector = self.embedder.encode_query([self.debate.question])[0]
        self.store.nearest("points", vector, 1)
        self.point_words.scores(self.debate.question)

    def close(self) -> None:
        """Release Chroma's files, where they were opened."""
        if "store" in self.__dict__:
            self.store.close()

    def _lost(self, path: Path) -> Fault:
        command = ingest_command(Path(self.info.corpus), self.settings)
        return Fault(f"the index has lost {path}", f"rebuild it with: {command} --rebuild")


def open_index(corpus: Path, settings: Settings) -> Index:
    """The corpus's current index; IndexMissing, with the command to run, where there is none."""
    for _ in range(5):
        version = current_version(corpus, settings)
        try:
            return Index(version, settings, read_info(version, corpus, settings))
        except FileNotFoundError:
            # Two ingests may finish between our reading the pointer and the files: look again.
            if current_version(corpus, settings) == version:
                break
        except OSError as error:
            raise unreachable(version, error) from error
    command = ingest_command(corpus, settings)
    raise Fault(
        f"the index in {index_folder(corpus, settings)} is incomplete",
        f"rebuild it with: {command} --rebuild",
    )
