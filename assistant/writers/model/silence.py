"""Claims of silence: that an essay, nobody, or nobody else speaks of something; looked up."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.domain import Debate
from assistant.index import Index
from assistant.points import FIELDS
from assistant.rows import Row
from assistant.words import content_stems, fold, stem, words
from assistant.writers.model.parsing import Proposed
from assistant.writers.model.parties import Parties, Party

# Cosines of a matter with a question that a point answers, and with that point's own words, from
# which it is spoken of there.
ANSWERS, OWN = 0.535, 0.30
TELLS = 0.4  # cosine of a matter with a sentence that speaks of it
_WINDOW = 6  # words within which the words of one matter stand
# Closed classes: quantifiers that deny or exclude, as the subject of a clause, …
_TEXTS = r"(?:essays?|authors?|voices?|writers?|texts?|sources?|sides?)"
_NOBODY = re.compile(
    rf"(?:^|\bthat |\bbut |\band )(?:no[- ]?one|nobody|none|neither|no {_TEXTS})\b"
    rf"|\bno other {_TEXTS}\b|\b(?:no[- ]?one|nobody|none) else\b",
    re.I,
)
_ONLY = re.compile(r"(?:^|\bthat |\bbut |\band )only (?:the )?$", re.I)
_ALONE = re.compile(r"\b(?:is|are) (?:the only|the sole|alone in)\b", re.I)
# … and verbs of speech that are denied.
_SILENT = re.compile(
    r"\b(?:(?:does|do|did)(?: not|n[’']t)|never) (?:\w+ )?(?:mention|say|speak|address|discuss|name"
    r"|give|offer|touch|cover|quote|cite)s?\b"
    r"|\b(?:says?|offers?|gives?|names?|mentions?|has|have) (?:nothing|no)\b"
    r"|\b(?:is|are|stays?|remains?) silent\b|\bleaves? (?:that|it|this) out\b"
    r"|\b(?:does|do)(?: not|n[’']t)(?=[,.]|$)",
    re.I,
)
_ELLIPTIC = re.compile(r"\b(?:does|do)(?: not|n[’']t)?[,.]?$", re.I)  # what the clause before says
_SPEAKERS = re.compile(
    r"(?:\b(?:essays?|authors?|voices?|others?|rest|they|he|she|it|which|who))\W+(?:\w+ ){0,2}$",
    re.I,
)
_ELSE = re.compile(
    r"\bonly\b|\balone\b|\bsole\b|\b(?:no|nobody|no one|none) (?:else|other)\b", re.I
)
# Without one of these words a sentence says of nobody that he is silent.
_NEGATIVE = re.compile(
    r"\b(?:no|not|nobody|none|nor|neither|never|nothing|nowhere|silent|silence|without|missing|lacks?"
    r"|only|alone|sole|absent|little|few|leaves? out)\b|n['’]t\b|\bcannot\b",
    re.I,
)
_CLAUSE = re.compile(r"[;:.—–]\s|,? (?:while|whereas|but|though|although) ", re.I)
# Words of speech and of texts, that are no matter to look for.
_ABOUT_TEXTS = """
mention speak address discuss name offer touch cover quote cite silent essay author voice writer
sole alone text source side nothing anything word argue hold claim write point question answer
matter topic subject directly explicitly debate five warn advise agree recommend want call describe
see take stand think signed unsigned nobody title date dated undated publisher even too both
two three four five six seven eight nine ten
"""


@dataclass(frozen=True, slots=True)
class Silent:
    """One claim of silence: about what, and the sentences among which none may speak of it."""

    matters: tuple[str, ...]
    numbers: frozenset[int]
    parties: tuple[Party, ...]  # those who are said to be silent
    clause: str = ""  # its words, where they claim nothing else


def is_negative(text: str) -> bool:
    """Whether a sentence has a word by which it could claim a silence at all."""
    return bool(_NEGATIVE.search(text))


class Silence:
    """Finds claims of silence about one debate, and looks up who speaks of a matter."""

    def __init__(self, index: Index, parties: Parties) -> None:
        self._index = index
        self._parties = parties
        self._words = [
            [stem(w) for w in words(f"{row.sentence.heading}. {row.text}")] for row in index.rows
        ]
        self._read = [
            [stem(w) for w in words(" . ".join((p.point.says, *p.point.about, *p.point.things)))]
            for p in index.points
        ]
        self._plain = frozenset(content_stems(f"{_ABOUT_TEXTS} {parties.words}"))
        self._labels = [fold(side.label) for side in index.debate.sides]
        asks = index.point_places[:, 1] == FIELDS.index("ask")
        self._asks = np.flatnonzero(asks)

    def claims(
        self, proposed: Proposed, text: str, rows: Sequence[Row], without: Collection[str]
    ) -> list[Silent]:
        """The claims of silence in a statement that rests on `rows`."""
        found = []
        earlier: list[str] = []  # what the clauses before are about
        for clause, start in _clauses(text):
            own = self._matters(clause)
            earlier, before = own or earlier, earlier
            named = [p for p in self._parties.find(text) if start <= p.start < start + len(clause)]
            declared = bool(proposed.absent) and is_negative(clause)
            if not declared and not self._is_silent(clause, start, named):
                continue
            matters = list(proposed.absent) or own or (before if _ELLIPTIC.search(clause) else [])
            if not matters:
                continue
            universal = bool(_NOBODY.search(clause) or _ELSE.search(clause))
            silent = [p for p in named if not any(self._parties.speaks(p, row) for row in rows)]
            silent = silent or ([] if _ELSE.search(clause) else named)
            numbers = self._numbers(proposed.essays, silent, rows, named, universal, without)
            heard = () if universal else tuple(silent)
            claim = Silent(tuple(matters), frozenset(numbers), heard)
            if not universal and self.says_only(claim, clause):
                claim = replace(claim, clause=clause)
            found.append(claim)
        return found

    def _is_silent(self, clause: str, start: int, named: Sequence[Party]) -> bool:
        if any(label in fold(clause) for label in self._labels) and not _NOBODY.search(clause):
            return False  # who stands alone on a side: a position, not a silence
        if _NOBODY.search(clause) or (_ALONE.search(clause) and named):
            return True
        if any(_ONLY.search(clause[: party.start - start]) for party in named):
            return True
        if any(clause[party.end - start :].startswith(" alone") for party in named):
            return True
        told = _SILENT.search(clause)
        if told is None:
            return False
        before = clause[: told.start()]
        near = any(0 <= told.start() + start - party.end <= 12 for party in named)
        return near or bool(_SPEAKERS.search(before)) or not before.strip()

    def _matters(self, clause: str) -> list[str]:
        """What a claim of silence is about, where it does not say so apart."""
        found = []
        for part in re.split(r",| or | and | nor ", re.sub(r"“[^”]*”", " ", clause)):
            own = [w for w in words(part) if content_stems(w) and stem(w) not in self._plain]
            own = [w for w in own if w.isalpha() and len(w) > 1]
            if own:
                found.append(" ".join(own))
        return found

    def _numbers(
        self,
        essays: Collection[str],
        silent: Sequence[Party],
        rows: Sequence[Row],
        named: Sequence[Party],
        universal: bool,
        without: Collection[str],
    ) -> set[int]:
        """The numbers of the sentences that must not speak of it."""
        numbered = [
            (n, row) for n, row in enumerate(self._index.rows, 1) if row.essay.slug not in without
        ]
        if essays:
            return {n for n, row in numbered if row.essay.slug in essays}
        if silent and not universal:
            return {n for n, row in numbered if any(self._parties.speaks(p, row) for p in silent)}
        speaking = {(row.essay.slug, row.sentence.voice) for row in rows}
        excepted = named if rows or universal else ()
        return {
            n
            for n, row in numbered
            if (row.essay.slug, row.sentence.voice) not in speaking
            and not any(self._parties.speaks(p, row) for p in excepted if not p.in_passing)
        }

    def says_only(self, silent: Silent, text: str) -> bool:
        """Whether a text holds nothing but names, words of speech, and what a claim is about."""
        about = {stem for matter in silent.matters for stem in content_stems(matter)}
        return set(content_stems(text)) <= self._plain | about

    def is_told(self, silent: Silent, row: Row) -> bool:
        """Whether a sentence speaks of what a claim says that others are silent on."""
        at = self._index.row_of(row.essay.slug, row.number)
        if self.broken_by(replace(silent, numbers=frozenset({at + 1}))):
            return True
        vectors = self._index.embedder.encode_query(list(silent.matters))
        return bool((vectors @ self._index.sentence_vectors[at]).max() >= TELLS)

    def broken_by(self, silent: Silent) -> tuple[str, int] | None:
        """A matter, and the number of a sentence that does speak of it."""
        for matter in silent.matters:
            stems = {stem(w) for w in words(matter) if content_stems(w)}
            if not stems:
                continue
            for number in sorted(silent.numbers):
                if _within(stems, self._words[number - 1]):
                    return matter, number
            for point, told in zip(self._index.points, self._read, strict=True):
                number = self._number(point.row)
                if number in silent.numbers and _within(stems, told):
                    return matter, number
        # A name is looked up in words only: names of a kind lie near to each other.
        common = [m for m in silent.matters if m.split()[-1][0].islower()]
        return self._near(common, silent.numbers)

    def _near(self, matters: Sequence[str], numbers: Collection[int]) -> tuple[str, int] | None:
        """The same by meaning: a point that answers questions about the matter."""
        if not matters or not len(self._asks):
            return None
        index = self._index
        vectors = index.embedder.encode_query(list(matters))
        near = np.asarray(index.point_vectors) @ vectors.T
        for column, matter in enumerate(matters):
            asked = near[self._asks, column]
            for place in self._asks[np.argsort(-asked, kind="stable")[:60]]:
                if near[place, column] < ANSWERS:
                    break
                point = index.point_places[place, 0]
                own = np.setdiff1d(np.flatnonzero(index.point_places[:, 0] == point), self._asks)
                number = self._number(int(point))
                if number in numbers and near[own, column].max() >= OWN:
                    return matter, number
        return None

    def _number(self, point: int) -> int:
        row = self._index.points[point]
        return self._index.row_of(row.essay.slug, row.point.first) + 1


def _clauses(text: str) -> Iterable[tuple[str, int]]:
    """The clauses of a sentence, each with where it begins."""
    at = 0
    for found in _CLAUSE.finditer(text):
        yield text[at : found.start()], at
        at = found.end()
    yield text[at:], at


def _within(stems: Collection[str], told: Sequence[str]) -> bool:
    """Whether all stems stand near to each other."""
    if not set(stems) <= set(told):
        return False
    if len(stems) == 1:
        return True
    places = [at for at, word in enumerate(told) if word in stems]
    return any(set(stems) <= set(told[at : at + _WINDOW]) for at in places)


def front_matter(debate: Debate) -> str:
    """What the folder says of its essays, as one text."""
    told = ((e.title, e.author, e.publisher, e.date, e.note, e.url) for e in debate.essays)
    return "\n".join(" ".join(one for one in keys if one) for keys in told)
