"""From a ranking to evidence: per intent a small plan says whose points, and how many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from assistant.domain import CONDITIONAL, Debate, Essay, PointRole
from assistant.index import Index
from assistant.points import PointRow
from assistant.retrieval.abstain import abstains
from assistant.retrieval.accords import Accords
from assistant.retrieval.choosing import (
    WEIGHT,
    argues,
    is_lent,
    one_a_section,
    pick,
    position_of,
    speaks,
    strength,
    with_roles,
)
from assistant.retrieval.evidence import Evidence
from assistant.retrieval.rank import Ranker, Ranking
from assistant.understanding.question import Intent, Question
from assistant.understanding.sides import SideTerms

Whose = Literal["nearest", "parties", "side", "both_sides", "essays", "things", "nobody"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whose points answer an intent, and how many; scores as in `rank.Ranking`.

    `roles`: by what a point's role multiplies its score.
    """

    whose: Whose
    most: int
    per_voice: int
    floor: float  # below it a point is beside the question
    share: float  # of the best point's score, below which one is left out
    roles: Mapping[PointRole, float] = field(default_factory=dict)


_NARROW = Plan("nearest", most=4, per_voice=2, floor=0.02, share=0.5)
PLANS: Mapping[Intent, Plan] = {
    "who_argues": Plan("nearest", most=3, per_voice=1, floor=0.02, share=0.5),
    "voice": Plan("parties", most=3, per_voice=3, floor=0.0, share=0.4),
    "compare": Plan("parties", most=4, per_voice=2, floor=0.0, share=0.4),
    "agree": Plan("nearest", most=5, per_voice=1, floor=0.02, share=0.3),
    "define": Plan("nearest", 4, 1, 0.02, 0.4, {"definition": 2.5}),
    "example": Plan("things", 5, 2, 0.02, 0.4, {"example": 2.5}),
    "advice": Plan(
        "both_sides", 5, 2, 0.02, 0.45, {"condition": 1.3, "advice": 1.3, "challenge": 1.2}
    ),
    "topic": _NARROW,
    "off_topic": _NARROW,
    "figures": _NARROW,
    "case": Plan("side", 6, 3, 0.0, 0.15),
    "verdict": Plan("both_sides", 6, 2, 0.0, 0.0),
    "overview": Plan("essays", 5, 4, 0.0, 0.0),
}
_ESSAYS = 10  # that an overview tells of
_ASKED_OF_PARTIES = ("case", "topic", "define", "example", "figures", "advice")
_SILENT = 0.3  # cosine below which all points of an essay lie that says nothing on the matter
_SAYS = 0.5  # cosine from which a point plainly says what somebody is asked to say
_FITS = 0.3  # cosine from which a point fits what the asker told
_LIKELY = 0.5  # probability of an intent that is likelier than all others
_NAMES = 1.6  # what naming a company or person counts where examples are wanted
NOBODY = Plan("nobody", 0, 0, 1.0, 1.0)


