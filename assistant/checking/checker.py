"""A statement held against a debate: quotations first, then positions, attitudes, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.checking.body import check_body
from assistant.checking.lexicon import Nearness, matter
from assistant.checking.positions import Positions
from assistant.checking.quotation_check import check_quotations
from assistant.checking.relations import (
    check_attitude,
    check_counted,
    check_difference,
    check_mention,
)
from assistant.checking.report import explain
from assistant.checking.result import Checked, CheckVerdict, Finding
from assistant.checking.speaker import Claim, Speakers
from assistant.checking.support import Support
from assistant.checking.verbatim import Verbatim
from assistant.checking.weighing import Ground, Weighing
from assistant.index import Index
from assistant.understanding.sides import side_terms


class Checker:
    """Holds what is worked out once of an index; one call for each statement.

    Shared by answers, gate and premises: `support` says whether sentences bear a claim out,
    `speakers` whose words they are, `verbatim` where a quotation stands.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.debate = index.debate
        self.ground = Ground(index)
        self.speakers = Speakers(self.ground)
        self.verbatim = Verbatim(index.debate)
        self.positions = Positions(
            self.ground, self.speakers, side_terms(index.debate, index.embedder)
        )
        near = Nearness(index.embedder, self.ground.frequency, len(self.ground.places))
        self.support = Support(index.embedder, near)

    def warm(self) -> None:
        """Encode the words of all sentences now; else each check waits for those it meets first."""
        told = (
            f"{p.text}\n{p.context}\n{' '.join(g for _, g in p.gists)}\n{p.asked}"
            for p in self.ground.places
        )
        self.support.near.learn(word for text in told for word in matter(text))

    def check(self, statement: str, *, id: str | None = None) -> Checked:
        """The verdict on one statement, with its evidence and an explanation."""
        claim = self.speakers.read(statement)
        return explain(claim, self.find(claim), self, id=id)

    def weigh(self, claim: Claim) -> Weighing:
        """The claim's body, ready to be set beside sentences."""
        return Weighing(self.ground, self.support, claim.body)

    def find(self, claim: Claim) -> Finding:
        """The verdict, and the rows that prove it."""
        if claim.quantity:
            return check_counted(claim, self)
        together = self.positions.together(claim)
        if together is not None and not claim.quotations:
            agreed = claim.attitude != "rebuts" and not claim.denied
            if claim.target is None or not self.speakers.heard_in([claim.target]) & {
                e.slug for e in self.speakers.written(claim.speakers)
            }:
                names = [*claim.speakers, *([claim.target] if claim.target else [])]
                return Finding(
                    "supported" if together == agreed else "inverted_stance",
                    self.theses(replace(claim, speakers=tuple(names))),
                    reason="position",
                )
        if len(claim.speakers) > 1:
            if claim.attitude == "rebuts":  # what two differ on is no question of sides here
                return check_difference(claim, self)
            return self._each([replace(claim, speakers=(name,)) for name in claim.speakers])
        first, _, rest = claim.body.partition(";")
        if claim.denied and rest.strip():  # what is doubted ends there
            both = [replace(claim, body=first), replace(claim, body=rest.strip(), denied=False)]
            return self._each(both)
        fact = self.positions.true(claim)
        if fact is not None:
            verdict: CheckVerdict = "supported" if fact else "inverted_stance"
            return Finding(verdict, self.theses(claim), reason="position")
        return (
            check_attitude(claim, self)
            or check_mention(claim, self)
            or check_quotations(claim, self)
            or check_body(claim, self)
        )

    def _each(self, claims: Sequence[Claim]) -> Finding:
        """What several are said to say, or somebody in two breaths, must hold of each."""
        found = [self.find(claim) for claim in claims]
        for claim, finding in zip(claims, found, strict=True):
            if finding.verdict != "supported":
                told = tuple(claims[0].speakers) != tuple(claim.speakers) or len(claims) > 1
                return replace(finding, party=claim.speakers if told else ())
        rows = tuple(row for finding in found for row in finding.rows[:1])
        spans = tuple(span for finding in found for span in finding.spans)
        all_quoted = all(finding.spans for finding in found)
        return replace(found[0], rows=rows, spans=spans if all_quoted else ())

    def theses(self, claim: Claim) -> tuple[int, ...]:
        """The rows in which the essays of the claim's parties, or all, state their positions."""
        slugs = self.speakers.positions(claim.speakers)
        essays = [e for e in self.debate.essays if e.slug in slugs] or list(self.debate.essays)
        rows = []
        for essay in essays:
            row = self._thesis(essay.slug)
            if row is not None:
                rows.append(row)
        return tuple(rows)

    def _thesis(self, slug: str) -> int | None:
        """The row that best states an essay's position."""
        essay = self.debate.essay(slug)
        if essay.thesis:
            start, end = essay.thesis
            for number, sentence in enumerate(essay.sentences):
                if sentence.start < end and sentence.end > start:
                    return self.index.row_of(slug, number)
        own = self.speakers.by_essay.get(slug, ())
        side = self.positions.sides.ids
        if not own:
            return None
        if essay.position in side:
            vector = self.positions.sides.vectors[side.index(essay.position)]
        else:
            vector = self.positions.sides.question
        near = (self.index.sentence_vectors[own] @ vector).round(4)
        return int(own[int(near.argmax())])
