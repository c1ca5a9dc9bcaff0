"""Whom and what a question names: voices, essays, things; also misspelt, partial or described."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from assistant.domain import Debate, Essay
from assistant.words import STOPWORDS, fold, stem, word_spans

NameKind = Literal["voice", "essay", "thing"]
KINDS: tuple[NameKind, ...] = ("voice", "essay", "thing")

_SMALLEST_FUZZY = 5  # letters; shorter names must be spelt right
_CLOSE = 82.0  # rapidfuzz ratio, 0 to 100: one slip in a word of six letters
_REACH = 4  # words around "essay" that may describe which one
_NEAR = 3.0  # what a word of an essay's slug, place or author counts in its description
_LEAD = 1.4  # by how much the best essay must outweigh the next one to be the one described
_TITLES = frozenset("dr mr mrs ms miss prof professor rev sen sir lady lord st judge".split())
# What a source text may be called, in the folder or by an asker; and whoever wrote it.
_TEXTS = frozenset(
    """
    article chapter column entry essay handbook interview letter memo note notes paper piece post
    report text writeup
    """.split()
)
_WRITERS = frozenset("author blogger columnist essayist guy woman writer".split())
_UNSIGNED = "unsigned anonymous author nobody signed nameless"

_ENDS = re.compile(r"[”“\"!?;\n]")  # what stands between a sentence and the next, or a quotation
_INITIAL = 3  # letters of a word, as of a title or an initial, whose stop ends no sentence
_COMPOUND = re.compile(r"\b[^\W\d_]+(?:-[^\W\d_]+)+\b")

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something that a question may name; `key` is a voice, a slug or a thing."""

    kind: NameKind
    key: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text, with the offsets of the words that gave it away."""

    name: Name
    start: int
    end: int
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Entities:
    """All names that a text holds, in order, and the capitalised ones that nobody here bears."""

    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]

    def keys(self, kind: NameKind) -> tuple[str, ...]:
        """The names of one kind, each once, in the order of the text."""
        return tuple(dict.fromkeys(m.name.key for m in self.mentions if m.name.kind == kind))


# Words before "essay" that point to none in particular.
_NO_ONE = frozenset("this any every each per which what no some most other another".split())


class Directory:
    """The names that a debate knows, looked up by their folded words. Never changes."""

    def __init__(self, debate: Debate) -> None:
        self._lower: Counter[str] = Counter()  # folded words that the essays write small
        self._seen: set[str] = set()  # folded words of the essays, however written
        self._parted: dict[str, str] = {}  # "byproduct" -> "by-product", as an essay writes it
        capitals: Counter[str] = Counter()  # runs of capitalised words inside sentences
        for essay in debate.essays:
            self._read_words(essay, capitals)
        self._aliases: dict[tuple[str, ...], set[Name]] = defaultdict(set)
        self._descriptions: dict[str, dict[str, float]] = defaultdict(
            dict
        )  # stem -> slug -> weight
        self._add_people(debate)
        for essay in debate.essays:
            self._add_essay(essay)
        self._add_things(debate, capitals)
        self._longest: Counter[str] = Counter()  # an alias's first word -> words of the longest
        for alias in self._aliases:
            self._longest[alias[0]] = max(self._longest[alias[0]], len(alias))
        self._single = sorted({a[0] for a in self._aliases if len(a) == 1})

    def knows(self, word: str) -> bool:
        """Whether an essay, a title or a publisher uses this folded word."""
        return word in self._seen or word.removesuffix("s") in self._seen

    def parted(self, word: str) -> str | None:
        """A folded word as the essays write it, with hyphens alone: "e-commerce"."""
        return None if self._lower[word] else self._parted.get(word)

    def meant(self, name: str) -> str | None:
        """The name of one word that a misspelt one means; None where none is near."""
        word = _bare(name)
        if len(word) < _SMALLEST_FUZZY - 1 or not word.isalpha():
            return None
        best = process.extractOne(word, self._single, scorer=fuzz.ratio, score_cutoff=_CLOSE)
        return best[0] if best and best[0] != word and best[0][0] == word[0] else None

    def common_words(self) -> set[str]:
        """The folded words that the essays write small."""
        return set(self._lower)

    def _read_words(self, essay: Essay, capitals: Counter[str]) -> None:
        for word, times in Counter(word for word, _, _ in word_spans(essay.text)).items():
            folded = _bare(word)
            self._seen.add(folded)
            if word == word.lower():
                self._lower[folded] += times
        for compound in _COMPOUND.findall(essay.text):
            self._parted.setdefault(fold(compound).replace("-", ""), fold(compound))
        for text in (essay.title, essay.publisher or "", essay.author or "", essay.note or ""):
            self._seen.update(_bare(word) for word, _, _ in word_spans(text))
        for sentence in essay.sentences:
            text = essay.quote(sentence)
            if text[1:] == text[1:].lower():
                continue  # most sentences have no capital but their first
            for run in _capitalised(text, list(word_spans(text))):
                if run[0][1] > 0:
                    capitals[text[run[0][1] : run[-1][2]]] += 1

    def _add(self, alias: str, name: Name) -> None:
        key = tuple(_bare(word) for word, _, _ in word_spans(alias))
        if key and not all(word in STOPWORDS for word in key):
            self._aliases[key].add(name)

    def _add_people(self, debate: Debate) -> None:
        people = {essay.author for essay in debate.essays if essay.author}
        people |= {s.voice.name for e in debate.essays for s in e.sentences if s.voice.name}
        parts = Counter(fold(part) for person in people for part in person.split())
        for person in sorted(people):
            name = Name("voice", person)
            for alias in (person, *debate.names.get(person, ())):
                self._add(alias, name)
            for part in person.split():
                alone = fold(part).strip(".")
                if parts[fold(part)] == 1 and len(alone) > 1 and alone not in _TITLES:
                    self._add(part, name)

    def _add_essay(self, essay: Essay) -> None:
        name = Name("essay", essay.slug)
        self._add(essay.title, name)
        # A slug of several words is found as they are; one common word only beside "essay".
        slug = essay.slug.replace("-", " ").replace("_", " ")
        if len(slug.split()) > 1 or not self._lower[slug]:
            self._add(slug, name)
        host = (essay.url or "").partition("//")[2].partition("/")[0].replace(".", " ")
        note = " ".join(w for w, _, _ in word_spans(essay.note or "") if not self._lower[_bare(w)])
        near = f"{slug} {essay.publisher or ''} {host} {note if essay.author else ''}"
        if not essay.author:  # best known by it is the one that goes by no other name
            named = slug in _UNSIGNED.split()
            self._describe(essay.slug, _UNSIGNED, _NEAR if named else 1.0)
        about = " ".join(word for point in essay.points for word in point.about)
        headings = " ".join({sentence.heading for sentence in essay.sentences})
        things = " ".join(word for point in essay.points for word in point.things)
        for words, weight in ((near, _NEAR), (essay.title, 2.0), (f"{headings} {things}", 1.0)):
            self._describe(essay.slug, words, weight)
        self._describe(essay.slug, about, 0.5)

    def _describe(self, slug: str, words: str, weight: float) -> None:
        for word, _, _ in word_spans(words):
            folded = _bare(word)
            if folded not in STOPWORDS and len(folded) > 2:
                told = self._descriptions[stem(folded)]
                told[slug] = max(weight, told.get(slug, 0.0))

    def _add_things(self, debate: Debate, capitals: Counter[str]) -> None:
        taken = set(self._aliases)
        named: dict[str, tuple[str, ...]] = {
            thing: () for e in debate.essays for p in e.points for thing in p.things
        }
        named.update(debate.names)
        for thing, others in named.items():
            if tuple(_bare(word) for word, _, _ in word_spans(thing)) in taken:
                continue
            for alias in (thing, *others):
                self._add(alias, Name("thing", thing))
        for run in capitals:
            words = [_bare(word) for word, _, _ in word_spans(run)]
            common = [self._lower[w] > 0 or w in STOPWORDS or w in _TITLES for w in words]
            if not all(common) and tuple(words) not in self._aliases:
                self._add(run, Name("thing", run))

    def find(self, text: str) -> Entities:
        """Every name in the text, longest match first, left to right, then the essays described."""
        spans = list(word_spans(text))
        bare = [_bare(word) for word, _, _ in spans]
        found: list[Mention] = []
        at = 0
        while at < len(spans):
            size, names, slip = self._at(text, spans, bare, at)
            if not size:
                at += 1
                continue
            voice = found[-1] if found and found[-1].name.kind == "voice" else None
            named = bool(voice and at and voice.end > spans[at - 1][1])
            apart = named or at == 0 or "," in text[spans[at - 1][2] : spans[at][1]]
            first = at - (not apart and self._is_title(spans, bare, at - 1, names))
            start, end = spans[first][1], spans[at + size - 1][2]
            found += [Mention(name, start, end, slip) for name in _preferred(names)]
            at += size
        if not any(mention.name.kind == "essay" for mention in found):
            found += self._described(spans, bare, found)
        found.sort(key=lambda mention: (mention.start, KINDS.index(mention.name.kind)))
        return Entities(tuple(found), tuple(self._unknown(text, spans, found)))

    def _at(
        self, text: str, spans: Sequence[Span], bare: Sequence[str], at: int
    ) -> tuple[int, Iterable[Name], bool]:
        """How many words from there on are a name, whose, and whether it is misspelt."""
        for size in range(min(self._longest[bare[at]], len(bare) - at), 0, -1):
            names = self._aliases.get(tuple(bare[at : at + size]))
            article = at and bare[at - 1] in ("a", "an")  # "a mark of good firms"
            common = size == 1 and (article or self._is_common(spans[at], bare[at], at))
            whole = names and (_in_one_breath(text, spans[at : at + size]) or not _voices(names))
            if names and whole and not common:
                return size, names, False
        word = bare[at]
        singular = word.removesuffix("s")
        if singular != word and (singular,) in self._aliases and word not in self._seen:
            return 1, self._aliases[singular,], False
        known = word in STOPWORDS or self.knows(word)
        if known or len(word) < _SMALLEST_FUZZY or not word.isalpha():
            return 0, (), False
        best = self.meant(word)
        if best and len(best) >= _SMALLEST_FUZZY - 1:
            return 1, self._aliases[best,], True
        return 0, (), False

    def _is_title(
        self, spans: Sequence[Span], bare: Sequence[str], at: int, names: Iterable[Name]
    ) -> bool:
        """Whether the word before a person's name is a title: "Mrs.", or a capital, "Mayor"."""
        person = any(name.kind == "voice" for name in names)
        return person and (bare[at] in _TITLES or (at > 0 and spans[at][0].istitle()))

    def _is_common(self, span: Span, word: str, at: int) -> bool:
        """Whether a name's only word is a word like others, written small or opening a sentence."""
        return bool(self._lower[word]) and (span[0].islower() or at == 0)

    def _described(
        self, spans: Sequence[Span], bare: Sequence[str], found: Sequence[Mention]
    ) -> Iterator[Mention]:
        """The one essay that the words around "essay" fit: "the piece on middlemen"."""
        people = [m for m in found if m.name.kind == "voice"]
        taken = {start for _, start, _ in spans if any(m.start <= start < m.end for m in people)}
        for at, word in enumerate(bare):
            writes = word in _WRITERS
            if not writes and word not in _TEXTS:
                continue
            if at and (bare[at - 1] in _NO_ONE or spans[at - 1][1] in taken):
                continue  # "Mark's piece" is his, and "which piece" none yet
            weights: Counter[str] = Counter()
            behind = at + (1 if writes else _REACH + 2)  # a writer's description comes before
            for place in range(max(0, at - _REACH), min(len(bare), behind)):
                told = self._descriptions.get(stem(bare[place]), {})
                if place == at or spans[place][1] in taken or not told:
                    if place == at and told and len(told) == 1 and not writes:
                        weights.update(told)  # only one of them is a letter
                    continue
                for slug, weight in told.items():
                    if weight >= _NEAR or not writes:
                        weights[slug] += weight / len(told)  # type: ignore[assignment]
            ranking = weights.most_common(2)
            if ranking and ranking[0][1] >= 0.5:
                alone = len(ranking) == 1 or ranking[0][1] >= _LEAD * ranking[1][1]
                if alone:
                    slug, first = ranking[0][0], at
                    while first and slug in self._descriptions.get(stem(bare[first - 1]), {}):
                        first -= 1  # what describes it is part of its name
                    yield Mention(Name("essay", slug), spans[first][1], spans[at][2])
                    return

    def _unknown(self, text: str, spans: Sequence[Span], found: Sequence[Mention]) -> Iterator[str]:
        """Capitalised names inside the text that no essay has."""
        if len(spans) > 4 and sum(word[0].isupper() for word, _, _ in spans) > 0.6 * len(spans):
            return  # shouting, or a title: capitals mean nothing here
        for run in _capitalised(text, spans):
            while len(run) > 1 and fold(run[0][0]) in STOPWORDS and _opens(text, run[0][1]):
                run = run[1:]  # "Is Tesla …"
            strange = [
                span
                for span in run
                if not self.knows(_bare(span[0]))
                and _bare(span[0]) not in STOPWORDS
                and not any(span[1] < m.end and span[2] > m.start for m in found)
            ]
            opens = len(run) == 1 and _opens(text, run[0][1])
            # Short words all in capitals are abbreviations, which nobody looks up as a name.
            short = len(run) == 1 and run[0][0].isupper() and len(run[0][0]) <= 5
            if strange and len(strange) == len(run) and not opens and not short:
                yield text[run[0][1] : run[-1][2]].removesuffix("'s").removesuffix("’s")