class Planner:
    """Gathers the evidence for questions about one opened index."""

    def __init__(self, index: Index, ranker: Ranker, sides: Callable[[], SideTerms]) -> None:
        self.index = index
        self._side_terms = sides
        self.debate: Debate = index.debate
        self.ranker = ranker
        self.accords = Accords(index)

    @property
    def sides(self) -> SideTerms:
        """The sides as words; they wait for the first question."""
        return self._side_terms()

    def gather(
        self,
        question: Question,
        without: Collection[str] = (),
        used: Collection[tuple[str, int]] = (),
    ) -> Evidence:
        """The evidence; `without` are essays left out, `used` are points that were just told."""
        if question.intent == "order":
            return Evidence(question, refusal="off_topic")
        plan = PLANS.get(question.intent, NOBODY)
        if plan.whose == "nobody":
            return Evidence(question)
        ranking = self.ranker.rank(question).within(
            lambda row: (
                row.essay.slug not in without and (row.essay.slug, row.point.start) not in used
            )
        )
        decision = abstains(question, self.heard(question, ranking), ranking)
        accords = self.accords.nearest(question, without)
        told = accords or question.confidence >= _LIKELY
        if question.intent == "agree" and self.debate.accords and told and not question.unknown:
            decision = replace(decision, reason=None)  # the reading tells what they share
        if decision.reason:
            return Evidence(
                question, ranking=ranking, refusal=decision.reason, missing=decision.missing
            )
        essays = [essay for essay in self.debate.essays if essay.slug not in without]
        chosen = self._choose(question, plan, ranking, essays)
        speaking = {row.essay.slug for row in chosen}
        if question.intent == "agree" and not (chosen or accords or question.parties):
            question = replace(question, matter=())  # hardly a matter of its own: all of it, then
            accords = self.accords.nearest(question, without)
        if not chosen and not (accords and question.intent == "agree"):
            return Evidence(question, ranking=ranking, refusal="not_in_essays")
        fitting = self._fitting(question, ranking)
        return Evidence(
            question,
            points=chosen,
            ranking=ranking,
            theses={e.slug: row for e in essays if (row := self._theses[e.slug])},
            by_side=self._by_side(question, ranking, chosen),
            accords=accords,
            fits=self._fits(question, fitting or chosen),
            fitting=fitting,
            stand=self._stand(question, chosen),
            silent=tuple(
                e.slug for e in essays if e.slug not in speaking | ranking.essays(_SILENT)
            ),
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
        scored = with_roles(ranking, plan.roles)
        if question.parties and question.intent in _ASKED_OF_PARTIES:
            own = [(s, r) for s, r in scored if any(speaks(r, p) for p in question.parties)]
            scored = own or scored
        if question.intent == "agree" and len(question.parties) == 1:
            return self._of_allies(question, plan, scored)
        if question.parties and (plan.whose == "parties" or question.intent == "agree"):
            return self._of_parties(question, plan, scored)
        if question.intent == "compare":
            return self._of_both_sides(question, plan, scored)
        if plan.whose == "side":
            return self._of_side(question, plan, scored)
        if plan.whose == "both_sides":
            return self._of_both_sides(question, plan, scored)
        if plan.whose == "essays":
            return self._of_essays(question, plan, essays)
        if plan.whose == "things":
            scored = self._of_things(question, scored)
        return pick(scored, plan.most, plan.per_voice, plan.floor, plan.share)

    def _of_parties(
        self, question: Question, plan: Plan, scored: Sequence[tuple[float, PointRow]]
    ) -> tuple[PointRow, ...]:
        """The nearest points of each voice or essay that is named."""
        found: list[PointRow] = []
        each = plan.most if len(question.parties) == 1 else plan.per_voice
        for party in question.parties:
            own = self._spoken(question, [(s, row) for s, row in scored if speaks(row, party)])
            some = pick(own, each, each, plan.floor, plan.share)
            if not some:  # whoever an author quotes with approval speaks for him too
                lent = [(s, row) for s, row in scored if is_lent(row, party)]
                some = pick(self._spoken(question, lent), each, each, plan.floor, plan.share)
            if not some and question.intent in ("compare", "agree"):
                some = pick(self._weighed(own), each, each, 0.0, 0.0)
            found += some
        return tuple(dict.fromkeys(found))

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
        with_host = {"endorses": "for", "rebuts": "against"}.get(said.voice.attitude)
        hosts = [
            (score, row)
            for score, row in self._weighed(scored)
            if with_host == stance and row.essay.slug == host.slug and row.voice.role == "author"
        ]
        others = [
            (score, row)
            for score, row in scored
            if not speaks(row, party)
            and row.voice.attitude in ("own", "endorses")
            and row.essay.slug != host.slug
            and (
                (question.matter and stance == "for")
                or (row.essay.position == position) == (stance == "for")
            )
        ]
        if stance == "against":
            others = [(s, r) for s, r in others if r.essay.position not in (None, CONDITIONAL)]
        floor, share = (plan.floor, plan.share) if question.matter else (0.0, 0.0)
        found = (*pick(hosts, 1, 1, 0.0, 0.0), *pick(others, plan.most, 1, floor, share))
        return (*pick(own, 1, 1, 0.0, 0.0), *found)

    def _spoken(
        self, question: Question, own: list[tuple[float, PointRow]]
    ) -> list[tuple[float, PointRow]]:
        """A party's points, by weight where nothing but the party is named."""
        if question.matter or question.things:
            return own
        return self._weighed(own)

    def _weighed(self, own: Sequence[tuple[float, PointRow]]) -> list[tuple[float, PointRow]]:
        """Points by how much they weigh, whatever is asked."""
        weighed = [
            (
                WEIGHT[row.point.role] + self._central(row) + (row == self._theses[row.essay.slug]),
                row,
            )
            for _, row in own
        ]
        return sorted(weighed, key=lambda pair: (-pair[0], pair[1].row))

    def _of_side(
        self, question: Question, plan: Plan, scored: Sequence[tuple[float, PointRow]]
    ) -> tuple[PointRow, ...]:
        """One side's strongest points: those for it, or against it."""
        side = question.side or self.debate.sides[0].id
        best = max((score for score, _ in scored), default=1.0) or 1.0
        by_weight = 0.5 if question.matter else 0.8
        wanted = [
            (score / best + by_weight * strength(row, side, question.stance), row)
            for score, row in scored
            if argues(row, side, question.stance, self.debate)
        ]
        wanted.sort(key=lambda pair: (-pair[0], pair[1].row))
        return pick(wanted, plan.most, plan.per_voice, plan.floor, plan.share)

    def _of_both_sides(
        self, question: Question, plan: Plan, scored: Sequence[tuple[float, PointRow]]
    ) -> tuple[PointRow, ...]:
        """The nearest points, with every side that has something near at the table."""
        first = pick(scored, plan.most - 1, plan.per_voice, plan.floor, plan.share)
        found = list(first)
        for side in self.debate.sides:
            if any(argues(row, side.id, "for", self.debate) for row in found):
                continue
            own = [(s, row) for s, row in scored if argues(row, side.id, "for", self.debate)]
            found += pick(own, 1, 1, plan.floor, 0.0)
        return tuple(dict.fromkeys(found))

    def _of_essays(
        self, question: Question, plan: Plan, essays: Sequence[Essay]
    ) -> tuple[PointRow, ...]:
        """What each essay, or the one that is named, holds above all."""
        named = [e for e in essays if e.slug in question.essays or e.author in question.voices]
        found: list[PointRow] = []
        for essay in named or self._nearest(essays):
            rows = self.index.points_of[essay.slug]
            rows = [row for row in rows if row.voice.attitude in ("own", "endorses")]
            thesis = self._theses[essay.slug]
            scored = [
                (WEIGHT[row.point.role] + self._central(row) + (1.0 if row == thesis else 0.0), row)
                for row in rows
            ]
            scored.sort(key=lambda pair: (-pair[0], pair[1].row))
            each = plan.per_voice if named else 1
            found += pick(one_a_section(scored), each, each, 0.0, 0.0)
        return tuple(found)

    def _nearest(self, essays: Sequence[Essay]) -> list[Essay]:
        """The essays, of very many those whose theses come nearest to the debate's question."""
        theses = [row for essay in essays if (row := self._theses[essay.slug])]
        nearest = sorted(theses, key=lambda row: (-self._central(row), row.row))[:_ESSAYS]
        heard = {row.essay.slug for row in nearest}
        return [essay for essay in essays if essay.slug in heard]

    def _central(self, row: PointRow) -> float:
        """How near a point comes to the debate's own question; about 0 to 1."""
        return self.ranker.to_debate(row)

    @cached_property
    def _theses(self) -> dict[str, PointRow | None]:
        return {essay.slug: self._thesis(essay) for essay in self.debate.essays}

    def _thesis(self, essay: Essay) -> PointRow | None:
        """The point that states an essay's position best."""
        rows = self.index.points_of[essay.slug]
        if essay.thesis:
            start, end = essay.thesis
            held = [r for r in rows if r.point.start < end and r.point.end > start]
            read = [r for r in held if r.point.says] or held
            if read:
                return max(read, key=lambda r: (r.point.role == "thesis", -r.row))
        own = [r for r in rows if r.voice.attitude == "own"] or rows
        weights = [WEIGHT[r.point.role] + self._central(r) for r in own]
        return own[max(range(len(own)), key=lambda n: (weights[n], -n))] if own else None

    def _of_things(
        self, question: Question, scored: list[tuple[float, PointRow]]
    ) -> list[tuple[float, PointRow]]:
        """The points that speak of what is named; else those that name somebody count for more."""
        wanted = set(question.things)
        if wanted:
            told = [
                (score, row)
                for score, row in scored
                if wanted & set(row.point.things) or any(t in row.quote for t in wanted)
            ]
            return told or scored
        weighed = [
            (
                score * (_NAMES if row.point.things else 1.0) * self._of_wanted_side(question, row),
                row,
            )
            for score, row in scored
        ]
        return sorted(weighed, key=lambda pair: (-round(pair[0], 4), pair[1].row))

    def _of_wanted_side(self, question: Question, row: PointRow) -> float:
        """More for a point that is about the one side that the question names, less for others."""
        if len(question.sides) != 1:
            return 1.0
        named = self.sides.named(f"{row.quote} {row.point.says}") or self.sides.named(row.heading)
        told = {row.point.speaks_for, *named} - {None}
        if not told:
            return 1.0
        return _NAMES if told == {question.sides[0]} else 1 / _NAMES

    def _fits(self, question: Question, rows: Sequence[PointRow]) -> tuple[PointRow, str] | None:
        """The point and the piece of the asker's own case that come nearest to each other."""
        if question.intent not in ("advice", "verdict") or not question.told or not rows:
            return None
        near = [
            (self.ranker.near(row, vector), -turn, row, clause)
            for turn, row in enumerate(rows)
            for clause, vector in zip(question.told, question.told_vectors, strict=True)
        ]
        best, _, row, clause = max(near, key=lambda one: one[:2])
        return (row, clause) if best >= _FITS else None

    def _stand(
        self, question: Question, rows: Sequence[PointRow]
    ) -> Literal["yes", "no", "both"] | None:
        """Whether somebody plainly says it, or the points speak for one side and for another."""
        if question.intent == "who_argues" and question.yes_no and rows:
            return "yes" if self.ranker.near(rows[0], question.vector) >= _SAYS else None
        sides = {row.point.speaks_for for row in rows} - {None}
        asked = question.yes_no and question.intent != "advice" and not question.parties
        return "both" if asked and len(sides) > 1 else None

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
        ]
        return pick(scored, 3, 1, 0.0, 0.0)

    def _by_side(
        self, question: Question, ranking: Ranking, chosen: Sequence[PointRow]
    ) -> dict[str, tuple[PointRow, ...]]:
        """For a verdict: each side's weightiest points, at most two of each essay."""
        if question.intent not in ("verdict", "advice"):
            return {}
        found = {}
        for side in self.debate.sides:
            own = [
                (WEIGHT[row.point.role] + self._central(row) + score, row)
                for row, score in zip(ranking.rows, ranking.scores, strict=True)
                if argues(row, side.id, "for", self.debate)
                and row.voice.attitude in ("own", "endorses")
                and row.essay.position in (None, CONDITIONAL, side.id)
            ]
            own.sort(key=lambda pair: (-pair[0], pair[1].row))
            found[side.id] = pick(own, 4, 2, 0.0, 0.0)
        return found
