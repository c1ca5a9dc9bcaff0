"""What an essay, a voice, a position and an attitude are called on the screen, and in which colour.

Colour never stands alone: wherever a hue says which essay, the essay's short name stands beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Citation, RollCallEntry
from assistant.domain import CONDITIONAL, SILENT, Attitude, Debate, Essay, Role
from assistant.naming import MOST_NAMED, essay_name

NAME = "The Debate"  # of the product
HUES = 8  # how many the style sheet defines; the ninth essay shares the first one's
NEUTRAL = HUES - 1


@dataclass(frozen=True, slots=True)
class EssayName:
    """How one essay is named in small: on badges, chips and in the margin."""

    short: str
    hue: int


def essay_names(debate: Debate) -> dict[str, EssayName]:
    """Short names, unique within the debate: a surname, or what an unsigned essay is called."""
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


def written_by(essay: Essay) -> str:
    """An essay's author, or what prose calls an essay that names none."""
    if essay.author:
        return essay.author
    name = essay_name(essay)
    return name[:1].upper() + name[1:]


def owner(author: str | None, title: str) -> str:
    """An essay by its owner: "Max Kalehoff's essay", or its title where it is unsigned."""
    return f"{author}'s essay" if author else f"the essay “{title}”"


def voice_line(voice: str | None, role: Role, attitude: Attitude, author: str | None) -> str:
    """Who speaks, and what the essay's author makes of it."""
    by = f"by {author}" if author else "in this essay"
    if role == "uncertain":
        return f"Speaker unclear, quoted {by}"
    if role == "author":
        return (
            f"{author}, in the author's own words"
            if author
            else "The essay’s author, who is not named"
        )
    manner = {
        "own": f"quoted {by}",
        "endorses": f"quoted with approval {by}",
        "rebuts": f"quoted {by}, in order to disagree",
        "reports": f"quoted {by}, without taking sides",
    }[attitude]
    return f"{voice or 'Somebody'}, {manner}"


def speaker_line(citation: Citation, short: str) -> str:
    """Who is quoted, and by whom, in few words."""
    if citation.role == "author":
        return citation.voice or short
    return voice_line(citation.voice, citation.role, citation.attitude, citation.author)


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


def named_entries(entries: Sequence[RollCallEntry]) -> Sequence[RollCallEntry]:
    """Those that a roll call names: of very many the first few, whoever has a proof before all."""
    if len(entries) <= MOST_NAMED:
        return entries
    return sorted(entries, key=lambda entry: entry.citation is None)[:MOST_NAMED]
