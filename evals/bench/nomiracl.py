"""Near misses on public data: can what the assistant looks at tell an answer from its absence?

NoMIRACL's English sample (Thakur et al. 2024): 500 questions, ten passages each, half of them
without an answer. AUROC of each signal; floors .662 (cosine) and .579 (BM25).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.lexical import Lexical
from assistant.scoring import LEXICAL, SENTENCE, WORDS
from assistant.settings import Settings
from assistant.understanding.figures import asks_figure, gives_figure
from assistant.words import content_stems, fold, stem, word_spans
from evals.bench.data import Row, encode, read_json_lines

if TYPE_CHECKING:
    from numpy.typing import NDArray

MISSING = 0.25  # what a name or a figure costs that the passages do not give


def bench(data: Path, settings: Settings) -> list[Row]:
    """How well each signal separates answerable questions from near misses."""
    items = read_json_lines(data / "nomiracl_en", "en_test_sample.jsonl")
    vectors = encode([p for item in items for p in item["passages"]], settings)
    asked = encode([item["query"] for item in items], settings)
    signals: dict[str, list[float]] = {}
    at = 0
    for item, question in zip(items, asked, strict=True):
        size = len(item["passages"])
        for name, value in _signals(item, vectors[at : at + size] @ question).items():
            signals.setdefault(name, []).append(value)
        at += size
    answerable = np.array([bool(item["answerable"]) for item in items])
    return [
        Row(name, {"AUROC": auroc(np.array(values), answerable)}, len(items))
        for name, values in signals.items()
    ]


def auroc(scores: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """The chance that a positive scores above a negative, ties half."""
    above, below = scores[positive][:, None], scores[~positive][None, :]
    return float(np.mean((above > below) + 0.5 * (above == below)))


def _signals(item: dict[str, Any], cosine: NDArray[np.float32]) -> dict[str, float]:
    query, passages = item["query"], item["passages"]
    lexical = Lexical.build(passages).scores(query)
    wanted = set(content_stems(query))
    words = np.array([len(wanted & set(content_stems(p))) / max(1, len(wanted)) for p in passages])
    fused = SENTENCE * cosine + LEXICAL * lexical / max(float(lexical.max()), 1e-6) + WORDS * words
    best = int(np.argmax(fused))
    missing = _names_missing(query, passages) + _figure_missing(query, passages[best])
    return {
        "best cosine": float(cosine.max()),
        "best BM25": float(lexical.max()),
        "best share of words": float(words.max()),
        "our refusal signals": float(fused.max()) - MISSING * missing,
    }


def _names_missing(query: str, passages: list[str]) -> int:
    """Whether a capitalised word of the question stands in no passage."""
    held = {stem(fold(word)) for passage in passages for word, _, _ in word_spans(passage)}
    names = [fold(word) for word, start, _ in word_spans(query) if start and word[0].isupper()]
    return int(any(stem(name) not in held for name in names))


def _figure_missing(query: str, passage: str) -> int:
    return int(asks_figure(query) and not gives_figure(query, passage))
