"""Whether a text is about the debate's own question: its sides, and words of weighing them."""

from __future__ import annotations

from assistant.understanding.old_sides import SideWords
from assistant.words import content_stems, stem

_DEBATING = frozenset(
    stem(word)
    for word in """
    essay author writer side debate among position stance camp text article approach strategy
    view focus focused
    business company companies firm leader leadership management start-up startup organisation
    organization
    """.split()
)
_WEIGHING = frozenset(
    stem(word)
    for word in """
    matter matters more far best better key crucial vital essential important main top first
    last right wrong superior
    always never everything only answer paramount goal good bad worse worst central should
    priority win wins beats
    beat prefer above below unimportant irrelevant useless overrated secondary choose choice way
    """.split()
)


def sides_in(text: str, sides: SideWords) -> list[str]:
    """The sides whose own words a text uses."""
    stems = set(content_stems(text))
    return [side for side, own in sides.own.items() if own & stems]


def left_over(text: str, sides: SideWords, *, weighing: bool = False) -> list[str]:
    """The stems that are neither words of the sides nor of debating (nor of weighing)."""
    known = sides.every | sides.shared | _DEBATING
    known |= _WEIGHING if weighing else frozenset()
    return [word for word in content_stems(text) if word not in known]
