"""Polarity offline: does one text say the opposite of another on the matter they share?

Three signs are read: negation, words of direction (more or less of something), and words of
approval. None is proof; they are only compared where two texts plainly speak of the same thing.
"""

from __future__ import annotations

import re

from assistant.words import STOPWORDS, fold, stem, word_spans

_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|neither|nor|nothing|hardly|scarcely|barely|rarely|seldom"
    r"|without|cannot|fails? to"
    r"|unable|refus\w+ to|skip\w*|avoid\w*|forgo|dispense with|do away with|ignor\w+|rather than"
    r"|instead of|stop|lacks?|nowhere|far from|anything but)\b|n['’]t\b",
    re.I,
)
_MORE = frozenset(
    stem(word)
    for word in """
    more increase increases rise rises raise raises grow grows growth gain gains boost boosts
    strengthen strong stronger strongest improve improves better best higher high expand faster
    create creates build builds win wins expensive dearer costly richer deepen deeper enhance
    enhances multiply up early earlier easier cheap-free
    """.split()
)
_LESS = frozenset(
    stem(word)
    for word in """
    less lower low reduce reduces reduced decrease decreases fall falls drop drops decline declines
    shrink shrinks weaken weakens weak weaker erode erodes lose loses loss hurt hurts suffer suffers
    diminish damage damages cut cuts worse worst slower cheaper fewer minimal destroy destroys
    undermine undermines kill kills down late later harder
    """.split()
)
_GOOD = frozenset(
    stem(word)
    for word in """
    love loves like likes fond admire admires praise praises recommend recommends favour favor
    favours prefer prefers champion champions right correct important essential crucial vital key
    matters matter supreme central heart core model ideal brilliant amazing excellent success wise
    valuable useful needed necessary must always proof great believes convinced supports endorses
    advise advises urge urges credit credits accept
    """.split()
)
_BAD = frozenset(
    stem(word)
    for word in """
    hate hates dislike dislikes stand-not despise reject rejects oppose opposes dismiss wrong
    mistake mistaken unimportant irrelevant useless pointless harmful dangerous failure fail fails
    poor bad myth nonsense ugly backseat secondary waste wasteful foolish regret regrets trap
    disaster lottery overrated minimal byproduct worthless doubt doubts risk risks risky danger
    dangers lose losing
    """.split()
)


# Phrases with a negation in them that deny nothing.
_IDIOMS = re.compile(
    r"\b(?:without (?:a )?(?:any )?doubt|no doubt|not only|not merely|not just|nothing but|no less"
    r"|no matter|whether or not)\b",
    re.I,
)
_CHEAP = re.compile(
    r"\b(?:cheap\w*|inexpensive\w*|affordable|low[- ](?:cost|priced?)|economical|for free)\b", re.I
)
_DEAR = re.compile(
    r"\b(?:expensive|costly|pricey|high(?:er)? (?:cost|price|fee)s?|burden\w*|resource-intensive"
    r"|significant investments?)\b",
    re.I,
)
_ONCE = re.compile(r"\b(?:one-off|one-time|once|temporary|tick off|over and done)\b", re.I)
_ALWAYS = re.compile(
    r"\b(?:continuous\w*|ongoing|constant\w*|never ends|never done|permanent\w*)\b", re.I
)


def negated(text: str) -> bool:
    """Whether the text as a whole denies: an odd number of negations."""
    return len(_NEGATION.findall(_IDIOMS.sub(" ", text))) % 2 == 1


def _cost(text: str) -> int:
    """1 where a text calls something dear, -1 where it calls it cheap."""
    return int(bool(_DEAR.search(text))) - int(bool(_CHEAP.search(text)))


def _lasting(text: str) -> int:
    """1 where a text calls something lasting, -1 where it calls it done once."""
    return int(bool(_ALWAYS.search(text))) - int(bool(_ONCE.search(text)))


def direction(text: str) -> int:
    """1 where the text tells of more of something, -1 of less, 0 where of neither or both."""
    return _balance(text, _MORE, _LESS)


def approval(text: str) -> int:
    """1 where the text approves, -1 where it disapproves, 0 where neither or both."""
    return _balance(_IDIOMS.sub(" ", text), _GOOD, _BAD)


def _balance(text: str, up: frozenset[str], down: frozenset[str]) -> int:
    stems = [stem(fold(word)) for word, _, _ in word_spans(text)]
    more, less = any(s in up for s in stems), any(s in down for s in stems)
    return int(more) - int(less)


def shared_stems(one: str, two: str) -> set[str]:
    """Content stems that both texts hold, words of polarity left out."""
    polar = _MORE | _LESS | _GOOD | _BAD
    return _content(one) & _content(two) - polar


def _content(text: str) -> set[str]:
    return {stem(fold(word)) for word, _, _ in word_spans(text) if fold(word) not in STOPWORDS}


_CLAUSE = re.compile(
    r"[,;:—–]\s|\s(?:so that|because|while|whereas|although|though|but|which|since|unless|if)\s",
    re.I,
)


def nearest_clause(claim: str, source: str) -> str:
    """The clause of the source that shares most with the claim; the whole where none stands out."""
    wanted = _content(claim)
    clauses = [clause for clause in _CLAUSE.split(source) if clause]
    best = max(clauses, key=lambda clause: len(_content(clause) & wanted), default=source)
    shares = sorted((len(_content(clause) & wanted) for clause in clauses), reverse=True)
    stands_out = len(shares) > 1 and shares[0] > shares[1]
    return best if stands_out else source


def local_signs(text: str, stems: set[str]) -> dict[str, int]:
    """For each stem, whether more (1) or less (-1) of it is told in the words right before it."""
    words = [stem(fold(word)) for word, _, _ in word_spans(text)]
    signs: dict[str, int] = {}
    for at, word in enumerate(words):
        if word in stems:
            near = words[max(0, at - 3) : at]
            sign = int(any(w in _MORE for w in near)) - int(any(w in _LESS for w in near))
            if sign:
                signs.setdefault(word, sign)
    return signs


def opposed(claim: str, source: str) -> bool:
    """Whether a source that speaks of the same thing says the opposite of the claim.

    Signs are counted: a negation, a direction or an approval on one side only turns the sense,
    two of them turn it back.
    """
    shared = shared_stems(claim, source)
    one, two = local_signs(claim, shared), local_signs(source, shared)
    both = [word for word in one if word in two]
    if both and all(one[word] != two[word] for word in both):
        return True
    source = nearest_clause(claim, source)
    turns = 0
    signs = 0
    if negated(claim) != negated(source):
        turns += 1
        signs += 1
    for sense in (direction, approval, _cost, _lasting):
        here, there = sense(claim), sense(source)
        if here and there:
            signs += 1
            turns += int(here != there)
    return bool(signs) and turns % 2 == 1
