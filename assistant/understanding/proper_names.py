"""Proper names in essays: capitalised words inside sentences that no essay writes small."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from assistant.domain import Debate
from assistant.words import STOPWORDS, fold, word_spans

CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december christmas easter english
    """.split()
)
_ACTS = re.compile(
    r"(?:['’]s\b|\s+(?:is|was|has|had|are|were|does|did|will|would|can|could|also|excels?|makes?"
    r"|made|took|went|gets?|got"
    r"|spent|called|learned|says?|sells?|sold|built|builds|started|became|and\s+[A-Z])\b)"
)


def proper_names(debate: Debate, vocabulary: Counter[str]) -> list[str]:
    """Capitalised names that essays use inside their sentences and never in lower case."""
    found: Counter[str] = Counter()
    for essay in debate.essays:
        for sentence in essay.sentences:
            text = essay.quote(sentence)
            run: list[tuple[str, int, int]] = []
            for word, start, end in [*word_spans(text), ("", len(text), len(text))]:
                joined = run and text[run[-1][2] : start] in (" ", "-", " & ")
                joined = joined and not run[-1][0].endswith(("'s", "’s"))
                capital = bool(word) and (word[0].isupper() or any(c.isupper() for c in word[1:]))
                if run and not (capital and joined):
                    _count(run, text, found, vocabulary)
                    run = []
                named = start > 0 or any(c.isupper() for c in word[1:]) or _acts(text, word, end)
                if capital and named:
                    run.append((word, start, end))
    return sorted(found)


def _acts(text: str, word: str, end: int) -> bool:
    """Whether a sentence's first word is a name: it does or owns something, as no verb could."""
    plain = word.lower()
    if plain in STOPWORDS or plain.endswith(("ly", "ing")) or plain in CALENDAR:
        return False
    return bool(_ACTS.match(text, end))


def _count(
    run: list[tuple[str, int, int]], text: str, found: Counter[str], vocabulary: Counter[str]
) -> None:
    """Keep a run of capitalised words as a name unless the essays use its words as common ones."""
    words = [word.removesuffix("’s").removesuffix("'s") for word, _, _ in run]
    while words and (fold(words[0]) in STOPWORDS or vocabulary[fold(words[0])]):
        words, run = words[1:], run[1:]
    if len(words) == 1 and fold(words[0]) in CALENDAR:
        return
    if words and not all(vocabulary[fold(word)] or fold(word) in STOPWORDS for word in words):
        gaps = (text[one[2] : other[1]] for one, other in pairwise(run))
        links = ["&" if "&" in gap else "" for gap in gaps]
        named = [part for pair in zip(words, [*links, ""], strict=True) for part in pair if part]
        found[" ".join(named)] += 1
