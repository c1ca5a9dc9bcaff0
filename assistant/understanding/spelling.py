"""Slips of the keyboard: a word that is none, one or two letters off a word the essays use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from rapidfuzz.distance import OSA

SHORTEST = 5  # letters; anything shorter has too many neighbours
LONG = 8  # letters from which two slips are forgiven
_ENDINGS = (
    ("s", ""), ("ies", "y"), ("ers", ""), ("er", ""), ("ors", ""), ("or", ""), ("ings", ""),
    ("ing", ""), ("ed", ""), ("ly", ""), ("ness", ""), ("less", ""), ("able", ""),
)  # fmt: skip


def repair(
    words: Sequence[str], known: Collection[str], is_word: Callable[[str], bool]
) -> dict[str, str]:
    """For each word that is misspelt, the word of `known` that is meant.

    Only words that are none at all are touched: "invest" is never turned into "invent".
    """
    repaired = {}
    for word in words:
        if len(word) < SHORTEST or not word.isalpha() or is_word(word):
            continue
        if word.endswith("s") and is_word(word[:-1]):
            continue
        slips = 2 if len(word) >= LONG and not _is_derived(word, is_word) else 1
        near = [
            (OSA.distance(form, other, score_cutoff=slips), other)
            for other in known
            for form in {word, word.removesuffix("s")}  # `known` has one form of each word
            if other[:1] == word[:1] and abs(len(other) - len(form)) <= slips
        ]
        best = min((pair for pair in near if pair[0] <= slips), default=None)
        if best:
            repaired[word] = best[1]
    return repaired


def _is_derived(word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word is made of another by an ending: "shoppers", "warranties"."""
    for ending, instead in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare == word or len(bare) < SHORTEST - 2:
            continue
        single = bare[:-1] if bare[-1:] == bare[-2:-1] else bare
        if any(is_word(made) for made in (bare + instead, bare + "e", single)):
            return True
    return False
