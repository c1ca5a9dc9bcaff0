"""Whether to answer at all: one calibrated decision, learned on questions about other debates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.answer import Reason
from assistant.points import PointRow
from assistant.retrieval.rank import Ranking
from assistant.understanding.question import Question

if TYPE_CHECKING:
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("abstain.npz")
_OF_ALL = ("verdict", "overview", "case", "camp", "middle")  # every debate answers these
_PLAINLY = 0.6  # probability from which a question is off topic, or wants a number
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
    "named",
    "words",
    "elsewhere",
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
    asks_number = question.intent in ("figures", "topic", "voice") and _number(question) > _PLAINLY
    if asks_number and not _gives_number(ranking):
        return Decision("not_in_essays", 0.0)
    between = question.intent in ("compare", "agree") and len(question.parties) > 1
    if question.intent in _OF_ALL or between or _tells(question):
        return Decision(None, 1.0)
    if not question.matter and (question.parties or question.things):
        return Decision(None, 1.0)
    weights, bias = abstain_weights(bare=is_bare(everybody))
    raised = float(signals(question, ranking, everybody) @ weights) + bias
    chance = round(1.0 / (1.0 + float(np.exp(-raised))), 4)
    if chance >= 0.5:
        return Decision(None, chance)
    reason: Reason = "off_topic" if question.foreign > 0.5 else "not_in_essays"
    return Decision(reason, chance, question.unknown)


def _tells(question: Question) -> bool:
    """Whether somebody tells a case of their own: then the nearest conditions are the answer."""
    return question.intent == "advice" and bool(question.told)


def signals(question: Question, ranking: Ranking, everybody: Ranking) -> NDArray[np.float32]:
    """[signals] what the decision is made of, in the order of SIGNALS."""
    scores = ranking.scores[:4] or (0.0,)
    wanted = set(question.things)
    spoken = any(wanted & set(row.point.things) or _holds(row, wanted) for row in ranking.rows[:12])
    return np.array(
        [
            scores[0],
            sum(scores[:3]) / 3,
            ranking.nearest,
            ranking.known,
            question.foreign,
            question.own_share,
            len(ranking.missing) / max(1, len(question.stems)),
            0.0 if _gives_number(ranking) else _number(question),
            float(bool(wanted) and not spoken),
            float(bool(question.parties or question.things)),
            min(len(question.stems), 8) / 8,
            everybody.nearest - ranking.nearest,
        ],
        dtype=np.float32,
    )


def _number(question: Question) -> float:
    """The probability that a number is wanted."""
    return max(question.number, question.intents.get("figures", 0.0))


def _gives_number(ranking: Ranking) -> bool:
    return any(any(c.isdigit() for c in row.quote) for row in ranking.rows[:3])


def _holds(row: PointRow, things: set[str]) -> bool:
    return any(thing in row.quote for thing in things)


def is_bare(everybody: Ranking) -> bool:
    """Whether no reader told what the best point says: then less comes near to any question."""
    return not any(row.essay.is_read for row in everybody.rows[:1])


@cache
def abstain_weights(*, bare: bool) -> tuple[NDArray[np.float32], float]:
    """The weight of each signal, and the bias; those for essays without a reading if `bare`."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights, bias = stored["weights"][int(bare)], stored["bias"][int(bare)]
        return weights.astype(np.float32), float(bias)
