"""What the learned models weigh of a question: vectors, word n-grams, and whom it names.

Names and the sides' own words are masked, so that what is learned is how people ask, not what
they ask about here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.understanding.entities import Mention
from assistant.understanding.sides import SideTerms
from assistant.words import content_stems, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

BUCKETS = 1 << 13  # of the hashed n-grams
LONGEST = 3  # words of an n-gram
_MASKS = {"voice": "NAME", "essay": "ESSAY", "thing": "THING"}
_SPOKEN = {"voice": "the author", "essay": "the essay", "thing": "the company"}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_LONG = 40  # words from which a question counts as long
# How much each part weighs: the length of the reader's vector, of the encoder's, and so on.
PUT, MASKED, WHOLE, SIGNS, GRAMS = 8.0, 4.0, 2.0, 1.5, 4.0


@dataclass(frozen=True, slots=True)
class Features:
    """A question as the models see it: two dense rows, and the buckets of its n-grams, sorted."""

    put: Array  # [d] what the reader makes of its words in their order
    dense: Array  # [2d + signs]
    buckets: NDArray[np.int32]
    weight: float  # of each bucket


def asking_sentence(text: str) -> str:
    """The sentence of a question that asks: the last with a question mark, or else the last."""
    parts = sentences_of(text)
    return ([part for part in parts if "?" in part] or parts)[-1]


def sentences_of(text: str) -> list[str]:
    """The sentences that somebody typed, roughly; never none."""
    return [part for part in _SENTENCE.split(text.strip()) if part.strip()] or [text]


def spoken_mask(text: str, mentions: Sequence[Mention]) -> str:
    """The text with each name replaced by what it is the name of."""
    return replaced(text, mentions, _SPOKEN)


def spoken(mention: Mention) -> str:
    """What stands for a name when a question is read."""
    return _SPOKEN[mention.name.kind]


def replaced(text: str, mentions: Sequence[Mention], masks: Mapping[str, str]) -> str:
    """The text with the names of the kinds that have a mask replaced by it."""
    spans = {(m.start, m.end): masks[m.name.kind] for m in mentions if m.name.kind in masks}
    last = len(text) + 1
    for (start, end), mask in sorted(spans.items(), reverse=True):
        if end <= last:
            text = text[:start] + mask + text[end:]
            last = start
    return text


def tokens(text: str, mentions: Sequence[Mention], sides: SideTerms) -> list[str]:
    """The question's words in order, folded, with names, sides and numbers masked."""
    found = []
    for word, _, end in word_spans(replaced(text, mentions, _MASKS)):
        folded = fold(word)
        side = sides.of.get(stem(folded))
        if word in _MASKS.values():
            found.append(word)
        elif side is not None:
            found.append("SIDE")
        elif any(c.isdigit() for c in folded):
            found.append("NUMBER")
        else:
            found.append(folded)
        if end < len(text) and text[end : end + 1] in "?!":
            found.append(text[end])
    return found


def _grams(words: Sequence[str]) -> Iterator[str]:
    framed = ["<", *words, ">"]
    for size in range(1, LONGEST + 1):
        for at in range(len(framed) - size + 1):
            yield " ".join(framed[at : at + size])


def buckets(words: Sequence[str]) -> NDArray[np.int32]:
    """The hashed n-grams of the words, each once; crc32, which is the same on every machine."""
    found = {zlib.crc32(gram.encode()) % BUCKETS for gram in _grams(words)}
    return np.array(sorted(found), dtype=np.int32)


def vectors_needed(text: str, mentions: Sequence[Mention]) -> list[str]:
    """The texts whose vectors `features` needs, in order."""
    masked = spoken_mask(text, mentions)
    return [text, masked, asking_sentence(masked)]


def features(
    text: str, mentions: Sequence[Mention], vectors: Array, put: Array, sides: SideTerms
) -> Features:
    """The features of a question: [3, d] vectors of `vectors_needed`, [d] what the reader says."""
    words = tokens(text, mentions, sides)
    whole, masked, asking = vectors
    signs = np.array(_signs(text, words, mentions, whole, sides), dtype=np.float32)
    mix = (masked + asking) / 2
    dense = np.concatenate([MASKED * mix, WHOLE * whole, SIGNS * signs]).astype(np.float32)
    found = buckets(words)
    weight = GRAMS / float(np.sqrt(max(1, len(found))))
    return Features(np.float32(PUT) * put, dense, found, weight)


def _signs(
    text: str,
    words: Sequence[str],
    mentions: Sequence[Mention],
    whole: Array,
    sides: SideTerms,
) -> list[float]:
    near = sides.vectors @ whole
    voices, essays, things = (
        len({m.name for m in mentions if m.name.kind == kind}) for kind in _MASKS
    )
    named = sides.named(text)
    return [
        float(sides.question @ whole),
        float(near.max()),
        float(near.min()),
        min(len(named), 2) / 2,
        float(len(named) == 1),
        min(voices, 2),
        min(essays, 2),
        min(things, 2),
        float(voices + essays > 0),
        float(voices + essays > 1),
        2 * min(len(words), _LONG) / _LONG,
        float(len(words) <= 2),
        float(len(words) <= 4),
        float("?" in text),
        float(len(sentences_of(text)) > 1),
        *_shared(text, sides),
    ]


def _shared(text: str, sides: SideTerms) -> list[float]:
    """How much of the debate's own question a question repeats, and the other way round."""
    stems = set(content_stems(text))
    both = len(stems & sides.asked)
    return [
        both / max(1, len(sides.asked)),
        both / max(1, len(stems)),
        float(bool(stems) and stems <= sides.asked),
    ]
