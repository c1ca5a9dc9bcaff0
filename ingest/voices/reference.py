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
    brings_in_somebody,
    company,
    employs,
    first_pronoun,
    found_elsewhere,
    governed,
    is_source,
    may_be,
    only_a_place,
    other,
    says_something,
    single,
    sources,
    subjects,
)
from ingest.voices.page import DASHES, Mention, Sentence
from ingest.voices.people import People
from ingest.voices.sources import UNVOUCHED, Source
from ingest.voices.words import (
    DEFINITE_ROLES,
    HE,
    MEN,
    SHE,
    THEY,
    WOMEN,
)

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
        if source.kind == "author":
            return Speaker(AUTHOR) if not source.doubt else Speaker(None, source.doubt)
        if source.doubt:
            vouched = [name for name in source.names if name in self._listed]
            if vouched and source.doubt == UNVOUCHED:
                return Speaker(vouched[0])
            return Speaker(None, source.doubt)
        if source.kind == "name":
            return self._named(source)
        if source.kind == "pronoun":
            return self._antecedent(source, context)
        if source.kind == "role":
            return self._described(source, context)
        not_named = f"the speaker is not named (“{source.word}”)"
        thing = source.word in {"it", "its"}
        if thing and context.sentences and bears_words(context.sentences[-1]):
            return Speaker(None, "the sentence that introduces it names nobody who says it")
        if source.kind == "work" or thing:
            return self._announced(context, of_work=True) or Speaker(None, not_named)
        if source.kind == "nobody":
            addressee = self._addressee(context) if source.word in {"you", "your"} else None
            return Speaker(addressee) if addressee else Speaker(None, not_named)
        if context.sentences and bears_words(context.sentences[-1]):
            return Speaker(None, "the sentence that introduces it names nobody who says it")
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
            return self._plural(source, context) or Speaker(None, reason)
        newest = len(context.sentences) - 1
        for back in range(newest, max(-1, newest - _REACH), -1):
            sentence = context.sentences[back]
            here = back == newest and sentence.start <= source.at < sentence.end
            stop = source.at if here else sentence.end
            found = self._candidates(sentence, stop, context.speakers[back], source.word)
            if found is None:
                return Speaker(None, reason)
            chained = other(sentence, stop, source.word)
            if len(found) == 1 and not context.speakers[back] and chained:
                found += [n for n in self._earlier(context, back, source.word) if n not in found]
            if len(found) == 1:
                self._learn(found[0], source.word)
                return Speaker(found[0])
            if found and source.continues and context.last in found:
                return Speaker(context.last)
            spoke = [name for name in found if name in context.spoken]
            others = (subjects(sentence) & set(found)) - set(spoke)
            if len(spoke) == 1 and len(found) > 1 and context.last == spoke[0] and not others:
                return Speaker(spoke[0])
            if found:
                return Speaker(None, f"{reason}: {' or '.join(found)}")
        return self._settled(reason, pronoun=source.word)

    def _candidates(
        self, s: Sentence, stop: int, spoken: Sequence[str], pronoun: str
    ) -> list[str] | None:
        """The people whom the pronoun can mean; None where somebody without a name competes."""
        found: list[str] = []
        first = first_pronoun(s, stop, pronoun)
        named = [
            m.name for m in s.mentions if m.start < stop and not (m.start > first and m.possessive)
            and not m.attributive and not employs(s, m)
        ]  # fmt: skip
        for name in [*named, *(part for who in spoken for part in single(who))]:
            if name == AUTHOR:
                continue
            if name in self._people.ambiguous:
                return None
            entity = self._people[name]
            possible = entity.person or (name in spoken and not entity.organisation)
            possible = possible and name != self._people.author
            if possible and self._agrees(name, pronoun) and name not in found:
                found.append(name)
        if spoken:
            return found
        if len(found) == 1 and says_something(s, found[0], stop):
            return found  # "X said her client was ill. “…,” she added": who talks goes on talking
        if len(found) < 2 and self._rivalled(s, stop, found[0] if found else ""):
            return None
        rivals = [i for i in range(s.start, stop) if brings_in_somebody(s, i)]
        return None if any(may_be(s.low(i), pronoun) for i in rivals) else found

    def _rivalled(self, s: Sentence, stop: int, name: str) -> bool:
        """Whether an unknown competes: the subject, or any where `name` is mentioned by the way."""
        names = [m for m in s.mentions if m.start < stop]
        if any(m.name == name and not m.possessive and not governed(s, m) for m in names):
            return False
        return any(
            m.name != name and not m.possessive and not m.person
            and not m.attributive and not governed(s, m) and (name or m.name in subjects(s))
            and not self._people[m.name].organisation and not self._people[m.name].is_date
            for m in names
        )  # fmt: skip

    def _earlier(self, context: Context, back: int, pronoun: str) -> list[str]:
        for earlier in range(back - 1, max(-1, back - _REACH), -1):
            s = context.sentences[earlier]
            found = self._candidates(s, s.end, context.speakers[earlier], pronoun)
            if found:
                return found
        return []

    def _agrees(self, name: str, pronoun: str) -> bool:
        told = self._people[name].gender
        wanted = "m" if pronoun in HE else "f" if pronoun in SHE else ""
        return not told or not wanted or told == wanted

    def _learn(self, name: str, pronoun: str) -> None:
        """Whoever was "he" once is not "she" later."""
        entity = self._people[name]
        entity.gender = entity.gender or ("m" if pronoun in HE else "f" if pronoun in SHE else "")

    def _plural(self, source: Source, context: Context) -> Speaker | None:
        """Two people, or an organisation, quoted just before and speaking on."""
        if context.last is None or not source.continues:
            return None
        one = self._people[context.last].person and " and " not in context.last
        return None if one else Speaker(context.last)

    # --- roles, works and announcements ---

    def _described(self, source: Source, context: Context) -> Speaker:
        """Who alone can be meant by "its founder", "the Basecamp founder", "the economist"."""
        reason = f"the speaker is described (“{source.word}”), not named"
        sentence = context.sentences[-1] if context.sentences else None
        firm = company(sentence, source.at) if sentence is not None else set()
        lows = sentence.lows(source.at - 3, source.at) if sentence is not None else []
        if source.word in DEFINITE_ROLES:
            bearers = [name for name in self._listed if set(fold(name).split()) & firm]
            if len(bearers) == 1:
                return Speaker(bearers[0])
        its = bool({"its", "their"} & set(lows))
        owned = bool({"his", "her", "my", "our"} & set(lows))
        called = self._people.described_as(source.word, firm, made=not its)
        if len(called) == 1 and not owned:
            return Speaker(called[0])
        if context.last in called and not owned:
            return Speaker(context.last)
        meant = self._epithet(source, context) if not owned and not its else None
        if meant is not None:
            return Speaker(meant)
        if source.word in DEFINITE_ROLES and not called:
            named = {m.name for past in context.sentences[-_MEMORY:] for m in past.mentions}
            if not named & set(self._listed):  # else the text would call him by his name
                return self._settled(reason)
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
        rival = any(
            brings_in_somebody(past, i) and past.low(i) == source.word
            for past in context.sentences[-_MEMORY:-1]
            for i in range(past.start, past.end)
        )
        gender = self._people[name].gender
        mismatch = source.word in (MEN if gender == "f" else WOMEN if gender == "m" else ())
        return None if rival or mismatch else name

    def _announced(self, context: Context, of_work: bool = False) -> Speaker | None:
        """The one person whose words a sentence before announced: "X made the case in 2011."."""
        if not context.sentences:
            return None
        own = context.sentences[-1]
        if any(brings_in_somebody(own, i) for i in range(own.start, own.end)):
            return None
        stem = {m.name for m in own.mentions if is_source(own, m) and self._may_speak(m)}
        if len(stem) == 1 and self._people.author not in stem:
            return Speaker(stem.pop())
        if found_elsewhere(own):
            return None
        for s in reversed(context.sentences[-_BACK:-1]):
            if s.doc is not own.doc and own.start > 0:
                return None  # of another paragraph, and this one speaks of something else first
            if any(brings_in_somebody(s, i) for i in range(s.start, s.end)):
                return None
            people = [
                m for m in s.mentions
                if m.name != self._people.author and self._may_speak(m, of_work)
                and not only_a_place(s, m)
            ]  # fmt: skip
            if not people:
                continue
            if len({m.name for m in people}) > 1:
                people = sources(s, people)
            if len({m.name for m in people}) != 1:
                return None
            return Speaker(people[0].name) if announces(s, people[0]) else None
        return None

    def _addressee(self, context: Context) -> str | None:
        """Whom a letter calls "you": the one person whom its salutation, or its title, names."""
        for s in context.sentences[:_BACK]:
            if s.low(s.start) == "dear" and s.end - s.start <= 7:
                return s.mentions[0].name if len(s.mentions) == 1 else None
            if s.low(s.start) == "to" and s.last in DASHES | {":"}:
                return next((m.name for m in s.mentions if m.person), None)
        people = {m.name for s in self._title for m in s.mentions if m.person}
        lows = {s.low(i) for s in self._title for i in range(s.start, s.end)}
        return people.pop() if lows & _TO_SOMEBODY and len(people) == 1 else None

    def _may_speak(self, mention: Mention, of_work: bool = False) -> bool:
        if mention.name in self._people.ambiguous or not mention.speaks:
            return False
        return of_work or not self._people[mention.name].organisation
