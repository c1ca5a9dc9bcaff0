"""What a question grants, held against the essays as any statement is that one has checked."""

from __future__ import annotations

from assistant.checking.checker import Checker
from assistant.checking.claim import read_claim
from assistant.checking.finding import Finding
from assistant.evidence import Evidence, Excerpt
from assistant.excerpts import apart, within_budget
from assistant.retrieval.presumed import own_rows
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.described import named
from assistant.understanding.presumption import of_everyone
from assistant.understanding.restating import restated

PLAINLY = 0.51  # a paraphrase borne out less plainly is not granted without a word
ELSEWHERE = ("wrong_voice", "inverted_stance")
WORDS = 105
EACH = 40


def denial(
    search: Search,
    scored: Scored,
    checker: Checker,
    strength: Strength,
    *,
    elsewhere: bool = False,
) -> Evidence | None:
    """Evidence that what the question grants is not so; None where it is, or nothing is granted.

    A view that the named voice opposes is answered with its words against it; one that nothing
    of its words supports, with what comes nearest among them. With `elsewhere`, only a view that
    somebody else in the essays holds is denied.
    """
    question = search.question
    if question.injection or question.unknown or question.describes:
        return None
    statement = restated(question.standalone, named(question.standalone, search.atlas))
    if statement is None:
        return None
    claim = read_claim(statement, search.atlas)
    if not claim.speakers and not of_everyone(statement):
        return None
    finding = checker.find(claim)
    if finding.verdict == "supported" and finding.score >= PLAINLY:
        return None
    leans = question.previous is not None  # "why does she advise against it?": half is unsaid
    if (elsewhere or leans) and finding.verdict not in ELSEWHERE:
        return None
    found = _excerpts(search, scored, finding, strength)
    if not found:
        return None
    return Evidence(question, found=within_budget(found, most=4, words=WORDS), corrects=True)


def _excerpts(
    search: Search, scored: Scored, finding: Finding, strength: Strength
) -> tuple[Excerpt, ...]:
    """What proves it, the thesis of the essay that was asked about, and what comes nearest."""
    question, atlas = search.question, search.atlas
    if not (question.voices or question.essays):
        return ()
    near = own_rows(search, scored.by_row())
    opposed = finding.verdict == "inverted_stance"
    proof = [row for row in finding.rows if opposed and row in near]
    if finding.verdict == "wrong_voice":  # what it says right after the words of another
        behind = [row + more for row in finding.rows for more in (1, 2)]
        proof = [row for row in behind if row in near and search.atlas.citable[row]][:1]
    reason = "contradicts" if opposed or proof else "unsupported"

    def around(rows: list[int]) -> list[Excerpt]:
        return [search.around(row, reason=reason, most_words=EACH) for row in rows]

    first = around([*proof[:2], *near[:1]])
    essays = [essay for voice in question.voices for essay in atlas.essays_of_voice(voice)]
    essays += [atlas.debate.essay(slug) for slug in question.essays]
    theses = [thesis for essay in essays[:1] if (thesis := strength.thesis(essay))]
    short = [thesis for thesis in theses if first and thesis.words <= EACH]
    return apart([*first, *short, *around(near[1:3])])
