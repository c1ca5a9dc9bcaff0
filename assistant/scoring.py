"""Scores for sentences: dense at two levels, BM25, agreement of words and of tokens, fused."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.atlas import Atlas
from assistant.maxsim import projection_of
from assistant.words import fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAREST_SENTENCES = 96
NEAREST_PASSAGES = 32
NEAREST_WORDS = 48  # rows that BM25 adds
# Weights of the fused score, chosen on the dev questions of the eval suite.
SENTENCE, PASSAGE, LEXICAL, WORDS = 1.0, 0.35, 0.10, 0.25
# What tokens add to that, and the nearness of tokens that have nothing to do with each other.
# Together they leave the score on the scale that it has without tokens.
FUSED, TOKENS, CHANCE = 0.74, 0.59, 0.20
_UNLIKE = 0.35  # cosine of two words below which they have nothing in common


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as vectors: of the whole, of its focus, and of the focus's single words."""

    whole: NDArray[np.float32]
    focus: NDArray[np.float32]
    words: tuple[str, ...]
    word_vectors: NDArray[np.float32]  # [w, d]
    extra: NDArray[np.float32]  # [x, d] whatever else was to be encoded with it
    tokens: NDArray[np.float32] | None = None  # [t, k] the whole's, projected; None: cannot be
    token_weights: NDArray[np.float32] | None = None  # [t] they sum to one
    token_offsets: tuple[tuple[int, int], ...] = ()  # the characters that each stands for


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate rows with their fused score, plain cosine, and word agreement (0 to 1)."""

    rows: NDArray[np.int64]
    score: NDArray[np.float32]
    cosine: NDArray[np.float32]
    agreement: NDArray[np.float32]
    best_by_word: NDArray[np.float32]  # [w] how near the nearest word of any candidate comes

    def by_row(self) -> dict[int, float]:
        """The fused score of each candidate row."""
        return dict(zip(self.rows.tolist(), self.score.tolist(), strict=True))


def encode(
    atlas: Atlas, whole: str, focus: str, words: Sequence[str], extra: Sequence[str] = ()
) -> Asked:
    """All vectors that a question needs, in one pass over the model.

    Words that the essays use have theirs stored already.
    """
    index = atlas.index
    words = tuple(dict.fromkeys(words))
    new = [word for word in words if stem(word) not in atlas.stem_number]
    encoded, read = index.embedder.read_question([whole, focus or whole, *extra, *new])
    fresh = dict(zip(new, encoded[2 + len(extra) :], strict=True))
    known = [
        fresh[word] if word in fresh else index.vocabulary_vectors[atlas.stem_number[stem(word)]]
        for word in words
    ]
    vectors = np.array(known, dtype=np.float32).reshape(len(words), encoded.shape[1])
    tokens = weights = None
    offsets: tuple[tuple[int, int], ...] = ()
    projection = projection_of(index.embedder.name)
    if read is not None and projection is not None and len(read.states):
        tokens = projection.project(read.states)
        weights, offsets = _token_weights(atlas, whole, read.offsets), read.offsets
    return Asked(
        encoded[0],
        encoded[1],
        words,
        vectors,
        encoded[2 : 2 + len(extra)],
        tokens,
        weights,
        offsets,
    )


def _token_weights(
    atlas: Atlas, text: str, offsets: Sequence[tuple[int, int]]
) -> NDArray[np.float32]:
    """[t] how much each token of a text counts: the more, the rarer its word; they sum to one.

    The pieces of a word share its weight; what belongs to no word has none.
    """
    frequency, total = atlas.index.document_frequency, len(atlas.index.rows)
    words = [(start, end, stem(fold(word))) for word, start, end in word_spans(text)]
    weights = np.zeros(len(offsets), dtype=np.float32)
    for start, end, found in words:
        pieces = [at for at, (a, b) in enumerate(offsets) if start <= a < b <= end]
        if pieces:
            rarity = np.log(1 + total / (1 + frequency.get(found, 0)))
            weights[pieces] = rarity / len(pieces)
    if not weights.any():
        weights[:] = 1
    weights /= weights.sum()
    return weights


def candidates(
    atlas: Atlas, asked: Asked, text: str, within: Collection[int] | None = None
) -> NDArray[np.int64]:
    """Rows worth scoring: near by meaning, as sentence or passage, or by words; or all `within`.

    Sorted by row.
    """
    if within is not None:
        return np.array(sorted(within), dtype=np.int64)
    index = atlas.index
    found: set[int] = set()
    middle = asked.whole + asked.focus
    middle = middle / np.linalg.norm(middle)
    k = min(NEAREST_SENTENCES, len(index.rows))
    found.update(hit.row for hit in index.store.nearest("sentences", middle, k))
    k = min(NEAREST_PASSAGES, len(index.passage_rows))
    for hit in index.store.nearest("passages", middle, k):
        found.update(atlas.passage_rows_of[hit.row])
    found.update(hit.row for hit in index.lexical.nearest(text, NEAREST_WORDS))
    return np.array(sorted(found), dtype=np.int64)


def score(atlas: Atlas, asked: Asked, text: str, rows: NDArray[np.int64]) -> Scored:
    """The fused score of every candidate: cosine plus what context and words add to it."""
    index = atlas.index
    middle = (asked.whole + asked.focus) / 2
    own = np.asarray(index.sentence_vectors[rows]) @ middle
    around = np.asarray(index.passage_vectors[atlas.passage_of[rows]]) @ middle
    lexical = index.lexical.scores(text)[rows]
    lexical = lexical / max(float(lexical.max(initial=0.0)), 1e-6)
    agreement, best = _agreement(atlas, asked, rows)
    fused = SENTENCE * own + PASSAGE * around + LEXICAL * lexical + WORDS * agreement
    if index.tokens is not None and asked.tokens is not None and asked.token_weights is not None:
        near = index.tokens.nearness(rows, asked.tokens, asked.token_weights)
        fused = FUSED * fused + TOKENS * (near - CHANCE)
    fused = np.where(atlas.citable[rows], fused, -1.0).astype(np.float32)
    return Scored(rows, fused, own.astype(np.float32), agreement, best)


def _agreement(
    atlas: Atlas, asked: Asked, rows: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Each row's share of the question's words, by weight, that a word of the row comes near to.

    A word weighs the more the fewer sentences hold it.
    """
    index = atlas.index
    if not asked.words or not len(rows):
        return np.zeros(len(rows), np.float32), np.zeros(len(asked.words), np.float32)
    near = asked.word_vectors @ np.asarray(index.vocabulary_vectors).T  # [w, v]
    total = len(index.rows)
    weights = np.empty(len(asked.words), dtype=np.float32)
    for at, word in enumerate(asked.words):
        number = atlas.stem_number.get(stem(word))
        if number is not None:
            near[at, number] = 1.0
        frequency = index.document_frequency.get(stem(word), 0)
        weights[at] = min(np.log(1 + (total - frequency + 0.5) / (frequency + 0.5)), 5.0)
    soft = np.clip((near - _UNLIKE) / (1 - _UNLIKE), 0.0, 1.0)
    agreement = np.empty(len(rows), dtype=np.float32)
    best = np.zeros(len(asked.words), dtype=np.float32)
    for at, row in enumerate(rows.tolist()):
        numbers = atlas.context_numbers[row]
        if not len(numbers):
            agreement[at] = 0.0
            continue
        each = soft[:, numbers].max(axis=1)
        best = np.maximum(best, near[:, numbers].max(axis=1))
        agreement[at] = float(each @ weights) / float(weights.sum())
    return agreement, best
