"""One score for every point: how well it answers a question.

A logistic regression over how near the question comes to the point's quotation, gist and
questions, and over shared words; `python -m evals fit` learns its weights on questions about other
debates. Nothing is scored anew anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.index import Index
from assistant.points import FIELDS, PointRow, words_of
from assistant.understanding.question import Question
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("rank.npz")
EXACT = 4000  # vectors up to which every point is compared; Chroma names the candidates of more
CANDIDATES = 192  # vectors that Chroma is asked for
_WORDY = 64  # points that BM25 adds to the candidates
_SATURATED = 12.0  # BM25 at which half of its weight is reached
SIGNALS = ("quote", "gist", "ask", "second_ask", "words", "covered", "thing", "bare")
DECIMALS = 4  # to which scores are rounded, so that machines agree


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every candidate's score, best first; ties in the order of the index."""

    rows: tuple[PointRow, ...]
    scores: tuple[float, ...]  # between 0 and 1: the chance that the point answers
    near: tuple[float, ...]  # highest cosine of each with the question
    known: float  # share of the question's own words that the best points have
    missing: tuple[str, ...]  # stems of the question that no essay has

    def within(self, wanted: Callable[[PointRow], bool]) -> Ranking:
        """The same for some of the points."""
        kept = [n for n, row in enumerate(self.rows) if wanted(row)]
        return Ranking(
            tuple(self.rows[n] for n in kept),
            tuple(self.scores[n] for n in kept),
            tuple(self.near[n] for n in kept),
            self.known,
            self.missing,
        )

    def score(self, row: PointRow) -> float:
        """One point's score; 0 where it was no candidate."""
        return next((s for r, s in zip(self.rows, self.scores, strict=True) if r == row), 0.0)


class Ranker:
    """Ranks the points of one opened index. Safe to share by threads."""

    def __init__(self, index: Index) -> None:
        self.index = index
        places = index.point_places
        self._vectors_of = np.searchsorted(places[:, 0], np.arange(len(index.points) + 1))
        self._stems = [frozenset(content_stems(words_of(row))) for row in index.points]
        counts: dict[str, int] = {}
        for stems in self._stems:
            for stem in stems:
                counts[stem] = counts.get(stem, 0) + 1
        self._rarity = {s: float(np.log(1 + len(self._stems) / n)) for s, n in counts.items()}
        self._unheard = float(np.log(1 + len(self._stems)))

    def rank(self, question: Question) -> Ranking:
        """The candidates for a question, best first."""
        bm25 = self.index.point_words.scores(" ".join((*question.stems, *question.things)))
        rows = self._candidates(question.vector, bm25)
        signals = self.signals(question, rows, bm25)
        weights, bias = rank_weights()
        raised = signals @ weights + bias
        scores = np.round(1.0 / (1.0 + np.exp(-raised)), DECIMALS)
        order = np.lexsort((rows, -scores))
        best = [int(rows[n]) for n in order]
        near = np.round(signals[:, :3].max(axis=1), DECIMALS)
        return Ranking(
            tuple(self.index.points[row] for row in best),
            tuple(float(scores[n]) for n in order),
            tuple(float(near[n]) for n in order),
            self._known(question.stems, best[:3]),
            tuple(stem for stem in question.stems if stem not in self._rarity),
        )

    def _candidates(self, vector: Array, bm25: Array) -> NDArray[np.int64]:
        if len(self.index.point_vectors) <= EXACT:
            return np.arange(len(self.index.points))
        hits = self.index.store.nearest("points", vector, CANDIDATES)
        dense = self.index.point_places[[hit.row for hit in hits], 0]
        wordy = np.lexsort((np.arange(len(bm25)), -bm25))[:_WORDY]
        found: NDArray[np.int64] = np.union1d(dense, wordy[bm25[wordy] > 0]).astype(np.int64)
        return found

    def signals(self, question: Question, rows: NDArray[np.int64], bm25: Array) -> Array:
        """[rows, signals] what the score is made of, in the order of SIGNALS."""
        found = np.zeros((len(rows), len(SIGNALS)), dtype=np.float32)
        wanted = set(question.stems)
        weight = {stem: self._rarity.get(stem, self._unheard) for stem in wanted}
        total = sum(weight.values())
        vectors, places = self.index.point_vectors, self.index.point_places
        if len(rows) == len(self.index.points):
            near = np.asarray(vectors) @ question.vector
        for at, row in enumerate(rows):
            span = slice(self._vectors_of[row], self._vectors_of[row + 1])
            close = (
                near[span]
                if len(rows) == len(self.index.points)
                else (np.asarray(vectors[span]) @ question.vector)
            )
            fields = places[span, 1]
            quote = float(close[fields == 0][0])
            gist = close[fields == 1]
            asks = np.sort(close[fields == FIELDS.index("ask")])[::-1]
            held = self._stems[row] & wanted
            point = self.index.points[row].point
            found[at] = (
                quote,
                gist[0] if len(gist) else quote,
                asks[0] if len(asks) else quote,
                asks[1] if len(asks) > 1 else (asks[0] if len(asks) else quote),
                bm25[row] / (bm25[row] + _SATURATED),
                sum(weight[stem] for stem in held) / total if total else 0.0,
                self._has_thing(row, question),
                0.0 if point.says else 1.0,
            )
        return found

    def to_debate(self, row: PointRow) -> float:
        """How near a point comes to the debate's own question: the best cosine of its vectors."""
        return float(self._to_debate[row.row])

    @cached_property
    def _to_debate(self) -> Array:
        asked = self.index.embedder.encode_query([self.index.debate.question])[0]
        near = np.round(np.asarray(self.index.point_vectors) @ asked, DECIMALS)
        return np.maximum.reduceat(near, self._vectors_of[:-1]) if len(near) else near

    def _has_thing(self, row: int, question: Question) -> float:
        """Whether the point speaks of a company or person that the question names."""
        if not question.things:
            return 0.0
        point = self.index.points[row]
        if set(point.point.things) & set(question.things):
            return 1.0
        return float(
            any(set(content_stems(thing)) <= self._stems[row] for thing in question.things)
        )

    def _known(self, stems: tuple[str, ...], best: list[int]) -> float:
        """The share of the question's words, rare ones counting more, that the best points have."""
        total = sum(self._rarity.get(stem, self._unheard) for stem in stems)
        if not total:
            return 1.0
        held = frozenset().union(*(self._stems[row] for row in best))
        shared = sum(self._rarity.get(stem, self._unheard) for stem in stems if stem in held)
        return round(shared / total, DECIMALS)


@cache
def rank_weights() -> tuple[Array, float]:
    """The weight of each signal, and the bias."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["weights"].astype(np.float32), float(stored["bias"])
