"""How near one text's words come to another's: by stem, by table, or by the embedder's vectors.

The tables hold words that mean the same and words that mean the opposite: WordNet's, and those of
trade. WordNet knows that late is the opposite of early. It does not know that what "falls" in one
sentence is what "grows" in another, so words of more and of less, of praise and of blame are
opposites too.
"""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.words import STOPWORDS, fold, stem, word_spans

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.embedding import Embedder

    Array = NDArray[np.float32]


PAIRS = Path(__file__).with_name("wordnet-pairs.txt")

_GROUPS = (  # each pair of lines: words of one sense, words of its opposite
    """increase rise rose risen raise grow grew grown growth gain boost
    strengthen improve expand enhance climb double
    benefit help
    deepen extend multiply foster""",
    """reduce decrease fall fell fallen shrank shrunk lost drop decline
    shrink weaken erode lose loss hurt suffer diminish damage
    cut
    harm worsen
    halve undermine destroy slip lower""",
    """more higher greater bigger larger""",
    """less lower smaller fewer""",
    """fast faster quick quickly rapid rapidly speedy swift""",
    """slow slower slowly sluggish""",
    """obsess obsessive obsessed passionate attentive dedicated devoted careful""",
    """indifferent neglect neglectful ignore careless disregard disinterested""",
    """better improve""",
    """worse worsen harm hurt suffer""",
    """important crucial vital essential key central matter necessary needed valuable
    useful
    pivotal
    critical main paramount priority supreme lifeblood backbone""",
    """unimportant irrelevant secondary negligible useless pointless needless worthless marginal
    minor
    trivial""",
    """love like admire praise recommend favour favor prefer champion endorse support approve
    welcome
    agree
    embrace back accept advocate share""",
    """hate dislike despise reject oppose dismiss criticise criticize condemn attack disagree
    dispute
    deny doubt
    rebut refuse regret avoid abhor""",
    """cheap inexpensive affordable cheaper""",
    """expensive dear dearer pricey""",
    """succeed success win won thrive flourish work""",
    """fail failure lose flop collapse""",
    """good great excellent brilliant amazing best supreme superior""",
    """bad poor awful terrible worst inferior nonsense""",
    """easy easily easier simple""",
    """hard difficult harder""",
    """always ever constantly continuous continually ongoing""",
    """never once one-off onetime""",
    """all every everyone everybody each most many""",
    """none nobody few""",
    """both equal equally""",
    """neither only sole unequal unequally""",
    """first top foremost priority""",
    """last bottom least""",
    """before first earlier early ahead sooner""",
    """after last later late afterwards""",
    """begin start open found launch""",
    """end stop finish close cancel""",
    """same identical similar alike""",
    """different distinct unlike""",
    """keep kept retain stay maintain""",
    """lose lost leave left drop abandon""",
)


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Synonyms and antonyms, by stem."""
    same: dict[str, set[str]] = defaultdict(set)
    opposite: dict[str, set[str]] = defaultdict(set)
    for pair in PAIRS.read_text(encoding="utf-8").splitlines():
        if pair.startswith("#"):
            continue
        first, sign, second = pair.split()
        table = same if sign == "=" else opposite
        table[stem(first)].add(stem(second))
        table[stem(second)].add(stem(first))
    for up, down in zip(_GROUPS[::2], _GROUPS[1::2], strict=True):
        one, two = {stem(word) for word in up.split()}, {stem(word) for word in down.split()}
        for word in one:
            opposite[word] |= two - one
        for word in two:
            opposite[word] |= one - two
    return (
        {word: frozenset(others) for word, others in same.items()},
        {word: frozenset(others) for word, others in opposite.items()},
    )


def synonyms(word: str) -> frozenset[str]:
    """The stems that may stand for this stem."""
    return _tables()[0].get(word, frozenset())


_UNEQUAL = ({stem("equally"), "more"}, {stem("equally"), "less"})
_NEGATING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


def akin(one: str, two: str) -> bool:
    """Whether two stems stand in the same group of trade words, or may stand for each other."""
    return two in synonyms(one) or bool(
        _groups().get(one, frozenset()) & _groups().get(two, frozenset())
    )


@cache
def mates(word: str) -> frozenset[str]:
    """The stems that stand in one group with this stem."""
    own = _groups().get(word, frozenset())
    return frozenset(other for other, groups in _groups().items() if groups & own and other != word)


@cache
def _alike(word: str) -> dict[str, float]:
    """What each stem that may stand for this one is worth in its place."""
    return {
        **dict.fromkeys(mates(word), _MATE),
        **dict.fromkeys(synonyms(word), _SYNONYM),
        word: 1.0,
    }


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_GROUPS):
        for word in line.split():
            found[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def opposite(one: str, two: str) -> bool:
    """Whether two stems are opposites, by the tables or by a prefix that negates."""
    if one == two:
        return False
    if {one, two} in _UNEQUAL or two in _tables()[1].get(one, ()):
        return True
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _NEGATING)


UNLIKE = 0.40  # cosine of two words up to which they have nothing in common
_SYNONYM, _MATE = 0.9, 0.7
_COMMON, _STEEP = 0.33, 1.25
# Verbs that say nothing of their own; what is done stands beside them.
_BARE = frozenset(
    stem(w) for w in "say way thing lot kind sort use get come try tend find make take go".split()
)


@lru_cache(maxsize=16384)
def matter(text: str) -> tuple[str, ...]:
    """The folded words that carry matter, each once, in order."""
    found = []
    for word, _, _ in word_spans(text):
        folded = fold(word).removesuffix("'s")
        if folded not in STOPWORDS and stem(folded) not in _BARE:
            found.append(folded)
    return tuple(dict.fromkeys(found))


class Nearness:
    """Vectors of single words, each encoded once; safe to share by threads.

    `frequency`: how many of `total` sentences hold a stem; a word weighs the more the fewer do.
    """

    def __init__(
        self, embedder: Embedder, frequency: Mapping[str, int] | None = None, total: int = 0
    ) -> None:
        self._embedder = embedder
        self._frequency = frequency or {}
        self._total = total
        self._vectors: dict[str, Array] = {}
        self._lock = threading.Lock()
        self._laid_out = lru_cache(maxsize=8192)(self._lay_out)

    def weight(self, word: str) -> float:
        """What a word of the claim counts, from a third to 1: one seldom used says more."""
        if not self._total:
            return 1.0
        rare = math.log((1 + self._total) / (1 + self._frequency.get(stem(word), 0)))
        return round(max(_COMMON, min(1.0, rare / math.log(1 + self._total) * _STEEP)), 3)

    def learn(self, words: Iterable[str]) -> None:
        """Encode all that are new in one call."""
        new = self._new(words)
        if new:
            self._keep(new, self._embedder.encode_query(new))

    def read(self, text: str) -> Array:
        """The vector of a text; its words are encoded in the same call."""
        new = self._new(matter(text))
        found = self._embedder.encode_query([text or "nothing", *new])
        self._keep(new, found[1:])
        return np.asarray(found[0], dtype=np.float32)

    def _new(self, words: Iterable[str]) -> list[str]:
        return sorted({word for word in words if word not in self._vectors})

    def _keep(self, words: Sequence[str], vectors: Array) -> None:
        with self._lock:
            self._vectors.update(zip(words, vectors, strict=True))

    def _lay_out(self, words: tuple[str, ...]) -> tuple[Array, tuple[str, ...]]:
        """[words, d] their vectors, and their stems."""
        self.learn(words)
        return np.stack([self._vectors[word] for word in words]), tuple(map(stem, words))

    def between(self, mine: tuple[str, ...], theirs: tuple[str, ...]) -> Array:
        """[mine, theirs] from 0 (nothing in common) to 1 (the same word)."""
        (one, stems), (two, others) = self._laid_out(mine), self._laid_out(theirs)
        near = np.clip((one @ two.T - UNLIKE) / (1 - UNLIKE), 0.0, 1.0).round(4)
        for row, own in enumerate(stems):
            likes = _alike(own)
            for at, other in enumerate(others):
                if other in likes:
                    near[row, at] = max(near[row, at], likes[other])
        return np.asarray(near, dtype=np.float32)

    def best(self, mine: tuple[str, ...], text: str) -> Array:
        """[mine] how near the nearest word of the text comes to each."""
        theirs = matter(text)
        if not mine or not theirs:
            return np.zeros(len(mine), dtype=np.float32)
        return np.asarray(self.between(mine, theirs).max(axis=1), dtype=np.float32)
