"""A statement held against a debate: quotations first, then positions, examples, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.atlas import Atlas
from assistant.checking.attitudes import check_attitude
from assistant.checking.body import check_body
from assistant.checking.claim import Claim, read_claim
from assistant.checking.entailment import Entailment
from assistant.checking.facts import about_debate
from assistant.checking.finding import Finding
from assistant.checking.parties import Parties
from assistant.checking.quotation_check import check_quotations
from assistant.checking.report import explain
from assistant.checking.result import Checked, CheckVerdict
from assistant.checking.verbatim import Verbatim
from assistant.strength import Strength


class Checker:
    """Holds what is worked out once of an index; one call for each statement."""

    def __init__(
        self,
        atlas: Atlas,
        strength: Strength | None = None,
        entailment: Entailment | None = None,
    ) -> None:
        self.atlas = atlas
        self.entailment = entailment
        self.parties = Parties(atlas)
        self.strength = strength or Strength(atlas)
        self.verbatim = Verbatim(atlas.debate)

    def check(self, statement: str, *, id: str | None = None) -> Checked:
        """The verdict on one statement, with its evidence and an explanation."""
        claim = read_claim(statement, self.atlas)
        finding = self.find(claim)
        return explain(claim, finding, self.atlas, id=id)

    def find(self, claim: Claim) -> Finding:
        """The verdict, and the rows that prove it."""
        if len(claim.speakers) > 1:
            return self._each([replace(claim, speakers=(name,)) for name in claim.speakers])
        first, _, rest = claim.body.partition(";")
        if claim.denied and rest.strip():  # what is doubted ends there
            both = [replace(claim, body=first), replace(claim, body=rest.strip(), denied=False)]
            return self._each(both)
        fact = about_debate(claim, self.parties, self.atlas.debate, self.atlas.sides)
        if fact is not None:
            verdict: CheckVerdict = "supported" if fact else "inverted_stance"
            return Finding(verdict, self._theses(claim), reason="position")
        found = check_attitude(claim, self)
        if found:
            return found
        found = check_quotations(claim, self)
        if found:
            return found
        return self._second_opinion(claim, check_body(claim, self))

    def _each(self, claims: Sequence[Claim]) -> Finding:
        """What several are said to say, or somebody in two breaths, must hold of each."""
        found = [self.find(claim) for claim in claims]
        for finding in found:
            if finding.verdict != "supported":
                return finding
        rows = tuple(row for finding in found for row in finding.rows[:1])
        spans = tuple(span for finding in found for span in finding.spans)
        return replace(found[0], rows=rows, spans=spans)

    def _second_opinion(self, claim: Claim, finding: Finding) -> Finding:
        """A supported paraphrase that the inference model contradicts is not supported."""
        if self.entailment is None or finding.verdict != "supported" or not finding.rows:
            return finding
        source = self.atlas.index.rows[finding.rows[0]].text
        judged = self.entailment.judge(source, claim.body)
        against = "entails" if claim.denied else "contradicts"
        if judged != against:
            return finding
        return replace(finding, verdict="inverted_stance", reason="inference")

    def _theses(self, claim: Claim) -> tuple[int, ...]:
        essays = self.parties.written(claim.speakers) or list(self.atlas.debate.essays)
        rows = []
        for essay in essays:
            thesis = self.strength.thesis(essay)
            if thesis:
                rows.append(self.atlas.index.row_of(essay.slug, thesis.first))
        return tuple(rows)
