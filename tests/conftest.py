"""Shared by all tests: the real model, and the real essays ingested once a session."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.embedding import SentenceTransformerEmbedder
from assistant.index import Index, open_index
from assistant.settings import Settings
from ingest.cache import FILE
from ingest.indexing import build_index

for name in [name for name in os.environ if name.startswith("DEBATE_")]:
    del os.environ[name]  # the developer's own settings are no part of a test


@pytest.fixture(scope="session")
def model() -> SentenceTransformerEmbedder:
    """The shipped model, loaded once."""
    return SentenceTransformerEmbedder()


@pytest.fixture(scope="session")
def vectors(pytestconfig: pytest.Config) -> Path:
    """A vector cache that outlives the session: encoding the essays costs far more than tests."""
    return pytestconfig.cache.mkdir("vectors") / FILE


@pytest.fixture(scope="session")
def new_data_dir(tmp_path_factory: pytest.TempPathFactory, vectors: Path) -> Callable[[], Path]:
    """Makes an empty data folder that already knows the vectors of earlier sessions."""

    def make() -> Path:
        folder = tmp_path_factory.mktemp("data")
        if vectors.exists():
            shutil.copy(vectors, folder / FILE)
        return folder

    return make


@pytest.fixture(scope="session")
def settings(new_data_dir: Callable[[], Path], vectors: Path) -> Settings:
    """Settings whose data folder holds the index of the five essays."""
    settings = Settings(data_dir=new_data_dir())
    build_index(settings.corpus, settings)
    fresh = vectors.with_suffix(f".{os.getpid()}")
    shutil.copy(settings.data_dir / FILE, fresh)
    fresh.replace(vectors)
    return settings


@pytest.fixture(scope="session")
def index(settings: Settings) -> Iterator[Index]:
    """The index of the five essays, open; its model loads at the first use."""
    opened = open_index(settings.corpus, settings)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def corpus_index(index: Index) -> Index:
    """The same index, for tests that open others beside it."""
    return index
