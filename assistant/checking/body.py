"""A paraphrase held against the debate: who comes near it, does the named party oppose it?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.checking.claim import Claim
from assistant.checking.finding import Finding
from assistant.checking.labels import label, labels_of
from assistant.checking.opposition import CLOSE, DENIED, NEARER, Opposed, Opposition
from assistant.checking.probe import Match, Probe
from assistant.checking.result import CheckVerdict
from assistant.checking.senses import denies, negations
from assistant.checking.stance import side_taken, side_weighed
from assistant.checking.subjects import fitting, things_in
from assistant.domain import CONDITIONAL
from assistant.understanding.unknown import unknown_names

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

# Scores are half cosine, half covered words; chosen on hand-written statements about four debates.
SUPPORTS = 0.42  # from here a sentence carries a paraphrase
ALIKE = 0.70  # cosine from which it does whatever its words
ELSEWHERE = 0.55  # from here another voice's sentence does
UNSURE = 0.60  # up to which a party may only seem to say it
MUCH_NEARER = 0.20  # by which another voice must come nearer to be the one who says it
STRANGER = 0.70  # from here a stranger's words are taken for somebody's
SURE = 0.85
GRANTED = 0.65  # from here a party grants what speaks for the other side
PLAINLY = 0.25  # lead of another voice's sentence that makes it the source


def check_body(claim: Claim, checker: Checker) -> Finding:
    """The verdict on what a statement says without quoting."""
    atlas = checker.atlas
    strange = unknown_names(claim.text, atlas.names.find(claim.text), atlas.names)
    strange = tuple(
        name for name in strange if claim.stranger is None or name not in claim.stranger
    )
    if strange:
        return Finding("fabricated", reason="name", detail=strange[0])
    return _Body(claim, checker).verdict()


_TWOFOLD = re.compile(r"(?i)\b(?:but|while|whereas)\b|[;:]")
DENIES_IT = "the statement denies what it says"


class _Body:
    def __init__(self, claim: Claim, checker: Checker) -> None:
        self.claim = claim
        self.checker = checker
        self.atlas = checker.atlas
        self.probe = Probe(checker.atlas, claim.body)
        self.opposition = Opposition(self.probe, denied=claim.denied)
        parties = checker.parties
        names = (*claim.speakers, claim.target) if claim.target else claim.speakers
        self.things = things_in(claim.body, self.atlas)
        self.own_rows = (
            parties.rows(names) if claim.speakers else list(range(len(self.atlas.index.rows)))
        )
        # "Farrow walked the floor": those who quote him may tell of him, and say what he holds.
        self.told = set(parties.telling_of(claim.speakers, by_name=not claim.told_of))
        self.told -= set(self.own_rows)
        self.own_rows = sorted({*self.own_rows, *self.told})
        self.own = fitting(self.atlas, claim.body, self.things, self.own_rows)
        self.answered = (
            fitting(self.atlas, claim.body, self.things, parties.stands_for(names))
            if claim.speakers
            else []
        )
        own = set(self.own_rows)
        others = [row for row in range(len(self.atlas.index.rows)) if row not in own]
        self.others = fitting(self.atlas, claim.body, self.things, others) if claim.speakers else []

    def verdict(self) -> Finding:
        best = self.probe.best(self.own, 4)
        if not self.claim.speakers:
            return self._stranger(best) if self.claim.stranger else self._anybody(best)
        if labelled := self._labelled():
            return labelled
        own = self.probe.borne_out(self.own)
        elsewhere = self.probe.best(self.others, 1)
        other = self.probe.borne_out(self.others)
        direct = self.probe.borne_out([row for row in self.own if row not in self.told])
        theirs = other >= SURE and other - direct >= PLAINLY  # somebody else's words, almost
        opposed = self.opposition.find(self.answered)
        weak = max(0.7, other - MUCH_NEARER) if theirs else 0.0
        if opposed and opposed.why.kind in ("negation", "opposite") and opposed.match.score < weak:
            opposed = None
        if opposed and not self._says_so(best, opposed):
            return Finding(
                "inverted_stance",
                (opposed.match.row,),
                reason=opposed.why.kind,
                detail=opposed.why.reason,
            )
        if sided := None if theirs else self._sided(best):
            return sided
        if best and own >= SUPPORTS and self._only_denies(best):
            return Finding("inverted_stance", (best[0].row,), reason="negation", detail=DENIES_IT)
        rows = tuple(m.row for m in best[:2] if m.score >= max(SUPPORTS, own - CLOSE))
        rows = rows or tuple(m.row for m in best[:1])
        said = own >= SUPPORTS or any(m.cosine >= ALIKE for m in best)
        if said and not self._theirs(direct if theirs else own, other):
            return Finding("supported", rows, reason="said", score=own)
        if not theirs and self._takes_own_side():
            return Finding("supported", self._theses(), reason="side")
        if other >= ELSEWHERE and other > own and not self.opposition.against(elsewhere[0].row):
            heard = self.checker.parties.heard_in(self.claim.speakers)
            essay = self.atlas.index.rows[elsewhere[0].row].essay.slug
            verdict: CheckVerdict = "wrong_voice" if essay in heard else "wrong_essay"
            return Finding(verdict, (elsewhere[0].row,), self._instead(), reason="said")
        return Finding(
            "fabricated",
            instead=self._instead(),
            reason="unsaid",
            detail=", ".join(best[0].missing if best else ()),
        )

    def _stranger(self, best: list[Match]) -> Finding:
        """A statement that credits somebody who has no voice in this debate."""
        theirs = set(self.checker.parties.strangers(self.claim.stranger or ""))
        near = [m for m in best if m.score >= STRANGER and not self.opposition.against(m.row)]
        for match in near:
            if match.row in theirs:
                return Finding("supported", (match.row,), reason="said")
        if near:
            return Finding("wrong_essay", (near[0].row,), reason="said")
        return Finding("fabricated", reason="stranger", detail=self.claim.stranger or "")

    def _anybody(self, best: list[Match]) -> Finding:
        """A statement that credits nobody: enough that somebody says it."""
        if best and best[0].score >= SUPPORTS:
            against = self.opposition.against(best[0].row)
            if against:
                return Finding(
                    "inverted_stance", (best[0].row,), reason=against.kind, detail=against.reason
                )
            return Finding("supported", (best[0].row,), reason="said")
        return Finding("fabricated", instead=tuple(m.row for m in best[:1]), reason="unsaid")

    def _instead(self) -> tuple[int, ...]:
        return tuple(m.row for m in self.probe.best(self.own_rows, 1))

    @staticmethod
    def _theirs(own: float, other: float) -> bool:
        """Whether somebody else comes so much nearer that it is theirs."""
        if own < UNSURE and other >= ELSEWHERE and other >= own + NEARER:
            return True
        if other >= SURE and other >= own + MUCH_NEARER / 2:
            return True
        return other >= own + MUCH_NEARER and own < 0.8

    def _says_so(self, best: list[Match], opposed: Opposed) -> bool:
        """Whether the party says it all the same, in a nearer sentence of its own."""
        if opposed.why.kind in ("order", "swap"):
            return False
        return any(
            m.score > opposed.match.score + NEARER
            and m.score >= SUPPORTS
            and not self.opposition.against(m.row)
            for m in best
        )

    def _only_denies(self, best: list[Match]) -> bool:
        """A claim denies what every near sentence of the party plainly says."""
        if not denies(self.claim.body, self.claim.denied) or _TWOFOLD.search(self.claim.body):
            return False
        if best[0].coverage < DENIED or len(self.probe.words) < 3:
            return False
        near = [m for m in best if m.score >= best[0].score - CLOSE]
        return not any(negations(self.atlas.index.rows[m.row].text) for m in near)

    def _labelled(self) -> Finding | None:
        """The claim puts an example on a side: the party's own sentences on it decide."""
        side = label(self.claim.body, self.atlas)
        if side is None or len(self.probe.words) > 7:
            return None
        for thing in self.things:
            told = labels_of(thing, self.own, self.atlas)
            if told and side not in told:
                if self.claim.denied:
                    return None
                rows = next(iter(told.values()))
                return Finding("inverted_stance", tuple(rows[:1]), reason="label", detail=thing)
        return None

    def _sided(self, best: list[Match]) -> Finding | None:
        """The claim takes a side of the debate: the party's position decides."""
        side = side_taken(self.claim, self.probe)
        positions = self.checker.parties.positions(self.claim.speakers)
        if side is None or not positions or any(p == side for p in positions.values()):
            return None
        # What weighs the sides in so many words is not what a near sentence may only grant.
        weighed = side_weighed(self.claim, self.atlas)
        least = SURE if weighed else GRANTED
        if best and best[0].score >= least and not self.opposition.against(best[0].row):
            return None
        if weighed is None and all(p == CONDITIONAL for p in positions.values()):
            return None
        return Finding("inverted_stance", self._theses(), reason="side", detail=side)

    def _takes_own_side(self) -> bool:
        """Whether all that the claim says is that the party stands where it does."""
        side = side_weighed(self.claim, self.atlas)
        return side in self.checker.parties.positions(self.claim.speakers).values()

    def _theses(self) -> tuple[int, ...]:
        rows = []
        for slug in self.checker.parties.positions(self.claim.speakers):
            thesis = self.checker.strength.thesis(self.atlas.debate.essay(slug))
            if thesis:
                rows.append(self.atlas.index.row_of(slug, thesis.first))
        return tuple(rows)
