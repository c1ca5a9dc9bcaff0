"""A claim set beside the sentences of a debate in their context: which bear it out or deny it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.belief import Nearest
from assistant.checking.contrast import Contrast, contrast
from assistant.checking.cross_encoder import cross_encoder
from assistant.checking.senses import figures, gives
from assistant.checking.support import DENIED, Source, Support, borne_out
from assistant.checking.verbatim import Span
from assistant.domain import Essay, Voice
from assistant.index import Index, Row
from assistant.points import FIELDS
from assistant.words import content_stems, fold, word_spans, words

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the index with what its reader has in mind."""

    number: int  # row of the index
    row: Row
    text: str
    context: str  # heading and lead-in
    beside: str  # what the same voice says before and after it in its paragraph
    gists: tuple[tuple[int, str], ...] = ()  # row among the gists' vectors, and the gist
    asked: str = ""  # what its points answer, a question a line
    words: frozenset[str] = field(default_factory=frozenset)  # folded, of text, context and things

    @property
    def essay(self) -> Essay:
        return self.row.essay

    @property
    def voice(self) -> Voice:
        return self.row.sentence.voice

    def source(self, gist: str = "", *, asked: bool = False) -> Source:
        """It as a source, with what its points answer where that is wanted."""
        return Source(self.text, self.context, self.beside, gist, self.asked if asked else "")


