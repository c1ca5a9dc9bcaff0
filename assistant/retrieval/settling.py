"""The intent that the essays leave a question: what they speak of is asked about, not the rest."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np

from assistant.retrieval.plans import LIKELY, PLANS
from assistant.retrieval.rank import Ranker
from assistant.understanding.question import Intent, Question

_PLAINLY_NEAR = 0.6  # cosine with a point's own text from which a question is about it
_NEAR = 0.45  # the same, of one that is hardly small talk
_PLAINLY_KNOWN = 0.95  # share of its words that the best points have
_OF_ALL = ("case", "overview", "camp", "middle")  # asked without a matter of their own
_HARDLY = 0.35  # probability of an intent that says nothing: only the matter does
_SURE = 0.8  # probability of an intent that needs no other sign
_SURE_OF_ALL = 0.75  # the same of one about the whole debate
_SURE_OF_BOTH = 0.35  # the same of one that names both sides
_NOT_TALK = 0.1  # probability of advice from which what sounds like small talk may want it
_BESIDE, _INSTEAD = 0.3, 1.5  # what a business counts beside a matter that is asked, and without
_OWN = 0.25  # cosine with the debate's question below which a question is another one


def settled(question: Question, ranker: Ranker) -> Question:
    """The question with its intent settled.

    Two words that a point speaks of are a topic, however much they sound like small talk; and what
    is far from the debate's own question asks for no verdict on it.
    """
    if question.business and question.intent in ("advice", "off_topic", "talk"):
        question = _for_business(question)
    if question.intent == "order" and question.confidence < LIKELY:
        return replace(question, intent=_second(question))
    if question.intent in ("talk", "off_topic", "order"):
        return _spoken_of(question, ranker)
    if question.intent == "verdict":
        return _narrowed(question)
    if question.intent == "facts" and question.fact == "companies":
        return _mentioned(question, ranker)
    if question.intent == "case" and question.business and not (question.sides or question.matter):
        return replace(question, intent="verdict")  # which side, for the business
    both = len(question.sides) > 1 and not question.parties
    if both and question.confidence < LIKELY and question.intents.get("verdict", 0) > _HARDLY:
        return replace(question, intent="verdict")
    if question.intent == "overview" and question.parties and question.confidence < LIKELY:
        return replace(question, intent="voice")
    narrow = question.intent == "overview" and question.matter and not question.parties
    if narrow and ranker.rank(question).nearest >= _PLAINLY_NEAR:
        return replace(question, intent="define")  # one thing is to be explained
    presumes = question.premise >= LIKELY and len(question.parties) == 1
    if question.intent == "agree" and presumes and question.confidence < _SURE:
        return replace(question, intent="voice")  # "why does X think Y wrong?" is X's to say
    if question.intent in ("camp", "middle") and question.parties:
        intent: Intent = "voice" if len(question.parties) == 1 else "agree"
        return replace(question, intent=intent, premise=0.0)  # asked, not taken for granted
    if question.intent == "camp" and len(question.sides) != 1:
        return replace(question, intent="who_argues")  # whose camp, only the nearest points tell
    least = LIKELY if question.intent in _OF_ALL else _HARDLY
    if question.confidence < least and question.matter and not question.parties:
        return replace(question, intent="topic")
    if question.intent in ("facts", "camp") and question.confidence < _SURE and question.matter:
        return replace(question, intent=_second(question))
    return question


def _for_business(question: Question) -> Question:
    """What is asked about a business: what was told of it counts, the less the more is asked."""
    advice = question.intents.get("advice", 0.0)
    if question.intent == "talk" and (advice < _NOT_TALK or question.confidence > _SURE):
        return question
    if question.case_vector is None or (question.intent != "advice" and question.matter):
        return question
    mixed = question.vector + (_BESIDE if question.matter else _INSTEAD) * question.case_vector
    vector = np.asarray(mixed / max(1e-9, float(np.linalg.norm(mixed))), dtype=np.float32)
    stems = question.stems if question.matter else (*question.stems, *question.case_stems)
    return replace(question, intent="advice", foreign=0.0, vector=vector, stems=stems)


def _spoken_of(question: Question, ranker: Ranker) -> Question:
    if not question.stems:
        return question
    ranking = ranker.rank(question)
    near = ranking.nearest
    if question.intent == "talk":
        sure = _SURE if near >= _PLAINLY_NEAR else LIKELY
        doubted = question.confidence < sure and question.matter and near >= _NEAR
        if doubted and ranking.known >= _PLAINLY_KNOWN:
            return replace(question, intent=_second(question))
        if question.words > len(question.stems) + 1:
            return question
    if near >= _PLAINLY_NEAR and ranking.known >= _PLAINLY_KNOWN:
        return replace(question, intent="topic", foreign=0.0)
    return question


def _mentioned(question: Question, ranker: Ranker) -> Question:
    """All that the essays name, unless it is one name that is asked about, or one matter."""
    if question.things:
        return replace(question, intent="example")
    elsewhere = question.matter and ranker.rank(question).missing
    unsure = question.matter and question.confidence < _SURE
    if elsewhere or unsure:
        return replace(question, intent="topic" if elsewhere else _second(question))
    return question


def _narrowed(question: Question) -> Question:
    """What only sounds like the debate's own question."""
    if question.parties:
        return replace(question, intent="voice" if len(question.parties) == 1 else "compare")
    if question.things:
        return replace(question, intent="example")  # of which side a company is
    whole = question.intents.get("verdict", 0.0) + question.intents.get("overview", 0.0)
    unsure = question.matter and whole < (
        _SURE_OF_ALL if len(question.sides) < 2 else _SURE_OF_BOTH
    )
    far = unsure and not question.sides and question.own_share < _OWN
    if far or question.unknown:
        return replace(question, intent="topic")
    return replace(question, intent=_second(question)) if unsure else question


def _second(question: Question) -> Intent:
    """The likeliest intent but for the first, among those that ask something of the essays."""
    rest = {i: p for i, p in question.intents.items() if i in PLANS and i != question.intent}
    rest.pop("verdict", None)
    return cast(Intent, max(rest, key=lambda i: (rest[i], i))) if rest else "topic"
