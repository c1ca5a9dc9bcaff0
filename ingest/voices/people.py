"""The people and organisations of one essay, and who of them a name means.

"Drucker" or "Peter" means the one known person of that name; where two bear it, it means nobody.
What kind of thing a name names is judged over the whole essay: by front matter, titles, given
names and the parser's entities.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.words import STOPWORDS, fold
from ingest.voices.names import full_names_first, is_capital, name_runs, run_words
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
        if not self.human and self.parts[-1] in _LAWS and self.parts[0] not in GIVEN_NAMES:
            return False
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
        runs = [(s, *run) for s in sentences for run in name_runs(s, lower_case)]
        by_length = sorted(runs, key=lambda run: full_names_first(run[0], run[1], run[2]))
        full = [run for run in by_length if len(run_words(*run)) > 1]
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
        words = run_words(sentence, start, end)
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
        if is_office(title) and sentence.doc[start - 1].text[0].isupper():
            entity.human = True
            entity.gender = entity.gender or HONORIFICS.get(title, "")
        if label == "PERSON" and end - start == 1 and title == "the" and not _leads(sentence, end):
            label = "LOC"  # "the Danube"
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
        # "X prints parish magazines": a full name with no article before it is a subject whose
        # verb the parser took for a noun.
        bare = not any(
            c.i < start and c.dep_ in {"det", "poss", "amod"} for c in head.head.children
        )
        verbless = not any(t.pos_ in {"VERB", "AUX"} for t in sentence.tokens)
        full = end - start > 1 and head.ent_type_ == "PERSON"
        attributive = attributive and not (bare and (full or verbless))
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
            words.add(sentence.low(i))
        if sentence.low(end) == ",":
            for i in range(end + 1, min(sentence.end, end + 11)):
                if i in sentence.quotes or doc[i].text in ",.;:":
                    break
                words |= set(fold(doc[i].text).split())
        verb = next((i for i in range(end, sentence.end) if doc[i].pos_ != "ADV"), end)
        if sentence.low(verb) in _MAKING:
            made = {sentence.low(i) for i in range(verb + 1, verb + 4)}
            for name in [entity.name, *_partners(sentence, mention)]:
                self[name].made |= {_MAKING[sentence.low(verb)], *made}
        entity.described |= words - STOPWORDS
        root = doc[mention.start : end].root
        says = root.dep_ == "nsubj" and root.head.lower_ in SAYING and len(entity.parts) > 1
        if says and not set(entity.parts) & ORGANISATION_WORDS and entity.labels["ORG"] == 0:
            entity.labels["PERSON"] += 2  # a name that the parser took for a product or a place
        apposed = [c for c in root.children if c.dep_ == "appos"]
        apposed += [root.head] if root.dep_ == "appos" else []
        if any(is_role(c.lower_) and c.tag_ == "NN" for c in apposed):
            entity.human = entity.human or not set(entity.parts) & ORGANISATION_WORDS
        bracket = sentence.lows(end, end + 3)
        in_brackets = [*bracket[:1], *bracket[2:]] == ["(", ")"]
        if in_brackets and _abbreviates(doc[end + 1].text, entity.name):
            self._aliases[(fold(doc[end + 1].text),)] = entity.name
            self._longest = max(1, self._longest)


def _leads(sentence: Sentence, end: int) -> bool:
    """Whether a noun or title follows, which the article belongs to: "the Blake bill"."""
    return end < sentence.end and sentence.doc[end].pos_ in {
        "NOUN",
        "PROPN",
        "ADJ",
        "PART",
    }


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
