"""Chooses the speaker of a quotation from what its sentence, its neighbours and front matter say.

Each rule either names exactly one speaker or leaves the quotation open, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.words import fold
from ingest.voices.announcing import (
    announces,
    bears_words,
    found_elsewhere,
    is_source,
    only_a_place,
    sources,
)
from ingest.voices.context import AUTHOR, Context, Speaker
from ingest.voices.doubts import UNVOUCHED
from ingest.voices.entities import Entities
from ingest.voices.function_words import PREPOSITIONS
from ingest.voices.hints import Hint
from ingest.voices.nameless import brings_in_somebody
from ingest.voices.names import Names
from ingest.voices.people_words import DEFINITE_ROLES
from ingest.voices.pronouns import Pronouns
from ingest.voices.tokens import Token

_SALUTATION = 6  # tokens of "Dear Ms Ann Poe,"
_TO_SOMEBODY = frozenset("reply answer letter response rejoinder dear memo note".split())
_BACK = 3  # sentences in which somebody may announce what he is quoted with later


class Resolver:
    """Turns hints into speakers for one essay."""

    def __init__(self, entities: Entities, names: Names, title: Sequence[Token] = ()) -> None:
        self._title = title
        self._entities = entities
        self._ambiguous = names.ambiguous
        self._pronouns = Pronouns(entities, names.ambiguous)
        self._listed = tuple(name for name in entities.listed if name != entities.author)

    def choose(self, hint: Hint | None, context: Context, is_block: bool) -> Speaker:
        """The speaker; `context.sentences[-1]` is the sentence that the hint was read from."""
        if hint is None:
            reason = "nothing says who speaks"
            return self._settled(reason) if is_block else Speaker(None, reason)
        if hint.kind == "first":
            return Speaker(AUTHOR)
        if hint.disputed:
            vouched = [name for name in hint.names if name in self._listed]
            if vouched and hint.disputed == UNVOUCHED:
                return Speaker(vouched[0])
            return Speaker(None, hint.disputed)
        if hint.kind == "named":
            return self._named(hint)
        if hint.kind == "pronoun":
            return self._pronouns.antecedent(hint, context) or self._settled(
                f"it is not clear whom “{hint.word}” means", pronoun=hint.word
            )
        if hint.kind == "described":
            return self._described(hint, context)
        if hint.kind == "generic" and hint.word in {
            "it",
            "its",
        }:  # "I had a letter from X. “…,” it said."
            return self._announced(context) or Speaker(
                None, f"the speaker is not named (“{hint.word}”)"
            )
        addressed = self._addressee(context) if hint.word in {"you", "your"} else None
        if hint.kind == "generic" and addressed:
            return Speaker(addressed)
        if hint.kind == "generic":
            return Speaker(None, f"the speaker is not named (“{hint.word}”)")
        if context.sentences and bears_words(context.sentences[-1]):
            return Speaker(None, "the sentence that introduces it names nobody who says it")
        announced = self._announced(context) if hint.adjacent else None
        return announced or self._settled("the sentence that introduces it names nobody")

    def _settled(self, reason: str, pronoun: str = "") -> Speaker:
        """Front matter settles what the text leaves open, where it lists just one voice."""
        if len(self._listed) == 1:
            if not pronoun or self._pronouns.agrees(self._listed[0], pronoun):
                return Speaker(self._listed[0])
        elif self._listed:
            reason += ", and front matter lists several voices"
        return Speaker(None, reason)

    def _named(self, hint: Hint) -> Speaker:
        for name in hint.names:
            if name in self._ambiguous:
                return Speaker(None, f"two people are called {name}")
        return Speaker(" and ".join(hint.names))

    def _described(self, hint: Hint, context: Context) -> Speaker:
        """Who alone can be meant by "its founder", "the Basecamp founder", "the economist"."""
        reason = f"the speaker is described (“{hint.word}”), not named"
        sentence = context.sentences[-1] if context.sentences else []
        company = _company(sentence, hint.at)
        if hint.word in DEFINITE_ROLES:
            bearers = [name for name in self._listed if set(fold(name).split()) & company]
            if len(bearers) == 1:
                return Speaker(bearers[0])
        its = any(
            token.low in {"its", "their"} for token in sentence[max(0, hint.at - 3) : hint.at]
        )
        called = self._entities.described_as(hint.word, company, made=not its)
        if len(called) == 1:
            return Speaker(called[0])
        if hint.word in DEFINITE_ROLES and not called:
            named = {token.text for past in context.sentences for token in past}
            if not named & set(self._listed):  # else the text would call him by his name
                return self._settled(reason)
        return Speaker(None, reason)

    def _announced(self, context: Context) -> Speaker | None:
        """The one person whose words a sentence before announced: "X made the case in 2011."."""
        own = context.sentences[-1] if context.sentences else []
        people = [i for i, token in enumerate(own) if token.kind == "name"]
        stem = {own[i].text for i in people if is_source(own, i) and self._may_speak(own[i].text)}
        if len(stem) == 1 and self._entities.author not in stem:
            return Speaker(stem.pop())
        if found_elsewhere(own):
            return None
        for sentence in reversed(context.sentences[-_BACK:-1]):
            if any(brings_in_somebody(sentence, i) for i in range(len(sentence))):
                return None
            people = [
                i
                for i, token in enumerate(sentence)
                if token.kind == "name" and token.text != self._entities.author
                and not only_a_place(sentence, i) and self._may_speak(token.text)
            ]  # fmt: skip
            if not people:
                continue
            if len({sentence[i].text for i in people}) > 1:
                people = sources(sentence, people)
            if len(people) != 1 and len({sentence[i].text for i in people}) != 1:
                return None
            return Speaker(sentence[people[0]].text) if announces(sentence, people[0]) else None
        return None

    def _addressee(self, context: Context) -> str | None:
        """Whom a letter calls "you": the one person whom its salutation, or its title, names."""
        for sentence in context.sentences[:_BACK]:
            names = [token.text for token in sentence if token.kind == "name"]
            if sentence and sentence[0].low == "dear" and len(sentence) <= _SALUTATION:
                return names[0] if len(names) == 1 else None
        people = {token.text for token in self._title if token.person}
        to_somebody = any(token.low in _TO_SOMEBODY for token in self._title)
        return people.pop() if to_somebody and len(people) == 1 else None

    def _may_speak(self, name: str) -> bool:
        entity = self._entities[name]
        return name not in self._ambiguous and entity is not None and not entity.organisation


def _company(sentence: Sequence[Token], at: int) -> set[str]:
    """The words of the company in a description: "Ford Motor Company … its founder's"."""
    words: set[str] = set()
    for i, token in enumerate(sentence[: at + 8]):
        beyond = i > at and not any(t.low in PREPOSITIONS for t in sentence[at + 1 : i])
        if (token.kind == "name" or token.capital) and i and not beyond:
            words |= set(fold(token.text).split())
    return words
