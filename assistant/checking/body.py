"""A paraphrase held against the debate: does the named party bear it out, deny it, or neither?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.contrast import Contrast
from assistant.checking.finding import Finding
from assistant.checking.result import CheckVerdict
from assistant.checking.speaker import Claim
from assistant.checking.support import DENIED, SAYS_SO, borne_out
from assistant.checking.weighing import Held, Weighing, nearest
from assistant.domain import CONDITIONAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.checking.checker import Checker

SAME_MATTER = 0.50  # score from which an opposite is an opposite of this claim
CLOSE = 0.12  # rows within this of the best are read for opposites
ELSEWHERE = 0.80  # score from which another voice's sentence is the source
MUCH_NEARER = 0.18  # if it comes so much nearer
SURE = 0.85
UNSAID = 0.35  # score under which half of a claim that is borne out as a whole is not
NEARLY = 0.50  # share of the claim's matter that a sentence must hold to deny it by a word
ANYBODY = 0.68  # score from which a sentence is one that a claim about nobody repeats


def says(held: Held) -> bool:
    """Whether the sentence bears the claim out, opposites aside."""
    return borne_out(held.score, held.supports, held.near)


def said_by(weighing: Weighing, rows: Iterable[int]) -> Held | None:
    """The sentence of these that comes nearest to bearing the claim out; None if none is near."""
    found = weighing.best(rows)
    return next((held for held in found if says(held)), found[0] if found else None)


def check_body(claim: Claim, checker: Checker) -> Finding:
    """The verdict on what a statement says without quoting."""
    if claim.unknown:
        return Finding("fabricated", reason="name", detail=claim.unknown[0])
    return _Body(claim, checker).verdict()


class _Body:
    def __init__(self, claim: Claim, checker: Checker) -> None:
        self.claim = claim
        self.checker = checker
        self.weighing = checker.weigh(claim)
        speakers = checker.speakers
        names = (*claim.speakers, claim.target) if claim.target else claim.speakers
        every = list(range(len(checker.ground.places)))
        self.rows = speakers.rows(names) if claim.speakers else every
        # Those who quote somebody may tell of him, and so say what he holds.
        told = set(speakers.telling_of(claim.speakers)) - set(self.rows)
        self.own_rows = sorted({*self.rows, *told}) if claim.told_of or told else self.rows
        self.own = self._fitting(self.own_rows)
        if claim.told_of and claim.speakers:
            self.own = [row for row in self.own if not self._of_another(row)]
        self.own, self.other_side = self._of_side(self.own)
        self.answered = self._fitting(speakers.answered(names)) if claim.speakers else self.own
        mine = set(self.own_rows)
        self.others = self._fitting([row for row in speakers.known if row not in mine])

    def _fitting(self, rows: list[int]) -> list[int]:
        return self.checker.ground.speaking_of(self.claim.things, self.claim.body, rows)

    def _of_another(self, row: int) -> bool:
        """Whether a sentence tells of a person whom a claim about somebody else does not name."""
        speakers = self.checker.speakers
        text = self.checker.ground.places[row].text
        named = speakers.directory.find(text).keys("voice")
        mine = {name.key for name in self.claim.speakers}
        mine |= set(speakers.directory.find(self.claim.text).keys("voice"))
        return bool(named) and not mine & set(named)

    def _of_side(self, rows: list[int]) -> tuple[list[int], list[int]]:
        """The rows that may speak of the kind of company that the claim does, and the others."""
        positions = self.checker.positions
        side = positions.label(self.claim.body, kinds_only=True)
        if side is None:
            return rows, []
        told = {
            row: positions.label(self.checker.ground.places[row].text, kinds_only=True)
            for row in rows
        }
        return [r for r in rows if told[r] in (None, side)], [
            r for r in rows if told[r] not in (None, side)
        ]

    def verdict(self) -> Finding:
        if labelled := self._labelled():
            return labelled
        if self.other_side and not self.claim.denied:
            kept, dropped = (said_by(self.weighing, r) for r in (self.own, self.other_side))
            if (
                dropped
                and says(dropped)
                and dropped.score > (kept.score if kept else 0) + CLOSE / 2
            ):
                return Finding("inverted_stance", (dropped.row,), reason="kind")
        best = said_by(self.weighing, self.own)
        if not self.claim.speakers and self.claim.stranger:
            return self._stranger(best)
        own = best.score if best else 0.0
        elsewhere = said_by(self.weighing, self.others) if self.claim.speakers else None
        other = elsewhere.score if elsewhere else 0.0
        theirs = self._theirs(best, elsewhere)
        if not theirs and (sided := self._sided(own)):
            return sided
        opposed = None if theirs else self._opposed(best)
        if opposed:
            held, why = opposed
            return Finding("inverted_stance", (held.row,), reason=why.kind, detail=why.reason)
        if best and says(best) and not theirs and self._is_meant(best):
            if half := self._half(UNSAID):
                return Finding(
                    "fabricated", instead=(best.row,), reason="unsaid", half=half, score=own
                )
            return Finding("supported", (best.row,), reason="said", score=own)
        if elsewhere and says(elsewhere) and other > own and not self.weighing.against(elsewhere):
            heard = self.checker.speakers.heard_in(self.claim.speakers)
            essay = self.checker.ground.places[elsewhere.row].essay.slug
            verdict: CheckVerdict = "wrong_voice" if essay in heard else "wrong_essay"
            return Finding(verdict, (elsewhere.row,), self._instead(), reason="said")
        return Finding("fabricated", instead=self._instead(), reason="unsaid", half=self._half())

    def _is_meant(self, best: Held) -> bool:
        """Whether the claim repeats a sentence: of a whole debate's, some are near to anything."""
        return bool(self.claim.speakers) or best.score >= ANYBODY

    def _theirs(self, own: Held | None, other: Held | None) -> bool:
        """Whether somebody else comes so much nearer that it is theirs."""
        if other is None or other.score < ELSEWHERE or self.weighing.against(other):
            return False
        if own is None or other.score >= own.score + MUCH_NEARER:
            return True
        plainly = other.supports >= own.supports + 2 * MUCH_NEARER
        return plainly and other.score >= own.score + MUCH_NEARER / 3

    def _stranger(self, best: Held | None) -> Finding:
        """A statement that credits somebody who has no voice in this debate."""
        if best and says(best) and not self.weighing.against(best):
            theirs = self.checker.speakers.strangers(self.claim.stranger or "")
            near = said_by(self.weighing, theirs)
            if near and says(near):
                return Finding("supported", (near.row,), reason="said")
            return Finding("wrong_essay", (best.row,), reason="said")
        return Finding("fabricated", reason="stranger", detail=self.claim.stranger or "")

    def _instead(self) -> tuple[int, ...]:
        return nearest(self.weighing, self.rows)

    def _opposed(self, best: Held | None) -> tuple[Held, Contrast] | None:
        """The nearest sentence that the party answers for and that says the opposite."""
        near = self.weighing.best(self.answered)
        for held in near:
            if held.score < max(SAME_MATTER, near[0].score - CLOSE):
                break
            why = self.weighing.against(held)
            plain = why is not None and why.kind != "order" and held.near >= NEARLY
            if not plain and held.denies < DENIED:
                continue
            if (
                why
                and why.kind == "negation"
                and held.denies < DENIED
                and _TWOFOLD.search(self.claim.body)
            ):
                continue  # it may deny one half in words of its own and say the other
            if why and why.kind == "negation" and not self.weighing.holds_rarest(held):
                continue
            if not plain and held.supports >= held.denies:
                continue
            return held, why or Contrast("denial", "")
        if best and near and self.weighing.hearsay(best) and best.near >= SURE:
            return best, Contrast("hearsay", "it only reports what others think")
        return None

    def _labelled(self) -> Finding | None:
        """The claim puts a company on a side: what is said of it there decides."""
        rows = self.own_rows
        found = self.checker.positions.labelled(self.claim, rows)
        if found is None:
            return None
        side, told = found
        if side in told:
            return Finding("supported", tuple(told[side][:2]), reason="label")
        other = tuple(next(iter(told.values()))[:2])
        return Finding("inverted_stance", other, reason="label", detail=self.claim.things[0])

    def _sided(self, own: float) -> Finding | None:
        """The claim takes a side of the debate: the party's position decides."""
        side = self.checker.positions.taken(self.claim)
        held = self.checker.speakers.positions(self.claim.speakers)
        if side is None or not held:
            return None
        rows = self.checker.theses(self.claim)
        positions = self.checker.positions
        if side in held.values():
            if positions.slights(self.claim):
                return None
            return Finding("supported", rows, reason="side", detail=side)
        if own >= SURE:
            return None
        undecided = all(position == CONDITIONAL for position in held.values())
        if undecided and own >= SAYS_SO and not positions.compares(self.claim):
            return None
        return Finding("inverted_stance", rows, reason="side", detail=side)

    def _half(self, most: float = SAYS_SO) -> str:
        """The part of a claim that the party does not say, where it says the other.

        A part is unsaid where no sentence comes nearer to it than `most`.
        """
        parts = [p.strip(" ,;:.") for p in _JOINS.split(self.claim.body) if p and p.strip(" ,;:.")]
        if len(parts) != 2 or any(len(part.split()) < 3 for part in parts):
            return ""
        if self.claim.denied or self.claim.quotations:  # a quotation is never told in halves
            return ""
        unsaid = []
        for part in parts:
            weighing = Weighing(self.checker.ground, self.checker.support, part, denied=False)
            held = said_by(weighing, self.own)
            if held is None or (not says(held) and held.score < most):
                unsaid.append(part)
        return unsaid[0].removeprefix("that ") if len(unsaid) == 1 else ""


_TWOFOLD = re.compile(r"(?i)\b(?:but|while|whereas)\b|[;:]")
_JOINS = re.compile(r"(?i),? (?:and|but|because|while|whereas|although|so that|since)\b|;")