class Ground:
    """The places of an index, by row; nothing in it changes."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.debate = index.debate
        told = index.point_places[:, 1] == FIELDS.index("gist")
        self.gist_vectors = np.asarray(index.point_vectors)[told]
        self.told = [index.points[int(row)] for row in index.point_places[told, 0]]  # their points
        gists: dict[int, list[tuple[int, str]]] = defaultdict(list)
        things: dict[int, list[str]] = defaultdict(list)
        asks: dict[int, list[str]] = defaultdict(list)
        for at, point in enumerate(self.told):
            first = index.row_of(point.essay.slug, point.point.first)
            rows = range(first, first + point.point.last - point.point.first + 1)
            for number in rows:
                things[number] += point.point.things
            # Of several sentences the one that comes nearest to the gist has it, and its questions.
            near = (
                np.asarray(index.sentence_vectors[rows.start : rows.stop]) @ self.gist_vectors[at]
            )
            nearest = rows[int(near.round(4).argmax())]
            gists[nearest].append((at, point.point.says))
            asks[nearest] += point.point.asks
        self.places = [
            self._place(number, row, tuple(gists[number]), things[number], asks[number])
            for number, row in enumerate(index.rows)
        ]
        self.claimed = lru_cache(maxsize=None)(self._claimed)

    def _place(
        self,
        number: int,
        row: Row,
        gists: tuple[tuple[int, str], ...],
        things: list[str],
        asks: list[str],
    ) -> Place:
        sentences, own = row.essay.sentences, row.sentence
        lead = "" if own.lead_in is None else row.essay.quote(sentences[own.lead_in])
        beside = [
            row.essay.quote(sentences[n])
            for n in (row.number - 1, row.number + 1)
            if 0 <= n < len(sentences)
            and sentences[n].block == own.block
            and sentences[n].voice == own.voice
        ]
        context = "\n".join(part for part in (own.heading, lead) if part)
        known = f"{row.text} {context} {' '.join((*beside, *things))}"
        found = frozenset(fold(word).removesuffix("'s") for word, _, _ in word_spans(known))
        told, asked = "\n".join(beside), "\n".join(asks)
        return Place(number, row, row.text, context, told, gists, asked, found)

    @cached_property
    def frequency(self) -> dict[str, int]:
        """How many places have a stem, in their own words or in a gist's."""
        told = (" ".join((place.text, *(g for _, g in place.gists))) for place in self.places)
        return dict(Counter(stem for text in told for stem in set(content_stems(text))))

    @cached_property
    def headings(self) -> frozenset[tuple[str, ...]]:
        """Titles and headings as folded words: in quotation marks they name a text."""
        found = {tuple(words(essay.title)) for essay in self.debate.essays}
        found |= {tuple(words(s.heading)) for e in self.debate.essays for s in e.sentences}
        return frozenset(found - {()})

    def cosines(self, vector: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """[places] and [gists] of a claim's vector, rounded so that machines agree."""
        own = np.asarray(self.index.sentence_vectors @ vector, dtype=np.float32).round(4)
        return own, np.asarray(self.gist_vectors @ vector, dtype=np.float32).round(4)

    def _claimed(self, number: int) -> tuple[NDArray[np.float32], ...]:
        """[n, d] each of what a place's points bear out, what they deny, what is beyond them."""
        points = [self.told[at].point for at, _ in self.places[number].gists]
        lists = [
            [text for point in points for text in texts(point)]
            for texts in (attrgetter("restated"), attrgetter("contrary"), attrgetter("beyond"))
        ]
        every = [text for texts in lists for text in texts]
        found = self.index.embedder.encode_query(every) if every else np.zeros((0, 1))
        ends = np.cumsum([len(texts) for texts in lists])
        return tuple(np.split(np.asarray(found, dtype=np.float32), ends[:-1]))

    def speaking_of(self, things: tuple[str, ...], body: str, rows: list[int]) -> list[int]:
        """Those of the rows that speak of the things and give the numbers that a claim does.

        What is said of two things at once may be said of one after the other.
        """
        each = [{n for n in rows if self.names_it(thing, self.places[n].words)} for thing in things]
        if each:
            together = set.intersection(*each)
            kept = together or (set.union(*each) if all(each) else set[int]())
            rows = [n for n in rows if n in kept]
        wanted = figures(body)
        if wanted:
            rows = [n for n in rows if gives(self._told(n), wanted)]
        return rows

    def names_of(self, thing: str) -> tuple[str, ...]:
        """All that a thing is called."""
        return (thing, *self.debate.names.get(thing, ()))

    def names_it(self, thing: str, known: Set[str]) -> bool:
        """Whether folded words, without "'s", hold one of a thing's names."""
        named = self.names_of(thing)
        return any({w.removesuffix("'s") for w in words(name)} <= known for name in named)

    def _told(self, number: int) -> str:
        place = self.places[number]
        return " ".join(
            (place.text, place.context, place.beside, *(gist for _, gist in place.gists))
        )


MOST = 8  # sentences of one party that are read
ASKED_OF = 2  # the nearest of them, of which it is also known what they answer
ON_IT = 0.30  # score from which a sentence is on the claim's matter
SAME_MATTER = 0.50  # score from which an opposite is an opposite of this claim
CLOSE = 0.10  # rows within this of the best are read for opposites
NEARLY = 0.50  # share of the claim's matter that a sentence must hold to deny it by a word


@dataclass(frozen=True, slots=True)
class Held:
    """One sentence set beside the claim; all shares from 0 to 1."""

    row: int
    supports: float
    denies: float
    near: float  # how much of the claim's matter it holds, with its context
    cosine: float
    nearer: str  # its own words or its gist

    @property
    def score(self) -> float:
        """How much the sentence is on the claim's matter at all."""
        return round(0.5 * self.cosine + 0.5 * self.near, 3)

    @property
    def says_so(self) -> bool:
        """Whether the sentence bears the claim out, opposites aside."""
        return borne_out(self.score, self.supports, self.near)


class Weighing:
    """One claim; each sentence is read once, however often it is asked for."""

    def __init__(self, ground: Ground, support: Support, body: str) -> None:
        self.ground = ground
        self.support = support
        self.body = body
        self._vector = support.near.read(body)
        self.own, self.told = ground.cosines(self._vector)
        self._held: dict[int, Held] = {}

    def _cosine(self, row: int) -> float:
        """The cosine that decides whether a sentence is read: its own, or that of a gist of it."""
        gists = self.ground.places[row].gists
        return float(max([self.own[row], *(self.told[at] for at, _ in gists)]))

    def _gist(self, place: Place) -> tuple[int, str]:
        """The gist of a sentence that comes nearest, with its row; -1 and "" where it has none."""
        return max(place.gists, key=lambda gist: float(self.told[gist[0]]), default=(-1, ""))

    def best(self, rows: Iterable[int], most: int = MOST) -> list[Held]:
        """The nearest of these rows, best first."""
        chosen = sorted(rows, key=lambda row: (-self._cosine(row), row))[:most]
        self._read([row for row in chosen if row not in self._held])
        return sorted(
            (self._held[row] for row in chosen),
            key=lambda held: (-held.score, -held.supports, held.row),
        )

    def _read(self, rows: Sequence[int]) -> None:
        if not rows:
            return
        sources, cosines = [], []
        for turn, row in enumerate(rows):  # nearest first
            place = self.ground.places[row]
            at, gist = self._gist(place)
            own = float(self.own[row])
            sources.append(place.source(gist, asked=turn < ASKED_OF))
            cosines.append((own, float(self.told[at]) if gist else own))
        shares = self.support.shares(self.body, sources, cosines)
        for row, source, pair, found in zip(rows, sources, cosines, shares, strict=True):
            supports, denies, _, near = (float(x) for x in found)
            nearer = source.gist if pair[1] > pair[0] else source.quote
            self._held[row] = Held(row, supports, denies, near, max(pair), nearer)

    def proof(self, held: Held) -> tuple[Span, ...]:
        """The whole quotation where a gist of several sentences decided; else none."""
        gists = self.ground.places[held.row].gists
        point = next((self.ground.told[at] for at, gist in gists if gist == held.nearer), None)
        if point is None or point.point.first == point.point.last:
            return ()
        own = point.point
        return (Span(point.essay, own.start, own.end, tuple(range(own.first, own.last + 1))),)

    def said_by(self, rows: Iterable[int]) -> Held | None:
        """The sentence that comes nearest to bearing the claim out; None if none is near."""
        found = self.best(rows)
        return next((held for held in found if held.says_so), found[0] if found else None)

    def nearest(self, rows: Iterable[int]) -> tuple[int, ...]:
        """The row of these that comes nearest to the claim; none where none is on its matter."""
        found = self.best(rows, 6)
        return (found[0].row,) if found and found[0].score >= ON_IT else ()

    def against(self, held: Held) -> Contrast | None:
        """Why that sentence, or its gist where that comes nearer, says the opposite.

        An opposite stands in either; a negation may only be a matter of how the words were put.
        """
        found = contrast(self.body, held.nearer)
        plain = contrast(self.body, self.ground.places[held.row].text) if found is None else None
        return plain if plain and plain.kind == "opposite" else found

    def read(self, rows: Iterable[int]) -> Nearest | None:
        """What the nearest of these rows says to the claim, read together with it; None if none."""
        row = min(rows, key=lambda row: (-self._cosine(row), row), default=None)
        if row is None:
            return None
        place = self.ground.places[row]
        _, gist = self._gist(place)
        passage = f"{gist} {place.text}".strip()
        supports, denies, _ = cross_encoder().shares(self.body, [passage])[0]
        near = [
            round(float((texts @ self._vector).max()), 4) if len(texts) else 0.0
            for texts in self.ground.claimed(row)
        ]
        return Nearest(row, float(supports), float(denies), *near)

    def opposed(self, rows: Iterable[int]) -> tuple[Held, Contrast] | None:
        """The nearest sentence of these that says the opposite, by a word or by its whole sense."""
        near = self.best(rows)
        for held in near:
            if held.score < max(SAME_MATTER, near[0].score - CLOSE):
                return None
            why = self.against(held)
            # What the nearest sentence does not deny, a farther one denies of something else.
            kinds = ("opposite", "negation") if held is near[0] else ("opposite",)
            by_a_word = why is not None and why.kind in kinds and held.near >= NEARLY
            if by_a_word or held.denies >= max(DENIED, held.supports):
                return held, why or Contrast("denial", "")
        return None
