"""The debate's sides as words: which side a text names, and which one it leans to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain import Debate
from assistant.words import STOPWORDS, fold, stem, word_spans


@dataclass(frozen=True, slots=True)
class SideWords:
    """The stems that tell one side's label from the others', and those that all labels share."""

    own: Mapping[str, frozenset[str]]  # side id -> stems
    shared: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """The stems of all sides' own words together."""
        return frozenset().union(*self.own.values())


def side_words(debate: Debate) -> SideWords:
    """Read off the sides' ids and labels; a statement helps only where a label has no own word."""
    labels = {side.id: _stems(f"{side.label} {side.id}") for side in debate.sides}
    own = {}
    for side in debate.sides:
        others = set().union(*(labels[o.id] for o in debate.sides if o.id != side.id))
        words = labels[side.id] - others
        own[side.id] = frozenset(words or (_stems(side.statement) - others))
    everywhere = set.intersection(*labels.values()) if labels else set()
    return SideWords(own=own, shared=frozenset(everywhere))


def _stems(text: str) -> set[str]:
    found = (fold(word) for word, _, _ in word_spans(text))
    return {stem(word) for word in found if word not in STOPWORDS}


def sides_named(stems: Sequence[str], words: SideWords) -> list[str]:
    """The ids of the sides whose own words occur, in the order of their first word."""
    first: dict[str, int] = {}
    for at, word in enumerate(stems):
        for side, own in words.own.items():
            if word in own and side not in first:
                first[side] = at
    return sorted(first, key=lambda side: first[side])


# "A … more than B", "A over B": the side before the cue wins; after these cues, the side behind.
_BEATS = re.compile(
    r"\b(over|above|before|ahead of|rather than|instead of|more than|more important(?:ly)? than"
    r"|matters? more|better than|beats?|trumps?|outweighs?|outranks?|superior to|not)\b",
    re.I,
)
_LOSES = re.compile(
    r"\b(less than|less important than|matters? less|worse than|inferior to|secondary to|below"
    r"|behind|after|comes? second to|byproduct of|follows? from)\b",
    re.I,
)
_FOR = re.compile(
    r"\b(first|priorit\w*|prefer\w*|favou?r\w*|champion\w*|back\w*|best|better|key|crucial|vital"
    r"|essential|important|main|top|winning|wins?|right|superior|matters? most|everything|always"
    r"|lifeblood|only|paramount|advocat\w*|recommend\w*|pro|embrac\w*|love\w*|defend\w*|promot\w*"
    r"|prais\w*|urg\w*|accept\w*|advis\w*|choos\w*|adopt\w*|ultimate|goal|suits?|works? for"
    r"|central|core|must|should|enough|put\w*|side\w* with|focus\w* on|matters?)\b",
    re.I,
)
_AGAINST = re.compile(
    r"\b(against|reject\w*|dismiss\w*|ignor\w*|oppos\w*|wrong|unimportant|irrelevant|useless"
    r"|waste\w*|overrated|myth|mistake\w*|harmful|dangerous|last|secondary|neglect\w*|forget\w*"
    r"|abandon\w*|skip\w*|hate\w*|critici[sz]\w*|attack\w*|distract\w*|doesn'?t matter"
    r"|don'?t matter"
    r"|does not matter|do not matter|no value|worthless|bad|worse|fail\w*|never|overblown|stop\w*"
    r"|pointless|dead|doomed|second|drop\w*|avoid\w*|giv\w* up|clos\w* down|scrap\w*|get rid"
    r"|refus\w*|despis\w*|outgrown?|care\w* (?:little|nothing))\b",
    re.I,
)


def whole_words(text: str) -> str:
    """The text with hyphened words in one that only seem to hold a side's word ("by-product")."""
    return re.sub(r"\b(by)-(products?)\b", r"\1\2", text, flags=re.I)


def lean(text: str, words: SideWords) -> str | None:
    """The side that a short claim leans to, or None where it takes neither.

    Comparatives are read in their direction ("A matters more than B" leans to A); a claim about
    one side alone leans to it where it is praised and to the other (of two) where it is
    dismissed.
    """
    text = whole_words(text)
    spans = [(stem(fold(word)), start, end) for word, start, end in word_spans(text)]
    places = {
        side: [start for word, start, _ in spans if word in own] for side, own in words.own.items()
    }
    named = sorted((at[0], side) for side, at in places.items() if at)
    if not named:
        return None
    if len(named) == 1:
        return _lean_alone(text, named[0][1], words)
    (_, before), (behind_at, behind) = named[0], named[1]
    between = text[named[0][0] : behind_at]
    head = text[: named[0][0]]
    loses = _LOSES.search(between)
    if loses or (_AGAINST.search(head) and not _FOR.search(head)):
        return behind
    if _BEATS.search(between):
        return before
    tail = text[behind_at:]
    if _LOSES.search(tail) or _AGAINST.search(tail):
        return before
    if _AGAINST.search(between):
        return behind
    if _FOR.search(between) and not _FOR.search(tail):
        return before
    return None


def _lean_alone(text: str, side: str, words: SideWords) -> str | None:
    """A claim that names one side only."""
    others = [other for other in words.own if other != side]
    against = _AGAINST.search(text)
    if against and not _negated(text, against.start()):
        return others[0] if len(others) == 1 else None
    praised = _FOR.search(text)
    if praised:
        if _negated(text, praised.start()):
            return others[0] if len(others) == 1 else None
        return side
    return None


_NOT = re.compile(
    r"\b(?:not|no|never|n't|hardly|isn'?t|aren'?t|don'?t|doesn'?t|cannot"
    r"|can'?t)\W+(?:\w+\W+){0,2}$",
    re.I,
)


def _negated(text: str, at: int) -> bool:
    return bool(_NOT.search(text[:at].replace("’", "'")))
