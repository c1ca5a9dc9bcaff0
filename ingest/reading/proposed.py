"""What a model that reads an essay proposes, and the gate that each of its points passes.

Sentence numbers come in and go out, so that quotations are verbatim by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from assistant.domain import CONDITIONAL, Essay, PointRole, Side
from assistant.errors import CorpusError
from assistant.words import fold
from assistant.writers.model.orders import orders_about
from ingest.reading.anchoring import read_points
from ingest.reading.file import (
    CLAIM_KEYS,
    MAX_GIST_WORDS,
    MAX_QUOTE_WORDS,
    ROLES,
    Quoted,
    Reading,
    ReadPoint,
)

MOST_ASKS, MOST_CLAIMS = 8, 10
_MOST_SENTENCES = 3
_MOST_TOPICS = 6
_BELOW = Path("points")  # a reading that is no file yet

SCHEMA: dict[str, Any] = {
    "title": "reading",
    "description": "The points of one essay.",
    "type": "object",
    "additionalProperties": False,
    "required": ["gist", "position", "points"],
    "properties": {
        "gist": {"type": "string"},
        "position": {"type": "string"},
        "points": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": [
                    *("sentences", "lead", "says", "role", "for", "against"),
                    *("about", "things", "asks", *CLAIM_KEYS),
                ],
                "properties": {
                    "sentences": {"type": "array", "items": {"type": "integer"}},
                    "lead": {"type": ["integer", "null"]},
                    "says": {"type": "string"},
                    "role": {"type": "string", "enum": list(ROLES)},
                    "for": {"type": ["string", "null"]},
                    "against": {"type": ["string", "null"]},
                    "about": {"type": "array", "items": {"type": "string"}},
                    "things": {"type": "array", "items": {"type": "string"}},
                    "asks": {"type": "array", "items": {"type": "string"}},
                    **{key: {"type": "array", "items": {"type": "string"}} for key in CLAIM_KEYS},
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A point that did not pass, as it was proposed, and why."""

    proposed: Mapping[str, Any]
    reason: str

    @property
    def says(self) -> str:
        """What it would have said, for a report."""
        return str(self.proposed.get("says") or "(nothing)")


