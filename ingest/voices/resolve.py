"""Chooses the speaker of a quotation from what its sentence, its neighbours and front matter say.

Each rule either names exactly one person or leaves the quotation open, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.words import fold
from ingest.voices.function_words import BE, DETERMINERS, HE, PREPOSITIONS, SHE, THEY
from ingest.voices.hints import Hint
from ingest.voices.names import Names
from ingest.voices.people_words import DEFINITE_ROLES, ROLES
from ingest.voices.phrases import is_role, singular
from ingest.voices.speech_words import SAYING, SPEECH_NOUNS
from ingest.voices.tokens import Token

_INDEFINITE = frozenset(
    "person somebody someone anyone everybody everyone nobody anybody man woman reader".split()
)
_EQUATING = BE | frozenset("as me him her us them you become became called".split())
AUTHOR = "\x00author"  # stands for whoever speaks around the quotation


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
    """What has been said so far in one stretch of a single voice, sentence by sentence."""

    sentences: list[list[Token]] = field(default_factory=list)  # names marked
    speakers: list[list[str]] = field(default_factory=list)  # quoted in each of them
    last: str | None = None  # the last one quoted

    def push(self, sentence: list[Token]) -> None:
        self.sentences.append(sentence)
        self.speakers.append([])

    def spoke(self, name: str) -> None:
        self.last = name
        if self.speakers:
            self.speakers[-1].append(name)


class Resolver:
    """Turns hints into speakers for one essay."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._others = tuple(name for name in names.listed if name != names.author)

    def choose(self, hint: Hint | None, context: Context, is_block: bool) -> Speaker:
        """The speaker; `context.sentences[-1]` is the sentence that the hint was read from."""
        if hint is None:
            return self._settle(is_block, "nothing says who speaks")
        if hint.kind == "first":
            return Speaker(AUTHOR)
        if hint.disputed:
            listed = [name for name in hint.names if name in self._others]
            if listed and "vouch" in hint.disputed:
                return Speaker(listed[0])
            return Speaker(None, hint.disputed)
        if hint.kind == "named":
            return self._named(hint)
        if hint.kind == "pronoun":
            return self._pronoun(hint, context)
        if hint.kind == "described":
            return self._described(hint, context)
        if hint.kind == "generic":
            return Speaker(None, f"the speaker is not named (“{hint.word}”)")
        earlier = self._owner_before(context, hint)
        if earlier is not None:
            return Speaker(earlier)
        return self._settle(True, "the sentence that introduces it names nobody")

    def _settle(self, allowed: bool, reason: str) -> Speaker:
        """Front matter settles what the text leaves open, where it lists just one voice."""
        if allowed and len(self._others) == 1:
            return Speaker(self._others[0])
        if allowed and len(self._others) > 1:
            reason += ", and front matter lists several voices"
        return Speaker(None, reason)

    def _named(self, hint: Hint) -> Speaker:
        for name in hint.names:
            if name in self._names.ambiguous:
                return Speaker(None, f"two people are called {name}")
        if len(hint.names) == 1 and hint.names[0] == self._names.author:
            return Speaker(self._names.author)
        return Speaker(" and ".join(hint.names))

    def _pronoun(self, hint: Hint, context: Context) -> Speaker:
        reason = f"it is not clear whom “{hint.word}” means"
        if hint.word in THEY:
            joint = context.last is not None and (
                " and " in context.last or not self._names.is_person(context.last)
            )
            return Speaker(context.last) if joint and hint.continues else Speaker(None, reason)
        for back in range(len(context.sentences) - 1, max(-1, len(context.sentences) - 6), -1):
            sentence = context.sentences[back]
            newest = back == len(context.sentences) - 1
            part = sentence[: hint.at] if newest and hint.at >= 0 else sentence
            spoken = context.speakers[back]
            candidates = self._candidates(part, spoken, hint.word)
            if candidates is None:
                return Speaker(None, reason)
            if len(candidates) == 1 and _has_object_pronoun(part, hint.word) and not spoken:
                earlier = self._people_before(context, back, hint.word)
                candidates += [name for name in earlier if name not in candidates]
            if not candidates:
                continue
            if len(candidates) == 1:
                return Speaker(candidates[0])
            if hint.continues and context.last in candidates:
                return Speaker(context.last)
            return Speaker(None, f"{reason}: {' or '.join(candidates)}")
        return self._settle(True, reason)

    def _candidates(
        self, sentence: Sequence[Token], spoken: Sequence[str], pronoun: str
    ) -> list[str] | None:
        """The people whom the pronoun can mean; None where an unnamed person competes."""
        found: list[str] = []
        wanted = "m" if pronoun in HE else "f" if pronoun in SHE else ""
        for name in [token.text for token in sentence if token.kind == "name"] + list(spoken):
            entity = self._names.entity(name)
            if entity is None or not entity.person or name == self._names.author:
                if name in self._names.ambiguous:
                    return None
                continue
            if entity.gender and wanted and entity.gender != wanted:
                continue
            if name not in found:
                found.append(name)
        if not spoken and any(self._unnamed_person(sentence, i) for i in range(len(sentence))):
            return None
        return found

    def _people_before(self, context: Context, back: int, pronoun: str) -> list[str]:
        """Whom the same pronoun can mean in the nearest earlier sentence that names people."""
        for earlier in range(back - 1, max(-1, back - 5), -1):
            found = self._candidates(context.sentences[earlier], context.speakers[earlier], pronoun)
            if found:
                return found
        return []

    def _unnamed_person(self, sentence: Sequence[Token], i: int) -> bool:
        """Whether token `i` brings in somebody without a name, as in "her boss was strict"."""
        token = sentence[i]
        if token.kind != "word" or token.low not in ROLES or token.low in _INDEFINITE:
            return False
        beyond = sentence[i + 1 : i + 3]
        if beyond and beyond[0].low in BE | {","}:
            beyond = beyond[1:]
        if beyond and beyond[0].kind == "name":
            return False  # "the economist Milton Friedman", "her lawyer was Joe Smith"
        j = i - 1
        while j >= 0 and sentence[j].kind == "word" and i - j < 5 and not sentence[j].possessive:
            if sentence[j].low in DETERMINERS | PREPOSITIONS | BE:
                break
            j -= 1
        if j < 0:
            return False
        owner = sentence[j]
        if owner.kind == "punctuation" or owner.low in BE | {"as"}:
            return False
        if owner.low not in DETERMINERS and not owner.possessive:
            return False
        link = sentence[j - 1] if j else None
        plain = link is not None and (link.text in {",", "—", "–"} or link.low in _EQUATING)
        return not plain

    def _described(self, hint: Hint, context: Context) -> Speaker:
        """ "Its founder": the listed voice whose name the company bears, or who was so called."""
        sentence = context.sentences[-1]
        stretch = sentence[: hint.at + 8]
        company = {
            fold(word)
            for token in stretch
            if token.kind == "name" or token.capital
            for word in token.text.split()
        }
        if hint.word in DEFINITE_ROLES:
            bearers = [name for name in self._others if set(fold(name).split()) & company]
            if len(bearers) == 1:
                return Speaker(bearers[0])
        called = self._names.called(hint.word, company)
        if len(called) == 1:
            return Speaker(called[0])
        if hint.word in DEFINITE_ROLES and not called:
            return self._settle(True, f"the speaker is described (“{hint.word}”), not named")
        return Speaker(None, f"the speaker is described (“{hint.word}”), not named")

    def _owner_before(self, context: Context, hint: Hint) -> str | None:
        """The one person whose words the sentence before announced, as in "X made the case"."""
        for sentence in reversed(context.sentences[-3:]):
            names = {
                token.text
                for token in sentence
                if token.kind == "name" and not self._names.is_organisation(token.text)
            } - {self._names.author}
            people = {name for name in names if self._names.is_person(name)}
            if not names:
                if any(is_role(token.low) for token in sentence):
                    return None
                continue
            speaks = any(
                token.low in SAYING or singular(token.low) in SPEECH_NOUNS for token in sentence
            )
            first = next((t for t in sentence if t.kind == "name"), None)
            single = len(people) == 1 and len(names) == 1 and speaks and first is not None
            return people.pop() if single else None
        return None


def _has_object_pronoun(sentence: Sequence[Token], pronoun: str) -> bool:
    """Whether the sentence has a pronoun that cannot mean its own subject ("X invited her")."""
    for i, token in enumerate(sentence):
        if token.low == "him" and pronoun in HE:
            return True
        if token.low == "her" and pronoun in SHE:
            beyond = sentence[i + 1] if i + 1 < len(sentence) else None
            if (
                beyond is None
                or beyond.kind == "punctuation"
                or beyond.low in PREPOSITIONS | {"to"}
            ):
                return True
    return False
