"""Marks the names in an essay's sentences, each with its canonical form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.voices.capitals import Capitals
from ingest.voices.entities import Entities
from ingest.voices.people_words import GENERATIONS, HONORIFICS, TITLES
from ingest.voices.tokens import Token


class Names:
    """Finds names and knows which of them two people bear."""

    def __init__(self, entities: Entities, capitals: Capitals) -> None:
        self._entities = entities
        self._capitals = capitals
        self.ambiguous: set[str] = set()  # names as they stand that can mean two people

    def learn(self, sentences: Sequence[Sequence[Token]]) -> None:
        """Takes up the full names and descriptions that the essay's own sentences hold."""
        for sentence in sentences:
            self._capitals.learn(sentence)
        for opening in (False, True):  # what opens a sentence is judged by what is known by then
            for sentence in sentences:
                for _, start, end in self._capitals.runs(sentence):
                    if (start == 0) == opening:
                        self._learn(sentence, self._behind_opening(sentence, start, end), end)
        for sentence in sentences:
            self._entities.describe(self.mark(sentence))

    def _learn(self, sentence: Sequence[Token], start: int, end: int) -> None:
        parts = [token.text for token in sentence[start:end]]
        parts = [part for part in parts if part.casefold().strip(".") not in GENERATIONS]
        unknown = len(parts) > 1 and self._entities.bearer(parts) is None
        if unknown and self._capitals.is_name(parts, doubtful=False):
            self._entities.add(" ".join(parts))

    def _behind_opening(self, sentence: Sequence[Token], start: int, end: int) -> int:
        """Where the name begins: behind a first word that is none, if the rest is a known name."""
        words = [token.text for token in sentence[start:end]]
        opens = all(token.kind == "punctuation" for token in sentence[:start])
        if not opens or len(words) < 3 or self._entities.bearer(words):
            return start
        return start + 1 if self._entities.bearer(words[1:]) else start

    def mark(self, sentence: Sequence[Token]) -> list[Token]:
        """The sentence with every name as one token that bears its canonical form."""
        result: list[Token] = []
        runs = {first: (start, end) for first, start, end in self._capitals.runs(sentence)}
        i = 0
        while i < len(sentence):
            end = self._alias_end(sentence, i)
            if end:
                name = self._entities.alias([token.text for token in sentence[i:end]]) or ""
                result.append(self._token(name, sentence[i:end]))
                i = end
            elif i in runs:
                start, end = runs[i]
                start = self._behind_opening(sentence, start, end)
                result.extend(sentence[i:start])
                result.extend(self._name(sentence, start, end))
                i = end
            else:
                result.append(sentence[i])
                i += 1
        return result

    def _name(self, sentence: Sequence[Token], start: int, end: int) -> list[Token]:
        parts = list(sentence[start:end])
        if not parts:
            return []
        title = sentence[start - 1].low.strip(".") if start else ""
        words = [token.text for token in parts]
        while len(words) > 1 and words[-1].casefold().strip(".") in GENERATIONS:
            words.pop()  # Jr., PhD
        bearer = self._entities.bearer(words)
        if bearer is None:
            doubtful = title not in HONORIFICS and self._capitals.doubtful(sentence, start, end)
            if not self._capitals.is_name(words, doubtful):
                return parts
        elif not bearer:
            self.ambiguous.add(" ".join(words))
        name = bearer or " ".join(words)
        entity = self._entities.add(name)
        if title in HONORIFICS or title in TITLES:
            entity.person = True
            entity.gender = entity.gender or HONORIFICS.get(title, "")
        return [self._token(name, parts)]

    def _alias_end(self, sentence: Sequence[Token], i: int) -> int:
        """Where another name of several words ends that begins at token `i`; 0 if none does."""
        longest = self._entities.longest_alias(sentence[i].text)
        for length in range(min(longest, len(sentence) - i), 1, -1):
            part = sentence[i : i + length]
            plain = all(token.kind == "word" for token in part)
            if plain and self._entities.alias([token.text for token in part]) is not None:
                return i + length
        return 0

    def _token(self, name: str, parts: Sequence[Token]) -> Token:
        entity = self._entities[name]
        return replace(
            parts[0],
            kind="name",
            text=name,
            end=parts[-1].end,
            possessive=parts[-1].possessive,
            person=entity is not None and entity.person,
        )
