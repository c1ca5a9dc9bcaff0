"""Quotations: found by their marks, looked up word for word, or taken for a join of pieces."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

from assistant.domain import Debate, Essay
from assistant.words import STOPWORDS, fold, word_spans

_QUOTED = re.compile(
    r"“([^“”]+)”"
    r'|(?<!\w)"([^"]+)"(?!\w)'
    r"|(?<!\w)‘([^‘]+?)’(?!\w)"
    r"|(?<!\w)'([^']+(?:'\w[^']*)*)'(?!\w)"
    r"|«([^«»]+)»"
)


def quotations(text: str) -> list[tuple[int, int, str]]:
    """Every quotation: start and end with its marks, and the words between them."""
    found = []
    for match in _QUOTED.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        if not any(character.isalnum() for character in inner):
            continue
        found.append((match.start(), match.end(), inner.strip()))
    return found


SHORTEST_PIECE = 2  # words; a shorter run turns up anywhere by chance
MEAN_PIECE = 3.5  # words that the runs of a join have on average
MOST_PIECES = 4
_DENIALS = frozenset("not no never nor neither without cannot".split())
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of an essay's words."""

    essay: Essay
    start: int
    end: int
    sentences: tuple[int, ...]  # those that it touches, one at least


class Verbatim:
    """What is said in all essays, for finding runs of words; punctuation and case do not count.

    A run never goes on behind where somebody else begins to speak, or a heading stands: titles and
    headings are nobody's words.
    """

    def __init__(self, debate: Debate) -> None:
        self.debate = debate

    @cached_property
    def _texts(self) -> list[tuple[Essay, list[str], list[tuple[int, int]]]]:
        """What one voice says under one heading without a break: words, and where they stand."""
        found = []
        for essay in self.debate.essays:
            for _, speech in groupby(essay.sentences, key=attrgetter("voice", "heading")):
                words: list[str] = []
                offsets: list[tuple[int, int]] = []
                for sentence in speech:
                    for word, start, end in word_spans(essay.quote(sentence)):
                        words.append(fold(word))
                        offsets.append((sentence.start + start, sentence.start + end))
                found.append((essay, words, offsets))
        return found

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, int]]]:
        """Word to (text, position) pairs."""
        found = defaultdict(list)
        for number, (_, words, _) in enumerate(self._texts):
            for at, word in enumerate(words):
                found[word].append((number, at))
        return dict(found)

    def find(self, quotation: str) -> list[Span]:
        """Every place where exactly these words stand."""
        words = [fold(word) for word, _, _ in word_spans(quotation)]
        return self._find(words) if words else []

    def _find(self, words: list[str]) -> list[Span]:
        found = []
        for number, at in self._places.get(words[0], ()):
            essay, all_words, offsets = self._texts[number]
            if all_words[at : at + len(words)] == words:
                start, end = offsets[at][0], offsets[at + len(words) - 1][1]
                found.append(Span(essay, start, end, _touched(essay, start, end)))
        return found

    def pieces(self, quotation: str) -> list[Span] | None:
        """The runs that a quotation is joined from; None where it is not wholly such a join.

        A run has at least two words, one of which carries matter, and they are longer on average;
        a single small word may join two of them.
        """
        parts = [p for p in _ELLIPSIS.split(quotation) if len(p.split()) > 1]
        if len(parts) > 1:
            found = [self.find(part) for part in parts]
            return [spans[0] for spans in found] if all(found) else None
        words = [fold(word) for word, _, _ in word_spans(quotation)]
        spans: list[Span] = []
        at = 0
        while at < len(words):
            size = self._longest(words, at)
            small = all(w in STOPWORDS for w in words[at : at + size])
            if size < SHORTEST_PIECE or (small and size < 4):
                joins = words[at] in STOPWORDS and words[at] not in _DENIALS
                if spans and joins and at + 1 < len(words):
                    at += 1
                    if self._longest(words, at) >= SHORTEST_PIECE:
                        continue
                return None
            spans.append(self._find(words[at : at + size])[0])
            at += size
        if not spans:
            return None
        sizes = [len(list(word_spans(s.essay.text[s.start : s.end]))) for s in spans]
        enough = len(words) >= MEAN_PIECE * len(spans) and min(sizes[0], sizes[-1]) > SHORTEST_PIECE
        return spans if enough and 2 <= len(spans) <= MOST_PIECES else None

    def _longest(self, words: list[str], at: int) -> int:
        """How many words from there on stand together somewhere."""
        best = 0
        for number, place in self._places.get(words[at], ()):
            all_words = self._texts[number][1]
            size = 0
            while (
                at + size < len(words)
                and place + size < len(all_words)
                and all_words[place + size] == words[at + size]
            ):
                size += 1
            best = max(best, size)
        return best


def _touched(essay: Essay, start: int, end: int) -> tuple[int, ...]:
    return tuple(
        number
        for number, sentence in enumerate(essay.sentences)
        if sentence.start < end and sentence.end > start
    )
