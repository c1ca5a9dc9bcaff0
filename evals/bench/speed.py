"""Speed against a floor measured in the same run: ratios travel, seconds do not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from assistant.settings import Settings

QUESTIONS = 40  # warm answers are timed over as many, each against the floor right beside it
COLD_ROUNDS = 3

_COLD = """
import sys, time
start = time.perf_counter()
from assistant.debate import open_debate
from assistant.settings import Settings
settings = Settings.model_validate_json(sys.argv[1])
debate = open_debate(settings.corpus, settings)
opened = time.perf_counter()
debate.ask(sys.argv[2])
print(opened - start, time.perf_counter() - start)
"""
_COLD_FLOOR = """
import sys, time
start = time.perf_counter()
import chromadb, sentence_transformers
from chromadb.config import Settings
model = sentence_transformers.SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
collection = client.create_collection("floor", embedding_function=None)
vector = model.encode(sys.argv[2], normalize_embeddings=True)
collection.add(ids=["0"], embeddings=[vector.tolist()])
collection.query(query_embeddings=[vector.tolist()], n_results=1)
print(0, time.perf_counter() - start)
"""
_IMPORT = """
import importlib, sys, time
start = time.perf_counter()
importlib.import_module(sys.argv[1])
print(0, time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """What was timed: seconds of ours and of the floor; `n` rounds, medians of them.

    `quickest` has the quickest round of either: on a busy machine it says more than the median.
    """

    what: str
    ours: float
    floor: float | None = None
    n: int = 1
    quickest: tuple[float, float] | None = None

    @property
    def ratio(self) -> float | None:
        """Ours / floor; None without a floor."""
        return self.ours / self.floor if self.floor else None

    def as_json(self) -> dict[str, Any]:
        told = {"ours": self.ours, "floor": self.floor, "ratio": self.ratio, "n": self.n}
        if self.quickest:
            ours, floor = self.quickest
            told |= {"quickest ours": ours, "quickest floor": floor, "quickest ratio": ours / floor}
        return told


def cold_start(settings: Settings, question: str) -> list[Timing]:
    """A fresh process to its first answer, against importing, loading, encoding and one query."""
    from assistant.weights import find_model

    model = str(find_model(settings.embedding_model).folder)
    asked = [_process(_COLD, settings.model_dump_json(), question) for _ in range(COLD_ROUNDS)]
    floor = [_process(_COLD_FLOOR, model, question) for _ in range(COLD_ROUNDS)]
    timings = [
        Timing("open the debate", median(opened for opened, _ in asked), n=COLD_ROUNDS),
        Timing(
            "first answer of a process",
            median(total for _, total in asked),
            median(total for _, total in floor),
            COLD_ROUNDS,
        ),
    ]
    for module in ("assistant", "assistant.debate", "assistant.__main__"):
        spent = [_process(_IMPORT, module)[1] for _ in range(COLD_ROUNDS)]
        timings.append(Timing(f"import {module}", median(spent), n=COLD_ROUNDS))
    return timings


def ingest_rate(settings: Settings) -> list[Timing]:
    """A fresh ingest against encoding the same texts with the bare model, and a second ingest."""
    from assistant.embedding import embedder
    from assistant.index import open_index
    from ingest.indexing import build_index
    from ingest.views import passage_view, sentence_view

    with TemporaryDirectory() as folder:
        fresh = settings.model_copy(update={"data_dir": Path(folder)})
        model = embedder(fresh)
        model.encode_document(["warm"])
        whole = _timed(lambda: build_index(fresh.corpus, fresh))
        again = _timed(lambda: build_index(fresh.corpus, fresh))
        index = open_index(fresh.corpus, fresh)
        texts = [sentence_view(row.essay, row.number) for row in index.rows]
        texts += [passage_view(row.essay, row.passage) for row in index.passage_rows]
        texts += index.vocabulary
        bare = _timed(lambda: model.encode_document(texts))
    return [
        Timing(f"fresh ingest of {len(texts)} texts", whole, bare),
        Timing("ingest again, nothing changed", again, bare),
    ]


def warm_answer(settings: Settings, questions: Sequence[str]) -> list[Timing]:
    """A warm answer, whole and by stage, against encoding the question plus one Chroma query.

    Both take turns in one process; the floor's Chroma holds this very corpus' sentences.
    """
    from assistant.debate import open_debate

    debate = open_debate(settings.corpus, settings)
    floor = bare_floor(debate.index)
    for question in questions[:3]:
        debate.ask(question)
        floor(question)
    whole, bare = [], []
    stages: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        bare.append(_timed(lambda: floor(question)))  # noqa: B023
        start = time.perf_counter()
        answer = debate.ask(question)
        whole.append(time.perf_counter() - start)
        for stage, spent in (answer.timings_ms or {}).items():
            stages[stage].append(spent / 1000)
    floored, n = median(bare), len(whole)
    quickest = min(whole), min(bare)
    timings = [Timing("warm answer", median(whole), floored, n, quickest)]
    for stage, spents in stages.items():
        timings.append(Timing(f"stage {stage}", median(spents), floored, n))
    return timings


def bare_floor(index: Any) -> Callable[[str], object]:
    """Encodes a question with plain sentence-transformers and asks Chroma for ten sentences."""
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from sentence_transformers import SentenceTransformer

    from assistant.weights import find_model

    folder = find_model(index.settings.embedding_model).folder
    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    client = chromadb.EphemeralClient(ChromaSettings(anonymized_telemetry=False))
    name = f"floor-{index.info.version[:24]}"
    collection = client.get_or_create_collection(name, embedding_function=None)
    vectors = index.sentence_vectors
    for start in range(0, len(vectors), 4000):
        batch = vectors[start : start + 4000]
        ids = [str(start + at) for at in range(len(batch))]
        collection.upsert(ids=ids, embeddings=batch.tolist())

    def ask(question: str) -> object:
        vector = model.encode(question, normalize_embeddings=True, show_progress_bar=False)
        return collection.query(query_embeddings=[vector.tolist()], n_results=min(10, len(vectors)))

    return ask


def _process(code: str, *arguments: str) -> tuple[float, float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    first, second = done.stdout.split()[-2:]
    return float(first), float(second)


def _timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
