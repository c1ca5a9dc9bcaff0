"""Points in words: who says what, in the gist's plain words or in their own.

A gist is a whole sentence that makes sense behind "X says that"; verbs fit a point's role. Each
statement names its speaker, a quoted person with the one who quotes, and bears its marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from assistant.domain import Accord, Attitude, PointRole
from assistant.naming import capitalised, essay_name, listed
from assistant.points import PointRow
from assistant.words import STOPWORDS, fold, word_spans
from assistant.writers.draft import Draft

# The verb that tells a point: before its gist ("X warns that …"), and behind it (", warns X").
VERBS: dict[PointRole | None, str] = {
    "thesis": "holds",
    "reason": "argues",
    "definition": "explains",
    "example": "notes",
    "condition": "says",
    "challenge": "warns",
    "advice": "advises",
    "concession": "grants",
    "fact": "observes",
    None: "says",
}
# What a point is called where it is only referred to ("X's caveat").
NOUNS: dict[PointRole | None, str] = {
    "thesis": "position",
    "reason": "reason",
    "definition": "description",
    "example": "example",
    "condition": "condition",
    "challenge": "caveat",
    "advice": "advice",
    "concession": "concession",
    "fact": "observation",
    None: "remark",
}
# How somebody is quoted, behind "X quotes Y"; where nothing shows it, nothing is said of it.
MANNERS: dict[Attitude, str] = {"endorses": " with approval", "rebuts": " in order to disagree"}
TOGETHER = 3  # gists of one voice that one sentence holds


def called(row: PointRow) -> str:
    """Who speaks a point, in short: a person's name, or what an unsigned essay is called."""
    return row.voice.name or essay_name(row.essay)


class Teller:
    """Tells points into one draft; remembers whom it has introduced."""

    def __init__(self, draft: Draft, small: Iterable[str] = (), together: int = TOGETHER) -> None:
        self.draft = draft
        self._together = together
        self._small = frozenset(small)  # folded words that the essays write small
        self._met: set[tuple[str, str | None]] = set()

    def name(self, row: PointRow) -> str:
        """Who speaks, at first mention with whoever quotes him; a full name only once."""
        key = (row.essay.slug, row.voice.name)
        voice = row.voice
        first = key not in self._met
        self._met.add(key)
        if voice.role == "author":
            name = essay_name(row.essay)
            return name if first or row.essay.author is None else name.split()[-1]
        name = voice.name or f"a voice that {essay_name(row.essay)} leaves unnamed"
        if not first:
            return name.split()[-1] if voice.name else name
        return f"{name}, whom {essay_name(row.essay)} quotes{MANNERS.get(voice.attitude, '')},"

    def clause(self, row: PointRow) -> str:
        """The gist as it stands inside a sentence, without its full stop."""
        gist = row.point.says.strip().rstrip(".")
        spans = list(word_spans(gist))
        if not spans or spans[0][1] != 0:
            return gist
        word = spans[0][0]
        bare = fold(word).removesuffix("'s")
        common = bare in STOPWORDS or bare in self._small
        known = any(
            bare == fold(part) for thing in row.point.things for part, _, _ in word_spans(thing)
        ) or (row.voice.name is not None and bare in fold(row.voice.name).split())
        inside = any(c.isupper() for c in word[1:])
        lower = (common or not self._is_name(row, word)) and not known and not inside
        return (gist[:1].lower() if lower and word != "I" else gist[:1]) + gist[1:]

    def _is_name(self, row: PointRow, word: str) -> bool:
        """Whether the essay writes the word with a capital inside a sentence."""
        text = row.essay.text
        at = text.find(word)
        while at >= 0:
            if at and text[at - 1] == " " and text[at - 2 : at - 1] not in ".?!:”":
                return True
            at = text.find(word, at + 1)
        return False

    def lead(
        self, row: PointRow, part: str = "", side: str | None = None, opening: str = ""
    ) -> None:
        """A point as an answer: its gist first, its speaker behind it."""
        if not row.point.says:
            self.quote(row, part, side, opening)
            return
        mark = self.draft.cite(row)
        verb, name = VERBS[row.point.role], self.name(row).rstrip(",")
        clause = self.clause(row) if opening else capitalised(row.point.says.strip().rstrip("."))
        self.draft.say(
            f"{opening}{clause}, {verb} {name} [{mark}].", citations=(mark,), part=part, side=side
        )

    def tell(
        self,
        rows: Sequence[PointRow],
        part: str = "",
        side: str | None = None,
        opening: str = "",
    ) -> None:
        """Points of one voice in one sentence, speaker first: "X warns that A [1] and B [2]."."""
        read = [row for row in rows if row.point.says]
        for start in range(0, len(read), self._together):
            some = read[start : start + self._together]
            name = self.name(some[0])
            told, marks = [], []
            for role, group in groupby(some, key=lambda row: VERBS[row.point.role]):
                clauses = []
                for row in group:
                    mark = self.draft.cite(row)
                    marks.append(mark)
                    clauses.append(f"that {self.clause(row)} [{mark}]")
                told.append(f"{role} {listed(clauses)}")
            head = opening + name if opening else capitalised(name)
            self.draft.say(f"{head} {listed(told)}.", citations=tuple(marks), part=part, side=side)
            opening = ""
        for row in rows:
            if not row.point.says:
                self.quote(row, part, side, opening)
                opening = ""

    def quote(
        self, row: PointRow, part: str = "", side: str | None = None, opening: str = ""
    ) -> None:
        """A point in its own words, behind its speaker's name."""
        mark = self.draft.cite(row)
        name = self.name(row)
        head = opening + name if opening else capitalised(name)
        quote = row.quote.rstrip(" :;,")
        self.draft.say(
            f"{head.rstrip(',')}: “{quote}” [{mark}]",
            citations=(mark,),
            kind="quote",
            part=part,
            side=side,
        )


def by_voice(rows: Iterable[PointRow]) -> list[list[PointRow]]:
    """The points grouped by who speaks them, each voice where it first comes."""
    groups: dict[tuple[str, str | None], list[PointRow]] = {}
    for row in rows:
        groups.setdefault((row.essay.slug, row.voice.name), []).append(row)
    return list(groups.values())


def tell_accord(draft: Draft, accord: Accord, part: str = "", opening: str = "") -> None:
    """An agreement or a clash, with one quotation of each voice that proves it."""
    marks: dict[str, int] = {}
    for slug, start, end in accord.spans:
        essay = draft.debate.essay(slug)
        voice = essay.sentence_at(start).voice
        name = voice.name or essay_name(essay)
        if voice.role == "quoted":
            name = f"{name}, quoted by {essay_name(essay)}"
        if name not in marks:
            marks[name] = draft.cite_span(essay, start, end)
    told = "; ".join(f"{name} [{mark}]" for name, mark in marks.items())
    draft.say(
        f"{opening}{accord.says.rstrip('.')} ({told}).", citations=tuple(marks.values()), part=part
    )
