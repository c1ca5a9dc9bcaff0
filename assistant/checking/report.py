"""A finding in words, built from citations: nobody's words stand beside another's name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answer import Citation
from assistant.checking.result import Checked, Finding
from assistant.checking.speaker import Claim
from assistant.domain import CONDITIONAL, Debate, Essay
from assistant.naming import essay_name
from assistant.understanding.entities import Name

if TYPE_CHECKING:
    from assistant.checking.checker import Checker

MOST = 4  # citations in one report
MAX_WORDS = 60


def explain(claim: Claim, finding: Finding, checker: Checker, *, id: str | None = None) -> Checked:
    """The report on a statement."""
    cited = _Cited(checker)
    proof = [cited.span(s.essay, s.start, s.end, s.sentences[0]) for s in finding.spans]
    proof = proof or [cited.row(row) for row in finding.rows]
    own = set(checker.speakers.rows(finding.party or claim.speakers))
    instead = [cited.row(row) for row in finding.instead if row in own or finding.reason == "count"]
    words = _Words(claim, finding, checker.debate, proof[:MOST], instead[:MOST])
    text = words.explanation()
    shown = [one for one in dict.fromkeys([*proof, *instead]) if one.quote in text or one in proof]
    numbered = tuple(_numbered(one, at) for at, one in enumerate(shown[:MOST], 1))
    return Checked(claim.text, finding.verdict, text, numbered, id)


def _numbered(citation: Citation, number: int) -> Citation:
    return replace(citation, number=number)


class _Cited:
    """Citations of sentences and spans."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker

    def row(self, row: int) -> Citation:
        place = self.checker.index.rows[row]
        return self.span(
            place.essay, place.sentence.start, place.sentence.end, place.number, cut=True
        )

    def span(
        self, essay: Essay, start: int, end: int, sentence: int, *, cut: bool = False
    ) -> Citation:
        text = essay.text[start:end]
        if cut:
            words = text.split()
            if len(words) > MAX_WORDS:
                text = _cut(text)
            end = start + len(text.rstrip(" :"))
        return Citation.of(essay, start, end, essay.sentences[sentence])


