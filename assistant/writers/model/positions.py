"""Claims on which side an essay takes, against the position that its front matter gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.writers.model.parties import Party
from assistant.writers.naming import essay_name

# Taking a side, in the words by which such a sentence is built.
_TAKES = re.compile(
    r"\b(?:stands?|sides?|comes? down|lands?|ends? up|split|splits|divided|takes?|is|are|come)\b",
    re.I,
)
_WITH = r"\b(?:with|for|on|behind|in favou?r of|side of|to) (?:the )?[“\"]?"
_DEPENDS = re.compile(
    r"\b(?:says? (?:that )?it (?:all )?depends|takes? neither|tak(?:es?|ing) no side"
    r"|conditional|sits? in the middle|in between|neither side)\b",
    re.I,
)
_DENIED = re.compile(r"\bnot\b|n['’]t\b|\bnever\b|\bnobody\b|\bno\b", re.I)


def wrong_position(text: str, named: Sequence[Party], debate: Debate) -> str:
    """What is wrong with the sides that a sentence gives to essays; "" where nothing is.

    A side belongs to the names before it ("A and B stand with …"), or to those behind it ("with …:
    A and B"); a sentence is wrong where it is so read either way.
    """
    sides = _sides_in(text, debate)
    if not sides or _DENIED.search(text):
        return ""
    parties = [party for party in named if not party.in_passing]
    after = [_given(party, sides, debate, behind=False) for party in parties]
    before = [_given(party, sides, debate, behind=True) for party in parties]
    wrong = [one for one in after if one]
    if not wrong or (not any(before) and sides[0][0] < min(p.start for p in parties)):
        return ""
    return wrong[0]


def _given(party: Party, sides: Sequence[tuple[int, str]], debate: Debate, *, behind: bool) -> str:
    """What is wrong with the side that a party is given, read in one direction."""
    held, name = _held(party, debate)
    if held is None:
        return ""
    if behind:
        given = next((side for at, side in reversed(sides) if at < party.start), None)
    else:
        given = next((side for at, side in sides if at > party.start), None)
    if given is None or given == held:
        return ""
    return f"{name} does not take that side: its position is {held}"


def _sides_in(text: str, debate: Debate) -> list[tuple[int, str]]:
    """Where a sentence says that somebody takes a side, and which; in order."""
    if not _TAKES.search(text):
        return []
    found = [(match.start(), CONDITIONAL) for match in _DEPENDS.finditer(text)]
    for side in debate.sides:
        pattern = rf"{_WITH}{re.escape(side.label)}"
        found += [(match.start(), side.id) for match in re.finditer(pattern, text, re.I)]
    return sorted(found)


def _held(party: Party, debate: Debate) -> tuple[str | None, str]:
    """The position of the essay that a party wrote, or is; None for a voice that is only quoted."""
    for essay in debate.essays:
        if party.key in (essay.slug, essay.author):
            return essay.position, essay_name(essay)
    return None, party.key
