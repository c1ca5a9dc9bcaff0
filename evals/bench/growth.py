"""How the time of an answer grows with the corpus: from the essays to many synthetic passages.

Synthetic essays are copies of the real ones with every third word exchanged for an invented one of
the same length (so offsets, voices and lists stay true) and their vectors moved at random. Nothing
is encoded for them, everything else is real: index files, Chroma, BM25, the whole flow.
"""

from __future__ import annotations

import re
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
from evals.bench.speed import Timing, answers_timed, cold_start
from ingest.versions import start_version
from ingest.writing import Contents, write_version

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 5
SPREAD = 0.6  # length of the random step, against vectors of length one
_WORD = re.compile(r"[a-z]{4,}")
_LETTERS = "etaoinshrdlu"


def growth(settings: Settings, questions: Sequence[str], passages: int) -> list[Timing]:
    """First and warm answers over so many passages, against the bare floor at that same size."""
    from assistant.debate import DebateAssistant

    real = open_index(settings.corpus, settings)
    with TemporaryDirectory() as folder:
        scaled = settings.model_copy(update={"data_dir": Path(folder)})
        write_scaled(real, scaled, passages)
        real.close()
        index = open_index(scaled.corpus, scaled)
        size = f"{len(index.debate.essays)} essays, {len(index.passage_rows)} passages"
        warm = answers_timed(DebateAssistant(index), questions, f"warm answer over {size}")
        index.close()
        return [*warm, *cold_start(scaled, questions[0], f"first answer over {size}")]


def write_scaled(real: Index, settings: Settings, passages: int) -> None:
    """An index of at least so many passages, written as an ingest would write it."""
    dice = np.random.default_rng(SEED)
    copies = -(-passages // len(real.passage_rows))
    essays = tuple(_essays(real.debate, copies, dice))
    debate = replace(real.debate, essays=essays)
    contents = Contents(
        debate,
        _moved(real.sentence_vectors, copies, dice),
        _moved(real.passage_vectors, copies, dice),
        _moved(real.point_vectors, copies, dice),
        np.asarray(real.accord_vectors),
    )
    folder = index_folder(settings.corpus, settings)
    folder.mkdir(parents=True, exist_ok=True)
    version = start_version(folder, f"synthetic{passages}", EMBEDDED)
    about = real.files.read_json(INFO_FILE)
    about["info"] |= {
        "version": version.name,
        "essays": len(essays),
        "sentences": len(contents.sentences),
        "passages": len(contents.passages),
    }
    write_version(version, contents, about, EMBEDDED, lambda *_: None)
    point_to(version)


def _essays(debate: Debate, copies: int, dice: np.random.Generator) -> Iterator[Essay]:
    for copy in range(copies):
        for essay in debate.essays:
            if copy == 0:
                yield essay
                continue
            text = _WORD.sub(lambda found: _invented(found.group(), dice), essay.text)
            yield replace(essay, slug=f"{essay.slug}-{copy}", text=text)


def _invented(word: str, dice: np.random.Generator) -> str:
    if dice.random() > 1 / 3:
        return word
    return "".join(_LETTERS[at] for at in dice.integers(0, len(_LETTERS), len(word)))


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
