"""What kind of thing a question asks for, learned from questions about many other debates.

A linear model (multinomial logistic regression) over the question's vector, its vector with all
names masked, and a few signs: how near it comes to the debate's own question and sides, whom it
names, which turns of phrase it uses. `python -m evals fit` learns its weights from
`evals/intents.jsonl`, whose debates are none that anybody asks about here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.domain import Debate
from assistant.embedding import shipped_embedder
from assistant.understanding.alternatives import halves
from assistant.understanding.asking import asking_sentence, divides
from assistant.understanding.disguise import is_errand, is_order
from assistant.understanding.figures import asks_figure
from assistant.understanding.kinds import WORDED, read_cues
from assistant.understanding.mention import Mention
from assistant.understanding.old_sides import SideWords
from assistant.understanding.own_question import SideVectors, contrast, encode_sides, nearness
from assistant.words import fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("intent.npz")
_MASKS = {"voice": "the author", "essay": "the essay", "thing": "the company"}
_LONG = 40  # words from which a question counts as long
_FOREIGN = 6  # words of its own matter from which a question counts as wholly foreign
# How much each part weighs against the regression's pull towards zero.
_MASKED, _WHOLE, _SIGNS = 5.0, 3.0, 1.5


def masked(text: str, mentions: Sequence[Mention]) -> str:
    """The question with each name replaced by what it is the name of."""
    spans = {(m.start, m.end): _MASKS[m.name.kind] for m in mentions}
    for (start, end), mask in sorted(spans.items(), reverse=True):
        text = text[:start] + mask + text[end:]
    return text


@dataclass(frozen=True, slots=True)
class Seen:
    """A question as the model sees it: its text, its names, and its vectors."""

    text: str
    mentions: Sequence[Mention]
    whole: Array
    masked: Array
    pair: Array | None  # [2, d] the alternatives of "A or B"


def see(text: str, mentions: Sequence[Mention], embedder: Embedder) -> Seen:
    """Encode what the model needs, in one pass."""
    pair = halves(text)
    both = list(pair) if pair and all(pair) else []
    vectors = embedder.encode_query([text, masked(text, mentions), *both])
    return Seen(text, mentions, vectors[0], vectors[1], vectors[2:] if both else None)


def traits(seen: Seen, sides: SideVectors, words: SideWords) -> Array:
    """[2d + s] what the model weighs: two vectors and the signs, scaled."""
    signs = np.array(_signs(seen, sides, words), dtype=np.float32)
    return np.concatenate([_MASKED * seen.masked, _WHOLE * seen.whole, _SIGNS * signs])


def _signs(seen: Seen, sides: SideVectors, words: SideWords) -> list[float]:
    near = sides.sides @ seen.whole
    stems = {stem(fold(word)) for word, _, _ in word_spans(seen.text)}
    named = sum(bool(stems & own) for own in words.own.values())
    voices, essays, things = (
        len({m.name for m in seen.mentions if m.name.kind == kind}) for kind in _MASKS
    )
    cues = read_cues(seen.text)
    return [
        float(seen.whole @ sides.question),
        float(near.max()),
        float(near.min()),
        2 * contrast(seen.pair, sides) if seen.pair is not None else 0.0,
        float(seen.pair is not None),
        min(named, 2) / 2,
        min(voices, 2),
        min(essays, 2),
        min(things, 2),
        2 * min(len(seen.text.split()), _LONG) / _LONG,
        float(voices + essays > 0),
        float(voices + essays > 1),
        *(float(kind in cues.kinds) for kind in WORDED),
        float(cues.about_own_business),
        float(cues.describes_business),
        float(cues.asks_advice),
        float(divides(seen.text)),
        float(asks_figure(seen.text)),
        float(is_order(seen.text)),
        float(is_errand(seen.text)),
        *_shared(seen.text, sides),
        *_shared(asking_sentence(seen.text), sides),
    ]


def _shared(text: str, sides: SideVectors) -> list[float]:
    """How far a text speaks of what the debate's own question speaks of."""
    strange, repeated = nearness(text, sides)
    return [min(strange, _FOREIGN) / 3, repeated, float(strange == 0), float(strange <= 1)]


@dataclass(frozen=True, slots=True)
class IntentModel:
    """Weights of the regression: a row and a bias for each kind."""

    kinds: tuple[str, ...]
    weights: Array  # [kinds, 2d + s]
    bias: Array  # [kinds]
    common: frozenset[str]  # stems that people use in asking about whatever it is

    def read(self, traits: Array) -> Mapping[str, float]:
        """The probability of each kind; they sum to one."""
        raised = self.weights @ traits + self.bias
        raised = np.exp(raised - raised.max())
        return dict(zip(self.kinds, (raised / raised.sum()).tolist(), strict=True))


class Intents:
    """Reads questions about one debate, with the model that the weights were learned with.

    `shared`: the index's own embedder is that model, so that its vectors serve for both.
    """

    def __init__(self, debate: Debate, words: SideWords, embedder: Embedder) -> None:
        self._words = words
        self.shared = embedder.name == shipped_embedder().name
        self._embedder = embedder if self.shared else shipped_embedder()
        self.sides = encode_sides(debate, words, self._embedder)

    def read(self, text: str, mentions: Sequence[Mention]) -> Mapping[str, float]:
        """The probability of each kind, for a question that is not encoded yet."""
        return self.read_seen(see(text, mentions, self._embedder))

    def read_seen(self, seen: Seen) -> Mapping[str, float]:
        """The probability of each kind."""
        return intent_model().read(traits(seen, self.sides, self._words))


@cache
def intent_model() -> IntentModel:
    """The weights that come with this package."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        kinds = tuple(str(kind) for kind in stored["kinds"])
        return IntentModel(
            kinds,
            stored["weights"].astype(np.float32),
            stored["bias"],
            frozenset(str(one) for one in stored["common"]),
        )
