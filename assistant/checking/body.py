"""A paraphrase held against the debate: does the named party bear it out, deny it, or neither?"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.checking.belief import belief, features
from assistant.checking.contrast import Contrast
from assistant.checking.result import CheckVerdict, Finding
from assistant.checking.speaker import Claim
from assistant.checking.support import SAYS_SO
from assistant.checking.weighing import CLOSE, Held, Weighing
from assistant.domain import CONDITIONAL

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

ELSEWHERE = 0.80  # score from which another voice's sentence is the source
MUCH_NEARER = 0.10  # if it comes so much nearer
SURE = 0.85  # score from which somebody for the other side says it all the same
UNSAID = 0.35  # score under which half of a claim that is borne out as a whole is not
ENOUGH = 0.70  # score from which what is shared, or a word that says the opposite, needs no more
_JOINS = re.compile(r"(?i),? (?:and|but|because|while|whereas|although|so that|since)\b|;")


def check_body(claim: Claim, checker: Checker) -> Finding:
    """The verdict on what a statement says without quoting."""
    if claim.unknown:
        return Finding("fabricated", reason="name", detail=claim.unknown[0])
    if not claim.denied:
        return _Body(claim, checker).verdict()
    # Who is said to deny it does so where he says the opposite, and does not where he says so.
    found = _Body(replace(claim, denied=False), checker).verdict()
    if found.verdict == "supported":
        return replace(found, verdict="inverted_stance", reason="denied", score=1.0)
    if found.verdict == "inverted_stance":
        return replace(found, verdict="supported")
    return found


class _Body:
    def __init__(self, claim: Claim, checker: Checker) -> None:
        self.claim = claim
        self.checker = checker
        self.weighing = checker.weigh(claim)
        speakers = checker.speakers
        every = list(range(len(checker.ground.places)))
        self.rows = speakers.of(claim) if claim.speakers else every
        self.own, self.other_side = self._of_side(self._fitting(self.rows))
        mine = set(self.rows)
        self.others = self._fitting([row for row in speakers.known if row not in mine])

    def _fitting(self, rows: list[int]) -> list[int]:
        return self.checker.ground.speaking_of(self.claim.things, self.claim.body, rows)

    def _of_side(self, rows: list[int]) -> tuple[list[int], list[int]]:
        """The rows that may speak of the kind of company that the claim does, and the others."""
        positions = self.checker.positions
        side = positions.label(self.claim.body, kinds_only=True)
        if side is None:
            return rows, []
        fits = {}
        for row in rows:
            place = self.checker.ground.places[row]
            told = (place.text, *(gist for _, gist in place.gists))
            fits[row] = any(positions.label(one, kinds_only=True) in (None, side) for one in told)
        return [r for r in rows if fits[r]], [r for r in rows if not fits[r]]

    def verdict(self) -> Finding:
        """What the claim's party says of it, if anything; else who does."""
        if labelled := self._labelled():
            return labelled
        best = self.weighing.said_by(self.own)
        own = best.score if best else 0.0
        turned = self.weighing.said_by(self.other_side)
        if turned and turned.says_so and turned.score > own + CLOSE / 2:
            return Finding("inverted_stance", (turned.row,), reason="kind")
        if not self.claim.speakers and self.claim.stranger:
            return self._stranger(best)
        elsewhere = self.weighing.said_by(self.others) if self.claim.speakers else None
        theirs = self._theirs(best, elsewhere)
        if not theirs and (sided := self._sided(own)):
            return sided
        opposed = None if theirs else self.weighing.opposed(self._fitting(self.rows))
        says_so = best if best and best.says_so else None
        if says_so and not self.claim.speakers and says_so.score < ENOUGH:
            says_so = None  # what is claimed of nobody is the essays' if it is plainly theirs
        if elsewhere and (theirs or not (opposed or says_so)):
            nearer = elsewhere.says_so and elsewhere.score > own
            if nearer and not self.weighing.against(elsewhere):
                return self._elsewhere(elsewhere)
        return self._own(says_so, opposed)

    def _own(self, best: Held | None, opposed: tuple[Held, Contrast] | None) -> Finding:
        """What the party says to the claim, plainly or by how its nearest sentence reads with it.

        `best` bears it out by what they share, if that is anything; `opposed` says the opposite.
        """
        seen: tuple[float, ...] = ()
        if opposed and opposed[0].score >= ENOUGH:
            return _opposite(*opposed)
        if best and best.score >= ENOUGH and not opposed:
            if half := self._half(UNSAID):
                return Finding("fabricated", instead=(best.row,), reason="unsaid", half=half)
            proof = self.weighing.proof(best)
            return Finding("supported", (best.row,), spans=proof, reason="said", score=best.score)
        nearest = self.weighing.read([best.row] if best else self.own)
        if nearest is not None:
            said = best is not None and opposed is None
            seen = features(nearest, said=said, opposed=opposed is not None)
            if belief(seen) > 0:
                return Finding("supported", (nearest.row,), reason="said", seen=seen)
        if opposed:
            return _opposite(*opposed, seen)
        if nearest is not None and nearest.denied and self.claim.speakers:
            return Finding("inverted_stance", (nearest.row,), reason="denial", seen=seen)
        instead = self.weighing.nearest(self.rows)
        half = self._half(SAYS_SO)
        return Finding("fabricated", instead=instead, reason="unsaid", half=half, seen=seen)

    def _elsewhere(self, held: Held) -> Finding:
        """The claim is somebody else's, in the party's essay or in another one."""
        heard = self.checker.speakers.heard_in(self.claim.speakers)
        essay = self.checker.ground.places[held.row].essay.slug
        verdict: CheckVerdict = "wrong_voice" if essay in heard else "wrong_essay"
        instead = self.weighing.nearest(self.rows)
        return Finding(verdict, (held.row,), instead, reason="said")

    def _theirs(self, own: Held | None, other: Held | None) -> bool:
        """Whether somebody else comes so much nearer that it is theirs."""
        if other is None or other.score < ELSEWHERE or self.weighing.against(other):
            return False
        return own is None or other.score >= own.score + MUCH_NEARER

    def _stranger(self, best: Held | None) -> Finding:
        """A statement that credits somebody who has no voice in this debate."""
        if best and best.says_so and not self.weighing.against(best):
            theirs = self.checker.speakers.strangers(self.claim.stranger or "")
            near = self.weighing.said_by(theirs)
            if near and near.says_so:
                return Finding("supported", (near.row,), reason="said")
            return Finding("wrong_essay", (best.row,), reason="said")
        return Finding("fabricated", reason="stranger", detail=self.claim.stranger or "")

    def _labelled(self) -> Finding | None:
        """The claim puts companies on a side: what is said of them there decides."""
        found = self.checker.positions.labelled(self.claim, self.rows)
        if found is None:
            return None
        side, thing, told = found
        if side in told:
            return Finding("supported", tuple(told[side][:2]), reason="label")
        other = tuple(next(iter(told.values()))[:2])
        return Finding("inverted_stance", other, reason="label", detail=thing)

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

    def _half(self, most: float) -> str:
        """The part of a claim that the party does not say, where it says the other.

        A part is unsaid where no sentence comes nearer to it than `most`.
        """
        parts = [p.strip(" ,;:.") for p in _JOINS.split(self.claim.body) if p and p.strip(" ,;:.")]
        if len(parts) != 2 or any(len(part.split()) < 3 for part in parts):
            return ""
        if self.claim.quotations:  # a quotation is never told in halves
            return ""
        unsaid = []
        for part in parts:
            held = Weighing(self.checker.ground, self.checker.support, part).said_by(self.own)
            if held is None or (not held.says_so and held.score < most):
                unsaid.append(part)
        return unsaid[0].removeprefix("that ") if len(unsaid) == 1 else ""


def _opposite(held: Held, why: Contrast, seen: tuple[float, ...] = ()) -> Finding:
    return Finding("inverted_stance", (held.row,), reason=why.kind, detail=why.reason, seen=seen)
