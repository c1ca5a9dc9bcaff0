"""The vector cache: keys, safety under kills, two writers, damage, disks that refuse."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.embedding import SentenceTransformerEmbedder
from assistant.errors import UserError
from ingest.cache import FILE, VectorCache
from ingest.encoding import CachedEncoder, cache_key


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[VectorCache]:
    with VectorCache(tmp_path / FILE) as opened:
        yield opened


def some_vectors(count: int) -> NDArray[np.float32]:
    return np.random.default_rng(3).standard_normal((count, 8)).astype(np.float32)


def test_what_was_put_is_got_exactly(cache: VectorCache, tmp_path: Path) -> None:
    keys = [cache_key("model", text) for text in ("a", "b", "ü")]
    vectors = some_vectors(3)
    cache.put(keys, vectors)
    with VectorCache(tmp_path / FILE) as again:
        found = again.get([*keys, cache_key("model", "c")])
    assert found.keys() == set(keys)
    for key, vector in zip(keys, vectors, strict=True):
        assert np.array_equal(found[key], vector)


def test_models_and_texts_do_not_mix() -> None:
    keys = {cache_key(*pair) for pair in (("m", "ab"), ("ma", "b"), ("m", "b"), ("m", "ab "))}
    assert len(keys) == 4


def test_only_new_texts_reach_the_model(
    cache: VectorCache, model: SentenceTransformerEmbedder
) -> None:
    first = CachedEncoder(model, cache)
    steps: list[int] = []
    vectors = first.encode(["tea", "coffee", "tea"], steps.append)
    assert (first.computed, first.reused) == (2, 0)
    assert sum(steps) == 3
    assert np.array_equal(vectors[0], vectors[2])
    second = CachedEncoder(model, cache)
    steps.clear()
    again = second.encode(["coffee", "cocoa", "tea"], steps.append)
    assert (second.computed, second.reused) == (1, 2)
    assert sum(steps) == 3
    assert np.array_equal(again[0], vectors[1])
    assert np.abs(again - model.encode_document(["coffee", "cocoa", "tea"])).max() < 1e-5


def test_no_texts_cost_nothing(cache: VectorCache) -> None:
    assert len(CachedEncoder(SentenceTransformerEmbedder(), cache).encode([])) == 0


def test_a_file_that_is_no_database_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, whatever its name says" * 100)
    with VectorCache(tmp_path / FILE) as cache:
        cache.put([b"key"], some_vectors(1))
    with VectorCache(tmp_path / FILE) as cache:
        assert b"key" in cache.get([b"key"])
    assert len(list(tmp_path.glob("*.damaged"))) == 1


def test_vectors_without_a_digest_are_not_taken_over(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:  # as 0.1 made it
        connection.execute(
            "CREATE TABLE vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
        )
        connection.execute("INSERT INTO vectors VALUES (x'6131', x'0000803f')")
    with VectorCache(tmp_path / FILE) as cache:
        assert cache.get([b"a1"]) == {}
        cache.put([b"a1"], some_vectors(1))
        assert cache.get([b"a1"]).keys() == {b"a1"}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE digested SET vector = x'00112233445566' WHERE key = x'6131'",
        "UPDATE digested SET vector = (SELECT vector FROM digested WHERE key = x'6132')"
        " WHERE key = x'6131'",
        "UPDATE digested SET vector = 'no vector' WHERE key = x'6131'",
    ],
)
def test_a_damaged_vector_is_encoded_anew(cache: VectorCache, tmp_path: Path, damage: str) -> None:
    cache.put([b"a1", b"a2"], some_vectors(2))
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        assert connection.execute(damage).rowcount == 1
    assert cache.get([b"a1", b"a2"]).keys() == {b"a2"}
    assert cache.damaged() == [b"a1"]
    cache.forget_damaged()
    assert cache.damaged() == []
    assert cache.get([b"a2"]).keys() == {b"a2"}


def test_damaged_pages_cost_the_file_and_no_ingest(cache: VectorCache, tmp_path: Path) -> None:
    keys = [b"%04d" % number for number in range(500)]
    cache.put(keys, some_vectors(500))
    cache.close()
    path = tmp_path / FILE
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = bytes(len(content) - 4096 * 3)
    path.write_bytes(content)
    with VectorCache(path) as again:
        again.forget_damaged()
        assert len(again.get(keys)) < 500
        again.put(keys, some_vectors(500))
        assert len(again.get(keys)) == 500


WRITER = """
import sys
import numpy as np
from pathlib import Path
from ingest.cache import VectorCache
seed = int(sys.argv[2])
print("ready", flush=True)
with VectorCache(Path(sys.argv[1])) as cache:
    for batch in range(int(sys.argv[3])):
        keys = [f"{seed}-{batch}-{n}".encode() for n in range(20)]
        cache.put(keys, np.full((20, 64), seed * 1000 + batch, dtype=np.float32))
        print(batch, flush=True)
"""


def writer(path: Path, seed: int, batches: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), str(seed), str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def held(path: Path, seed: int, batches: int) -> int:
    """How many batches are whole; a torn one fails."""
    whole = 0
    with VectorCache(path) as cache:
        for batch in range(batches):
            found = cache.get(f"{seed}-{batch}-{n}".encode() for n in range(20))
            assert len(found) in (0, 20)
            assert all((vector == seed * 1000 + batch).all() for vector in found.values())
            whole += len(found) == 20
    return whole


def test_a_killed_writer_loses_no_batch_that_it_reported(tmp_path: Path) -> None:
    for seed, delay in enumerate((0.0, 0.01, 0.03, 0.1), start=1):
        process = writer(tmp_path / FILE, seed, 100_000)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)
        reported = process.communicate()[0].count("\n")
        assert held(tmp_path / FILE, seed, reported + 2) >= reported - 1


def test_two_processes_may_write_at_a_time(tmp_path: Path) -> None:
    writers = [writer(tmp_path / FILE, seed, 50) for seed in (1, 2)]
    for process in writers:
        process.communicate()
        assert process.returncode == 0
    assert [held(tmp_path / FILE, seed, 50) for seed in (1, 2)] == [50, 50]


def test_several_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    """Turning the journal to WAL is a race that SQLite itself does not wait out."""
    opener = (
        "import sys, pathlib; from ingest.cache import VectorCache\n"
        "for line in sys.stdin:\n"
        "    VectorCache(pathlib.Path(line.strip())).close(); print(flush=True)\n"
    )
    command = [sys.executable, "-c", opener]
    openers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    files = "".join(f"{tmp_path / str(number)}\n" for number in range(60))
    for process in openers:
        assert process.stdin is not None
        process.stdin.write(files)
        process.stdin.flush()
    for process in openers:
        assert process.communicate()[0].count("\n") == 60
        assert process.returncode == 0


def test_a_folder_that_cannot_be_written_is_the_users_to_mend(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be written") as caught:
        VectorCache(tmp_path / "no such folder" / FILE)
    assert "DEBATE_DATA_DIR" in caught.value.hint


def test_a_full_disk_is_the_users_to_mend(cache: VectorCache) -> None:
    pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
    cache._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(UserError, match="full"):
        cache.put([bytes([n]) for n in range(200)], np.zeros((200, 384), dtype=np.float32))
    assert cache.get([bytes([n]) for n in range(200)]) == {}
