"""One score for every point: how well it answers a question.

A logistic regression over how near the question comes to the point's quotation, gist and
questions, over shared words, and over a point's role where the intent asks for it;
`python -m evals fit` learns its weights on questions about other debates. Nothing is scored anew
anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np

from assistant.domain import PointRole
from assistant.index import Index
from assistant.points import FIELDS, PointRow, words_of
from assistant.understanding.learned import matter
from assistant.understanding.question import Intent, Question
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("rank.npz")
EXACT = 4000  # vectors up to which every point is compared; Chroma names the candidates of more
CANDIDATES = 192  # vectors that Chroma is asked for
_WORDY = 64  # points that BM25 adds to the candidates
_BEST = 3  # points that count as the best ones
_BEST_NEAR = 5  # points among which the nearest is looked for
_SATURATED = 12.0  # BM25 at which half of its weight is reached
SIGNALS = ("quote", "gist", "ask", "second_ask", "words", "covered", "thing", "bare", "around")
ROLES: tuple[PointRole | None, ...] = (*get_args(PointRole), None)
BY_ROLE: tuple[Intent, ...] = ("define", "example", "advice", "topic")  # some roles answer better
DECIMALS = 4  # to which scores are rounded, so that machines agree


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every candidate's score, best first; ties in the order of the index."""

    rows: tuple[PointRow, ...]
    scores: tuple[float, ...]  # between 0 and 1: the chance that the point answers
    near: tuple[float, ...]  # highest cosine of each with the question
    known: float  # share of the question's own words that the best points have
    missing: tuple[str, ...]  # stems of the question that no essay has

    known_by: Callable[[Sequence[PointRow]], float]  # the same share for any points

    def within(self, wanted: Callable[[PointRow], bool]) -> Ranking:
        """The same for some of the points."""
        kept = [n for n, row in enumerate(self.rows) if wanted(row)]
        rows = tuple(self.rows[n] for n in kept)
        return Ranking(
            rows,
            tuple(self.scores[n] for n in kept),
            tuple(self.near[n] for n in kept),
            self.known_by(rows[:_BEST]),
            self.missing,
            self.known_by,
        )

    @property
    def nearest(self) -> float:
        """The highest cosine among the best points; 0 where there are none."""
        return max(self.near[:_BEST_NEAR], default=0.0)

    def essays(self, least: float) -> set[str]:
        """The slugs of those that have a point at least so near to the question."""
        near = zip(self.rows, self.near, strict=True)
        return {row.essay.slug for row, cosine in near if cosine >= least}

    def score(self, row: PointRow) -> float:
        """One point's score; 0 where it was no candidate."""
        return next((s for r, s in zip(self.rows, self.scores, strict=True) if r == row), 0.0)


