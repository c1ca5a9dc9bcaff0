"""Tells a heading from a short paragraph where the format has no mark for it."""

from __future__ import annotations

_MOST_WORDS = 14
_MOST_CHARACTERS = 110
_SMALL = frozenset(
    "a an and as at but by for from in into is it nor of on or our over per so than that the their "
    "to up via vs vs. with without your".split()
)


def looks_like_heading(line: str) -> bool:
    """Whether a line that stands alone reads as a heading.

    A closing full stop, comma, colon or quotation mark makes it running text. A question stands
    above a section only if it is numbered or capitalised as titles are; otherwise it may be the
    author's own, and losing a sentence is worse than missing a heading.
    """
    words = line.split()
    if not words or len(words) > _MOST_WORDS or len(line) > _MOST_CHARACTERS:
        return False
    if not (line[0].isupper() or line[0].isdigit()) or "://" in line:
        return False
    if line.endswith("?"):
        return line[0].isdigit() or _capitalised(words)
    return line[-1].isalnum() or line[-1] in ")&%+™®"


def _capitalised(words: list[str]) -> bool:
    telling = [word for word in words if word.lower().strip("?“”\"'") not in _SMALL]
    return len(telling) > 1 and not any(word[0].islower() for word in telling)
