"""Writes one version of an index: vectors, words, BM25, Chroma, and last of all the digests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.chroma_store import BATCH, ChromaStore
from assistant.domain import Debate
from assistant.errors import Fault, UserError
from assistant.index_files import (
    ACCORDS_FILE,
    CHROMA_FOLDER,
    DEBATE_FILE,
    INFO_FILE,
    POINT_WORDS_FOLDER,
    POINTS_FILE,
    SENTENCES_FILE,
    write_digests,
    write_json,
)
from assistant.index_info import EMBEDDED
from assistant.lexical import Lexical
from assistant.points import point_rows, vector_texts, words_of
from assistant.rows import sentence_rows
from assistant.store import Entry, Level
from assistant.stored_debate import pack_debate
from ingest.summary import Progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHECKED = 32  # rows a level that must find themselves before a version may answer


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a version holds; the arrays hold one vector a row."""

    debate: Debate
    sentences: NDArray[np.float32]
    points: NDArray[np.float32]  # `points.vector_texts` of every point
    accords: NDArray[np.float32]


def write_version(
    version: Path, contents: Contents, info: dict[str, Any], address: str, progress: Progress
) -> None:
    """Fill an empty version folder; the digests go in last and make it complete."""
    debate = contents.debate
    write_json(version / DEBATE_FILE, pack_debate(debate))
    np.save(version / SENTENCES_FILE, contents.sentences)
    np.save(version / POINTS_FILE, contents.points)
    np.save(version / ACCORDS_FILE, contents.accords)
    point_words = [words_of(row) for row in point_rows(debate)]
    Lexical.build(point_words).save(version / POINT_WORDS_FOLDER)
    store = _store(version, contents, address, progress)
    try:
        check_level(store, "sentences", contents.sentences)
        check_level(store, "points", contents.points)
    finally:
        store.close()
    write_json(version / INFO_FILE, info)
    write_digests(version)


def _store(version: Path, contents: Contents, address: str, progress: Progress) -> ChromaStore:
    """Put all vectors into a new store, which stays open."""
    try:
        if address == EMBEDDED:
            store = ChromaStore.embedded(version / CHROMA_FOLDER, version.name)
        else:
            store = ChromaStore.server(address, version.name)
        store.create()
        _fill(store, contents, progress)
    except UserError:
        raise
    except Exception as error:  # Chroma has no error of its own for a full disk or a lost server
        raise UserError(
            f"Chroma could not store the vectors ({error})",
            "free some disk space, or look after the Chroma server, and try again",
        ) from error
    return store


def _fill(store: ChromaStore, contents: Contents, progress: Progress) -> None:
    levels: list[tuple[Level, list[Entry], NDArray[np.float32]]] = [
        ("sentences", sentence_entries(contents.debate), contents.sentences),
        ("points", point_entries(contents.debate), contents.points),
    ]
    total = sum(len(entries) for _, entries, _ in levels)
    done = 0
    for level, entries, vectors in levels:
        for start in range(0, len(entries), BATCH):
            batch = entries[start : start + BATCH]
            store.add(level, batch, vectors[start : start + BATCH])
            done += len(batch)
            progress("storing", done, total)


def check_level(store: ChromaStore, level: Level, vectors: NDArray[np.float32]) -> None:
    """Fault where a store has lost rows, or rows do not find themselves."""
    held = store.info()[level]
    if held != len(vectors):
        raise Fault(
            f"Chroma holds {held} {level} where {len(vectors)} were stored",
            "try again with: python -m ingest --rebuild",
        )
    for row in range(0, len(vectors), max(1, len(vectors) // CHECKED)):
        hits = store.nearest(level, vectors[row], 1)
        # Equal texts have equal vectors: the first of them may answer for the others.
        if not hits or not np.allclose(vectors[hits[0].row], vectors[row], atol=1e-5):
            raise Fault(
                f"Chroma does not find row {row} of its {level}",
                "try again with: python -m ingest --rebuild",
            )


def sentence_entries(debate: Debate) -> list[Entry]:
    """One entry a sentence, in row order."""
    return [
        Entry(number, row.essay.slug, row.sentence.voice.name, row.text)
        for number, row in enumerate(sentence_rows(debate))
    ]


def point_entries(debate: Debate) -> list[Entry]:
    """One entry a vector of the points, in their order."""
    texts = [(row, text) for row in point_rows(debate) for _, text in vector_texts(row)]
    return [
        Entry(number, row.essay.slug, row.voice.name, text)
        for number, (row, text) in enumerate(texts)
    ]
