"""What a question grants, held against the essays as any statement is that one has checked."""

from __future__ import annotations

from assistant.checking.checker import Checker
from assistant.checking.claim import read_claim
from assistant.checking.finding import Finding
from assistant.evidence import Evidence, Excerpt
from assistant.excerpts import within_budget
from assistant.retrieval.search import Search
from assistant.scoring import Scored
from assistant.strength import Strength
from assistant.understanding.presumption import of_everyone
from assistant.understanding.restating import restated

PLAINLY = 0.51  # a paraphrase borne out less plainly is not granted without a word
WORDS = 90
EACH = 40


def denial(search: Search, scored: Scored, checker: Checker, strength: Strength) -> Evidence | None:
    """Evidence that what the question grants is not so; None where it is, or nothing is granted.

    A view that the named voice opposes is answered with its words against it; one that nothing
    of its words supports, with what comes nearest among them.
    """
    question = search.question
    if question.injection or question.unknown or question.describes:
        return None
    statement = restated(question.standalone, search.atlas.names.find(question.standalone))
    if statement is None:
        return None
    claim = read_claim(statement, search.atlas)
    if not claim.speakers and not of_everyone(statement):
        return None
    finding = checker.find(claim)
    if finding.verdict == "supported" and finding.score >= PLAINLY:
        return None
    found = _excerpts(search, scored, finding, strength)
    if not found:
        return None
    return Evidence(question, found=within_budget(found, most=3, words=WORDS), corrects=True)


def _excerpts(
    search: Search, scored: Scored, finding: Finding, strength: Strength
) -> list[Excerpt]:
    """What proves it, the thesis of the essay that was asked about, and what comes nearest."""
    theirs = set(search.question.voices)
    slugs = set(search.question.essays)
    rows = search.atlas.index.rows

    def own(row: int) -> bool:
        place = rows[row]
        if theirs:
            return place.sentence.voice.name in theirs
        return place.essay.slug in slugs and place.sentence.voice.attitude in ("own", "endorses")

    opposed = finding.verdict == "inverted_stance"
    proof = [row for row in finding.rows if opposed and own(row)]
    fused = scored.by_row()
    near = sorted((row for row in fused if own(row)), key=lambda row: (-fused[row], row))
    reason = "contradicts" if opposed else "unsupported"
    found: list[Excerpt] = []
    for row in [*proof[:2], *near[:1]]:
        _add(found, search.around(row, reason=reason, most_words=EACH))
    own_essays = [e for v in theirs for e in search.atlas.essays_of_voice(v)]
    own_essays += [search.atlas.debate.essay(slug) for slug in slugs]
    for essay in own_essays[:1]:
        thesis = strength.thesis(essay)
        if found and thesis and thesis.words <= EACH:
            _add(found, thesis)
    for row in near[1:2]:
        _add(found, search.around(row, reason=reason, most_words=EACH))
    return found


def _add(found: list[Excerpt], excerpt: Excerpt) -> None:
    if not any(excerpt.overlaps(other) for other in found):
        found.append(excerpt)