def _bare(word: str) -> str:
    return fold(word).removesuffix("'s")


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a quotation begins there."""
    head = text[:at].rstrip(" \"'“‘(")
    return not head or head[-1] in ".?!:;\n"


def _capitalised(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Runs of capitalised words, joined by single spaces, hyphens or an ampersand."""
    run: list[Span] = []
    for word, start, end in spans:
        capital = word[0].isupper() or any(c.isupper() for c in word[1:])
        owned = bool(run) and run[-1][0].endswith(("'s", "’s"))
        if run and not (capital and not owned and text[run[-1][2] : start] in (" ", "-", " & ")):
            yield run
            run = []
        if capital and not (word in ("I", "A") or fold(word).startswith("i'")):
            run.append((word, start, end))
    if run:
        yield run


def _in_one_breath(text: str, spans: Sequence[Span]) -> bool:
    """Whether nothing ends between the words of a name: “…, Gord,” Hotchkiss says."""
    gaps = [(one[0], text[one[2] : two[1]]) for one, two in itertools.pairwise(spans)]
    return all(
        not _ENDS.search(gap) and not ("." in gap and len(word) > _INITIAL) for word, gap in gaps
    )


def _voices(names: Iterable[Name]) -> list[Name]:
    return sorted((name for name in names if name.kind == "voice"), key=lambda name: name.key)


def _preferred(names: Iterable[Name]) -> list[Name]:
    """A signed essay that goes by its author's name means the author."""
    return _voices(names) or sorted(names, key=lambda name: (KINDS.index(name.kind), name.key))
