"""An analysed debate as JSON and back, exactly; compact, because every question waits for it.

Sentences are stored as rows of numbers; the few voices and headings that they share are stored
once and referred to by number.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant.domain import (
    Accord,
    Block,
    Debate,
    Essay,
    ListedVoice,
    Point,
    Sentence,
    Side,
    Voice,
)

_PLAIN = (
    "slug",
    "title",
    "text",
    "author",
    "publisher",
    "date",
    "url",
    "note",
    "position",
    "position_is_proposed",
    "gist",
)


class _Numbered(dict[Any, int]):
    """Numbers each value in the order in which it is first met."""

    def __missing__(self, value: Any) -> int:
        self[value] = len(self)
        return self[value]


def pack_debate(debate: Debate) -> dict[str, Any]:
    """JSON-ready data that `unpack_debate` turns into an equal debate."""
    return {
        "question": debate.question,
        "sides": [asdict(side) for side in debate.sides],
        "starters": list(debate.starters),
        "names": {name: list(others) for name, others in debate.names.items()},
        "accords": [asdict(accord) for accord in debate.accords],
        "gist": debate.gist,
        "essays": [_pack_essay(essay) for essay in debate.essays],
    }


def _pack_essay(essay: Essay) -> dict[str, Any]:
    voices, headings = _Numbered(), _Numbered()
    packed: dict[str, Any] = {name: getattr(essay, name) for name in _PLAIN}
    packed["thesis"] = list(essay.thesis) if essay.thesis else None
    packed["listed_voices"] = [[voice.name, voice.attitude] for voice in essay.listed_voices]
    packed["blocks"] = [[b.kind, b.start, b.end, b.level] for b in essay.blocks]
    packed["sentences"] = [
        [s.start, s.end, s.block, voices[s.voice], headings[s.heading], s.lead_in]
        for s in essay.sentences
    ]
    packed["points"] = [_pack_point(point) for point in essay.points]
    packed["voices"] = [[voice.name, voice.role, voice.attitude] for voice in voices]
    packed["headings"] = list(headings)
    return packed


def _pack_point(point: Point) -> list[Any]:
    """A bare point, of which a large corpus has many, takes its place and its lead only."""
    place = [point.start, point.end, point.first, point.last]
    if not point.says:
        return [*place, point.lead] if point.lead else place
    sides = [point.speaks_for, point.speaks_against]
    claims = [list(point.restated), list(point.contrary), list(point.beyond)]
    lists = [list(point.about), list(point.things), list(point.asks), claims]
    return [*place, point.says, point.role, *sides, *lists, point.lead]


def _unpack_point(packed: list[Any]) -> Point:
    if len(packed) == 4:
        return Point(*packed)
    if len(packed) == 5:
        start, end, first, last, lead = packed
        return Point(start, end, first, last, lead=(lead[0], lead[1]))
    start, end, first, last, says, role, speaks_for, against, *lists, lead = packed
    about, things, asks, claims = lists
    restated, contrary, beyond = (tuple(some) for some in claims)
    return Point(
        start=start,
        end=end,
        first=first,
        last=last,
        says=says,
        role=role,
        speaks_for=speaks_for,
        speaks_against=against,
        about=tuple(about),
        things=tuple(things),
        asks=tuple(asks),
        restated=restated,
        contrary=contrary,
        beyond=beyond,
        lead=(lead[0], lead[1]) if lead else None,
    )


def unpack_debate(packed: dict[str, Any]) -> Debate:
    """The debate that was packed."""
    return Debate(
        question=packed["question"],
        sides=tuple(Side(**side) for side in packed["sides"]),
        essays=tuple(_unpack_essay(essay) for essay in packed["essays"]),
        starters=tuple(packed["starters"]),
        names={name: tuple(others) for name, others in packed["names"].items()},
        accords=tuple(_unpack_accord(accord) for accord in packed["accords"]),
        gist=packed["gist"],
    )


def _unpack_accord(packed: dict[str, Any]) -> Accord:
    spans = tuple((slug, start, end) for slug, start, end in packed["spans"])
    return Accord(packed["kind"], packed["on"], packed["says"], spans)


def _unpack_essay(packed: dict[str, Any]) -> Essay:
    voices = [Voice(*voice) for voice in packed["voices"]]
    headings = packed["headings"]
    return Essay(
        **{name: packed[name] for name in _PLAIN},
        thesis=tuple(packed["thesis"]) if packed["thesis"] else None,
        listed_voices=tuple(ListedVoice(*voice) for voice in packed["listed_voices"]),
        blocks=tuple(Block(*block) for block in packed["blocks"]),
        sentences=tuple(
            Sentence(start, end, block, voices[voice], headings[heading], lead_in)
            for start, end, block, voice, heading, lead_in in packed["sentences"]
        ),
        points=tuple(_unpack_point(point) for point in packed["points"]),
    )
