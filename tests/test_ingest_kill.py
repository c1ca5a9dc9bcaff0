"""kill -9 at any moment of an ingest leaves an index that answers, whole: the old or the new."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexMissing
from assistant.index import open_index
from assistant.index_files import DIGESTS_FILE
from assistant.index_folder import VERSIONS, index_folder
from assistant.settings import Settings
from ingest.indexing import build_index

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


def kill_rounds(nursery: Nursery, corpus: Path, settings: Settings, rounds: int, seed: int) -> int:
    """Kill that many ingests at random moments; returns how many left a version unfinished."""
    moments = random.Random(seed)
    start = time.perf_counter()
    build_index(corpus, settings, rebuild=True)
    longest = LONGEST * (time.perf_counter() - start)
    versions = index_folder(corpus, settings) / VERSIONS
    unfinished = 0
    for _ in range(rounds):
        nursery.kill_one(corpus, settings, moments.uniform(0, longest))
        unfinished += any(not (version / DIGESTS_FILE).exists() for version in versions.iterdir())
        assert_whole(corpus, settings)
    return unfinished


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "tea"
    (folder / "essays").mkdir(parents=True)
    (folder / "debate.yaml").write_text(DEBATE, encoding="utf-8")
    (folder / "essays" / "leaf.md").write_text(TEXTS["calm"], encoding="utf-8")
    return folder


@pytest.fixture
def here(new_data_dir: Callable[[], Path], corpus: Path) -> Settings:
    """A data folder whose vector cache knows both texts and whose index holds the first."""
    settings = Settings(data_dir=new_data_dir())
    for name in ("loud", "calm"):
        (corpus / "essays" / "leaf.md").write_text(TEXTS[name], encoding="utf-8")
        build_index(corpus, settings)
    return settings


def test_killed_ingests_leave_a_whole_index(
    nursery: Nursery, corpus: Path, here: Settings, whole: bool
) -> None:
    rounds = 24 if whole else 8
    unfinished = kill_rounds(nursery, corpus, here, rounds, seed=20261122)
    assert unfinished >= rounds // 6  # the kills did strike while a version was being written
    (corpus / "essays" / "leaf.md").write_text(TEXTS["loud"], encoding="utf-8")
    build_index(corpus, here, rebuild=True)
    assert_whole(corpus, here)
    # What the killed ones left behind is gone, all but the version before the current one.
    assert len(list((index_folder(corpus, here) / VERSIONS).iterdir())) == 2


def test_a_killed_first_ingest_leaves_nothing_to_trip_over(
    nursery: Nursery, corpus: Path, new_data_dir: Callable[[], Path]
) -> None:
    empty = Settings(data_dir=new_data_dir())
    nursery.kill_one(corpus, empty, 0.05)
    with pytest.raises(IndexMissing):
        open_index(corpus, empty)
    (corpus / "essays" / "leaf.md").write_text(TEXTS["loud"], encoding="utf-8")
    build_index(corpus, empty)
    assert_whole(corpus, empty)
