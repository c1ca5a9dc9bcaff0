"""Numbers in words and digits, for telling whether a text gives the number that is claimed."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from assistant.words import fold, word_spans

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_OTHER = {
    "hundred": "100",
    "thousand": "1000",
    "million": "1000000",
    "billion": "1000000000",
    "twice": "x2",
    "double": "x2",
    "triple": "x3",
    "half": "1/2",
    "third": "1/3",
    "quarter": "1/4",
    "fifth": "1/5",
    "tenth": "1/10",
    "dozen": "12",
    "percent": "%",
    "cent": "%",
}
_ONE_IN = re.compile(r"(?i)\bone (?:\w+ )?in (?:every )?(\w+)\b")  # "one day in five"
_SHARES = {"1/2": "50", "1/4": "25", "1/5": "20", "1/10": "10"}
_IDLE = frozenset({"0", "1", "2"})  # "one of the two" counts nothing


@lru_cache(maxsize=16384)
def figures(text: str) -> frozenset[str]:
    """Every number of a text, in one spelling; "one" and "two" are left out."""
    found: set[str] = set()
    previous = ""
    for word, _, _ in word_spans(text.replace(",", "")):
        folded = fold(word)
        value = _value(folded, previous)
        if value:
            found.add(value)
        previous = folded
    found |= {"%"} if "%" in text else set()
    return frozenset(found - _IDLE)


def gives(text: str, wanted: Set[str]) -> bool:
    """Whether a text gives these numbers; a fifth is also one in five, or 20 per cent."""
    given = set(figures(text))
    given |= {f"1/{_value(fold(match.group(1)), '')}" for match in _ONE_IN.finditer(text)}
    if "%" in given:
        given |= {part for part, share in _SHARES.items() if share in given}
    return wanted <= given


def _value(word: str, previous: str) -> str:
    if re.fullmatch(r"\d+(?:\.\d+)?", word):
        return word
    if word in _SMALL:
        if previous in _TENS:
            return str((_TENS.index(previous) + 2) * 10 + _SMALL.index(word))
        return str(_SMALL.index(word))
    if word in _TENS:
        return str((_TENS.index(word) + 2) * 10)
    if word == "third" and previous not in ("a", "one", "two"):
        return ""
    if word in ("fifth", "tenth", "quarter") and previous not in (
        "a",
        "one",
        "two",
        "three",
        "every",
    ):
        return ""
    return _OTHER.get(word, "")
