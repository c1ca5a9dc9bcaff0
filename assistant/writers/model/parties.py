"""Whom a sentence names, and in what part: as the one who says something, or only in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain import Debate, Essay
from assistant.naming import essay_name
from assistant.rows import Row
from assistant.understanding.entities import Directory, Mention
from assistant.words import fold

# Function words before a name that credit nobody: "Unlike Mark, …", "more than Mark does".
_IN_PASSING = re.compile(
    r"\b(?:unlike|against|contrary to|in contrast (?:to|with)|as opposed to|opposed to|than"
    r"|(?:apart|different|differently|differs?|away) from|besides|beyond"
    r"|disagree(?:s|ing|d)? with|contradict(?:s|ing|ed)?|rebut(?:s|ting|ted)?|oppos(?:es|ing|ed))"
    r" (?:both |either |the )?$",
    re.I,
)
# Behind a name: somebody else speaks of whoever bears it.
_SPOKEN_OF = re.compile(
    r"^,? (?:is|are|was) (?:\w+ ){0,2}?(?:quoted|cited|mentioned|named)\b", re.I
)
_AND = re.compile(r"^(?:’s|'s)?,? (?:and|or|nor) (?:the |that of )?$", re.I)
_LISTED_AS_TEXT = frozenset(
    "article chapter essay piece post text column entry paper report".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """A voice or an essay that a sentence names."""

    kind: str  # "voice" or "essay"
    key: str  # the voice's name or the essay's slug
    start: int
    end: int
    in_passing: bool


class Parties:
    """Finds the voices and essays of one debate in a sentence."""

    def __init__(self, debate: Debate, directory: Directory) -> None:
        self.debate = debate
        self.directory = directory

    def find(self, text: str) -> list[Party]:
        """Every voice and essay named, in order, each mention."""
        found: list[Party] = []
        for mention in self.directory.find(text).mentions:
            if mention.name.kind == "thing" or mention.fuzzy or not self._is_named(text, mention):
                continue
            before = text[: mention.start]
            passing = bool(_IN_PASSING.search(before) or _SPOKEN_OF.search(text[mention.end :]))
            if not passing and found and _IN_PASSING.search(text[: found[-1].start]):
                passing = bool(_AND.match(text[found[-1].end : mention.start]))
            found.append(
                Party(mention.name.kind, mention.name.key, mention.start, mention.end, passing)
            )
        return found

    @staticmethod
    def _is_named(text: str, mention: Mention) -> bool:
        """A person is written large; an essay is not guessed from what stands around "essay"."""
        words = text[mention.start : mention.end]
        if mention.name.kind == "voice":
            return words[0].isupper()
        return fold(words) not in _LISTED_AS_TEXT

    def speaks(self, party: Party, row: Row) -> bool:
        """Whether a sentence is a party's own, or its essay's that the author makes his own."""
        voice = row.sentence.voice
        if party.kind == "voice":
            return voice.name == party.key
        return row.essay.slug == party.key

    def hosts(self, party: Party, row: Row) -> bool:
        """Whether a party's essay quotes the sentence's speaker."""
        if row.sentence.voice.role != "quoted":
            return False
        return party.key in (row.essay.author, row.essay.slug)

    def is_named(self, row: Row, text: str) -> bool:
        """Whether the text names the sentence's speaker, or the essay where nobody signed it."""
        folded = fold(text)
        voice = row.sentence.voice
        if voice.name is not None:
            return _has_part(voice.name, folded)
        if voice.role == "quoted":
            return True  # the name is left open in the essay too
        return any(name in folded for name in self._names(row.essay))

    def is_introduced(self, row: Row, text: str) -> bool:
        """Whether the text names a quoted sentence's speaker, and who or which essay quotes it."""
        folded = fold(text)
        host = [name for name in self._names(row.essay) if name in folded]
        return self.is_named(row, text) and bool(host or _has_part(row.essay.author or "", folded))

    @staticmethod
    def _names(essay: Essay) -> list[str]:
        slug = fold(essay.slug.replace("-", " ").replace("_", " "))
        return [fold(essay_name(essay).strip("“”")), fold(essay.title), slug]

    @cached_property
    def words(self) -> str:
        """All words by which voices and essays may be called."""
        people = {s.voice.name or "" for e in self.debate.essays for s in e.sentences}
        essays = [f"{essay_name(e)} {e.title} {e.author or ''}" for e in self.debate.essays]
        return " ".join((*sorted(people), *essays))


def _has_part(name: str, folded: str) -> bool:
    """Whether a part of a name stands in a folded text."""
    return any(re.search(rf"\b{re.escape(fold(part))}\b", folded) for part in name.split())


def called(row: Row) -> str:
    """How a sentence's speaker is called."""
    return row.sentence.voice.name or essay_name(row.essay)


def callings(rows: Sequence[Row]) -> str:
    """The speakers of sentences, each once."""
    return ", ".join(dict.fromkeys(called(row) for row in rows))
