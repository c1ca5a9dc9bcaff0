"""What an answer and an ingest cost, against the least that they could cost with the same parts.

The floor of a warm answer is encoding the question with the bare model, and one Chroma query, in
the same process; of a process's first answer: importing both, loading, encoding, and one query.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.index import Index

QUESTIONS = 40  # warm answers are timed over as many, each against the floor right beside it
COLD_ROUNDS = 3
NEAREST = 10

_COLD = """
import sys, time
start = time.perf_counter()
from assistant.debate import open_debate
from assistant.settings import Settings
settings = Settings.model_validate_json(sys.argv[1])
open_debate(settings.corpus, settings).ask(sys.argv[2])
print(time.perf_counter() - start)
"""
_COLD_FLOOR = """
import sys, time
start = time.perf_counter()
import chromadb, sentence_transformers
from chromadb.config import Settings
model = sentence_transformers.SentenceTransformer(sys.argv[1], device="cpu", local_files_only=True)
client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
collection = client.create_collection("floor", embedding_function=None)
vector = model.encode(sys.argv[2], normalize_embeddings=True).tolist()
collection.add(ids=["0"], embeddings=[vector])
collection.query(query_embeddings=[vector], n_results=1)
print(time.perf_counter() - start)
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """What was timed: seconds of ours and of the floor, medians of `n` rounds.

    `slow` has the 95th percentile of either, where there were rounds enough.
    """

    what: str
    ours: float
    floor: float | None = None
    n: int = 1
    slow: tuple[float, float] | None = None

    @property
    def ratio(self) -> float | None:
        """Ours / floor; None without a floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def slow_ratio(self) -> float | None:
        """Our 95th percentile / the floor's."""
        return self.slow[0] / self.slow[1] if self.slow else None

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": self.ratio, "slow_ratio": self.slow_ratio}


def questions_about(settings: Settings) -> list[str]:
    """Questions to time: reference questions of all kinds where they fit, else the debate's own."""
    from assistant.errors import UserError
    from evals.cases import REFERENCE, load_cases
    from evals.stored import Debates, open_stored

    try:
        cases = load_cases(REFERENCE, Debates(settings.corpus, settings))
    except UserError:  # another debate: its own questions serve as well
        debate = open_stored(None, settings).debate
        return ([debate.question, *debate.starters] * QUESTIONS)[:QUESTIONS]
    alone = [case.question for case in cases if not case.history]
    return alone[:: max(1, len(alone) // QUESTIONS)][:QUESTIONS]


def warm_answer(settings: Settings, questions: Sequence[str]) -> list[Timing]:
    """A warm answer, whole and by stage; both take turns, over this very corpus' vectors."""
    from assistant.debate import open_debate

    debate = open_debate(settings.corpus, settings)
    timings = answers_timed(debate, questions, "warm answer")
    debate.index.close()
    return timings


def answers_timed(debate: Any, questions: Sequence[str], what: str) -> list[Timing]:
    """Answers of an open assistant against the bare floor, one after the other."""
    floor = bare_floor(debate.index)
    for question in questions[:3]:
        debate.ask(question)
        floor(question)
    whole, bare = [], []
    stages: dict[str, list[float]] = defaultdict(list)
    for question in questions:
        bare.append(timed(lambda: floor(question)))  # noqa: B023
        start = time.perf_counter()
        answer = debate.ask(question)
        whole.append(time.perf_counter() - start)
        for stage, spent in (answer.timings_ms or {}).items():
            stages[stage].append(spent / 1000)
    slow = (quantiles(whole, n=20)[-1], quantiles(bare, n=20)[-1]) if len(whole) > 1 else None
    timings = [Timing(what, median(whole), median(bare), len(whole), slow)]
    return timings + [
        Timing(f"{what}: {stage}", median(spent), median(bare), len(whole))
        for stage, spent in stages.items()
        if stage != "total"
    ]


def cold_start(settings: Settings, question: str, what: str = "first answer") -> list[Timing]:
    """A fresh process to its first answer."""
    from assistant.weights import find_model

    model = str(find_model(settings.embedding_model).folder)
    ours, floor = [], []
    for _ in range(COLD_ROUNDS):
        floor.append(_process(_COLD_FLOOR, model, question))
        ours.append(_process(_COLD, settings.model_dump_json(), question))
    return [Timing(f"{what} of a process", median(ours), median(floor), COLD_ROUNDS)]


def ingest_rate(settings: Settings) -> list[Timing]:
    """A fresh ingest against encoding the same texts with the bare model, and a second ingest.

    The settings' data folder must be empty; the index stays in it.
    """
    from assistant.embedding import embedder
    from assistant.index import open_index
    from assistant.points import vector_texts
    from ingest.indexing import build_index

    model = embedder(settings)
    model.encode_document(["warm"])
    whole = timed(lambda: build_index(settings.corpus, settings))
    again = timed(lambda: build_index(settings.corpus, settings))
    index = open_index(settings.corpus, settings)
    wanted = [row.text for row in index.rows]
    wanted += [text for row in index.points for _, text in vector_texts(row)]
    texts = list(dict.fromkeys(wanted))  # none is encoded twice
    index.close()
    bare = timed(lambda: model.encode_document(texts))
    return [
        Timing(f"fresh ingest of {len(texts)} texts", whole, bare),
        Timing("ingest again, nothing changed", again, bare),
    ]


def bare_floor(index: Index) -> Callable[[str], object]:
    """Encodes a question with plain sentence-transformers and asks Chroma for the nearest ten."""
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
    most = min(NEAREST, len(vectors))

    def ask(question: str) -> object:
        vector = model.encode(question, normalize_embeddings=True, show_progress_bar=False)
        return collection.query(query_embeddings=[vector.tolist()], n_results=most)

    return ask


def timed(act: Callable[[], object]) -> float:
    """The seconds that something takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _process(code: str, *arguments: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    return float(done.stdout.split()[-1])
