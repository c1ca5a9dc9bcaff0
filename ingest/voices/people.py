"""The people and organisations of one essay, and who of them a name means.

"Drucker" or "Peter" means the one known person of that name; where two bear it, it means nobody.
What kind of thing a name names is judged over the whole essay: by front matter, titles, given
names and the parser's entities.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.words import STOPWORDS, fold
from ingest.voices.given_names import GIVEN_NAMES, gender
from ingest.voices.page import STAND_IN, Mention, Sentence
from ingest.voices.words import (
    GENERATIONS,
    GENERIC_SUBJECTS,
    HONORIFICS,
    ORGANISATION_WORDS,
    PARTICLES,
    SHORT_TITLES,
    TITLES,
    is_role,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING = {"PERSON", "ORG"}
_NO_SPEAKER = frozenset(
    "GPE LOC FAC LAW EVENT WORK_OF_ART NORP DATE TIME LANGUAGE MONEY PERCENT".split()
)
_MAKING = {  # verb -> what it makes of its subject
    "founded": "founder", "co-founded": "co-founder", "cofounded": "cofounder",
    "created": "creator", "invented": "inventor", "owns": "owner", "owned": "owner",
    "designed": "architect",
}  # fmt: skip


@dataclass(slots=True)
class Entity:
    """Somebody or something that bears a name."""

    name: str
    listed: bool = False  # front matter says that it is a person
    gender: str = ""  # m, f or unknown
    human: bool = False  # a title or a role beside the name says so
    labels: Counter[str] = field(default_factory=Counter)  # the parser's, over the whole essay
    described: set[str] = field(default_factory=set)  # words that stand beside the name
    made: set[str] = field(default_factory=set)  # what verbs make of him: "X founded Y"

    @property
    def parts(self) -> list[str]:
        return [part for part in fold(self.name).replace(".", "").split() if part]

    @property
    def organisation(self) -> bool:
        if self.listed or self.human:
            return False
        if len(self.parts) > 1 and set(self.parts) & ORGANISATION_WORDS:
            return True
        return self.parts[0] not in GIVEN_NAMES and self._label() == "ORG"

    @property
    def person(self) -> bool:
        """Whether it is surely somebody whom a pronoun can mean."""
        if self.listed or self.human:
            return True
        if len(self.parts) > 1 and set(self.parts) & ORGANISATION_WORDS:
            return False
        if len(self.parts) == 1 and self._label() in _NO_SPEAKER:
            return False  # "April", "Charlotte"
        return self.parts[0] in GIVEN_NAMES or self._label() == "PERSON"

    @property
    def is_date(self) -> bool:
        return self._label() in {"DATE", "TIME"}

    @property
    def speaks(self) -> bool:
        """Whether it can speak: no place, law, event or work."""
        label = self._label()
        return (
            self.person
            or label not in _NO_SPEAKER
            or (label == "WORK_OF_ART" and len(self.parts) > 1)
        )  # so the parser often calls a person whose name it never saw

    def _label(self) -> str:
        return self.labels.most_common(1)[0][0] if self.labels else ""


class People:
    """Who is known: front matter, byline, `names`, and the names of the text."""

    def __init__(
        self, author: str | None, listed: Iterable[str], others: Mapping[str, Sequence[str]]
    ) -> None:
        self.author = author
        self.listed = tuple(listed)
        self.ambiguous: set[str] = set()  # names as they stand that can mean two people
        self._known: dict[str, Entity] = {}
        self._by_part: dict[str, list[Entity]] = defaultdict(list)  # first and last parts
        self._aliases: dict[tuple[str, ...], str] = {}
        for name in [*([author] if author else []), *self.listed]:
            self._add(name).listed = True
        for name, aliases in others.items():
            self._add(name)
            for alias in aliases:
                self._aliases[tuple(fold(alias).split())] = name
        self._longest = max((len(alias) for alias in self._aliases), default=0)

    def __getitem__(self, name: str) -> Entity:
        return self._known.get(name) or Entity(name)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._known.values())

    def learn(self, sentences: Sequence[Sentence], lower_case: frozenset[str]) -> None:
        """Takes up every name and marks it in its sentence.

        `lower_case` are the words that the essay also writes small: alone they are no names.
        """
        runs = [(s, *run) for s in sentences for run in _runs(s, lower_case)]
        by_length = sorted(runs, key=lambda run: _weight(run[0], run[1], run[2]))
        full = [run for run in by_length if len(_words(*run)) > 1]
        for named in (full, by_length[len(full) :]):  # full names first, with what they tell
            for sentence, start, end in named:
                name = self._name(sentence, start, end)
                if name:
                    self._note(self._known[name], sentence, start, end)
                    self._mark(sentence, name, start, end)
            for sentence, start, _ in named:
                if start in sentence.names:
                    mention = sentence.names[start]
                    self._describe(self[mention.name], sentence, mention)
        for sentence in sentences:
            self._mark_known(sentence, lower_case)
            self._mark_aliases(sentence)
        for sentence in sentences:
            for mention in sentence.mentions:
                entity = self[mention.name]
                mention.person, mention.speaks = entity.person, entity.speaks

    def bearer(self, parts: Sequence[str]) -> str | None:
        """The entity that bears this name, "" if two do, None if none does."""
        words = [word for part in parts if (word := fold(part).replace(".", ""))]
        if not words:
            return None
        alias = self._aliases.get(tuple(words))
        if alias is not None:
            return alias
        bearers: list[str] = []
        for entity in self._by_part.get(words[-1], []):
            own = entity.parts
            if own == words and len(own) > 1:
                return entity.name
            if len(words) == 1:
                means = len(own) == 1 or not set(own) & ORGANISATION_WORDS
            elif len(own) == 1:  # front matter has the surname only
                means = own == words[-1:] and entity.name in self.listed
            else:  # with or without a middle name
                means = (words[0], words[-1]) == (own[0], own[-1])
            if means and entity.name not in bearers:
                bearers.append(entity.name)
        return bearers[0] if len(bearers) == 1 else "" if bearers else None

    def described_as(self, role: str, company: set[str], made: bool) -> list[str]:
        """The people whom the essay calls that, beside one of the words, if there are any."""
        return [
            entity.name
            for entity in self
            if entity.person
            and role in (words := entity.described | (entity.made if made else set()))
            and (not company or words & company)
        ]

    def _add(self, name: str) -> Entity:
        if name not in self._known:
            entity = self._known[name] = Entity(name)
            parts = entity.parts or [fold(name)]
            entity.gender = gender(parts[0])
            for part in {parts[0], parts[-1]}:
                self._by_part[part].append(entity)
        return self._known[name]

    def _name(self, sentence: Sentence, start: int, end: int) -> str:
        """The canonical name of a run, "" where it is none."""
        words = _words(sentence, start, end)
        while len(words) > 1 and fold(words[-1]).strip(".") in GENERATIONS:
            words.pop()
        bearer = self.bearer(words)
        if bearer == "":
            self.ambiguous.add(" ".join(words))
        name = bearer or " ".join(words)
        if len(words) == 1 and bearer is None and fold(words[0]) in GENERIC_SUBJECTS:
            return ""
        return self._add(name).name

    def _note(self, entity: Entity, sentence: Sentence, start: int, end: int) -> None:
        label = next((t.ent_type_ for t in sentence.doc[start:end] if t.ent_type_), "")
        title = sentence.low(start - 1)
        first = sentence.low(start)
        if first in HONORIFICS or first in {"duke", "earl", "archbishop", "bishop"}:
            entity.human = True
        if title in TITLES and sentence.doc[start - 1].text[0].isupper():
            entity.human = True
            entity.gender = entity.gender or HONORIFICS.get(title, "")
        if label:
            entity.labels[label] += 1
        elif not entity.labels:
            entity.labels["PERSON" if end - start > 1 else ""] += 0

    def _mark(self, sentence: Sentence, name: str, start: int, end: int) -> None:
        doc = sentence.doc
        possessive = end < sentence.end and doc[end].tag_ == "POS"
        head = doc[start:end].root
        beyond = sentence.low(end)
        noun = head.dep_ in {"compound", "amod", "nmod"} and head.head.i >= end
        attributive = noun and not possessive and not is_role(beyond)
        attributive = attributive and head.head.pos_ == "NOUN" and not is_role(head.head.lower_)
        mention = Mention(name, start, end, False, True, possessive, attributive)
        for i in range(start, end):
            sentence.names[i] = mention

    def _mark_known(self, sentence: Sentence, lower_case: frozenset[str]) -> None:
        """Surnames of known people that the parser took for other words: "Jobs", "Prior"."""
        for token in sentence.tokens:
            if token.i in sentence.names or not _is_capital(token) or token.i in sentence.quotes:
                continue
            opens = token.i == sentence.start and fold(token.text) in lower_case
            bearer = None if opens or token.ent_type_ in _NO_SPEAKER else self.bearer([token.text])
            if bearer and self[bearer].person and token.pos_ not in {"PRON", "DET", "ADP", "AUX"}:
                self._mark(sentence, bearer, token.i, token.i + 1)

    def _mark_aliases(self, sentence: Sentence) -> None:
        """Other names that are no capitalised words: "the Basecamp man"."""
        i = sentence.start
        while self._longest and i < sentence.end:
            step = 1
            for length in range(min(self._longest, sentence.end - i), 0, -1):
                words = tuple(fold(t.text) for t in sentence.doc[i : i + length])
                taken = sentence.names.get(i)
                inside = taken is not None and taken.end - taken.start > length
                if words in self._aliases and not inside:
                    self._mark(sentence, self._aliases[words], i, i + length)
                    step = length
                    break
            i += step

    def _describe(self, entity: Entity, sentence: Sentence, mention: Mention) -> None:
        """Notes what stands beside a name: "the economist X", "X, founder of Y", "X (Z)"."""
        doc, end = sentence.doc, mention.end
        if mention.possessive:
            return
        words: set[str] = set()
        for i in range(mention.start - 1, max(sentence.start, mention.start - 5) - 1, -1):
            if doc[i].is_punct or doc[i].pos_ in {"ADP", "CCONJ"}:
                break
            words |= {sentence.low(i), SHORT_TITLES.get(sentence.low(i), "")}
        if sentence.low(end) == ",":
            for i in range(end + 1, min(sentence.end, end + 11)):
                if i in sentence.quotes or doc[i].text in ",.;:":
                    break
                words |= set(fold(doc[i].text).split())
        verb = next((i for i in range(end, sentence.end) if doc[i].pos_ != "ADV"), end)
        if sentence.low(verb) in _BE and sentence.low(verb + 1) in {"a", "an", "the"}:
            words |= set(sentence.lows(verb + 2, verb + 6))
        if sentence.low(verb) in _MAKING:
            made = {sentence.low(i) for i in range(verb + 1, verb + 4)}
            for name in [entity.name, *_partners(sentence, mention)]:
                self[name].made |= {_MAKING[sentence.low(verb)], *made}
        entity.described |= words - STOPWORDS
        root = doc[mention.start : end].root
        apposed = [c for c in root.children if c.dep_ == "appos"]
        apposed += [root.head] if root.dep_ == "appos" else []
        if any(is_role(c.lower_) and c.tag_ == "NN" for c in apposed):
            entity.human = entity.human or not set(entity.parts) & ORGANISATION_WORDS
        elif any(is_role(word) for word in words) and not entity.organisation:
            entity.labels["PERSON"] += 1
        bracket = sentence.lows(end, end + 3)
        in_brackets = [*bracket[:1], *bracket[2:]] == ["(", ")"]
        if in_brackets and _abbreviates(doc[end + 1].text, entity.name):
            self._aliases[(fold(doc[end + 1].text),)] = entity.name
            self._longest = max(1, self._longest)


_BE = frozenset("is was".split())


def _abbreviates(short: str, name: str) -> bool:
    """Whether an abbreviation begins and ends like the words of a name."""
    initials = [part[0] for part in fold(name).split()]
    letters = [letter for letter in fold(short) if letter.isalpha()]
    return (
        short.isupper()
        and len(initials) > 1
        and letters[:1] == initials[:1]
        and letters[-1:] == initials[-1:]
    )


def _partners(sentence: Sentence, mention: Mention) -> list[str]:
    """Who is joined to a name by "and" before it."""
    before = sentence.names.get(mention.start - 2)
    joined = sentence.low(mention.start - 1) in {"and", "&"}
    return [before.name] if before is not None and joined else []


def _words(sentence: Sentence, start: int, end: int) -> list[str]:
    text = "".join(t.text_with_ws for t in sentence.doc[start:end])
    return re.sub(r"\s*-\s*", "-", text).split()


def _weight(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Full names before single ones, and single ones inside a sentence before its first word."""
    words = len(_words(sentence, start, end))
    return (0 if words > 1 else 1, 0 if start > sentence.start else 1)


