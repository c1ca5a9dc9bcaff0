"""Encodes questions with a BERT sentence model, in numpy: the same vectors, without torch.

Importing sentence-transformers and torch takes seconds, which a single question on the command
line would have to wait for; reading the same weights takes a fifth of a second. The texts of a call
are laid end to end rather than padded to the longest, so that a batch of short ones costs what its
words cost. A test holds the vectors equal to sentence-transformers' own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from assistant.bert_files import is_plain_bert, read_settings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_ROOT_HALF = np.float32(np.sqrt(0.5))
_ERF_RATIO = np.float32(0.3275911)
_ERF = tuple(
    np.float32(factor)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
)


class _Layer(NamedTuple):
    """One layer's weights, laid out as [in, out]; query, key and value in one matrix."""

    attend: Array
    attend_bias: Array
    merge: Array
    merge_bias: Array
    merge_scale: Array
    merge_shift: Array
    widen: Array
    widen_bias: Array
    narrow: Array
    narrow_bias: Array
    narrow_scale: Array
    narrow_shift: Array


class Bert:
    """A sentence encoder of the BERT family with mean pooling; safe to share by threads."""

    def __init__(self, folder: Path, trained: Path | None = None) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        config = read_settings(folder / "config.json")
        self._heads: int = config["num_attention_heads"]
        self._epsilon = np.float32(config["layer_norm_eps"])
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(
            read_settings(folder / "sentence_bert_config.json")["max_seq_length"]
        )
        weights = load_file(folder / "model.safetensors")
        for name, value in load_file(trained).items() if trained else ():
            weights[name] = value.astype(np.float32)
        embeddings = "embeddings."
        self._words = weights[embeddings + "word_embeddings.weight"]
        self._places = (
            weights[embeddings + "position_embeddings.weight"]
            + weights[embeddings + "token_type_embeddings.weight"][0]
        )
        self._scale = weights[embeddings + "LayerNorm.weight"]
        self._shift = weights[embeddings + "LayerNorm.bias"]
        self._layers = [
            _layer(weights, f"encoder.layer.{number}.")
            for number in range(config["num_hidden_layers"])
        ]

    @classmethod
    def load(cls, folder: Path, trained: Path | None = None) -> Self | None:
        """The encoder of a sentence-transformers folder; None if it is of any other make.

        `trained` holds weights that take the place of the folder's own.
        """
        return cls(folder, trained) if is_plain_bert(folder) else None

    def upper(self, weights: Mapping[str, Array]) -> Self:
        """An encoder that shares all with this one but the layers that the weights hold."""
        other, full = copy(self), {n: w.astype(np.float32) for n, w in weights.items()}
        names = [f"encoder.layer.{number}." for number in range(len(self._layers))]
        other._layers = [
            _layer(full, name) if any(weight.startswith(name) for weight in full) else layer
            for name, layer in zip(names, self._layers, strict=True)
        ]
        return other

    def states(self, text: str) -> tuple[Array, list[tuple[int, int]]]:
        """[tokens, d] the last layer's states, and the letters of the text behind each."""
        found = self._tokenizer.encode(text)
        return self._states([found.ids])[0], found.offsets

    def pairs(
        self, texts: Sequence[tuple[str, str]], longest: int
    ) -> list[tuple[Array, NDArray[np.bool_]]]:
        """Of each two texts read together [tokens, d] states, and which tokens are the second's.

        Where both have more than the `longest` number of tokens, the first keeps half at most, and
        the rest of the second is cut off.
        """
        found = []
        for one in self._tokenizer.encode_batch(list(texts)):
            firsts = [token for token, kind in zip(one.ids, one.type_ids, strict=True) if not kind]
            others = one.ids[len(firsts) :]
            if len(one.ids) > longest:
                firsts = firsts[: longest // 2]
                others = [*others[: longest - len(firsts) - 1], *others[-1:]]
            found.append((firsts, others))
        states, spans = self._states([[*firsts, *others] for firsts, others in found])
        return [
            (states[span], np.arange(len(firsts) + len(others)) >= len(firsts))
            for span, (firsts, others) in zip(spans, found, strict=True)
        ]

    def encode(self, texts: Sequence[str]) -> Array:
        """[n, d] normalised vectors."""
        found = self._tokenizer.encode_batch_fast(list(texts))
        return _pooled(*self._states([text.ids for text in found]))

    def _states(self, encoded: Sequence[Sequence[int]]) -> tuple[Array, list[slice]]:
        """The last layer's states of all tokens, and which of them are each text's."""
        lengths = [len(ids) for ids in encoded]
        ends = np.cumsum(lengths).tolist()
        spans = [slice(end - length, end) for end, length in zip(ends, lengths, strict=True)]
        tokens = np.concatenate([np.asarray(ids) for ids in encoded])
        places = np.concatenate([np.arange(length) for length in lengths])
        states = self._norm(self._words[tokens] + self._places[places], self._scale, self._shift)
        for layer in self._layers:
            attended = self._attend(_linear(states, layer.attend, layer.attend_bias), spans)
            states = states + _linear(attended, layer.merge, layer.merge_bias)
            states = self._norm(states, layer.merge_scale, layer.merge_shift)
            wide = _gelu(_linear(states, layer.widen, layer.widen_bias))
            states = states + _linear(wide, layer.narrow, layer.narrow_bias)
            states = self._norm(states, layer.narrow_scale, layer.narrow_shift)
        return states, spans

    def pieces(self, word: str) -> int:
        """Into how many pieces the tokenizer breaks a word."""
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids)

    def _attend(self, mixed: Array, spans: Sequence[slice]) -> Array:
        """Self-attention; each text attends to itself alone."""
        tokens, width = mixed.shape[0], mixed.shape[1] // 3
        size = width // self._heads
        parts = mixed.reshape(tokens, 3, self._heads, size).transpose(1, 2, 0, 3)
        attended = np.empty((tokens, width), dtype=np.float32)
        for span in spans:
            query, key, value = parts[0, :, span], parts[1, :, span], parts[2, :, span]
            scores = (query @ key.transpose(0, 2, 1)) / np.float32(np.sqrt(size))
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            attended[span] = (scores @ value).transpose(1, 0, 2).reshape(-1, width)
        return attended

    def _norm(self, states: Array, scale: Array, shift: Array) -> Array:
        states = states - states.mean(axis=1, keepdims=True)
        variance = np.square(states).mean(axis=1, keepdims=True)
        states /= np.sqrt(variance + self._epsilon)
        states *= scale
        states += shift
        return states


