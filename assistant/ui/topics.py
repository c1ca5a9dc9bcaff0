"""What several essays speak of: the matters on which a debate can be compared essay by essay.

Worked out from the words alone. A topic says who speaks of it, never for or against what: which
side an essay is on is its position, and nobody's polarity is guessed from nearness of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from assistant.domain import Debate, Essay, Sentence
from assistant.words import STOPWORDS, content_stems, fold, stem, word_spans

MOST = 14  # topics that are worth a row
_NOUN_SHARE = 0.45  # of a word's uses that must look like a noun's
_BEFORE_VERB = frozenset(
    "to not can could will would must should may might who they we you it he she i and".split()
)
_AFTER_VERB = frozenset(
    "the a an this that these those its their his her our your what how why which more it them"
    " to".split()
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A word that several essays use, and the sentences in which each of them does."""

    word: str
    spoken: dict[str, tuple[Sentence, ...]]  # by slug

    @property
    def uses(self) -> int:
        return sum(len(sentences) for sentences in self.spoken.values())


def shared_topics(debate: Debate, most: int = MOST) -> list[Topic]:
    """The matters that at least half of the essays speak of, the most shared first."""
    needed = max(2, (len(debate.essays) + 1) // 2)
    known = _own_words(debate)
    spoken: dict[str, dict[str, list[Sentence]]] = defaultdict(dict)
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    as_noun: Counter[str] = Counter()
    for essay in debate.essays:
        for sentence in essay.sentences:
            if sentence.voice.role == "uncertain":
                continue
            for found, form, noun in _words(essay, sentence):
                forms[found][form] += 1
                if not noun:
                    continue
                as_noun[found] += 1
                held = spoken[found].setdefault(essay.slug, [])
                if not held or held[-1] is not sentence:
                    held.append(sentence)
    topics = [
        Topic(forms[found].most_common(1)[0][0], {s: tuple(held) for s, held in by_slug.items()})
        for found, by_slug in spoken.items()
        if found not in known
        and len(by_slug) >= needed
        and as_noun[found] >= _NOUN_SHARE * forms[found].total()
    ]
    topics.sort(key=lambda topic: (-len(topic.spoken), -topic.uses, topic.word))
    return topics[:most]


def _own_words(debate: Debate) -> set[str]:
    """The debate's own words, which every essay uses: they tell no topic from another."""
    texts = [debate.question, *(f"{side.label} {side.statement}" for side in debate.sides)]
    texts += [essay.author or "" for essay in debate.essays]
    return {found for text in texts for found in content_stems(text)}


def _words(essay: Essay, sentence: Sentence) -> list[tuple[str, str, bool]]:
    """Each content word of a sentence: its stem, the word, and whether it looks like a noun.

    A noun ends its phrase: a mark or a function word follows, but no object as after a verb.
    """
    text = essay.quote(sentence)
    spans = list(word_spans(text))
    folded = [fold(word) for word, _, _ in spans]
    found = []
    for place, (word, start, end) in enumerate(spans):
        if folded[place] in STOPWORDS or len(word) < 4 or (word[0].isupper() and start):
            continue
        before = folded[place - 1] if place else ""
        after = folded[place + 1] if place + 1 < len(spans) else ""
        parted = not after or not text[end : spans[place + 1][1]].isspace()
        ends = parted or (after in STOPWORDS and after not in _AFTER_VERB)
        found.append((stem(folded[place]), folded[place], ends and before not in _BEFORE_VERB))
    return found
