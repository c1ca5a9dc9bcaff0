"""What retrieval hands to a writer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from assistant.answer import Reason
from assistant.domain import Accord
from assistant.points import PointRow
from assistant.retrieval.rank import Ranking
from assistant.understanding.question import Question


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a writer receives: points in the order of telling, and what none of them says."""

    question: Question
    points: tuple[PointRow, ...] = ()
    ranking: Ranking | None = None
    theses: Mapping[str, PointRow] = field(default_factory=dict)  # by essay
    by_side: Mapping[str, tuple[PointRow, ...]] = field(default_factory=dict)
    accords: tuple[Accord, ...] = ()
    hinges: tuple[PointRow, ...] = ()  # on what it turns for those who say that it depends
    fits: tuple[PointRow, str] | None = None  # the point and what was told that belong together
    fitting: tuple[PointRow, ...] = ()  # nearest to what the asker told of their business
    silent: tuple[str, ...] = ()  # essays with nothing to say on it
    refusal: Reason | None = None
    missing: tuple[str, ...] = ()  # names or words that no essay has
    corrects: bool = False  # what is presumed is the opposite of what the voice says
    stand: Literal["yes", "no", "both"] | None = None  # what the points say to a yes-or-no question
