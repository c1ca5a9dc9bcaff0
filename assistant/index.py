"""The index of one corpus, opened for reading: debate, rows, vectors, words and stores.

Opening reads one JSON file and maps a few arrays; Chroma, bm25s and the model wait for their
first use. An open index never changes: when a newer one replaces it, `is_current` says so and
whoever holds it opens again.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from assistant.domain import Debate, Essay, Passage, Sentence
from assistant.errors import Fault, IndexMissing
from assistant.index_folder import (
    POINTER,
    current_version,
    index_folder,
    ingest_command,
    missing,
)
from assistant.manifest import FileMark, Manifest, has_changed
from assistant.settings import Settings
from assistant.stored_debate import unpack_debate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder
    from assistant.lexical import Lexical
    from assistant.store import PassageStore

FORMAT = 1  # of the files in a version folder; another number asks for a new ingest

DEBATE_FILE = "debate.json"
VOCABULARY_FILE = "vocabulary.json"
INFO_FILE = "info.json"  # written last: a version without it is incomplete
SENTENCES_FILE = "sentences.npy"
PASSAGES_FILE = "passages.npy"
WORDS_FILE = "words.npy"
LEXICAL_FOLDER = "lexical"
CHROMA_FOLDER = "chroma"

EMBEDDED = "embedded"  # the store's address where it is not a server's


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What an index was made of; `stale` says that the corpus has changed since."""

    corpus: str  # the resolved path
    version: str  # the version folder's name: a digest of debate, model and format, and a nonce
    digest: str  # of debate, model and format: equal digests, equal answers
    model: str
    dimension: int
    store: str  # EMBEDDED or a server's address
    essays: int
    voices: int
    sentences: int
    passages: int
    words: int
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence's place: row of the sentence vectors, number in its essay."""

    essay: Essay
    number: int

    @property
    def sentence(self) -> Sentence:
        return self.essay.sentences[self.number]

    @property
    def text(self) -> str:
        return self.essay.quote(self.sentence)


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage's place: row of the passage vectors, number in its essay."""

    essay: Essay
    number: int

    @property
    def passage(self) -> Passage:
        return self.essay.passages[self.number]

    @property
    def text(self) -> str:
        return self.essay.quote(self.passage)


def sentence_rows(debate: Debate) -> list[Row]:
    """Every sentence of the debate, in the order of the sentence vectors."""
    return [Row(essay, n) for essay in debate.essays for n in range(len(essay.sentences))]


def passage_rows(debate: Debate) -> list[PassageRow]:
    """Every passage of the debate, in the order of the passage vectors."""
    return [PassageRow(essay, n) for essay in debate.essays for n in range(len(essay.passages))]


class Index:
    """One version of one corpus's index. Safe to share by threads; nothing in it changes."""

    def __init__(self, folder: Path, settings: Settings, info: IndexInfo) -> None:
        self.folder = folder
        self.settings = settings
        self.info = info
        self._pointer = folder.parent.parent / POINTER
        self._lock = threading.RLock()
        self.debate: Debate = unpack_debate(_read_json(folder / DEBATE_FILE))
        self.rows = sentence_rows(self.debate)
        self.passage_rows = passage_rows(self.debate)
        self.sentence_vectors = _vectors(folder / SENTENCES_FILE, len(self.rows))
        self.passage_vectors = _vectors(folder / PASSAGES_FILE, len(self.passage_rows))
        words = _read_json(folder / VOCABULARY_FILE)
        self.stems: list[str] = words["stems"]
        self.vocabulary: list[str] = words["surfaces"]  # each stem's most frequent surface word
        self.vocabulary_vectors = _vectors(folder / WORDS_FILE, len(self.stems))
        # How many sentences and headings hold the stem; 0 for names of people who only write.
        self.document_frequency: dict[str, int] = dict(
            zip(self.stems, words["frequencies"], strict=True)
        )
        self.first_row: dict[str, int] = {}
        for number, row in enumerate(self.rows):
            self.first_row.setdefault(row.essay.slug, number)

    def row_of(self, slug: str, number: int) -> int:
        """The row of an essay's sentence with that number."""
        return self.first_row[slug] + number

    @cached_property
    def store(self) -> PassageStore:
        """The vectors in Chroma; opened at the first use."""
        from assistant.store import ChromaStore

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
    def lexical(self) -> Lexical:
        """BM25 over the sentences; opened at the first use."""
        from assistant.lexical import Lexical

        folder = self.folder / LEXICAL_FOLDER
        if not folder.is_dir():
            raise self._lost(folder)
        return Lexical.load(folder, len(self.rows))

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
        self.store.nearest("sentences", vector, 1)
        self.store.nearest("passages", vector, 1)
        self.lexical.scores(self.debate.question)

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
    command = ingest_command(corpus, settings)
    raise Fault(
        f"the index in {index_folder(corpus, settings)} is incomplete",
        f"rebuild it with: {command} --rebuild",
    )


def read_info(version: Path, corpus: Path, settings: Settings) -> IndexInfo:
    """What a version says of itself; IndexMissing where these settings need another one."""
    stored = _read_json(version / INFO_FILE)
    command = ingest_command(corpus, settings)
    if stored["format"] != FORMAT:
        raise IndexMissing(
            f"the index of {corpus} has the format of another version of this program",
            f"rebuild it with: {command}",
        )
    if stored["model_setting"] != settings.embedding_model:
        raise IndexMissing(
            f"the index of {corpus} was made with the model {stored['model_setting']}, "
            f"not {settings.embedding_model}",
            f"rebuild it with: {command}",
        )
    if stored["info"]["store"] != (settings.chroma_url or EMBEDDED):
        raise IndexMissing(
            f"the index of {corpus} is in another store ({stored['info']['store']})",
            f"rebuild it with: {command}",
        )
    if not corpus.expanduser().is_dir():
        raise missing(corpus, settings)
    manifest = unpack_manifest(stored["manifest"])
    stale = has_changed(corpus.expanduser().resolve(), manifest)
    return IndexInfo(**stored["info"], stale=stale)


def pack_info(info: IndexInfo) -> dict[str, Any]:
    """JSON-ready data; whether it is stale is found at each opening."""
    packed = asdict(info)
    del packed["stale"]
    return packed


def pack_manifest(manifest: Manifest) -> dict[str, list[Any]]:
    """JSON-ready data."""
    return {name: [mark.size, mark.modified, mark.digest] for name, mark in manifest.items()}


def unpack_manifest(packed: dict[str, list[Any]]) -> Manifest:
    """The manifest that was packed."""
    return {name: FileMark(*mark) for name, mark in packed.items()}


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise _damaged(path) from error


def _vectors(path: Path, rows: int) -> NDArray[np.float32]:
    try:
        vectors: NDArray[np.float32] = np.load(path, mmap_mode="r" if rows else None)
    except (ValueError, EOFError) as error:
        raise _damaged(path) from error
    if len(vectors) != rows:
        raise _damaged(path)
    return vectors


def _damaged(path: Path) -> Fault:
    return Fault(f"{path} is damaged", "rebuild the index with: python -m ingest --rebuild")
