"""What each intent takes of a ranking: whose points, and how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.understanding.question import Intent

Whose = Literal[
    "nearest", "parties", "side", "both_sides", "camp", "between", "essays", "things", "nobody"
]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whose points answer an intent, and how many; scores as in `rank.Ranking`."""

    whose: Whose
    most: int
    per_voice: int
    floor: float  # below it a point is beside the question
    share: float  # of the best point's score, below which one is left out


_NARROW = Plan("nearest", most=4, per_voice=3, floor=0.02, share=0.5)
PLANS: Mapping[Intent, Plan] = {
    "who_argues": Plan("nearest", most=3, per_voice=1, floor=0.02, share=0.5),
    "camp": Plan("camp", 5, 1, 0.0, 0.0),
    "voice": Plan("parties", most=4, per_voice=4, floor=0.0, share=0.5),
    "compare": Plan("parties", most=4, per_voice=2, floor=0.0, share=0.4),
    "agree": Plan("nearest", most=5, per_voice=1, floor=0.02, share=0.3),
    "middle": Plan("between", 4, 2, 0.0, 0.2),
    "define": Plan("nearest", 4, 2, 0.02, 0.5),
    "example": Plan("things", 5, 2, 0.02, 0.4),
    "advice": Plan("both_sides", 5, 3, 0.02, 0.45),
    "topic": _NARROW,
    "off_topic": _NARROW,
    "figures": _NARROW,
    "case": Plan("side", 6, 3, 0.0, 0.15),
    "verdict": Plan("both_sides", 6, 2, 0.0, 0.0),
    "overview": Plan("essays", 6, 6, 0.0, 0.0),
}
NOBODY = Plan("nobody", 0, 0, 1.0, 1.0)
