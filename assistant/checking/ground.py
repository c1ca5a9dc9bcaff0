"""What every claim is held against, worked out once of an index: sentences in their context."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from assistant.checking.figures import figures, gives
from assistant.checking.signals import Source
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
    words: frozenset[str] = field(default_factory=frozenset)  # folded, of text, context and things

    @property
    def essay(self) -> Essay:
        return self.row.essay

    @property
    def voice(self) -> Voice:
        return self.row.sentence.voice

    def source(self, gist: str = "") -> Source:
        return Source(self.text, self.context, self.beside, gist)


class Ground:
    """The places of an index, by row; nothing in it changes."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.debate = index.debate
        told = index.point_places[:, 1] == FIELDS.index("gist")
        self.gist_vectors = np.asarray(index.point_vectors)[told]
        gists: dict[int, list[tuple[int, str]]] = defaultdict(list)
        things: dict[int, list[str]] = defaultdict(list)
        for at, row in enumerate(index.point_places[told, 0]):
            point = index.points[int(row)]
            first = index.row_of(point.essay.slug, point.point.first)
            rows = range(first, first + point.point.last - point.point.first + 1)
            for number in rows:
                things[number] += point.point.things
            # Of several sentences the gist is told of the one that comes nearest to it.
            near = np.asarray(index.sentence_vectors[rows.start : rows.stop]) @ self.gist_vectors[at]
            gists[rows[int(near.round(4).argmax())]].append((at, point.point.says))
        self.places = [
            self._place(number, row, tuple(gists[number]), things[number])
            for number, row in enumerate(index.rows)
        ]

    def _place(
        self, number: int, row: Row, gists: tuple[tuple[int, str], ...], things: list[str]
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
        return Place(number, row, row.text, context, "\n".join(beside), gists, found)

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """The content stems of each place and its gists."""
        return [
            frozenset(content_stems(" ".join((place.text, *(g for _, g in place.gists)))))
            for place in self.places
        ]

    @cached_property
    def frequency(self) -> dict[str, int]:
        """How many places have a stem."""
        found: dict[str, int] = defaultdict(int)
        for stems in self.stems:
            for stem in stems:
                found[stem] += 1
        return dict(found)

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

    def speaking_of(self, things: tuple[str, ...], body: str, rows: list[int]) -> list[int]:
        """Those of the rows that speak of the things and give the numbers that a claim does.

        What is said of two things at once may be said of one after the other.
        """
        each = [{n for n in rows if self._mentions(n, thing)} for thing in things]
        if each:
            together = set.intersection(*each)
            kept = together or (set.union(*each) if all(each) else set[int]())
            rows = [n for n in rows if n in kept]
        wanted = figures(body)
        if wanted:
            rows = [n for n in rows if gives(self._told(n), wanted)]
        return rows

    def _mentions(self, number: int, thing: str) -> bool:
        named = (thing, *self.debate.names.get(thing, ()))
        known = self.places[number].words
        return any({w.removesuffix("'s") for w in words(name)} <= known for name in named)

    def _told(self, number: int) -> str:
        place = self.places[number]
        return " ".join((place.text, place.context, place.beside, *(gist for _, gist in place.gists)))
