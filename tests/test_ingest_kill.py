"""kill -9 at any moment of an ingest leaves an index that answers, whole: the old or the new."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMissing
from assistant.index import open_index
from assistant.index_files import DIGESTS_FILE
from assistant.index_folder import VERSIONS, index_folder
from assistant.settings import Settings
from ingest.indexing import build_index

MOST = 60  # kills
LONGEST = 2.5  # ingests from the first one to the kill

DEBATE = """\
question: Is tea better than coffee?
sides:
  - {id: tea, label: Tea, statement: Tea is better than coffee.}
  - {id: coffee, label: Coffee, statement: Coffee is better than tea.}
"""
TEXTS = {
    "calm": "# Leaves\n\nTea is calm. Coffee shakes the hand.\n",
    "loud": "# Leaves\n\nTea is dull. Coffee wakes a city. It shakes nobody.\n",
}

# Each time it is told to go, forks a process that writes now one text, now the other, and ingests
# after each, until it is killed. (Forking spares each round the seconds
# of importing Chroma and of loading the parser.)
NURSERY = """
import itertools, os, sys
from pathlib import Path
from assistant.settings import Settings
from ingest.indexing import build_index
from ingest.voices.model import parser
import assistant.embedding, assistant.lexical, bm25s, chromadb
parser()("Tea is calm.")
while line := sys.stdin.readline():
    corpus, data = map(Path, line.rstrip().split("|"))
    pid = os.fork()
    if pid == 0:
        settings = Settings(data_dir=data)
        for text in itertools.cycle(sys.argv[1:]):
            (corpus / "essays" / "leaf.md").write_text(text, encoding="utf-8")
            build_index(corpus, settings, rebuild=True)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class Nursery:
    """Starts ingests in processes of their own, to be killed."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", NURSERY, *TEXTS.values()]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def kill_one(self, corpus: Path, settings: Settings, delay: float) -> None:
        """Start ingesting and kill it after that many seconds; it must not end before."""
        assert self._process.stdin and self._process.stdout
        print(corpus, settings.data_dir, sep="|", file=self._process.stdin, flush=True)
        pid = int(self._process.stdout.readline())
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        assert int(self._process.stdout.readline()) == -signal.SIGKILL

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    started = Nursery()
    yield started
    started.close()


def assert_whole(corpus: Path, settings: Settings) -> None:
    """The index opens, is one of the two texts exactly, and every row finds itself in Chroma."""
    index = open_index(corpus, settings)
    texts = [row.text for row in index.rows]
    assert " ".join(texts) in {text.split("\n\n")[1].strip() for text in TEXTS.values()}
    assert index.store.info() == {
        "sentences": len(index.rows),
        "points": len(index.point_vectors),
    }
    for number, vector in enumerate(index.sentence_vectors):
        best = index.store.nearest("sentences", np.asarray(vector), 1)[0]
        assert best.row == number
        assert best.similarity > 0.999
    assert index.point_words.scores("coffee").any()
    index.close()


def kill_until(nursery: Nursery, corpus: Path, settings: Settings, struck: int, seed: int) -> None:
    """Kill ingests at random moments until so many left a version unfinished."""
    moments = random.Random(seed)
    start = time.perf_counter()
    build_index(corpus, settings, rebuild=True)
    longest = LONGEST * (time.perf_counter() - start)
    versions = index_folder(corpus, settings) / VERSIONS
    for _ in range(MOST):
        nursery.kill_one(corpus, settings, moments.uniform(0, longest))
        struck -= any(not (version / DIGESTS_FILE).exists() for version in versions.iterdir())
        assert_whole(corpus, settings)
        if not struck:
            return
    raise AssertionError("the kills hardly ever struck while a version was being written")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    (folder / "essays").mkdir(parents=True)
    (folder / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    (folder / "essays" / "leaf.md").write_text(TEXTS["calm"], encoding="utf-8")
    return folder


@pytest.fixture
def here(tmp_path: Path, corpus: Path) -> Settings:
    """A data folder whose vector cache knows both texts and whose index holds the first."""
    settings = Settings(data_dir=tmp_path / "data")
    for name in ("loud", "calm"):
        (corpus / "essays" / "leaf.md").write_text(TEXTS[name], encoding="utf-8")
        build_index(corpus, settings)
    return settings


def test_killed_ingests_leave_a_whole_index(
    nursery: Nursery, corpus: Path, here: Settings, whole: bool
) -> None:
    kill_until(nursery, corpus, here, 8 if whole else 2, seed=20261122)
    (corpus / "essays" / "leaf.md").write_text(TEXTS["loud"], encoding="utf-8")
    build_index(corpus, here, rebuild=True)
    assert_whole(corpus, here)
    # What the killed ones left behind is gone, all but the version before the current one.
    assert len(list((index_folder(corpus, here) / VERSIONS).iterdir())) == 2


def test_a_killed_first_ingest_leaves_nothing_to_trip_over(
    nursery: Nursery, corpus: Path, tmp_path: Path
) -> None:
    empty = Settings(data_dir=tmp_path / "empty")
    nursery.kill_one(corpus, empty, 0.05)
    with pytest.raises(IndexMissing):
        open_index(corpus, empty)
    (corpus / "essays" / "leaf.md").write_text(TEXTS["loud"], encoding="utf-8")
    build_index(corpus, empty)
    assert_whole(corpus, empty)
