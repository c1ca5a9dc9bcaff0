"""What each essay means by the sides' own words: the same word, in each essay's sentence.

A term is a side's own word with a companion that other sides' words have too: in "product-driven"
and "customer-driven" the companion is "driven". Any debate's labels work the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from assistant import cues
from assistant.domain import Debate, Essay, Sentence, Side
from assistant.understanding.old_sides import side_words
from assistant.words import STOPWORDS, fold, stem, word_spans

_OPENING = 40  # characters of a sentence in which its subject stands
_AT_ONCE = 4  # characters before a subject that is defined by all that follows
_REACH = 70  # characters from the term to the word that defines it


@dataclass(frozen=True, slots=True)
class Meaning:
    """The sentence in which one voice of one essay says what a side's word is."""

    essay: Essay
    sentence: Sentence


def meanings(debate: Debate) -> list[tuple[Side, list[Meaning]]]:
    """For each side, every voice's telling sentence; only sides that two voices speak of."""
    own = side_words(debate).own
    companions = _companions(debate, own)
    told = []
    for side in debate.sides:
        found = [
            Meaning(essay, best)
            for essay in debate.essays
            for best in _best(essay, own[side.id], companions)
        ]
        if len(found) > 1:
            told.append((side, found))
    return told


def _companions(debate: Debate, own: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Stems that stand right behind the own words of at least two sides."""
    behind: dict[str, set[str]] = defaultdict(set)
    for essay in debate.essays:
        stems = [stem(fold(word)) for word, _, _ in word_spans(essay.text)]
        for word, following in pairwise(stems):
            for side, words in own.items():
                if word in words:
                    behind[following].add(side)
    return frozenset(following for following, sides in behind.items() if len(sides) > 1) - {
        stem(word) for word in STOPWORDS
    }


def _best(essay: Essay, own: frozenset[str], companions: frozenset[str]) -> list[Sentence]:
    """The most telling sentence of each voice: one that defines, else one about the term."""
    ranked: dict[str | None, tuple[int, int, Sentence]] = {}
    for number, sentence in enumerate(essay.sentences):
        if sentence.voice.role == "uncertain":
            continue
        text = essay.quote(sentence)
        term = _term(text, own, companions)
        if term is None:
            continue
        start, end = term
        cue = cues.DEFINITION.search(text, end)
        defines = cue is not None and cue.start() - end <= _REACH
        if not defines and start > _AT_ONCE:
            continue
        candidate = (0 if defines else 1, number, sentence)
        name = sentence.voice.name
        if name not in ranked or candidate[:2] < ranked[name][:2]:
            ranked[name] = candidate
    return [sentence for _, _, sentence in ranked.values()]


def _term(text: str, own: frozenset[str], companions: frozenset[str]) -> tuple[int, int] | None:
    """Where the term stands, if the sentence opens with it."""
    spans = list(word_spans(text[: _OPENING * 2]))
    for (word, start, _), (following, _, end) in pairwise(spans):
        if start <= _OPENING and stem(fold(word)) in own and stem(fold(following)) in companions:
            return start, end
    return None