class ReadingGate:
    """Judges the points proposed for one essay, and keeps those that pass."""

    def __init__(
        self, essay: Essay, sides: Sequence[Side], names: Mapping[str, Sequence[str]]
    ) -> None:
        self.essay = essay
        self.points: dict[tuple[int, int], ReadPoint] = {}
        self.gist = ""
        self.position: str | None = None
        self._sides = {side.id for side in sides}
        self._names = names
        self._asked: set[str] = set()
        self._said: set[str] = set()

    def read_head(self, found: Mapping[str, Any]) -> None:
        """Take up the gist and the position of the whole, where they are given and may stand."""
        gist, position = found.get("gist"), found.get("position")
        if isinstance(gist, str) and gist.strip() and not self.gist:
            self.gist = " ".join(gist.split())
        if position in {*self._sides, CONDITIONAL}:
            self.position = str(position)

    def judge(self, found: Mapping[str, Any]) -> Rejected | None:
        """Keep a proposed point, or say why it cannot stand."""
        try:
            point, span = self._point(found)
            reading = Reading(_BELOW / f"{self.essay.slug}.yaml", "", None, (point,))
            anchored = read_points(self.essay, reading, self._names)
            if not anchored:
                raise _Unfit("it quotes a heading")
        except _Unfit as error:
            return Rejected(found, str(error))
        except CorpusError as error:
            return Rejected(found, error.message.split(": ", 1)[-1])
        self.points[span] = point
        self._said.add(fold(point.says))
        self._asked.update(fold(ask) for ask in point.asks)
        return None

    def in_order(self) -> list[ReadPoint]:
        """The points that passed, in the order of the text."""
        return [self.points[span] for span in sorted(self.points)]

    def _point(self, found: Mapping[str, Any]) -> tuple[ReadPoint, tuple[int, int]]:
        first, last = self._span(found.get("sentences"))
        sentences = self.essay.sentences
        start, end = sentences[first].start, sentences[last].end
        quote = self.essay.text[start:end]
        if len(quote.split()) > MAX_QUOTE_WORDS:
            raise _Unfit(f"its sentences have {len(quote.split())} words, over {MAX_QUOTE_WORDS}")
        if orders_about(quote):
            raise _Unfit("it speaks to a machine, not to the essay's readers")
        if (start, end) in self.points:
            raise _Unfit("another point has the same sentences")
        says = self._says(found.get("says"))
        role = found.get("role")
        if role not in ROLES:
            raise _Unfit(f"there is no role {role!r}")
        asks = [a for a in _texts(found.get("asks")) if fold(a) not in self._asked][:MOST_ASKS]
        if not asks:
            raise _Unfit("it has no questions of its own under `asks`")
        point = ReadPoint(
            quote=Quoted(self.essay.slug, quote, 0),
            lead=self._lead(found.get("lead"), first),
            says=says,
            role=cast(PointRole, role),
            speaks_for=self._side(found.get("for")),
            speaks_against=self._side(found.get("against")),
            about=tuple(_texts(found.get("about"))[:_MOST_TOPICS]),
            things=tuple(_texts(found.get("things"))),
            asks=tuple(asks),
            restated=tuple(_texts(found.get("restated"))[:MOST_CLAIMS]),
            contrary=tuple(_texts(found.get("contrary"))[:MOST_CLAIMS]),
            beyond=tuple(_texts(found.get("beyond"))[:MOST_CLAIMS]),
        )
        return point, (start, end)

    def _span(self, told: Any) -> tuple[int, int]:
        """The first and last index of the sentences that a point names by numbers from 1."""
        listed = told if isinstance(told, list) else [told]
        numbers = sorted({n for n in listed if isinstance(n, int) and not isinstance(n, bool)})
        if not numbers or len(numbers) != len(listed):
            raise _Unfit("it names no sentences by their numbers")
        first, last = numbers[0], numbers[-1]
        if first < 1 or last > len(self.essay.sentences):
            raise _Unfit(f"there is no sentence {last if first >= 1 else first}")
        if numbers != list(range(first, last + 1)):
            raise _Unfit("its sentences do not follow one another")
        if len(numbers) > _MOST_SENTENCES:
            raise _Unfit(f"it takes more than {_MOST_SENTENCES} sentences")
        blocks = {self.essay.sentences[number - 1].block for number in numbers}
        if len(blocks) > 1:
            raise _Unfit("its sentences stand in two paragraphs")
        return first - 1, last - 1

    def _says(self, told: Any) -> str:
        says = " ".join(told.split()) if isinstance(told, str) else ""
        if not says:
            raise _Unfit("it does not say what it says")
        if len(says.split()) > MAX_GIST_WORDS:
            raise _Unfit(f"`says` has {len(says.split())} words, over {MAX_GIST_WORDS}")
        if fold(says) in self._said:
            raise _Unfit("another point says the same")
        return says

    def _lead(self, told: Any, first: int) -> str | None:
        """The words of the sentence that leads a list in; of no other sentence."""
        own = self.essay.sentences[first].lead_in
        if told is None or own is None or told != own + 1:
            return None  # the essay's own lead-in is found without it
        return self.essay.quote(self.essay.sentences[own])

    def _side(self, told: Any) -> str | None:
        if told in (None, "", "null"):
            return None
        if told not in self._sides:
            raise _Unfit(f"there is no side {told!r}")
        return str(told)


class _Unfit(Exception):
    """A proposed point cannot stand; the message says why."""


def _texts(told: Any) -> list[str]:
    listed: Iterable[Any] = told if isinstance(told, list) else ()
    plain = (" ".join(one.split()) for one in listed if isinstance(one, str))
    return list(dict.fromkeys(one for one in plain if one))
