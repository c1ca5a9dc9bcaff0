"""Whom a source means: the person behind "he", "the senator", "it said", or nobody for sure.

Each rule either names exactly one speaker or leaves the quotation open, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.words import fold
from ingest.voices.announcing import (
    announces,
    bears_words,
    brought_in,
    found_elsewhere,
    governed,
    is_source,
    only_a_place,
    says_something,
    sources,
    subjects,
)
from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.people import People
from ingest.voices.sources import UNVOUCHED, Source, employs
from ingest.voices.words import DEFINITE_ROLES, HE, SHE, THEY, role_gender

AUTHOR = "\x00author"  # stands for whoever speaks around the quotation
_REACH = 5  # sentences back in which a pronoun finds its person
_MEMORY = 60  # sentences back in which a role or a name counts as told
_BACK = 3  # sentences in which somebody may announce what he is quoted with later
_TO_SOMEBODY = frozenset("reply answer letter response rejoinder dear memo note".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """The one chosen, or None and the reason why the quotation stays open."""

    name: str | None
    reason: str = ""

    @property
    def is_base(self) -> bool:
        return self.name == AUTHOR


@dataclass(slots=True)
class Context:
    """The sentences of one stretch so far, and who was quoted in each."""

    sentences: list[Sentence] = field(default_factory=list)
    speakers: list[list[str]] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)
    last: str | None = None  # the last one quoted

    def push(self, sentence: Sentence) -> None:
        self.sentences.append(sentence)
        self.speakers.append([])

    def spoke(self, name: str) -> None:
        self.last = name
        self.spoken.add(name)
        if self.speakers:
            self.speakers[-1].append(name)


class Resolver:
    """Turns sources into speakers for one essay."""

    def __init__(self, people: People, title: Sequence[Sentence]) -> None:
        self._people = people
        self._title = title
        self._listed = tuple(name for name in people.listed if name != people.author)

    def choose(self, source: Source | None, context: Context, is_block: bool) -> Speaker:
        """The speaker; `context.sentences[-1]` is the sentence that the source was read from."""
        if source is None:
            reason = "nothing says who speaks"
            return self._settled(reason) if is_block else Speaker(None, reason)
        if source.doubt:
            vouched = [name for name in source.names if name in self._listed]
            if vouched and source.doubt == UNVOUCHED:
                return Speaker(vouched[0])
            return Speaker(None, source.doubt)
        if source.kind == "author":
            return Speaker(AUTHOR)
        if source.kind == "name":
            return self._named(source)
        if source.kind == "pronoun":
            return self._antecedent(source, context)
        if source.kind == "role":
            return self._described(source, context)
        not_named = f"the speaker is not named (“{source.word}”)"
        thing = source.word in {"it", "its"}
        nameless = source.kind == "nobody" and not thing
        if context.sentences and bears_words(context.sentences[-1]) and not nameless:
            return Speaker(None, "the sentence that introduces it names nobody who says it")
        if source.kind == "work" or thing:
            return self._announced(context, of_work=True) or Speaker(None, not_named)
        if nameless:
            addressee = self._addressee(context) if source.word in {"you", "your"} else None
            return Speaker(addressee) if addressee else Speaker(None, not_named)
        announced = self._announced(context) if source.adjacent else None
        return announced or self._settled("the sentence that introduces it names nobody")

    def is_person(self, name: str) -> bool:
        """Whether the essay shows that the bearer of a name is somebody, not a paper or body."""
        return self._people[name].person

    def _settled(self, reason: str, pronoun: str = "") -> Speaker:
        """Front matter settles what the text leaves open, where it lists just one voice."""
        if len(self._listed) == 1:
            if not pronoun or self._agrees(self._listed[0], pronoun):
                return Speaker(self._listed[0])
        elif self._listed:
            reason += ", and front matter lists several voices"
        return Speaker(None, reason)

    def _named(self, source: Source) -> Speaker:
        for name in source.names:
            if name in self._people.ambiguous:
                return Speaker(None, f"two people are called {name}")
        return Speaker(" and ".join(source.names))

    # --- pronouns ---

    def _antecedent(self, source: Source, context: Context) -> Speaker:
        reason = f"it is not clear whom “{source.word}” means"
        if source.word in THEY:
            return self._plural(context) or Speaker(None, reason)
        newest = len(context.sentences) - 1
        for back in range(newest, max(-1, newest - _REACH), -1):
            s, spoken = context.sentences[back], context.speakers[back]
            here = back == newest and s.start <= source.at < s.end
            stop = source.at if here else s.end
            found = self._candidates(s, stop, spoken, source.word)
            if found is None:
                return Speaker(None, reason)
            if len(found) == 1 and not spoken and _other(s, stop, source.word):
                found += [n for n in self._earlier(context, back, source.word) if n not in found]
            if len(found) == 1:
                self._learn(found[0], source.word)
                return Speaker(found[0])
            goes_on = source.continues or not subjects(s) & set(found) - context.spoken
            if context.last in found and goes_on:
                return Speaker(context.last)
            if found:
                return Speaker(None, f"{reason}: {' or '.join(found)}")
        return self._settled(reason, pronoun=source.word)

    def _candidates(
        self, s: Sentence, stop: int, spoken: Sequence[str], pronoun: str
    ) -> list[str] | None:
        """The people whom the pronoun can mean; None where somebody without a name competes."""
        found: list[str] = []
        same = HE if pronoun in HE else SHE
        first = next((i for i in range(s.start, stop) if s.low(i) in same), s.end)
        for m in s.mentions:
            by_the_way = m.attributive or employs(s, m) or (m.start > first and m.possessive)
            if m.start < stop and not (by_the_way or self._only_where(s, m)):
                found.append(m.name)
        found += [part for who in spoken for part in who.split(" and ")]
        if self._people.ambiguous & set(found):
            return None
        found = [
            name
            for name in dict.fromkeys(found)
            if (self._people[name].person or name in spoken)
            and not self._people[name].organisation
            and name not in {AUTHOR, self._people.author}
            and self._agrees(name, pronoun)
        ]
        if spoken or (len(found) == 1 and says_something(s, found[0], stop)):
            return found  # "X said her client was ill. “…,” she added": who talks goes on talking
        if len(found) < 2 and self._rivalled(s, stop, found[0] if found else ""):
            return None
        rivals = [role_gender(s.low(i)) for i in brought_in(s) if i < stop]
        return None if {"", _gender(pronoun)} & set(rivals) else found

    def _only_where(self, s: Sentence, mention: Mention) -> bool:
        """Whether one name alone tells a place, whatever the parser calls it: "lives in Butte"."""
        entity = self._people[mention.name]
        unknown = len(entity.parts) == 1 and not (entity.human or entity.listed or entity.gender)
        return unknown and s.low(mention.start - 1) in {"in", "at", "near", "to"}

    def _rivalled(self, s: Sentence, stop: int, name: str) -> bool:
        """Whether an unknown competes: the subject, or any where `name` is mentioned by the way."""
        free = [m for m in s.mentions if m.start < stop and not m.possessive and not governed(s, m)]
        if any(m.name == name for m in free):
            return False
        return any(
            not m.person and not m.attributive and (name or m.name in subjects(s))
            and not self._people[m.name].organisation and not self._people[m.name].is_date
            for m in free
        )  # fmt: skip

    def _earlier(self, context: Context, back: int, pronoun: str) -> list[str]:
        for earlier in range(back - 1, max(-1, back - _REACH), -1):
            s = context.sentences[earlier]
            found = self._candidates(s, s.end, context.speakers[earlier], pronoun)
            if found:
                return found
        return []

    def _agrees(self, name: str, pronoun: str) -> bool:
        return self._people[name].gender in {"", _gender(pronoun)}

    def _learn(self, name: str, pronoun: str) -> None:
        """Whoever was "he" once is not "she" later."""
        entity = self._people[name]
        entity.gender = entity.gender or _gender(pronoun)

    def _plural(self, context: Context) -> Speaker | None:
        """Two people, or an organisation, quoted just before and speaking on."""
        if context.last is None:
            return None
        one = self._people[context.last].person and " and " not in context.last
        return None if one else Speaker(context.last)

    # --- roles, works and announcements ---

    def _described(self, source: Source, context: Context) -> Speaker:
        """Who alone can be meant by "its founder", "the Basecamp founder", "the economist"."""
        reason = f"the speaker is described (“{source.word}”), not named"
        s = context.sentences[-1]
        lows = set(s.lows(source.at - 3, source.at))
        if lows & {"his", "her", "my", "our"}:
            return Speaker(None, reason)
        firm = _company(s, source.at)
        one_only = source.word in DEFINITE_ROLES
        if one_only:
            bearers = [name for name in self._listed if set(fold(name).split()) & firm]
            if len(bearers) == 1:
                return Speaker(bearers[0])
        its = bool(lows & {"its", "their"})
        called = self._people.described_as(source.word, firm, made=not its)
        if len(called) == 1 or context.last in called:
            return Speaker(called[0] if len(called) == 1 else context.last)
        meant = self._epithet(source, context) if not its else None
        if meant is not None:
            return Speaker(meant)
        named = {m.name for past in context.sentences[-_MEMORY:] for m in past.mentions}
        if one_only and not called and not named & set(self._listed):
            return self._settled(reason)  # else the text would call him by his name
        return Speaker(None, reason)

    def _epithet(self, source: Source, context: Context) -> str | None:
        """Whom "the midfielder" means right behind a sentence about one person only."""
        if len(context.sentences) < 2:
            return None
        s, before = context.sentences[-1], context.sentences[-2]
        if not s.start <= source.at < s.end:
            return None
        phrase = s.doc[source.at]
        bare = s.low(phrase.left_edge.i) == "the" and phrase.right_edge.i == source.at
        people = {m.name for m in before.mentions if m.person}
        if not bare or len(people) != 1 or not people <= subjects(before):
            return None
        (name,) = people
        past = context.sentences[-_MEMORY:-1]
        rival = any(earlier.low(i) == source.word for earlier in past for i in brought_in(earlier))
        mismatch = {self._people[name].gender, role_gender(source.word)} == {"m", "f"}
        return None if rival or mismatch else name

    def _announced(self, context: Context, of_work: bool = False) -> Speaker | None:
        """The one person whose words a sentence before announced: "X made the case in 2011."."""
        if not context.sentences or brought_in(context.sentences[-1]):
            return None
        own = context.sentences[-1]
        stem = {m.name for m in own.mentions if is_source(own, m) and self._may_speak(m)}
        if len(stem) == 1:
            return Speaker(stem.pop())
        if found_elsewhere(own):
            return None
        for s in reversed(context.sentences[-_BACK:-1]):
            if (s.doc is not own.doc and own.start > 0) or brought_in(s):
                return None  # of another paragraph, and this one speaks of something else first
            people = [
                m for m in s.mentions if self._may_speak(m, of_work) and not only_a_place(s, m)
            ]
            if len({m.name for m in people}) > 1:
                people = sources(s, people) or people
            if people:
                one = len({m.name for m in people}) == 1 and announces(s, people[0])
                return Speaker(people[0].name) if one else None
        return None

    def _addressee(self, context: Context) -> str | None:
        """Whom a letter calls "you": the one person whom its salutation, or its title, names."""
        for s in context.sentences[:_BACK]:
            people = [m.name for m in s.mentions if m.person]
            salutes = s.low(s.start) == "to" and s.last in DASHES | {":"}
            if people and (salutes or (s.low(s.start) == "dear" and s.end - s.start <= 7)):
                return people[0]
        named = {m.name for s in self._title for m in s.mentions if m.person}
        lows = {low for s in self._title for low in s.lows(s.start, s.end)}
        return named.pop() if lows & _TO_SOMEBODY and len(named) == 1 else None

    def _may_speak(self, mention: Mention, of_work: bool = False) -> bool:
        if mention.name in {self._people.author, *self._people.ambiguous} or not mention.speaks:
            return False
        return of_work or not self._people[mention.name].organisation


def _gender(pronoun: str) -> str:
    return "m" if pronoun in HE else "f" if pronoun in SHE else ""


def _other(s: Sentence, stop: int, pronoun: str) -> bool:
    """Whether a pronoun in the sentence cannot mean its own subject: "X invited her"."""
    return any(
        (s.low(i) == "him" and pronoun in HE)
        or (s.low(i) == "her" and pronoun in SHE and s.doc[i].tag_ != "PRP$")
        for i in range(s.start, stop)
    )


def _company(s: Sentence, at: int) -> set[str]:
    """The words of the company in a description: "Ford Motor Company … its founder's"."""
    words: set[str] = set()
    for mention in s.mentions:
        beyond = any(
            s.doc[i].pos_ == "ADP" and s.low(i) != "of" for i in range(at + 1, mention.start)
        )
        if mention.start < at + 8 and not beyond and not mention.person:
            words |= set(fold(mention.name).split())
    return words
