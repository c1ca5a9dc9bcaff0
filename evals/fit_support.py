"""Learns how the signals of a claim and a quotation are weighed: the weights of `Support`.

The pairs are `support.jsonl`: quotations of invented debates with true paraphrases, contraries,
overclaims, half-truths, wrong causes, dropped conditions, wrong addressees, sides changed, what is
merely near, and light rewordings that keep the words; and each quotation with the claims of another
one of its debate. Folds are by debate.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.cross_encoder import RELATIONS
from assistant.checking.lexicon import Nearness, matter
from assistant.checking.support import NAMES, SCALED, SIGNS, WEIGHTS, Source, signals
from assistant.embedding import shipped_embedder
from assistant.words import content_stems
from evals.fit import digest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

PAIRS = Path(__file__).with_name("support.jsonl")
_PULL = 0.3  # of the regression towards the data, against zero
# What is easy and made by rule counts for less than what was written.
_COUNTS = {"verbatim": 0.15, "other": 0.5}
_FOLDS = 7
_SEED = 7


@dataclass(frozen=True, slots=True)
class Pair:
    """A quotation and a claim, with what the one says to the other."""

    debate: str
    quote: str
    claim: str
    kind: str
    label: str


def pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of the file, and as many of a claim with another quotation of its debate."""
    with path.open(encoding="utf-8") as file:
        found = [Pair(**json.loads(line)) for line in file]
    quotes: dict[str, list[str]] = {}
    for pair in found:
        quotes.setdefault(pair.debate, [])
        if pair.quote not in quotes[pair.debate]:
            quotes[pair.debate].append(pair.quote)
    chance = random.Random(_SEED)
    crossed = [
        Pair(pair.debate, quote, pair.claim, "other", "neither")
        for pair in found
        if pair.kind in ("true", "contrary", "gist", "light")
        for quote in chance.sample([q for q in quotes[pair.debate] if q != pair.quote], 2)
    ]
    same = [
        Pair(d, quote, quote, "verbatim", "supports") for d, own in quotes.items() for quote in own
    ]
    return found + crossed + same


def measured(found: Sequence[Pair]) -> Array:
    """[pairs, signals] with the quotation alone as source."""
    embedder = shipped_embedder()
    texts = sorted({text for pair in found for text in (pair.quote, pair.claim)})
    vectors: dict[str, Array] = {}
    for at in range(0, len(texts), 64):
        batch = texts[at : at + 64]
        vectors.update(zip(batch, embedder.encode_query(batch), strict=True))
    nearness = {debate: _nearness(found, debate) for debate in {pair.debate for pair in found}}
    rows = []
    for pair in found:
        cosine = round(float(vectors[pair.quote] @ vectors[pair.claim]), 4)
        near = nearness[pair.debate]
        rows.append(signals(pair.claim, Source(pair.quote), (cosine, cosine), near))
    return np.stack(rows)


def _nearness(found: Sequence[Pair], debate: str) -> Nearness:
    """How near words are, with those weighed that the debate's quotations use."""
    quotes = {pair.quote for pair in found if pair.debate == debate}
    frequency = Counter(stem for quote in quotes for stem in set(content_stems(quote)))
    near = Nearness(shipped_embedder(), frequency, len(quotes))
    own = (pair for pair in found if pair.debate == debate)
    near.learn(word for pair in own for text in (pair.quote, pair.claim) for word in matter(text))
    return near


def fit() -> str:
    """Write the weights; returns a report on debates left out, line by line."""
    from sklearn.metrics import f1_score

    found = pairs()
    values = measured(found)
    labels = np.array([RELATIONS.index(pair.label) for pair in found])
    debates = sorted({pair.debate for pair in found})
    own = np.array([debates.index(pair.debate) for pair in found])
    mean, scale = values.mean(axis=0), values.std(axis=0)
    scale[scale < 1e-6] = 1.0
    mean[SCALED:], scale[SCALED:] = 0.0, 1.0  # a seldom word shall not weigh the more for it
    ready = (values - mean) / scale

    counts = np.array([_COUNTS.get(pair.kind, 1.0) for pair in found])
    guessed = np.zeros(len(found), dtype=int)
    for fold in range(_FOLDS):
        held = own % _FOLDS == fold
        weights = _learned(ready[~held], labels[~held], counts[~held])
        guessed[held] = (ready[held] @ weights[:-1] + weights[-1]).argmax(axis=1)
    whole = _learned(ready, labels, counts).round(4).astype(np.float32)
    np.savez_compressed(
        WEIGHTS,
        names=np.array(NAMES),
        mean=mean.astype(np.float32),
        scale=scale.astype(np.float32),
        weights=whole[:-1],
        bias=whole[-1],
        pairs=digest(PAIRS),
    )
    lines = [
        f"{len(found)} pairs, {len(debates)} debates, left out {_FOLDS} times",
        f"right {np.mean(guessed == labels):.3f}, macro-F1 "
        f"{f1_score(labels, guessed, average='macro'):.3f}, supported or not "
        f"{f1_score(labels == 0, guessed == 0, average='macro'):.3f}",
    ]
    kinds = np.array([pair.kind for pair in found])
    for kind in sorted(set(kinds)):
        here = kinds == kind
        right = np.mean(guessed[here] == labels[here])
        told = np.mean((guessed[here] == 0) == (labels[here] == 0))
        lines.append(f"  {kind:10} {here.sum():4}  right {right:.2f}, supported or not {told:.2f}")
    return "\n".join(lines)


def _learned(
    values: Array, labels: NDArray[np.int_], counts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """[signals + 1, 3] weights and bias; "neither" is what the others are measured against.

    Signs are held as `SIGNS` says: the pairs are chosen to mislead whoever only counts words.
    """
    from scipy.optimize import minimize

    rows = np.column_stack([values, np.ones(len(values))]).astype(np.float64)
    target = np.eye(3)[labels]
    bounds = []
    for name in (*NAMES, ""):
        for sign in SIGNS.get(name, (" ", " ")):
            bounds.append({"+": (0, None), "-": (None, 0)}.get(sign, (None, None)))
    pull = np.ones((rows.shape[1], 2))
    pull[-1] = 0.0

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(-1, 2)
        logits = np.column_stack([rows @ weights, np.zeros(len(rows))])
        logits -= logits.max(axis=1, keepdims=True)
        shares = np.exp(logits)
        shares /= shares.sum(axis=1, keepdims=True)
        cost = -(counts * np.log(np.maximum(shares[target > 0], 1e-12))).sum()
        slope = rows.T @ (counts[:, None] * (shares - target))[:, :2]
        held = pull * weights / _PULL
        return cost + 0.5 * float((held * weights).sum()), (slope + held).ravel()

    start = np.zeros(rows.shape[1] * 2)
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x.reshape(-1, 2)
    return np.column_stack([found, np.zeros(len(found))])
