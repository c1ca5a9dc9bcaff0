"""The index of one corpus, opened for reading: debate, rows, vectors, words and stores.

Opening reads two JSON files; arrays, Chroma, bm25s and the model wait for their first use. An open
index never changes: when a newer one replaces it, `is_current` says so and whoever holds it opens
again. Until then its files are kept.
"""

from __future__ import annotations

import os
import threading
import weakref
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import Fault, IndexMissing
from assistant.index_files import (
    ACCORDS_FILE,
    CHROMA_FOLDER,
    DEBATE_FILE,
    POINT_WORDS_FOLDER,
    POINTS_FILE,
    SENTENCES_FILE,
    VersionFiles,
)
from assistant.index_folder import (
    POINTER,
    current_version,
    hold_version,
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
    from numpy.typing import NDArray

    from assistant.embedding import Embedder
    from assistant.lexical import Lexical
    from assistant.store import PassageStore

__all__ = ["Index", "IndexInfo", "Row", "index_folder", "open_index"]


class Index:
    """One version of one corpus's index. Safe to share by threads; nothing in it changes."""

    def __init__(self, folder: Path, corpus: Path, settings: Settings) -> None:
        held = hold_version(folder)
        self._let_go = weakref.finalize(self, _close, held)
        self.folder = folder
        self.settings = settings
        self.files = VersionFiles(folder, ingest_command(corpus, settings))
        self.info = read_info(self.files, corpus, settings)
        self._pointer = folder.parent.parent / POINTER
        self._lock = threading.RLock()
        packed = self.files.read_json(DEBATE_FILE)
        try:
            self.debate = unpack_debate(packed)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise other_format(corpus, settings) from error
        self.rows = sentence_rows(self.debate)
        self.points = point_rows(self.debate)
        self.points_of: dict[str, list[PointRow]] = {e.slug: [] for e in self.debate.essays}
        for point in self.points:
            self.points_of[point.essay.slug].append(point)
        places = [(row.row, FIELDS.index(f)) for row in self.points for f, _ in vector_texts(row)]
        # [vectors, 2] the point's row and the field that each vector of the points stands for.
        self.point_places = np.array(places, dtype=np.int32).reshape(-1, 2)
        self.first_row: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            self.first_row.setdefault(row.essay.slug, number)

    @cached_property
    def sentence_vectors(self) -> NDArray[np.float32]:
        """[rows, d] one a sentence."""
        return self.files.read_vectors(SENTENCES_FILE, len(self.rows))

    @cached_property
    def point_vectors(self) -> NDArray[np.float32]:
        """[vectors, d] those of all points, as `point_places` says."""
        return self.files.read_vectors(POINTS_FILE, len(self.point_places))

    @cached_property
    def accord_vectors(self) -> NDArray[np.float32]:
        """[accords, d] one an agreement or clash."""
        return self.files.read_vectors(ACCORDS_FILE, len(self.debate.accords))

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
                raise self.files.damaged(folder)
            return ChromaStore.embedded(folder, self.info.version)

    @cached_property
    def point_words(self) -> Lexical:
        """BM25 over the points; opened at the first use."""
        from assistant.lexical import Lexical

        return Lexical.load(self.files.verified_folder(POINT_WORDS_FOLDER), len(self.points))

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
        except (OSError, UnicodeDecodeError):
            return False

    def warm(self) -> None:
        """Load model, Chroma and bm25s now, and ask each of them something."""
        vector = self.embedder.encode_query([self.debate.question])[0]
        self.store.nearest("points", vector, 1)
        self.point_words.scores(self.debate.question)

    def close(self) -> None:
        """Release the files: Chroma's, where they were opened, and those of this version."""
        if "store" in self.__dict__:
            self.store.close()
        self._let_go()


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def open_index(corpus: Path, settings: Settings) -> Index:
    """The corpus's current index; IndexMissing, with the command to run, where there is none."""
    for _ in range(5):
        version = current_version(corpus, settings)
        try:
            return Index(version, corpus, settings)
        except (FileNotFoundError, BlockingIOError, Fault) as error:
            found = error
            # Two ingests may finish between our reading the pointer and the files: look again.
            if current_version(corpus, settings) == version:
                break
        except OSError as error:
            raise unreachable(version, error) from error
    if isinstance(found, Fault):
        raise found
    command = ingest_command(corpus, settings)
    raise Fault(
        f"the index in {index_folder(corpus, settings)} is incomplete",
        f"rebuild it with: {command} --rebuild",
    ) from found
