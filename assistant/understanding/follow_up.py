"""A question that leans on the one before it, put together with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import numpy as np

from assistant.domain import Debate
from assistant.index import Index
from assistant.understanding.question import FORMS, Intent, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

_OWN, _EARLIER = 0.7, 0.5  # how much of the vector of a follow-up is its own, how much the earlier
_ALONE = ("talk", "facts", "order", "off_topic", "verdict", "overview")  # put to nobody
_LEANS = 0.3  # probability of leaning from which a question does
_WORDED = 2.0  # what its own wording counts beside what the earlier question wanted
_SURE = 0.8  # probability, or cosine, from which one that needs no other stands alone
_DOUBTED = 0.06  # probability of making a side's case, from which a turn asks for that of its side
SAME = frozenset(
    {*FORMS, "longer", "why", "more", "others", "source", "other_side", "example", "doubt"}
)


def put_together(question: Question, previous: Question, index: Index) -> Question:
    """What a question asks in the light of the one before; itself where it stands alone."""
    if question.intent != "further":
        alone = question.intent in _ALONE
        own = question.intent == "verdict" and question.own_share >= _SURE  # the debate's question
        if alone and (own or question.confidence >= _SURE):
            return replace(question, previous=previous)
        return _with_pronoun(question, previous)
    turned = question.sides and question.sides != previous.sides
    named = question.parties or question.things or question.sides
    if question.move == "instead" and not (named or question.matter):
        question = _of_other_side(question, previous, index.debate)
    if question.move == "instead" or question.parties or question.things or turned:
        return _instead(question, previous)
    if question.move == "others" and previous.intent == "camp":  # where those stand, too
        return replace(question, intent="facts", fact="positions", previous=previous)
    return replace(
        question,
        standalone=f"{previous.standalone} ({question.text})",
        vector=_mixed(question, previous) if question.matter else previous.vector,
        stems=_joined(previous.stems, question.matter),
        matter=previous.matter,
        voices=previous.voices,
        essays=previous.essays,
        things=previous.things,
        sides=previous.sides,
        side=previous.side,
        stance=previous.stance,
        yes_no=False,
        tells_case=previous.tells_case,
        own_share=previous.own_share,
        told=previous.told,
        told_vectors=previous.told_vectors,
        intents=previous.intents,  # what was wanted is wanted still
        previous=previous,
    )


def _of_other_side(question: Question, previous: Question, debate: Debate) -> Question:
    """A turn that wants the same of another, and names none: that is the other one of two sides."""
    others = [side.id for side in debate.sides if side.id not in previous.sides]
    if len(previous.sides) != 1 or len(others) != 1:
        return question
    return replace(question, sides=(others[0],), side=others[0], stems=(), vector=previous.vector)


def _instead(question: Question, previous: Question) -> Question:
    """The earlier question, asked of another name or on another matter."""
    parties = bool(question.parties)
    own_matter = bool(question.stems) or bool(question.things)
    if parties and not own_matter:
        vector, stems, things = previous.vector, previous.stems, previous.things
        asked = previous.matter
    else:
        vector = _mixed(question, previous)
        stems, things, asked = question.stems, question.things, question.matter
    kept = previous.intent if previous.intent != "further" else "topic"
    if parties and kept in (
        "topic",
        "who_argues",
        "verdict",
        "further",
        "camp",
        "agree",
        "middle",
        "advice",
        "talk",
        "facts",
    ):
        kept = "voice"
    if not parties and kept == "verdict":
        kept = "advice"  # "and for a one-man band like me?"
    other_camp = kept == "camp" and len(question.sides) == 1  # "and for customers?"
    if not (parties or other_camp) and kept in (
        "talk",
        "facts",
        "overview",
        "camp",
        "agree",
        "middle",
        "off_topic",
    ):
        kept = "topic"
    if question.things and not parties and kept != "compare":
        kept = "example"
    sides = question.sides or previous.sides
    if len(sides) == 1 and not question.things and question.intents["case"] >= _DOUBTED:
        kept = "case"  # "and the downsides of it?"
    return replace(
        question,
        standalone=f"{previous.standalone} ({question.text})",
        intent=kept,
        sides=sides,
        side=question.side if question.sides else previous.side,
        vector=vector,
        stems=stems,
        matter=asked,
        voices=question.voices if parties else previous.voices,
        essays=question.essays if parties else previous.essays,
        things=things,
        move=None,
        tells_case=previous.tells_case,
        foreign=0.0,
        previous=previous,
    )


def _as_before(question: Question, previous: Question) -> dict[str, float]:
    """What a question wants that leans: where its wording leaves doubts, what was wanted.

    What asks for the whole debate, or for nothing in it, leans on nothing.
    """
    own = {i: 0.0 if i in _ALONE else share for i, share in question.intents.items()}
    rest = sum(own.values()) or 1.0
    before = previous.intents
    return {
        name: round((_WORDED * share / rest + before.get(name, 0.0)) / (_WORDED + 1), 6)
        for name, share in own.items()
    }


def _mixed(question: Question, previous: Question) -> NDArray[np.float32]:
    """[d] the direction between a question and the one that it leans on."""
    mixed = _OWN * question.vector + _EARLIER * previous.vector
    return np.asarray(mixed / max(1e-9, float(np.linalg.norm(mixed))), dtype=np.float32)


def _with_pronoun(question: Question, previous: Question) -> Question:
    """A question that leans on the earlier one borrows what it lacks of it: a name, or a matter."""
    if (question.parties and question.stems) or question.leans < _LEANS:
        return replace(question, previous=previous)
    of = question if question.parties else previous
    question = replace(question, voices=of.voices, essays=of.essays, previous=previous)
    if question.things:
        return question
    whole = not question.stems or not question.parties  # nobody is named: the matter is borrowed
    intents = _as_before(question, previous)
    intent = max(intents, key=lambda name: (intents[name], name))
    return replace(
        question,
        standalone=f"{question.text} ({previous.standalone})",
        intent=cast(Intent, intent),
        confidence=intents[intent],
        intents=intents,
        vector=_mixed(question, previous) if question.stems else previous.vector,
        stems=_joined(question.stems, previous.stems) if whole else question.stems,
        matter=_joined(question.matter, previous.matter) if whole else question.matter,
        things=() if question.stems else previous.things,
        sides=question.sides or previous.sides,
        side=question.side if question.sides else previous.side,
    )


def _joined(some: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *others)))