def _cut(text: str) -> str:
    """The text up to the last clause end that leaves few enough words, else to a whole word."""
    ends = [at for at, c in enumerate(text) if c in ",;:" and text[at + 1 : at + 2] == " "]
    fits = [at for at in ends if MAX_WORDS // 3 <= len(text[:at].split()) <= MAX_WORDS]
    if fits:
        return text[: fits[-1]]
    found = text
    while len(found.split()) > MAX_WORDS:
        found = found[: found.rstrip().rfind(" ")]
    return found.rstrip()


def introduced(citation: Citation, debate: Debate) -> str:
    """The speaker with, for a quoted voice, where it is quoted and how its host treats it."""
    essay = debate.essay(citation.essay)
    if citation.role == "uncertain":
        return f"a voice that {essay_name(essay)} leaves unnamed"
    who = citation.voice or essay_name(essay)
    if citation.role != "quoted":
        return who
    host = f"by {essay_name(essay)}" if essay.author else f"in {essay_name(essay)}"
    how = {
        "endorses": f"quoted with approval {host}",
        "rebuts": f"quoted {host} in order to disagree",
    }.get(citation.attitude, f"quoted {host}")
    return f"{who}, {how}"


class _Words:
    def __init__(
        self,
        claim: Claim,
        finding: Finding,
        debate: Debate,
        proof: Sequence[Citation],
        instead: Sequence[Citation],
    ) -> None:
        self.claim = claim
        self.finding = finding
        self.debate = debate
        self.proof = proof
        self.instead = instead
        self.who = claim.stranger or self._party(finding.party or claim.speakers)

    def _party(self, names: Iterable[Name]) -> str:
        told = [
            name.key if name.kind == "voice" else essay_name(self.debate.essay(name.key))
            for name in names
        ]
        return f"{', '.join(told[:-1])} and {told[-1]}" if len(told) > 1 else "".join(told)

    def _said(self, citation: Citation) -> str:
        return f"{introduced(citation, self.debate)}: “{citation.quote}”"

    def _own(self) -> str:
        """What the named party does say, in its own words, or that there is nothing on it."""
        if not (self.claim.speakers or self.finding.party):
            return ""
        if not self.instead:
            return f" {_capital(self.who)} says nothing on it."
        return f" What comes nearest: {self._said(self.instead[0])}"

    def explanation(self) -> str:
        """One or two sentences that say what is so."""
        finding, reason = self.finding, self.finding.reason
        if reason in ("position", "side"):
            return self._positions()
        if finding.verdict == "supported":
            if reason == "name":
                return f"No essay mentions {finding.detail}."
            if not self.proof:
                return (
                    "So it is: nobody in the essays says so." if reason == "others" else "So it is."
                )
            if reason == "clash":
                return f"They differ on it. {_capital('; '.join(map(self._said, self.proof)))}"
            return _capital(self._said(self.proof[0]))
        if finding.verdict == "inverted_stance":
            return self._opposite()
        if finding.verdict == "frankenquote":
            parts = "; ".join(f"“{p.quote}” ({introduced(p, self.debate)})" for p in self.proof)
            return f"The quotation is joined from pieces that do not stand together: {parts}"
        if finding.verdict in ("wrong_voice", "wrong_essay"):
            if reason == "host" or not self.who:
                return f"The one who speaks there is {self._said(self.proof[0])}"
            return f"Not {self.who}, but {self._said(self.proof[0])}{self._own()}"
        if reason == "reports":
            said = _capital(self._said(self.proof[0]))
            return f"Nothing shows what is thought of these words. {said}"
        if reason == "stranger":
            return f"{finding.detail} has no voice in these essays, and nobody in them says so."
        if reason == "name":
            return f"No essay mentions {finding.detail}."
        if reason == "words":
            return f"Nobody in the essays says these words.{self._own()}"
        if reason == "count":
            return self._count()
        if finding.half:
            return f"One half of it nobody bears out, that {finding.half}.{self._own()}"
        return f"Nobody in the essays says so.{self._own()}"

    def _opposite(self) -> str:
        why = f" ({self.finding.detail})" if self.finding.reason in _SHOWN else ""
        first = self._said(self.proof[0]) if self.proof else ""
        if self.finding.reason == "others":
            return f"Somebody does say so: {first}"
        if self.finding.reason == "attitude":
            return f"It is the other way round. {_capital(first)}"
        if self.finding.reason == "label":
            return f"{self.finding.detail} is put on the other side. {_capital(first)}"
        return f"What is said is the opposite{why}. {_capital(first)}".strip()

    def _positions(self) -> str:
        cited = {citation.essay for citation in self.proof}
        stands = [
            _stands(self.debate, essay) for essay in self.debate.essays if essay.slug in cited
        ]
        stands = stands or [_stands(self.debate, essay) for essay in self.debate.essays]
        lead = "So it is" if self.finding.verdict == "supported" else "It is not so"
        return f"{lead}: {'; '.join(stands)}."

    def _count(self) -> str:
        if not self.instead:
            return "Not one of the essays says so."
        said = "; ".join(self._said(citation) for citation in self.instead)
        number = len(self.instead)
        return f"Those who say so are {number} of {len(self.debate.essays)}: {said}"


_SHOWN = ("order", "opposite", "negation")


def _stands(debate: Debate, essay: Essay) -> str:
    name = essay_name(essay)
    verb = "seems to stand" if essay.position_is_proposed else "stands"
    if essay.position is None:
        return f"{name} does not say plainly where it stands"
    if essay.position == CONDITIONAL:
        return f"{name} says that it depends"
    label = next(side.label for side in debate.sides if side.id == essay.position)
    return f"{name} {verb} with “{label}”"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
