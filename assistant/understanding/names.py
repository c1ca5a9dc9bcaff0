"""The names a debate knows, and finding them in a question through typos and partial forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from assistant.domain import Debate
from assistant.understanding.mention import Mention, Name
from assistant.understanding.proper_names import proper_names
from assistant.words import STOPWORDS, fold, stem, word_spans, words

# Words that stand beside a name without being one, in titles, publishers and questions.
_COMMON = frozenset(
    """
    article author authors blog book company essay essays founder group guy inc journal letter ltd
    magazine man media medium mr mrs ms news newsletter person piece post press review site text
    times today weekly woman writer dr prof professor sir unnamed anonymous
    """.split()
)
_COUNTED = frozenset("lines words sentences points bullets paragraphs".split())  # "3 lines max"
_TEXTS = frozenset(map(stem, "essay article piece post paper text".split()))
_SMALLEST_FUZZY = 4  # letters; shorter names must be spelt right
_CLOSE = 84.0  # rapidfuzz ratio, 0 to 100: one slip in a word of six letters


class Names:
    """All names of a debate, looked up by their folded words."""

    def __init__(self, debate: Debate) -> None:
        self.vocabulary: Counter[str] = Counter()  # folded words that essays use in lower case
        self._aliases: dict[tuple[str, ...], set[Name]] = defaultdict(set)
        self._titles: list[tuple[Name, frozenset[str]]] = []
        self._houses: dict[str, set[Name]] = defaultdict(set)  # a publisher's own word -> essays
        for essay in debate.essays:
            for word, _, _ in word_spans(essay.text):
                if word == word.lower():
                    self.vocabulary[fold(word)] += 1
        self.seen = frozenset(  # folded words of the essays, however written
            fold(word).removesuffix("'s")
            for essay in debate.essays
            for word, _, _ in word_spans(f"{essay.text}\n{essay.title}\n{essay.publisher or ''}")
        )
        self._running = [" ".join(words(essay.text)) for essay in debate.essays]
        self._add_people(debate)
        self._add_essays(debate)
        self._add_things(debate)
        self._reach: Counter[str] = Counter()  # an alias's first word -> words of the longest
        # What an essay only writes in capitals, "AI", may be asked about in full.
        self._initials = {
            alias[0]: names
            for alias, names in self._aliases.items()
            if len(alias) == 1 and any(n.key.isupper() and 2 <= len(n.key) <= 4 for n in names)
        }
        for alias in self._aliases:
            self._reach[alias[0]] = max(self._reach[alias[0]], len(alias))
        self._single = sorted(a[0] for a in self._aliases if len(a) == 1)

    def _add(self, alias: str, name: Name) -> None:
        key = tuple(fold(word).removesuffix("'s") for word, _, _ in word_spans(alias))
        if key and not all(word in STOPWORDS for word in key):
            self._aliases[key].add(name)

    def _add_people(self, debate: Debate) -> None:
        people = {essay.author for essay in debate.essays if essay.author}
        people |= {
            sentence.voice.name
            for essay in debate.essays
            for sentence in essay.sentences
            if sentence.voice.name
        }
        parts = Counter(fold(part) for person in people for part in person.split())
        for person in sorted(people):
            name = Name("voice", person)
            self._add(person, name)
            for other in debate.names.get(person, ()):
                self._add(other, name)
            for part in person.split():
                if parts[fold(part)] == 1 and len(part) > 1 and fold(part) not in _COMMON:
                    self._add(part, name)

    def _add_essays(self, debate: Debate) -> None:
        question = {stem(fold(word)) for word, _, _ in word_spans(debate.question)}
        titles = {
            essay.slug: frozenset(
                stem(fold(word))
                for word, _, _ in word_spans(essay.title)
                if fold(word) not in STOPWORDS
            )
            for essay in debate.essays
        }
        shared = Counter(word for title in titles.values() for word in title)
        for essay in debate.essays:
            name = Name("essay", essay.slug)
            self._add(essay.slug.replace("-", " ").replace("_", " "), name)
            self._add(essay.title, name)
            for part in (essay.publisher or "").split():
                if fold(part) not in _COMMON and fold(part) not in self.vocabulary:
                    self._houses[fold(part)].add(name)
            own = frozenset(w for w in titles[essay.slug] if shared[w] == 1 and w not in question)
            if own:
                self._titles.append((name, own))

    def _add_things(self, debate: Debate) -> None:
        taken = set(self._aliases)
        for thing, others in debate.names.items():
            if (tuple(fold(w) for w, _, _ in word_spans(thing))) in taken:
                continue
            for alias in (thing, *others):
                self._add(alias, Name("thing", thing))
        for thing in proper_names(debate, self.vocabulary):
            key = tuple(fold(word) for word, _, _ in word_spans(thing))
            if key not in self._aliases:
                self._add(thing, Name("thing", thing))

    def has_phrase(self, phrase: str) -> bool:
        """Whether an essay uses these words in this order, with hyphens or without."""
        wanted = " ".join(words(phrase))
        return any(wanted in text for text in self._running)

    def find(self, question: str, *, fuzzy: bool = True) -> list[Mention]:
        """Every name, longest match first, left to right; without `fuzzy` only if spelt right."""
        spans = list(word_spans(question))
        folded = [fold(word) for word, _, _ in spans]
        bare = [word.removesuffix("'s") for word in folded]
        found: list[Mention] = []
        at = 0
        while at < len(spans):
            size, names, slip = self._at(spans, bare, at, fuzzy)
            if not size and bare[at] in self._houses and _means_text(question, spans, at, at + 1):
                size, names, slip = 1, self._houses[bare[at]], False
            if not size or (at and bare[at] == "max" and bare[at - 1] in _COUNTED):
                at += 1
                continue
            start, end = spans[at][1], spans[at + size - 1][2]
            if self._common(names, bare[at : at + size]) and not _means_text(
                question, spans, at, at + size
            ):
                at += size
                continue
            found += [Mention(name, start, end, slip) for name in self._meant(names)]
            at += size
        return found + self._titled(question, {mention.name for mention in found})

    def _common(self, names: Iterable[Name], said: Sequence[str]) -> bool:
        """Whether a text's short name is made of words that the essays use as common ones."""
        texts = {name.kind for name in names} in ({"essay"}, {"essay", "thing"})
        return texts and len(said) <= 2 and all(self.vocabulary[word] for word in said)

    def _meant(self, names: Iterable[Name]) -> list[Name]:
        """A signed essay that goes by its author's name means the author."""
        voices = {name.key for name in names if name.kind == "voice"}
        return [
            name
            for name in sorted(names, key=_order)
            if name.kind == "voice" or not (voices and name.kind in ("essay", "thing"))
        ]

    def _at(
        self, spans: Sequence[tuple[str, int, int]], bare: Sequence[str], at: int, fuzzy: bool
    ) -> tuple[int, Iterable[Name], bool]:
        for size in range(min(self._reach[bare[at]], len(bare) - at), 0, -1):
            names = self._aliases.get(tuple(bare[at : at + size]))
            if names:
                return size, names, False
        for short, names in self._initials.items():
            meant = bare[at : at + len(short)]
            spelt = "".join(word[0] for word in meant) == short
            if spelt and not any(w in STOPWORDS or w in self.vocabulary for w in meant):
                return len(short), names, False
        word, shown = bare[at], spans[at][0]
        if word.endswith("s") and (word[:-1],) in self._aliases and word not in self.vocabulary:
            return 1, self._aliases[(word[:-1],)], False
        if not fuzzy or len(word) < _SMALLEST_FUZZY or word in STOPWORDS:
            return 0, (), False
        forms = {stem(form) for form in (word[:-1], word[:-2]) if form in self.vocabulary}
        if word in self.vocabulary or stem(word) in forms:
            return 0, (), False
        best = process.extractOne(word, self._single, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if best and best[0][0] == word[0] and len(best[0]) >= _SMALLEST_FUZZY:
            return 1, self._aliases[(best[0],)], True
        if shown[0].isupper() and at:  # a short name with one slip, clearly meant as a name
            close = [
                known
                for known in self._single
                if len(known) >= _SMALLEST_FUZZY
                and known[0] == word[0]
                and OSA.distance(known, word, score_cutoff=1) <= 1
            ]
            if len(close) == 1:
                return 1, self._aliases[(close[0],)], True
        return 0, (), False

    def _titled(self, question: str, known: set[Name]) -> list[Mention]:
        """Essays called by the words of their title that no other title has: "the X essay"."""
        spans = [(stem(fold(word)), start, end) for word, start, end in word_spans(question)]
        texts = [at for at, span in enumerate(spans) if span[0] in _TEXTS]
        found = []
        for name, own in self._titles:
            hits = [at for at, span in enumerate(spans) if span[0] in own]
            if name in known or len(hits) < min(2, len(own)):
                continue
            if any(at < hits[0] or hits[-1] < at <= hits[-1] + 2 for at in texts):
                found.append(Mention(name, spans[hits[0]][1], spans[hits[-1]][2]))
        return found


def _means_text(question: str, spans: Sequence[tuple[str, int, int]], at: int, end: int) -> bool:
    """Whether common words stand for a text: a name in capitals, or before "piece"."""
    word, start, _ = spans[at]
    if word[0].isupper() and at and question[start - 2 : start - 1] not in ".?!:":
        return True
    return any(fold(other) in _COMMON for other, _, _ in spans[end : end + 2])


def _order(name: Name) -> tuple[int, str]:
    return ("voice", "essay", "thing").index(name.kind), name.key
