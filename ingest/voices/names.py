"""Knows the people and organisations of an essay and finds them in its sentences.

Whoever front matter, `names`, the byline or a full name anywhere in the text introduces is known;
"Drucker" or "Peter" then means the one known person of that name. Where two bear it, it means
nobody: better no speaker than the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.words import STOPWORDS, fold
from ingest.voices.function_words import ADVERBS, AUXILIARIES, BE, CONJUNCTIONS, PREPOSITIONS
from ingest.voices.given_names import GIVEN_NAMES, gender
from ingest.voices.people_words import (
    COLLECTIVES,
    GENERATIONS,
    GENERIC_SUBJECTS,
    HONORIFICS,
    MONTHS_AND_DAYS,
    ORGANISATION_WORDS,
    ORGANISATIONS,
    PARTICLES,
    PLACE_WORDS,
    ROLES,
    TITLES,
)
from ingest.voices.speech_words import NAMING, SAYING, SPEECH_NOUNS, TERMS, WEAK_SAYING, WORKS
from ingest.voices.tokens import Token

_NO_NAMES = (
    STOPWORDS | ADVERBS | CONJUNCTIONS | PREPOSITIONS | GENERIC_SUBJECTS | ROLES | COLLECTIVES
    | SAYING | WEAK_SAYING | MONTHS_AND_DAYS | set(HONORIFICS) | SPEECH_NOUNS | WORKS | TERMS
)  # fmt: skip


_PREDICATES = SAYING | WEAK_SAYING | NAMING | AUXILIARIES | BE


@dataclass(slots=True)
class Entity:
    """A person or organisation that may speak."""

    name: str
    person: bool = True
    organisation: bool = False
    gender: str = ""  # m, f or unknown
    descriptors: set[str] = field(default_factory=set)  # words that stand beside the name

    @property
    def parts(self) -> list[str]:
        return [part for part in fold(self.name).replace(".", "").split() if part]


class Names:
    """All entities of one essay."""

    def __init__(
        self,
        author: str | None,
        listed: Iterable[str],
        others: Mapping[str, Sequence[str]],
        lower_case: frozenset[str],
    ) -> None:
        self.author = author
        self.listed = tuple(listed)
        self.ambiguous: set[str] = set()  # surface forms that two entities bear
        self._lower_case = lower_case  # the essay's words that occur without a capital
        self._capitals: set[str] = set()  # those that bear one inside a sentence
        self._entities: dict[str, Entity] = {}
        self._aliases: dict[tuple[str, ...], str] = {}
        for name in [*([author] if author else []), *self.listed, *others]:
            self._add(name, certain=name == author or name in self.listed)
        for name, aliases in others.items():
            for alias in aliases:
                self._aliases[tuple(fold(alias).split())] = name
        self._longest_alias = max((len(alias) for alias in self._aliases), default=0)

    def entity(self, name: str) -> Entity | None:
        return self._entities.get(name)

    def is_organisation(self, name: str) -> bool:
        entity = self._entities.get(name)
        return entity is not None and entity.organisation

    def is_person(self, name: str) -> bool:
        entity = self._entities.get(name)
        return entity is not None and entity.person

    def called(self, role: str, company: set[str]) -> list[str]:
        """The people beside whose names the essay puts that role, and one of those words."""
        people = [
            entity
            for entity in self._entities.values()
            if entity.person and role in entity.descriptors
        ]
        exact = [entity for entity in people if entity.descriptors & company]
        return [entity.name for entity in exact or people]

    def learn(self, sentences: Sequence[Sequence[Token]]) -> None:
        """Takes up the full names and descriptions that the essay's own sentences hold."""
        for sentence in sentences:
            self._capitals |= {token.low for token in sentence[1:] if token.capital}
        for sentence in sentences:
            for first, last, skipped in self._runs(sentence):
                parts = [token.text for token in sentence[first + skipped : last]]
                if len(parts) >= 2 and self._known(parts) is None and self._is_name(parts, False):
                    self._add(" ".join(parts))
        for sentence in sentences:
            self._describe(self.mark(sentence))

    def _add(self, name: str, certain: bool = False) -> None:
        if name in self._entities:
            return
        parts = name.split()
        folded = {fold(part).strip(".") for part in parts}
        organisation = bool(folded & (ORGANISATION_WORDS | PLACE_WORDS)) or (
            len(parts) == 1 and fold(name) in ORGANISATIONS
        )
        organisation = organisation and not certain
        person = not organisation and (
            certain or len(parts) > 1 or fold(parts[0]) in GIVEN_NAMES
        )  # fmt: skip
        told = gender(parts[0]) if person else ""
        self._entities[name] = Entity(name, person, organisation, told)

    def _known(self, parts: Sequence[str]) -> str | None:
        """The entity that bears this name, "" if two do, None if none does."""
        folded = [fold(part).replace(".", "") for part in parts]
        alias = self._aliases.get(tuple(folded))
        if alias is not None:
            return alias
        bearers = []
        for entity in self._entities.values():
            own = entity.parts
            if own == folded and len(own) > 1:
                return entity.name
            short = len(folded) == 1 and folded[0] in {own[0], own[-1]}
            long = len(folded) > 1 and len(own) > 1
            fuller = len(folded) > 1 and own == folded[-1:] and entity.name in self.listed
            if (
                (short and (entity.person or len(own) == 1))
                or (long and (folded[0], folded[-1]) == (own[0], own[-1]))
                or fuller
            ):
                bearers.append(entity.name)
        return bearers[0] if len(bearers) == 1 else "" if bearers else None

    def _is_name(self, parts: Sequence[str], doubtful: bool) -> bool:
        """Whether unknown capitalised words are a name; `doubtful`: anything may stand there."""
        folded = [fold(part).strip(".") for part in parts]
        if len(parts) == 2 and folded[0] == "the" and folded[1] in ORGANISATION_WORDS:
            return True
        if set(folded) & PLACE_WORDS and not set(folded) & ORGANISATION_WORDS:
            return False
        plain = [f for f in folded if f in self._lower_case or f in _NO_NAMES]
        if len(parts) > 1:
            return folded[0] in GIVEN_NAMES or len(plain) < len(folded) / 2
        word = folded[0]
        if word in MONTHS_AND_DAYS or (plain and word not in GIVEN_NAMES):
            return False
        return not doubtful or word in self._capitals | ORGANISATIONS | GIVEN_NAMES

    def _runs(self, sentence: Sequence[Token]) -> Iterable[tuple[int, int, int]]:
        """Stretches of capitalised words: first token, end, and titles at its head to skip."""
        i = 0
        while i < len(sentence):
            if sentence[i].kind != "word" or not sentence[i].capital:
                i += 1
                continue
            end = i + 1
            while end < len(sentence) and not sentence[end - 1].possessive:
                token = sentence[end]
                particle = token.low in PARTICLES and end + 1 < len(sentence)
                if token.kind == "word" and token.capital:
                    end += 1
                elif particle and sentence[end + 1].capital and sentence[end].kind == "word":
                    end += 2
                else:
                    break
            while end - i > 1 and sentence[end - 1].low.strip(".") in GENERATIONS:
                end -= 1
            yield i, end, self._skipped(sentence, i, end)
            i = max(end, i + 1)

    def _skipped(self, sentence: Sequence[Token], first: int, end: int) -> int:
        """How many tokens at the head of a run are titles or ordinary words, not the name."""
        run = [token.low.strip(".") for token in sentence[first:end]]
        if len(run) == 2 and run[0] == "the" and run[1] in ORGANISATION_WORDS:
            return 0  # The Economist, The Guardian
        last_title = max(
            (
                i
                for i, word in enumerate(run)
                if (word in TITLES or word in HONORIFICS or word in MONTHS_AND_DAYS)
                and i + 1 < len(run)
            ),
            default=-1,
        )
        skipped = last_title + 1
        while skipped < len(run) and run[skipped] in (
            STOPWORDS | ADVERBS | CONJUNCTIONS | PREPOSITIONS | GENERIC_SUBJECTS
        ):
            skipped += 1
        if first == 0 and skipped == 0 and len(run) > 1 and run[0] in self._lower_case:
            skipped = int(run[0] not in GIVEN_NAMES)
        return skipped

    def mark(self, sentence: Sequence[Token]) -> list[Token]:
        """The sentence with every name as one token that bears its canonical form."""
        result: list[Token] = []
        runs = {first: (end, skipped) for first, end, skipped in self._runs(sentence)}
        i = 0
        while i < len(sentence):
            alias = self._alias_at(sentence, i)
            if alias is not None:
                name, end = alias
                result.append(self._token(name, sentence[i:end]))
                i = end
                continue
            if i not in runs:
                result.append(sentence[i])
                i += 1
                continue
            end, skipped = runs[i]
            honorific = sentence[i + skipped - 1].low.strip(".") if skipped else ""
            result.extend(sentence[i : i + skipped])
            parts = sentence[i + skipped : end]
            doubtful = self._doubtful(sentence, i + skipped, end) and honorific not in HONORIFICS
            result.extend(self._name(parts, doubtful, honorific))
            i = end
        return result

    def _doubtful(self, sentence: Sequence[Token], first: int, end: int) -> bool:
        """Whether a word may owe its capital to its place, and no verb or owner's 's speaks for it."""
        opening = all(token.kind == "punctuation" for token in sentence[:first])
        if not opening and sentence[first - 1].text not in {":", "—"}:
            return False
        if first < end and sentence[end - 1].possessive:
            return False
        plural = sentence[end - 1].low.endswith("s") and not sentence[end - 1].low.endswith("ss")
        after = next((t for t in sentence[end:] if t.low not in ADVERBS), None)
        verb = after is not None and after.low in _PREDICATES
        return plural or not verb

    def _name(self, parts: Sequence[Token], doubtful: bool, honorific: str) -> list[Token]:
        if not parts:
            return []
        surface = [token.text for token in parts]
        known = self._known(surface)
        if known is None and not self._is_name(surface, doubtful):
            return list(parts)
        if known == "":
            self.ambiguous.add(" ".join(surface))
        name = known or " ".join(surface)
        if not known:
            self._add(name)
        entity = self._entities.setdefault(name, Entity(name))
        if HONORIFICS.get(honorific) and not entity.gender:
            entity.gender = HONORIFICS[honorific]
        if honorific in HONORIFICS or honorific in TITLES:
            entity.person = True
        return [self._token(name, parts)]

    def _alias_at(self, sentence: Sequence[Token], i: int) -> tuple[str, int] | None:
        for length in range(min(self._longest_alias, len(sentence) - i), 1, -1):
            part = sentence[i : i + length]
            if all(token.kind == "word" for token in part):
                name = self._aliases.get(tuple(fold(token.text) for token in part))
                if name is not None:
                    return name, i + length
        return None

    def _token(self, name: str, parts: Sequence[Token]) -> Token:
        return replace(
            parts[0],
            kind="name",
            text=name,
            end=parts[-1].end,
            possessive=parts[-1].possessive,
            person=self.is_person(name),
        )

    def _describe(self, sentence: Sequence[Token]) -> None:
        for i, token in enumerate(sentence):
            if token.kind != "name" or token.possessive or token.text not in self._entities:
                continue
            words: set[str] = set()
            for before in reversed(sentence[max(0, i - 4) : i]):
                if before.kind == "punctuation" or before.low in PREPOSITIONS | {"and"}:
                    break
                words.add(before.low)
            if i + 1 < len(sentence) and sentence[i + 1].text == ",":
                for after in sentence[i + 2 : i + 12]:
                    if after.text in ",.;:" or after.kind == "quote":
                        break
                    words.add(after.low)
            self._entities[token.text].descriptors |= words - STOPWORDS
            nickname = sentence[i + 1 : i + 4]
            if [t.text for t in nickname[::2]] == ["(", ")"] and nickname[1].text.isupper():
                self._aliases[(fold(nickname[1].text),)] = token.text
