"""What a question wants, settled by what the essays have to say to it.

The wording alone leaves doubts: whether one matter or the whole of an essay is asked for, whether
two words are small talk or a topic. A regression weighs each intent's probability, as the wording
gives it, against what retrieval found; `python -m evals fit` learns it on questions about other
debates. Intents whose needs a question does not meet are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from assistant.domain import Debate
from assistant.retrieval.abstain import SPOKEN, length, odds, of_one_matter
from assistant.retrieval.choosing import argues, is_lent, speaks
from assistant.retrieval.rank import Ranker, Ranking
from assistant.understanding.question import INTENTS, Intent, Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("settling.npz")
LEAST = 1e-4  # probability that even the least likely intent has
# Probability from which the whole verdict is meant, also by one who tells a case: what only may
# mean it gets a narrow answer.
_WHOLE, _WHOLE_TOLD = 0.5, 0.6
_WORDED = 0.35  # its probability by the wording alone, below which it is not meant at all
_PLAIN = 0.75  # the same, from which it is, whatever comes near, unless nothing here is meant
_ADVISED = 0.03  # probability of wanting advice from which whoever told a business wants it
_ALIKE: tuple[Intent, ...] = ("camp", "agree")  # told apart by how they are put alone
_TAKES = 0.2  # nearness from which a side may be meant of which nothing near speaks
_SPEAKS, _MOST = 4, 0.5  # points that tell which side is meant, and how much must speak for it
_MADE = 0.15  # probability of making a case from which one is made for a side that stands alone
_BESIDE, _INSTEAD = 0.3, 1.5  # what a business counts beside a matter that is asked, and without
# What a question must have, for an intent to make sense.
NEEDS: Mapping[Intent, Callable[[Question], bool]] = {
    "case": lambda question: question.side is not None or question.each,
    "voice": lambda question: bool(question.parties),
    "camp": lambda question: len(question.sides) == 1 and not question.parties,
    "middle": lambda question: not question.parties,
    "verdict": lambda question: not (question.parties or question.things or question.unknown),
    "facts": lambda question: not question.things,
    "define": lambda question: bool(question.matter or question.sides) and not question.things,
    "further": lambda question: question.previous is not None,
}
SIGNALS = (
    "one",
    "near",
    "best",
    "known",
    "unheard",
    "matter",
    "party",
    "parties",
    "thing",
    "side",
    "sides",
    "own",
    "unknown",
    "told",
    "premise",
    "words",
    "party_near",
    "party_matter",
    "near_matter",
    "bare",
    "side_near",
)


class Settled(NamedTuple):
    """A question that is settled, and all points ranked for it where that was needed."""

    question: Question
    ranking: Ranking | None


def settled(question: Question, ranker: Ranker) -> Settled:
    """The question with its intent settled; a turn that leans on an earlier one stays as it is."""
    if question.business:
        question = _for_business(question)
    leans = question.intent != max(question.intents, key=lambda i: (question.intents[i], i))
    if leans or question.intent == "further":
        return Settled(question, None)
    ranking = ranker.rank(question) if question.stems else None
    if ranking and not question.sides:
        question = replace(question, side=_side_spoken_of(question, ranking, ranker.index.debate))
    shares = chances(question, signals(question, ranking))
    whole = shares.get("verdict", 0.0) >= (_WHOLE_TOLD if question.told else _WHOLE)
    worded = question.intents.get("verdict", 0.0)
    meant = "verdict" in shares and worded >= _PLAIN and not question.told
    if question.each and question.intent == "case":  # of every side, whatever comes near
        shares = {"case": question.intents["case"]}
    elif meant and _likeliest(shares) != "off_topic":
        shares = {"verdict": worded}
    elif not whole or worded < _WORDED:
        shares = _without_verdict(shares)
    intent = _likeliest(shares)
    if intent in _ALIKE:
        among = [name for name in _ALIKE if name in shares]  # whose needs are met
        intent = max(among, key=lambda name: question.intents.get(name, 0.0))
    if intent == "topic" and len(question.sides) == 1 and not question.matter:
        intent = "case" if shares.get("case", 0.0) >= _MADE else intent
    foreign = round(shares.get("off_topic", 0.0) + shares.get("order", 0.0), 4)
    question = replace(question, intent=intent, confidence=shares[intent], foreign=foreign)
    narrow = of_one_matter(question) and not question.parties
    if narrow and ranking and ranking.scores[0] > SPOKEN:
        question = replace(question, intent="topic")
    return Settled(question, ranking)


def _likeliest(shares: Mapping[Intent, float]) -> Intent:
    """The intent with the greatest share; where two are alike, the same on every machine."""
    return max(shares, key=lambda name: (shares[name], name))


def _side_spoken_of(question: Question, ranking: Ranking, debate: Debate) -> str | None:
    """The side for which, or against which, most of what comes nearest speaks; None for neither.

    So "compete on being cheap" means the side whose essays speak of that.
    """
    best = list(zip(ranking.scores, ranking.rows, strict=True))[:_SPEAKS]
    total = sum(score for score, _ in best)
    spoken = {
        side.id: sum(s for s, row in best if argues(row, side.id, question.stance, debate))
        for side in debate.sides
    }
    clear = [side for side, share in spoken.items() if total and share >= _MOST * total]
    near = question.side if question.side_near >= _TAKES else None
    return clear[0] if len(clear) == 1 else near


def signals(question: Question, ranking: Ranking | None) -> Array:
    """[signals] what is weighed beside the wording, in the order of SIGNALS."""
    one, several = len(question.parties) == 1, len(question.parties) > 1
    matter = bool(question.matter)
    near = ranking.nearest if ranking else 0.0
    own = 0.0
    if ranking and question.parties:
        own = ranking.within(
            lambda row: any(speaks(row, p) or is_lent(row, p) for p in question.parties)
        ).nearest
    return np.array(
        [
            1.0,
            near,
            odds(ranking.scores[0]) if ranking else 0.0,
            ranking.known if ranking else 0.0,
            len(ranking.missing) / len(question.stems) if ranking else 0.0,
            matter,
            one,
            several,
            bool(question.things),
            len(question.sides) == 1,
            len(question.sides) > 1,
            question.own_share,
            bool(question.unknown),
            bool(question.told),
            question.premise,
            length(question),
            own,
            one and matter,
            near * matter,
            not question.stems,
            question.side_near,
        ],
        dtype=np.float64,
    )


def chances(question: Question, seen: Array) -> dict[Intent, float]:
    """The probability of each intent that makes sense; they sum to one, rounded."""
    raised = by_wording(question) * settle_weights()[1] + settle_weights()[0] @ seen
    raised = np.where(np.isfinite(raised), np.exp(raised - raised.max()), 0.0)
    shares = np.round(raised / raised.sum(), 4)
    return {i: share for i, share in zip(INTENTS, shares.tolist(), strict=True) if share}


def _without_verdict(shares: dict[Intent, float]) -> dict[Intent, float]:
    """The others' probabilities, summing to one; as they are where there are no others."""
    others = {intent: share for intent, share in shares.items() if intent != "verdict"}
    rest = sum(others.values())
    return {intent: round(share / rest, 4) for intent, share in others.items()} or shares


