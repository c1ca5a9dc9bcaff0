"""Two-sidedness on public data: are both sides of a claim found, and how many of its arguments?

Perspectrum's test split (Chen et al., NAACL 2019): 227 claims, 11,112 perspectives, gold clusters
of equivalent ones, each supporting or undermining. Our retrieval is the assistant's fused score
(`assistant.scoring`: cosine and BM25, same weights), echoes dropped, the question moved towards
what it found first. The two settings that the assistant does not share were chosen on the train
split; the test split is only reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.lexical import Lexical
from assistant.scoring import LEXICAL, SENTENCE
from assistant.settings import Settings
from evals.bench.data import Row, encode, read_json
from evals.metrics.ranking import alpha_ndcg_at, least_side_recall_at, recall_at
from evals.statistics import interval, resampled

if TYPE_CHECKING:
    from numpy.typing import NDArray

K = 10
ECHO = 0.8  # cosine from which one perspective repeats another
FIRST, PULL = 5, 0.3  # how many first finds move the question, and how far
POOL = 200
Ranker = Callable[[int], list[int]]


@dataclass(frozen=True)
class Claims:
    """The claims of one split, with their gold: cluster -> rows, and the same by stance."""

    texts: list[str]
    gold: list[dict[str, frozenset[int]]]
    sides: list[dict[str, dict[str, frozenset[int]]]]


def bench(data: Path, settings: Settings, split: str = "test") -> list[Row]:
    """Cluster recall, both stances and alpha-nDCG at 10 for BM25, the bare embedder and ours."""
    folder = data / "perspectrum"
    pool = read_json(folder, "perspective_pool_v1.0.json")
    claims = read_claims(folder, pool, split)
    texts = [perspective["text"] for perspective in pool]
    vectors = encode(texts, settings)
    asked = encode(claims.texts, settings)
    lexical = Lexical.build(texts)
    words = [lexical.scores(text) for text in claims.texts]
    rankers: dict[str, Ranker] = {
        "BM25": lambda at: best(words[at]),
        "bare embedder": lambda at: best(vectors @ asked[at]),
        "our retrieval": lambda at: ours(vectors, asked[at], words[at]),
    }
    results = {name: _measure(ranker, claims) for name, ranker in rankers.items()}
    rows = []
    for name, result in results.items():
        means = {metric: float(np.nanmean(values)) for metric, values in result.items()}
        rows.append(Row(name, means, len(claims.texts)))
    for floor in ("BM25", "bare embedder"):
        rows.append(_paired(f"ours - {floor}", results[floor], results["our retrieval"]))
    return rows


def read_claims(folder: Path, pool: Sequence[Any], split: str) -> Claims:
    """The claims of a split, their perspectives as rows of the pool."""
    splits = read_json(folder, "dataset_split_v1.0.json")
    row = {perspective["pId"]: at for at, perspective in enumerate(pool)}
    claims = Claims([], [], [])
    for claim in read_json(folder, "perspectrum_with_answers_v1.0.json"):
        if splits[str(claim["cId"])] != split:
            continue
        clusters: dict[str, frozenset[int]] = {}
        sides: dict[str, dict[str, frozenset[int]]] = {}
        for at, cluster in enumerate(claim["perspectives"]):
            rows = frozenset(row[id] for id in cluster["pids"] if id in row)
            clusters[str(at)] = rows
            sides.setdefault(cluster["stance_label_3"], {})[str(at)] = rows
        claims.texts.append(claim["text"])
        claims.gold.append(clusters)
        claims.sides.append(sides)
    return claims


def ours(
    vectors: NDArray[np.float32], asked: NDArray[np.float32], words: NDArray[np.float32]
) -> list[int]:
    """The assistant's fused score, twice: the second time nearer to the first finds."""
    lexical = LEXICAL * words / max(float(words.max(initial=0.0)), 1e-6)
    first = best(SENTENCE * (vectors @ asked) + lexical)[:FIRST]
    moved = asked + PULL * vectors[first].mean(axis=0)
    moved = moved / np.linalg.norm(moved)
    chosen: list[int] = []
    for row in best(SENTENCE * (vectors @ moved) + lexical):
        if all(float(vectors[row] @ vectors[other]) < ECHO for other in chosen):
            chosen.append(row)
        if len(chosen) == K:
            break
    return chosen


def best(scores: NDArray[np.float32]) -> list[int]:
    """The rows with the highest scores, ties by row."""
    return [int(row) for row in np.argsort(-scores, kind="stable")[:POOL]]


def _measure(ranker: Ranker, claims: Claims) -> dict[str, NDArray[np.float64]]:
    recall, both, gain = [], [], []
    for at in range(len(claims.texts)):
        ranking = ranker(at)
        recall.append(recall_at(K, ranking, claims.gold[at]))
        gain.append(alpha_ndcg_at(K, ranking, claims.gold[at]))
        least = least_side_recall_at(K, ranking, claims.sides[at])
        both.append(None if least is None else float(least > 0))
    columns = {f"cluster recall@{K}": recall, "both stances": both, "alpha-nDCG": gain}
    return {name: np.array(values, dtype=np.float64) for name, values in columns.items()}


def _paired(
    what: str, floor: dict[str, NDArray[np.float64]], ours: dict[str, NDArray[np.float64]]
) -> Row:
    """Mean differences with their 95 % interval, claims resampled."""
    figures: dict[str, float] = {}
    note = []
    for metric, values in ours.items():
        difference = values - floor[metric]
        difference = difference[~np.isnan(difference)]
        weights = resampled(len(difference)) / len(difference)
        low, high = interval(weights @ difference) or (0.0, 0.0)
        figures[metric] = float(difference.mean())
        note.append(f"{metric} {low:+.3f} to {high:+.3f}")
    return Row(what, figures, len(difference), "; ".join(note))
