"""From a ranking to evidence, as the plan of the intent says: whose points, and how many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Literal

from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.index import Index
from assistant.points import PointRow
from assistant.retrieval.abstain import SPOKEN, abstains
from assistant.retrieval.accords import Accords
from assistant.retrieval.choosing import (
    in_different_essays,
    is_lent,
    names,
    pick,
    position_of,
    speaks,
)
from assistant.retrieval.comparing import Comparer
from assistant.retrieval.evidence import Evidence
from assistant.retrieval.plan_table import NOBODY, PLANS, Plan
from assistant.retrieval.rank import Ranker, Ranking
from assistant.retrieval.siding import Sides
from assistant.retrieval.weights import Weights
from assistant.understanding.question import Question
from assistant.understanding.sides import SideTerms
from assistant.words import content_stems

_ASKED_OF_PARTIES = ("case", "topic", "define", "example", "figures", "advice")
_SILENT = 0.3  # cosine below which all points of an essay lie that says nothing on the matter
_SAYS = 0.6  # cosine from which a point plainly says what somebody is asked to say
_FITS = 0.45  # cosine from which a point speaks to what the asker told
_TELLING = 6  # words from which a piece of it tells enough
LIKELY = 0.5  # probability of an intent that is likelier than all others
_LEFT_BEHIND = 0.2  # of the best one's score, below which another party says nothing on a matter
_TURNS = 0.25  # the same for what a debate turns on, where a told case goes both ways
_LISTED = 6  # points of a list, whosever they are
_EACH = 2  # points of each of several parties
_ON_IT = 0.4  # score from which words that narrow little are what several parties are asked about


class Planner:
    """Gathers the evidence for questions about one opened index."""

    def __init__(self, index: Index, ranker: Ranker, sides: Callable[[], SideTerms]) -> None:
        self.index = index
        self.debate: Debate = index.debate
        self.ranker = ranker
        self.accords = Accords(index)
        self.comparer = Comparer(index.debate, ranker, sides)
        self.weights = Weights(index, ranker)
        self.sides = Sides(index.debate, self.weights, sides)

    def gather(
        self,
        question: Question,
        without: Collection[str] = (),
        ranking: Ranking | None = None,
    ) -> Evidence:
        """The evidence; `without` are essays left out, `ranking` is of all points, if at hand."""
        if question.intent == "order":
            return Evidence(question, refusal="off_topic")
        if question.intent == "voice" and in_different_essays(question, self.index.points):
            question = replace(question, intent="compare")  # what each says, and who says nothing
        plan = PLANS.get(question.intent, NOBODY)
        if question.form == "list" and plan.whose == "nearest":  # "the steps", all one voice's
            plan = replace(plan, most=_LISTED, per_voice=_LISTED)
        if plan.whose == "nobody":
            return Evidence(question)
        ranking = ranking or self.ranker.rank(question)
        if without:
            ranking = ranking.within(lambda row: row.essay.slug not in without)
        asked = self.heard(question, ranking)
        question = _narrowed(question, asked)
        decision = abstains(question, asked, ranking)
        accords = self.accords.nearest(question, without)
        meant = accords or question.confidence >= LIKELY
        if question.intent == "agree" and self.debate.accords and meant and not question.unknown:
            decision = replace(decision, reason=None)  # the reading tells what they share
        if decision.reason:
            return Evidence(
                question, ranking=ranking, refusal=decision.reason, missing=decision.missing
            )
        essays = [essay for essay in self.debate.essays if essay.slug not in without]
        chosen = self._choose(question, plan, ranking, essays)
        torn = len({row.point.speaks_for for row in chosen} - {None}) > 1
        if question.intent == "advice" and question.told and torn and not question.parties:
            hinges = sorted(self.weights.hinges(essays), key=ranking.score, reverse=True)
            near = [row for row in hinges[:1] if ranking.score(row) >= _TURNS * ranking.scores[0]]
            chosen = tuple(dict.fromkeys((*chosen, *near)))  # on what it turns, besides
        heard = {row.essay.slug for row in chosen} | ranking.essays(_SILENT)
        few = not chosen or ranking.scores[0] < SPOKEN  # hardly a matter of its own: all, then
        if question.intent == "agree" and few and not (accords or question.parties):
            question = replace(question, matter=())
            accords = self.accords.nearest(question, without)
        told = question.intent == "camp" or (accords and question.intent == "agree")
        if not chosen and not told:
            return Evidence(question, ranking=ranking, refusal="not_in_essays")
        fitting = self._fitting(question, ranking)
        return Evidence(
            question,
            points=chosen,
            ranking=ranking,
            theses={e.slug: row for e in essays if (row := self.weights.theses[e.slug])},
            by_side=self.sides.weightiest(question, ranking),
            accords=accords,
            hinges=self.weights.hinges(essays) if question.intent == "verdict" else (),
            fits=self.fits(question, fitting or chosen),
            fitting=fitting,
            stand=self._stand(question, chosen),
            silent=tuple(e.slug for e in essays if e.slug not in heard),
        )

    def heard(self, question: Question, ranking: Ranking) -> Ranking:
        """The points of whom the question is put to; all of them where it names nobody."""
        if not question.parties or question.intent not in ("voice", "compare", "overview"):
            return ranking
        return ranking.within(
            lambda row: any(speaks(row, p) or is_lent(row, p) for p in question.parties)
        )

    def _choose(
        self, question: Question, plan: Plan, ranking: Ranking, essays: Sequence[Essay]
    ) -> tuple[PointRow, ...]:
        scored = list(zip(ranking.scores, ranking.rows, strict=True))
        if question.parties and question.intent in _ASKED_OF_PARTIES:
            own = [(s, r) for s, r in scored if any(speaks(r, p) for p in question.parties)]
            scored = own or scored
        if question.intent == "agree" and len(question.parties) == 1:
            return self._of_allies(question, plan, scored)
        if question.parties and (plan.whose == "parties" or question.intent == "agree"):
            return self._of_parties(question, plan, scored)
        unvoiced = question.intent == "compare" and not question.parties
        if unvoiced and (found := self.comparer.choose(question, plan, scored)):
            return found
        if question.intent == "compare":
            return self.sides.at_the_table(question, plan, scored)
        if plan.whose == "side":
            return self.sides.case(question, plan, scored)
        if plan.whose == "both_sides":
            return self.sides.at_the_table(question, plan, scored)
        if plan.whose == "camp":
            return self.sides.camp(question, plan, scored)
        if plan.whose == "between":
            return self.sides.between(plan, scored)
        if plan.whose == "essays":
            named = [e for e in essays if e.slug in question.essays or e.author in question.voices]
            if question.parties and not named:  # somebody who is quoted
                return self._of_parties(question, plan, scored)
            return self.weights.of_essays(named, essays, plan.per_voice)
        if plan.whose == "things":
            scored = self._of_things(question, scored)
        return pick(scored, plan.most, plan.per_voice, plan.floor, plan.share)

    def _of_parties(
        self, question: Question, plan: Plan, scored: Sequence[tuple[float, PointRow]]
    ) -> tuple[PointRow, ...]:
        """The nearest points of each voice or essay that is named."""
        found: list[PointRow] = []
        each = plan.most if len(question.parties) == 1 else _EACH
        least = self._least_said(question, scored)
        for party in question.parties:
            own = self._spoken(question, [(s, row) for s, row in scored if speaks(row, party)])
            lent = self._spoken(question, [(s, row) for s, row in scored if is_lent(row, party)])
            if max((score for score, _ in (*own, *lent)), default=0.0) < least:
                continue
            some = pick(own, each, each, plan.floor, plan.share)
            if lent and (not some or (question.matter and own[0][0] < plan.share * lent[0][0])):
                # Whoever an author quotes with approval speaks for him too, where he has less.
                some = pick(lent, each, each, plan.floor, plan.share)
            if not some and question.intent in ("compare", "agree"):
                some = pick(self.weights.of(row for _, row in own), each, each, 0.0, 0.0)
            found += some
        return tuple(dict.fromkeys(found))

    def _least_said(self, question: Question, scored: Sequence[tuple[float, PointRow]]) -> float:
        """The score that a party's best point must have to say anything on a matter.

        One has nothing on it that is far behind another, unless they share or clash over it.
        """
        parties = question.parties
        if question.intent not in ("compare", "agree"):
            return 0.0
        if not question.matter or len(parties) < _EACH:
            return 0.0
        if question.intent == "agree" and self.accords.nearest(question):
            return 0.0
        of_all = [s for s, r in scored if any(speaks(r, p) or is_lent(r, p) for p in parties)]
        best = max(of_all, default=0.0)
        return _LEFT_BEHIND * best if best >= SPOKEN else 0.0

    def _of_allies(
        self, question: Question, plan: Plan, scored: Sequence[tuple[float, PointRow]]
    ) -> tuple[PointRow, ...]:
        """Who stands with a party, or against it: a party's own point, then one of each of them."""
        party = question.parties[0]
        own = self._spoken(question, [(s, row) for s, row in scored if speaks(row, party)])
        host = next((row.essay for _, row in own), None)
        if host is None:
            return ()
        position = position_of(own[0][1], self.debate)
        stance = "for" if position == CONDITIONAL else question.stance
        said = own[0][1]
        manner = "endorses" if stance == "for" else "rebuts"
        there = {manner: "own", "own": manner}.get(said.voice.attitude)  # quotes it, or is quoted
        hosts = [
            (score, row)
            for score, row in self.weights.of(row for _, row in scored)
            if row.essay.slug == host.slug and row.voice.attitude == there
        ]
        on_matter = bool(question.matter) and stance == "for"
        fitting = [
            (score, row)
            for score, row in scored
            if not speaks(row, party)
            and row.voice.attitude in ("own", "endorses")
            and row.essay.slug != host.slug
            and (on_matter or (row.essay.position == position) == (stance == "for"))
        ]
        others = self._spoken(question, fitting)
        if stance == "against":
            others = [(s, r) for s, r in others if r.essay.position not in (None, CONDITIONAL)]
        floor, share = (plan.floor, plan.share) if question.matter else (0.0, 0.0)
        found = (*pick(hosts, _EACH, 1, 0.0, 0.0), *pick(others, plan.most, 1, floor, share))
        return (*pick(own, 1, 1, 0.0, 0.0), *found)

    def _spoken(
        self, question: Question, own: list[tuple[float, PointRow]]
    ) -> list[tuple[float, PointRow]]:
        """A party's points, by weight where nothing but the party is named.

        Words that are all the debate's own say something of what is asked, and less than others.
        """
        if question.matter or question.things:
            return own
        between = question.intent == "agree" or (
            question.intent == "compare" and not question.sides
        )
        if question.stems and not between:
            return self.weights.by_both(own)
        return self.weights.of(row for _, row in own)

    def _of_things(
        self, question: Question, scored: list[tuple[float, PointRow]]
    ) -> list[tuple[float, PointRow]]:
        """The points that speak of what is named; else those that tell of somebody, if any do."""
        wanted = {*question.things}
        told = [
            (score, row)
            for score, row in scored
            if names(row, wanted)
            or (not wanted and (row.point.things or row.point.role == "example"))
        ]
        if wanted or not told or told[0][0] < PLANS["example"].share * scored[0][0]:
            return told if wanted and told else scored
        weighed = [(score * self.sides.wanted(question, row), row) for score, row in told]
        return sorted(weighed, key=lambda pair: (-round(pair[0], 4), pair[1].row))

    def fits(self, question: Question, rows: Sequence[PointRow]) -> tuple[PointRow, str] | None:
        """The point and the piece of the asker's own case that come nearest to each other."""
        if question.intent not in ("advice", "verdict") or not question.told or not rows:
            return None
        near = [
            (cosine * min(1.0, len(clause.split()) / _TELLING), -turn, row, clause)
            for turn, row in enumerate(rows)
            for clause, vector in zip(question.told, question.told_vectors, strict=True)
            if row.point.role != "example" and (cosine := self.ranker.near(row, vector)) >= _FITS
        ]
        return max(near, key=lambda one: one[:2])[2:] if near else None

    def _stand(
        self, question: Question, rows: Sequence[PointRow]
    ) -> Literal["yes", "no", "both"] | None:
        """Whether somebody plainly says it, or the points speak for one side and for another."""
        if question.intent == "who_argues" and question.yes_no and rows:
            return "yes" if self.ranker.near(rows[0], question.vector) >= _SAYS else None
        things = {*question.things}
        if question.parties or not (question.yes_no or things):
            return None
        on_things = [r for r in rows if names(r, things)]
        told = [self.sides.told_of(r) for r in on_things]
        told = told or [{r.point.speaks_for} for r in rows if r.point.speaks_for]
        sides = {side for some in told if len(some) == 1 for side in some}
        bare = {*question.matter} <= {*content_stems(" ".join(things))}  # "is Nike X?"
        example = bool(on_things) and (question.intent == "example" or bare)
        if not (question.yes_no or example):
            return None
        alike = len({side for some in told for side in some}) == 1
        if example and question.yes_no and alike and len(question.sides) == 1:
            return "yes" if sides == {*question.sides} else "no"
        return "both" if len(sides) > 1 else None

    def _fitting(self, question: Question, ranking: Ranking) -> tuple[PointRow, ...]:
        """For a verdict: the conditions and advice nearest to the asker's business."""
        if question.intent != "verdict" or question.case_vector is None:
            return ()
        asked = replace(question, vector=question.case_vector, stems=question.case_stems, things=())
        scored = [
            (score, row)
            for row, score in zip(*self.ranker.scored(asked, ranking.rows), strict=True)
            if row.point.role in ("condition", "advice", "challenge", "reason", None)
            and row.voice.attitude in ("own", "endorses")
            and self.ranker.near(row, question.case_vector) >= _FITS
        ]
        return pick(scored, 3, 1, 0.0, 0.0)


def _narrowed(question: Question, asked: Ranking) -> Question:
    """The question, of the matter that its words are where several parties speak of just that.

    "X and Y on managers" is not on everything, though many debates are asked about managers.
    """
    spoken = max(asked.scores, default=0.0) >= _ON_IT
    if len(question.parties) < _EACH or question.matter or not spoken:
        return question
    return replace(question, matter=question.stems)
