"""Slips of the keyboard: a word that is none, one or two letters off a word the essays use."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from rapidfuzz.distance import OSA

SHORTEST = 5  # letters; anything shorter has too many neighbours
LONG = 8  # letters from which two slips are forgiven


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
        slips = 2 if len(word) >= LONG else 1
        near = [
            (OSA.distance(word, form, score_cutoff=slips), form)
            for other in known
            if other[:1] == word[:1]
            for form in (other, f"{other}s")  # `known` has one form of each word
            if abs(len(form) - len(word)) <= slips
        ]
        best = min((pair for pair in near if pair[0] <= slips), default=None)
        if best:
            repaired[word] = best[1]
    return repaired
