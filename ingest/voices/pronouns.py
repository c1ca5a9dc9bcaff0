"""Whom "he" or "she" means: the one person who can be meant, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.voices.context import Context, Speaker
from ingest.voices.entities import Entities
from ingest.voices.function_words import HE, PREPOSITIONS, SHE, THEY
from ingest.voices.hints import Hint
from ingest.voices.nameless import brings_in_somebody, may_be_meant
from ingest.voices.phrases import governed
from ingest.voices.tokens import Token

_REACH = 5  # sentences back


class Pronouns:
    """Finds the antecedent of a pronoun among the people of one essay."""

    def __init__(self, entities: Entities, ambiguous: set[str]) -> None:
        self._entities = entities
        self._ambiguous = ambiguous

    def antecedent(self, hint: Hint, context: Context) -> Speaker | None:
        """The one person meant, an open speaker with the reason, or None if the text has nobody."""
        reason = f"it is not clear whom “{hint.word}” means"
        if hint.word in THEY:
            return self._they(hint, context) or Speaker(None, reason)
        newest = len(context.sentences) - 1
        for back in range(newest, max(-1, newest - _REACH), -1):
            sentence = context.sentences[back]
            part = sentence[: hint.at] if back == newest and hint.at >= 0 else sentence
            spoken = context.speakers[back]
            found = self._candidates(part, spoken, hint.word)
            if found is None:
                return Speaker(None, reason)
            chained = _chained(part, hint.word) or _other_person(part, hint.word)
            if len(found) == 1 and not spoken and chained:
                found += [name for name in self._earlier(context, back, hint) if name not in found]
            if len(found) == 1:
                self._learn(found[0], hint.word)
                return Speaker(found[0])
            if found and hint.continues and context.last in found:
                return Speaker(context.last)
            if found:
                return Speaker(None, f"{reason}: {' or '.join(found)}")
        return None

    def agrees(self, name: str, pronoun: str) -> bool:
        """Whether a pronoun can mean that name, as far as its gender is known."""
        entity = self._entities[name]
        told = entity.gender if entity is not None else ""
        wanted = "m" if pronoun in HE else "f" if pronoun in SHE else ""
        return not told or not wanted or told == wanted

    def _learn(self, name: str, pronoun: str) -> None:
        """Whoever was "he" once is not "she" later."""
        entity = self._entities[name]
        if entity is not None and not entity.gender:
            entity.gender = "m" if pronoun in HE else "f" if pronoun in SHE else ""

    def _they(self, hint: Hint, context: Context) -> Speaker | None:
        """Two people, or an organisation, quoted just before and speaking on."""
        if context.last is None or not hint.continues:
            return None
        entity = self._entities[context.last]
        return Speaker(context.last) if entity is None or not entity.person else None

    def _candidates(
        self, sentence: Sequence[Token], spoken: Sequence[str], pronoun: str
    ) -> list[str] | None:
        """The people whom the pronoun can mean; None where somebody without a name competes."""
        found: list[str] = []
        first = _first_pronoun(sentence, pronoun)
        named = [
            token.text
            for i, token in enumerate(sentence)
            if token.kind == "name" and not (i > first and token.possessive)
        ]  # "he praised X's voice": he is not X
        for name in [*named, *spoken]:
            if name in self._ambiguous:
                return None
            entity = self._entities[name]
            possible = entity is not None and entity.may_be_he and name != self._entities.author
            if possible and self.agrees(name, pronoun) and name not in found:
                found.append(name)
        if len(found) == 1 and not spoken and self._rivalled(sentence, found[0]):
            return None
        if not spoken and any(
            brings_in_somebody(sentence, i) and may_be_meant(sentence[i].low, pronoun)
            for i in range(len(sentence))
        ):
            return None
        return found

    def _rivalled(self, sentence: Sequence[Token], name: str) -> bool:
        """Whether somebody unknown stands where the one candidate is only mentioned by the way.

        "This prompted Rollin to make a film unlike Coppola's, as he said": not Coppola.
        """
        firm = any(
            token.text == name and not token.possessive and not governed(sentence, i)
            for i, token in enumerate(sentence)
        )
        return not firm and any(
            token.kind == "name" and token.text != name and not token.possessive
            and not token.person and not governed(sentence, i)
            and not self._is_organisation(token.text)
            for i, token in enumerate(sentence)
        )  # fmt: skip

    def _is_organisation(self, name: str) -> bool:
        entity = self._entities[name]
        return entity is not None and entity.organisation

    def _earlier(self, context: Context, back: int, hint: Hint) -> list[str]:
        """Whom the pronoun can mean in the nearest earlier sentence that names people."""
        for earlier in range(back - 1, max(-1, back - _REACH), -1):
            found = self._candidates(
                context.sentences[earlier], context.speakers[earlier], hint.word
            )
            if found:
                return found
        return []


def _first_pronoun(sentence: Sequence[Token], pronoun: str) -> int:
    """Where the first pronoun stands that can mean the same one as `pronoun`."""
    same = HE if pronoun in HE else SHE
    return next((i for i, t in enumerate(sentence) if t.low in same), len(sentence))


def _chained(sentence: Sequence[Token], pronoun: str) -> bool:
    """Whether the sentence speaks of him before it names anybody: of one named earlier, then."""
    first = _first_pronoun(sentence, pronoun)
    return first < len(sentence) and not any(t.kind == "name" for t in sentence[:first])


def _other_person(sentence: Sequence[Token], pronoun: str) -> bool:
    """Whether a pronoun in the sentence cannot mean its own subject: "X invited her"."""
    for i, token in enumerate(sentence):
        if token.low == "him" and pronoun in HE:
            return True
        if token.low == "her" and pronoun in SHE:
            beyond = sentence[i + 1] if i + 1 < len(sentence) else None
            if beyond is None or beyond.kind != "word" or beyond.low in PREPOSITIONS | {"to"}:
                return True
    return False
