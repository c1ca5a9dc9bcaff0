"""Words that mean the same, and words that mean the opposite: WordNet's, and those of trade.

WordNet knows that late is the opposite of early. It does not know that what "falls" in one
sentence is what "grows" in another, so words of more and of less, of praise and of blame are
opposites too.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

from assistant.words import stem

PAIRS = Path(__file__).with_name("wordnet-pairs.txt")

_GROUPS = (  # each pair of lines: words of one sense, words of its opposite
    """increase rise rose risen raise grow grew grown growth gain boost
    strengthen improve expand enhance climb double
    benefit help
    deepen extend multiply foster""",
    """reduce decrease fall fell fallen shrank shrunk lost drop decline
    shrink weaken erode lose loss hurt suffer diminish damage
    cut
    harm worsen
    halve undermine destroy slip lower""",
    """more higher greater bigger larger""",
    """less lower smaller fewer""",
    """fast faster quick quickly rapid rapidly speedy swift""",
    """slow slower slowly sluggish""",
    """obsess obsessive obsessed passionate attentive dedicated devoted careful""",
    """indifferent neglect neglectful ignore careless disregard disinterested""",
    """better improve""",
    """worse worsen harm hurt suffer""",
    """important crucial vital essential key central matter necessary needed valuable
    useful
    pivotal
    critical main paramount priority supreme lifeblood backbone""",
    """unimportant irrelevant secondary negligible useless pointless needless worthless marginal
    minor
    trivial""",
    """love like admire praise recommend favour favor prefer champion endorse support approve
    welcome
    agree
    embrace back accept advocate share""",
    """hate dislike despise reject oppose dismiss criticise criticize condemn attack disagree
    dispute
    deny doubt
    rebut refuse regret avoid abhor""",
    """cheap inexpensive affordable cheaper""",
    """expensive dear dearer pricey""",
    """succeed success win won thrive flourish work""",
    """fail failure lose flop collapse""",
    """good great excellent brilliant amazing best supreme superior""",
    """bad poor awful terrible worst inferior nonsense""",
    """easy easily easier simple""",
    """hard difficult harder""",
    """always ever constantly continuous continually ongoing""",
    """never once one-off onetime""",
    """all every everyone everybody each most many""",
    """none nobody few""",
    """both equal equally""",
    """neither only sole unequal unequally""",
    """first top foremost priority""",
    """last bottom least""",
    """before first earlier early ahead sooner""",
    """after last later late afterwards""",
    """begin start open found launch""",
    """end stop finish close cancel""",
    """same identical similar alike""",
    """different distinct unlike""",
    """keep kept retain stay maintain""",
    """lose lost leave left drop abandon""",
)


@cache
def _tables() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    """Synonyms and antonyms, by stem."""
    same: dict[str, set[str]] = defaultdict(set)
    opposite: dict[str, set[str]] = defaultdict(set)
    for pair in PAIRS.read_text(encoding="utf-8").splitlines():
        if pair.startswith("#"):
            continue
        first, sign, second = pair.split()
        table = same if sign == "=" else opposite
        table[stem(first)].add(stem(second))
        table[stem(second)].add(stem(first))
    for up, down in zip(_GROUPS[::2], _GROUPS[1::2], strict=True):
        one, two = {stem(word) for word in up.split()}, {stem(word) for word in down.split()}
        for word in one:
            opposite[word] |= two - one
        for word in two:
            opposite[word] |= one - two
    return (
        {word: frozenset(others) for word, others in same.items()},
        {word: frozenset(others) for word, others in opposite.items()},
    )


def synonyms(word: str) -> frozenset[str]:
    """The stems that may stand for this stem."""
    return _tables()[0].get(word, frozenset())


_UNEQUAL = ({stem("equally"), "more"}, {stem("equally"), "less"})
_NEGATING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")


def akin(one: str, two: str) -> bool:
    """Whether two stems stand in the same group of trade words, or may stand for each other."""
    return two in synonyms(one) or bool(
        _groups().get(one, frozenset()) & _groups().get(two, frozenset())
    )


@cache
def mates(word: str) -> frozenset[str]:
    """The stems that stand in one group with this stem."""
    own = _groups().get(word, frozenset())
    return frozenset(other for other, groups in _groups().items() if groups & own and other != word)


@cache
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_GROUPS):
        for word in line.split():
            found[stem(word)].add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def opposite(one: str, two: str) -> bool:
    """Whether two stems are opposites, by the tables or by a prefix that negates."""
    if one == two:
        return False
    if {one, two} in _UNEQUAL or two in _tables()[1].get(one, ()):
        return True
    short, long = sorted((one, two), key=len)
    return len(short) > 3 and any(long == prefix + short for prefix in _NEGATING)