def _runs(sentence: Sentence, lower_case: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens that are names, without titles and articles."""
    doc, i = sentence.doc, sentence.start
    while i < sentence.end:
        end = i
        while end < sentence.end and _continues(sentence, i, end, lower_case):
            end += 1
        while end > i and (doc[end - 1].is_punct or doc[end - 1].lower_ in PARTICLES | _LINKS):
            end -= 1
        if end > i:
            yield from _trimmed(sentence, i, end, lower_case)
        i = max(end, i + 1)


_OPENINGS = frozenset("compare dear take consider enter meet hear cue see".split())
_OF = frozenset(
    "duke earl bishop archbishop prince princess bank university department ministry".split()
)
_LINKS = frozenset({"of", "and", "for", "the", "on", "&"})


def _continues(sentence: Sentence, start: int, i: int, lower_case: frozenset[str]) -> bool:
    """Whether token `i` belongs to the name that begins at `start`."""
    doc, token = sentence.doc, sentence.doc[i]
    if token.text == STAND_IN and i in sentence.quotes:
        return False
    if _is_capital(token):
        if token.pos_ == "PROPN" or i > start:
            return token.pos_ not in {"PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ"}
        if token.ent_type_ in _NAMING or fold(token.text) in GIVEN_NAMES:
            return True
        inside = i > sentence.start and doc[i - 1].text not in {"“", "(", "—"}
        known = fold(token.text) not in lower_case
        return known and token.pos_ in {"NOUN", "ADJ", "VERB", "X"} and inside
    if i == start:
        return False
    if token.text == "-":  # Rees-Mogg
        return not doc[i - 1].whitespace_ and not token.whitespace_ and _is_capital(doc[i + 1])
    if token.lower_ in PARTICLES:
        return i + 1 < sentence.end and (_is_capital(doc[i + 1]) or doc[i + 1].lower_ in PARTICLES)
    if token.lower_ == "of" and sentence.low(i - 1) in _OF and i + 1 < sentence.end:
        return _is_capital(doc[i + 1])
    same_entity = token.ent_iob_ == "I" and token.ent_type_ in _NAMING and token.tag_ != "POS"
    return same_entity and token.lower_ in _LINKS and i + 1 < sentence.end


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.text != "I"


def _trimmed(
    sentence: Sentence, start: int, end: int, lower_case: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """A run behind its last title, parted where another name begins in it."""
    doc = sentence.doc
    if start + 1 < end and sentence.low(start) in {"d", "r", "i"} and doc[start + 1].text == "-":
        return  # "D-Wash."
    for i in range(end - 2, start - 1, -1):
        if sentence.low(i) in TITLES and sentence.low(i + 1) != "of":
            start = i + 1
            break
    while start < end and doc[start].pos_ == "DET":
        start += 1
    opens = start == sentence.start or sentence.doc[start - 1].text == "“"
    if opens and end - start > 1 and fold(doc[start].text) not in GIVEN_NAMES:
        verb = doc[start].tag_[:2] in {"VB", "JJ", "RB", "UH"} or sentence.low(start) in _OPENINGS
        if verb or (doc[start + 1].ent_iob_ == "B" and doc[start + 1].ent_type_ == "PERSON"):
            start += 1  # "Compare X"
        elif (
            end - start > 2
            and len(doc[start].text) > 2
            and (fold(doc[start + 1].text) in GIVEN_NAMES)
        ):
            start += 1  # "Quoting John Smith"
    owned = end - start == 1 and start > sentence.start and doc[start - 1].tag_ == "POS"
    if owned and doc[start].ent_type_ != "PERSON" and fold(doc[start].text) not in GIVEN_NAMES:
        return  # "Parkinson's Law"
    if (
        start == end - 1
        and sentence.low(start) in TITLES
        and fold(doc[start].text) not in (GIVEN_NAMES)
    ):
        return
    for i in range(start + 1, end - 1):  # "At Intel Andy Grove": two names
        other = doc[i].ent_iob_ == "B" and doc[i].ent_type_ == "PERSON"
        if other and doc[start].ent_type_ not in {"PERSON", ""}:
            yield start, i
            start = i
            break
    plain = [fold(t.text) for t in doc[start:end]]
    shouted = all(t.text.isupper() and len(t.text) > 3 for t in doc[start:end])
    small = all(word in lower_case for word in plain)
    if small and (shouted or not any(word in GIVEN_NAMES for word in plain)):
        title = sentence.low(start - 1) in TITLES
        entity = all(t.ent_type_ in _NAMING for t in doc[start:end])
        if (
            not title
            and not (entity and end - start > 1)
            and not (end - start == 1 and start > sentence.start and entity)
        ):
            return
    if start < end:
        yield start, end
