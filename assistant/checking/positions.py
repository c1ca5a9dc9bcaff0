"""Statements about the debate itself: who stands where and who alone, and companies' sides."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.checking.contrast import orders
from assistant.checking.senses import negations
from assistant.checking.speaker import Claim, Speakers, as_many
from assistant.checking.weighing import Ground
from assistant.domain import CONDITIONAL
from assistant.understanding.sides import SideTerms
from assistant.words import content_stems, fold, stem, word_spans, words

_STANDS = re.compile(
    r"(?i)\b(?:stands? (?:with|for|by)|sides? with|sided with|is (?:for|pro|in favou?r of"
    r"|on the side of)|are (?:for|in favou?r of)|favou?rs?|prefers?|supports?"
    r"|argues? for|arguing for|makes? the case for|backs?|champions?|advocates?"
    r"|comes? (?:down )?(?:out )?(?:on the side of|for|in favou?r of)|takes? the side of"
    r"|belongs? to|should|must|ought to)\b|^(?:for|pro|in favou?r of|on the side of)\b"
    r"|(?:^|\b(?:is|are) )on the (?=[\w-]+ (?:side|camp)\b)"
)
_AGAINST = re.compile(
    r"(?i)^against\b|\b(?:is against|are against|opposes?|argues? against|rejects?|stands? against"
    r"|comes? out against)\b"
)
_NEITHER = re.compile(
    r"(?i)\b(?:takes? (?:no|neither) (?:clear )?sides?|(?:says?|holds?|finds?"
    r"|thinks?)? ?(?:that )?it (?:all )?depends|(?:^|is |are |stays? |remains? )"
    r"(?:neutral|undecided|conditional)"
    r"|comes? (?:down |out )?on (?:neither|no) side|sits? on the fence|does not take (?:a )?sides?"
    r"|takes? neither|sides? with neither"
    r"|(?:refuses|declines) to (?:crown|pick|choose|name|declare|favou?r|take|back)(?: an?| any"
    r"| either)?(?: side| winner| one)?(?: of (?:them|the two))?"
    r"|favou?rs? neither|no one-size-fits-all (?:answer|solution)"
    r"|no (?:single |one |universal )?(?:answer|rule|recipe) (?:that )?(?:fits|suits|holds))\b"
)
_TAKES = re.compile(
    r"(?i)\btakes? (?:a|any|one|either|some|clear) (?:clear )?sides?\b|\btakes? sides\b"
)
# The opposite of "it depends": one answer is right for all.
_UNIVERSAL = re.compile(
    r"(?i)\b(?:(?:one|a single|the same) (?:\w+ )?(?:answer|size|approach|recipe|rule|strategy"
    r"|solution|way)\b[^.;]{0,40}\b(?:all|every|everyone|everybody|any)\b"
    r"|(?:universal|one-size-fits-all) (?:answer|approach|recipe|rule|strategy|solution))\b"
)
_ALONE = re.compile(
    r"(?i)\b(?:contrarian|dissenter|outlier|odd one out|lone (?:voice|dissent\w*)|minority of one"
    r"|stands? alone|(?:is|stands?) (?:all )?alone|on (?:his|her|its) own)\b"
)
_EVERYWHERE = re.compile(
    r"(?i)\b(?:in|for|at|under) (?:every|all|any|each) (?:\w+ )?\w+\b|\balways\b|\bno matter what\b"
)
_NOT = re.compile(r"(?i)\b(?:not|never|no)\b|n['’]t\b")


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in text.split())


# Words of debating and of weighing: beside the sides' own words they say nothing narrower.
_DEBATING = _stems(
    "essay author writer side debate among position stance camp text article approach strategy "
    "view focus focused business company companies firm leader leadership management start-up "
    "startup organisation organization"
)
_WEIGHING = _stems(
    "matter matters more far best better key crucial vital essential important main top first "
    "last right wrong superior always never everything only answer paramount goal good bad worse "
    "worst central should priority win wins beats beat prefer above below unimportant irrelevant "
    "useless overrated secondary choose choice way by-product come put"
)
_FOR_ALL = _stems(
    "all one single answer size fit suit work hold right best every everyone everybody universal "
    "solution recipe rule way same strategy approach case situation kind type firm depend call "
    "valid sound legitimate merit equal equally crown winner"
)
_DOWN = _stems(
    "unimportant irrelevant useless overrated secondary last worse worst wrong bad by-product "
    "against below never"
)
# Beside a comparison of the sides: somebody for one of them need not go so far about the other.
_SLIGHTING = _stems("unimportant irrelevant useless wrong bad worst")
_RANKING = _stems(
    "more best better top first priority paramount superior wins beats prefer above worst last"
)
# Words that make a kind of company of a side's word: "customer-driven".
_MAKES_KIND = frozenset(
    "focus focused driven centric centricity centred centered oriented led first minded"
    " only".split()
)
_KIND = _MAKES_KIND | {"company", "firm", "business", "brand"}

_SUBJECT = 40  # characters from the head of a sentence within which its subject stands


class Positions:
    """Where the essays stand, and what a claim says about that."""

    def __init__(self, ground: Ground, speakers: Speakers, sides: SideTerms) -> None:
        self.debate = ground.debate
        self.ground = ground
        self.speakers = speakers
        self.sides = sides
        both = [set(content_stems(f"{s.label} {s.statement}")) for s in self.debate.sides]
        self.shared = frozenset(set.intersection(*both) if both else set()) - set(sides.of)
        self._known = frozenset(sides.of) | self.shared | _DEBATING | {stem(w) for w in _MAKES_KIND}

    def left_over(self, text: str, *, weighing: bool = False) -> list[str]:
        """The stems that are neither words of the sides nor of debating (nor of weighing)."""
        known = self._known | (_WEIGHING if weighing else frozenset())
        return [word for word in content_stems(text) if word not in known]

    def true(self, claim: Claim) -> bool | None:
        """Whether a statement about who stands where is true; None where it is not one."""
        if claim.quotations:
            return None
        if _ALONE.search(claim.body) and len(content_stems(_ALONE.sub(" ", claim.body))) <= 2:
            alone = self.debate.contrarian
            written = {essay.slug for essay in self.speakers.written(claim.speakers)}
            true = alone is not None and alone.slug in written
            return true != (bool(_NOT.search(claim.body)) != claim.denied)
        meant = self.meant((claim.rest or claim.body).strip())
        if claim.quantity:
            first = self._put_first(claim.body) if meant is None else None
            meant = frozenset({first}) if first else meant
            who = [essay.position in (meant or ()) for essay in self.debate.essays]
            return None if meant is None else self._fits(claim, who)
        held = set(self.speakers.positions(claim.speakers).values())
        if meant is None or not held:
            return None
        if len(meant) > 1 and CONDITIONAL not in held and not _TAKES.search(claim.body):
            return None  # for one answer in all cases is whoever is for either side, and no proof
        return bool(meant & held) != claim.denied

    def meant(self, text: str) -> frozenset[str] | None:
        """The positions of those of whom a text is true, if it says only where somebody stands."""
        sides = frozenset(self.sides.ids)
        named = self.sides.named(text)
        found = None
        if _TAKES.search(text) and not self.left_over(_TAKES.sub(" ", text)):
            found = sides
        elif not set(self.left_over(_UNIVERSAL.sub(" ", _NEITHER.sub(" ", text)))) - _FOR_ALL:
            if _NEITHER.search(text):
                return frozenset({CONDITIONAL})
            found = sides if _UNIVERSAL.search(text) else None
        for pattern, turned in ((_STANDS, False), (_AGAINST, True)):
            rest = _EVERYWHERE.sub(" ", pattern.sub(" ", text))
            if pattern.search(text) and len(named) == 1 and not self.left_over(rest):
                found = found or (sides - set(named) if turned else frozenset(named))
        if found and _NOT.search(text):
            return (sides | {CONDITIONAL}) - found
        return found

    def together(self, claim: Claim) -> bool | None:
        """Whether the parties take one side: "Mark and Jeo agree"; None where more is claimed."""
        if len(claim.speakers) < 2 and claim.target is None:
            return None
        if self.left_over(claim.body, weighing=True) or self.taken(claim):
            return None  # more is claimed than that they agree
        if self.meant(claim.body):
            return None  # where each of them stands
        names = [*claim.speakers, *([claim.target] if claim.target else [])]
        held = [set(self.speakers.positions([name]).values()) for name in names]
        if not all(held):
            return None
        return bool(set.intersection(*held))

    def taken(self, claim: Claim) -> str | None:
        """The side that a claim takes in so many words, if it weighs the sides and no more."""
        found = self._ordered(claim.body) or self._praised(claim.body)
        if found and claim.denied:
            others = [side for side in self.sides.ids if side != found]
            return others[0] if len(others) == 1 else None
        return found

    def compares(self, claim: Claim) -> bool:
        """Whether a claim sets the sides against each other and says no more."""
        return self._ordered(claim.body) is not None and not self.left_over(
            claim.body, weighing=True
        )

    def slights(self, claim: Claim) -> bool:
        """Whether a claim calls a side worthless, which whoever is for the other need not hold."""
        return bool(_SLIGHTING & set(content_stems(claim.body)))

    def _ordered(self, body: str) -> str | None:
        if len(self.left_over(body, weighing=True)) > 2:
            return None
        for order in orders(body):
            above = {self.sides.of[word] for word in order.above if word in self.sides.of}
            below = {self.sides.of[word] for word in order.below if word in self.sides.of}
            if order.kind == "rank" and len(above) == len(below) == 1 and above != below:
                return next(iter(above))
        return None

    def _praised(self, body: str) -> str | None:
        named = self.sides.named(body)
        rest = self.left_over(body, weighing=True)
        found = set(content_stems(body))
        weighs = found & _WEIGHING
        if len(named) != 1 or rest or not weighs:
            return None
        if bool(weighs & _DOWN) == bool(negations(body) % 2):
            return named[0]
        others = [side for side in self.sides.ids if side != named[0]]
        return others[0] if len(others) == 1 else None

    def _put_first(self, body: str) -> str | None:
        """The side that a claim puts above the other, not only praises."""
        ranks = _RANKING & set(content_stems(body))
        return self._ordered(body) or (self._praised(body) if ranks else None)

    def _fits(self, claim: Claim, who: list[bool]) -> bool:
        actual = sum(who)
        if claim.quantity == "only":
            meant = {essay.slug for essay in self.speakers.written(claim.speakers)}
            return meant == {e.slug for e, one in zip(self.debate.essays, who, strict=True) if one}
        if claim.quantity == "all":
            return actual == len(who)
        if claim.quantity == "most":
            return 2 * actual > len(who)
        if claim.quantity == "some":
            return actual > 0
        return actual == 0 if claim.quantity == "none" else as_many(actual, claim.quantity)

    # Companies and sides

    def label(self, text: str, *, kinds_only: bool = False) -> str | None:
        """The one side that a text names as a kind ("customer-driven"), else the one it names."""
        folded = [fold(word).removesuffix("'s") for word, _, _ in word_spans(text)]
        as_kind, named = set(), set()
        for at, word in enumerate(folded):
            side = self.sides.of.get(stem(word))
            if side is None:
                continue
            named.add(side)
            after = folded[at + 1 : at + 2]
            if after and (after[0] in _KIND or stem(after[0]) in self.shared):
                as_kind.add(side)
        found = as_kind if kinds_only or as_kind else named
        return next(iter(found)) if len(found) == 1 else None

    def labelled(
        self, claim: Claim, rows: Sequence[int]
    ) -> tuple[str, str, dict[str, list[int]]] | None:
        """The side on which a claim puts companies; one that stands elsewhere, else the first.

        With it the rows by the side on which they put that company; None where of one nothing is
        said, or more is claimed.
        """
        side = self.label(claim.body)
        if side is None or not claim.things or claim.denied or negations(claim.body):
            return None
        bare = claim.body
        for word in (word for thing in claim.things for word in words(thing)):
            bare = re.sub(rf"(?i)\b{re.escape(word)}\b", " ", bare)
        allowed = 2 if len(claim.things) == 1 else 0  # words besides: between several they relate
        if len(self.left_over(bare, weighing=True)) > allowed:
            return None
        told = {thing: self._placed(thing, rows) for thing in claim.things}
        if not all(told.values()):
            return None
        thing = next((one for one, by_side in told.items() if side not in by_side), claim.things[0])
        return side, thing, told[thing]

    def _placed(self, thing: str, rows: Sequence[int]) -> dict[str, list[int]]:
        """The rows that put a company on a side, by that side."""
        found: dict[str, list[int]] = {}
        names = {fold(name) for name in self.ground.names_of(thing)}
        for reach in (_SUBJECT, None):  # of what it is the subject comes before the rest
            for number in rows:
                place = self.ground.places[number]
                for text in (place.text, *(gist for _, gist in place.gists)):
                    head = fold(text)[:reach]
                    own = self.label(text) or self.label(place.context)
                    if own and any(re.search(rf"\b{re.escape(name)}\b", head) for name in names):
                        found.setdefault(own, []).append(number)
                        break
            if found:
                return found
        return found
