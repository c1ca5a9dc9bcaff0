"""One conformance suite, run on embedded Chroma and on a real Chroma server on this machine."""

from __future__ import annotations

import json
import socket
import sys
import types
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.chroma_store import ChromaStore
from assistant.errors import Fault, UserError
from assistant.store import Entry, Hit

MakeStore = Callable[[str], ChromaStore]

DIMENSION = 16
COUNT = 300  # more than one batch
VOICES = ["Ann", "Ben", None]


def vectors(count: int = COUNT, seed: int = 7) -> NDArray[np.float32]:
    random = np.random.default_rng(seed).standard_normal((count, DIMENSION)).astype(np.float32)
    random /= np.linalg.norm(random, axis=1, keepdims=True)
    return random


def entries(count: int = COUNT) -> list[Entry]:
    return [
        Entry(row, f"essay-{row % 4}", VOICES[row % 3], f"Sentence number {row}.")
        for row in range(count)
    ]


@pytest.fixture(scope="module", params=["embedded", "server"])
def make_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeStore]:
    made: list[ChromaStore] = []
    url = request.getfixturevalue("chroma_server") if request.param == "server" else ""
    folder = tmp_path_factory.mktemp("chroma")

    def make(name: str) -> ChromaStore:
        if request.param == "embedded":
            store = ChromaStore.embedded(folder, name)
        else:
            store = ChromaStore.server(url, name)
        made.append(store)
        store.create()
        return store

    yield make
    for store in made:
        store.remove()
        store.close()


@pytest.fixture(scope="module")
def store(make_store: MakeStore) -> ChromaStore:
    """Filled once; the tests that share it only read."""
    filled = make_store("index")
    filled.add("sentences", entries(), vectors())
    filled.add("points", entries(5), vectors(5))
    return filled


def exact(question: NDArray[np.float32], rows: list[int]) -> list[tuple[int, float]]:
    similarity = vectors() @ question
    ranked = sorted(rows, key=lambda row: (-round(float(similarity[row]), 6), row))
    return [(row, float(similarity[row])) for row in ranked]


def assert_same(hits: list[Hit], expected: list[tuple[int, float]]) -> None:
    assert [hit.row for hit in hits] == [row for row, _ in expected]
    assert [hit.similarity for hit in hits] == pytest.approx(
        [similarity for _, similarity in expected], abs=1e-5
    )


def test_the_nearest_are_those_of_an_exact_search(store: ChromaStore) -> None:
    for question in vectors(20, seed=11):
        assert_same(
            store.nearest("sentences", question, 10), exact(question, list(range(COUNT)))[:10]
        )


def test_a_similarity_is_higher_when_closer(store: ChromaStore) -> None:
    vector = vectors()[123]
    best, second, *_ = store.nearest("sentences", vector, 5)
    assert best.row == 123
    assert best.similarity == pytest.approx(1.0, abs=1e-5)
    assert second.similarity < best.similarity


def test_levels_are_kept_apart(store: ChromaStore) -> None:
    assert store.info() == {"sentences": COUNT, "points": 5}
    found = store.nearest("points", vectors()[250], 50)
    assert {hit.row for hit in found} == set(range(5))


@pytest.mark.parametrize(
    ("essays", "voices"),
    [
        ({"essay-1"}, None),
        ({"essay-1", "essay-3"}, None),
        (None, {"Ben"}),
        (None, {None}),
        ({"essay-0"}, {"Ann", None}),
        ({"essay-0"}, {"nobody"}),
        ({"no-such-essay"}, None),
        (set(), None),
        (None, set()),
    ],
)
def test_filters_by_essay_and_voice(
    store: ChromaStore, essays: set[str] | None, voices: set[str | None] | None
) -> None:
    allowed = [
        entry.row
        for entry in entries()
        if (essays is None or entry.essay in essays) and (voices is None or entry.voice in voices)
    ]
    question = vectors(1, seed=3)[0]
    hits = store.nearest("sentences", question, 12, essays=essays, voices=voices)
    assert_same(hits, exact(question, allowed)[:12])


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_nothing_gives_nothing(store: ChromaStore, k: int) -> None:
    assert store.nearest("sentences", vectors()[0], k) == []


def test_asking_for_more_than_there_is_gives_all(store: ChromaStore) -> None:
    assert len(store.nearest("points", vectors()[0], 100)) == 5


