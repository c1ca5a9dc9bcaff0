"""What an essay, a voice, a position and an attitude are called on the screen, and in which colour.

Colour never stands alone: wherever a hue says which essay, the essay's short name stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import CONDITIONAL, SILENT, Attitude, Debate, Essay, Role

HUES = 8  # how many the style sheet defines; the ninth essay shares the first one's
NEUTRAL = HUES - 1


@dataclass(frozen=True, slots=True)
class EssayName:
    """How one essay is named in small: on badges, chips and in the margin."""

    short: str
    hue: int


def essay_names(debate: Debate) -> dict[str, EssayName]:
    """Short names, unique within the debate: a surname, a full name, or the essay's slug."""
    candidates = [_candidates(essay) for essay in debate.essays]
    names: dict[str, EssayName] = {}
    for place, (essay, own) in enumerate(zip(debate.essays, candidates, strict=True)):
        others = {name.casefold() for row in candidates if row is not own for name in row}
        short = next((name for name in own if name.casefold() not in others), own[-1])
        names[essay.slug] = EssayName(short, place % HUES)
    return names


def _candidates(essay: Essay) -> tuple[str, ...]:
    slug = essay.slug.replace("-", " ").replace("_", " ")
    by_slug = slug[:1].upper() + slug[1:]
    if not essay.author:
        return (by_slug,)
    return (essay.author.split()[-1], essay.author, by_slug)


def owner(author: str | None, title: str) -> str:
    """An essay by its owner: "Max Kalehoff's essay", or its title where it is unsigned."""
    return f"{author}'s essay" if author else f"the unsigned essay “{title}”"


def voice_line(voice: str | None, role: Role, attitude: Attitude, author: str | None) -> str:
    """Who speaks, and what the essay's author makes of it."""
    by = author or "the unsigned author"
    if role == "uncertain":
        return f"Speaker unclear, in {by}'s essay"
    if role == "author":
        return f"{author}, in the author's own words" if author else "The unsigned author"
    manner = {
        "own": f"quoted by {by}",
        "endorses": f"quoted with approval by {by}",
        "rebuts": f"quoted by {by}, who disagrees",
        "reports": f"quoted by {by}, without taking sides",
    }[attitude]
    return f"{voice or 'Somebody'}, {manner}"


def position_label(debate: Debate, position: str | None) -> str:
    """A position in words; a side speaks through its label."""
    if position == CONDITIONAL:
        return "It depends"
    if position == SILENT:
        return "Silent on this"
    for side in debate.sides:
        if side.id == position:
            return side.label
    return "Position open" if position is None else position


def position_mark(debate: Debate, position: str | None) -> str:
    """A shape for a position, so that no reader has to rely on colour."""
    if position == CONDITIONAL:
        return "◆"
    for place, side in enumerate(debate.sides):
        if side.id == position:
            return "▲●■★"[place % 4]
    return "○"
