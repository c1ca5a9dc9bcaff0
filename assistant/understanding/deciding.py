"""Deciding what kind a question is: learned probabilities, weighed by what its wording shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.understanding.asking import asks_judgement, asks_whether_said, divides, reports
from assistant.understanding.intent import intent_model
from assistant.understanding.kinds import Cues, Kind, kind_of_party
from assistant.words import stem

SURE = 0.6  # probability from which a text is taken for an order or for asking a figure
HINTED = 0.15  # the same where its wording says so too
OFFERED = 2.0  # weight of the verdict where the asker's own case is told and the sides are offered
JUDGED = 2.0  # and where they ask who is right
RATHER = (
    0.6  # of the probability of advice, from which a verdict is given: it speaks to the case too
)
FAR = 0.45  # cosine with the debate's question below which a question may be about another matter
PLAINLY = 0.55  # probability of the verdict from which that does not count
ASKS_WHO = 0.07  # and where it asks who says something
LEARNED: tuple[Kind, ...] = (
    "verdict",
    "who_argues",
    "advice",
    "agree",
    "define",
    "example",
    "compare",
    "summary",
    "topic",
)


@dataclass(frozen=True, slots=True)
class Told:
    """All that tells the kind of a question."""

    text: str
    cues: Cues
    named: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    own: bool  # worded like the debate's own question
    left: Sequence[str]  # words of a narrower matter
    words: Sequence[str]
    intent: Mapping[str, float]
    unknown: bool  # it names what no essay mentions
    choice: bool  # it offers the sides as alternatives
    disputed: bool  # it tells of two camps that stand on different sides
    phrased: bool = False  # it names its matter in a phrase of the essays: "customer research"
    nearness: float = 1.0  # cosine with the debate's own question


def _narrower(told: Told) -> bool:
    """Whether a phrase of the essays is asked about in general, and no choice offered."""
    return told.phrased and not told.choice and not told.cues.describes_business


def _elsewhere(told: Told) -> bool:
    """Whether it only sounds like a verdict: about a matter of its own, far from the debate's."""
    worded = told.choice or told.disputed or divides(told.text) or asks_judgement(told.text)
    specific = any(stem(word) not in intent_model().common for word in told.left)
    return specific and not worded and told.nearness < FAR and told.intent["verdict"] < PLAINLY


def decide(told: Told) -> Kind:
    """The kind that wording and learned probabilities agree on best."""
    (voices, essays, things), cues, intent = told.named, told.cues, told.intent
    if voices or essays:
        whole = "summary" in cues.kinds or not told.left
        if len(voices) + len(essays) == 1 and whole and intent["summary"] > 0.5:
            return "summary"
        return kind_of_party(cues, parties=len(voices) + len(essays), topic=bool(told.words))
    divided = divides(told.text)
    if divided and (told.own or intent["verdict"] >= HINTED) and intent["agree"] < SURE:
        return "verdict"
    if told.disputed and not told.unknown:
        return "verdict"
    kinds: dict[Kind, float] = {kind: intent[kind] for kind in LEARNED}
    kinds["topic"] += intent["voice"] + intent["figures"] + intent["off_topic"] + intent["order"]
    if cues.describes_business and cues.about_own_business:
        kinds["verdict"] *= OFFERED if told.choice else 1.0
    kinds["verdict"] *= JUDGED if asks_judgement(told.text) else 1.0
    if "who_argues" in cues.kinds and not divided:
        kinds["verdict"] *= ASKS_WHO
    if told.unknown or (reports(told.text) and told.left) or _narrower(told) or _elsewhere(told):
        kinds["verdict"] = 0.0  # a narrower matter is named
    best = max(LEARNED, key=lambda kind: kinds[kind])
    if best == "agree" and "agree" not in cues.kinds and asks_whether_said(told.text):
        return "topic"  # "do they mention bonuses?" asks for no agreement
    if best == "advice" and kinds["verdict"] >= RATHER * kinds["advice"]:
        return "verdict"
    if told.own and best == "topic" and kinds["verdict"] >= HINTED:
        return "verdict"
    if things and best in ("topic", "compare", "summary"):
        return "example"
    if things and best == "agree" and "agree" not in cues.kinds:
        return "example"  # "did they settle up with everyone?", of a company
    return best