def _pooled(states: Array, spans: Sequence[slice]) -> Array:
    means = np.stack([states[span].mean(axis=0) for span in spans])
    return _float32(means / np.linalg.norm(means, axis=1, keepdims=True))


def _linear(states: Array, weights: Array, bias: Array) -> Array:
    result: Array = states @ weights
    result += bias
    return result


def _gelu(states: Array) -> Array:
    """Each number times the normal distribution's share below it, to 1e-6.

    By Abramowitz and Stegun's formula 7.1.26 for the error function, all in place: an exact one
    takes several times as long, and a quarter of the whole encoding.
    """
    size = np.abs(states)
    half = size * np.float32(0.5)
    size *= _ROOT_HALF
    ratio = size * _ERF_RATIO
    ratio += 1
    np.reciprocal(ratio, out=ratio)
    tail = ratio * _ERF[0]
    for factor in _ERF[1:]:
        tail += factor
        tail *= ratio
    np.square(size, out=size)
    np.negative(size, out=size)
    np.exp(size, out=size)
    tail *= size  # 1 - erf(|x| / root 2)
    tail *= half
    result: Array = np.maximum(states, 0)
    result -= tail
    return result


def _float32(array: Any) -> Array:
    return np.ascontiguousarray(array, dtype=np.float32)


def _layer(weights: dict[str, Array], name: str) -> _Layer:
    def matrix(part: str) -> Array:
        return _float32(weights[f"{name}{part}.weight"].T)

    def vector(part: str, kind: str = "bias") -> Array:
        return weights[f"{name}{part}.{kind}"]

    own = [f"attention.self.{part}" for part in ("query", "key", "value")]
    return _Layer(
        np.concatenate([matrix(part) for part in own], axis=1),
        np.concatenate([vector(part) for part in own]),
        matrix("attention.output.dense"),
        vector("attention.output.dense"),
        vector("attention.output.LayerNorm", "weight"),
        vector("attention.output.LayerNorm"),
        matrix("intermediate.dense"),
        vector("intermediate.dense"),
        matrix("output.dense"),
        vector("output.dense"),
        vector("output.LayerNorm", "weight"),
        vector("output.LayerNorm"),
    )
