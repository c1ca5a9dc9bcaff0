"""The people and organisations of one essay, and who of them a name means.

"Drucker" or "Peter" means the one known person of that name. Where two bear it, it means nobody:
better no speaker than the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.words import STOPWORDS, fold
from ingest.voices.function_words import ADVERBS, PREPOSITIONS
from ingest.voices.given_names import GIVEN_NAMES, gender
from ingest.voices.people_words import ORGANISATION_WORDS, ORGANISATIONS, PLACE_WORDS, ROLES
from ingest.voices.speech_words import SAYING
from ingest.voices.tokens import Token

_MAKING = {  # verb -> what it makes of its subject
    "founded": "founder", "co-founded": "co-founder", "cofounded": "cofounder",
    "created": "creator", "invented": "inventor", "owns": "owner", "owned": "owner",
    "designed": "architect",
}  # fmt: skip


@dataclass(slots=True)
class Entity:
    """Somebody or something that may speak."""

    name: str
    person: bool
    organisation: bool
    gender: str = ""  # m, f or unknown
    speaks: bool = False  # the subject of a verb of saying somewhere
    described: set[str] = field(default_factory=set)  # words that stand beside the name
    made: set[str] = field(default_factory=set)  # what verbs make of him: "X founded Y"

    @property
    def parts(self) -> list[str]:
        return [part for part in fold(self.name).replace(".", "").split() if part]

    @property
    def may_be_he(self) -> bool:
        """Whether a pronoun can mean it: a person, or a bare name that says something."""
        return self.person or (self.speaks and not self.organisation)


class Entities:
    """Who is known: front matter, byline, `names`, and the full names of the text."""

    def __init__(
        self, author: str | None, listed: Iterable[str], others: Mapping[str, Sequence[str]]
    ) -> None:
        self.author = author
        self.listed = tuple(listed)
        self._known: dict[str, Entity] = {}
        self._aliases: dict[tuple[str, ...], str] = {}
        for name in [*([author] if author else []), *self.listed]:
            self.add(name, certain=True)
        for name, aliases in others.items():
            self.add(name)
            for alias in aliases:
                self._aliases[tuple(fold(alias).split())] = name

    def __getitem__(self, name: str) -> Entity | None:
        return self._known.get(name)

    def add(self, name: str, certain: bool = False) -> Entity:
        """Takes up a name; `certain`: front matter says that it is a person's."""
        if name in self._known:
            return self._known[name]
        parts = [fold(part).strip(".") for part in name.split()]
        organisation = bool(set(parts) & (ORGANISATION_WORDS | PLACE_WORDS))
        organisation = organisation or (len(parts) == 1 and parts[0] in ORGANISATIONS)
        organisation = organisation and not certain
        person = certain or len(parts) > 1 or parts[0] in GIVEN_NAMES
        person = person and not organisation
        entity = Entity(name, person, organisation, gender(parts[0]) if person else "")
        self._known[name] = entity
        return entity

    def alias(self, words: Sequence[str]) -> str | None:
        """Whose other name these words are."""
        return self._aliases.get(tuple(fold(word) for word in words))

    def longest_alias(self, first: str) -> int:
        """How many words the longest other name has that begins with this word."""
        word = fold(first)
        return max((len(alias) for alias in self._aliases if alias[:1] == (word,)), default=0)

    def bearer(self, parts: Sequence[str]) -> str | None:
        """The entity that bears this name, "" if two do, None if none does."""
        words = [fold(part).replace(".", "") for part in parts]
        alias = self._aliases.get(tuple(words))
        if alias is not None:
            return alias
        bearers: list[str] = []
        for entity in self._known.values():
            own = entity.parts
            if own == words and len(own) > 1:
                return entity.name
            if len(words) == 1:
                means = words[0] in {own[0], own[-1]} and (entity.person or len(own) == 1)
            elif len(own) == 1:  # front matter has the surname only
                means = own == words[-1:] and entity.name in self.listed
            else:  # with or without a middle name
                means = (words[0], words[-1]) == (own[0], own[-1])
            if means:
                bearers.append(entity.name)
        return bearers[0] if len(bearers) == 1 else "" if bearers else None

    def described_as(self, role: str, company: set[str], made: bool) -> list[str]:
        """The people whom the essay calls that, beside one of the words, if there are any.

        `made`: whether to count those of whom only a verb says so.
        """
        return [
            entity.name
            for entity in self._known.values()
            if entity.person
            and role in (words := entity.described | (entity.made if made else set()))
            and (not company or words & company)
        ]

    def describe(self, sentence: Sequence[Token]) -> None:
        """Notes what stands beside its names: "the economist X", "X, founder of Y", "X (Z)"."""
        for i, token in enumerate(sentence):
            entity = self._known.get(token.text) if token.kind == "name" else None
            if entity is None or token.possessive:
                continue
            after = sentence[i + 1 :]
            verb = next((t for t in after if t.low not in ADVERBS), None)
            beside = [t.low for t in sentence[max(0, i - 2) : i] if t.text != ","][-1:]
            if beside and beside[0] in ROLES and not entity.organisation:
                entity.person = True  # "our oldest engineer, Tomasz"
            entity.speaks = entity.speaks or (verb is not None and verb.low in SAYING)
            words: set[str] = set()
            if verb is not None and verb.low in _MAKING:  # "X founded Y": the founder of Y
                at = next(k for k, later in enumerate(after) if later is verb)
                made = {w for t in after[at + 1 : at + 4] for w in fold(t.text).split()}
                entity.made |= {_MAKING[verb.low], *made}
                partner = self._known.get(sentence[i - 2].text) if i > 1 else None
                if partner is not None and sentence[i - 1].low in {"and", "&"}:
                    partner.made |= entity.made
            for before in reversed(sentence[max(0, i - 4) : i]):
                if before.kind == "punctuation" or before.low in PREPOSITIONS | {"and"}:
                    break
                words.add(before.low)
            if after and after[0].text == ",":
                for later in after[1:11]:
                    if later.kind == "quote" or later.text in ",.;:":
                        break
                    words |= set(fold(later.text).split())
            entity.described |= words - STOPWORDS
            if [t.text for t in after[:3:2]] == ["(", ")"] and after[1].text.isupper():
                self._aliases[(fold(after[1].text),)] = token.text
