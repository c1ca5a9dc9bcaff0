"""How time and memory grow with the corpus: to many short essays, and to very many points.

Many short essays (`evals.bench.corpus`) are read and encoded like any. For very many points that
would take hours: their essays are copies of the real ones with every third word exchanged for an
invented one of the same length (so offsets, voices and lists stay true) and their vectors moved at
random; index files, Chroma, BM25 and the whole flow are real.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Debate, Essay
from assistant.index import Index, open_index
from assistant.index_files import INFO_FILE
from assistant.index_folder import index_folder, point_to
from assistant.index_info import EMBEDDED
from assistant.settings import Settings
from evals.bench.corpus import SEED, reworded, write_corpus
from evals.bench.speed import Timing, answers_timed, cold_start, ingest_rate
from ingest.versions import start_version
from ingest.writing import Contents, write_version

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPREAD = 0.6  # length of the random step, against vectors of length one


def growth(settings: Settings, questions: Sequence[str], points: int) -> list[Timing]:
    """First and warm answers over so many points, against the bare floor at that same size."""
    real = open_index(settings.corpus, settings)
    with TemporaryDirectory() as folder:
        scaled = settings.model_copy(update={"data_dir": Path(folder)})
        write_scaled(real, scaled, points)
        real.close()
        return _answers(scaled, questions)


def many_essays(settings: Settings, questions: Sequence[str], essays: int) -> list[Timing]:
    """A debate of so many short essays: its ingest, then first and warm answers over it."""
    real = open_index(settings.corpus, settings)
    with TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        write_corpus(real.debate, corpus, essays)
        real.close()
        large = settings.model_copy(update={"corpus": corpus, "data_dir": Path(folder) / "data"})
        return [*ingest_rate(large), *_answers(large, questions)]


def _answers(settings: Settings, questions: Sequence[str]) -> list[Timing]:
    """Warm answers over an index, then a process's first one."""
    from assistant.debate import DebateAssistant

    index = open_index(settings.corpus, settings)
    size = f"{len(index.debate.essays)} essays, {len(index.points)} points"
    warm = answers_timed(DebateAssistant(index), questions, f"warm answer, {size}")
    index.close()
    return [*warm, *cold_start(settings, questions[0], f"first answer, {size}")]


def write_scaled(real: Index, settings: Settings, points: int) -> None:
    """An index of at least so many points, written as an ingest would write it."""
    dice = np.random.default_rng(SEED)
    copies = -(-points // len(real.points))
    essays = tuple(_essays(real.debate, copies, dice))
    debate = replace(real.debate, essays=essays)
    contents = Contents(
        debate,
        _moved(real.sentence_vectors, copies, dice),
        _moved(real.point_vectors, copies, dice),
        np.asarray(real.accord_vectors),
    )
    folder = index_folder(settings.corpus, settings)
    folder.mkdir(parents=True, exist_ok=True)
    version = start_version(folder, f"synthetic{points}", EMBEDDED)
    about = real.files.read_json(INFO_FILE)
    about["info"] |= {
        "version": version.name,
        "essays": len(essays),
        "sentences": len(contents.sentences),
    }
    write_version(version, contents, about, EMBEDDED, lambda *_: None)
    point_to(version)


def _essays(debate: Debate, copies: int, dice: np.random.Generator) -> Iterator[Essay]:
    for copy in range(copies):
        for essay in debate.essays:
            if copy == 0:
                yield essay
                continue
            yield replace(essay, slug=f"{essay.slug}-{copy}", text=reworded(essay.text, dice))


def _moved(
    vectors: NDArray[np.float32], copies: int, dice: np.random.Generator
) -> NDArray[np.float32]:
    """The vectors as often as there are copies, all but the first moved at random.

    Each copy is moved from some earlier one, not from the first: round a centre that all of them
    share, Chroma's graph would lose what lies further out, as it does with no real text.
    """
    rows = [np.asarray(vectors)]
    for copy in range(1, copies):
        before = rows[int(dice.integers(copy))]
        step = dice.standard_normal(vectors.shape).astype(np.float32)
        moved = before + SPREAD * step / np.linalg.norm(step, axis=1, keepdims=True)
        rows.append(moved / np.linalg.norm(moved, axis=1, keepdims=True))
    return np.concatenate(rows).astype(np.float32)
