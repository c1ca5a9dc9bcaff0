"""Whether to answer at all: one calibrated decision, learned on questions about other debates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.answer import Reason
from assistant.points import PointRow
from assistant.retrieval.choosing import names
from assistant.retrieval.rank import Ranking
from assistant.understanding.question import Intent, Question
from assistant.words import content_stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("abstain.npz")
SPOKEN = 0.2  # score from which a point speaks of a matter
_OF_ALL = ("verdict", "overview", "case", "camp", "middle")  # every debate answers these
_HARDLY = 0.01  # score below which points are equally far
_ENOUGH = 0.49  # chance from which the essays answer
_PLAINLY = 0.6  # probability from which a question is off topic
_WHOLLY = 0.9  # probability from which all is to be told, whatever else is named
_NEAREST = 12  # points that ought to speak of what a question names
_LIKELY = 0.35  # probability from which one matter is what is wanted
_ON_SIDE = 0.55  # nearness from which somebody who is asked about a side speaks of it
_MANY = 16  # words from which a question is long
SORTS = 6  # of questions, each with a bar of its own
_FEW = 2  # stems up to which a question is a bare matter
_WANTED: tuple[Intent, ...] = (
    "figures",
    "topic",
    "voice",
    "who_argues",
    "define",
    "example",
    "advice",
)
SIGNALS = (
    "best",
    "lead",
    "near",
    "known",
    "foreign",
    "own",
    "unheard",
    "figure",
    "thing",
    "stems",
    "elsewhere",
    "premise",
    "words",
    *_WANTED,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """`reason` None: answer. `missing` are the names that nobody here bears."""

    reason: Reason | None
    chance: float  # that the essays answer it
    missing: tuple[str, ...] = ()


def abstains(question: Question, ranking: Ranking, everybody: Ranking) -> Decision:
    """The decision on a question that asks something of the essays.

    `ranking` holds the points of whoever is asked, `everybody` those of all.
    """
    if question.unknown:
        return Decision("not_in_essays", 0.0, question.unknown)
    if question.foreign > _PLAINLY:
        return Decision("off_topic", 0.0)
    asks_number = question.intent in ("figures", "topic", "voice") and _number(question) > 0.5
    if asks_number and not _gives_number(ranking):
        return Decision("not_in_essays", 0.0)
    if question.intent == "voice" and question.things and not question.tells_case:
        beyond = {*question.stems} - {*content_stems(" ".join(question.things))}
        lacking = [t for t in question.things if not _speak_of(ranking.rows, {t})]
        if lacking and (question.premise > 0.5 or len(lacking) == len(question.things)):
            return Decision("not_in_essays", 0.0, tuple(lacking))
        if not beyond:  # only names
            return Decision(None, 1.0)
    lost = bool(question.matter) and {*question.matter} <= {*everybody.missing}
    plain = question.intent == "topic" and question.confidence > _LIKELY and not question.things
    narrow = of_one_matter(question) or (plain and not _is_bare(everybody))
    if lost and narrow and not question.parties:
        return Decision("not_in_essays", 0.0)  # of something that no essay has a word of
    on_side = question.parties and question.sides and not everybody.missing
    if not decides(question) or (on_side and ranking.nearest >= _ON_SIDE):
        return Decision(None, 1.0)
    weights, bars = abstain_weights()
    raised = float(signals(question, ranking, everybody) @ weights)
    raised -= float(bars[sort_of(question, everybody)])
    chance = round(1.0 / (1.0 + float(np.exp(-raised))), 4)
    if chance >= _ENOUGH:
        return Decision(None, chance)
    reason: Reason = "off_topic" if question.foreign > 0.5 else "not_in_essays"
    return Decision(reason, chance, question.unknown)


def decides(question: Question) -> bool:
    """Whether the weights decide on a question; every other one has an answer.

    Whoever tells a case of their own gets the nearest conditions; where nothing but names is asked,
    their points answer.
    """
    named = bool(question.parties or question.things)
    if of_one_matter(question) and not named:
        return True
    between = question.intent in ("compare", "agree") and len(question.parties) > 1
    tells = question.intent == "advice" and bool(question.told)
    splits = question.intent == "agree" and bool(question.sides)
    placed = question.intent == "example" and question.things and question.sides  # "is X for Y?"
    if question.intent in _OF_ALL or between or tells or splits or placed:
        return False
    return bool(question.matter) or not named


def of_one_matter(question: Question) -> bool:
    """Whether an overview of one matter is wanted, and not of all, for somebody who is named."""
    sure = max(question.confidence, question.intents.get("overview", 0.0))
    narrow = question.intent == "overview" and sure < _WHOLLY
    return narrow and bool(question.matter)


def signals(question: Question, ranking: Ranking, everybody: Ranking) -> NDArray[np.float32]:
    """[signals] what the decision is made of, in the order of SIGNALS."""
    scores = ranking.scores[:4] or (0.0,)
    wanted = set(question.things)
    spoken = _speak_of(ranking.rows[:_NEAREST], wanted)
    return np.array(
        [
            odds(scores[0]),
            odds(sum(scores[:3]) / 3),
            ranking.nearest,
            ranking.known,
            question.foreign,
            question.own_share,
            len(ranking.missing) / max(1, len(question.stems)),
            0.0 if _gives_number(ranking) else _number(question),
            float(bool(wanted) and not spoken),
            min(len(question.stems), 8) / 8,
            everybody.nearest - ranking.nearest,
            question.premise,
            length(question),
            *(question.intents.get(intent, 0.0) for intent in _WANTED),
        ],
        dtype=np.float32,
    )


def length(question: Question) -> float:
    """How long a question is, 0 to 1."""
    return min(question.words, _MANY) / _MANY


def odds(score: float) -> float:
    """The log-odds of a score, about -1 to 1: a chance of .05 is far from one of .2."""
    kept = min(max(score, _HARDLY), 1.0 - _HARDLY)
    return float(np.log(kept / (1.0 - kept))) / 4


def _number(question: Question) -> float:
    """The probability that a number is wanted."""
    return max(question.number, question.intents.get("figures", 0.0))


def _gives_number(ranking: Ranking) -> bool:
    return any(any(c.isdigit() for c in row.quote) for row in ranking.rows[:3])


def _speak_of(rows: Sequence[PointRow], things: set[str]) -> bool:
    """Whether one of the points names one of these."""
    return any(names(row, things) for row in rows)


def sort_of(question: Question, everybody: Ranking) -> int:
    """Which of the SORTS of questions one is, from 0.

    Half of the sorts where a reader told what the best point says, half where none did: then less
    comes near to any question. One sort asks something of whom or what it names: there the others'
    nearness tells that they speak of it, and the one who is asked does not. The last two ask of a
    bare matter ("refunds?"): a few words come nearer to some point than many do.
    """
    bare, named = _is_bare(everybody), bool(question.parties or question.things)
    if not named and len(question.stems) <= _FEW:
        return 4 + bare
    return 2 * bare + named


def _is_bare(everybody: Ranking) -> bool:
    """Whether no reader told what the best point says."""
    return not any(row.essay.is_read for row in everybody.rows[:1])


@cache
def abstain_weights() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weight of each signal, and the bar that each of the SORTS of questions must reach."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["weights"].astype(np.float32), stored["bars"].astype(np.float32)
