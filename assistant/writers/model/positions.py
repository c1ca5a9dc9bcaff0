"""Claims on which side an essay takes, against the position that its front matter gives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain import CONDITIONAL, Debate
from assistant.naming import essay_name
from assistant.words import content_stems
from assistant.writers.model.parties import Party

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
_CLAUSE = re.compile(r"[,;:.—–]|\b(?:while|whereas|but|though)\b", re.I)


def wrong_position(text: str, named: Sequence[Party], debate: Debate) -> str:
    """What is wrong with the sides that a sentence gives to essays; "" where nothing is.

    A side belongs to the names before it in its clause, and to the clauses of mere names before
    that ("Mark, Jeo and Kalehoff stand with …"), or else to names that follow ("with …: Mark").
    """
    if not _TAKES.search(text) or _DENIED.search(text):
        return ""
    waiting: list[Party] = []  # named in clauses of names alone
    last: str | None = None  # the side that was given to nobody yet
    for start, end in _clauses(text):
        clause = text[start:end]
        parties = [p for p in named if start <= p.start < end and not p.in_passing]
        sides = _sides_in(clause, debate)
        given = [p for p in parties if sides and p.start - start < sides[0][0]]
        if sides:
            for party in (*waiting, *given):
                wrong = _wrong(party, sides[0][1], debate)
                if wrong:
                    return wrong
            last = None if (*waiting, *given) else sides[0][1]
            waiting = []
        elif parties and _only_names(clause, parties, start):
            if last is None:
                waiting += parties
            else:
                wrong = next((w for p in parties if (w := _wrong(p, last, debate))), "")
                if wrong:
                    return wrong
        else:
            waiting, last = [], None
    return ""


def without_sides(text: str, debate: Debate, whole: str = "") -> str:
    """The text without the sides that it says somebody takes; as it is where it says none.

    `whole`: the sentence that it is a part of, whose verb it may lean on.
    """
    if not _TAKES.search(whole or text) and not _DEPENDS.search(text):
        return text
    text = _DEPENDS.sub(" ", text)
    for side in debate.sides:
        text = re.sub(rf"{_WITH}{re.escape(side.label)}[”\"]?", " ", text, flags=re.I)
    return text


def _clauses(text: str) -> list[tuple[int, int]]:
    ends = [found.start() for found in _CLAUSE.finditer(text)]
    starts = [0, *(found.end() for found in _CLAUSE.finditer(text))]
    return list(zip(starts, [*ends, len(text)], strict=True))


def _only_names(clause: str, parties: Sequence[Party], start: int) -> bool:
    for party in reversed(parties):
        clause = clause[: party.start - start] + clause[party.end - start :]
    return not content_stems(re.sub(r"\bessays?\b", "", clause, flags=re.I))


def _wrong(party: Party, given: str, debate: Debate) -> str:
    """What is wrong with the side that a party is given; a voice that is only quoted has none."""
    for essay in debate.essays:
        if party.key in (essay.slug, essay.author) and essay.position not in (None, given):
            return f"{essay_name(essay)} does not take that side: its position is {essay.position}"
    return ""


def _sides_in(clause: str, debate: Debate) -> list[tuple[int, str]]:
    """Where a clause says that somebody takes a side, and which; in order."""
    found = [(match.start(), CONDITIONAL) for match in _DEPENDS.finditer(clause)]
    for side in debate.sides:
        pattern = rf"{_WITH}{re.escape(side.label)}"
        found += [(match.start(), side.id) for match in re.finditer(pattern, clause, re.I)]
    return sorted(found)
