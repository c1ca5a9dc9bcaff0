"""Statements about the debate itself: who stands where, who is alone, who treats whom how."""

from __future__ import annotations

import re

from assistant.checking.claim import Claim
from assistant.checking.parties import Parties
from assistant.checking.siding import left_over, sides_in
from assistant.depends import says_it_depends
from assistant.domain import CONDITIONAL, Debate
from assistant.understanding.old_sides import SideWords
from assistant.words import content_stems, stem

_STANDS = re.compile(
    r"(?i)\b(?:stands? (?:with|for|by)|sides? with|sided with|is (?:for|pro|in favou?r of"
    r"|on the side of)|are (?:for|in favou?r of)|favou?rs?|prefers?|supports?"
    r"|argues? for|arguing for|makes? the case for|backs?|champions?|advocates?"
    r"|comes? (?:down )?(?:out )?(?:on the side of|for|in favou?r of)|takes? the side of"
    r"|belongs? to)\b"
)
_AGAINST = re.compile(
    r"(?i)\b(?:is against|are against|opposes?|argues? against|rejects?|stands? against"
    r"|comes? out against)\b"
)
_NEITHER = re.compile(
    r"(?i)\b(?:takes? (?:no|neither) (?:clear )?sides?|(?:says?|holds?|finds?"
    r"|thinks?)? ?(?:that )?it depends|(?:is|are|stays?|remains?) (?:neutral|undecided|conditional)"
    r"|comes? (?:down |out )?on (?:neither|no) side|sits? on the fence|does not take (?:a )?sides?"
    r"|takes? neither|sides? with neither"
    r"|(?:refuses|declines) to (?:crown|pick|choose|name|declare|favou?r|take|back)(?: an?| any"
    r"| either)?(?: side| winner| one)?(?: of (?:them|the two))?"
    r"|favou?rs? neither)\b"
)
# The opposite of "it depends": one answer is right for all.
_UNIVERSAL = re.compile(
    r"(?i)\b(?:(?:one|a single|the same) (?:\w+ )?(?:answer|size|approach|recipe|rule|strategy"
    r"|solution|way)\b[^.;]{0,20}\b(?:fits?|suits?|works?|holds?|right|best|good|valid|applies)\b"
    r"[^.;]{0,20}\b(?:all|every|everyone|everybody|any)"
    r"|(?:universal|one-size-fits-all) (?:answer|approach|recipe|rule|strategy|solution))\b"
)
_ALL = frozenset(
    stem(word)
    for word in """
    one single answer size fit suit work hold right best all every everyone everybody universal
    solution recipe rule way same strategy approach case situation kind type firm depend call valid
    sound legitimate merit equal equally crown winner
    """.split()
)
_ALONE = re.compile(
    r"(?i)\b(?:contrarian|dissenter|outlier|odd one out|lone (?:voice|dissent\w*)|only (?:one"
    r"|author|essay|voice)[^.]{0,30}\bfor\b)"
)
_NOT = re.compile(r"(?i)\b(?:not|never|no)\b|n['’]t\b")
_NUMBERS = "zero one two three four five six seven eight nine ten".split()
_COUNT = re.compile(
    rf"(?i)^\W*(?:only |exactly |just )?(?P<n>{'|'.join(_NUMBERS)}|\d+|all|none|most"
    rf"|no)\b(?: of)?(?: the)?(?: (?:{'|'.join(_NUMBERS)}|\d+))? (?:essays?|authors?|writers?"
    rf"|texts?|articles?|of them)\b"
)


def about_debate(claim: Claim, parties: Parties, debate: Debate, sides: SideWords) -> bool | None:
    """Whether a statement about positions is true; None where it is not one."""
    text = claim.body if claim.speakers else claim.text
    count = _COUNT.match(claim.text)
    if count:
        return _counted(claim.text, count, debate, sides)
    if not claim.speakers:
        return None
    essays = parties.positions(claim.speakers)
    if _ALONE.search(text) and len(content_stems(text)) <= 4:
        alone = debate.contrarian
        true = alone is not None and alone.slug in essays
        return true != bool(_NOT.search(text))
    open_ended = None if claim.quotations else _leaves_open(text, sides)
    if open_ended is not None and essays:
        open_ended = open_ended != claim.denied
        conditional = all(position == CONDITIONAL for position in essays.values())
        return conditional == open_ended if open_ended or conditional else None
    for pattern, turned in ((_STANDS, False), (_AGAINST, True)):
        match = pattern.search(text)
        named = sides_in(text, sides)
        if match and len(named) == 1 and not left_over(pattern.sub(" ", text), sides) and essays:
            held = any(position == named[0] for position in essays.values())
            return held != (turned != bool(_NOT.search(text)))
    return None


def _leaves_open(text: str, sides: SideWords) -> bool | None:
    """Whether a claim is just that the answer is open (True) or the same for all (False)."""
    neither = _NEITHER.search(text) or says_it_depends(text)
    rest = _UNIVERSAL.sub(" ", _NEITHER.sub(" ", text))
    if set(left_over(rest, sides)) - _ALL:
        return None
    if neither:
        return True
    return bool(_NOT.search(text)) if _UNIVERSAL.search(text) else None


def _counted(text: str, count: re.Match[str], debate: Debate, sides: SideWords) -> bool | None:
    held = [essay.position for essay in debate.essays]
    rest = text[count.end() :]
    named = sides_in(rest, sides)
    if _NEITHER.search(rest):
        actual = sum(position in (None, CONDITIONAL) for position in held)
    elif _STANDS.search(rest) and len(named) == 1 and not left_over(_STANDS.sub(" ", rest), sides):
        actual = sum(position == named[0] for position in held)
    else:
        return None
    said = count.group("n").lower()
    if said in ("all", "none", "no", "most"):
        return {"all": actual == len(held), "most": 2 * actual > len(held)}.get(said, actual == 0)
    number = int(said) if said.isdigit() else _NUMBERS.index(said)
    return number == actual