def by_wording(question: Question) -> Array:
    """[intents] the log of each one's probability; minus infinity where its needs are not met."""
    shares = dict(question.intents)
    if question.things and not question.parties:  # no fact about the corpus: what is said of them
        shares["example"] = shares.get("example", 0.0) + shares.get("facts", 0.0)
    if question.parties:  # in whose camp somebody is who is named: where they stand
        shares["facts"] = shares.get("facts", 0.0) + shares.get("camp", 0.0)
    return np.array(
        [
            np.log(max(shares.get(intent, 0.0), LEAST))
            if NEEDS.get(intent, _anything)(question)
            else -np.inf
            for intent in INTENTS
        ],
        dtype=np.float64,
    )


def _anything(question: Question) -> bool:
    return True


@cache
def settle_weights() -> tuple[Array, float]:
    """The [intents, signals] weights, and what the wording counts."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["weights"].astype(np.float64), float(stored["wording"])


def _for_business(question: Question) -> Question:
    """What is asked about a business: what was told of it counts, the less the more is asked."""
    wants = question.intent in ("advice", "off_topic") or (
        question.intent == "talk" and question.intents.get("advice", 0.0) > _ADVISED
    )
    if not wants or question.case_vector is None:
        return question
    if question.intent != "advice" and question.matter:
        return question
    mixed = question.vector + (_BESIDE if question.matter else _INSTEAD) * question.case_vector
    vector = np.asarray(mixed / max(1e-9, float(np.linalg.norm(mixed))), dtype=np.float32)
    stems = question.stems if question.matter else (*question.stems, *question.case_stems)
    return replace(question, intent="advice", foreign=0.0, vector=vector, stems=stems)