class Ranker:
    """Ranks the points of one opened index. Safe to share by threads."""

    def __init__(self, index: Index) -> None:
        self.index = index
        places = index.point_places
        self._vectors_of = np.searchsorted(places[:, 0], np.arange(len(index.points) + 1))
        self._lay_out(places)
        self.roles = np.array([ROLES.index(row.point.role) for row in index.points], dtype=np.int64)
        self._stems_by_row: dict[int, frozenset[str]] = {}
        self._unheard = float(np.log(1 + len(index.points)))

    @cached_property
    def _rarity(self) -> dict[str, float]:
        rows = len(self.index.points)
        counts = self.index.point_words.counts()
        return {stem: float(np.log(1 + rows / held)) for stem, held in counts.items()}

    def _stems(self, row: int) -> frozenset[str]:
        """The stems of a point's words, worked out when it is first a candidate."""
        if row not in self._stems_by_row:
            words = words_of(self.index.points[row])
            self._stems_by_row[row] = frozenset(content_stems(words))
        return self._stems_by_row[row]

    def _lay_out(self, places: NDArray[np.int32]) -> None:
        """Where each point's vectors lie; what it has none of, its quotation's stands in for.

        Bare are the points that a reader of their essay left out.
        """
        count = len(self.index.points)
        self._quotes = self._vectors_of[:-1]
        self._gists = self._quotes.copy()
        gists = places[:, 1] == FIELDS.index("gist")
        self._gists[places[gists, 0]] = np.flatnonzero(gists)
        left = np.array([row.essay.is_read for row in self.index.points], dtype=bool)
        self._bare = (left & (self._gists == self._quotes)).astype(np.float32)
        most = max((len(row.point.asks) for row in self.index.points), default=0)
        self._asks = np.repeat(self._quotes[:, None], max(2, most), axis=1)
        asks = np.flatnonzero(places[:, 1] == FIELDS.index("ask"))
        owners = places[asks, 0]
        first = np.searchsorted(owners, np.arange(count))
        self._asks[owners, np.arange(len(asks)) - first[owners]] = asks
        # One question alone counts twice, rather than beside a quotation that says less.
        sections = [(row.essay.slug, row.heading) for row in self.index.points]
        numbers = {section: n for n, section in enumerate(dict.fromkeys(sections))}
        self._sections = np.array([numbers[section] for section in sections], dtype=np.int64)
        lone = [row.row for row in self.index.points if len(row.point.asks) == 1]
        self._asks[lone, 1] = self._asks[lone, 0]

    def rank(self, question: Question) -> Ranking:
        """The candidates for a question, best first."""
        bm25 = self.words(question)
        rows = self._candidates(question.vector, bm25)
        signals = self.signals(question, rows, bm25)
        weights, by_role, bias = rank_weights()
        raised = signals @ weights + (by_role @ wanted(question))[self.roles[rows]] + bias
        scores = np.round(1.0 / (1.0 + np.exp(-raised)), DECIMALS)
        order = np.lexsort((rows, -scores))
        best = [int(rows[n]) for n in order]
        near = np.round(signals[:, :3].max(axis=1), DECIMALS)
        return Ranking(
            tuple(self.index.points[row] for row in best),
            tuple(float(scores[n]) for n in order),
            tuple(float(near[n]) for n in order),
            self._known(question.stems, [self.index.points[row] for row in best[:_BEST]]),
            tuple(s for s in question.stems if s not in self._rarity and matter(s) > 0.5),
            partial(self._known, question.stems),
        )

    def scored(
        self, question: Question, among: Sequence[PointRow]
    ) -> tuple[list[PointRow], list[float]]:
        """Some points by how well they answer another question, best first, and their scores."""
        kept = {row.row for row in among}
        ranking = self.rank(question).within(lambda row: row.row in kept)
        return list(ranking.rows), list(ranking.scores)

    def words(self, question: Question) -> Array:
        """[points] BM25 of the words that carry the question's matter."""
        telling = [stem for stem in _own_stems(question) if matter(stem) > 0]
        things = () if question.told else question.things
        return self.index.point_words.scores(" ".join((*telling, *things)))

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
        near = self._near(question.vector, rows)
        quote, gist = near[self._quotes[rows]], near[self._gists[rows]]
        asks = np.sort(near[self._asks[rows]], axis=1)
        nearest = np.maximum(np.maximum(quote, gist), asks[:, -1])
        wanted = set(_own_stems(question))
        weight = {stem: self._weight(stem) for stem in wanted}
        total = sum(weight.values())
        covered = [
            sum(weight[stem] for stem in sorted(self._stems(int(row)) & wanted)) / total
            if total
            else 0.0
            for row in rows
        ]
        return np.stack(
            [
                quote,
                gist,
                asks[:, -1],
                asks[:, -2],
                bm25[rows] / (bm25[rows] + _SATURATED),
                np.array(covered, dtype=np.float32),
                np.array([self._has_thing(row, question) for row in rows], dtype=np.float32),
                self._bare[rows],
                self._around(nearest, rows),
            ],
            axis=1,
        ).astype(np.float32)

    def _around(self, near: Array, rows: NDArray[np.int64]) -> Array:
        """[rows] how near another point of the same section comes; the mean where there is none."""
        if not len(rows):
            return near
        sections = self._sections[rows]
        order = np.lexsort((-near, sections))
        first = np.append(True, sections[order][1:] != sections[order][:-1])
        best, second = order[first], np.roll(order, -1)[first]
        around = near[best][np.cumsum(first) - 1]  # in this order
        found = np.empty_like(near)
        found[order] = around
        shared = sections[second] == sections[best]
        found[best] = np.where(shared & (second != best), near[second], near.mean())
        return found

    def _near(self, vector: Array, rows: NDArray[np.int64]) -> Array:
        """[vectors] cosines with the question; of points that are no candidates left at 0."""
        vectors = self.index.point_vectors
        if len(rows) == len(self.index.points):
            return np.asarray(vectors) @ vector
        near = np.zeros(len(vectors), dtype=np.float32)
        wanted = np.concatenate([np.arange(*self._vectors_of[row : row + 2]) for row in rows])
        near[wanted] = np.asarray(vectors[wanted]) @ vector
        return near

    def near(self, row: PointRow, vector: Array) -> float:
        """How near a point comes to a text: the best cosine of its vectors."""
        own = self.index.point_vectors[slice(*self._vectors_of[row.row : row.row + 2])]
        return round(float((np.asarray(own) @ vector).max()), DECIMALS)

    def to_debate(self, row: PointRow) -> float:
        """How near a point comes to the debate's own question: the best cosine of its vectors."""
        return float(self._to_debate[row.row])

    @cached_property
    def _to_debate(self) -> Array:
        asked = self.index.embedder.encode_query([self.index.debate.question])[0]
        near = np.round(np.asarray(self.index.point_vectors) @ asked, DECIMALS)
        return np.maximum.reduceat(near, self._vectors_of[:-1]) if len(near) else near

    def _has_thing(self, row: int, question: Question) -> float:
        """Whether the point speaks of a company or person that the question is about."""
        if not question.things or question.told:
            return 0.0
        point = self.index.points[row]
        if set(point.point.things) & set(question.things):
            return 1.0
        return float(
            any(set(content_stems(thing)) <= self._stems(int(row)) for thing in question.things)
        )

    def _weight(self, stem: str) -> float:
        """How telling a word of the question is: rare among the points, and no word of asking."""
        return self._rarity.get(stem, self._unheard) * matter(stem)

    def _known(self, stems: tuple[str, ...], best: Sequence[PointRow]) -> float:
        """The share of the question's words, rare ones counting more, that the best points have."""
        total = sum(self._weight(stem) for stem in stems)
        if not total:
            return 1.0
        held = frozenset().union(*(self._stems(row.row) for row in best))
        shared = sum(self._weight(stem) for stem in stems if stem in held)
        return round(shared / total, DECIMALS)


def _own_stems(question: Question) -> list[str]:
    """The question's stems; what a told case names is where it happened, not what it turns on."""
    named = {one for t in question.things for one in content_stems(t)} if question.told else set()
    return [stem for stem in question.stems if stem not in named]


def wanted(question: Question) -> Array:
    """[BY_ROLE] what a point's role is weighed by: the probability of each of these intents."""
    shares = [question.intents.get(intent, 0.0) for intent in BY_ROLE]
    return np.array(shares, dtype=np.float32)


@cache
def rank_weights() -> tuple[Array, Array, float]:
    """The weight of each signal, [ROLES, BY_ROLE] those of the roles, and the bias."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights, by_role = stored["weights"], stored["by_role"]
        return weights.astype(np.float32), by_role.astype(np.float32), float(stored["bias"])
