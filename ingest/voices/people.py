"""The people and organisations of one essay: where their names stand, and who a name means.

Names are runs of capitals and the parser's entities, without titles. "Drucker" or "Peter" means
the one known person of that name; where two bear it, it means nobody. What kind of thing a name
names is judged over the whole essay: by front matter, titles, given names and the entities.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.words import fold
from ingest.voices.described import description, predicates
from ingest.voices.name_runs import is_capital, opens, runs, words_of
from ingest.voices.page import Mention, Sentence
from ingest.voices.words import (
    GENERATIONS,
    GENERIC_SUBJECTS,
    GIVEN_NAMES,
    HONORIFICS,
    ORGANISATION_WORDS,
    SAYING,
    gender,
    is_office,
    is_role,
)

if TYPE_CHECKING:
    pass

_NO_SPEAKER = frozenset(
    "GPE LOC FAC LAW EVENT WORK_OF_ART NORP DATE TIME LANGUAGE MONEY PERCENT".split()
)
_LAWS = frozenset("act bill constitution treaty charter amendment directive".split())
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
    described: set[str] = field(default_factory=set)  # words that stand before the name
    made: set[str] = field(default_factory=set)  # what verbs make of him: "X founded Y"

    @property
    def parts(self) -> list[str]:
        return [part for part in fold(self.name).replace(".", "").split() if part]

    @property
    def corporate(self) -> bool:
        return len(self.parts) > 1 and bool(set(self.parts) & (ORGANISATION_WORDS | {"&"}))

    @property
    def organisation(self) -> bool:
        if self.listed or self.human:
            return False
        return self.corporate or (self.parts[0] not in GIVEN_NAMES and self._label() == "ORG")

    @property
    def person(self) -> bool:
        """Whether it is surely somebody whom a pronoun can mean."""
        if self.listed or self.human:
            return True
        if self.corporate or (len(self.parts) == 1 and self._label() in _NO_SPEAKER):
            return False  # "April", "Charlotte"
        return self.parts[0] in GIVEN_NAMES or self._label() == "PERSON"

    @property
    def is_date(self) -> bool:
        return self._label() in {"DATE", "TIME"}

    @property
    def speaks(self) -> bool:
        """Whether it can speak: no place, law, event or work."""
        if not self.human and self.parts[-1] in _LAWS and self.parts[0] not in GIVEN_NAMES:
            return False
        unknown = self._label() == "WORK_OF_ART" and len(self.parts) > 1
        return self.person or unknown or self._label() not in _NO_SPEAKER
        # so the parser often calls a person whose name it never saw

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

    def __getitem__(self, name: str) -> Entity:
        return self._known.get(name) or Entity(name)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._known.values())

    def learn(self, sentences: Sequence[Sentence], lower_case: frozenset[str]) -> None:
        """Takes up every name and marks it in its sentence.

        `lower_case` are the words that the essay also writes small: alone they are no names.
        """
        found = [(s, *run) for s in sentences for run in runs(s, lower_case)]
        full = [run for run in found if len(words_of(*run)) > 1]
        single = sorted((run for run in found if run not in full), key=opens)
        for named in (full, single):  # full names first, with what they tell
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
        self._mark_described(sentences)
        for sentence in sentences:
            for mention in sentence.mentions:
                entity = self[mention.name]
                mention.person, mention.speaks = entity.person, entity.speaks

    def bearer(self, parts: Sequence[str], title: str = "") -> str | None:
        """The entity that bears this name, "" if two do, None if none does.

        `title` is the gender that a title before it tells: of two, "Mrs X" means the one.
        """
        words = [word for part in parts if (word := fold(part).replace(".", ""))]
        if not words:
            return None
        alias = self._aliases.get(tuple(words))
        if alias is not None:
            return alias
        bearers: list[str] = []
        for entity in self._by_part.get(words[-1], []):
            own = entity.parts
            if len(words) == 1:
                means = len(own) == 1 or not entity.corporate
            elif len(own) == 1:  # front matter has the surname only
                means = own == words[-1:] and entity.name in self.listed
            else:  # with or without a middle name
                means = (words[0], words[-1]) == (own[0], own[-1])
            if means:
                bearers.append(entity.name)
        if title and len(bearers) > 1:
            bearers = [name for name in bearers if self[name].gender == title] or bearers
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
        words = words_of(sentence, start, end)
        while len(words) > 1 and fold(words[-1]).strip(".") in GENERATIONS:
            words.pop()
        bearer = self.bearer(words, HONORIFICS.get(sentence.low(start - 1), ""))
        if bearer == "":
            self.ambiguous.add(" ".join(words))
        name = bearer or " ".join(words)
        if len(words) == 1 and bearer is None and fold(words[0]) in GENERIC_SUBJECTS:
            return ""
        return self._add(name).name

    def _note(self, entity: Entity, sentence: Sentence, start: int, end: int) -> None:
        label = next((t.ent_type_ for t in sentence.doc[start:end] if t.ent_type_), "")
        title, first = sentence.low(start - 1), sentence.low(start)
        titled = is_office(title) and sentence.doc[start - 1].text[0].isupper()
        if titled or first in HONORIFICS or first in {"duke", "earl", "archbishop", "bishop"}:
            entity.human = True
            entity.gender = entity.gender or HONORIFICS.get(title, "")
        if label == "PERSON" and end - start == 1 and title == "the":
            leads = end < sentence.end and sentence.doc[end].pos_ in {
                "NOUN",
                "PROPN",
                "ADJ",
                "PART",
            }
            label = label if leads else "LOC"  # "the Blake bill", "the Danube"
        if label:
            entity.labels[label] += 1
        elif not entity.labels:
            entity.labels["PERSON" if end - start > 1 else ""] += 0

    def _mark(self, sentence: Sentence, name: str, start: int, end: int) -> None:
        doc = sentence.doc
        possessive = end < sentence.end and doc[end].tag_ == "POS"
        root = doc[start:end].root
        noun = root.head if root.dep_ in {"compound", "amod", "nmod"} else root
        describes = noun.i >= end and noun.pos_ == "NOUN" and not possessive
        describes = describes and not is_role(sentence.low(end)) and not is_role(noun.lower_)
        # "X prints parish magazines": a full name with no article before it is a subject whose
        # verb the parser took for a noun.
        bare = not any(c.i < start and c.dep_ in {"det", "poss", "amod"} for c in noun.children)
        verbless = not any(t.pos_ in {"VERB", "AUX"} for t in sentence.tokens)
        full = end - start > 1 and root.ent_type_ == "PERSON"
        attributive = describes and not (bare and (full or verbless))
        mention = Mention(name, start, end, False, True, possessive, attributive)
        for i in range(start, end):
            sentence.names[i] = mention

    def _mark_known(self, sentence: Sentence, lower_case: frozenset[str]) -> None:
        """Surnames of known people that the parser took for other words: "Jobs", "Prior"."""
        for token in sentence.tokens:
            if token.i in sentence.names or not is_capital(token) or token.i in sentence.quotes:
                continue
            opens = token.i == sentence.start and fold(token.text) in lower_case
            bearer = None if opens or token.ent_type_ in _NO_SPEAKER else self.bearer([token.text])
            if bearer and self[bearer].person and token.pos_ not in {"PRON", "DET", "ADP", "AUX"}:
                self._mark(sentence, bearer, token.i, token.i + 1)

    def _mark_aliases(self, sentence: Sentence) -> None:
        """Other names that are no capitalised words: "the Basecamp man"; the longest one counts."""
        folded = [fold(t.text) for t in sentence.tokens] if self._aliases else []
        for words in sorted(self._aliases, key=len):
            for i in range(len(folded) - len(words) + 1):
                start, end = sentence.start + i, sentence.start + i + len(words)
                taken = sentence.names.get(start)
                inside = taken is not None and taken.end - taken.start > len(words)
                if tuple(folded[i : i + len(words)]) == words and not inside:
                    self._mark(sentence, self._aliases[words], start, end)

    def _mark_described(self, sentences: Sequence[Sentence]) -> None:
        """Marks descriptions of somebody who is named before: "the pharmacist" for X."""
        named: set[str] = set()
        bearers: dict[str, list[str]] = defaultdict(list)
        for entity in self:
            for word in entity.described if entity.person else ():
                bearers[word].append(entity.name)
        for sentence in sentences:
            for token in sentence.tokens:
                if token.lower_ not in bearers and token.lower_ != "old":
                    continue
                found = bearers.get(description(sentence, token), ())
                taken = token.i in sentence.names or token.i in sentence.quotes
                if not taken and len(found) == 1 and found[0] in named:
                    self._mark(sentence, found[0], token.i, token.i + 1)
            named |= {mention.name for mention in sentence.mentions}

    def _describe(self, entity: Entity, sentence: Sentence, mention: Mention) -> None:
        """Notes what stands beside a name: "the economist X", "X, founder of Y", "X (Z)"."""
        doc, end = sentence.doc, mention.end
        if mention.possessive:
            return
        for i in range(mention.start - 1, max(sentence.start, mention.start - 5) - 1, -1):
            if doc[i].is_punct or doc[i].pos_ in {"ADP", "CCONJ"}:
                break
            entity.described.add(sentence.low(i))
        verb = next((i for i in range(end, sentence.end) if doc[i].pos_ != "ADV"), end)
        if sentence.low(verb) in _MAKING:
            partner = sentence.name(mention.start - 2)
            joined = partner is not None and sentence.low(mention.start - 1) in {"and", "&"}
            for name in {entity.name, partner.name if partner and joined else entity.name}:
                self[name].made |= {_MAKING[sentence.low(verb)], *sentence.lows(verb + 1, verb + 4)}
        root = sentence.root(mention)
        one = not set(entity.parts) & ORGANISATION_WORDS
        says = root.dep_ == "nsubj" and root.head.lower_ in SAYING and len(entity.parts) > 1
        if says and one and entity.labels["ORG"] == 0:
            entity.labels["PERSON"] += 2  # a name that the parser took for a product or a place
        entity.described |= set(predicates(sentence, root, end))
        apposed = [c for c in root.children if c.dep_ == "appos"]
        apposed += [root.head] if root.dep_ == "appos" else []
        if one and any(is_role(c.lower_) and c.tag_ == "NN" for c in apposed):
            entity.human = True
        bracket = sentence.lows(end, end + 3)
        if [*bracket[:1], *bracket[2:]] == ["(", ")"] and _abbreviates(
            doc[end + 1].text, entity.name
        ):
            self._aliases[(fold(doc[end + 1].text),)] = entity.name


def _abbreviates(short: str, name: str) -> bool:
    """Whether an abbreviation begins and ends like the words of a name."""
    initials = [part[0] for part in fold(name).split()]
    letters = [letter for letter in fold(short) if letter.isalpha()]
    ends = letters[:1] == initials[:1] and letters[-1:] == initials[-1:]
    return short.isupper() and len(initials) > 1 and ends