def test_ties_go_by_row(make_store: MakeStore) -> None:
    store = make_store("ties")
    same = np.repeat(vectors(1), 40, axis=0)
    shuffled = [Entry(row, "e", "v", "same") for row in np.random.default_rng(1).permutation(40)]
    store.add("sentences", shuffled, same)
    rows = [hit.row for hit in store.nearest("sentences", same[0], 40)]
    assert rows == sorted(rows)


def test_building_twice_ranks_the_same(make_store: MakeStore) -> None:
    rankings = []
    for name in ("first", "second"):
        store = make_store(name)
        store.add("sentences", entries(), vectors())
        rankings.append([store.nearest("sentences", v, 30) for v in vectors(10, seed=5)])
    assert rankings[0] == rankings[1]


def test_two_indexes_share_one_chroma(make_store: MakeStore) -> None:
    first, second = make_store("corpus-a"), make_store("corpus-b")
    for store, count in ((first, 10), (second, 3)):
        store.add("sentences", entries(count), vectors(count))
    first.remove()
    assert second.info()["sentences"] == 3
    with pytest.raises(Fault, match="lost the sentences") as caught:
        first.nearest("sentences", vectors()[0], 1)
    assert "--rebuild" in caught.value.hint


def test_removing_twice_is_harmless(make_store: MakeStore) -> None:
    store = make_store("short-lived")
    store.remove()
    store.remove()
    with pytest.raises(Fault):
        store.info()


def test_as_many_vectors_as_entries(store: ChromaStore) -> None:
    with pytest.raises(ValueError, match="2 entries, 3 vectors"):
        store.add("sentences", entries(2), vectors(3))


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "nonsense"])
def test_an_address_must_be_one(url: str) -> None:
    with pytest.raises(UserError, match="not the address"):
        ChromaStore.server(url, "index")


def test_a_server_that_is_not_there_is_the_users_to_start() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(UserError, match="no Chroma server") as caught:
        ChromaStore.server(f"http://127.0.0.1:{port}", "index")
    assert "chroma run" in caught.value.hint


@pytest.mark.parametrize(
    "said",
    [
        "error returned from database: (code: 8) attempt to write a readonly database",
        "Read-only file system (os error 30)",
        "Permission denied (os error 13)",
        "unable to open database file",
    ],
)
def test_a_folder_that_is_closed_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    def refuse(**_: object) -> None:
        raise RuntimeError(said)

    monkeypatch.setattr("chromadb.PersistentClient", refuse)
    with pytest.raises(UserError, match="able to write there even for reading") as caught:
        ChromaStore.embedded(tmp_path, "index")
    assert "DEBATE_DATA_DIR" in caught.value.hint and "rebuild" not in caught.value.hint


def test_a_stored_configuration_cannot_make_us_load_code(
    chroma_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server's collection may name a class for us to construct, `trust_remote_code` and all."""
    constructed: list[dict[str, object]] = []
    trap = types.ModuleType("sentence_transformers")
    trap.__dict__["SentenceTransformer"] = lambda **given: constructed.append(given)
    monkeypatch.setitem(sys.modules, "sentence_transformers", trap)
    hostile = {
        "name": "hostile-sentences",
        "configuration": {
            "hnsw": {"space": "cosine"},
            "embedding_function": {
                "type": "known",
                "name": "sentence_transformer",
                "config": {
                    "model_name": "evil/model",
                    "device": "cpu",
                    "normalize_embeddings": False,
                    "kwargs": {"trust_remote_code": True},
                },
            },
        },
    }
    request = urllib.request.Request(
        f"{chroma_server}/api/v2/tenants/default_tenant/databases/default_database/collections",
        data=json.dumps(hostile).encode(),
        headers={"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=10).close()
    store = ChromaStore.server(chroma_server, "hostile")
    from chromadb.utils import embedding_functions

    with pytest.warns(UserWarning, match="Could not reconstruct"):
        store.add("sentences", entries(1), vectors(1))
    assert constructed == []
    assert [hit.row for hit in store.nearest("sentences", vectors(1)[0], 5)] == [0]
    # And the trap does catch what an armed Chroma would have done:
    monkeypatch.setitem(
        embedding_functions.known_embedding_functions,
        "sentence_transformer",
        embedding_functions.SentenceTransformerEmbeddingFunction,
    )
    store.add("sentences", entries(2)[1:], vectors(2)[1:])
    assert constructed[0]["trust_remote_code"] is True
    store.remove()
    store.close()
