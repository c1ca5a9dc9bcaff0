"""How an answer speaks of essays and voices: plain facts of the corpus, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.domain import CONDITIONAL, Debate, Essay

MOST_NAMED = 10  # essays that an answer names
LONG_TITLE = 6  # words from which a title is cut at its colon
_MODAL = re.compile(r"\b(?:should|must|ought to|shall)\b", re.I)
_NO_VERB_BEHIND = frozenset("a an be by for its more of on or our the their to with your".split())
# A label that tells what to do, whatever the debate's question is.
_ORDER = re.compile(
    r"(?:keep|let|allow|ban|stop|start|make|leave|stay|hold|send|move|permit|never|always|don['’]t)\b"
    r" \w|(?!(?:for|against|by|in|at|on|from|with|through|to|of|all|not|both|only|no)\b)"
    r"\w+ (?:it|them|him|her|us|the|an?|your|our|their|everything|every(?:one|body))\b",
    re.I,
)
_DEPENDS = "says that it depends"
_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()
NUMBERS = {word: count for count, word in enumerate(_COUNTS) if count}


def number(count: int, noun: str = "") -> str:
    """A count in words up to twelve, with its noun in the right number."""
    word = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"{word} {noun}{'' if count == 1 else 's'}" if noun else word


def listed(items: Sequence[str], last: str = "and") -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def some(items: Sequence[str]) -> str:
    """At most ten of them, and how many more there are."""
    if len(items) <= MOST_NAMED:
        return listed(items)
    return f"{', '.join(items[:MOST_NAMED])} and {len(items) - MOST_NAMED} more"


def essay_name(essay: Essay) -> str:
    """What an essay is called in a sentence: its author, or what stands in for a name."""
    if essay.author:
        return essay.author
    if essay.slug.isalpha():
        return f"the {essay.slug} essay"
    head, _, rest = essay.title.partition(": ")
    short = rest and len(essay.title.split()) > LONG_TITLE and len(head.split()) > 1
    return f"“{head if short else essay.title}”"


def side_label(debate: Debate, side: str) -> str:
    """A side's label as it stands inside a sentence."""
    label = next(s.label for s in debate.sides if s.id == side)
    label = label if label[1:2].isupper() else label[:1].lower() + label[1:]
    return f"“{label}”" if _told_to_do(debate) else label


def _told_to_do(debate: Debate) -> bool:
    """Whether the sides' labels tell what to do ("Stop ploughing"): such words stand in marks.

    A label's first word is a verb where it follows "should" and a subject of few words.
    """
    if any(_ORDER.match(side.label) for side in debate.sides):
        return True
    first = {side.label.split()[0].lower() for side in debate.sides}
    for text in (debate.question, *(side.statement for side in debate.sides)):
        for modal in _MODAL.finditer(text):
            words = ["", *text[modal.end() :].lower().split()[:5]]
            if any(w in first and before not in _NO_VERB_BEHIND for before, w in pairwise(words)):
                return True
    return False


def stands(debate: Debate, essay: Essay) -> str:
    """Where an essay stands, as the end of a sentence that names it."""
    if essay.position is None:
        return "does not say plainly where it stands"
    if not essay.position_is_proposed:
        return takes(debate, essay.position)
    if essay.position == CONDITIONAL:
        return "seems to say that it depends"
    return f"seems to stand with {side_label(debate, essay.position)}"


def takes(debate: Debate, position: str, *, several: bool = False) -> str:
    """What one or several do who hold a position: "stands with …", or say that it depends."""
    if position == CONDITIONAL:
        return "say that it depends" if several else _DEPENDS
    return f"{'stand' if several else 'stands'} with {side_label(debate, position)}"


def read_by_us(essays: Sequence[Essay]) -> str:
    """That some of the positions are the assistant's own reading; empty where none is."""
    names = [essay_name(essay) for essay in essays if essay.position_is_proposed]
    if not names:
        return ""
    stand = "stands" if len(names) == 1 else "stand"
    who = listed(names) if len(names) <= MOST_NAMED else f"{len(names)} essays"
    return f"Where {who} {stand} is my own reading: the folder gives no position there."


def capitalised(text: str) -> str:
    """The sentence with a capital at its head."""
    return text[:1].upper() + text[1:]
